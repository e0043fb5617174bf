"""What is live at a moment: items within their posting windows, alerts in force, and when that will next change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from signage.content.alert import Alert, Certainty, MsgType, Scope, Severity, Status, Urgency
from signage.content.feed import Feed
from signage.content.notice import Item, Notice, Priority
from signage.playlist.duty import local_day, midnight, utc
from signage.playlist.openness import openness_boundaries

_PRIORITIES = list(reversed(Priority))
_SEVERITIES, _URGENCIES, _CERTAINTIES = list(Severity), list(Urgency), list(Certainty)
_ENDING = {MsgType.UPDATE, MsgType.CANCEL, MsgType.ERROR}
_SHOWN = {Status.ACTUAL, Status.EXERCISE, Status.TEST}

NEAR_SPANS = (dt.timedelta(hours=24), dt.timedelta(hours=72))
"""A notice that is so near to its effect's beginning, before or after, comes round more often, the nearer the more."""

_FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


def posted(item: Item, now: dt.datetime) -> bool:
    """Whether `now` lies in the posting window: its start included, its end not."""
    return utc(item.posting.start) <= utc(now) < utc(item.posting.end)


def effect_start(item: Item) -> dt.datetime | None:
    """When what `item` tells of begins, in UTC."""
    return utc(item.effect.start) if item.effect else None


def effect_end(item: Item) -> dt.datetime | None:
    """When it is over, in UTC: a moment without an end is over as it comes."""
    return utc(item.effect.end or item.effect.start) if item.effect else None


def live_items(feed: Feed, now: dt.datetime) -> tuple[Item, ...]:
    """Items within their posting windows: pinned first, then by priority, by what comes soonest, by id.

    What has begun or has no time of its own comes after what is still ahead. The order does not depend on the feed's.
    """
    now = utc(now)

    def order(item: Item) -> tuple[bool, int, dt.datetime, str]:
        start = effect_start(item)
        ahead = start if start is not None and start > now else _FAR
        return (not (isinstance(item, Notice) and item.pinned), _PRIORITIES.index(item.priority), ahead, item.id)

    return tuple(sorted((item for item in feed.items if posted(item, now)), key=order))


def alerts_in_force(alerts: Iterable[Alert], now: dt.datetime) -> tuple[Alert, ...]:
    """Alerts that have the glass at `now`, the most severe first (then urgency, certainty, the newest, identifier).

    CAP 1.2 §3.2.1. In force: public; Actual, Exercise or Test; Alert or Update; from `effective` (else `sent`) until
    `expires`. `onset` is when the hazard begins, not the message: the warning stands before it. An Update, a Cancel
    or an Error (the rejection of what it refers to) ends the messages that it references, from the moment it was
    sent, in whatever order they came and whatever its own scope; what was ended stays ended when the message that
    ended it is ended itself or expires. It must come from the sender that it names and have the same status: a
    drill's all-clear never ends a real alert, and nobody cancels another's. References name moments, not spellings:
    14:00+08:00 is 06:00Z. An Ack changes nothing.
    """
    now, known = utc(now), tuple(alerts)
    ended: set[tuple[str, str, dt.datetime, Status]] = set()
    for message in known:
        if message.msg_type in _ENDING and utc(message.sent) <= now:
            ended.update(
                (reference.sender, reference.identifier, utc(reference.sent), message.status)
                for reference in message.references
                if reference.sender == message.sender
            )
    live = [
        alert
        for alert in known
        if alert.scope is Scope.PUBLIC
        and alert.status in _SHOWN
        and alert.msg_type in (MsgType.ALERT, MsgType.UPDATE)
        and alert_start(alert) <= now < utc(alert.expires)
        and (alert.sender, alert.identifier, utc(alert.sent), alert.status) not in ended
    ]
    return tuple(sorted(live, key=_gravity))


def _gravity(alert: Alert) -> tuple[int, int, int, float, str, str]:
    return (
        _SEVERITIES.index(alert.severity),
        _URGENCIES.index(alert.urgency),
        _CERTAINTIES.index(alert.certainty),
        -alert.sent.timestamp(),
        alert.identifier,
        alert.sender,
    )


def alert_start(alert: Alert) -> dt.datetime:
    """From when `alert` may be in force, in UTC: never before it was sent."""
    return utc(max(utc(alert.sent), utc(alert.effective)) if alert.effective else alert.sent)


def _moments(feed: Feed, now: dt.datetime) -> Iterator[dt.datetime]:
    for item in feed.items:
        yield item.posting.start
        yield item.posting.end
        if (start := effect_start(item)) is not None:
            yield start
            for span in NEAR_SPANS:
                yield start - span
                yield start + span
        if (end := effect_end(item)) is not None:
            yield end
    for alert in feed.alerts:
        yield alert.sent
        yield alert_start(alert)
        yield alert.expires
    for slot in feed.roster.slots:
        yield slot.start
        yield slot.end
    yield midnight(local_day(now, feed.zone) + dt.timedelta(days=1), feed.zone)
    yield from openness_boundaries(feed, now)


def next_boundary(feed: Feed, now: dt.datetime) -> dt.datetime:
    """The next moment after `now` (in UTC) at which what is live, on duty, open, weighed, or called today may change.

    Between `now` and it nothing changes. It is never further than the next local midnight.
    """
    now = utc(now)
    return min(moment for moment in map(utc, _moments(feed, now)) if moment > now)
