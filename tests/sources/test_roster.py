"""The roster as residents' committees send it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from signage.content.duty import Group
from signage.content.fault import Level
from signage.sources.compoundfile import Hours
from signage.sources.roster import RosterReading, parse_roster, read_roster

ZONE = ZoneInfo("Asia/Shanghai")
NAME = "duty/2026-12.csv"
XLSX = "duty/2026-12.xlsx"


def read(text: str, name: str = NAME, zone: ZoneInfo = ZONE) -> RosterReading:
    return parse_roster(text.encode(), name, zone)


def told(reading: RosterReading, zone: ZoneInfo = ZONE) -> list[str]:
    """Each turn as `07 09:00-11:00 沈若禾 1 党总支`."""
    return [
        f"{slot.start.astimezone(zone):%d %H:%M}-{slot.end.astimezone(zone):%H:%M} "
        f"{slot.person} {slot.group} {slot.organisation}"
        for slot in reading.slots
    ]


def faults(reading: RosterReading) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.field, fault.level.value) for fault in reading.faults]


def one(cell: str, column: str = "时间") -> RosterReading:
    return read(f"日期,姓名,单位,{column}\n7,沈若禾,党总支,{cell}\n")


BOTH = ["07 09:00-11:00 沈若禾 1 党总支", "07 14:00-16:00 沈若禾 1 党总支"]


def test_the_least_that_is_enough() -> None:
    reading = read("日期,姓名,单位\n2026-12-07,沈若禾,党总支\n")
    assert told(reading) == BOTH
    assert reading.month == "2026-12"
    assert reading.faults == ()


@pytest.mark.parametrize(
    "date",
    [
        "2026-12-07",
        "2026/12/7",
        "2026年12月7日",
        "12月7日",
        "12.7",
        "12/7",
        "7日",
        "7",
        "12月7日（周一）",
        "１２月７日",
        "46363",
    ],
)
def test_dates(date: str) -> None:
    assert told(read(f"日期,姓名,单位\n{date},沈若禾,党总支\n")) == BOTH


def test_several_dates_in_one_cell() -> None:
    reading = read("日期,姓名,单位,时间\n12月7、21日,沈若禾,党总支,上午\n")
    assert told(reading) == ["07 09:00-11:00 沈若禾 1 党总支", "21 09:00-11:00 沈若禾 1 党总支"]


@pytest.mark.parametrize(
    ("cell", "turns"),
    [
        ("9:00-11:00", ["09:00-11:00"]),
        ("14:00～16:00", ["14:00-16:00"]),
        ("9：00至11：00", ["09:00-11:00"]),
        ("上午9:00—11:00", ["09:00-11:00"]),
        ("下午2:00-4:00", ["14:00-16:00"]),
        ("上午", ["09:00-11:00"]),
        ("下午", ["14:00-16:00"]),
        ("全天", ["09:00-11:00", "14:00-16:00"]),
        ("", ["09:00-11:00", "14:00-16:00"]),
        ("9:00-11:00、14:00～16:00", ["09:00-11:00", "14:00-16:00"]),
        ("9:00-11:00 14:00-16:00", ["09:00-11:00", "14:00-16:00"]),
        ("上午 下午2:30-4:00", ["09:00-11:00", "14:30-16:00"]),
        ("9点-11点半", ["09:00-11:30"]),
        ("9-11点", ["09:00-11:00"]),
        ("9.00-11.00", ["09:00-11:00"]),
        ("22:00-6:00", ["22:00-06:00"]),
        ("18:00-24:00", ["18:00-00:00"]),
    ],
)
def test_times(cell: str, turns: list[str]) -> None:
    reading = one(cell)
    assert reading.faults == ()
    assert [entry.split()[1] for entry in told(reading)] == turns
    assert all(slot.end > slot.start for slot in reading.slots)


@pytest.mark.parametrize("cell", ["9:00", "16:00-14:00", "25:00-26:00", "9:00-11:75", "随时", "9:00-11:00 备用12"])
def test_times_that_are_none(cell: str) -> None:
    reading = one(cell)
    assert reading.slots == ()
    assert faults(reading) == [(2, "时间", "error")]


def test_the_compounds_own_hours_and_place() -> None:
    hours = Hours(morning=(dt.time(8, 30), dt.time(10)), afternoon=(dt.time(15), dt.time(17)), place="门卫室")
    reading = parse_roster(
        "日期,姓名,单位,时间,地点\n7,沈若禾,党总支,,\n8,贺清,居委会,上午,活动室\n".encode(), NAME, ZONE, hours=hours
    )
    assert [entry.split()[1] for entry in told(reading)] == ["08:30-10:00", "15:00-17:00", "08:30-10:00"]
    assert [slot.place for slot in reading.slots] == ["门卫室", "门卫室", "活动室"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    text = "日期,姓名,单位\r\n12月7日,沈若禾,党总支\r\n".replace(",", delimiter)
    assert told(parse_roster(text.encode(encoding), NAME, ZONE)) == BOTH


def test_titles_legends_and_repeated_headers_are_passed_over() -> None:
    reading = read(
        "槐安新苑2026年12月接待排片表,,,\n制表：居委会,,,\n\n序号,日 期,值班人（可公示）,所属单位\n"
        "1,7,沈若禾,党总支\n序号,日 期,值班人（可公示）,所属单位\n2,8,贺清,居委会\n,,,\n说明：7日起执行,,,\n"
        "合计,2,人,\n"
    )
    assert reading.faults == ()
    assert {slot.person for slot in reading.slots} == {"沈若禾", "贺清"}
    assert sorted(set(reading.lines.values())) == [5, 7]


@pytest.mark.parametrize(
    ("organisation", "group"),
    [
        ("党总支", Group.ONE),
        ("居民区党支部", Group.ONE),
        ("居委会", Group.THREE),
        ("第四届业委会", Group.THREE),
        ("和檐物业", Group.THREE),
        ("志愿者", Group.X),
        ("晴川卫生站", Group.X),
    ],
)
def test_groups_by_organisation(organisation: str, group: Group) -> None:
    assert {slot.group for slot in read(f"日期,姓名,单位\n7,甲,{organisation}\n").slots} == {group}


@pytest.mark.parametrize(
    ("cell", "group", "organisation"),
    [
        ("1（党总支）", Group.ONE, "党总支"),
        ("3-居委会", Group.THREE, "居委会"),
        ("x 志愿者", Group.X, "x 志愿者"),
        ("居委会", Group.THREE, "居委会"),
    ],
)
def test_the_group_may_name_the_organisation(cell: str, group: Group, organisation: str) -> None:
    (slot, _) = read(f"日期,姓名,组别\n7,甲,{cell}\n").slots
    assert (slot.group, slot.organisation) == (group, organisation)


def test_an_explicit_group_wins() -> None:
    assert {slot.group for slot in read("日期,姓名,单位,组别\n7,甲,物业志愿队,Ｘ\n").slots} == {Group.X}


def test_people() -> None:
    reading = read("日期,姓名,单位,时间\n7,苗阿姨、老　范,志愿者,上午\n,小棠,志愿者,下午\n")
    assert told(reading) == [
        "07 09:00-11:00 老范 X 志愿者",
        "07 09:00-11:00 苗阿姨 X 志愿者",
        "07 14:00-16:00 小棠 X 志愿者",
    ]


@pytest.mark.parametrize(
    ("consent", "alias", "shown"),
    [("是", "", "甲"), ("", "", "甲"), ("√", "", "甲"), ("否", "小棠", "小棠"), ("是", "小棠", "小棠")],
)
def test_consent(consent: str, alias: str, shown: str) -> None:
    reading = read(f"日期,姓名,单位,同意公示,公示名\n7,甲,志愿者,{consent},{alias}\n")
    assert {slot.person for slot in reading.slots} == {shown}


@pytest.mark.parametrize("consent", ["否", "不同意", "×", "N", "也许"])
def test_without_consent_no_name_is_shown(consent: str) -> None:
    reading = read(f"日期,姓名,单位,同意公示\n7,闻溪,志愿者,{consent}\n")
    assert reading.slots == ()
    assert (2, "同意公示", "error") in faults(reading)
    assert "闻溪" not in "".join(fault.problem for fault in reading.faults)


@pytest.mark.parametrize("cell", ["苗阿姨", "原：苗阿姨", "原值班人:苗阿姨", "替苗阿姨"])
def test_swaps(cell: str) -> None:
    assert {slot.replaces for slot in one(cell, "顶替").slots} == {"苗阿姨"}


def test_special_receptions() -> None:
    reading = read(
        "日期,姓名,单位,备注,特别接待\n12,闻溪,人大代表,,\n13,甲,志愿者,法律顾问到场,\n14,乙,志愿者,,是\n15,丙,人大代表,,否\n"
    )
    assert {slot.person for slot in reading.slots if slot.special} == {"闻溪", "甲", "乙"}


@pytest.mark.parametrize(
    ("organisation", "topic", "special"),
    [
        ("人大代表", "", True),
        ("云汀街道人大代表联络站", "", True),
        ("政协委员", "", True),
        ("志愿者", "代表接待", True),
        ("社区单位", "委员接待日", True),
        ("社区单位", "法律顾问接待", True),
        ("晴川律所", "律师咨询", True),
        ("居委会", "居住证与救助咨询", False),
        ("业委会", "公共收益查账", False),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_organisation_or_topic_make_a_special_reception(
    organisation: str, topic: str, special: bool, ending: str
) -> None:
    """In a sheet that has no column for it."""
    rows = [["日期", "姓名", "单位", "事项"], ["12", "闻溪", organisation, topic]]
    reading = parse_roster(workbook(rows), XLSX, ZONE) if ending == "xlsx" else read("\n".join(map(",".join, rows)))
    assert {slot.special for slot in reading.slots} == {special}


def test_staff_s_word_goes_before_the_topic() -> None:
    reading = read(
        "日期,姓名,单位,事项,特别接待\n12,闻溪,人大代表,代表接待,否\n13,甲,志愿者,理发,是\n14,乙,志愿者,代表接待,\n"
    )
    assert {slot.person for slot in reading.slots if slot.special} == {"甲", "乙"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("日期,姓名,单位\n11月7日,甲,居委会\n", (2, "日期", "error")),
        ("日期,姓名,单位\n12月32日,甲,居委会\n", (2, "日期", "error")),
        ("日期,姓名,单位\n下周3,甲,居委会\n", (2, "日期", "error")),
        ("日期,姓名,单位\n待定,甲,居委会\n", (2, "日期", "warning")),
        ("日期,姓名,单位\n,甲,居委会\n", (2, "日期", "error")),
        ("日期,姓名,单位\n7,,居委会\n", (2, "姓名", "warning")),
        ("日期,姓名,单位\n7,甲,\n", (2, "单位", "error")),
        (f"日期,姓名,单位\n7,{'甲' * 21},居委会\n", (2, "姓名", "error")),
        ("日期,星期,姓名,单位\n7,二,甲,居委会\n", (2, "星期", "warning")),
        ("日期,姓名,单位\n12月7日（周二）,甲,居委会\n", (2, "星期", "warning")),
        ("日期,姓名,单位,特别接待\n7,甲,居委会,大概\n", (2, "特别接待", "error")),
        ("日期,姓名\n7,甲\n", (1, "", "error")),
        ("天,名\n7,甲\n", (0, "", "error")),
        ('"日期,姓名,单位\n7,甲,', (0, "", "error")),
        ("日期,姓名,单位\n", (0, "", "error")),
        ("", (0, "", "error")),
    ],
)
def test_faults_carry_their_row(text: str, fault: tuple[int, str, str]) -> None:
    assert faults(read(text)) == [fault]


def test_a_fault_in_one_row_does_not_hide_the_next() -> None:
    reading = read("日期,姓名,单位\n40,甲,居委会\n7,沈若禾,党总支\n,乙,\n")
    assert told(reading) == BOTH
    assert [line for line, _, _ in faults(reading)] == [2, 4]


def test_a_row_after_an_unreadable_date_does_not_take_an_earlier_one() -> None:
    reading = read("日期,姓名,单位\n7,沈若禾,党总支\n40,甲,居委会\n,乙,居委会\n")
    assert told(reading) == BOTH
    assert [line for line, _, _ in faults(reading)] == [3, 4]


def test_rows_are_counted_as_staff_see_them() -> None:
    reading = read('日期,姓名,单位\n7,"甲\n乙",居委会\n40,丙,居委会\n')
    assert faults(reading) == [(4, "日期", "error")]
    assert {slot.person for slot in reading.slots} == {"甲", "乙"}


@pytest.mark.parametrize("name", ["duty/十二月.csv", "duty/2026-13.csv", "duty/0001-01.csv", "duty/2026-12 (1).csv"])
def test_the_file_is_named_by_its_month(name: str) -> None:
    reading = read("日期,姓名,单位\n7,甲,居委会\n", name)
    assert reading.slots == ()
    assert faults(reading) == [(0, "", "error")]


def test_a_time_that_clocks_skip() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    reading = parse_roster("日期,姓名,单位,时间\n29,甲,居委会,2:30-5:00\n".encode(), "2026-03.csv", berlin)
    assert faults(reading) == [(2, "时间", "error")]


# Workbooks.


def workbook(rows: Sequence[Sequence[object]], merges: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    return save(book)


def save(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEADER = ("日期", "星期", "姓名", "单位", "时间")


def sheet(*rows: Sequence[object], **more: Sequence[object]) -> RosterReading:
    return parse_roster(workbook((HEADER, *rows), **more), XLSX, ZONE)  # type: ignore[arg-type]


def test_a_workbook_as_a_committee_sends_it() -> None:
    data = workbook(
        [
            ("槐安新苑2026年12月接待排片表", None, None, None, None),
            HEADER,
            (dt.datetime(2026, 12, 7), "一", "沈若禾", "党总支", "9:00-11:00、14:00～16:00"),  # noqa: DTZ001
            ("12月8日", "二", "贺清", "居委会", "上午"),
            (None, None, "许知夏", "居委会", "下午"),
            (9, "三", "骆青山", "业委会", None),
            (12.12, "六", "闻溪", "人大代表", "9:30-11:00"),
            (None, None, None, None, None),
            ("说明：接待地点为门卫室", None, None, None, None),
        ],
        merges=["A1:E1", "A4:A5", "B4:B5", "A9:E9"],
    )
    reading = parse_roster(data, XLSX, ZONE)
    assert reading.faults == ()
    assert told(reading) == [
        *BOTH,
        "08 09:00-11:00 贺清 3 居委会",
        "08 14:00-16:00 许知夏 3 居委会",
        "09 09:00-11:00 骆青山 3 业委会",
        "09 14:00-16:00 骆青山 3 业委会",
        "12 09:30-11:00 闻溪 X 人大代表",
    ]


def test_a_number_that_may_be_two_dates() -> None:
    """Excel turns a typed 12.10 into 12.1; the weekday tells, and without it nobody can."""
    assert told(sheet((12.1, "四", "沈若禾", "党总支", "上午"))) == ["10 09:00-11:00 沈若禾 1 党总支"]
    assert told(sheet((12.1, "二", "沈若禾", "党总支", "上午"))) == ["01 09:00-11:00 沈若禾 1 党总支"]
    assert faults(sheet((12.1, None, "沈若禾", "党总支", "上午"))) == [(2, "日期", "error")]


def test_hidden_rows_are_left_out_and_said() -> None:
    reading = sheet((7, "一", "沈若禾", "党总支", ""), (8, "二", "贺清", "居委会", ""), hidden=[3])
    assert told(reading) == BOTH
    assert faults(reading) == [(3, "", "warning")]


def test_hidden_sheets_are_left_out_and_second_ones_said() -> None:
    book = load_workbook(io.BytesIO(workbook([HEADER, (7, "一", "沈若禾", "党总支", None)])))
    for title, state in (("草稿", "hidden"), ("通讯录", "visible"), ("备份", "visible")):
        other = book.create_sheet(title, 0)
        other.sheet_state = state
        other.append(HEADER if title != "通讯录" else ("姓名", "电话"))
        other.append((8, "二", "贺清", "居委会", None) if title != "备份" else (7, "一", "沈若禾", "党总支", None))
    reading = parse_roster(save(book), XLSX, ZONE)
    assert told(reading) == BOTH
    assert faults(reading) == [(0, "", "warning")]


def test_a_formula_counts_by_its_last_value() -> None:
    reading = sheet(("=1+6", None, "沈若禾", "党总支", None))
    # Never calculated, so there is no last value: nothing to show, and nothing invented.
    assert reading.slots == ()
    assert faults(reading) == [(2, "日期", "error")]


def test_a_real_time_alone_is_no_turn() -> None:
    assert faults(sheet((7, None, "沈若禾", "党总支", dt.time(9)))) == [(2, "时间", "error")]


def test_one_merge_over_everything_is_refused() -> None:
    data = workbook([HEADER, (7, None, "甲", "居委会", None)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                body = body.replace(
                    b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                )
            target.writestr(entry, body)
    assert faults(parse_roster(out.getvalue(), XLSX, ZONE)) == [(0, "", "error")]


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/worksheets/sheet1.xml", b" " * 45_000_000)
    (fault,) = parse_roster(out.getvalue(), XLSX, ZONE).faults
    assert "太大" in fault.problem


@pytest.mark.parametrize(
    ("data", "word"), [(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "xls"), (b"PK\x03\x04", "损坏"), (b"", "损坏")]
)
def test_what_is_no_workbook(data: bytes, word: str) -> None:
    (fault,) = parse_roster(data, XLSX, ZONE).faults
    assert word in fault.problem


@settings(max_examples=100)
@given(st.binary(max_size=300), st.sampled_from([NAME, XLSX]))
def test_garbage_is_faults(data: bytes, name: str) -> None:
    reading = parse_roster(data, name, ZONE)
    assert reading.slots == ()
    assert any(fault.level is Level.ERROR for fault in reading.faults)


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_workbook_never_crashes(data: st.DataObject) -> None:
    raw = bytearray(DAMAGED)
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    parse_roster(bytes(raw), XLSX, ZONE)


DAMAGED = workbook([HEADER, (7, "一", "沈若禾", "党总支", "上午")], merges=["A1:A1"])

cells = st.text('0123456789:.-~、年月日上下午全天周一党居委 /\n（）,"', max_size=12) | st.text(max_size=6)


@settings(max_examples=150)
@given(st.lists(st.lists(cells, min_size=6, max_size=6), max_size=4))
def test_any_cells_are_turns_or_faults(rows: list[list[str]]) -> None:
    lines = ["日期,时间,姓名,单位,组别,同意公示"]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    reading = parse_roster("\n".join(lines).encode("utf-8", "replace"), NAME, ZONE)
    for slot in reading.slots:
        assert slot.start < slot.end
        assert slot.start.astimezone(ZONE).strftime("%Y-%m") == "2026-12"
        assert 1 <= len(slot.person) <= 20


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "2026-12.csv"
    path.write_text("日期,姓名,单位\n7,沈若禾,党总支\n", encoding="utf-8")
    assert told(read_roster(path, ZONE)) == BOTH
    assert faults(read_roster(tmp_path / "2026-11.csv", ZONE)) == [(0, "", "error")]
