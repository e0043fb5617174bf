"""A fault in content: where it is, what is wrong, and what would be right."""

from __future__ import annotations

import enum

from signage.content.base import Record


class Level(enum.StrEnum):
    """How much a fault weighs: an error stops publishing, a warning is said and published."""

    ERROR = "error"
    WARNING = "warning"


class Fault(Record, frozen=True, kw_only=True):
    """One fault. `file` is relative to the content folder, `line` counts from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    field: str = ""
    problem: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.problem}"
