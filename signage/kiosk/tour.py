"""A screen led through everything that it can show: for the pictures in README, and to measure what residents read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtQuick import QQuickWindow

from signage.clock import Clock
from signage.content.alert import Alert
from signage.content.codec import encode
from signage.content.feed import Feed
from signage.content.links import item_url
from signage.content.media import Content, chunks
from signage.errors import SignageError
from signage.kiosk.airtime import Painted
from signage.kiosk.app import Screen, application
from signage.kiosk.browse import HOME, At, Place
from signage.kiosk.present_browse import MONTH, item_pictures
from signage.playlist.concerns import concerns
from signage.playlist.live import live_items
from signage.playlist.slides import Entry
from signage.settings import ScreenSettings
from signage.store.store import Store

SETTLED_MS = 40
"""Milliseconds after a frame was painted in which a list finds its place; nothing fades on a tour."""

SECONDS_A_STOP = 10
"""What does not come to the glass by then never will."""


@dataclass(frozen=True)
class Stop:
    """What is on the glass now: its kind (`notice`, `alert`, `browse/duty` …), its item, its page."""

    kind: str
    item: str = ""
    page: int = 0
    tab: str = ""

    @property
    def name(self) -> str:
        """A name for a file."""
        page = f"p{self.page + 1}" if self.page else ""
        return "-".join(filter(None, (self.kind.replace("/", "-"), self.item, self.tab, page)))


class Tour:
    """A screen of its own, offscreen, that stands still until it is led on.

    Raises, wherever it goes: `SignageError` for what does not come to the glass.
    """

    def __init__(self, feed: Feed, media: Mapping[str, Content], settings: ScreenSettings, clock: Clock) -> None:
        application()
        self._feed, self._clock = feed, clock
        self._leave = ExitStack()
        place = Path(self._leave.enter_context(tempfile.TemporaryDirectory()))
        self._store = self._leave.enter_context(Store(place))
        # a pace so slow that the rotation never moves on by itself
        settings = msgspec.structs.replace(settings, pace=0.001, motion=False, care=False)
        for each in self._store.missing(feed):
            if each.name in media:
                self._store.receive(each, chunks(media[each.name]))
        self._store.commit(encode(feed), feed, version=1, at=clock.now())
        self.screen = Screen(settings, self._store, clock)
        self._leave.callback(self._close)

    def __enter__(self) -> Self:
        self._wait("", lambda: self.screen.start(None))
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._leave.close()

    def _close(self) -> None:
        self.screen.close()
        application().processEvents()

    @property
    def window(self) -> QQuickWindow:
        """Where it is drawn."""
        return self.screen.window

    def slides(self) -> Iterator[Stop]:
        """Each slide of the rotation, and each page of those that have several."""
        for entry in self.screen.conductor.rotator.entries:
            yield from self.pages(entry)

    def pages(self, entry: Entry) -> Iterator[Stop]:
        """The pages of one slide, live or not."""
        rotator = self.screen.conductor.rotator
        stop, pages = Stop(entry.kind, entry.item_id), 1
        while stop.page < pages:
            bring_page(self.screen, entry, stop.page)
            rest(SETTLED_MS)
            pages = rotator.slide.pages if rotator.slide else 1
            yield stop
            stop = replace(stop, page=stop.page + 1)

    def alert(self, alert: Alert) -> Stop:
        """A takeover by `alert`. Nothing else comes to the glass until `calm`."""
        self._wait("alert", partial(self._publish, msgspec.structs.replace(self._feed, alerts=(alert,))))
        return Stop("alert", alert.identifier)

    def calm(self) -> None:
        """The alert is over."""
        self._wait("", partial(self._publish, self._feed))

    def screens(self, *comforts: str) -> Iterator[Stop]:
        """Each screen of the browse mode, for a resident who asked for `comforts`."""
        glass, visit = self.screen.glass, self.screen.glass.visit_
        self._wait("browse/home", glass.touchHint)
        for name in comforts:
            self._wait("browse/home", partial(visit.toggle, name))
        for place in places(self._feed, self._clock):
            kind = f"browse/{place.at}"
            if place != HOME:
                self._wait(kind, partial(visit.go, place.at, place.item, place.tab, False))
            yield Stop(kind, place.item, 0, place.tab)
            if place != HOME:
                self._wait("browse/home", visit.home)
        self._wait("", visit.back)

    def _publish(self, feed: Feed) -> None:
        self.screen.conductor.set_feed(feed, 2, self._clock.now())

    def _wait(self, kind: str, bring: Callable[[], object]) -> None:
        """Until something of this `kind` (any) was painted."""
        wait_for(self.screen, lambda painted: kind in ("", painted.kind), bring, kind or "the rotation")
        rest(SETTLED_MS)


def bring_page(screen: Screen, entry: Entry, page: int) -> None:
    """Show `page` of `entry` and wait until it was painted. Raises: `SignageError` where it never is."""

    def wanted(painted: Painted) -> bool:
        return (painted.kind, painted.item, painted.page) == (entry.kind, entry.item_id, page)

    def bring() -> None:
        screen.conductor.rotator.show_entry(entry, page)

    wait_for(screen, wanted, bring, f"{entry.item_id or entry.kind}, page {page + 1}")


def wait_for(screen: Screen, wanted: Callable[[Painted], bool], bring: Callable[[], object], name: str) -> None:
    """Let `bring` do its work and wait until what is `wanted` was painted. Raises: `SignageError` where it never is."""
    loop = QEventLoop()
    seen: list[Painted] = []

    def watch(painted: Painted) -> None:
        if wanted(painted):
            seen.append(painted)
            loop.quit()

    screen.airtime.watcher = watch
    bring()
    late = QTimer(singleShot=True, interval=SECONDS_A_STOP * 1000)
    late.timeout.connect(loop.quit)
    late.start()
    if not seen:
        loop.exec()
    screen.airtime.watcher = None
    if not seen:
        raise SignageError(f"{name}: did not come to the glass")


def rest(milliseconds: int) -> None:
    """Let the screen draw for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save(window: QQuickWindow, file: Path) -> Path:
    """What `window` shows, as a picture. Raises: `SignageError` where it cannot be written."""
    if not window.grabWindow().save(str(file)):
        raise SignageError(f"{file}: cannot be written")
    return file


def places(feed: Feed, clock: Clock) -> Iterator[Place]:
    """Every screen of the browse mode that has something to show: one of each."""
    now = clock.now()
    items = live_items(feed, now)
    yield HOME
    yield Place(At.NOTICES)
    longest = max(items, key=lambda item: len(getattr(item, "body", ())), default=None)
    if longest is not None:
        yield Place(At.READING, longest.id)
    pictured = next((item for item in items if item_pictures(item)), None)
    if pictured is not None:
        yield Place(At.PICTURE, pictured.id)
    coded = next((item for item in items if item_url(feed.compound, item.id)), None)
    if coded is not None:
        yield Place(At.CODE, coded.id)
    yield Place(At.DUTY)
    yield Place(At.DUTY, tab=MONTH)
    if feed.services:
        yield Place(At.SERVICES)
        yield Place(At.SERVICE, feed.services[0].id)
    if feed.facilities:
        yield Place(At.FACILITIES)
    yield Place(At.BUILDINGS)
    buildings = feed.compound.buildings
    if buildings:
        yield Place(At.CONCERNS, max(buildings, key=lambda building: len(concerns(feed, building, now))))
    yield Place(At.EVENTS)
    if feed.contacts:
        yield Place(At.CONTACTS)
    yield Place(At.ABOUT)
