"""From what is live to the entries of the rotation, each with its weight."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from signage.content.base import Record
from signage.content.feed import Feed
from signage.content.notice import Item, Notice, Poster, Priority, Video
from signage.playlist.countdown import countdowns
from signage.playlist.duty import utc
from signage.playlist.events import EventWeek, week_events
from signage.playlist.live import NEAR_SPANS, effect_end, effect_start, live_items

Kind = Literal["notice", "poster", "video", "week", "events", "countdown", "services", "facilities", "card"]

MANY_EVENTS = 2
"""本周大事 is a slide of its own from so many events: one alone has its notice."""

URGENT, SOONEST, SOON, PINNED, WEEK, USUAL = 4, 3, 2, 2, 2, 1
"""Weights: an entry of weight 3 comes round three times while one of weight 1 comes once."""

NEAR = tuple(zip((SOONEST, SOON), NEAR_SPANS, strict=True))
"""Weights by the time between now and the beginning of an effect."""


class Entry(Record, frozen=True, kw_only=True):
    """One thing that takes turns on the glass. `key` is unique and stays the same from feed to feed."""

    key: str
    kind: Kind
    item_id: str = ""
    weight: int = USUAL


def weight(item: Item, now: dt.datetime) -> int:
    """How often `item` comes round: by its priority, by how near its effect's beginning is, by its pin.

    The most of: urgent 4; important, or within 24 h of its effect's beginning, 3; within 72 h, or pinned, 2; else 1.
    After the beginning this holds while the effect lasts: news in its first days, no longer when it goes on for weeks.
    """
    weights = [USUAL]
    if item.priority is Priority.URGENT:
        weights.append(URGENT)
    elif item.priority is Priority.IMPORTANT:
        weights.append(SOONEST)
    if isinstance(item, Notice) and item.pinned:
        weights.append(PINNED)
    start, end = effect_start(item), effect_end(item)
    if start is not None and end is not None and utc(now) < end:
        weights += [near for near, span in NEAR if start - span <= utc(now) < start + span]
    return max(weights)


def kind_of(item: Item) -> Kind:
    """The kind of slide that shows `item`."""
    match item:
        case Notice():
            return "notice"
        case Poster():
            return "poster"
        case Video():
            return "video"


def events_ahead(week: EventWeek) -> int:
    """How many things of the week, but holidays, are still to come or under way; what lasts for days counts once."""
    coming = (event for day in week.days for event in day.events if event.kind != "holiday" and not event.past)
    return len({(event.kind, event.item_id, event.title, event.start) for event in coming})


def slides(feed: Feed, now: dt.datetime, *, paired: bool = True) -> tuple[Entry, ...]:
    """The rotation's entries at `now`, in the order of the dots: the duty week, what is posted, the gatehouse's guide.

    The duty week is always there: without a roster it says so. The compound's own card stands in where nothing is
    posted, and takes turns while the screen is not `paired`: it says with which code that is done. An id that comes
    twice (a checked feed has none) is shown once: keys are unique.
    """
    entries = [Entry(key="week", kind="week", weight=WEEK)]
    if events_ahead(week_events(feed, now)) >= MANY_EVENTS:
        entries.append(Entry(key="events", kind="events"))
    counted = dict.fromkeys(one.notice.id for one in countdowns(feed, now))
    entries += (Entry(key=f"countdown:{item_id}", kind="countdown", item_id=item_id) for item_id in counted)
    seen: set[str] = set()
    for item in live_items(feed, now):
        kind = kind_of(item)
        if item.id not in seen:
            seen.add(item.id)
            entries.append(Entry(key=f"{kind}:{item.id}", kind=kind, item_id=item.id, weight=weight(item, now)))
    if feed.services:
        entries.append(Entry(key="services", kind="services"))
    if feed.facilities:
        entries.append(Entry(key="facilities", kind="facilities"))
    if not seen or not paired:
        entries.append(Entry(key="card", kind="card"))
    return tuple(entries)
