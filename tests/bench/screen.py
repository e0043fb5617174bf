"""One screen with probes in it, a process: `python -m tests.bench.screen PLAN …`. Prints figures as JSON.

What can be seen from outside is measured on `signage kiosk` itself; the moments of single frames and of touches cannot.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from signage.clock import SystemClock
from signage.kiosk.app import Screen, application
from signage.kiosk.feeding import Feeding
from signage.settings import ScreenSettings
from signage.store.store import Store
from tests.bench.visits import ScrollProbe, VisitProbe

WARM_UP = 3
"""Fades that are not counted: fonts and caches are cold."""


def milliseconds() -> float:
    return time.perf_counter_ns() / 1e6


class FadeProbe:
    """The moments of all frames, and of the beginning and the end of each fade."""

    def __init__(self, window: QQuickWindow, stage: QQuickItem, fades: int, done: Callable[[], None]) -> None:
        self._stage, self._wanted, self._done = stage, fades + WARM_UP, done
        self._frames: list[float] = []
        self._begun: float | None = None
        self._fades: list[tuple[float, float]] = []
        window.frameSwapped.connect(self._swapped, Qt.ConnectionType.DirectConnection)
        stage.fadingChanged.connect(self._fading)  # type: ignore[attr-defined]

    def _swapped(self) -> None:
        self._frames.append(milliseconds())

    def _fading(self) -> None:
        if self._stage.property("fading"):
            self._begun = milliseconds()
        elif self._begun is not None:
            self._fades.append((self._begun, milliseconds()))
            self._begun = None
            if len(self._fades) == self._wanted:
                self._done()

    def figures(self) -> dict[str, object]:
        """Milliseconds from frame to frame within the fades."""
        intervals: list[float] = []
        for begun, ended in self._fades[WARM_UP:]:
            inside = [at for at in self._frames if begun <= at <= ended]
            intervals += [after - before for before, after in itertools.pairwise(inside)]
        return {"fades": len(self._fades) - WARM_UP, "intervals": intervals}


class TouchProbe(QObject):
    """A finger, again and again: down on the hint, up, down and up on the way back; to the frame that shows each."""

    def __init__(self, screen: Screen, touches: int, done: Callable[[], None]) -> None:
        super().__init__()
        self._screen, self._left, self._done = screen, touches, done
        self._chance = random.Random(11)
        self.pressed: list[float] = []
        self.opened: list[float] = []
        self._later(1500, self._down)

    def _later(self, wait: int, call: Callable[[], None]) -> None:
        QTimer.singleShot(wait, self, call)

    def _send(self, name: str, kind: QEvent.Type) -> None:
        item = next(found for found in self._named(name) if found.isVisible())
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        down = kind == QEvent.Type.MouseButtonPress
        held = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, middle, middle, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._screen.window, event)

    def _named(self, name: str) -> list[QQuickItem]:
        found, ahead = [], [self._screen.window.contentItem()]
        while ahead:
            item = ahead.pop()
            ahead += item.childItems()
            if item.objectName() == name:
                found.append(item)
        return found

    def _timed(self, name: str, kind: QEvent.Type, into: list[float], then: Callable[[], None]) -> None:
        began = milliseconds()
        self._send(name, kind)

        def seen() -> None:
            into.append(milliseconds() - began)
            then()

        self._screen.witness.after_frame(seen)

    def _down(self) -> None:
        if not self._left:
            self._done()
            return
        self._left -= 1
        self._timed("hint", QEvent.Type.MouseButtonPress, self.pressed, lambda: self._later(60, self._up))

    def _up(self) -> None:
        wait = 120 + self._chance.randrange(60)
        self._timed("hint", QEvent.Type.MouseButtonRelease, self.opened, lambda: self._later(wait, self._back))

    def _back(self) -> None:
        self._send("back-tap", QEvent.Type.MouseButtonPress)
        self._send("back-tap", QEvent.Type.MouseButtonRelease)
        self._later(120 + self._chance.randrange(60), self._down)

    def figures(self) -> dict[str, object]:
        return {"pressed": self.pressed, "opened": self.opened}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("plan", choices=("fades", "touches", "scrolls", "visits"))
    parser.add_argument("--feed", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--store", required=True, type=Path)
    parser.add_argument("--size", required=True)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--theme", default="default")
    parser.add_argument("--count", type=int, required=True)
    options = parser.parse_args()
    settings = ScreenSettings(
        feed=options.feed, root=options.root, size=options.size, pace=options.pace, theme=options.theme, report="off"
    )
    app: QGuiApplication = application()
    clock = SystemClock()
    with Store(options.store) as store:
        feeding = Feeding(settings, store, clock)
        screen = Screen(settings, store, clock)
        probe: FadeProbe | TouchProbe | ScrollProbe | VisitProbe
        if options.plan == "fades":
            stage = screen.window.findChild(QQuickItem, "glassStage")
            if not isinstance(stage, QQuickItem):
                print("no item glassStage", file=sys.stderr)
                return 1
            probe = FadeProbe(screen.window, stage, options.count, lambda: app.exit(0))
        elif options.plan == "touches":
            probe = TouchProbe(screen, options.count, lambda: app.exit(0))
        else:
            made = ScrollProbe if options.plan == "scrolls" else VisitProbe
            probe = made(screen, options.count, lambda: app.exit(0), milliseconds)
        try:
            screen.start(feeding)
            status = app.exec()
        finally:
            screen.close()
        print(json.dumps(probe.figures()))
    return status


if __name__ == "__main__":
    sys.exit(main())
