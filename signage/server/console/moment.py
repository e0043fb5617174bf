"""The console's clock: injected once, asked everywhere."""

from __future__ import annotations

import datetime as dt

from signage.clock import Clock, SystemClock

_clock: Clock = SystemClock()


def use_clock(clock: Clock) -> Clock:
    """From now on ask `clock`; gives the one before."""
    global _clock
    before, _clock = _clock, clock
    return before


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return _clock.now()


def clock() -> Clock:
    """The clock itself, for what wants one."""
    return _clock
