"""What a compound's notices announce, as an iCalendar (RFC 5545) that a phone subscribes to."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from icalendar import Calendar, Event

from signage.content.feed import Feed
from signage.content.notice import Item
from signage.playlist.duty import midnight
from signage.playlist.live import live_items
from signage.playlist.places import area_words
from signage.playlist.spans import span


def calendar(feed: Feed, now: dt.datetime, home: str) -> bytes:
    """The document; `home` is the address of the compound's page, ending in `/`."""
    made = Calendar()
    made.add("prodid", "-//signage//events//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", feed.compound.name)
    for item in live_items(feed, now):
        if item.effect is not None:
            made.add_component(_event(item, feed, home))
    return bytes(made.to_ical())


def _event(item: Item, feed: Feed, home: str) -> Event:
    assert item.effect is not None  # noqa: S101 — asked above
    start, end = span(item.effect, feed.zone)
    event = Event()
    event.add("uid", f"{item.id}@{feed.compound.id}.signage")
    event.add("dtstamp", feed.published.astimezone(dt.UTC))
    first, last = start.astimezone(feed.zone).date(), end.astimezone(feed.zone).date()
    if start < end and start == midnight(first, feed.zone) and end == midnight(last, feed.zone):
        event.add("dtstart", first)
        event.add("dtend", last)
    else:
        event.add("dtstart", start)
        if start < end:
            event.add("dtend", end)
    event.add("summary", f"{item.category}：{item.title}")
    event.add("location", f"{feed.compound.name} {area_words(item.buildings, feed.compound.buildings)}")
    event.add("url", f"{home}notices/{quote(item.id, safe='')}")
    return event
