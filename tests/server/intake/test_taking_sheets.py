"""Workbooks as rows: what is in their cells, and nothing of what a workbook can do."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from signage.errors import IntakeError
from signage.server.intake import limits, take_sheets
from signage.server.intake import sheet as inside
from signage.server.intake.wire import MAX_CELL, Reply, decode, encode
from signage.sources.sheet import read_xlsx


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook() -> Workbook:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "十二月"
    page.append(["日期", "时间", "姓名"])
    page.append([dt.date(2026, 12, 7), dt.time(9, 0), "沈若禾"])
    page.append([dt.datetime(2026, 12, 8, 9, 30), 12.1, "=1+1"])  # noqa: DTZ001 — a sheet knows no zones
    page.append(["隐藏", "", ""])
    page.row_dimensions[4].hidden = True
    page.merge_cells("A2:A3")
    hidden = book.create_sheet("草稿")
    hidden.sheet_state = "hidden"
    return book


def refused(data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        take_sheets(data, "a.xlsx")
    return caught.value.reason


def test_a_workbook_comes_out_of_the_child_as_it_reads_here() -> None:
    data = saved(workbook())
    here, taken = read_xlsx(data, "a.xlsx"), take_sheets(data, "a.xlsx")
    assert [(sheet.title, list(sheet.rows), list(sheet.faults)) for sheet in taken] == [
        (sheet.title, list(sheet.rows), list(sheet.faults)) for sheet in here
    ]
    assert [fault.line for fault in taken[0].faults] == [4]


def test_what_is_no_workbook_is_refused_by_its_kind() -> None:
    assert refused(b"\xd0\xcf\x11\xe0" + bytes(99)) == "sheet-old"
    assert refused(b"PK\x03\x04broken") == "sheet-damaged"
    assert refused(b"hello") == "sheet-damaged"
    assert refused(saved(workbook())[:-200]) == "sheet-damaged"
    assert refused(b"") == "empty"
    assert refused(bytes(limits.SHEET.upload + 1)) == "large"


def _with(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part of it replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry))
    return out.getvalue()


def test_a_zip_bomb_ends_at_its_bound() -> None:
    assert refused(_with(saved(workbook()), "xl/worksheets/sheet1.xml", bytes(60_000_000))) == "sheet-large"


def test_entities_that_grow_do_not() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><worksheet><sheetData>&a9;</sheetData></worksheet>'
    assert refused(_with(saved(workbook()), "xl/worksheets/sheet1.xml", bomb.encode())) in {
        "sheet-damaged",
        "memory",
        "time",
    }


def test_one_merged_range_over_everything_is_too_large() -> None:
    data = saved(workbook())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'ref="A2:A3"' in sheet
    merged = sheet.replace(b'ref="A2:A3"', b'ref="A10:ZZ9000"')
    assert refused(_with(data, "xl/worksheets/sheet1.xml", merged)) == "sheet-large"


def test_files_that_a_workbook_names_are_not_read() -> None:
    outside = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&f;</sheetData></worksheet>'
    data = _with(saved(workbook()), "xl/worksheets/sheet1.xml", outside)
    try:
        said = repr([list(sheet.rows) for sheet in take_sheets(data, "a.xlsx")])
    except IntakeError as error:
        said = error.reason
    assert "root:" not in said


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=MAX_CELL + 50),
                st.integers(-(10**9), 10**9),
                st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
                st.times().map(lambda time: time.replace(microsecond=0)),
                st.booleans(),
            ),
            max_size=8,
        ),
        max_size=8,
    )
)
def test_whatever_is_in_the_cells_the_reply_is_one(rows: list[list[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    reply = inside.take(saved(book))
    assert decode(encode(reply.head)) == Reply(head=reply.head)
