"""Pulls the feed beside the glass: the pull loop's thread, the conductor, and the bridge between them."""

from __future__ import annotations

from collections.abc import Callable

from signage.clock import Clock
from signage.kiosk.conductor import Conductor
from signage.kiosk.journal import Journal
from signage.settings import ScreenSettings
from signage.store.store import Store


class Feeding:
    def __init__(self, settings: ScreenSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def use(self, store: Store) -> None:
        self._store = store

    def start(self, post: Callable[[object], None]) -> None:
        raise NotImplementedError

    def deliver(self, value: object, conductor: Conductor, journal: Journal) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError


def try_feed(feed: str, root: bytes, clock: Clock) -> str:
    raise NotImplementedError
