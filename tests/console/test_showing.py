"""How long, how often and when, out of spells; and the times of which nothing is known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.server.console.evidence.showing import SILENT, Stay, gaps, summed

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 12, 7, 4, tzinfo=dt.UTC)
WEEK = (NOON - dt.timedelta(days=1), NOON + dt.timedelta(days=6))


def stay(start, end, **changes):
    """From `start` to `end`, in seconds after noon in Shanghai."""
    return Stay(start=NOON + dt.timedelta(seconds=start), end=NOON + dt.timedelta(seconds=end), **changes)


def test_pages_that_follow_each_other_are_one_appearance():
    told = summed([stay(0, 10), stay(10.6, 20), stay(60, 70)], *WEEK, SHANGHAI)
    assert told.times == 2
    assert told.seconds == pytest.approx(29.4)
    assert (told.first, told.last) == (NOON, NOON + dt.timedelta(seconds=70))


def test_midnight_is_the_compounds_own():
    midnight = 12 * 3600
    told = summed([stay(midnight - 20, midnight + 5)], *WEEK, SHANGHAI)
    assert [(day.day.day, day.times, day.seconds) for day in told.days] == [(7, 1, 20), (8, 0, 5)]


def test_only_within_the_window():
    told = summed([stay(-90_000, -86_390), stay(0, 10)], *WEEK, SHANGHAI)
    assert told.seconds == 20
    assert told.first == WEEK[0]
    assert summed([stay(10**6, 10**6 + 5)], *WEEK, SHANGHAI).times == 0


def test_a_wrong_clock_counts_for_nothing_and_is_told():
    told = summed([stay(0, 10, doubtful=True)], *WEEK, SHANGHAI)
    assert (told.seconds, told.times, told.doubtful, told.first) == (0, 0, 1, None)


def test_what_was_cut_off_was_there_and_for_no_time():
    told = summed([stay(0, 0)], *WEEK, SHANGHAI)
    assert (told.times, told.seconds, told.first) == (1, 0, NOON)


def test_gaps_before_between_and_after():
    start, end = NOON, NOON + dt.timedelta(hours=3)
    found = gaps([stay(1200, 1800), stay(1900, 3600), stay(7200, 7210)], start, end)
    assert [((gap.start - NOON).total_seconds(), (gap.end - NOON).total_seconds()) for gap in found] == [
        (0, 1200),
        (3600, 7200),
        (7210, 10_800),
    ]


def test_a_wrong_clock_fills_no_gap():
    end = NOON + dt.timedelta(hours=1)
    (gap,) = gaps([stay(0, 3600, doubtful=True)], NOON, end)
    assert (gap.start, gap.end) == (NOON, end)


lengths = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000)), max_size=30)


def laid(pairs):
    """Spells that do not overlap: so long nothing, then so long there."""
    at, found = 0, []
    for before, long in pairs:
        found.append(stay(at + before, at + before + long))
        at += before + long
    return found


@given(lengths)
@settings(deadline=None)
def test_days_add_up_and_nothing_is_claimed_twice(pairs):
    stays = laid(pairs)
    told = summed(stays, *WEEK, SHANGHAI)
    assert told.seconds == sum(day.seconds for day in told.days) == sum(long for _, long in pairs)
    assert told.times == sum(day.times for day in told.days) <= len(stays)


@given(lengths)
@settings(deadline=None)
def test_every_moment_is_shown_or_in_a_gap_or_in_a_short_pause(pairs):
    stays = laid(pairs)
    end = max([NOON, *(each.end for each in stays)]) + dt.timedelta(hours=1)
    found = gaps(stays, NOON, end)
    assert all(gap.end - gap.start > SILENT for gap in found)
    assert all(gap.end <= each.start or gap.start >= each.end for gap in found for each in stays)
    told = sum((gap.end - gap.start).total_seconds() for gap in found)
    pauses = sum(before for before, _ in pairs if dt.timedelta(seconds=before) <= SILENT)
    assert told + pauses + sum(long for _, long in pairs) >= (end - NOON).total_seconds()
