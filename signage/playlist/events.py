"""本周大事: what takes effect this week, day by day and in the order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from signage.content.base import Buildings, Record
from signage.content.feed import Feed
from signage.playlist.almanac import festival_words
from signage.playlist.categories import category_words
from signage.playlist.duty import local_day, midnight, monday_of, utc
from signage.playlist.holidays import DayKind, day_kind, kind_words
from signage.playlist.language import Language
from signage.playlist.live import posted
from signage.playlist.places import buildings_words
from signage.playlist.receptions import reception_title
from signage.playlist.spans import span
from signage.playlist.translations import in_language
from signage.playlist.words import clock_words

EventKind = Literal["holiday", "item", "reception"]

_TO_SAY = "…"
"""Hours that are said day by day; a day without an hour has none."""

_RANKS: dict[EventKind, int] = {"holiday": 0, "item": 1, "reception": 2}


class Event(Record, frozen=True, kw_only=True):
    """What happens on one day; of what lasts several, that day's part.

    `start` (included) and `end` (excluded) are the whole's, in UTC, equal for a moment. `past`: that part is over.
    """

    kind: EventKind
    title: str
    category: str
    start: dt.datetime
    end: dt.datetime
    hours: str = ""
    """9:00–16:00, 14:00, 全天, 9:00起, 至16:00; empty where only the day is known."""
    continued: bool = False
    """It began on an earlier day."""
    past: bool = False
    item_id: str = ""
    buildings: Buildings = ()
    area: str = ""
    """1至6号楼; empty for the whole compound."""


class EventDay(Record, frozen=True, kw_only=True):
    """One day of the week. `festival` is the almanac's, 元宵节, whether it is a holiday or not."""

    date: dt.date
    today: bool
    past: bool
    kind: DayKind
    festival: str = ""
    events: tuple[Event, ...] = ()


class EventWeek(Record, frozen=True, kw_only=True):
    """Monday to Sunday around a moment."""

    monday: dt.date
    days: tuple[EventDay, ...]


def week_events(feed: Feed, now: dt.datetime, language: Language = "zh-Hans") -> EventWeek:
    """The week from Monday 00:00 in the compound's zone that `now` lies in.

    In it: what is posted and has an effect, special receptions, holidays and the days worked for them. What lasts
    several days is on each day that it touches.
    """
    today = local_day(now, feed.zone)
    monday = monday_of(today)
    first, last = midnight(monday, feed.zone), midnight(monday + dt.timedelta(days=7), feed.zone)
    whole = [
        event
        for event in (*_items(feed, now, language), *_receptions(feed, language))
        if event.start < last and event.end >= first
    ]
    days = []
    for date in (monday + dt.timedelta(days=offset) for offset in range(7)):
        kind = day_kind(date)
        parts = [part for event in whole if (part := _part(event, date, now, feed.zone, language)) is not None]
        parts += _holiday(date, kind, now, feed.zone, language)
        parts.sort(key=lambda event: _order(event, date, feed.zone))
        days.append(
            EventDay(
                date=date,
                today=date == today,
                past=date < today,
                kind=kind,
                festival=festival_words(date, language),
                events=tuple(parts),
            )
        )
    return EventWeek(monday=monday, days=tuple(days))


def _items(feed: Feed, now: dt.datetime, language: Language) -> Iterator[Event]:
    for item in feed.items:
        if item.effect is None or not posted(item, now):
            continue
        start, end = span(item.effect, feed.zone)
        said = in_language(item, language)
        yield Event(
            kind="item",
            title=said.title,
            category=category_words(said.category, language),
            start=start,
            end=end,
            hours="" if item.effect.end is None and start < end else _TO_SAY,
            item_id=item.id,
            buildings=item.buildings,
            area=buildings_words(item.buildings, feed.compound.buildings, language),
        )


def _receptions(feed: Feed, language: Language) -> Iterator[Event]:
    for slot in feed.roster.slots:
        if slot.special:
            yield Event(
                kind="reception",
                title=reception_title(slot, language),
                category=category_words("接待", language),
                start=utc(slot.start),
                end=max(utc(slot.start), utc(slot.end)),
                hours=_TO_SAY,
            )


def _holiday(date: dt.date, kind: DayKind, now: dt.datetime, zone: dt.tzinfo, language: Language) -> Iterator[Event]:
    if not (kind.off or kind.work):
        return
    start, end = midnight(date, zone), midnight(date + dt.timedelta(days=1), zone)
    yield Event(
        kind="holiday",
        title=kind_words(kind, language),
        category=category_words("节假日", language),
        start=start,
        end=end,
        hours=_all_day(language),
        continued=kind.off and day_kind(date - dt.timedelta(days=1)) == kind,
        past=end <= utc(now),
    )


def _part(event: Event, date: dt.date, now: dt.datetime, zone: dt.tzinfo, language: Language) -> Event | None:
    """The part of `event` that lies on `date`; None where it does not touch it."""
    first, last = midnight(date, zone), midnight(date + dt.timedelta(days=1), zone)
    moment = event.start == event.end
    if event.start >= last or (event.end <= first and not (moment and event.start >= first)):
        return None
    return Event(
        kind=event.kind,
        title=event.title,
        category=event.category,
        start=event.start,
        end=event.end,
        hours=_hours(event, first, last, zone, language) if event.hours else "",
        continued=event.start < first,
        past=min(event.end, last) <= utc(now),
        item_id=event.item_id,
        buildings=event.buildings,
        area=event.area,
    )


def _hours(event: Event, first: dt.datetime, last: dt.datetime, zone: dt.tzinfo, language: Language) -> str:
    """The hours of `event` on the day from `first` to `last`."""
    english = language == "en"
    start, end = clock_words(event.start.astimezone(zone)), clock_words(event.end.astimezone(zone))
    if event.start == event.end:
        return start
    if event.start <= first and event.end >= last:
        return _all_day(language)
    if event.start < first:
        return f"until {end}" if english else f"至{end}"
    if event.end > last:
        return f"from {start}" if english else f"{start}起"
    return f"{start}–{'24:00' if event.end == last else end}"


def _all_day(language: Language) -> str:
    return "all day" if language == "en" else "全天"


def _order(event: Event, date: dt.date, zone: dt.tzinfo) -> tuple[dt.datetime, int, dt.datetime, str, str]:
    return max(event.start, midnight(date, zone)), _RANKS[event.kind], event.end, event.title, event.item_id
