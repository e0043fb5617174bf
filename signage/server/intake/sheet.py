"""Inside the child: a workbook into plain rows. Formulas, macros, links and pictures stay behind: only cells leave."""

from __future__ import annotations

import datetime as dt

import msgspec

from signage.server.intake import wire
from signage.server.intake.limits import SHEET
from signage.server.intake.refusal import Refusal, RefusedError
from signage.sources.nodes import SourceError
from signage.sources.rows import Cell, Row, Sheet
from signage.sources.sheet import OLD_OFFICE, TooLargeError, read_xlsx

_MOST_SHEETS = 30
_ROOM = 100_000
"""Bytes of a reply besides its sheets."""


def take(data: bytes) -> wire.Reply:
    """The visible sheets of the workbook in `data`. Raises: `RefusedError`."""
    if data.startswith(OLD_OFFICE):
        raise RefusedError(Refusal.SHEET_OLD)
    try:
        sheets = read_xlsx(data, "")
    except TooLargeError:
        raise RefusedError(Refusal.SHEET_LARGE) from None
    except SourceError:
        raise RefusedError(Refusal.SHEET_DAMAGED) from None
    taken = tuple(_sheet(sheet) for sheet in sheets[:_MOST_SHEETS])
    if len(msgspec.json.encode(taken)) > SHEET.reply - _ROOM:
        raise RefusedError(Refusal.SHEET_LARGE)
    return wire.Reply(head=wire.Head(sheets=taken))


def _sheet(sheet: Sheet) -> wire.TakenSheet:
    return wire.TakenSheet(
        title=sheet.title[:60],
        rows=tuple(_row(row) for row in sheet.rows),
        hidden=tuple(fault.line for fault in sheet.faults),
    )


def _row(row: Row) -> wire.TakenRow:
    return wire.TakenRow(
        number=row.number, cells=tuple(_cell(cell) for cell in row.cells), decimals=tuple(sorted(row.decimals))
    )


def _cell(cell: Cell) -> str | wire.When:
    match cell:
        case dt.datetime():
            return wire.When(moment=cell)
        case dt.date():
            return wire.When(date=cell)
        case dt.time():
            return wire.When(time=cell)
    return cell[: wire.MAX_CELL]
