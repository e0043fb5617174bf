"""Special receptions announced ahead. 9 December 2026 is a Wednesday."""

from __future__ import annotations

import datetime as dt

import sample
from hypothesis import given
from hypothesis import strategies as st
from sample import ZONE, at

from signage.content.duty import DutySlot, Group, Roster
from signage.playlist.live import next_boundary
from signage.playlist.receptions import AHEAD_DAYS, Reception, ahead, reception_title, reception_when

NOW = sample.NOW


def deputy(start: dt.datetime, hours: float = 2, person: str = "闻溪", **changes: object) -> DutySlot:
    values = {"group": Group.X, "organisation": "人大代表", "special": True, **changes}
    return DutySlot(start=start, end=start + dt.timedelta(hours=hours), person=person, **values)  # type: ignore[arg-type]


def told(*slots: DutySlot, now: dt.datetime = NOW) -> list[tuple[int, str, int]]:
    found = ahead(Roster(slots=slots), now, ZONE)
    return [(one.date.day, one.turn.first.person, len(one.turn.slots)) for one in found]


def test_the_soonest_comes_first_and_usual_turns_are_none() -> None:
    slots = (deputy(at(19, 9), person="乙"), deputy(at(12, 9, 30)), deputy(at(10, 9), person="老范", special=False))
    assert told(*slots) == [(12, "闻溪", 1), (19, "乙", 1)]
    assert ahead(Roster(), NOW, ZONE) == ()


def test_two_weeks_ahead_and_no_further() -> None:
    assert AHEAD_DAYS == 14
    assert told(deputy(at(23, 22))) == [(23, "闻溪", 1)]
    assert told(deputy(at(24, 0))) == []
    assert told(deputy(at(24, 0)), now=at(10)) == [(24, "闻溪", 1)]


def test_a_day_of_two_turns_is_one_reception_until_the_last_is_over() -> None:
    slots = (deputy(at(9, 9)), deputy(at(9, 14)))
    assert told(*slots, now=at(8)) == [(9, "闻溪", 2)]
    assert told(*slots) == [(9, "闻溪", 1)]
    assert told(*slots, now=at(9, 15, 59)) == [(9, "闻溪", 1)]
    assert told(*slots, now=at(9, 16)) == []


def test_several_on_one_day_and_swaps_are_kept_apart() -> None:
    both = (deputy(at(12, 9)), deputy(at(12, 9), person="甲", replaces="闻溪"))
    assert sorted(told(*both)) == [(12, "甲", 1), (12, "闻溪", 1)]
    swapped = next(one for one in ahead(Roster(slots=both), NOW, ZONE) if one.turn.first.person == "甲")
    assert swapped.turn.first.replaces == "闻溪"


def said(reception: Reception) -> tuple[str, str]:
    return reception_when(reception, NOW, ZONE), reception_when(reception, NOW, ZONE, "en")


def test_words() -> None:
    (today,) = ahead(Roster(slots=(deputy(at(9, 15)),)), NOW, ZONE)
    (saturday,) = ahead(Roster(slots=(deputy(at(12, 9)), deputy(at(12, 14)))), NOW, ZONE)
    assert said(today) == ("今天 15:00–17:00", "today 15:00–17:00")
    assert said(saturday) == (
        "12月12日（周六）9:00–11:00、14:00–16:00",
        "Sat 12 Dec 9:00–11:00, 14:00–16:00",
    )
    slot = today.turn.first
    assert (reception_title(slot), reception_title(slot, "en")) == ("人大代表闻溪接待", "Reception: 闻溪 (Deputies)")
    nameless = deputy(at(9, 15), person="人大代表")
    assert (reception_title(nameless), reception_title(nameless, "en")) == ("人大代表接待", "Reception: Deputies")


@given(st.lists(st.tuples(st.integers(-48, 20 * 24), st.integers(1, 30), st.booleans()), max_size=6))
def test_nothing_over_nothing_too_far_and_nothing_changes_before_the_next_boundary(
    turns: list[tuple[int, int, bool]],
) -> None:
    slots = tuple(
        deputy(NOW + dt.timedelta(hours=start), hours, f"p{number}", special=special)
        for number, (start, hours, special) in enumerate(turns)
    )
    feed = sample.feed(roster=Roster(slots=slots), items=())
    found = ahead(feed.roster, NOW, ZONE)
    shown = {one.turn.first.person for one in found}
    today = NOW.astimezone(ZONE).date()
    for slot in slots:
        days = (slot.start.astimezone(ZONE).date() - today).days
        assert (slot.person in shown) == (slot.special and slot.end > NOW and days <= AHEAD_DAYS)
    assert [one.turn.first.start for one in found] == sorted(one.turn.first.start for one in found)
    change = next_boundary(feed, NOW)
    assert ahead(feed.roster, change - dt.timedelta.resolution, ZONE) == found
