"""The week's events, day by day. 9 December 2026 is a Wednesday."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import ZONE, at, notice
from strategies import feeds

from signage.content.compound import Compound
from signage.content.duty import DutySlot, Group, Roster
from signage.content.feed import Feed
from signage.content.media import Film
from signage.content.notice import Effect, Item, Poster, Posting, Translation, Video
from signage.playlist.duty import midnight, utc
from signage.playlist.events import Event, EventWeek, week_events
from signage.playlist.live import next_boundary

NOW = sample.NOW
ALWAYS = Posting(start=at(1), end=at(28))
DAY = dt.timedelta(days=1)


def cut(start: dt.datetime, end: dt.datetime | None = None, name: str = "n", **changes: Any) -> Item:
    return notice(name, effect=Effect(start=start, end=end), **{"posting": ALWAYS, **changes})


def week(
    *items: Item, now: dt.datetime = NOW, slots: tuple[DutySlot, ...] = (), language: Any = "zh-Hans"
) -> EventWeek:
    return week_events(sample.feed(items=items, roster=Roster(slots=slots)), now, language)


def told(found: EventWeek) -> dict[int, list[tuple[str, bool]]]:
    """Of each day that has events: the hours of each, and whether it is continued."""
    return {day.date.day: [(one.hours, one.continued) for one in day.events] for day in found.days if day.events}


def hours(start: dt.datetime, end: dt.datetime | None = None) -> dict[int, str]:
    return {day: one[0][0] for day, one in told(week(cut(start, end))).items()}


def test_the_week_has_its_days_and_their_marks() -> None:
    found = week(cut(at(10, 9), at(10, 16)))
    assert found.monday == dt.date(2026, 12, 7)
    assert [day.date for day in found.days] == [found.monday + DAY * number for number in range(7)]
    assert [day.today for day in found.days] == [False, False, True, False, False, False, False]
    assert [day.past for day in found.days] == [True, True, False, False, False, False, False]
    assert all(day.kind.known for day in found.days)
    (event,) = found.days[3].events
    assert event == Event(
        kind="item",
        title="水箱清洗临时停水",
        category="停水",
        start=at(10, 9),
        end=at(10, 16),
        hours="9:00–16:00",
        item_id="n",
        buildings=("1", "2", "3", "4", "5", "6"),
        area="1至6号楼",
    )


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (at(10, 9), at(10, 16), {10: "9:00–16:00"}),
        (at(10, 14), None, {10: "14:00"}),
        (at(10), None, {10: ""}),  # a day is all that is known
        (at(10), at(11), {10: "全天"}),
        (at(10), at(10, 12), {10: "0:00–12:00"}),
        (at(10, 18), at(11), {10: "18:00–24:00"}),
        (at(10, 22), at(11, 6), {10: "22:00起", 11: "至6:00"}),
        (at(10, 9), at(13, 12), {10: "9:00起", 11: "全天", 12: "全天", 13: "至12:00"}),
        (at(10), at(12), {10: "全天", 11: "全天"}),
        (at(1, 9), at(28), dict.fromkeys(range(7, 14), "全天")),
        (at(10, 9), at(10, 8), {10: "9:00"}),  # an end before the beginning is none
        (at(6, 23), at(7), {}),
        (at(13, 23), at(14), {13: "23:00–24:00"}),
        (at(14), at(15), {}),
        (at(14), None, {}),
    ],
)
def test_hours_of_each_day(start: dt.datetime, end: dt.datetime | None, said: dict[int, str]) -> None:
    assert hours(start, end) == said


def test_what_lasts_several_days_is_continued_from_the_second_on() -> None:
    found = week(cut(at(8, 9), at(10, 12)))
    assert told(found) == {8: [("9:00起", False)], 9: [("全天", True)], 10: [("至12:00", True)]}
    assert [one.past for day in found.days for one in day.events] == [True, False, False]
    # Monday's part of what began last week is continued, too
    assert told(week(cut(at(1, 9), at(7, 12)))) == {7: [("至12:00", True)]}


def test_the_order_is_that_of_time() -> None:
    found = week(
        cut(at(10, 14), at(10, 15), "c"),
        cut(at(10, 9), at(10, 16), "b2"),
        cut(at(10, 9), at(10, 10), "b1"),
        cut(at(9, 20), at(10, 8), "a"),
        cut(at(10, 14), None, "c0"),
    )
    assert [one.item_id for one in found.days[3].events] == ["a", "b1", "b2", "c0", "c"]


def test_an_event_is_past_when_it_is_over() -> None:
    items = (cut(at(9, 9), at(9, 14, 5), "a"), cut(at(9, 14, 5), None, "b"), cut(at(9), None, "c"))
    past = {one.item_id: one.past for one in week(*items).days[2].events}
    assert past == {"a": True, "b": True, "c": False}
    before = {one.item_id: one.past for one in week(*items, now=NOW - dt.timedelta(seconds=1)).days[2].events}
    assert before == {"a": False, "b": False, "c": False}


def test_only_what_is_posted_and_has_an_effect_is_there() -> None:
    later, over = Posting(start=at(9, 15), end=at(20)), Posting(start=at(1), end=at(9, 14))
    assert told(week(cut(at(10), posting=later), cut(at(10), posting=over), notice("x", effect=None))) == {}
    picture, _ = sample.picture()
    effect = Effect(start=at(11, 14))
    film = Film(sha256="f" * 64, size=1, mime="video/mp4", width=4, height=3, seconds=5)
    poster = Poster(id="p", title="冬至", picture=picture, posting=ALWAYS, effect=effect)
    video = Video(id="v", title="消防", video=film, poster=picture, posting=ALWAYS, effect=effect)
    assert [one.item_id for one in week(poster, video).days[4].events] == ["p", "v"]


def test_special_receptions_are_events_and_others_are_not() -> None:
    deputy = DutySlot(
        start=at(12, 9, 30), end=at(12, 11), person="闻溪", group=Group.X, organisation="人大代表", special=True
    )
    usual = msgspec.structs.replace(deputy, special=False, person="老范")
    (event,) = week(slots=(deputy, usual)).days[5].events
    assert (event.kind, event.title, event.category, event.hours) == (
        "reception",
        "人大代表闻溪接待",
        "接待",
        "9:30–11:00",
    )
    english = week(slots=(deputy,), language="en").days[5].events[0]
    assert (english.title, english.category) == ("Reception: 闻溪 (Deputies)", "Reception")


def test_holidays_and_the_days_worked_for_them_come_first() -> None:
    now = dt.datetime(2026, 2, 17, 12, tzinfo=ZONE)
    everything = Posting(start=now - 30 * DAY, end=now + 30 * DAY)
    item = cut(now.replace(hour=0), now + DAY, posting=everything)
    found = week(item, now=now)
    assert [day.festival for day in found.days] == ["除夕", "春节", "", "", "", "", ""]
    assert [[one.title for one in day.events][:1] for day in found.days] == [["春节放假"]] * 7
    assert [day.events[0].continued for day in found.days] == [True] * 7
    assert [one.kind for one in found.days[1].events] == ["holiday", "item"]
    first = week(now=now - 7 * DAY)
    assert [[(one.title, one.hours, one.continued) for one in day.events] for day in first.days[5:]] == [
        [("春节调休上班", "全天", False)],
        [("春节放假", "全天", False)],
    ]
    english = week(now=now, language="en")
    assert (english.days[1].events[0].title, english.days[1].events[0].category) == (
        "Spring Festival holiday",
        "Holiday",
    )
    assert english.days[1].events[0].hours == "all day"
    assert english.days[1].festival == "Spring Festival"


def test_holidays_that_nobody_announced_are_unknown_and_no_events() -> None:
    found = week(now=dt.datetime(2198, 10, 1, 12, tzinfo=ZONE))
    assert not any(day.kind.known or day.events for day in found.days)


def test_english_where_there_is_a_translation() -> None:
    english = Translation(language="en", title="Water cut", category="Water")
    found = week(cut(at(9, 20), at(11, 16), translations=(english,)), language="en")
    assert [(day.events[0].title, day.events[0].category, day.events[0].area) for day in found.days[2:5]] == [
        ("Water cut", "Water", "Buildings 1–6")
    ] * 3
    assert [day.events[0].hours for day in found.days[2:5]] == ["from 20:00", "all day", "until 16:00"]
    untranslated = week(cut(at(10, 9), at(10, 16)), language="en").days[3].events[0]
    assert (untranslated.title, untranslated.category) == ("水箱清洗临时停水", "Water cut")


def test_the_days_are_the_compound_s() -> None:
    feed = sample.feed(
        items=(cut(at(13, 23, 30), at(14, 6)),),
        compound=Compound(id="x", name="x", zone="Europe/Berlin"),
        roster=Roster(),
    )
    found = week_events(feed, NOW)
    assert told(found) == {13: [("16:30–23:00", False)]}


moments = st.datetimes(dt.datetime(2002, 1, 1), dt.datetime(2198, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001


@settings(max_examples=60)
@given(feeds(), moments)
def test_whatever_a_feed_says_the_week_is_whole_and_in_order(feed: Feed, now: dt.datetime) -> None:
    found = week_events(feed, now)
    assert len(found.days) == 7
    zone = ZoneInfo(feed.compound.zone)
    for day in found.days:
        first, last = midnight(day.date, zone), midnight(day.date + DAY, zone)
        starts = [max(one.start, first) for one in day.events]
        assert starts == sorted(starts)
        for one in day.events:
            assert one.start < last
            assert one.end > first or one.start == one.end >= first
            assert one.continued == (one.start < first) or one.kind == "holiday"
            assert one.past == (min(one.end, last) <= now)


minutes = st.integers(-4 * 24 * 60, 6 * 24 * 60)


@given(st.lists(st.tuples(minutes, minutes), max_size=5), minutes)
def test_each_event_is_on_exactly_the_days_it_touches(spans: list[tuple[int, int]], offset: int) -> None:
    items = tuple(
        cut(NOW + dt.timedelta(minutes=first), NOW + dt.timedelta(minutes=last), f"n{number}")
        for number, (first, last) in enumerate(spans)
    )
    now = NOW + dt.timedelta(minutes=offset)
    found = week(*items, now=now)
    for number, (first, last) in enumerate(spans):
        start, end = NOW + dt.timedelta(minutes=first), NOW + dt.timedelta(minutes=last)
        touched = {start.astimezone(ZONE).date()}
        moment = start
        while moment < end:
            touched.add(moment.astimezone(ZONE).date())
            moment += dt.timedelta(minutes=1)
        shown = {day.date for day in found.days if any(one.item_id == f"n{number}" for one in day.events)}
        assert shown == {day for day in touched if found.monday <= day < found.monday + 7 * DAY}


@given(st.integers(0, 12 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_nothing_changes_before_the_next_boundary(minute: int, length: int) -> None:
    item = cut(at(6) + dt.timedelta(minutes=minute), at(6) + dt.timedelta(minutes=minute + length))
    feed = sample.feed(items=(item,))
    change = next_boundary(feed, NOW)
    assert week_events(feed, change - dt.timedelta.resolution) == week_events(feed, utc(NOW))
