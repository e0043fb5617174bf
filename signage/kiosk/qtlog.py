"""Qt's messages go where all others go: to Python's log."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_NO_MATTER = (
    ("qt.multimedia.symbolsresolver", "Couldn't load pipewire-0.3 library"),
    ("qt.multimedia.symbolsresolver", "Couldn't resolve pipewire-0.3 symbols"),
    ("qt.multimedia.playbackengine.codec", '"No HW decoder found"'),
    ("default", ": No RHI backend. Using CPU conversion."),
)
"""What Qt points out that is as it should be here, by category and end. With PipeWire it would record a desktop, which
no screen does; and films are decoded and coloured by the processor because `filmplayer` wants it so."""


def _handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind, logging.WARNING)
    if any(context.category == category and message.endswith(end) for category, end in _NO_MATTER):
        level = logging.DEBUG
    _log.log(level, "%s%s", message, f" ({context.category})" if context.category else "")


def install() -> None:
    """From now on, Qt speaks through the logger `qt`."""
    qInstallMessageHandler(_handle)
