"""The airtime journal: what was really painted, and when (proof of play). JSON Lines, kept for a number of days."""

from __future__ import annotations

import datetime as dt
import json
import logging
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from signage.clock import Clock
from signage.errors import SettingsError

_log = logging.getLogger(__name__)


class Journal:
    """Appends one line an event. A disk that fails is said once in the log and never stops the glass."""

    def __init__(self, file: Path | None, clock: Clock, *, days: int = 200) -> None:
        """`file` None: a journal that keeps nothing. Raises: `SettingsError` where the file cannot be written."""
        self._clock = clock
        self._handler: TimedRotatingFileHandler | None = None
        self._failed = False
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handler = TimedRotatingFileHandler(file, when="midnight", backupCount=days, encoding="utf-8", utc=True)
        except OSError as error:
            raise SettingsError(str(file), "journal", f"cannot be written: {error.strerror}") from error
        handler.setFormatter(logging.Formatter("%(message)s"))
        handler.handleError = self._on_error  # type: ignore[assignment, method-assign]
        self._handler = handler

    def write(self, event: str, **fields: object) -> None:
        """One line: `at` (RFC 3339, microseconds), `event`, and `fields`."""
        if self._handler is None:
            return
        at = self._clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        line = json.dumps({"at": at, "event": event, **fields}, ensure_ascii=False, separators=(",", ":"))
        self._handler.handle(logging.makeLogRecord({"msg": line, "levelno": logging.INFO}))

    def close(self) -> None:
        if self._handler is not None:
            self._handler.close()
            self._handler = None

    def _on_error(self, _record: logging.LogRecord) -> None:
        if not self._failed:
            self._failed = True
            _log.exception("the airtime journal cannot be written; the glass goes on without it")
