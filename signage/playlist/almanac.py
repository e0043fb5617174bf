"""The lunar date, the solar term and the festival of a day, as the header says them.

Lunar calendar and terms come from `borax` (tables of 1900-2100, GB/T 33661-2017), which is imported when first needed:
a process that draws no header does without it.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from signage.playlist.language import Language

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

EN_FESTIVALS = MappingProxyType(
    {
        "元旦": "New Year's Day",
        "妇女节": "Women's Day",
        "劳动节": "Labour Day",
        "儿童节": "Children's Day",
        "教师节": "Teachers' Day",
        "国庆节": "National Day",
        "春节": "Spring Festival",
        "元宵节": "Lantern Festival",
        "端午节": "Dragon Boat Festival",
        "七夕": "Qixi Festival",
        "中秋节": "Mid-Autumn Festival",
        "重阳节": "Double Ninth Festival",
        "腊八节": "Laba Festival",
        "除夕": "Lunar New Year's Eve",
        "清明节": "Tomb-Sweeping Day",
    }
)

EN_TERMS = MappingProxyType(
    {
        "立春": "Start of Spring",
        "雨水": "Rain Water",
        "惊蛰": "Awakening of Insects",
        "春分": "Spring Equinox",
        "清明": "Pure Brightness",
        "谷雨": "Grain Rain",
        "立夏": "Start of Summer",
        "小满": "Grain Buds",
        "芒种": "Grain in Ear",
        "夏至": "Summer Solstice",
        "小暑": "Minor Heat",
        "大暑": "Major Heat",
        "立秋": "Start of Autumn",
        "处暑": "End of Heat",
        "白露": "White Dew",
        "秋分": "Autumn Equinox",
        "寒露": "Cold Dew",
        "霜降": "Frost's Descent",
        "立冬": "Start of Winter",
        "小雪": "Minor Snow",
        "大雪": "Major Snow",
        "冬至": "Winter Solstice",
        "小寒": "Minor Cold",
        "大寒": "Major Cold",
    }
)
"""As UNESCO's list of intangible heritage and China's weather service call them."""


def lunar_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """农历冬月初一, 农历闰六月十五; empty outside of the tables (before 1900, after 2100).

    In English Lunar 11/1, Lunar 6/15 (leap month): the month first, as the moon's calendar is read.
    """
    lunar = _lunar(day)
    if lunar is None:
        return ""
    if language == "en":
        return f"Lunar {lunar.month}/{lunar.day}" + (" (leap month)" if lunar.leap else "")
    return f"农历{'闰' if lunar.leap else ''}{lunar.cn_month}月{lunar.cn_day}"


def lunar_date(day: dt.date) -> tuple[int, int, bool] | None:
    """Month and day of the lunar calendar, and whether the month is a leap month; None outside of the tables."""
    lunar = _lunar(day)
    return (lunar.month, lunar.day, bool(lunar.leap)) if lunar else None


def term_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """今日大雪 on the day of a term, 明日冬至 the day before one, else 大雪后二日; empty outside of the tables.

    In English Major Snow today, Winter Solstice tomorrow, else the term that the day lies in: Major Snow.
    """
    if _lunar(day) is None:
        return ""
    english = language == "en"
    if today := _term(day):
        return f"{EN_TERMS[today]} today" if english else f"今日{today}"
    if tomorrow := _term(day + dt.timedelta(days=1)):
        return f"{EN_TERMS[tomorrow]} tomorrow" if english else f"明日{tomorrow}"
    for days in range(1, 17):
        if name := _term(day - dt.timedelta(days=days)):
            return EN_TERMS[name] if english else f"{name}后{_numeral(days)}日"
    return ""


def festival_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """The festivals of `day`: 春节, 除夕, 中秋节·国庆节; 清明节 is the day of its term. Empty on most days.

    In English Spring Festival, Mid-Autumn Festival · National Day.
    """
    names = []
    if lunar := _lunar(day):
        following = _lunar(day + dt.timedelta(days=1))
        names += [
            "" if lunar.leap else LUNAR_FESTIVALS.get((lunar.month, lunar.day), ""),
            "除夕" if following and (following.month, following.day) == (1, 1) else "",
            "清明节" if lunar.term == "清明" else "",
        ]
    found = list(filter(None, [*names, SOLAR_FESTIVALS.get((day.month, day.day), "")]))
    return " · ".join(EN_FESTIVALS[name] for name in found) if language == "en" else "·".join(found)


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
