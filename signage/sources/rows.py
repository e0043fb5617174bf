"""A sheet as plain rows, wherever it came from. What opens a workbook is `sheet`, and is not loaded for this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from signage.content.fault import Fault
from signage.sources.times import tidy

HIDDEN_ROW = "这一行是隐藏的，没有读入；要公示请取消隐藏"

Cell = str | dt.date | dt.datetime | dt.time
"""A cell is text (numbers as they are shown), or a real date or time of a spreadsheet."""


@dataclass(frozen=True)
class Row:
    """One row; `number` is the line that staff see, from 1."""

    number: int
    cells: Sequence[Cell]
    decimals: frozenset[int] = frozenset()
    """Columns where a number with decimals stands: 12.1 may have been written 12.10."""

    def text(self, column: int | None) -> str:
        """The text of a cell, tidied; empty when there is none."""
        if column is None or column >= len(self.cells):
            return ""
        cell = self.cells[column]
        return tidy(cell) if isinstance(cell, str) else str(cell)

    @property
    def texts(self) -> list[str]:
        return [self.text(column) for column in range(len(self.cells))]


@dataclass(frozen=True)
class Sheet:
    rows: Sequence[Row]
    title: str = ""
    faults: Sequence[Fault] = field(default_factory=tuple)
