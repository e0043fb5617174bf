"""The almanac against known days, and its terms against the sun itself."""

from __future__ import annotations

import datetime as dt
import math
import subprocess
import sys

import pytest

from signage.playlist.almanac import EN_FESTIVALS, EN_TERMS, festival_words, lunar_date, lunar_words, term_words

BEIJING = dt.timezone(dt.timedelta(hours=8))

TERMS = (
    "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑", "白露",
    "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒", "立春", "雨水", "惊蛰",
)  # fmt: skip
"""By the sun's ecliptic longitude, from 0° by 15°."""


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 12, 9), "农历冬月初一"),
        (dt.date(2026, 2, 17), "农历正月初一"),
        (dt.date(2026, 2, 16), "农历腊月廿九"),
        (dt.date(2025, 7, 25), "农历闰六月初一"),
        (dt.date(2025, 6, 25), "农历六月初一"),
        (dt.date(2023, 3, 22), "农历闰二月初一"),
        (dt.date(2033, 12, 22), "农历闰冬月初一"),
        (dt.date(2024, 2, 10), "农历正月初一"),
        (dt.date(2026, 9, 25), "农历八月十五"),
    ],
)
def test_known_lunar_dates(day: dt.date, words: str) -> None:
    assert lunar_words(day) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 12, 6), "明日大雪"),
        (dt.date(2026, 12, 7), "今日大雪"),
        (dt.date(2026, 12, 8), "大雪后一日"),
        (dt.date(2026, 12, 9), "大雪后二日"),
        (dt.date(2026, 12, 17), "大雪后十日"),
        (dt.date(2026, 12, 18), "大雪后十一日"),
        (dt.date(2026, 12, 21), "明日冬至"),
        (dt.date(2026, 12, 22), "今日冬至"),
    ],
)
def test_the_way_from_term_to_term(day: dt.date, words: str) -> None:
    assert term_words(day) == words


def sun(moment: dt.datetime) -> float:
    """The sun's apparent ecliptic longitude in degrees, to 0.01°. Source: Meeus, Astronomical Algorithms, ch. 25."""
    days_tt = (moment - dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)).total_seconds() / 86400 + 69 / 86400
    t = days_tt / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def crossing(day: dt.date) -> tuple[str, dt.datetime] | None:
    """The term that the sun reaches on `day` in Beijing, and the moment; None where it reaches none."""
    low = dt.datetime.combine(day, dt.time(), BEIJING)
    high = low + dt.timedelta(days=1)
    sector = int(sun(high) // 15)
    if int(sun(low) // 15) == sector:
        return None
    while high - low > dt.timedelta(seconds=10):
        middle = low + (high - low) / 2
        low, high = (low, middle) if int(sun(middle) // 15) == sector else (middle, high)
    return TERMS[sector], high


def test_terms_are_where_the_sun_is() -> None:
    judged = 0
    for day in days(dt.date(2024, 1, 1), dt.date(2034, 12, 31)):
        found = crossing(day)
        if found is None:
            continue
        term, moment = found
        # 0.01° are 15 minutes: so near to midnight the formula cannot tell the day
        near_midnight = min(moment.hour * 60 + moment.minute, 24 * 60 - moment.hour * 60 - moment.minute) < 20
        if not near_midnight:
            judged += 1
            assert term_words(day) == f"今日{term}"
    assert judged > 11 * 24 - 12


def test_a_lunar_month_begins_with_the_new_moon() -> None:
    # From that of 9 December 2026 by the mean synodic month, in days; the true one strays by less than a day.
    month, new = 29.530588, dt.date(2026, 12, 9)
    first = [day for day in days(dt.date(2025, 1, 1), dt.date(2027, 12, 31)) if lunar_words(day).endswith("初一")]
    assert len(first) == 37
    for day in first:
        away = (day - new).days
        assert abs(away - month * round(away / month)) < 1.5


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 2, 16), "除夕"),
        (dt.date(2026, 2, 17), "春节"),
        (dt.date(2026, 3, 3), "元宵节"),
        (dt.date(2026, 4, 5), "清明节"),
        (dt.date(2026, 6, 19), "端午节"),
        (dt.date(2026, 9, 25), "中秋节"),
        (dt.date(2026, 10, 1), "国庆节"),
        (dt.date(2026, 10, 18), "重阳节"),
        (dt.date(2020, 10, 1), "中秋节·国庆节"),
        (dt.date(2024, 2, 9), "除夕"),
        (dt.date(2026, 12, 9), ""),
        # a leap month has no festivals
        (dt.date(2028, 5, 28), "端午节"),
        (dt.date(2028, 6, 27), ""),
    ],
)
def test_festivals(day: dt.date, words: str) -> None:
    assert festival_words(day) == words


def test_a_year_has_each_festival_once() -> None:
    found = [festival_words(day) for day in days(dt.date(2020, 1, 1), dt.date(2020, 12, 31))]
    names = [name for words in found if words for name in words.split("·")]
    assert len(names) == len(set(names)) == 15


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1900, 1, 30), dt.date(2101, 2, 5), dt.date.max])
def test_outside_of_the_tables_there_is_nothing_to_say(day: dt.date) -> None:
    assert (lunar_words(day), term_words(day)) == ("", "")
    assert festival_words(day) in ("", "元旦")  # of the civil calendar, which goes on


def test_every_day_of_the_tables_has_its_words() -> None:
    for year in (1901, 1984, 2026, 2033, 2099):
        for day in days(dt.date(year, 1, 1), dt.date(year, 12, 31)):
            assert lunar_words(day).startswith("农历")
            assert term_words(day)


def test_the_tables_are_read_only_when_they_are_needed() -> None:
    code = "import sys, signage.playlist.almanac; sys.exit('borax' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


# In English.


def test_terms_and_festivals_in_english() -> None:
    assert [term_words(dt.date(2026, 12, day), "en") for day in (6, 7, 8, 9, 21, 22)] == [
        "Major Snow tomorrow", "Major Snow today", "Major Snow", "Major Snow",
        "Winter Solstice tomorrow", "Winter Solstice today",
    ]  # fmt: skip
    assert festival_words(dt.date(2020, 10, 1), "en") == "Mid-Autumn Festival · National Day"
    assert festival_words(dt.date(2026, 12, 9), "en") == ""
    assert lunar_words(dt.date(2026, 12, 9), "en") == "Lunar 11/1"
    assert lunar_words(dt.date(2025, 7, 25), "en") == "Lunar 6/1 (leap month)"
    assert lunar_words(dt.date(2101, 6, 1), "en") == ""


def test_every_term_and_festival_of_a_year_has_an_english_name() -> None:
    assert set(EN_TERMS) == set(TERMS)
    assert len(set(EN_TERMS.values())) == 24
    year = days(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert {name for day in year for name in festival_words(day).split("·") if name} == set(EN_FESTIVALS)
    for day in year:
        assert bool(festival_words(day)) == bool(festival_words(day, "en"))
        assert term_words(day, "en").isascii()


def test_lunar_dates_as_numbers() -> None:
    assert lunar_date(dt.date(2026, 2, 17)) == (1, 1, False)
    assert lunar_date(dt.date(2025, 7, 25)) == (6, 1, True)
    assert lunar_date(dt.date(2026, 9, 25)) == (8, 15, False)
    assert lunar_date(dt.date(2101, 2, 5)) is None
