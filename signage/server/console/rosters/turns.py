"""A month's turns, and what can be done with them. Pure: values in, values out; refusals in the words of staff."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Record
from signage.content.check import check
from signage.content.compound import Compound
from signage.content.duty import DutySlot, Roster
from signage.content.fault import Fault
from signage.content.feed import Feed
from signage.content.personal import Kind, find_personal
from signage.content.privacy import problem
from signage.content.texts import slot_field, texts
from signage.content.zone import find_zone
from signage.playlist.duty import local_day, monday_of
from signage.playlist.holidays import DayKind, day_kind

MAX_TURNS = 250
"""Turns of one month: two shifts with four people each on every day. Eight months of them fit a feed's bound."""

MONTHS_BEHIND, MONTHS_AHEAD = 1, 6
"""Which months a feed carries around today's: the week at the turn of a month needs both of its months."""

_NEVER_SHOWN = frozenset({Kind.MOBILE, Kind.LANDLINE, Kind.IDENTITY, Kind.BANK})

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)\s*[-_.年]?\s*(1[0-2]|0?[1-9])(?!\d)")


class Turns(Record, frozen=True, kw_only=True):
    """A month's turns in their order; `Turns.of` puts them into it."""

    slots: Annotated[tuple[DutySlot, ...], Meta(max_length=MAX_TURNS)] = ()

    @classmethod
    def of(cls, slots: Iterable[DutySlot]) -> Turns:
        """What is said twice is one turn. Raises: `ValueError` when they are too many for a month."""
        ordered = tuple(sorted(dict.fromkeys(slots), key=_in_order))
        if len(ordered) > MAX_TURNS:
            raise ValueError(f"一个月最多{MAX_TURNS}班，这里有{len(ordered)}班；请核对是否有重复的行")
        return cls(slots=ordered)


def _in_order(slot: DutySlot) -> tuple[dt.datetime, dt.datetime, str, str, str, str]:
    return slot.start, slot.end, slot.person, slot.organisation, slot.topic, repr(slot)


class Change(Record, frozen=True, kw_only=True):
    """One turn that is another than before; `before` None: new, `after` None: gone."""

    before: DutySlot | None = None
    after: DutySlot | None = None


def zone_of(compound: Compound) -> dt.tzinfo:
    return find_zone(compound.zone) or find_zone("Asia/Shanghai") or dt.UTC


# Months.


def is_month(text: str) -> bool:
    return _MONTH.fullmatch(text) is not None


def first_of(month: str) -> dt.date:
    """The first day of `2026-12`."""
    return dt.date(int(month[:4]), int(month[5:]), 1)


def month_of(day: dt.date, further: int = 0) -> str:
    """The month of `day`, or one so many months further."""
    months = day.year * 12 + day.month - 1 + further
    return f"{months // 12:04}-{months % 12 + 1:02}"


def month_in(name: str) -> str:
    """The month that a file's name tells, `槐安新苑2026年12月排片表.xlsx`; empty where it tells none."""
    found = _MONTH_IN_NAME.search(name)
    return f"{found.group(1)}-{int(found.group(2)):02}" if found else ""


def weeks_of(month: str) -> list[dt.date]:
    """The Mondays of the weeks that the month has days in."""
    monday, following = monday_of(first_of(month)), first_of(month_of(first_of(month), 1))
    return [monday + dt.timedelta(weeks=week) for week in range(6) if monday + dt.timedelta(weeks=week) < following]


def published_months(today: dt.date) -> list[str]:
    """The months that a feed carries on `today`."""
    return [month_of(today, further) for further in range(-MONTHS_BEHIND, MONTHS_AHEAD + 1)]


def roster_of(months: Iterable[tuple[str, Turns]]) -> Roster:
    """The feed's roster of these months."""
    known = dict(months)
    slots = sorted((slot for turns in known.values() for slot in turns.slots), key=_in_order)
    return Roster(slots=tuple(slots), months=tuple(sorted(known)))


# What is different.


def differences(before: Turns, after: Turns) -> list[Change]:
    """What became of the turns, by their time. A turn at a known time is changed, not gone and new."""
    gone = [slot for slot in before.slots if slot not in after.slots]
    new = [slot for slot in after.slots if slot not in before.slots]
    found: list[Change] = []
    for alike in (_same_time, _same_person_that_day):
        for slot in list(new):
            partner = next((other for other in gone if alike(other, slot)), None)
            if partner is not None:
                gone.remove(partner)
                new.remove(slot)
                found.append(Change(before=partner, after=slot))
    found += [Change(before=slot) for slot in gone] + [Change(after=slot) for slot in new]
    return sorted(found, key=lambda change: _in_order(change.after or change.before))  # type: ignore[arg-type]


def _same_time(one: DutySlot, other: DutySlot) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _same_person_that_day(one: DutySlot, other: DutySlot) -> bool:
    # turns lie within a day, wherever its midnight is: half a day apart is the same one
    near = abs(one.start - other.start) < dt.timedelta(hours=12)
    return near and (one.person, one.organisation) == (other.person, other.organisation)


# Changes.


def put(turns: Turns, slot: DutySlot, index: int | None = None) -> Turns:
    """With `slot` in place of the turn at `index`, or added. Raises: `ValueError` when they become too many."""
    kept = [each for number, each in enumerate(turns.slots) if number != index]
    return Turns.of([*kept, slot])


def without(turns: Turns, index: int) -> Turns:
    return Turns.of(each for number, each in enumerate(turns.slots) if number != index)


def swap(turns: Turns, first: int, second: int, zone: dt.tzinfo, *, whole_day: bool = True) -> Turns:
    """The people at the two turns change places; with `whole_day` in all of their turns of those days.

    What a person receives about goes with them, and so does a special reception. Each turn keeps whose it was, so that
    the glass says so; swapped back, it says nothing any more. Raises: `ValueError` when it is the same person.
    """
    one, other = turns.slots[first], turns.slots[second]
    if (one.person, one.organisation) == (other.person, other.organisation):
        raise ValueError("这两班是同一个人，不用换")
    ones, others = (_turns_with(turns, index, zone) if whole_day else {index} for index in (first, second))
    return Turns.of(
        _taken_over(slot, other) if index in ones else _taken_over(slot, one) if index in others else slot
        for index, slot in enumerate(turns.slots)
    )


def carried_over(before: Turns, month: str, zone: dt.tzinfo) -> Turns:
    """The turns of the month before, as they fall on the same weekdays of `month`: who sits every other Tuesday still
    does. What belonged to one day alone (topics, swaps, special receptions) stays behind."""
    by_day: dict[dt.date, list[DutySlot]] = {}
    for slot in before.slots:
        if not slot.special:
            by_day.setdefault(local_day(slot.start, zone), []).append(slot)
    found = []
    day = first_of(month)
    while month_of(day) == month:
        weeks = next((weeks for weeks in (4, 5) if month_of(day - dt.timedelta(weeks=weeks)) != month), 5)
        for slot in by_day.get(day - dt.timedelta(weeks=weeks), ()):
            start, end = (_same_clock(at, weeks, zone) for at in (slot.start, slot.end))
            found.append(msgspec.structs.replace(slot, start=start, end=end, topic="", replaces=""))
        day += dt.timedelta(days=1)
    return Turns.of(found)


def _same_clock(at: dt.datetime, weeks: int, zone: dt.tzinfo) -> dt.datetime:
    """So many weeks later, when the clock on the wall shows the same."""
    return (at.astimezone(zone) + dt.timedelta(weeks=weeks)).astimezone(dt.UTC)


def _turns_with(turns: Turns, index: int, zone: dt.tzinfo) -> set[int]:
    """The turns of that day that are the same person's."""
    wanted = turns.slots[index]
    key = (local_day(wanted.start, zone), wanted.person, wanted.organisation)
    return {
        number
        for number, slot in enumerate(turns.slots)
        if (local_day(slot.start, zone), slot.person, slot.organisation) == key
    }


def _taken_over(slot: DutySlot, by: DutySlot) -> DutySlot:
    whose = slot.replaces or slot.person
    return msgspec.structs.replace(
        slot,
        person=by.person,
        group=by.group,
        organisation=by.organisation,
        topic=by.topic,
        special=by.special,
        replaces="" if by.person == whose else whose,
    )


# What can be said of them.


def turns_feed(compound: Compound, month: str, turns: Turns, now: dt.datetime) -> Feed:
    """A feed of this month alone, to be checked."""
    return Feed(compound=compound, published=now, roster=roster_of([(month, turns)]))


def turn_faults(
    compound: Compound,
    month: str,
    turns: Turns,
    now: dt.datetime,
    more: Callable[[Feed], Iterable[Fault]] = lambda _feed: (),
) -> list[Fault]:
    """Every fault of the month: gaps and overlaps, what cannot be drawn (by `more`), numbers of people."""
    feed = turns_feed(compound, month, turns, now)
    found = [fault for fault in (*check(feed), *more(feed)) if fault.file.partition("/")[0] == "duty"]
    return [*found, *_numbers(compound, month, turns)]


def _numbers(compound: Compound, month: str, turns: Turns) -> Iterator[Fault]:
    """A telephone or an identity number beside a name is never shown: an error, where a notice is only asked about."""
    zone = zone_of(compound)
    for slot in turns.slots:
        for _path, text in texts(slot):
            for found in find_personal(text, [compound.gate_phone], compound.buildings):
                if found.kind in _NEVER_SHOWN:
                    yield Fault(file=f"duty/{month}", field=slot_field(slot, zone), problem=problem(found))


def special_days(month: str) -> Iterator[tuple[dt.date, DayKind]]:
    """The days of the month that the State Council made holidays, or working days."""
    day = first_of(month)
    while month_of(day) == month:
        kind = day_kind(day)
        if kind.off or kind.work:
            yield day, kind
        day += dt.timedelta(days=1)


def holidays_known(month: str) -> bool:
    """Whether the holidays of the month's days are announced yet."""
    return day_kind(first_of(month)).known and day_kind(first_of(month).replace(day=28)).known
