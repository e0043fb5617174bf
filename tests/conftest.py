"""What every test lives under: no log line of WARNING or above passes unnoticed."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtGui import QGuiApplication

from signage.kiosk.app import application

# a busy machine is no fault of what is tested
settings.register_profile("signage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("signage")


class LogWatch(logging.Handler):
    """Collects log records of WARNING and above; a test says which it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def __call__(self, *parts: str) -> None:
        """Expect at least one record that contains each of `parts` (a call for each)."""
        self._expected.extend(parts)

    def messages(self) -> list[str]:
        return [record.getMessage() for record in self.records]

    def verify(self) -> None:
        messages = self.messages()
        missing = [part for part in self._expected if not any(part in message for message in messages)]
        assert not missing, f"expected in the log but absent: {missing}; it holds {messages}"
        unexpected = [message for message in messages if not any(part in message for part in self._expected)]
        assert not unexpected, f"unexpected log lines: {unexpected}"


@pytest.fixture(autouse=True)
def expect_log() -> Iterator[LogWatch]:
    """Fails the test on any log record of WARNING or above that it did not expect by `expect_log("part of it")`."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    try:
        yield watch
    finally:
        root.removeHandler(watch)
    watch.verify()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kiosk knows no widgets."""
    return QGuiApplication


@pytest.fixture(scope="session")
def qapp() -> QGuiApplication:
    """The kiosk's own application, one for all tests: software backend, Qt's messages in Python's log."""
    return application()
