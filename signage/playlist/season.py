"""Which festival dresses the screen on a day."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from signage.playlist.almanac import lunar_date

Season = Literal["", "spring", "mid-autumn", "national"]

LITTLE_NEW_YEAR = 24
"""小年, the day of the last lunar month with which Spring Festival begins: along the Yangtze; in the north the 23rd."""

LANTERNS = 15
"""元宵节, the day of the first lunar month with which it ends."""

_MOST_DAYS = 400


def season(day: dt.date) -> Season:
    """The festival of `day`; empty on most days.

    `spring` from 小年 to 元宵节, `mid-autumn` on 中秋节 and the two days before, `national` from 1 to 7 October. Where
    中秋节 falls into the week of National Day, its days are its own. Outside of the lunar tables (before 1900, after
    2100) there is National Day only.
    """
    lunar = lunar_date(day)
    if lunar is not None and not lunar[2]:
        month, number, _ = lunar
        if (month == 12 and number >= LITTLE_NEW_YEAR) or (month == 1 and number <= LANTERNS):
            return "spring"
        if month == 8 and 13 <= number <= 15:
            return "mid-autumn"
    return "national" if day.month == 10 and day.day <= 7 else ""


def next_season(day: dt.date) -> dt.date | None:
    """The first day after `day` that is of another season; None where the calendar ends before."""
    now = season(day)
    last = dt.date.max.toordinal() - day.toordinal()
    following = (day + dt.timedelta(days=offset) for offset in range(1, min(_MOST_DAYS, last) + 1))
    return next((other for other in following if season(other) != now), None)
