"""What this project relies on in Qt for Python itself."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rang = Signal()


def test_signals_do_not_wear_out_true():
    """PySide6 6.12.0 dropped a reference to `True` with each emit and disconnect: Python 3.11 aborts after hours."""
    bell = Bell()
    heard = []
    before = sys.getrefcount(True)
    for _ in range(300):
        bell.rang.connect(heard.clear)
        bell.rang.emit()
        bell.rang.disconnect(heard.clear)
    assert sys.getrefcount(True) >= before - 20
