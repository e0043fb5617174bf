"""A month as a workbook that can be printed, changed in Excel or WPS, and uploaded again: the same turns come back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from signage.content.compound import Compound
from signage.content.duty import DutySlot
from signage.server.console.rosters.turns import Turns, first_of, zone_of

HEADER = ("日期", "星期", "时间", "姓名", "单位", "组别", "事项", "地点", "特别接待", "顶替")
_WIDTHS = (12, 7, 26, 16, 16, 7, 22, 16, 10, 14)
_TITLE, _TOP = 1, 2
_THIN = Side(style="thin", color="B9B09C")


def workbook(compound: Compound, month: str, turns: Turns) -> bytes:
    """The xlsx, one row for each person and day."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{first_of(month):%Y}年{first_of(month).month}月"
    sheet.append([f"{compound.name}{sheet.title}接待排片表"])
    sheet.append(HEADER)
    zone = zone_of(compound)
    for slots in _rows(turns, zone):
        _append(sheet, slots, zone)
    _dress(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(turns: Turns, zone: dt.tzinfo) -> Iterator[list[DutySlot]]:
    """The turns that differ in nothing but their time, of each day."""

    def day(slot: DutySlot) -> dt.date:
        return slot.start.astimezone(zone).date()

    for _, of_day in groupby(turns.slots, day):
        rows: dict[tuple[object, ...], list[DutySlot]] = {}
        for slot in of_day:
            key = (slot.person, slot.organisation, slot.group, slot.topic, slot.place, slot.special, slot.replaces)
            rows.setdefault(key, []).append(slot)
        yield from rows.values()


def _append(sheet: Worksheet, slots: list[DutySlot], zone: dt.tzinfo) -> None:
    first = slots[0]
    start = first.start.astimezone(zone)
    texts = (
        "一二三四五六日"[start.weekday()],
        "、".join(_hours(slot, zone) for slot in slots),
        first.person,
        first.organisation,
        first.group.value,
        first.topic,
        first.place,
        "是" if first.special else "否",
        f"原：{first.replaces}" if first.replaces else "",
    )
    number = sheet.max_row + 1
    cell = sheet.cell(number, 1, start.date())
    cell.number_format = 'm"月"d"日"'
    for column, text in enumerate(texts, 2):
        cell = sheet.cell(number, column, text)
        cell.data_type = "s"  # a name that begins with = is a name


def _hours(slot: DutySlot, zone: dt.tzinfo) -> str:
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    # midnight as the day's end: a turn of more than half a day that ends at 0:00 would be taken for a slip of the pen
    until = "24:00" if (end.hour, end.minute) == (0, 0) else f"{end.hour}:{end:%M}"
    return f"{start.hour}:{start:%M}-{until}"


def _dress(sheet: Worksheet) -> None:
    """As it is printed: A4, the header on each page, every line ruled."""
    columns = len(HEADER)
    sheet.merge_cells(start_row=_TITLE, start_column=1, end_row=_TITLE, end_column=columns)
    sheet.cell(_TITLE, 1).font = Font(size=16, bold=True)
    sheet.cell(_TITLE, 1).alignment = Alignment(horizontal="center")
    sheet.row_dimensions[_TITLE].height = 30
    for number, cells in enumerate(sheet.iter_rows(min_row=_TOP, max_col=columns), _TOP):
        for cell in cells:
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if number == _TOP:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DCEBE5")
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{_TOP + 1}"
    sheet.print_title_rows = f"{_TITLE}:{_TOP}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
