"""Browsing as a value: wherever a resident goes, home is near, back leads out, and nothing is left for the next one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.kiosk.browse import DEEPEST, HOME, At, BrowseState, Comfort, Place
from signage.playlist.dwell import BROWSE_IDLE, BROWSE_WARNING

PLACES = st.builds(
    Place,
    at=st.sampled_from([at for at in At if at is not At.HOME]),
    item=st.sampled_from(["", "water", "fraud", "3"]),
    page=st.integers(-5, 5),
    tab=st.sampled_from(["", "停水", "month"]),
    by_time=st.booleans(),
)
COMFORTS = st.sampled_from(sorted(Comfort.__dataclass_fields__))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("go"), PLACES),
        st.tuples(st.just("home"), st.none()),
        st.tuples(st.just("back"), st.none()),
        st.tuples(st.just("turn"), st.integers(-3, 3)),
        st.tuples(st.just("toggle"), COMFORTS),
        st.tuples(st.just("second"), st.none()),
        st.tuples(st.just("scroll"), st.floats(0, 5000)),
        st.tuples(st.just("pages"), st.integers(1, 12)),
    ),
    max_size=40,
)


def walk(steps, state):
    for name, what in steps:
        if not state.active:
            break
        match name:
            case "go":
                state = state.gone_to(what)
            case "home":
                state = state.gone_to(HOME)
            case "back":
                state = state.back()
            case "turn":
                state = state.turned(what)
            case "toggle":
                state = state.toggled(what)
            case "second":
                state = state.second()
            case "scroll":
                state = state.scrolled(what)
            case "pages":
                state = state.paged(min(state.place.page, what - 1), what)
        yield state


@given(st.one_of(st.just(HOME), PLACES), STEPS)
def test_from_wherever_two_touches_lead_out(place, steps):
    for state in walk(steps, BrowseState().begun(place)):
        if not state.active:
            break
        assert state.trail[0] == HOME or state.trail[0].at is At.HOME
        assert len(state.trail) <= DEEPEST
        home = state.gone_to(HOME)
        assert home.place.at is At.HOME
        assert not home.back().active
        out = state
        for _ in range(DEEPEST):
            out = out.back()
        assert not out.active


@given(PLACES, STEPS)
def test_a_step_back_gives_the_place_before_as_it_was_left(place, steps):
    for state in walk(steps, BrowseState().begun(HOME)):
        if not state.active:
            break
        there = state.gone_to(place)
        if len(there.trail) > len(state.trail):
            assert there.back().place == state.place
            assert there.back().comfort == state.comfort
        assert there.left == BROWSE_IDLE


@given(st.integers(1, 9), st.lists(st.integers(-4, 4), max_size=20))
def test_pages_stay_within_what_is_read(pages, turns):
    state = BrowseState().begun(Place(At.READING, "water")).paged(0, pages)
    for turn in turns:
        state = state.turned(turn)
        assert 0 <= state.place.page < pages


def test_weeks_never_end():
    state = BrowseState().begun(Place(At.DUTY))
    assert state.turned(-1).place.page == -1
    assert state.turned(1).turned(1).place.page == 2


def test_another_tab_is_no_step_for_back():
    state = BrowseState().begun(Place(At.NOTICES))
    state = state.gone_to(Place(At.NOTICES, tab="停水")).gone_to(Place(At.NOTICES, by_time=True))
    assert [place.at for place in state.trail] == [At.HOME, At.NOTICES]


def test_one_notice_leads_to_another_and_back():
    state = BrowseState().begun(Place(At.READING, "water")).gone_to(Place(At.READING, "fraud"))
    assert state.back().place.item == "water"


def test_the_list_is_found_where_it_was_left():
    state = BrowseState().begun(Place(At.NOTICES)).scrolled(420).gone_to(Place(At.READING, "water"))
    assert state.back().place.scroll == 420


def test_time_runs_out_with_a_warning():
    state = BrowseState().begun(HOME)
    seen = []
    while state.left > 0:
        seen.append(state.warning)
        state = state.second()
    assert len(seen) == BROWSE_IDLE
    assert sum(seen) == BROWSE_WARNING
    assert state.share == 0
    assert state.touched().left == BROWSE_IDLE
    assert BrowseState(left=3).resumed().left == BROWSE_WARNING
    assert BrowseState(left=50).resumed().left == 50


def test_the_next_person_starts_fresh():
    state = BrowseState().begun(HOME).toggled("large").toggled("english").back()
    assert not state.active
    assert BrowseState().begun(HOME).comfort == Comfort()


def test_a_comfort_goes_off_as_it_came_on():
    state = BrowseState().begun(HOME)
    for name in Comfort.__dataclass_fields__:
        on = state.toggled(name)
        assert getattr(on.comfort, name)
        assert on.toggled(name).comfort == state.comfort
    with pytest.raises(ValueError, match="no comfort"):
        state.toggled("loud")


def test_large_type_begins_what_is_read_anew():
    state = BrowseState().begun(Place(At.READING, "water")).paged(3, 5)
    assert state.toggled("large").place.page == 0
    assert state.toggled("contrast").place.page == 3


def test_what_is_gone_is_left():
    trail = BrowseState().begun(Place(At.NOTICES)).gone_to(Place(At.READING, "water")).gone_to(Place(At.CODE, "water"))
    assert trail.without(frozenset({"fraud"})) is trail
    assert trail.without(frozenset({"water"})).place.at is At.NOTICES
    assert BrowseState().begun(Place(At.READING, "water")).without(frozenset({"water"})).place == HOME
