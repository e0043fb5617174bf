"""Special receptions 特别接待, a deputy's or an adviser's, that residents are told of ahead."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from signage.content.base import Record
from signage.content.duty import DutySlot, Roster
from signage.playlist.duty import DutyTurn, local_day, turns_of, utc
from signage.playlist.language import Language
from signage.playlist.vocabulary import known_words
from signage.playlist.words import beside_day, day_words, list_words, range_words

AHEAD_DAYS = 14


class Reception(Record, frozen=True, kw_only=True):
    """One person's special reception on one day: those of its turns that are not over."""

    date: dt.date
    turn: DutyTurn


def ahead(roster: Roster, now: dt.datetime, zone: ZoneInfo) -> tuple[Reception, ...]:
    """The special receptions that begin today or within `AHEAD_DAYS`, the soonest first; none that is over."""
    today = local_day(now, zone)
    by_day: dict[dt.date, list[DutySlot]] = {}
    for slot in sorted(roster.slots, key=lambda slot: (utc(slot.start), slot.person)):
        day = local_day(slot.start, zone)
        if slot.special and utc(slot.end) > utc(now) and (day - today).days <= AHEAD_DAYS:
            by_day.setdefault(day, []).append(slot)
    return tuple(Reception(date=day, turn=turn) for day, slots in by_day.items() for turn in turns_of(slots))


def reception_title(slot: DutySlot, language: Language = "zh-Hans") -> str:
    """人大代表闻溪接待; Reception: 闻溪 (Deputies)."""
    alone = slot.person == slot.organisation
    if language == "en":
        organisation = known_words(slot.organisation, language)
        return f"Reception: {organisation if alone else f'{slot.person} ({organisation})'}"
    return f"{'' if alone else slot.organisation}{slot.person}接待"


def reception_when(reception: Reception, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """今天 9:30–11:00, 12月12日（周六）9:00–11:00、14:00–16:00; tomorrow 9:30–11:00."""
    ranges = (range_words(slot.start, slot.end, zone, language) for slot in reception.turn.slots)
    day = day_words(reception.date, local_day(now, zone), language)
    return beside_day(day, list_words(ranges, language))
