"""Public holidays and the days worked for them, against the announcements; and silence where there is none yet."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.playlist.almanac import EN_FESTIVALS
from signage.playlist.holidays import DayKind, day_kind, holiday_name, kind_mark, kind_words

LAST = max(chinese_calendar.holidays).year
"""The last year that has been announced to the package."""


def off(holiday: str) -> DayKind:
    return DayKind(known=True, holiday=holiday, off=True)


def work(holiday: str) -> DayKind:
    return DayKind(known=True, holiday=holiday, work=True)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (dt.date(2026, 2, 17), off("春节")),
        (dt.date(2026, 2, 15), off("春节")),
        (dt.date(2026, 2, 14), work("春节")),
        (dt.date(2026, 2, 28), work("春节")),
        (dt.date(2026, 2, 24), DayKind(known=True)),
        (dt.date(2026, 4, 5), off("清明节")),
        (dt.date(2026, 6, 19), off("端午节")),
        (dt.date(2026, 9, 20), work("国庆节")),
        (dt.date(2026, 9, 25), off("中秋节")),
        (dt.date(2026, 10, 1), off("国庆节")),
        (dt.date(2026, 10, 10), work("国庆节")),
        (dt.date(2026, 10, 17), DayKind(known=True)),
        (dt.date(2023, 12, 30), off("元旦")),
        (dt.date(2018, 12, 29), work("元旦")),
        (dt.date(2003, 10, 1), DayKind()),
    ],
)
def test_days_as_announced(day: dt.date, kind: DayKind) -> None:
    assert day_kind(day) == kind


def test_a_year_that_is_not_announced_is_unknown_and_so_are_the_days_that_its_new_year_may_take() -> None:
    assert day_kind(dt.date(LAST, 12, 25)).known
    for day in (dt.date(LAST, 12, 26), dt.date(LAST, 12, 31), dt.date(LAST + 1, 1, 1), dt.date(LAST + 1, 10, 1)):
        assert day_kind(day) == DayKind()
    # the year before ends in what the last one drew up
    assert day_kind(dt.date(LAST - 1, 12, 31)).known


def test_no_announcement_reached_further_back_than_is_waited_for() -> None:
    ends = [day.day for day in (*chinese_calendar.holidays, *chinese_calendar.workdays) if day.month == 12]
    assert min(ends) > 25


@given(st.dates(dt.date(2000, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_is_off_or_worked_as_the_package_says_or_nothing_is_said(day: dt.date) -> None:
    kind = day_kind(day)
    if not kind.known:
        assert kind == DayKind()
        assert (kind_mark(kind), holiday_name(kind)) == ("", "")
        return
    assert not (kind.off and kind.work)
    assert bool(kind.holiday) == (kind.off or kind.work)
    rests = kind.off or (day.weekday() > 4 and not kind.work)
    assert chinese_calendar.is_holiday(day) == rests


def test_words() -> None:
    said = [
        (kind_mark(kind), kind_words(kind), kind_mark(kind, "en"), kind_words(kind, "en"))
        for kind in (off("春节"), work("国庆节"), DayKind(known=True), DayKind())
    ]
    assert said == [
        ("休", "春节放假", "Off", "Spring Festival holiday"),
        ("班", "国庆节调休上班", "Work", "Working day for National Day"),
        ("", "", "", ""),
        ("", "节假日安排待公布", "", "Holidays not announced yet"),
    ]


def test_every_holiday_of_every_year_has_an_english_name() -> None:
    names = {day_kind(day).holiday for day in (*chinese_calendar.holidays, *chinese_calendar.workdays)}
    assert names - EN_FESTIVALS.keys() == {"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"}
    assert kind_words(day_kind(dt.date(2015, 9, 3)), "en") == "Special holiday"


def test_the_tables_are_loaded_when_first_needed() -> None:
    code = (
        "import sys, datetime; from signage.playlist import holidays; assert 'chinese_calendar' not in sys.modules;"
        "holidays.day_kind(datetime.date(2026, 1, 1)); assert 'chinese_calendar' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
