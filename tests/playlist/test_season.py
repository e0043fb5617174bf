"""Which festival dresses the screen."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.playlist.season import next_season, season


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (dt.date(2026, 2, 11), dt.date(2026, 3, 3), "spring"),  # 腊月廿四 to 元宵节
        (dt.date(2025, 1, 23), dt.date(2025, 2, 12), "spring"),
        (dt.date(2024, 2, 3), dt.date(2024, 2, 24), "spring"),
        (dt.date(2026, 9, 23), dt.date(2026, 9, 25), "mid-autumn"),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 7), "national"),
    ],
)
def test_a_festival_has_its_first_and_its_last_day(first: dt.date, last: dt.date, name: str) -> None:
    day = dt.timedelta(days=1)
    assert [season(one) for one in (first - day, first, last, last + day)] == ["", name, name, ""]
    assert next_season(first - day) == first
    assert next_season(first) == next_season(last) == last + day


def test_mid_autumn_keeps_its_days_within_the_week_of_national_day() -> None:
    october = [season(dt.date(2025, 10, number)) for number in range(1, 9)]
    assert october == ["national"] * 3 + ["mid-autumn"] * 3 + ["national", ""]
    # 2020: the moon is full on 1 October itself
    days = [season(dt.date(2020, 9, 28) + dt.timedelta(days=number)) for number in range(5)]
    assert days == ["", "mid-autumn", "mid-autumn", "mid-autumn", "national"]
    assert next_season(dt.date(2025, 10, 1)) == dt.date(2025, 10, 4)


def test_a_leap_month_has_no_festival() -> None:
    # 2052 has a leap eighth month: its fifteenth day is 7 October
    assert [season(dt.date(2052, 9, 7)), season(dt.date(2052, 10, 7)), season(dt.date(2052, 10, 8))] == [
        "mid-autumn",
        "national",
        "",
    ]


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1899, 10, 1), dt.date(2150, 10, 3), dt.date.max])
def test_outside_of_the_lunar_tables_there_is_national_day(day: dt.date) -> None:
    assert season(day) == ("national" if day.month == 10 else "")
    following = next_season(day)
    assert following is None if day == dt.date.max else following is not None and following > day


@given(st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)))
def test_nothing_changes_before_the_next_season(day: dt.date) -> None:
    following = next_season(day)
    assert following is not None
    assert season(following) != season(day)
    for offset in range((following - day).days):
        assert season(day + dt.timedelta(days=offset)) == season(day)


@given(st.integers(1901, 2098))
def test_every_year_has_each_festival(year: int) -> None:
    days = [dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    counts = {name: [season(day) for day in days].count(name) for name in ("spring", "mid-autumn", "national")}
    # of 21 or 22 days; those of one that begins on the last days of December fall into two years
    assert counts["spring"] >= 16
    assert counts["mid-autumn"] == 3
    assert 4 <= counts["national"] <= 7
