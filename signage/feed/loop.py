"""Pulls for ever, in a thread of its own: waits for news, pulls, tells; backs off when it fails, and says so once."""

from __future__ import annotations

import datetime as dt
import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tuf.api.exceptions import DownloadError

from signage.clock import Clock, SystemClock
from signage.content.feed import Feed
from signage.errors import FeedUnreachableError, SignageError
from signage.feed.fetcher import WAIT_SECONDS, Answer, FeedFetcher, InterruptedFetchError, Tag, open_fetcher
from signage.feed.puller import Puller
from signage.store.store import Store

_log = logging.getLogger(__name__)

LONGEST_BACKOFF = 60.0
QUICK_SECONDS = 1.0
"""A host that says it holds requests, but answers "unchanged" sooner than this, is treated as one that does not."""

SAY_AGAIN_SECONDS = 86_400.0
"""How long the same trouble is not worth another line in the log."""

REMEMBERED_PROBLEMS = 50


@dataclass(frozen=True)
class FeedPulled:
    """A new feed is current in the store. Proof of freshness, as `HostReached` is.

    One that brings an alert is told before its new pictures are there, and once more when they are; any feed before its
    films are, and once more with each that is.
    """

    feed: Feed
    version: int
    at: dt.datetime


@dataclass(frozen=True)
class PullFailed:
    """What is shown stays. `error` is a `FeedError` or a `StoreError`."""

    error: SignageError
    at: dt.datetime


@dataclass(frozen=True)
class HostReached:
    """The host gave a verified answer: what is in the store is the newest there is."""

    at: dt.datetime


Event = FeedPulled | PullFailed | HostReached


class PullLoop:
    """Keeps a store up to date. `tell` is called in the loop's thread with each `Event`; never after `stop`."""

    def __init__(
        self,
        fetcher: FeedFetcher,
        store: Store,
        root: bytes,
        tell: Callable[[Event], None],
        *,
        clock: Clock | None = None,
        poll_seconds: float = 30.0,
        wait_seconds: float = WAIT_SECONDS,
        chance: Callable[[], float] = random.random,
        pause: Callable[[float], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`poll_seconds`: how often a host without long poll is asked, on average.

        `chance` gives jitter, 0 to 1; `pause` sleeps (by default interruptibly). The loop owns the fetcher, not the
        store. Raises: `KeysError` when `root` is not a root; `StoreError`.
        """
        self._fetcher = fetcher
        self._store = store
        self._clock = clock or SystemClock()
        self._puller = Puller(fetcher, store, root, clock=self._clock, monotonic=monotonic)
        self._tell = tell
        self._poll = poll_seconds
        self._wait = wait_seconds
        self._chance = chance
        self._pause = pause or self._sleep
        self._monotonic = monotonic
        self._guard = threading.Lock()
        self._wake = threading.Event()
        self._stopped = False
        self._again = False
        self._afresh = False
        self._known = Tag()
        self._film_at: float | None = None
        self._film_failures = 0
        self._failures = 0
        self._problems: dict[str, float] = {}
        self._warned = False
        self._thread = threading.Thread(target=self._run, name="pull", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def pull_now(self) -> None:
        """Pull at once, even if nothing seems to have changed: after a scrub that found damage. From any thread."""
        self._again = True
        self._wake.set()
        self._fetcher.interrupt()

    def fetch_afresh(self) -> None:
        """Forget what is known of the host's metadata and fetch it anew, at once. What is shown stays; so does the
        memory of the highest versions seen: nothing rolls back. From any thread."""
        self._afresh = True
        self.pull_now()

    def stop(self, seconds: float = 0.9) -> bool:
        """End the loop. `tell` is not called any more once this returns. From any other thread.

        Returns whether the thread has ended within `seconds`; one that a broken network holds ends by itself later.
        """
        with self._guard:
            self._stopped = True
        self._wake.set()
        self._fetcher.close()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    # In the loop's thread.

    def _run(self) -> None:
        while not self._stopped:
            self._pause_for(self.step())

    def step(self) -> float:
        """One round: wait, pull, tell. Returns the seconds to pause before the next one. Public for tests."""
        if self._again:
            self._again = False
            self._known = Tag()
        if self._afresh:
            self._afresh = False
            try:
                self._store.set_aside_metadata()
            except SignageError as error:
                return self._failed(error)
        began = self._monotonic()
        seconds = self._wait if self._film_at is None else max(0.0, min(self._wait, self._film_at - began))
        try:
            answer = self._fetcher.wait(self._known, seconds)
            self._handle(answer)
            took = self._monotonic() - began
            looked_at_films = self._known == answer.tag and self._films()
        except InterruptedFetchError:
            return 0.0
        except DownloadError as error:
            return self._failed(FeedUnreachableError(str(error), url=self._fetcher.place))
        except SignageError as error:
            return self._failed(error)
        except Exception as error:  # noqa: BLE001 — a screen that stops pulling for ever is the worst way to fail
            _log.exception("a pull failed in a way that nobody foresaw")
            return self._failed(FeedUnreachableError(f"{type(error).__name__}: {error}", url=self._fetcher.place))
        if self._warned:
            _log.info("%s: reached again after %d failures", self._fetcher.place, self._failures)
        self._failures, self._warned = 0, False
        if self._known != answer.tag:
            return 0.0  # pictures are still to come
        if looked_at_films:
            return 0.0
        quick = answer.timestamp is None and took < min(QUICK_SECONDS, seconds)
        return 0.0 if answer.held and not quick else self._poll * (0.5 + self._chance())

    def _handle(self, answer: Answer) -> None:
        if answer.timestamp is None:
            self._puller.still_fresh()
            self._reached()
            return
        pulled = self._puller.pull(answer.timestamp)
        if pulled is None or pulled.whole:
            self._known = answer.tag
        if pulled is None:
            self._reached()
        else:
            _log.info("%s: feed version %d", self._fetcher.place, pulled.version)
            self._say(FeedPulled(pulled.feed, pulled.version, pulled.at))

    def _films(self) -> bool:
        """One piece of a film that is still to come, if one is due; whether there was something to do.

        Its trouble is no reason to wait for news less: it has a pause of its own.
        """
        now = self._monotonic()
        if self._film_at is None and self._puller.films_missing():
            self._film_at = now
        if self._film_at is None or self._film_at > now:
            return False
        try:
            pulled = self._puller.fetch_film()
        except SignageError as error:
            self._film_failures += 1
            self._film_at = self._monotonic() + backoff(self._film_failures, self._chance())
            self._complain(error)
            return True
        self._film_failures = 0
        self._film_at = now if self._puller.films_missing() else None
        if pulled is not None:
            self._say(FeedPulled(pulled.feed, pulled.version, pulled.at))
        return True

    def _reached(self) -> None:
        at = self._clock.now()
        self._store.note_reached(at)
        self._say(HostReached(at))

    def _failed(self, error: SignageError) -> float:
        """Say it; returns the pause."""
        self._failures += 1
        if self._stopped:
            return 0.0
        self._warned = self._complain(error) or self._warned
        return backoff(self._failures, self._chance())

    def _complain(self, error: SignageError) -> bool:
        """Say it; whether the log heard of it. It gets the same trouble once a day: screens run for years."""
        problem, now = f"{type(error).__name__} {error}", self._monotonic()
        if now - self._problems.get(problem, -SAY_AGAIN_SECONDS) < SAY_AGAIN_SECONDS:
            _log.debug("%s; what is shown stays", error)
            fresh = False
        else:
            _log.warning("%s; what is shown stays", error)
            fresh = True
            self._problems.pop(problem, None)
            self._problems[problem] = now
            while len(self._problems) > REMEMBERED_PROBLEMS:
                del self._problems[next(iter(self._problems))]
        self._say(PullFailed(error, self._clock.now()))
        return fresh

    def _say(self, event: Event) -> None:
        with self._guard:
            if self._stopped:
                return
            try:
                self._tell(event)
            except Exception:  # noqa: BLE001 — as above
                _log.exception("nobody took %s", type(event).__name__)

    def _pause_for(self, seconds: float) -> None:
        if seconds > 0 and not self._stopped:
            self._pause(seconds)

    def _sleep(self, seconds: float) -> None:
        self._wake.wait(seconds)
        self._wake.clear()


def backoff(failures: int, chance: float) -> float:
    """Seconds to pause after so many failures in a row: full jitter under a doubling limit, 1 s to 60 s.

    `chance` is 0 to 1. Never under a tenth of the limit: a host that refuses at once must not be hammered.
    """
    limit = min(LONGEST_BACKOFF, 2.0 ** min(failures - 1, 10))
    return limit * (0.1 + 0.9 * chance)


def open_loop(
    feed: str,
    store: Store,
    root: bytes,
    tell: Callable[[Event], None],
    *,
    clock: Clock | None = None,
    poll_seconds: float = 30.0,
) -> PullLoop:
    """The loop for `feed`, a URL or a folder, ready to `start`.

    Raises: `SettingsError` for a URL of another kind, `KeysError` when `root` is not a root; `StoreError`.
    """
    return PullLoop(open_fetcher(feed), store, root, tell, clock=clock, poll_seconds=poll_seconds)
