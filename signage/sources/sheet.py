"""A sheet as rows of text, whether it came as csv or as xlsx."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from signage.sources.nodes import Faults, SourceError
from signage.sources.rows import HIDDEN_ROW, Cell, Row, Sheet

MAX_SHEET_BYTES = 4_000_000
MAX_ROWS, MAX_COLUMNS = 2000, 60
MAX_UNPACKED_BYTES = 40_000_000
"""What an xlsx, a zip, may hold: Office's own sheets of a month stay below a hundredth of it."""

MAX_MERGED_CELLS = 20_000
HEADER_ROWS = 10
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How an .xls begins, and an .xlsx under a password."""


class TooLargeError(SourceError):
    """A workbook is larger than the bounds."""


def read_csv(data: bytes) -> Sheet:
    """The rows of a csv in UTF-8 or GB18030, parted by comma, semicolon or tab.

    Raises: `SourceError` when it is neither.
    """
    text = _decode(data)
    if "\0" in text:
        raise SourceError("不是 csv 文本；Excel 的表格请存为 .xlsx，或另存为 CSV UTF-8")
    lines = text.splitlines()[:HEADER_ROWS]
    delimiter = max(",;\t", key=lambda mark: max((line.count(mark) for line in lines), default=0))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    before = 0
    try:
        for cells in reader:
            if len(rows) == MAX_ROWS:
                raise SourceError(f"行数太多，最多{MAX_ROWS}行", before + 1)
            rows.append(Row(before + 1, cells[:MAX_COLUMNS]))
            before = reader.line_num
    except csv.Error as error:
        raise SourceError(f"csv 写法不对（{error}）；请检查引号", before + 1) from None
    return Sheet(rows)


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError("既不是 UTF-8 也不是 GB18030 文本；请另存为 CSV UTF-8 或 .xlsx")


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """The visible sheets of a workbook: merged cells filled, formulas by their last value, hidden rows left out.

    Raises: `SourceError` when it is no workbook, or larger than the bounds.
    """
    _bound(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and styles that it drops
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            return [_sheet(sheet, file) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 — a damaged workbook makes openpyxl raise whatever it trips over
        raise SourceError(f"打不开这个表格（{type(error).__name__}）；请在 Excel 或 WPS 里另存为 .xlsx") from None


def _bound(data: bytes) -> None:
    """Refuses what would grow when unpacked: a zip bomb, or one merged range over the whole sheet."""
    if data.startswith(OLD_OFFICE):
        raise SourceError("这是旧版 .xls 或加了密码的表格；请另存为不加密的 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = 0
            for entry in archive.infolist():
                # The size in the header is a claim; reading no more than the bound makes it a fact.
                with archive.open(entry) as part:
                    xml = part.read(MAX_UNPACKED_BYTES - unpacked + 1)
                unpacked += len(xml)
                _bound_part(entry.filename, xml, unpacked)
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 — a damaged zip raises BadZipFile, zlib.error, struct.error, EOFError…
        raise SourceError(f"不是 .xlsx 表格，或已损坏（{type(error).__name__}）；请重新另存") from None


def _bound_part(name: str, xml: bytes, unpacked: int) -> None:
    if unpacked > MAX_UNPACKED_BYTES:
        raise TooLargeError("表格太大；请只留当月的排片表")
    if not name.startswith("xl/worksheets/"):
        return
    cells = 0
    for found in re.finditer(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([^\"']*)", xml):
        left, top, right, bottom = range_boundaries(found.group(1).decode("ascii", "replace"))
        cells += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    if cells > MAX_MERGED_CELLS:
        raise TooLargeError("合并单元格太大；请取消整行整列的合并")


def _sheet(sheet: Worksheet, file: str) -> Sheet:
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                merged[row, column] = (area.min_row, area.min_col)
    faults = Faults(file)
    rows: list[Row] = []
    last_row, last_column = min(sheet.max_row, MAX_ROWS), min(sheet.max_column, MAX_COLUMNS)
    for number in range(1, last_row + 1):
        values = [
            sheet.cell(*merged.get((number, column), (number, column))).value for column in range(1, last_column + 1)
        ]
        if all(value is None for value in values):
            continue
        if sheet.row_dimensions[number].hidden:
            faults.warn(number, "", HIDDEN_ROW)
            continue
        decimals = frozenset(index for index, value in enumerate(values) if isinstance(value, float) and value % 1)
        rows.append(Row(number, [_cell(value) for value in values], decimals))
    return Sheet(rows, sheet.title, faults.found)


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
