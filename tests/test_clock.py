"""Time that is distrusted until it has passed what is known to be past."""

from __future__ import annotations

import datetime as dt

from signage.clock import BUILT, SKEW, FlooredClock, ShiftedClock, SystemClock, credible

SIGNED = dt.datetime(2026, 12, 9, 5, 58, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)


class Held:
    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment


def test_the_systems_clock_says_utc():
    before = dt.datetime.now(dt.UTC)
    now = SystemClock().now()
    assert now.tzinfo is dt.UTC
    assert before <= now <= dt.datetime.now(dt.UTC)


def test_a_shifted_clock_runs_on_from_its_start():
    base = Held(BUILT)
    clock = ShiftedClock(SIGNED, base)
    assert clock.now() == SIGNED
    base.moment += dt.timedelta(hours=3)
    assert clock.now() == SIGNED + dt.timedelta(hours=3)


def test_no_time_before_the_build_is_credible():
    assert credible(BUILT)
    assert credible(BUILT - SKEW)
    assert not credible(BUILT - SKEW - TICK)
    assert not credible(dt.datetime(1970, 1, 1, tzinfo=dt.UTC), None)


def test_no_time_before_the_last_signed_moment_is_credible():
    assert credible(SIGNED, SIGNED)
    assert credible(SIGNED - SKEW, None, SIGNED)
    assert not credible(SIGNED - SKEW - TICK, None, SIGNED)
    assert not credible(SIGNED, SIGNED + dt.timedelta(days=1), SIGNED)


def test_a_floored_clock_never_says_less_than_what_is_known():
    base = Held(dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    clock = FlooredClock(base)
    assert clock.now() == BUILT
    assert not clock.trusted()
    clock.known_past = SIGNED
    assert clock.now() == SIGNED
    base.moment = SIGNED + dt.timedelta(minutes=7)
    assert clock.now() == base.moment
    assert clock.trusted()


def test_an_old_feed_does_not_hold_the_clock_below_the_build():
    clock = FlooredClock(Held(dt.datetime(1970, 1, 1, tzinfo=dt.UTC)))
    clock.known_past = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    assert clock.now() == BUILT
