"""Who is on duty now, who is next, the duty week and month. A local day begins at midnight of the compound's zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from signage.content.base import Record
from signage.content.duty import DutySlot, Roster
from signage.playlist.holidays import DayKind, day_kind


class DutyNow(Record, frozen=True, kw_only=True):
    """Who sits at the gatehouse (`current`, by start and name) and who begins `next`.

    `known` is whether a roster was drawn up for today at all: 此刻无人当班 is only said where one was.
    """

    current: tuple[DutySlot, ...] = ()
    next: DutySlot | None = None
    known: bool = False


class DutyTurn(Record, frozen=True, kw_only=True):
    """One person's turns of one day, in order: morning and afternoon of the same person are one line."""

    slots: tuple[DutySlot, ...]

    @property
    def first(self) -> DutySlot:
        return self.slots[0]

    def now(self, moment: dt.datetime) -> DutySlot | None:
        """The slot that is running at `moment`."""
        return next((slot for slot in self.slots if on_duty(slot, moment)), None)


class DutyDay(Record, frozen=True, kw_only=True):
    """`known` False: nobody has announced this day's roster yet; known and without turns: a day without duty."""

    date: dt.date
    turns: tuple[DutyTurn, ...] = ()
    known: bool = False
    today: bool = False
    past: bool = False
    kind: DayKind = DayKind()
    outside: bool = False
    """A day of a neighbouring month, that fills a month's first or last week."""


class DutyWeek(Record, frozen=True, kw_only=True):
    """Monday to Sunday around a moment. `known` is whether any of its days is."""

    monday: dt.date
    days: tuple[DutyDay, ...]
    known: bool


class DutyMonth(Record, frozen=True, kw_only=True):
    """A month as a wall calendar has it: four to six weeks from Monday to Sunday, filled with their neighbours' days.

    `known` is whether the roster of any of its own days is.
    """

    first: dt.date
    weeks: tuple[tuple[DutyDay, ...], ...]
    known: bool


def utc(moment: dt.datetime) -> dt.datetime:
    """`moment` in UTC. Python compares two moments of one zone by their wall clocks, and a moment of the doubled hour
    with one of another zone as always unequal: moments are compared in UTC only."""
    return moment.astimezone(dt.UTC)


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The first moment of `day` in `zone`, in UTC: right also on the days when the clock is changed."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def local_day(now: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The day that it is in `zone`."""
    return now.astimezone(zone).date()


def on_duty(slot: DutySlot, now: dt.datetime) -> bool:
    """Whether `slot` is running at `now`: its start included, its end not."""
    return utc(slot.start) <= utc(now) < utc(slot.end)


def _in_order(slot: DutySlot) -> tuple[dt.datetime, str]:
    return utc(slot.start), slot.person


def duty_now(roster: Roster, now: dt.datetime, zone: ZoneInfo) -> DutyNow:
    """Who is on duty at `now` (several where slots overlap), and the next slot to begin, however far ahead."""
    today = local_day(now, zone)
    current = sorted((slot for slot in roster.slots if on_duty(slot, now)), key=_in_order)
    ahead = min((slot for slot in roster.slots if utc(slot.start) > utc(now)), key=_in_order, default=None)
    known = f"{today:%Y-%m}" in roster.months or any(local_day(slot.start, zone) == today for slot in roster.slots)
    return DutyNow(current=tuple(current), next=ahead, known=known)


def duty_week(roster: Roster, now: dt.datetime, zone: ZoneInfo, moment: dt.datetime | None = None) -> DutyWeek:
    """The week from Monday 00:00 in `zone` that `moment` (default: `now`) lies in.

    A turn past midnight belongs to the day it begins on.
    """
    today = local_day(now, zone)
    monday = monday_of(local_day(moment or now, zone))
    days = tuple(_days(roster, _dates(monday, 7), today, zone))
    return DutyWeek(monday=monday, days=days, known=any(day.known for day in days))


def duty_month(roster: Roster, month: dt.date, today: dt.date, zone: ZoneInfo) -> DutyMonth:
    """The month that the day `month` lies in; turns and days as in `duty_week`."""
    first = month.replace(day=1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    start = monday_of(first)
    span = (monday_of(following - dt.timedelta(days=1)) - start).days + 7
    days = tuple(_days(roster, _dates(start, span), today, zone, within=first))
    return DutyMonth(
        first=first,
        weeks=tuple(days[index : index + 7] for index in range(0, span, 7)),
        known=any(day.known for day in days if not day.outside),
    )


def monday_of(day: dt.date) -> dt.date:
    """The Monday of `day`'s week."""
    return day - dt.timedelta(days=day.weekday())


def _dates(first: dt.date, count: int) -> tuple[dt.date, ...]:
    return tuple(first + dt.timedelta(days=offset) for offset in range(count))


def _days(
    roster: Roster, dates: tuple[dt.date, ...], today: dt.date, zone: ZoneInfo, *, within: dt.date | None = None
) -> Iterator[DutyDay]:
    """Each of `dates` with its turns; those not of the month of `within` are `outside`."""
    by_day: dict[dt.date, list[DutySlot]] = {date: [] for date in dates}
    for slot in sorted(roster.slots, key=_in_order):
        day = local_day(slot.start, zone)
        if day in by_day:
            by_day[day].append(slot)
    for date, slots in by_day.items():
        yield DutyDay(
            date=date,
            turns=turns_of(slots),
            known=bool(slots) or f"{date:%Y-%m}" in roster.months,
            today=date == today,
            past=date < today,
            kind=day_kind(date),
            outside=within is not None and (date.year, date.month) != (within.year, within.month),
        )


def turns_of(slots: Iterable[DutySlot]) -> tuple[DutyTurn, ...]:
    """`slots` of one day, sorted, as lines."""
    # A swap of one half of a day is a line of its own: the other half is not "instead of" anybody.
    groups: dict[tuple[str | bool, ...], list[DutySlot]] = {}
    for slot in slots:
        key = (slot.person, slot.organisation, slot.topic, slot.group, slot.replaces, slot.special)
        groups.setdefault(key, []).append(slot)
    return tuple(DutyTurn(slots=tuple(group)) for group in groups.values())
