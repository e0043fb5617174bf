"""The one door between threads: workers post values, the main thread receives them, in order."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """Lives on the main thread. `post` may be called from any thread, Qt's or Python's."""

    received = Signal(object)
    """A posted value, on the main thread."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self.received, Qt.ConnectionType.QueuedConnection)

    def post(self, value: object) -> None:
        """Hand `value` to the main thread; returns at once."""
        self._posted.emit(value)
