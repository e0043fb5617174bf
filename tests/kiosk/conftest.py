"""Real screens for tests: a real window offscreen, a real store, a clock in the test's hands."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sample
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from signage.content.codec import encode
from signage.content.feed import Feed
from signage.kiosk.app import Screen, application
from signage.settings import ScreenSettings
from signage.store.store import Store


class HeldClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: dt.datetime) -> None:
        self.moment = now

    def now(self) -> dt.datetime:
        return self.moment.astimezone(dt.UTC)

    def forward(self, **span: float) -> None:
        self.moment += dt.timedelta(**span)


class Glass:
    """A screen under test, with what a resident does and what a witness sees."""

    def __init__(self, screen: Screen, store: Store, clock: HeldClock, journal: Path, qtbot: QtBot) -> None:
        self.screen, self.store, self.clock, self.qtbot = screen, store, clock, qtbot
        self._journal = journal

    def publish(self, feed: Feed, version: int) -> None:
        """As the puller does: into the store, then to the conductor."""
        commit(self.store, feed, version, self.clock.now())
        self.screen.conductor.set_feed(feed, version, self.clock.now())

    def lines(self, event: str = "") -> list[dict[str, object]]:
        """The journal's lines, of one event or all."""
        if not self._journal.exists():
            return []
        lines = [json.loads(line) for line in self._journal.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if not event or line["event"] == event]

    def wait_painted(self, slide: str, item: str | None = None, *, after: int = 0) -> dict[str, object]:
        """Wait until a `painted` line beyond the first `after` lines says `slide` (of `item`)."""
        found: list[dict[str, object]] = []

        def seen() -> bool:
            found[:] = [
                line
                for line in self.lines()[after:]
                if line["event"] == "painted" and line["slide"] == slide and item in (None, line["item"])
            ]
            return bool(found)

        self.qtbot.waitUntil(seen, timeout=8000)
        return found[0]

    @property
    def on_glass(self) -> tuple[str, str]:
        """Kind and item of what was painted last and has not left."""
        painted = [line for line in self.lines() if line["event"] in ("painted", "left")]
        last = painted[-1] if painted else {"event": "left"}
        return (str(last["slide"]), str(last["item"])) if last["event"] == "painted" else ("", "")

    def item(self, name: str) -> QQuickItem:
        """The visible QML item with this objectName."""
        found: list[QQuickItem] = []

        def seen() -> bool:
            everything = [self.screen.window.contentItem(), *descendants(self.screen.window.contentItem())]
            found[:] = [entry for entry in everything if entry.objectName() == name and entry.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(seen, timeout=4000)
        return found[0]

    def tap(self, name: str) -> None:
        """A finger on the middle of the item with this objectName."""
        item = self.item(name)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        QTest.mouseClick(
            self.screen.window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(round(middle.x()), round(middle.y())),
        )

    def texts(self) -> str:
        """All text that can be seen."""
        words = []
        for item in descendants(self.screen.window.contentItem()):
            value = item.property("text")
            if isinstance(value, str) and value and item.isVisible() and effective_opacity(item) > 0:
                words.append(value)
        return "\n".join(words)

    def state(self, name: str) -> object:
        return self.screen.glass.property(name)


def descendants(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from descendants(child)


def effective_opacity(item: QQuickItem | None) -> float:
    opacity = 1.0
    while item is not None:
        opacity *= item.opacity()
        item = item.parentItem()
    return opacity


def commit(store: Store, feed: Feed, version: int, at: dt.datetime) -> None:
    for media in store.missing(feed):
        store.receive(media, [sample.PICTURES[media.name]])
    store.commit(encode(feed), feed, version=version, at=at)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kiosk knows no widgets."""
    return QGuiApplication


@pytest.fixture(scope="session")
def qapp() -> QGuiApplication:
    """The kiosk's own application: software backend, Qt's messages in Python's log."""
    return application()


@pytest.fixture
def make_glass(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Glass]]:
    """Makes a running screen: `make_glass(feed, now=…, size=…, pace=…)`; a feed of None is a first boot."""
    made: list[tuple[Screen, Store]] = []

    def make(
        feed: Feed | None = None,
        *,
        now: dt.datetime = sample.NOW,
        size: str = "540x960",
        pace: float = 100.0,
        snapshots: Path | None = None,
    ) -> Glass:
        number = len(made)
        clock = HeldClock(now)
        store = Store(tmp_path / f"store{number}")
        if feed is not None:
            commit(store, feed, 1, clock.now())
        journal = tmp_path / f"airtime{number}.jsonl"
        settings = ScreenSettings(
            size=size, pace=pace, journal=str(journal), snapshots=str(snapshots) if snapshots else ""
        )
        screen = Screen(settings, store, clock)
        made.append((screen, store))
        screen.start(None)
        return Glass(screen, store, clock, journal, qtbot)

    yield make
    for screen, store in made:
        screen.close()
        store.close()
    logging.getLogger("qt").debug("closed")
