"""The days until what a notice tells of begins, counted down."""

from __future__ import annotations

import datetime as dt

from signage.content.base import Record
from signage.content.feed import Feed
from signage.content.notice import Notice
from signage.playlist.duty import local_day, utc
from signage.playlist.language import Language
from signage.playlist.live import live_items


class Countdown(Record, frozen=True, kw_only=True):
    """`days` of the calendar until `notice`'s effect begins; 0 on the day itself, until it has begun."""

    notice: Notice
    days: int


def countdowns(feed: Feed, now: dt.datetime) -> tuple[Countdown, ...]:
    """Posted notices that count down and have not begun, the soonest first."""
    today = local_day(now, feed.zone)
    found = [
        (utc(item.effect.start), item)
        for item in live_items(feed, now)
        if isinstance(item, Notice) and item.countdown and item.effect is not None and utc(now) < utc(item.effect.start)
    ]
    found.sort(key=lambda one: (one[0], one[1].id))
    return tuple(Countdown(notice=item, days=(local_day(start, feed.zone) - today).days) for start, item in found)


def countdown_words(days: int, language: Language = "zh-Hans") -> str:
    """还有3天, 就在明天, 就在今天; 3 days to go, tomorrow, today."""
    if language == "en":
        return {0: "today", 1: "tomorrow"}.get(days, f"{days} days to go")
    return {0: "就在今天", 1: "就在明天"}.get(days, f"还有{days}天")
