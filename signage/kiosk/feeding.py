"""Pulls the feed beside the glass: the pull loop's thread, the conductor, and the bridge between them."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from signage.clock import Clock
from signage.errors import SettingsError, SignageError
from signage.kiosk.conductor import Conductor
from signage.kiosk.journal import Journal
from signage.kiosk.liaison import Liaison
from signage.settings import ScreenSettings
from signage.store.identity import Identity
from signage.store.store import Store

if TYPE_CHECKING:
    from signage.feed.loop import PullLoop

_log = logging.getLogger(__name__)

SCRUB_HOUR = 3
"""Local hour of the nightly scrub: nobody passes."""


class Feeding:
    """Owns the pull loop and the nightly scrub. `signage.feed` loads slowly (cryptography), so beside the glass."""

    def __init__(self, settings: ScreenSettings, store: Store, clock: Clock, identity: Identity | None = None) -> None:
        """With an `identity` the screen has a `liaison` with its console.

        Raises: `SettingsError` where the pinned root cannot be read.
        """
        self._settings, self._store, self._clock = settings, store, clock
        try:
            self._root = Path(settings.root).read_bytes()
        except OSError as error:
            problem = f"cannot be read: {error.strerror}; copy root.json from the folder that `signage keys init` made"
            raise SettingsError(settings.root, "root", problem) from error
        self.liaison = Liaison(settings, store, clock, identity, self._root) if identity is not None else None
        if self.liaison is not None:
            self.liaison.refetch = self._refetch
        self._loop: PullLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._scheduler = BackgroundScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def prepare(self, post: Callable[[object], None]) -> None:
        """Load and check everything now, where nothing is on the glass yet that would wait for it.

        Raises: `SettingsError`, `KeysError`, `StoreError` for a feed or a root that will not do.
        """
        from signage.feed.loop import open_loop

        self._loop = open_loop(
            self._settings.feed,
            self._store,
            self._root,
            post,
            clock=self._clock,
            poll_seconds=self._settings.poll_seconds,
        )

    def start(self, post: Callable[[object], None]) -> None:
        """Begin to pull; events are posted. What was not prepared is loaded on a thread of its own."""

        def run() -> None:
            try:
                if self._loop is None:
                    self.prepare(post)
            except SignageError as error:
                _log.error("no feed can be pulled: %s", error)
                return
            if self._loop is not None and not self._stopped:
                self._loop.start()
                if self.liaison is not None:
                    self.liaison.start(post, self._scheduler)

        self._scheduler.add_job(self._scrub, "cron", hour=SCRUB_HOUR)
        self._scheduler.start()
        self._thread = threading.Thread(target=run, name="feeding", daemon=True)
        self._thread.start()

    def deliver(self, value: object, conductor: Conductor, journal: Journal) -> None:
        """Hand an event of the loop to the conductor. On the main thread."""
        from signage.feed.loop import FeedPulled, HostReached, PullFailed

        if isinstance(value, FeedPulled):
            journal.write("pulled", feed_version=value.version, published=value.feed.published.isoformat())
            conductor.set_feed(value.feed, value.version, value.at)
        elif isinstance(value, HostReached):
            conductor.reached(value.at)
        elif isinstance(value, PullFailed):
            journal.write("error", problem=str(value.error), kind=type(value.error).__name__)

    def stop(self) -> None:
        """End the loop and the scheduler; nothing is posted any more."""
        self._stopped = True
        if self.liaison is not None:
            self.liaison.stop()
        if self._thread is not None:
            self._thread.join(1.0)
        if self._loop is not None:
            self._loop.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _refetch(self) -> None:
        """Everything anew: what is on disk is read and compared, what is known of the host is fetched again."""
        if self._loop is not None:
            self._loop.fetch_afresh()
        if self._scheduler.running:
            self._scheduler.add_job(self._scrub)

    def _scrub(self) -> None:
        try:
            report = self._store.scrub()
        except SignageError as error:
            _log.warning("the nightly scrub failed: %s", error)
            return
        _log.info("scrub: %d files read, %d damaged", report.checked, len(report.damaged))
        if report.needs_pull and self._loop is not None:
            self._loop.pull_now()


def try_feed(feed: str, root: bytes, clock: Clock) -> str:
    """Pull `feed` once into nowhere; gives what was found. Raises: `SignageError` for whatever stands in the way."""
    from signage.feed.fetcher import open_fetcher
    from signage.feed.puller import Puller

    with tempfile.TemporaryDirectory() as place, Store(Path(place)) as store:
        fetcher = open_fetcher(feed)
        try:
            pulled = Puller(fetcher, store, root, clock=clock).pull()
        finally:
            fetcher.close()
    if pulled is None:
        return f"{feed}: nothing published yet"
    return f"{feed}: version {pulled.version} of {pulled.feed.compound.name}, verified"
