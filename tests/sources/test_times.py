"""Times, hours and buildings as staff write them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.guide import Opening
from signage.sources.times import local, parse_buildings, parse_day, parse_moment, parse_opening, parse_range

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-10 9:00",
        "2026-12-10T09:00:00+08:00",
        "2026-12-10T01:00:00Z",
        "2026/12/10 9:00",
        "2026年12月10日 9:00",
        "２０２６年１２月１０日　９：００",
        "2026.12.10 09:00:00",
    ],
)
def test_one_moment_in_many_spellings(text: str) -> None:
    assert parse_moment(text, SHANGHAI) == utc(2026, 12, 10, 1)


def test_a_date_alone_begins_or_ends() -> None:
    assert parse_moment("2026-12-13", SHANGHAI) == utc(2026, 12, 12, 16)
    assert parse_moment("2026-12-13", SHANGHAI, end=True) == utc(2026, 12, 13, 16)
    assert parse_moment(dt.date(2026, 12, 13), SHANGHAI, end=True) == utc(2026, 12, 13, 16)
    assert parse_moment("2026-12-13 24:00", SHANGHAI) == utc(2026, 12, 13, 16)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("明天", "不是时间"),
        ("2026-02-30", "没有2026年2月30日"),
        ("2026-12-10 25:00", "没有25:00"),
        ("2026-12-10 9:60", "没有9:60"),
        ("0026-12-10", "年份"),
        ("9999-12-31", "年份"),
        ("2026-12-10T09:00:00+23:00", "时差"),
        ("2026-12-10+08:00", "时差"),
    ],
)
def test_what_is_no_time(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        parse_moment(text, SHANGHAI)


def test_hours_that_clocks_skip_or_show_twice() -> None:
    with pytest.raises(ValueError, match="不存在"):
        parse_moment("2026-03-29 2:30", BERLIN)
    with pytest.raises(ValueError, match="两次"):
        parse_moment("2026-10-25 2:30", BERLIN)
    assert parse_moment("2026-10-25T02:30:00+01:00", BERLIN) == utc(2026, 10, 25, 1, 30)
    # A day begins even where clocks skip its midnight.
    assert parse_moment("2026-09-06", ZoneInfo("America/Santiago")) == utc(2026, 9, 6, 4)


@given(
    st.text(max_size=20)
    | st.from_regex(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?( \d{1,2}:\d{2})?([+-]\d{4})?", fullmatch=True)
)
def test_any_text_is_a_time_or_a_value_error(text: str) -> None:
    try:
        moment = parse_moment(text, BERLIN)
    except ValueError:
        return
    assert moment.tzinfo is dt.UTC


@given(st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2190, 1, 1)))  # noqa: DTZ001
def test_local_times_come_back(naive: dt.datetime) -> None:
    try:
        moment = local(naive, BERLIN)
    except ValueError:
        return
    assert moment.astimezone(BERLIN).replace(tzinfo=None) == naive


def test_days() -> None:
    assert parse_day("2026年12月7日") == parse_day(dt.datetime(2026, 12, 7, 9)) == dt.date(2026, 12, 7)  # noqa: DTZ001
    with pytest.raises(ValueError, match="不是日期"):
        parse_day("12月7日")


def test_ranges() -> None:
    assert parse_range("9:00－11:30") == (dt.time(9), dt.time(11, 30))
    assert parse_range("0:00-24:00") == (dt.time(), dt.time())
    with pytest.raises(ValueError, match="不是起止时间"):
        parse_range("上午")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一至周五 8:30-17:00", (0, 1, 2, 3, 4)),
        ("Mon-Fri 8:30-17:00", (0, 1, 2, 3, 4)),
        ("每天 8:30-17:00", tuple(range(7))),
        ("8:30-17:00", tuple(range(7))),
        ("周五、周日 8:30-17:00", (4, 6)),
        ("星期六至星期一 8:30-17:00", (0, 5, 6)),
    ],
)
def test_openings(text: str, days: tuple[int, ...]) -> None:
    assert parse_opening(text) == Opening(days=days, start=dt.time(8, 30), end=dt.time(17))


def test_openings_over_midnight() -> None:
    assert parse_opening("周日 22:00-6:00") == Opening(days=(6,), start=dt.time(22), end=dt.time(6))
    assert parse_opening("周日 0:00-24:00") == Opening(days=(6,), start=dt.time(), end=dt.time())


@pytest.mark.parametrize(
    "text", ["周八 8:30-17:00", "周一", "周一 8:30-17:00 中午休息", "周一 9:00-9:00", "周一 9:00-25:00"]
)
def test_what_is_no_opening(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_opening(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1-3", ("1", "2", "3")),
        ("1至3号楼", ("1", "2", "3")),
        ("1号楼、3号楼", ("1", "3")),
        ("1、 2，12A", ("1", "2", "12A")),
        ("7～9号", ("7", "8", "9")),
        ("全小区", ()),
        ("ALL", ()),
    ],
)
def test_buildings(text: str, names: tuple[str, ...]) -> None:
    assert parse_buildings(text) == names


def test_a_range_of_buildings_follows_the_compounds_order() -> None:
    assert parse_buildings("2-5", ("1", "2", "3A", "5")) == ("2", "3A", "5")
    with pytest.raises(ValueError, match="范围"):
        parse_buildings("9-1")
    with pytest.raises(ValueError, match="范围"):
        parse_buildings("1-9999")
