"""Is a film still moving: decided from what was seen of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from signage.kiosk.filmwatch import (
    FRAME_SECONDS,
    LULL_SECONDS,
    STALL_SECONDS,
    STUCK_SECONDS,
    WATCHED_SECONDS,
    Watch,
    rest,
)

looks = st.lists(st.one_of(st.just("came"), st.floats(-1.0, 1e6)), max_size=60)


def after(seen) -> Watch:
    watch = Watch()
    for one in seen:
        watch = watch.came() if one == "came" else watch.waited(one)
    return watch


def waited(watch: Watch, seconds: float) -> Watch:
    """`watch` after so long without a picture, looked at as often as a film is."""
    for _ in range(round(seconds / FRAME_SECONDS)):
        watch = watch.waited(FRAME_SECONDS)
    return watch


@given(looks, st.booleans())
def test_a_picture_ends_every_stall(seen, buffered):
    assert after([*seen, "came"]).problem(over=False, buffered=buffered) == ""
    assert not after([*seen, "came"]).stuck


@given(looks)
def test_a_film_that_showed_something_comes_well_to_its_end(seen):
    watch = after(seen)
    assert watch.pictures == seen.count("came")
    assert (watch.problem(over=True, buffered=False) == "") is ("came" in seen)


@given(looks, st.floats(0.0, 1e9))
def test_when_nobody_looked_it_was_not_the_film_that_stood_still(seen, asleep):
    before = after(seen)
    assert before.waited(asleep).still <= before.still + WATCHED_SECONDS
    assert Watch(pictures=3).waited(asleep).problem(over=False, buffered=False) == ""


def test_a_film_that_does_not_begin_is_given_up():
    assert not waited(Watch(), STALL_SECONDS - 0.1).problem(over=False, buffered=True)
    assert waited(Watch(), STALL_SECONDS + 0.1).problem(over=False, buffered=True) == "stalled: no new picture for 3 s"


def test_a_film_that_stops_is_given_up_and_it_is_said_where():
    moving = Watch(pictures=7)
    assert not waited(moving, STALL_SECONDS - 0.1).problem(over=False, buffered=False)
    problem = waited(moving, STALL_SECONDS + 0.1).problem(over=False, buffered=False)
    assert problem == "stalled: no new picture for 3 s after 7 pictures"


def test_a_film_that_holds_a_picture_is_waited_for_longer():
    moving = Watch(pictures=7)
    assert not waited(moving, LULL_SECONDS - 0.2).problem(over=False, buffered=True)
    assert waited(moving, LULL_SECONDS + 0.2).problem(over=False, buffered=True)


def test_it_may_hang_before_it_is_given_up():
    assert STUCK_SECONDS < STALL_SECONDS
    assert not waited(Watch(), STUCK_SECONDS / 2).stuck
    assert waited(Watch(), STUCK_SECONDS + 0.1).stuck


@given(st.floats(0.0, 10.0))
def test_half_of_the_time_is_left_to_all_else(cost):
    assert rest(cost) >= cost
    assert rest(cost) + cost >= FRAME_SECONDS
