"""A resident who touches: frames while a list is drawn by a finger and glides on, and memory after many visits."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtQuick import QQuickItem

from signage.clock import SystemClock
from signage.content.feed import Feed
from signage.kiosk.airtime import Painted
from signage.kiosk.app import Screen
from signage.kiosk.browse import HOME, Place
from signage.kiosk.tour import places
from tests.bench import content
from tests.bench.motion import BUDGET, TOUCH_MS, fade_row, run_screen
from tests.bench.place import STILL, now
from tests.bench.place import Place as Bench
from tests.bench.processes import use_of
from tests.bench.table import Row, summary

NOTICES = 60
"""In the list that is scrolled."""

STEP_MS = 12
"""Milliseconds from one report of a finger to the next, as touch panels give them."""

STEPS = 14
REACH = 560
"""Pixels that the finger is drawn."""


class ScrollProbe(QObject):
    """A finger drawn up over the list of notices and taken off in motion, again and again; then down."""

    def __init__(self, screen: Screen, flicks: int, done: Callable[[], None], clock: Callable[[], float]) -> None:
        super().__init__()
        self._screen, self._left, self._done, self._now = screen, flicks, done, clock
        self._frames: list[float] = []
        self._spans: list[tuple[float, float]] = []
        self._began = 0.0
        self._steps: Iterator[int] = iter(())
        screen.window.frameSwapped.connect(lambda: self._frames.append(self._now()), Qt.ConnectionType.DirectConnection)
        QTimer.singleShot(1500, self, screen.glass.touchHint)
        QTimer.singleShot(2500, self, lambda: screen.glass.visit_.go("notices", "", "", False))
        QTimer.singleShot(4000, self, self._press)

    @property
    def _list(self) -> QQuickItem:
        found = self._screen.window.findChild(QQuickItem, "notices")
        assert isinstance(found, QQuickItem)
        return found

    def _send(self, kind: QEvent.Type, y: float) -> None:
        middle = self._list.mapToScene(QPointF(self._list.width() / 2, self._list.height() / 2))
        at = QPointF(middle.x(), middle.y() + y)
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, button, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(round(self._now()))  # without it the list knows no speed, and does not move
        QCoreApplication.sendEvent(self._screen.window, event)

    def _press(self) -> None:
        if not self._left:
            self._done()
            return
        self._left -= 1
        way = -1 if self._left % 4 > 1 else 1
        self._began = self._now()
        self._send(QEvent.Type.MouseButtonPress, -way * REACH / 2)
        self._steps = iter(range(1, STEPS + 1))
        self._draw(way)

    def _draw(self, way: int) -> None:
        step = next(self._steps, None)
        if step is None:
            self._send(QEvent.Type.MouseButtonRelease, way * REACH / 2)
            QTimer.singleShot(50, self, self._glide)
            return
        self._send(QEvent.Type.MouseMove, way * REACH * (step / STEPS - 0.5))
        QTimer.singleShot(STEP_MS, self, lambda: self._draw(way))

    def _glide(self) -> None:
        if self._list.property("moving"):
            QTimer.singleShot(50, self, self._glide)
            return
        self._spans.append((self._began, self._now() - 60))
        QTimer.singleShot(150, self, self._press)

    def figures(self) -> dict[str, object]:
        """Milliseconds from frame to frame while the list moved."""
        intervals: list[float] = []
        for begun, ended in self._spans[1:]:
            inside = [at for at in self._frames if begun <= at <= ended]
            intervals += [after - before for before, after in itertools.pairwise(inside)]
        return {"intervals": intervals, "flicks": len(self._spans) - 1}


class VisitProbe(QObject):
    """Every screen of the browse mode, from home and back, so many times."""

    def __init__(self, screen: Screen, times: int, done: Callable[[], None], clock: Callable[[], float]) -> None:
        super().__init__()
        self._screen, self._times, self._done, self._now = screen, times, done, clock
        self._ways: Iterator[Place] = iter(())
        self._rounds = 0
        self._began = 0.0
        self.shown: list[float] = []
        self.memory: list[tuple[float, float]] = []
        QTimer.singleShot(2000, self, self._begin)

    def _begin(self) -> None:
        stored = self._screen.conductor.feed
        assert isinstance(stored, Feed)
        self._places = [place for place in places(stored, SystemClock()) if place != HOME]
        self._screen.glass.touchHint()
        QTimer.singleShot(500, self, self._next)

    def _next(self) -> None:
        place = next(self._ways, None)
        if place is None:
            if self._rounds in (1, self._times):
                use = use_of(os.getpid())
                self.memory.append((use.pss, use.own))
            if self._rounds == self._times:
                self._done()
                return
            self._rounds += 1
            self._ways = iter(self._places)
            QTimer.singleShot(1, self, self._next)
            return
        self._began = self._now()
        self._screen.airtime.watcher = self._there
        self._screen.glass.visit_.go(place.at, place.item, place.tab, False)

    def _there(self, _painted: Painted) -> None:
        self.shown.append(self._now() - self._began)
        self._screen.airtime.watcher = self._back
        QTimer.singleShot(10, self, self._screen.glass.visit_.home)

    def _back(self, _painted: Painted) -> None:
        self._screen.airtime.watcher = None
        QTimer.singleShot(10, self, self._next)

    def figures(self) -> dict[str, object]:
        return {"shown": self.shown, "memory": self.memory, "screens": len(self._places)}


def scroll_rows(place: Bench, flicks: int) -> list[Row]:
    """Frames while a list of notices is drawn and glides."""
    repository = place.repository()
    repository.publish(*content.feed(now(), NOTICES))
    with place.host(repository.path) as url:
        found = run_screen(place, "scrolls", url, place.filled_store(url), flicks)
    row = fade_row(f"frame interval in a list that glides, {found['flicks']} flicks", found["intervals"])
    return [Row(row.figure, BUDGET, row.measured, row.met)]


def visit_rows(place: Bench, times: int) -> list[Row]:
    """Memory and the time to the frame, every screen visited so many times."""
    repository = place.repository()
    repository.publish(*content.feed(now()))
    with place.host(repository.path) as url:
        found = run_screen(place, "visits", url, place.filled_store(url), times, theme=STILL)
    (_, first), (pss, own) = found["memory"]
    return [
        Row(
            f"memory after {found['screens']} screens were visited {times} times",
            "≤ 110 MB",
            f"{pss:.0f} MB PSS, of it {own:.0f} MB own ({own - first:+.1f} MB since the first round)",
            pss <= 110,
        ),
        Row(
            "touch on a tile → its screen painted",
            f"median ≤ {TOUCH_MS:.0f} ms",
            summary(found["shown"], "ms"),
            sorted(found["shown"])[len(found["shown"]) // 2] <= TOUCH_MS,
        ),
    ]
