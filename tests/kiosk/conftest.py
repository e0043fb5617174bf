"""Real screens for tests: a real window offscreen, a real store, a clock in the test's hands."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import sample
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qmltree import descendants, effective_opacity

from signage.clock import Clock
from signage.content.codec import encode
from signage.content.feed import Feed
from signage.kiosk.app import Screen
from signage.kiosk.style import Style
from signage.settings import ScreenSettings
from signage.store.store import Store

STILL = 0.001
"""A pace at which no slide ever moves on by itself: the test says when its time is over."""


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
        self.conductor = screen.conductor
        self.rotator = screen.conductor.rotator
        self.browsing = screen.conductor.browsing
        self.window = screen.window
        self._journal = journal
        self._version = 1

    # What staff and time do

    def publish(self, feed: Feed, version: int = 0) -> None:
        """As the puller does: into the store, then to the conductor."""
        self._version = version or self._version + 1
        commit(self.store, feed, self._version, self.clock.now())
        self.conductor.set_feed(feed, self._version, self.clock.now())

    def move(self, to: dt.datetime) -> None:
        """It is `to` now."""
        self.clock.moment = to
        self.conductor.tick()

    def step(self) -> dict[str, object]:
        """The slide's time is over; gives the next `painted` line."""
        before = len(self.lines("painted"))
        self.rotator._dwell_over()
        self.qtbot.waitUntil(lambda: len(self.lines("painted")) > before, timeout=8000)
        return self.lines("painted")[-1]

    def bring(self, kind: str, item: str = "", page: int = 0) -> None:
        """A turn of this slide begins now; returns when it (or its page `page`) was painted."""
        entry = next(entry for entry in self.rotator.entries if (entry.kind, entry.item_id) == (kind, item))
        self.qtbot.waitUntil(lambda: bool(self.lines("painted")), timeout=8000)
        self.rotator.begin(entry)
        self.qtbot.waitUntil(lambda: self.on_glass == (kind, item), timeout=8000)
        if page:
            before = self.mark()
            self.rotator.show_entry(entry, page)
            self.wait_painted(kind, item, page=page, after=before)

    def drain(self) -> None:
        """Let everything happen that is already under way."""
        for _ in range(20):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()

    def rest(self) -> list[int]:
        """Returns when no frame came for a while; gives a list that grows by one with each frame from now on."""
        frames: list[int] = []
        self.window.frameSwapped.connect(lambda: frames.append(1))
        seen = -1
        while seen != len(frames):
            seen = len(frames)
            self.qtbot.wait(30)
        frames.clear()
        return frames

    def fade(self, milliseconds: int) -> None:
        """Fades take so long from now on, whatever style is worn."""
        wear = type(self.screen.wardrobe).wear

        def worn(style: Style) -> None:
            wear(self.screen.wardrobe, style)
            self.tokens.setProperty("fadeMs", milliseconds)

        self.screen.wardrobe.wear = worn
        self.tokens.setProperty("fadeMs", milliseconds)

    @property
    def tokens(self) -> QObject:
        tokens = self.screen._engine.singletonInstance("Signage.Glass", "Tokens")
        assert isinstance(tokens, QObject)
        return tokens

    # What a witness sees

    def mark(self) -> int:
        """How many lines the journal has."""
        return len(self.lines())

    def lines(self, event: str = "") -> list[dict[str, object]]:
        """The journal's lines, of one event or all."""
        if not self._journal.exists():
            return []
        lines = [json.loads(line) for line in self._journal.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if not event or line["event"] == event]

    def wait_painted(
        self, slide: str | None, item: str | None = None, *, page: int | None = None, after: int = 0
    ) -> dict[str, object]:
        """Wait until a `painted` line beyond the first `after` lines says `slide` (any), of `item` (any)."""
        found: list[dict[str, object]] = []

        def seen() -> bool:
            found[:] = [
                line
                for line in self.lines()[after:]
                if line["event"] == "painted"
                and slide in (None, line["slide"])
                and item in (None, line["item"])
                and page in (None, line["page"])
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

    def everything(self) -> list[QQuickItem]:
        return [self.window.contentItem(), *descendants(self.window.contentItem())]

    def find(self, name: str) -> QQuickItem | None:
        """The visible QML item with this objectName, if there is one now."""
        return next((i for i in self.everything() if i.objectName() == name and i.isVisible()), None)

    def item(self, name: str) -> QQuickItem:
        """The visible QML item with this objectName; waits for it."""
        self.qtbot.waitUntil(lambda: self.find(name) is not None, timeout=4000)
        found = self.find(name)
        assert found is not None
        return found

    def texts(self) -> str:
        """All text that can be seen."""
        words = []
        for item in self.everything():
            value = item.property("text")
            if isinstance(value, str) and value and item.isVisible() and effective_opacity(item) > 0:
                words.append(value)
        return "\n".join(words)

    def state(self, name: str) -> object:
        return self.screen.glass.property(name)

    def visit(self, name: str) -> object:
        """What QML sees of the visit."""
        return self.screen.glass.visit_.property(name)

    def picture(self) -> QImage:
        """The glass as it is."""
        return self.window.grabWindow()

    def places(self) -> list[QQuickItem]:
        """The two loaders of the stage."""
        stage = next(item for item in self.everything() if item.objectName() == "glassStage")
        return [item for item in stage.childItems() if item.property("key") is not None]

    # What a resident does

    def tap(self, name: str) -> None:
        """A finger on the middle of the item with this objectName."""
        item = self.item(name)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        self.tap_at(middle.x(), middle.y())

    def tap_at(self, x: float, y: float) -> None:
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y))
        )

    def go(self, *names: str) -> dict[str, object]:
        """Touch one after the other, each when the place before was painted; gives the last `painted` line."""
        line: dict[str, object] = {}
        for name in names:
            before = self.mark()
            self.tap(name)
            line = self.wait_painted(None, after=before)
            self.drain()
        return line

    def swipe(self, name: str, dx: int) -> None:
        """A finger drawn across the item with this objectName."""
        item = self.item(name)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self.window, left, none, middle)
        QTest.mouseMove(self.window, middle + QPoint(dx // 2, 0), 5)
        QTest.mouseMove(self.window, middle + QPoint(dx, 0), 5)
        QTest.mouseRelease(self.window, left, none, middle + QPoint(dx, 0))

    def drag(self, name: str, dy: int) -> None:
        """A finger drawn up (negative) or down over the item with this objectName."""
        item = self.item(name)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self.window, left, none, middle)
        for part in range(1, 11):
            QTest.mouseMove(self.window, middle + QPoint(0, dy * part // 10), 5)
        QTest.mouseRelease(self.window, left, none, middle + QPoint(0, dy))

    def idle(self, seconds: int) -> None:
        """So many seconds without a touch."""
        for _ in range(seconds):
            self.browsing.second()
        self.drain()


def commit(store: Store, feed: Feed, version: int, at: dt.datetime) -> None:
    """Films come when the test says."""
    for media in store.missing_pictures(feed):
        store.receive(media, [sample.PICTURES[media.name]])
    store.commit(encode(feed), feed, version=version, at=at)


def check_airtime(lines: list[dict[str, object]]) -> None:
    """What holds for every journal: one thing on the glass at a time, each said to be painted and to have left."""
    on_glass: tuple[object, ...] | None = None
    for line in lines:
        assert list(line)[:2] == ["at", "event"], line
        if line["event"] in ("painted", "left", "alert", "touched"):
            assert list(line) == ["at", "event", "slide", "item", "page", "feed_version"], line
        what = (line.get("slide"), line.get("item"), line.get("page"))
        if line["event"] == "painted":
            assert on_glass is None, f"{what} painted while {on_glass} had not left"
            on_glass = what
        elif line["event"] == "left":
            assert on_glass == what, f"{what} left, but {on_glass} was on the glass"
            on_glass = None
    assert on_glass is None, f"{on_glass} never left"
    assert all(str(one["at"]) <= str(two["at"]) for one, two in pairwise(lines))


@pytest.fixture
def make_glass(tmp_path: Path, qapp: QGuiApplication, qtbot: QtBot) -> Iterator[Callable[..., Glass]]:
    """Makes a running screen: `make_glass(feed, now=…, size=…, pace=…, fade=…)`; a feed of None is a first boot.

    By default slides stand still until `step` and change without a fade. When the test ends, every journal is checked.
    """
    made: list[Glass] = []

    def make(
        feed: Feed | None = None,
        *,
        now: dt.datetime = sample.NOW,
        size: str = "540x960",
        pace: float = STILL,
        fade: int = 0,
        snapshots: Path | None = None,
        running: Clock | None = None,
        **more: object,
    ) -> Glass:
        number = len(made)
        clock = HeldClock(now)
        store = Store(tmp_path / f"store{number}")
        if feed is not None:
            commit(store, feed, 1, clock.now())
        journal = tmp_path / f"airtime{number}.jsonl"
        settings = ScreenSettings(
            size=size, pace=pace, journal=str(journal), snapshots=str(snapshots) if snapshots else "", **more
        )
        screen = Screen(settings, store, running or clock)
        glass = Glass(screen, store, clock, journal, qtbot)
        glass.fade(fade)
        made.append(glass)
        screen.start(None)
        return glass

    yield make
    for glass in made:
        glass.screen.close()
        glass.store.close()
        lines = glass.lines()
        shiboken6.delete(glass.screen)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        check_airtime(lines)
