"""The lunar date, the solar term and the festival of a day, as the header says them.

Lunar calendar and terms come from `borax` (tables of 1900-2100, GB/T 33661-2017), which is imported when first needed:
a process that draws no header does without it.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from borax.calendars.lunardate import LunarDate

_NUMERALS = "〇一二三四五六七八九十"

SOLAR_FESTIVALS = MappingProxyType(
    {(1, 1): "元旦", (3, 8): "妇女节", (5, 1): "劳动节", (6, 1): "儿童节", (9, 10): "教师节", (10, 1): "国庆节"}
)
"""By month and day of the civil calendar."""

LUNAR_FESTIVALS = MappingProxyType(
    {
        (1, 1): "春节",
        (1, 15): "元宵节",
        (5, 5): "端午节",
        (7, 7): "七夕",
        (8, 15): "中秋节",
        (9, 9): "重阳节",
        (12, 8): "腊八节",
    }
)
"""By month and day of the lunar calendar; a leap month has none. 除夕 is the day before 春节, the 29th or the 30th."""


def lunar_words(day: dt.date) -> str:
    """农历冬月初一, 农历闰六月十五; empty outside of the tables (before 1900, after 2100)."""
    lunar = _lunar(day)
    return f"农历{'闰' if lunar.leap else ''}{lunar.cn_month}月{lunar.cn_day}" if lunar else ""


def term_words(day: dt.date) -> str:
    """今日大雪 on the day of a term, 明日冬至 the day before one, else 大雪后二日; empty outside of the tables."""
    if _lunar(day) is None:
        return ""
    if today := _term(day):
        return f"今日{today}"
    if tomorrow := _term(day + dt.timedelta(days=1)):
        return f"明日{tomorrow}"
    for days in range(1, 17):
        if name := _term(day - dt.timedelta(days=days)):
            return f"{name}后{_numeral(days)}日"
    return ""


def festival_words(day: dt.date) -> str:
    """The festivals of `day`: 春节, 除夕, 中秋节·国庆节; 清明节 is the day of its term. Empty on most days."""
    names = []
    if lunar := _lunar(day):
        following = _lunar(day + dt.timedelta(days=1))
        names += [
            "" if lunar.leap else LUNAR_FESTIVALS.get((lunar.month, lunar.day), ""),
            "除夕" if following and (following.month, following.day) == (1, 1) else "",
            "清明节" if lunar.term == "清明" else "",
        ]
    return "·".join(filter(None, [*names, SOLAR_FESTIVALS.get((day.month, day.day), "")]))


def _lunar(day: dt.date) -> LunarDate | None:
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

    try:
        return LunarDate.from_solar(day)
    except (InvalidLunarDateError, ValueError, IndexError):
        return None


def _term(day: dt.date) -> str:
    lunar = _lunar(day)
    return cast("str", lunar.term or "") if lunar else ""


def _numeral(number: int) -> str:
    """1 to 19 in Chinese."""
    return _NUMERALS[number] if number <= 10 else "十" + _NUMERALS[number - 10]
