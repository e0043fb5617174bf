"""Is a service open now?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from signage.content.feed import Feed
from signage.content.guide import Service
from signage.playlist.duty import local_day, on_duty, utc


def service_open(service: Service, feed: Feed, now: dt.datetime) -> bool | None:
    """Whether `service` is open at `now`; None where it has no hours that a machine could judge."""
    if service.always:
        return True
    if service.by_roster:
        return any(on_duty(slot, now) for slot in feed.roster.slots)
    if not service.openings:
        return None
    return any(start <= utc(now) < end for start, end in _spans(service, feed, now))


def _spans(service: Service, feed: Feed, now: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Openings of yesterday and today, in UTC; one that does not end after it begins runs past midnight.

    Clocks are wall clocks: in an hour that does not exist, as if it had not been left out; in one that comes twice, the
    first.
    """
    today = local_day(now, feed.zone)
    for offset in (-1, 0):
        day = today + dt.timedelta(days=offset)
        for opening in service.openings:
            if day.weekday() in opening.days:
                last = day if opening.start < opening.end else day + dt.timedelta(days=1)
                yield (
                    utc(dt.datetime.combine(day, opening.start, feed.zone)),
                    utc(dt.datetime.combine(last, opening.end, feed.zone)),
                )


def openness_boundaries(feed: Feed, now: dt.datetime) -> Iterator[dt.datetime]:
    """Moments around `now` at which a service opens or closes, all those until the next local midnight among them."""
    for service in feed.services:
        for start, end in _spans(service, feed, now):
            yield start
            yield end
