"""Care for the panel: what stands still for months burns in, so the frame stands aside a little, here and there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QTimer

EVERY_SECONDS = 180
STEPS = ((0, 0), (2, 1), (3, 3), (1, 2), (-1, 3), (-3, 2), (-2, 0), (-3, -2), (-1, -3), (1, -1), (3, -2), (2, -1))
"""Places in pixels of the drawing, each a small step from the one before; the frame's margins are ten times wider."""


class PixelShift(QObject):
    """Sets `Tokens.shift` every few minutes."""

    def __init__(self, tokens: QObject, unit: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._unit = tokens, unit
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_SECONDS * 1000)
        self._timer.timeout.connect(self.move)
        self._timer.start()

    def move(self) -> None:
        """The next place."""
        self._step = (self._step + 1) % len(STEPS)
        x, y = STEPS[self._step]
        self._tokens.setProperty("shift", QPointF(round(x * self._unit), round(y * self._unit)))

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()
