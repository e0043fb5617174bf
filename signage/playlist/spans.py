"""From when to when something happens."""

from __future__ import annotations

import datetime as dt

from signage.content.notice import Effect
from signage.playlist.duty import local_day, midnight, utc


def span(effect: Effect, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Start (included) and end (excluded) of `effect`, in UTC.

    A moment at midnight in `zone` is a day without an hour and lasts that day; any other is over as it comes, and so
    is what would end before it begins.
    """
    start = utc(effect.start)
    if effect.end is None:
        day = local_day(start, zone)
        return start, midnight(day + dt.timedelta(days=1), zone) if start == midnight(day, zone) else start
    return start, max(start, utc(effect.end))
