"""Is a service open now?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from signage.content.feed import Feed
from signage.content.guide import Service
from signage.playlist.duty import local_day


def service_open(service: Service, feed: Feed, now: dt.datetime) -> bool | None:
    """Whether `service` is open at `now`; None where it has no hours that a machine could judge."""
    if service.always:
        return True
    if service.by_roster:
        return any(slot.start <= now < slot.end for slot in feed.roster.slots)
    if not service.openings:
        return None
    return any(start <= now < end for start, end in _spans(service, feed, now))


def _spans(service: Service, feed: Feed, now: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Openings of yesterday, today and the week to come, in UTC; one that ends before it begins runs past midnight."""
    today = local_day(now, feed.zone)
    for offset in range(-1, 8):
        day = today + dt.timedelta(days=offset)
        for opening in service.openings:
            if day.weekday() in opening.days:
                last = day if opening.start < opening.end else day + dt.timedelta(days=1)
                yield (
                    dt.datetime.combine(day, opening.start, feed.zone).astimezone(dt.UTC),
                    dt.datetime.combine(last, opening.end, feed.zone).astimezone(dt.UTC),
                )


def openness_boundaries(feed: Feed, now: dt.datetime) -> Iterator[dt.datetime]:
    """Moments at which a service opens or closes, those of the next days among them."""
    for service in feed.services:
        for start, end in _spans(service, feed, now):
            yield start
            yield end
