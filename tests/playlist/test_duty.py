"""Who is on duty, who is next, and the duty week."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from sample import ZONE, at

from signage.content.duty import DutySlot, Group, Roster
from signage.playlist.duty import DutyMonth, DutyWeek, duty_month, duty_now, duty_week, local_day, midnight, monday_of
from signage.playlist.holidays import day_kind

TICK = dt.timedelta.resolution


def turn(start: dt.datetime, end: dt.datetime, person: str = "田小满", **changes: str) -> DutySlot:
    return DutySlot(start=start, end=end, person=person, **{"group": Group.X, "organisation": "志愿者", **changes})


def roster(*slots: DutySlot, months: tuple[str, ...] = ("2026-12",)) -> Roster:
    return Roster(slots=slots, months=months)


def rows(week: DutyWeek, weekday: int) -> list[tuple[str, int]]:
    """Each line of a day: the person and how many ranges stand on it."""
    return [(line.first.person, len(line.slots)) for line in week.days[weekday].turns]


# Now and next.


def test_a_turn_includes_its_start_and_not_its_end() -> None:
    slots = sample.roster()
    on = [
        [slot.person for slot in duty_now(slots, now, ZONE).current]
        for now in (at(9, 14) - TICK, at(9, 14), at(9, 16) - TICK, at(9, 16))
    ]
    assert on == [[], ["田小满"], ["田小满"], []]


def test_next_is_the_nearest_to_begin_however_far_and_not_the_one_that_runs() -> None:
    slots = sample.roster()
    begins = [duty_now(slots, now, ZONE).next for now in (at(9, 9), at(9, 14), at(11, 17), at(13, 9))]
    assert [(slot.person, slot.start) if slot else None for slot in begins] == [
        ("田小满", at(9, 14)),
        ("柏宁", at(10, 9)),
        ("闻溪", at(12, 10)),
        None,
    ]


def test_several_may_sit_together() -> None:
    both = roster(turn(at(9, 10), at(9, 12), "乙"), turn(at(9, 9), at(9, 11), "丙"), turn(at(9, 9), at(9, 11), "甲"))
    duty = duty_now(both, at(9, 10), ZONE)
    assert [slot.person for slot in duty.current] == ["丙", "甲", "乙"]
    assert duty.next is None


def test_nobody_on_duty_differs_from_a_roster_that_is_not_announced() -> None:
    assert duty_now(roster(), at(9, 10), ZONE).known
    assert not duty_now(roster(months=("2026-11", "2027-01")), at(9, 10), ZONE).known
    # a slot announces its own day, and no other
    early = roster(turn(at(9, 9), at(9, 11)), months=())
    assert duty_now(early, at(9, 20), ZONE).known
    assert not duty_now(early, at(10, 9), ZONE).known


def test_the_month_is_that_of_the_compound_s_calendar() -> None:
    new_year = at(31, 23, 59) + dt.timedelta(minutes=1)
    assert duty_now(roster(), new_year - TICK, ZONE).known
    assert not duty_now(roster(), new_year, ZONE).known


# The week.


def test_the_week_of_the_picture() -> None:
    week = duty_week(sample.roster(), sample.NOW, ZONE)
    assert week.known
    assert week.monday == dt.date(2026, 12, 7)
    assert [day.date.day for day in week.days] == [7, 8, 9, 10, 11, 12, 13]
    assert [day.past for day in week.days] == [True, True, False, False, False, False, False]
    assert [day.today for day in week.days] == [False, False, True, False, False, False, False]
    assert [row for weekday in range(7) for row in rows(week, weekday)] == [
        ("沈若禾", 2), ("贺清", 2), ("田小满", 2), ("柏宁", 2), ("老范", 2), ("闻溪", 1), ("纪老师", 1),
    ]  # fmt: skip
    line = week.days[2].turns[0]
    assert [line.now(now) for now in (at(9, 10), at(9, 12), at(9, 14))] == [line.slots[0], None, line.slots[1]]


def test_the_week_turns_over_on_monday_at_midnight_of_the_compound() -> None:
    sunday, monday = at(13, 23, 59), at(14)
    assert duty_week(sample.roster(), sunday, ZONE).monday == dt.date(2026, 12, 7)
    assert duty_week(sample.roster(), monday - TICK, ZONE).monday == dt.date(2026, 12, 7)
    turned = duty_week(sample.roster(), monday, ZONE)
    assert turned.monday == dt.date(2026, 12, 14)
    assert not any(day.turns for day in turned.days)


def test_a_week_of_two_months_knows_each_day_for_itself() -> None:
    week = duty_week(roster(), at(31, 12), ZONE)
    assert [day.known for day in week.days] == [True] * 4 + [False] * 3
    assert week.known
    assert not duty_week(roster(months=()), at(31, 12), ZONE).known
    early = duty_week(roster(turn(at(9, 9), at(9, 11)), months=()), at(7), ZONE)
    assert [day.known for day in early.days] == [False, False, True, False, False, False, False]
    assert early.known


def test_last_week_s_turns_are_never_this_week_s() -> None:
    week = duty_week(Roster(slots=sample.roster().slots, months=()), at(16, 9), ZONE)
    assert not week.known
    assert not any(day.turns or day.known for day in week.days)


@pytest.mark.parametrize("field", ["person", "organisation", "topic", "replaces", "group"])
def test_only_turns_that_are_alike_share_a_line(field: str) -> None:
    morning, afternoon = turn(at(9, 9), at(9, 11)), turn(at(9, 14), at(9, 16))
    assert rows(duty_week(roster(morning, afternoon), at(9), ZONE), 2) == [("田小满", 2)]
    other = turn(at(9, 14), at(9, 16), **{field: Group.ONE if field == "group" else "别的"})
    assert [count for _, count in rows(duty_week(roster(morning, other), at(9), ZONE), 2)] == [1, 1]


def test_lines_come_by_their_first_turn() -> None:
    slots = (turn(at(9, 14), at(9, 16), "甲"), turn(at(9, 9), at(9, 11), "乙"), turn(at(9, 17), at(9, 18), "乙"))
    assert rows(duty_week(roster(*slots), at(9), ZONE), 2) == [("乙", 2), ("甲", 1)]


def test_a_night_s_turn_belongs_to_the_day_it_begins_on() -> None:
    night = roster(turn(at(9, 22), at(10, 6)))
    week = duty_week(night, at(10, 1), ZONE)
    assert (rows(week, 2), rows(week, 3)) == ([("田小满", 1)], [])
    assert duty_now(night, at(10, 1), ZONE).current


def test_a_special_reception_is_a_line_of_its_own() -> None:
    usual = turn(at(9, 9), at(9, 11))
    special = DutySlot(
        start=at(9, 14), end=at(9, 16), person="田小满", group=Group.X, organisation="志愿者", special=True
    )
    assert rows(duty_week(roster(usual, special), at(9), ZONE), 2) == [("田小满", 1), ("田小满", 1)]


def test_the_days_of_a_week_know_what_the_calendar_makes_of_them() -> None:
    week = duty_week(roster(), dt.datetime(2026, 2, 14, 12, tzinfo=ZONE), ZONE)
    assert [(day.kind.off, day.kind.work) for day in week.days] == [(False, False)] * 5 + [(False, True), (True, False)]
    assert week.days[6].kind.holiday == "春节"


# The month.

TODAY = dt.date(2026, 12, 9)


def test_the_month_as_a_wall_calendar_has_it() -> None:
    month = duty_month(sample.roster(), dt.date(2026, 12, 25), TODAY, ZONE)
    assert month.first == dt.date(2026, 12, 1)
    assert month.known
    mondays = [dt.date(2026, 11, 30) + dt.timedelta(days=7 * number) for number in range(5)]
    assert [week[0].date for week in month.weeks] == mondays
    days = [day for week in month.weeks for day in week]
    assert [day.date for day in days if day.outside] == [
        dt.date(2026, 11, 30), dt.date(2027, 1, 1), dt.date(2027, 1, 2), dt.date(2027, 1, 3),
    ]  # fmt: skip
    assert [day.date for day in days if day.today] == [TODAY]
    assert [day.past for day in days] == [day.date < TODAY for day in days]
    assert [day.known for day in days] == [(day.date.year, day.date.month) == (2026, 12) for day in days]
    assert month.weeks[1] == duty_week(sample.roster(), sample.NOW, ZONE).days


@pytest.mark.parametrize(
    ("month", "weeks"),
    [
        (dt.date(2027, 2, 1), 4),  # Monday to Sunday, four weeks to the day
        (dt.date(2026, 2, 1), 5),
        (dt.date(2026, 3, 1), 6),
        (dt.date(2024, 2, 29), 5),
    ],
)
def test_a_month_has_four_to_six_weeks(month: dt.date, weeks: int) -> None:
    assert len(duty_month(roster(), month, TODAY, ZONE).weeks) == weeks


def test_a_month_that_nobody_announced_is_not_known_though_its_neighbour_is() -> None:
    january = duty_month(roster(), dt.date(2027, 1, 15), TODAY, ZONE)
    assert not january.known
    # its first week shows the last days of December, whose roster is known
    assert [day.known for day in january.weeks[0]] == [True] * 4 + [False] * 3
    # a turn announces its own day, and so the month
    assert duty_month(roster(turn(at(9, 9), at(9, 11)), months=()), TODAY, TODAY, ZONE).known


@given(st.dates(dt.date(2001, 1, 1), dt.date(2198, 12, 31)), st.dates(dt.date(2001, 1, 1), dt.date(2198, 12, 31)))
def test_every_month_is_whole(month: dt.date, today: dt.date) -> None:
    made: DutyMonth = duty_month(Roster(), month, today, ZONE)
    days = [day for week in made.weeks for day in week]
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in made.weeks)
    assert [day.date for day in days] == [days[0].date + dt.timedelta(days=number) for number in range(len(days))]
    inside = [day.date for day in days if not day.outside]
    assert inside[0] == made.first == month.replace(day=1)
    assert (inside[-1] + dt.timedelta(days=1)).day == 1
    assert {(day.year, day.month) for day in inside} == {(month.year, month.month)}
    assert monday_of(inside[-1]) == days[-7].date
    assert all(day.kind == day_kind(day.date) and day.past == (day.date < today) for day in days)


@given(st.lists(st.integers(0, 60 * 24), max_size=8))
def test_every_turn_of_the_month_is_on_the_day_it_begins_on(hours: list[int]) -> None:
    starts = [at(1) + dt.timedelta(hours=hour - 240) for hour in hours]
    slots = tuple(turn(start, start + dt.timedelta(hours=2)) for start in starts)
    month = duty_month(roster(*slots), TODAY, TODAY, ZONE)
    shown = [
        (day.date, slot.start) for week in month.weeks for day in week for line in day.turns for slot in line.slots
    ]
    span = [day.date for week in month.weeks for day in week]
    meant = [(local_day(start, ZONE), start) for start in starts if span[0] <= local_day(start, ZONE) <= span[-1]]
    assert sorted(shown) == sorted(meant)


# Clocks that change.


@pytest.mark.parametrize(
    ("zone", "day", "first"),
    [
        ("Asia/Shanghai", dt.date(2026, 12, 10), dt.datetime(2026, 12, 9, 16, tzinfo=dt.UTC)),
        # no midnight: the day begins at 1:00
        ("America/Sao_Paulo", dt.date(2018, 11, 4), dt.datetime(2018, 11, 4, 3, tzinfo=dt.UTC)),
        # two midnights: the day begins at the first
        ("America/Havana", dt.date(2026, 11, 1), dt.datetime(2026, 11, 1, 4, tzinfo=dt.UTC)),
    ],
)
def test_the_first_moment_of_a_day(zone: str, day: dt.date, first: dt.datetime) -> None:
    place = ZoneInfo(zone)
    assert midnight(day, place) == first
    assert first.astimezone(place).date() == day
    assert (first - TICK).astimezone(place).date() < day


@given(st.integers(0, 190 * 365 * 24 * 60), st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]))
def test_every_moment_lies_in_its_week_and_today_is_marked_once(minutes: int, zone: str) -> None:
    place, now = ZoneInfo(zone), dt.datetime(2001, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    week = duty_week(Roster(), now, place)
    assert week.monday.weekday() == 0
    assert midnight(week.monday, place) <= now < midnight(week.monday + dt.timedelta(days=7), place)
    assert [day.date for day in week.days if day.today] == [now.astimezone(place).date()]
    assert all(day.past == (day.date < now.astimezone(place).date()) for day in week.days)
