"""Days counted down. 9 December 2026 is a Wednesday."""

from __future__ import annotations

import datetime as dt

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from sample import at, notice

from signage.content.notice import Effect, Notice, Posting
from signage.playlist.countdown import countdown_words, countdowns
from signage.playlist.live import next_boundary

NOW = sample.NOW
ALWAYS = Posting(start=at(1), end=at(28))


def counted(start: dt.datetime, name: str = "n", **changes: object) -> Notice:
    return notice(name, **{"countdown": True, "effect": Effect(start=start), "posting": ALWAYS, **changes})


def told(*items: Notice, now: dt.datetime = NOW) -> list[tuple[str, int]]:
    return [(one.notice.id, one.days) for one in countdowns(sample.feed(items=items), now)]


@pytest.mark.parametrize(
    ("start", "days"), [(at(9, 14, 6), 0), (at(9, 23, 59), 0), (at(10), 1), (at(10, 9), 1), (at(13, 8, 30), 4)]
)
def test_days_are_those_of_the_calendar(start: dt.datetime, days: int) -> None:
    assert told(counted(start)) == [("n", days)]


def test_it_ends_when_the_effect_begins() -> None:
    assert told(counted(at(9, 14, 5))) == []
    assert told(counted(at(9, 14, 5)), now=at(9, 14, 4)) == [("n", 0)]


def test_only_notices_that_are_posted_and_ask_for_it_count_down_the_soonest_first() -> None:
    later = counted(at(20), "later", posting=Posting(start=at(10), end=at(28)))
    silent = counted(at(20), "silent", countdown=False)
    nothing = counted(at(20), "nothing", effect=None)
    items = (counted(at(21), "c"), counted(at(12, 9), "b"), counted(at(12, 9), "a"), later, silent, nothing)
    assert told(*items) == [("a", 3), ("b", 3), ("c", 12)]


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [
        (0, "就在今天", "today"),
        (1, "就在明天", "tomorrow"),
        (2, "还有2天", "2 days to go"),
        (100, "还有100天", "100 days to go"),
    ],
)
def test_words(days: int, chinese: str, english: str) -> None:
    assert (countdown_words(days), countdown_words(days, "en")) == (chinese, english)


@given(st.integers(-2000, 20_000))
def test_nothing_changes_before_the_next_boundary(minutes: int) -> None:
    feed = sample.feed(items=(counted(NOW + dt.timedelta(minutes=minutes)),))
    change = next_boundary(feed, NOW)
    assert countdowns(feed, change - dt.timedelta.resolution) == countdowns(feed, NOW)
