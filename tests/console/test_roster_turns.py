"""A month's turns: what is different, swaps, faults, the workbook and the calendar. Pure."""

from __future__ import annotations

import datetime as dt
import io
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from signage.content.compound import Compound
from signage.content.duty import DutySlot, Group, Roster
from signage.content.fault import Level
from signage.playlist.duty import duty_week
from signage.server.console.publishing.build import Guide, build
from signage.server.console.rosters.ics import calendar
from signage.server.console.rosters.sheet import workbook
from signage.server.console.rosters.turns import (
    MAX_TURNS,
    Turns,
    carried_over,
    differences,
    is_month,
    month_in,
    month_of,
    published_months,
    put,
    roster_of,
    special_days,
    swap,
    turn_faults,
    weeks_of,
    without,
)
from signage.sources.roster import parse_roster

ZONE = ZoneInfo("Asia/Shanghai")
COMPOUND = Compound(id="huaian", name="槐安新苑", buildings=("1", "2"))
NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)
MONTH = "2026-12"


def slot(
    day: int, person: str, organisation: str = "居委会", start: str = "9:00", end: str = "11:00", **more
) -> DutySlot:
    def at(text: str) -> dt.datetime:
        hour, minute = map(int, text.split(":"))
        return dt.datetime(2026, 12, day, hour, minute, tzinfo=ZONE).astimezone(dt.UTC)

    values = {"group": Group.THREE, **more}
    return DutySlot(start=at(start), end=at(end), person=person, organisation=organisation, **values)


def day(number: int, person: str, organisation: str = "居委会", **more) -> list[DutySlot]:
    """Morning and afternoon of one person."""
    return [slot(number, person, organisation, **more), slot(number, person, organisation, "14:00", "16:00", **more)]


def people(turns: Turns) -> list[str]:
    return [each.person for each in turns.slots]


# What is different.


def test_what_is_new_gone_and_changed_is_told_apart():
    before = Turns.of([slot(7, "甲"), slot(8, "乙"), slot(9, "丙"), slot(10, "丁")])
    after = Turns.of([slot(7, "甲"), slot(8, "戊"), slot(9, "丙", start="10:00"), slot(11, "己")])
    found = {
        (each.before and each.before.person, each.after and each.after.person) for each in differences(before, after)
    }
    assert found == {("乙", "戊"), ("丙", "丙"), ("丁", None), (None, "己")}


# Swaps.


def test_two_people_change_days_and_the_glass_says_whose_turn_it_was():
    turns = Turns.of([*day(8, "许知夏"), *day(9, "骆青山", "业委会", topic="公共收益查账")])
    swapped = swap(turns, 0, 3, ZONE)
    assert [(each.person, each.organisation, each.topic, each.replaces) for each in swapped.slots] == [
        ("骆青山", "业委会", "公共收益查账", "许知夏"),
        ("骆青山", "业委会", "公共收益查账", "许知夏"),
        ("许知夏", "居委会", "", "骆青山"),
        ("许知夏", "居委会", "", "骆青山"),
    ]
    week = duty_week(roster_of([(MONTH, swapped)]), NOW, ZONE)
    assert [turn.first.replaces for each in week.days for turn in each.turns] == ["许知夏", "骆青山"]


def test_one_shift_alone_changes_hands():
    turns = Turns.of([*day(8, "许知夏"), *day(9, "骆青山", "业委会")])
    assert people(swap(turns, 0, 3, ZONE, whole_day=False)) == ["骆青山", "许知夏", "骆青山", "许知夏"]


def test_nobody_changes_with_themselves():
    turns = Turns.of([*day(8, "许知夏"), *day(9, "许知夏")])
    with pytest.raises(ValueError, match="同一个人"):
        swap(turns, 0, 2, ZONE)


names = st.sampled_from(["沈若禾", "许知夏", "老范", "志愿者小棠", "半亩书房", "=1+1", "Li Ming", "𠮷田", "原野", "+8"])
organisations = st.sampled_from(["党总支", "居委会", "业委会", "物业", "志愿者", "人大代表", "=cmd", "3号楼"])
words = st.sampled_from(["", "急难愁盼", "=SUM(A1)", "代表接待", "小修小补", "@here", "1.5", "X"])


@st.composite
def slots(draw: st.DrawFn) -> DutySlot:
    date = dt.datetime(2026, 12, draw(st.integers(1, 31)), tzinfo=ZONE)
    start = draw(st.integers(0, 23 * 4 + 3)) * 15
    longest = 13 * 60 if start >= 11 * 60 else 15 * 60
    end = start + draw(st.integers(1, longest // 15)) * 15
    if end > 24 * 60 and end - start > 13 * 60:
        end = 24 * 60
    return DutySlot(
        start=(date + dt.timedelta(minutes=start)).astimezone(dt.UTC),
        end=(date + dt.timedelta(minutes=end)).astimezone(dt.UTC),
        person=draw(names),
        group=draw(st.sampled_from(Group)),
        organisation=draw(organisations),
        topic=draw(words),
        place=draw(words),
        special=draw(st.booleans()),
        replaces=draw(st.one_of(st.just(""), names)),
    )


months = st.lists(slots(), max_size=30).map(Turns.of)


@settings(deadline=None)
@given(months, st.data())
def test_a_swap_moves_people_and_nothing_else_and_back_again(turns, data):
    pick = st.integers(0, max(len(turns.slots) - 1, 0))
    if len(turns.slots) < 2:
        return
    first, second = data.draw(pick), data.draw(pick)
    one, other = turns.slots[first], turns.slots[second]
    if (one.person, one.organisation) == (other.person, other.organisation):
        return
    swapped = swap(turns, first, second, ZONE, whole_day=False)
    assert sorted(people(swapped)) == sorted(people(turns))
    assert sorted((each.start, each.end, each.place) for each in swapped.slots) == sorted(
        (each.start, each.end, each.place) for each in turns.slots
    )
    if one.person != other.person:
        changed = [each for each in swapped.slots if each not in turns.slots]
        assert all(each.replaces != each.person for each in changed)


def test_swapped_back_nothing_is_said_of_it():
    turns = Turns.of([slot(8, "许知夏"), slot(9, "骆青山", "业委会")])
    once = swap(turns, 0, 1, ZONE)
    assert once != turns
    assert swap(once, 0, 1, ZONE) == turns


def test_a_third_hand_still_says_whose_turn_it_was_at_first():
    turns = Turns.of([slot(8, "甲"), slot(9, "乙"), slot(10, "丙")])
    twice = swap(swap(turns, 0, 1, ZONE), 0, 2, ZONE)
    assert [(each.person, each.replaces) for each in twice.slots] == [("丙", "甲"), ("甲", "乙"), ("乙", "丙")]


def test_a_month_is_carried_over_by_its_weekdays():
    turns = Turns.of(
        [
            *day(1, "许知夏", topic="查账"),
            *day(8, "贺清"),
            *day(29, "许知夏", replaces="贺清"),
            slot(12, "闻溪", special=True),
        ]
    )
    after = carried_over(turns, "2027-01", ZONE)
    told = [(each.start.astimezone(ZONE).strftime("%a %d %H"), each.person) for each in after.slots]
    assert told == [
        ("Tue 05 09", "贺清"), ("Tue 05 14", "贺清"), ("Tue 26 09", "许知夏"), ("Tue 26 14", "许知夏"),
    ]  # fmt: skip
    assert not any(each.topic or each.replaces or each.special for each in after.slots)


@settings(deadline=None)
@given(months)
def test_what_is_carried_over_lies_in_its_month_on_the_same_weekdays(turns):
    known = {
        (each.person, each.start.astimezone(ZONE).weekday(), each.start.astimezone(ZONE).time()) for each in turns.slots
    }
    for each in carried_over(turns, "2027-01", ZONE).slots:
        wall = each.start.astimezone(ZONE)
        assert (wall.year, wall.month) == (2027, 1)
        assert (each.person, wall.weekday(), wall.time()) in known


# The workbook.


@settings(deadline=None)
@given(months)
def test_a_workbook_uploaded_again_gives_the_same_turns(turns):
    data = workbook(COMPOUND, MONTH, turns)
    reading = parse_roster(data, f"{MONTH}.xlsx", ZONE)
    errors = [fault for fault in reading.faults if fault.level is Level.ERROR]
    if turns.slots:
        assert errors == []
    assert Turns.of(reading.slots) == turns


def test_no_name_becomes_a_formula_in_the_workbook():
    turns = Turns.of([slot(8, "=1+1", topic='=HYPERLINK("http://evil.example")')])
    sheet = load_workbook(io.BytesIO(workbook(COMPOUND, MONTH, turns))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "d", "n"}
    assert sheet.cell(3, 4).value == "=1+1"


# The calendar.


@settings(deadline=None)
@given(months)
def test_the_calendar_says_what_the_roster_says(turns):
    roster = roster_of([(MONTH, turns)])
    found = Calendar.from_ical(calendar(COMPOUND, roster, NOW))
    events = list(found.walk("VEVENT"))
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in events] == [
        (each.start, each.end) for each in roster.slots
    ]
    assert all(each.person in str(event["summary"]) for each, event in zip(roster.slots, events, strict=True))


def test_a_turn_keeps_its_id_in_the_calendar_over_publishes():
    first = Calendar.from_ical(calendar(COMPOUND, roster_of([(MONTH, Turns.of([slot(8, "甲")]))]), NOW))
    later = roster_of([(MONTH, Turns.of([slot(7, "乙"), slot(8, "甲", topic="查账")]))])
    second = Calendar.from_ical(calendar(COMPOUND, later, NOW + dt.timedelta(days=1)))
    ids = [{str(event["uid"]) for event in each.walk("VEVENT")} for each in (first, second)]
    assert ids[0] < ids[1]


def test_the_calendars_lines_are_as_the_standard_wants_them():
    data = calendar(COMPOUND, roster_of([(MONTH, Turns.of(day(8, "志愿者小棠", "云汀街道槐安居民区党总支")))]), NOW)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"0000-0001" not in data


# Faults, months, the feed.


def test_gaps_overlaps_and_what_a_screen_cannot_draw_are_named():
    turns = Turns.of([*day(7, "甲"), slot(7, "甲", start="10:00", end="12:00"), slot(9, "13812345678")])
    found = turn_faults(COMPOUND, MONTH, turns, NOW)
    problems = "\n".join(fault.problem for fault in found)
    assert "重叠" in problems
    assert "没有人当班" in problems
    assert any(fault.level is Level.ERROR for fault in found)
    assert {fault.file for fault in found} == {"duty/2026-12"}
    assert any("手机号" in fault.problem and fault.level is Level.ERROR for fault in found)


def test_a_month_holds_no_more_than_a_feed_can_carry():
    with pytest.raises(ValueError, match="最多250班"):
        Turns.of([slot(1 + number % 28, f"志愿者{number}") for number in range(MAX_TURNS + 1)])
    assert MAX_TURNS * len(published_months(dt.date(2026, 12, 7))) <= 2000
    assert len(published_months(dt.date(2026, 12, 7))) <= 36


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("槐安新苑2026年12月排片表.xlsx", "2026-12"), ("2027-01.csv", "2027-01"), ("202701排班.xlsx", "2027-01"),
        ("2026.9月.xlsx", "2026-09"), ("排片表.xlsx", ""), ("12月.xlsx", ""), ("IMG_20261207.xlsx", ""),
    ],
)  # fmt: skip
def test_a_files_name_may_tell_its_month(name, month):
    assert month_in(name) == month


@given(st.dates(dt.date(2001, 1, 1), dt.date(2098, 12, 31)), st.integers(-24, 24))
def test_months_are_counted_over_the_turn_of_the_year(date, further):
    month = month_of(date, further)
    assert is_month(month) or not 2000 <= int(month[:4]) <= 2099
    assert (int(month[:4]) * 12 + int(month[5:])) - (date.year * 12 + date.month) == further
    mondays = weeks_of(month_of(date))
    assert all(monday.weekday() == 0 for monday in mondays)
    assert mondays[0] <= date.replace(day=1)
    assert any(monday <= date < monday + dt.timedelta(days=7) for monday in mondays)


def test_holidays_and_the_days_worked_for_them_are_named():
    kinds = {each.isoformat(): (kind.off, kind.work) for each, kind in special_days("2026-10")}
    assert kinds["2026-10-01"] == (True, False)
    assert any(work for _off, work in kinds.values()) or all(off for off, _work in kinds.values())


def test_put_and_without_touch_one_turn():
    turns = Turns.of([slot(7, "甲"), slot(8, "乙")])
    assert people(put(turns, slot(9, "丙"))) == ["甲", "乙", "丙"]
    assert people(put(turns, slot(9, "丙"), 0)) == ["乙", "丙"]
    assert people(without(turns, 0)) == ["乙"]


def built(turns: Turns, before=None):
    return build(COMPOUND, Guide(), (), frozenset(), NOW, before, roster=roster_of([(MONTH, turns)]))


def test_a_feed_has_the_roster_and_its_months():
    feed = built(Turns.of(day(7, "甲"))).feed
    assert feed.roster.months == (MONTH,)
    assert [each.person for each in feed.roster.slots] == ["甲", "甲"]


def test_a_months_new_error_holds_the_feed_back_and_an_old_one_does_not():
    wrong = Turns.of([*day(7, "甲"), slot(7, "甲", start="10:00", end="12:00")])
    first = built(wrong)
    assert {fault.file for fault in first.blocking} == {"duty/2026-12"}
    assert built(wrong, before=first.feed).blocking == ()
    worse = put(wrong, slot(8, "乙"))
    assert built(worse, before=first.feed).blocking


def test_an_empty_roster_is_that_of_no_month():
    assert roster_of([]) == Roster()
    assert msgspec.structs.asdict(roster_of([(MONTH, Turns())]))["months"] == (MONTH,)
