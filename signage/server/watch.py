"""Publishes a content folder whenever somebody saves a file in it, and notices what other processes publish."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import watchfiles
from apscheduler.schedulers.background import BackgroundScheduler

from signage.clock import Clock
from signage.content.fault import Fault
from signage.errors import SignageError
from signage.feed.layout import METADATA, TIMESTAMP
from signage.feed.repository import Repository
from signage.server.publishing import said
from signage.sources.folder import Reading, read_folder
from signage.sources.report import fault_line
from signage.sources.textfile import is_ignored

_log = logging.getLogger(__name__)

STEP_MS = 10
"""How long a folder must be quiet before it is read."""

DEBOUNCE_MS = 40
"""How long at most that is waited for."""

SETTLE_SECONDS = 0.25
"""A faulty reading is read once more after this: most are files half written, which nobody needs to hear of."""

TICK_MS = 1_000
"""How often a watch looks for itself: notifications get lost (network drives, full queues, before the watch began)."""

RETRY_SECONDS = 2.0
"""How soon a folder that went away is looked for again."""


class FolderWatch:
    """Reads a content folder and publishes it, at once and then whenever it changes. In a thread of its own.

    `tell` gets each line for people, `published` is called after each publish that wrote anything; both in the thread.
    """

    def __init__(
        self,
        folder: Path,
        repository: Repository,
        clock: Clock,
        tell: Callable[[str], None],
        published: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._repository = repository
        self._clock = clock
        self._tell = tell
        self._published = published
        self._stop = threading.Event()
        self._turn = threading.Lock()
        self._faults: tuple[Fault, ...] = ()
        self._problem = ""
        self._thread = threading.Thread(target=self._run, name="folder-watch", daemon=True)

    def start(self) -> None:
        """Publish what there is, then watch. What goes wrong is told, not raised."""
        self.publish(settle=False)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def publish(self, *, settle: bool = True) -> None:
        """Read the folder and publish it where that changes anything. Any thread."""
        with self._turn:
            reading = read_folder(self._folder, now=self._clock.now())
            if reading.feed is None and settle and not self._stop.wait(SETTLE_SECONDS):
                reading = read_folder(self._folder, now=self._clock.now())
            self._report(reading)
            if reading.feed is None:
                return
            try:
                done = self._repository.publish(reading.feed, reading.media)
            except SignageError as error:
                if str(error) != self._problem:
                    self._tell(f"{error}\n{self._folder}: not published; what was published before stays")
                self._problem = str(error)
                return
            self._problem = ""
            if done.signed:
                self._tell(said(self._repository.path, done))
                self._published()

    def _report(self, reading: Reading) -> None:
        """Tell the faults, where they are not those told last."""
        if reading.faults == self._faults:
            return
        self._faults = reading.faults
        for fault in reading.faults:
            self._tell(fault_line(fault))
        if reading.feed is None:
            self._tell(f"{self._folder}: not published; what was published before stays")

    def _run(self) -> None:
        said_already = ""
        while not self._stop.is_set():
            try:
                self._watch()
                said_already = ""
            except Exception as error:  # noqa: BLE001 — a folder may go away and come back; the watch must outlive it
                if str(error) != said_already:
                    said_already = str(error)
                    _log.warning("%s: cannot be watched (%s); trying again", self._folder, error)
                    self.publish()
                self._stop.wait(RETRY_SECONDS)

    def _watch(self) -> None:
        """Until stopped, or the folder is another one under the same name, which notifications do not follow."""
        watched = _identity(self._folder)
        seen: object = None
        for changes in watchfiles.watch(
            self._folder,
            watch_filter=lambda _change, path: not is_ignored(Path(path).name),
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            stop_event=self._stop,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            now = _fingerprint(self._folder)
            if changes or now != seen:
                seen = now
                self.publish()
            if _identity(self._folder) != watched:
                return


def _fingerprint(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Names, times and sizes in `folder` and its folders: another one when something changed. Raises: `OSError`."""
    found = []
    for place in (folder, *(Path(entry.path) for entry in os.scandir(folder) if entry.is_dir())):
        for entry in os.scandir(place):
            with contextlib.suppress(FileNotFoundError):
                status = entry.stat()
                found.append((entry.path, status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


class RepositoryWatch:
    """Calls `changed` when a repository's timestamp.json changes, whoever published. A thread."""

    def __init__(self, repositories: Iterable[Path], changed: Callable[[], None]) -> None:
        self._folders = [path / METADATA for path in repositories]
        self._changed = changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="repository-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        said_already = ""
        while not self._stop.is_set():
            there = [folder for folder in self._folders if folder.is_dir()]
            self._changed()
            try:
                if there:
                    self._watch(there)
                else:
                    self._stop.wait(RETRY_SECONDS)
            except Exception as error:  # noqa: BLE001 — as above
                if str(error) != said_already:
                    said_already = str(error)
                    _log.warning("repositories cannot be watched (%s); trying again", error)
                self._stop.wait(RETRY_SECONDS)

    def _watch(self, there: list[Path]) -> None:
        """Until stopped, or another folder came or went."""
        watched = [_identity(folder) for folder in there]
        for _changes in watchfiles.watch(
            *there,
            watch_filter=lambda _change, path: Path(path).name == TIMESTAMP,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            stop_event=self._stop,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            recursive=False,
            raise_interrupt=False,
        ):
            self._changed()
            now = [folder for folder in self._folders if folder.is_dir()]
            if now != there or [_identity(folder) for folder in now] != watched:
                return


class Renewal:
    """Renews signatures before they end: at once, then every six hours, so also where machines sleep at night."""

    def __init__(self, repositories: Iterable[Repository], mend: Callable[[], None] | None = None) -> None:
        """`mend` is called when published pictures were found rotten and removed: publish anew."""
        self._repositories = list(repositories)
        self._mend = mend
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        self.renew()
        self._scheduler.add_job(self.renew, "cron", hour="1,7,13,19", minute=17)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def renew(self) -> None:
        """Renew what needs it in every repository; what goes wrong is logged."""
        for repository in self._repositories:
            try:
                done = repository.refresh()
                if done.signed:
                    _log.info("%s", said(repository.path, done))
                damaged = repository.damaged()
            except SignageError as error:
                _log.warning("signatures cannot be renewed: %s", error)
                continue
            if damaged:
                _log.warning("%s: rotten or missing: %s; publishing again", repository.path, ", ".join(damaged))
                if self._mend is not None:
                    self._mend()
