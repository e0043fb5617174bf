"""From what is live to the entries of the rotation, each with its weight."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from signage.content.base import Record
from signage.content.feed import Feed
from signage.content.notice import Item, Notice, Poster, Priority
from signage.playlist.live import SOON_HOURS, effect_start, live_items

Kind = Literal["notice", "poster", "week", "services", "facilities", "card"]

URGENT, SOONEST, SOON, PINNED, WEEK, USUAL = 4, 3, 2, 2, 2, 1
"""Weights: an entry of weight 3 comes round three times while one of weight 1 comes once."""


class Entry(Record, frozen=True, kw_only=True):
    """One thing that takes turns on the glass. `key` is unique and stays the same from feed to feed."""

    key: str
    kind: Kind
    item_id: str = ""
    weight: int = USUAL


def weight(item: Item, now: dt.datetime) -> int:
    """How often `item` comes round: by its priority, by how soon its effect begins, by its pin; the most counts."""
    weights = [USUAL]
    if item.priority is Priority.URGENT:
        weights.append(URGENT)
    elif item.priority is Priority.IMPORTANT:
        weights.append(SOONEST)
    if isinstance(item, Notice) and item.pinned:
        weights.append(PINNED)
    start = effect_start(item)
    if start is not None and start > now:
        ahead = start - now
        if ahead <= dt.timedelta(hours=SOON_HOURS[0]):
            weights.append(SOONEST)
        elif ahead <= dt.timedelta(hours=SOON_HOURS[1]):
            weights.append(SOON)
    elif start is not None and item.effect and item.effect.end and now < item.effect.end:
        weights.append(SOONEST)
    return max(weights)


def slides(feed: Feed, now: dt.datetime) -> tuple[Entry, ...]:
    """The rotation's entries at `now`, in the order of the dots: the duty week, what is posted, the gatehouse's guide.

    The duty week is always there: without a roster it says so. The compound's own card stands in where nothing is
    posted and there is no guide.
    """
    entries = [Entry(key="week", kind="week", weight=WEEK)]
    for item in live_items(feed, now):
        kind: Kind = "poster" if isinstance(item, Poster) else "notice"
        entries.append(Entry(key=f"{kind}:{item.id}", kind=kind, item_id=item.id, weight=weight(item, now)))
    posts = len(entries) > 1
    if feed.services:
        entries.append(Entry(key="services", kind="services"))
    if feed.facilities:
        entries.append(Entry(key="facilities", kind="facilities"))
    if not posts:
        entries.append(Entry(key="card", kind="card"))
    return tuple(entries)
