"""What the orders in a feed mean for one screen at one moment. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set

from signage.content.base import Record
from signage.content.compound import Display
from signage.content.feed import Feed
from signage.content.order import Command, CommandKind, Order

_STRICT = (Display.NORMAL, Display.SAFE, Display.BLACKOUT)


class Standing(Record, frozen=True, kw_only=True):
    """What a screen shows by order: everything, one calm slide with `words` (none: the compound's card), or nothing."""

    display: Display = Display.NORMAL
    since: dt.datetime | None = None
    words: str = ""


def orders_for(feed: Feed, screen: str) -> Iterator[Order]:
    """The orders that concern the screen with this id (empty: it has none): its own, and those for every screen."""
    return (order for order in feed.orders if order.screen in ("", screen))


def standing(feed: Feed, screen: str) -> Standing:
    """What the screen with this id shows by order.

    The strictest of what is said for it, for every screen and in the compound itself holds: whoever lifts one order
    does not lift another's. Among equals the screen's own goes before, then the newest.
    """
    said = [Order(display=feed.compound.display), *orders_for(feed, screen)]

    def rank(order: Order) -> tuple[int, bool, float]:
        newest = order.since.timestamp() if order.since else float("-inf")
        return _STRICT.index(order.display), order.screen != "", newest

    strictest = max(said, key=rank)
    if strictest.display is Display.NORMAL:
        return Standing()
    return Standing(display=strictest.display, since=strictest.since, words=strictest.words)


def commands_due(feed: Feed, screen: str, now: dt.datetime, done: Set[str]) -> tuple[Command, ...]:
    """What the screen with this id has to do now: not done, not expired; each once; a restart after everything else."""
    found: dict[str, Command] = {}
    for order in orders_for(feed, screen):
        for command in order.commands:
            if command.id not in done and now < command.expires:
                found.setdefault(command.id, command)
    return tuple(sorted(found.values(), key=lambda one: (one.kind is CommandKind.RESTART, one.issued, one.id)))
