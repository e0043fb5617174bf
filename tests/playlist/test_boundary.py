"""Between now and the next boundary nothing changes: whole feeds crowded around a change of the clocks."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from signage.content.alert import Alert, MsgType, Status
from signage.content.duty import DutySlot, Group, Roster
from signage.content.feed import Feed
from signage.content.guide import Opening, Service
from signage.content.notice import Effect, Notice, Posting, Priority
from signage.playlist.duty import duty_now, duty_week, local_day
from signage.playlist.live import alerts_in_force, live_items, next_boundary
from signage.playlist.openness import service_open
from signage.playlist.slides import slides
from signage.playlist.words import effect_words, next_words

TURNS = {
    "Asia/Shanghai": dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC),
    "Europe/Berlin": dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC),
    "America/New_York": dt.datetime(2026, 11, 1, 6, tzinfo=dt.UTC),
    "Australia/Lord_Howe": dt.datetime(2026, 4, 4, 15, tzinfo=dt.UTC),
    "America/Havana": dt.datetime(2026, 11, 1, 5, tzinfo=dt.UTC),
    "Pacific/Apia": dt.datetime(2011, 12, 30, 10, tzinfo=dt.UTC),
}
"""A year's turn; clocks forward, back, by half an hour, at midnight; a day left out."""


def moments(turn: dt.datetime, zone: ZoneInfo) -> SearchStrategy[dt.datetime]:
    quarters = st.integers(-8 * 96, 8 * 96) | st.integers(-12, 12)
    zones = st.sampled_from([zone, dt.UTC])
    return st.builds(lambda n, spelling: (turn + n * dt.timedelta(minutes=15)).astimezone(spelling), quarters, zones)


def spans(instants: SearchStrategy[dt.datetime]) -> SearchStrategy[tuple[dt.datetime, dt.datetime]]:
    lengths = (st.integers(1, 60) | st.integers(90, 400)).map(lambda quarters: quarters * dt.timedelta(minutes=15))
    return st.builds(lambda start, length: (start, start.astimezone(dt.UTC) + length), instants, lengths)


def notices(instants: SearchStrategy[dt.datetime]) -> SearchStrategy[Notice]:
    effect = st.builds(lambda span, open_: Effect(start=span[0], end=None if open_ else span[1]), *_pair(instants))
    return st.builds(
        lambda posting, effect, priority, pinned: sample.notice(
            posting=Posting(start=posting[0], end=posting[1]), effect=effect, priority=priority, pinned=pinned
        ),
        st.tuples(instants, instants),
        st.none() | effect,
        st.sampled_from(Priority),
        st.booleans(),
    )


def _pair(
    instants: SearchStrategy[dt.datetime],
) -> tuple[SearchStrategy[tuple[dt.datetime, dt.datetime]], SearchStrategy[bool]]:
    return spans(instants), st.booleans()


def alerts(instants: SearchStrategy[dt.datetime]) -> SearchStrategy[Alert]:
    return st.builds(
        sample.alert,
        sent=instants,
        expires=instants,
        effective=st.none() | instants,
        status=st.sampled_from([Status.ACTUAL, Status.EXERCISE]),
        msg_type=st.sampled_from([MsgType.ALERT, MsgType.UPDATE, MsgType.CANCEL]),
    )


@st.composite
def feeds(draw: st.DrawFn) -> tuple[Feed, dt.datetime]:
    """A feed and a moment within it."""
    name = draw(st.sampled_from(sorted(TURNS)))
    instants = moments(TURNS[name], ZoneInfo(name))
    items = [
        msgspec.structs.replace(item, id=f"n{number}")
        for number, item in enumerate(draw(st.lists(notices(instants), max_size=3)))
    ]
    messages = [
        msgspec.structs.replace(message, identifier=f"a{number}")
        for number, message in enumerate(draw(st.lists(alerts(instants), max_size=3)))
    ]
    if len(messages) > 1:
        messages[-1] = msgspec.structs.replace(messages[-1], references=(messages[0].reference,))
    slots = [
        DutySlot(start=start, end=end, person=person, group=Group.X, organisation="志愿者")
        for (start, end), person in draw(st.lists(st.tuples(spans(instants), st.sampled_from("甲乙")), max_size=3))
    ]
    clocks = st.builds(dt.time, st.integers(0, 23), st.sampled_from([0, 30]))
    days = st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)
    services = [
        Service(id=f"s{number}", name="服务", glyph="服", openings=(opening,), by_roster=by_roster)
        for number, (opening, by_roster) in enumerate(
            draw(
                st.lists(st.tuples(st.builds(Opening, days=days, start=clocks, end=clocks), st.booleans()), max_size=2)
            )
        )
    ]
    feed = sample.feed(
        compound=msgspec.structs.replace(sample.feed().compound, zone=name),
        items=tuple(items),
        alerts=tuple(messages),
        roster=Roster(slots=tuple(slots), months=draw(st.sampled_from([(), (f"{TURNS[name]:%Y-%m}",)]))),
        services=tuple(services),
    )
    return feed, draw(instants) + draw(st.integers(0, 2)) * dt.timedelta.resolution


def on_the_glass(feed: Feed, now: dt.datetime) -> object:
    """Everything that a screen derives from `feed` at `now`, but the clock and the ages, which run by the minute."""
    zone = feed.zone
    duty = duty_now(feed.roster, now, zone)
    week = duty_week(feed.roster, now, zone)
    return (
        live_items(feed, now),
        slides(feed, now),
        [effect_words(item.effect, now, zone) for item in feed.items],
        alerts_in_force(feed.alerts, now),
        local_day(now, zone),
        duty,
        next_words(duty.next, now, zone) if duty.next else "",
        week,
        [turn.now(now) for day in week.days for turn in day.turns],
        [service_open(service, feed, now) for service in feed.services],
    )


@settings(max_examples=200)
@given(feeds(), st.lists(st.floats(0, 0.999), min_size=2, max_size=2))
def test_nothing_changes_before_the_next_boundary(
    feed_and_now: tuple[Feed, dt.datetime], fractions: list[float]
) -> None:
    feed, now = feed_and_now
    boundary = next_boundary(feed, now)
    utc = now.astimezone(dt.UTC)
    assert utc < boundary <= utc + dt.timedelta(hours=49)  # a day is left out, or lasts an hour longer
    before = on_the_glass(feed, now)
    assert on_the_glass(feed, boundary - dt.timedelta.resolution) == before
    for fraction in fractions:
        assert on_the_glass(feed, utc + (boundary - utc) * fraction) == before


@settings(max_examples=40)
@given(feeds())
def test_the_moment_s_spelling_changes_nothing(feed_and_now: tuple[Feed, dt.datetime]) -> None:
    feed, now = feed_and_now
    spelt = [on_the_glass(feed, now.astimezone(zone)) for zone in (dt.UTC, feed.zone, ZoneInfo("Asia/Kathmandu"))]
    assert spelt[0] == spelt[1] == spelt[2]
