"""Qt's messages in Python's log: all of them, and as serious as they are."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from signage.kiosk import qtlog


class Context(QMessageLogContext):
    """Where a message comes from; Qt alone can say so in its own."""

    def __init__(self, category: str) -> None:
        super().__init__()
        self._category = category

    @property
    def category(self) -> str:
        return self._category


def said(caplog: pytest.LogCaptureFixture, kind: QtMsgType, category: str, message: str) -> list[tuple[int, str]]:
    with caplog.at_level(logging.DEBUG, logger="qt"):
        qtlog._handle(kind, Context(category), message)
    return [(record.levelno, record.getMessage()) for record in caplog.records]


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (QtMsgType.QtDebugMsg, logging.DEBUG),
        (QtMsgType.QtInfoMsg, logging.INFO),
        (QtMsgType.QtWarningMsg, logging.WARNING),
        (QtMsgType.QtCriticalMsg, logging.ERROR),
    ],
)
def test_a_message_is_as_serious_as_qt_says(caplog, expect_log, kind, level):
    assert said(caplog, kind, "qt.quick", "something") == [(level, "something (qt.quick)")]
    if level >= logging.WARNING:
        expect_log("something")


@pytest.mark.parametrize(
    ("category", "message"),
    [
        ("qt.multimedia.symbolsresolver", "Couldn't load pipewire-0.3 library"),
        ("qt.multimedia.symbolsresolver", "Couldn't resolve pipewire-0.3 symbols"),
        ("qt.multimedia.playbackengine.codec", '"No HW decoder found"'),
        ("default", "QRhi* ensureRhi(QRhi::Implementation) : No RHI backend. Using CPU conversion."),
    ],
)
def test_what_is_as_it_should_be_is_no_warning(caplog, category, message):
    assert said(caplog, QtMsgType.QtWarningMsg, category, message) == [(logging.DEBUG, f"{message} ({category})")]


@pytest.mark.parametrize(
    ("category", "message"),
    [
        ("qt.multimedia.symbolsresolver", "Couldn't load pulse library"),
        ("qt.multimedia.playbackengine.codec", '"No SW decoder found"'),
        ("qt.multimedia.ffmpeg", "Couldn't load pipewire-0.3 library"),
        ("default", "No RHI backend. Using CPU conversion. Failed."),
    ],
)
def test_nothing_else_is_hidden(caplog, expect_log, category, message):
    assert said(caplog, QtMsgType.QtWarningMsg, category, message) == [(logging.WARNING, f"{message} ({category})")]
    expect_log(message)
