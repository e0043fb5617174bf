"""Tells the console how the screen is: outbound, about once a minute, never in the way of pulling or of the glass.

`step` is called by the scheduler's threads; what the main thread knows it sets as whole frozen values.
"""

from __future__ import annotations

import datetime as dt
import logging
import random
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from signage import __version__
from signage.clock import Clock
from signage.errors import ReportError, StoreError
from signage.feed.report import (
    LATEST,
    MAX_LINES_BYTES,
    MAX_SNAPSHOT_BYTES,
    SOONEST,
    Answer,
    Health,
    Report,
    in_groups,
    new_code,
    seal,
)
from signage.feed.reportclient import ReportClient
from signage.kiosk.journalstream import JournalStream
from signage.kiosk.scene import Pairing, Scene
from signage.store.identity import Identity

_log = logging.getLogger(__name__)

CODE_SECONDS = 600.0
"""How long a pairing code is shown."""

LOOK_AGAIN = 3600.0
"""How often a host without a console is asked whether it has one now, in seconds."""

REMEMBERED_SECONDS = 86_400.0
"""An error older than that is no news."""

REFUSED_CLOCK = (401, 409)
"""The console did not take a report because of its moment: its `Date` now says what that should have been."""

NO_CONSOLE = (404, 405, 410)


class LastErrors(logging.Handler):
    """Keeps the warnings and errors of the program's log of the last day, each once, the newest last."""

    def __init__(self, most: int = 5) -> None:
        super().__init__(logging.WARNING)
        self._said: deque[tuple[float, str]] = deque(maxlen=most)

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.name.removeprefix('signage.')}: {record.getMessage()}"[:300]
        # `handle` holds the lock
        for before in [said for said in self._said if said[1] == line]:
            self._said.remove(before)
        self._said.append((record.created, line))

    @property
    def lines(self) -> tuple[str, ...]:
        now = time.time()
        self.acquire()
        try:
            said = list(self._said)
        finally:
            self.release()
        return tuple(line for at, line in said if now - at < REMEMBERED_SECONDS)


class Reporting:
    """Reports of the screen with `identity` to the console at `url`."""

    def __init__(
        self,
        url: str,
        identity: Identity,
        fingerprint: str,
        store: Path,
        clock: Clock,
        tell: Callable[[Pairing], None],
        *,
        journal: Path | None = None,
        known: bool = False,
        errors: LastErrors | None = None,
        chance: Callable[[], float] = random.random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`tell` is called, in the thread that reports, whenever what the glass must say of pairing has changed.

        With `known` the console was named by hand, and is not asked first whether it is one.
        """
        self._identity, self._fingerprint = identity, fingerprint
        self._key = identity.private_key()
        self._public = self._key.public_key().public_bytes_raw().hex()
        self._store, self._clock, self._tell = store, clock, tell
        self._stream = JournalStream(journal, store) if journal is not None else None
        self._errors = errors or LastErrors()
        self._chance, self._monotonic = chance, monotonic
        self._began = monotonic()
        self._client = ReportClient(url, clock.now)
        self._is_console = known
        self._known = known
        self._turn = threading.Lock()
        self._last_at: dt.datetime | None = None
        self._wanted = 0
        self._paired: bool | None = None
        self._code, self._code_until = "", 0.0
        self._said = Pairing()
        self._failures = 0
        self.scene = Scene()
        """Set by the main thread."""
        self._guard = threading.Lock()
        self._done: tuple[str, ...] = ()
        self._snapshot = b""

    def did(self, commands: tuple[str, ...]) -> None:
        """These commands were done; said with the next report. From any thread."""
        with self._guard:
            self._done = (*self._done, *commands)[-50:]

    def take(self, snapshot: bytes) -> None:
        """A picture to send with the next report. From any thread."""
        if len(snapshot) <= MAX_SNAPSHOT_BYTES:
            with self._guard:
                self._snapshot = snapshot

    def step(self) -> float:
        """One report, if there is a console. Gives the seconds until the next; 0: it is being made already."""
        if not self._turn.acquire(blocking=False):
            return 0.0
        try:
            return self._step()
        except (ReportError, StoreError) as error:
            return self._failed(error)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Nothing is sent any more. From any thread."""
        self._client.close()

    # In the scheduler's threads.

    def _step(self) -> float:
        if not self._is_console:
            self._is_console = self._client.is_console()
            if not self._is_console:
                self._say(Pairing())
                return LOOK_AGAIN * (0.5 + self._chance())
        with self._guard:
            done, snapshot = self._done, self._snapshot
        begin, lines = self._lines()
        try:
            answer = self._send(begin, lines, done, snapshot)
        except ReportError as error:
            if error.status not in REFUSED_CLOCK or self._client.offset is None:
                raise
            answer = self._send(begin, lines, done, snapshot)
        with self._guard:
            self._done = self._done[len(done) :] if self._done[: len(done)] == done else self._done
            if self._snapshot is snapshot:
                self._snapshot = b""
        return self._heard(answer, len(lines))

    def _lines(self) -> tuple[int, bytes]:
        if self._stream is None or not self._paired:
            return 0, b""
        return self._stream.read(self._wanted, MAX_LINES_BYTES)

    def _send(self, begin: int, lines: bytes, done: tuple[str, ...], snapshot: bytes) -> Answer:
        report = Report(
            screen=self._identity.id,
            key=self._public,
            at=self._moment(),
            compound=self.scene.compound,
            root=self._fingerprint,
            code="" if self._paired else self._pairing_code(),
            health=self._health(),
            done=done,
            offset=begin,
            lines=lines,
            snapshot=snapshot,
        )
        return self._client.send(*seal(report, self._key))

    def _moment(self) -> dt.datetime:
        """Now as the console's clock has it, and later than in the report before."""
        at = self._clock.now() - dt.timedelta(seconds=self._client.offset or 0.0)
        if self._last_at is not None:
            near = self._last_at + dt.timedelta(microseconds=1)
            # a clock that was set back by more than the console allows for is no reason to stay ahead of it
            at = max(at, near) if near - at < dt.timedelta(minutes=1) else at
        self._last_at = at
        return at

    def _pairing_code(self) -> str:
        now = self._monotonic()
        if not self._code or now >= self._code_until:
            self._code, self._code_until = new_code(), now + CODE_SECONDS
        return self._code

    def _health(self) -> Health:
        scene = self.scene
        try:
            free = shutil.disk_usage(self._store).free
        except OSError:
            free = None
        return Health(
            version=__version__,
            uptime=max(0, int(self._monotonic() - self._began)),
            feed_version=scene.feed_version,
            display=scene.display,
            slide=scene.slide[:40],
            item=scene.item[:200],
            free=free,
            clock_offset=self._client.offset,
            errors=self._errors.lines,
            size=scene.size,
        )

    def _heard(self, answer: Answer, lines: int) -> float:
        if self._failures:
            _log.info("%s: the console answers again", self._client.url)
        self._failures = 0
        fresh = answer.paired and not self._paired
        if fresh:
            _log.info("%s: paired as %s", self._client.url, answer.name)
        self._paired = answer.paired
        self._wanted = answer.offset
        if answer.paired:
            self._code = ""
            self._say(Pairing())
        elif self._code:
            self._say(Pairing(in_groups(self._code, 3), in_groups(self._fingerprint, 4)))
        else:
            return SOONEST  # just let go: the next report has a code
        if self._stream is not None and (fresh or lines > MAX_LINES_BYTES // 2):
            return SOONEST  # there is more of the journal
        return min(max(answer.next, SOONEST), LATEST) * (0.9 + 0.2 * self._chance())

    def _failed(self, error: Exception) -> float:
        """Log it once: no screen is worse for a console that is away. Gives the pause, doubling to ten minutes."""
        self._failures += 1
        if self._failures == 1:
            _log.info("no report: %s; it is tried again", error)
        if isinstance(error, ReportError) and error.status in NO_CONSOLE and not self._known:
            self._is_console = False
            self._say(Pairing())
            return LOOK_AGAIN * (0.5 + self._chance())
        return float(min(600, 15 * 2 ** min(self._failures, 6))) * (0.5 + self._chance())

    def _say(self, pairing: Pairing) -> None:
        if pairing != self._said:
            self._said = pairing
            self._tell(pairing)
