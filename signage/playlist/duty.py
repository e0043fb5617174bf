"""Who is on duty now, who is next, and the duty week. A local day or week begins at midnight of the compound's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from signage.content.base import Record
from signage.content.duty import DutySlot, Roster


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


class DutyWeek(Record, frozen=True, kw_only=True):
    """Monday to Sunday around a moment. `known` is whether any of its days is."""

    monday: dt.date
    days: tuple[DutyDay, ...]
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
    shown = local_day(moment or now, zone)
    monday = shown - dt.timedelta(days=shown.weekday())
    dates = tuple(monday + dt.timedelta(days=offset) for offset in range(7))
    by_day: dict[dt.date, list[DutySlot]] = {date: [] for date in dates}
    for slot in sorted(roster.slots, key=_in_order):
        day = local_day(slot.start, zone)
        if day in by_day:
            by_day[day].append(slot)
    days = tuple(
        DutyDay(
            date=date,
            turns=_turns(by_day[date]),
            known=bool(by_day[date]) or f"{date:%Y-%m}" in roster.months,
            today=date == today,
            past=date < today,
        )
        for date in dates
    )
    return DutyWeek(monday=monday, days=days, known=any(day.known for day in days))


def _turns(slots: list[DutySlot]) -> tuple[DutyTurn, ...]:
    # A swap of one half of a day is a line of its own: the other half is not "instead of" anybody.
    groups: dict[tuple[str, ...], list[DutySlot]] = {}
    for slot in slots:
        groups.setdefault((slot.person, slot.organisation, slot.topic, slot.group, slot.replaces), []).append(slot)
    return tuple(DutyTurn(slots=tuple(group)) for group in groups.values())
