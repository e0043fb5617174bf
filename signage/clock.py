"""Time, injected: nothing in this project asks the system for it directly.

A small computer without a battery clock boots years ago. A screen that believes it would claim the wrong person on
duty, so time is distrusted until it has passed what is already known to be past.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

BUILT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
"""No clock that is right can say less: this code did not exist."""


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> dt.datetime:
        """The present moment, in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


class ShiftedClock:
    """A clock that started at another moment and runs on from there: for drills, pictures and tests by hand."""

    def __init__(self, start: dt.datetime, base: Clock | None = None) -> None:
        self._base = base or SystemClock()
        self._shift = start - self._base.now()

    def now(self) -> dt.datetime:
        return self._base.now() + self._shift


SKEW = dt.timedelta(minutes=2)
"""How far two machines' clocks may differ before one of them is called wrong."""


class FlooredClock:
    """A clock that never says less than what is certainly past, and says whether it had to be held up.

    `known_past` is the last signed moment seen: what was posted by then is shown even by a clock that is wrong.
    """

    def __init__(self, base: Clock) -> None:
        self._base = base
        self.known_past: dt.datetime | None = None

    def now(self) -> dt.datetime:
        return max(self._base.now(), self.known_past or BUILT, BUILT)

    def trusted(self) -> bool:
        """Whether the base's own time is credible."""
        return credible(self._base.now(), self.known_past)


def credible(now: dt.datetime, *known_past: dt.datetime | None) -> bool:
    """Whether `now` is not before anything that has certainly happened: the build, the last signed moment seen.

    `SKEW` is allowed: the publisher's clock may be a little ahead of this one.
    """
    return now + SKEW >= max(BUILT, *(moment for moment in known_past if moment is not None), BUILT)
