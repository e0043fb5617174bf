"""A film on the glass. QtMultimedia's own `VideoOutput` needs a graphics card; this draws wherever the glass does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Property, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from signage.kiosk.filmplayer import Showing, open_film
from signage.kiosk.filmwatch import FRAME_SECONDS, Watch, rest
from signage.kiosk.memory import after_film, keep_for_reuse
from signage.kiosk.theme import Media
from signage.kiosk.tint import tinted

QML_IMPORT_NAME = "Signage.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class Means:
    """What plays a film, and the time in seconds by which it is watched. QML makes the items: they find it here."""

    open_film: Callable[[str], Showing] = open_film
    monotonic: Callable[[], float] = time.monotonic


@QmlElement
class FilmView(QQuickPaintedItem):
    """Plays `source` once, from its first picture to its last, which stays; silent, and as large as the item is.

    It plays while it is `running` and can be seen. Whoever hides it stops it, and seen again it begins anew. Only the
    picture that is drawn is kept; those that the main thread is too late for are passed over.
    """

    sourceChanged = Signal()  # noqa: N815
    runningChanged = Signal()  # noqa: N815
    mediaChanged = Signal()  # noqa: N815
    begunChanged = Signal()  # noqa: N815

    failed = Signal(str)
    """It cannot be played, or stands still, and why. It is over then, and nothing of it is seen any more."""

    means: ClassVar[Means] = Means()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self._running = False
        self._media = Media(grey=False, brightness=1.0)
        self._showing: Showing | None = None
        self._spent = False
        self._watch = Watch()
        self._looked = 0.0
        self._image = QImage()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self.setOpaquePainting(True)
        self.visibleChanged.connect(self._follow)

    # What QML says and reads

    def _get_source(self) -> str:
        return self._source

    def _set_source(self, source: str) -> None:
        if source != self._source:
            self._close()
            self._forget()
            self._source = source
            self.sourceChanged.emit()
            self._follow()

    source = Property(str, _get_source, _set_source, notify=sourceChanged)
    """The film's URL."""

    def _get_running(self) -> bool:
        return self._running

    def _set_running(self, running: bool) -> None:
        if running != self._running:
            self._running = running
            self.runningChanged.emit()
            self._follow()

    running = Property(bool, _get_running, _set_running, notify=runningChanged)

    def _get_grey(self) -> bool:
        return self._media.grey

    def _set_grey(self, grey: bool) -> None:
        self._media = Media(grey=grey, brightness=self._media.brightness)
        self.mediaChanged.emit()

    grey = Property(bool, _get_grey, _set_grey, notify=mediaChanged)

    def _get_brightness(self) -> float:
        return self._media.brightness

    def _set_brightness(self, brightness: float) -> None:
        self._media = Media(grey=self._media.grey, brightness=brightness)
        self.mediaChanged.emit()

    brightness = Property(float, _get_brightness, _set_brightness, notify=mediaChanged)

    @Property(bool, notify=begunChanged)
    def begun(self) -> bool:
        """Whether there is a picture of it."""
        return not self._image.isNull()

    def paint(self, painter: QPainter) -> None:
        painter.drawImage(QRectF(0, 0, self.width(), self.height()), self._image)

    # How it plays. What is connected is declared a slot: others are not found once QML has given the item properties

    @Slot()
    def _follow(self) -> None:
        if not (self._running and self._source and self.isVisible()):
            self._close()
            self._spent = False
            if not self.isVisible():
                self._forget()
        elif self._showing is None and not self._spent:
            # opened with the first look: the frame that shows its slide does not wait for it
            self._timer.start(round(FRAME_SECONDS * 1000))

    @Slot()
    def _look(self) -> None:
        began = self.means.monotonic()
        if self._showing is None:
            keep_for_reuse()
            self._showing, self._watch, self._looked = self.means.open_film(self._source), Watch(), began
        showing = self._showing
        problem = showing.problem
        image = showing.picture(QSize(max(1, round(self.width())), max(1, round(self.height()))))
        self._watch = self._watch.came() if image is not None else self._watch.waited(began - self._looked)
        self._looked = began
        if image is not None:
            self._show(tinted(image, self._media))
        over = showing.over
        problem = problem or self._watch.problem(over=over, buffered=showing.buffered)
        if not problem and not over:
            self._timer.start(round(rest(self.means.monotonic() - began) * 1000))
            return
        self._spent = True
        self._close()
        if problem:
            self._forget()
            self.failed.emit(problem)

    def _show(self, image: QImage) -> None:
        first = self._image.isNull()
        self._image = image
        self.update()
        if first:
            self.begunChanged.emit()

    def _close(self) -> None:
        self._timer.stop()
        if self._showing is not None:
            showing, self._showing = self._showing, None
            showing.close(stuck=self._watch.stuck and not showing.over)
            after_film()

    def _forget(self) -> None:
        if not self._image.isNull():
            self._image = QImage()
            self.begunChanged.emit()
