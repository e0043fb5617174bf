"""How long, how often and when a thing was on a glass, out of spells of airtime. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from signage.content.base import Record

TOGETHER = dt.timedelta(seconds=3)
"""Pages that follow each other within this time are one appearance: a fade lies between them."""

SILENT = dt.timedelta(minutes=10)
"""A screen that for so long says of nothing that it was painted, has a gap that is told."""


class Stay(Record, frozen=True, kw_only=True):
    """One spell, as kept."""

    start: dt.datetime
    end: dt.datetime
    doubtful: bool = False


class Day(Record, frozen=True, kw_only=True):
    """What one day came to, by the compound's calendar."""

    day: dt.date
    times: int
    seconds: float


class Sum(Record, frozen=True, kw_only=True):
    """All of it. `doubtful` spells are counted here and nowhere else."""

    first: dt.datetime | None = None
    last: dt.datetime | None = None
    times: int = 0
    seconds: float = 0.0
    days: tuple[Day, ...] = ()
    doubtful: int = 0


class Gap(Record, frozen=True, kw_only=True):
    """A time of which nothing is known."""

    start: dt.datetime
    end: dt.datetime


def summed(stays: Iterable[Stay], start: dt.datetime, end: dt.datetime, zone: dt.tzinfo) -> Sum:
    """What `stays`, in the order of their beginnings, come to between `start` and `end`."""
    seconds: dict[dt.date, float] = {}
    times: dict[dt.date, int] = {}
    first = last = None
    doubtful = 0
    for stay in stays:
        if stay.end < start or stay.start >= end:
            continue
        if stay.doubtful:
            doubtful += 1
            continue
        begins, ends = max(stay.start, start), min(stay.end, end)
        if last is None or begins - last > TOGETHER:
            day = begins.astimezone(zone).date()
            times[day] = times.get(day, 0) + 1
        first = first or begins
        last = max(last or ends, ends)
        for day, spent in _by_day(begins, ends, zone):
            seconds[day] = seconds.get(day, 0.0) + spent
    days = tuple(
        Day(day=day, times=times.get(day, 0), seconds=seconds.get(day, 0.0)) for day in sorted({*seconds, *times})
    )
    return Sum(
        first=first,
        last=last,
        times=sum(times.values()),
        seconds=sum(seconds.values()),
        days=days,
        doubtful=doubtful,
    )


def gaps(stays: Iterable[Stay], start: dt.datetime, end: dt.datetime) -> list[Gap]:
    """When between `start` and `end` nothing is known for longer than `SILENT`, of anything that was on the glass."""
    found = []
    known = start
    for stay in stays:
        if stay.doubtful or stay.end <= start or stay.start >= end:
            continue
        if stay.start - known > SILENT:
            found.append(Gap(start=known, end=stay.start))
        known = max(known, stay.end)
    if end - known > SILENT:
        found.append(Gap(start=known, end=end))
    return found


def _by_day(start: dt.datetime, end: dt.datetime, zone: dt.tzinfo) -> Iterator[tuple[dt.date, float]]:
    while start < end:
        day = start.astimezone(zone).date()
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
        until = min(midnight, end)
        yield day, (until - start).total_seconds()
        start = until
