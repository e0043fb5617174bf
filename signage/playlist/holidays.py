"""Public holidays and the working days made up for them 调休, as the State Council announces them each year.

From `chinesecalendar`, whose tables grow by a year with a release each November. What they do not hold is not known
yet, and never guessed. The last days of a year belong to the New Year's holiday that the next year's announcement
draws up (30 December 2023 was one), so they are known only when the next year is.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from types import MappingProxyType

from signage.content.base import Record
from signage.playlist.almanac import EN_FESTIVALS
from signage.playlist.language import Language

UNTIL_NEW_YEAR = 25
"""Days of December after this one wait for the next year's announcement; since 2004 it reached back to the 29th."""

_NAMES = MappingProxyType({"清明": "清明节", "端午": "端午节", "中秋": "中秋节"})
"""The package's short names as the almanac has them."""

_EN_OTHER = "Special"


class DayKind(Record, frozen=True, kw_only=True):
    """What the calendar makes of a day. `known` False: nobody has announced it yet, and nothing else is said of it.

    An ordinary day, a weekend's too, is known and neither `off` nor `work`.
    """

    known: bool = False
    holiday: str = ""
    """The holiday, 春节, that the day is off for or works for."""
    off: bool = False
    """休: off, the weekend days within a holiday among them."""
    work: bool = False
    """班: a day of a weekend that is worked in return for one of the holiday."""


def day_kind(day: dt.date) -> DayKind:
    """What is announced of `day`; any date of the calendar will do."""
    off, work, last = _tables()
    known = _FIRST_YEAR <= day.year < last or (day.year == last and (day.month, day.day) <= (12, UNTIL_NEW_YEAR))
    if not known:
        return DayKind()
    return DayKind(known=True, holiday=off.get(day) or work.get(day) or "", off=day in off, work=day in work)


def kind_mark(kind: DayKind, language: Language = "zh-Hans") -> str:
    """The one sign beside a date: 休, 班; Off, Work. Empty on an ordinary day, and where it is not known."""
    if language == "en":
        return "Off" if kind.off else "Work" if kind.work else ""
    return "休" if kind.off else "班" if kind.work else ""


def holiday_name(kind: DayKind, language: Language = "zh-Hans") -> str:
    """春节; Spring Festival. Empty where there is none."""
    if language == "en" and kind.holiday:
        return EN_FESTIVALS.get(kind.holiday, _EN_OTHER)
    return kind.holiday


def kind_words(kind: DayKind, language: Language = "zh-Hans") -> str:
    """春节放假, 春节调休上班, 节假日安排待公布; Spring Festival holiday, Working day for Spring Festival, Holidays not
    announced yet. Empty on an ordinary day."""
    english = language == "en"
    if not kind.known:
        return "Holidays not announced yet" if english else "节假日安排待公布"
    name = holiday_name(kind, language)
    if kind.off:
        return f"{name} holiday" if english else f"{name}放假"
    if kind.work:
        return f"Working day for {name}" if english else f"{name}调休上班"
    return ""


_FIRST_YEAR = 2004

_Names = dict[dt.date, str]


@cache
def _tables() -> tuple[_Names, _Names, int]:
    """Days off, days worked, and the last year that they hold. Imported when first needed: a tenth of a megabyte."""
    from chinese_calendar import Holiday, holidays, workdays

    def named(table: dict[dt.date, str]) -> _Names:
        chinese = {one.value: _NAMES.get(one.chinese, one.chinese) for one in Holiday}
        return {day: chinese[name] for day, name in table.items()}

    return named(holidays), named(workdays), max(day.year for day in holidays)
