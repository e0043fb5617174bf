"""The lunar date and the solar term of a day, as the header says them.

Lunar calendar and terms come from `borax` (tables of 1900-2100, GB/T 33661-2017); it is imported when first needed.
"""

from __future__ import annotations

import datetime as dt

_NUMERALS = "〇一二三四五六七八九十"


def lunar_words(day: dt.date) -> str:
    """农历冬月初一, 农历闰六月十五; empty outside of the tables (before 1900, after 2100)."""
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

    try:
        lunar = LunarDate.from_solar(day)
    except (InvalidLunarDateError, ValueError, IndexError):
        return ""
    return f"农历{'闰' if lunar.leap else ''}{lunar.cn_month}月{lunar.cn_day}"


def term_words(day: dt.date) -> str:
    """今日大雪 on the day of a term, 明日冬至 the day before one, else 大雪后二日; empty outside of the tables."""
    today = _term(day)
    if today:
        return f"今日{today}"
    tomorrow = _term(day + dt.timedelta(days=1))
    if tomorrow:
        return f"明日{tomorrow}"
    for days in range(1, 17):
        if name := _term(day - dt.timedelta(days=days)):
            return f"{name}后{_numeral(days)}日"
    return ""


def _term(day: dt.date) -> str:
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

    try:
        return LunarDate.from_solar(day).term or ""
    except (InvalidLunarDateError, ValueError, IndexError):
        return ""


def _numeral(number: int) -> str:
    """1 to 19 in Chinese."""
    return _NUMERALS[number] if number <= 10 else "十" + _NUMERALS[number - 10]
