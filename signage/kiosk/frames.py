"""Says when a frame is really on the glass: proof of play and the watchdog hang on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickWindow


class FrameWitness(QObject):
    """Calls back after the frame that shows the present state was swapped.

    With the threaded render loop (OpenGL) a swap may be reported that belongs to the frame before: `afterAnimating`
    comes on this thread just before the state is handed over, so only a swap after it counts. The software backend
    renders on this thread, and the order is plain.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QQuickWindow | None = None
        self._waiting: list[Callable[[], None]] = []
        self._in_frame: list[Callable[[], None]] = []
        self._beats: list[Callable[[], None]] = []
        self._connected = False

    def watch(self, window: QQuickWindow) -> None:
        """Watch `window` from now on: once, before it is shown."""
        self._window = window
        if self._waiting or self._beats:
            self._listen()

    def after_frame(self, callback: Callable[[], None]) -> None:
        """Call `callback` once, on this thread, after the next frame that shows the present state."""
        self._waiting.append(callback)
        self._listen()

    def heartbeat(self, callback: Callable[[], None]) -> None:
        """Call `callback` after any next frame, whatever it shows; `forget` does not drop it."""
        self._beats = [callback]
        self._listen()

    def _listen(self) -> None:
        if self._window is None:
            return
        if not self._connected:
            self._connected = True
            self._window.afterAnimating.connect(self._synced, Qt.ConnectionType.DirectConnection)
            self._window.frameSwapped.connect(self._swapped)
        self._window.update()

    def forget(self) -> None:
        """Drop what waits: another thing comes to the glass."""
        self._waiting.clear()
        self._in_frame.clear()

    def _synced(self) -> None:
        self._in_frame += self._waiting
        self._waiting.clear()

    def _swapped(self) -> None:
        done, self._in_frame = self._beats + self._in_frame, []
        self._beats = []
        for callback in done:
            callback()
        if self._window and not (self._waiting or self._in_frame or self._beats) and self._connected:
            # a frame handler in Python costs every frame of a fade: none while nobody waits
            self._connected = False
            self._window.afterAnimating.disconnect(self._synced)
            self._window.frameSwapped.disconnect(self._swapped)
