"""How often somebody may try to log in. The decision is pure; what it counts is in the database, shared by processes.

Our own instead of a package: a dozen lines, the injected clock, and words that a clerk understands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from signage.server.console import moment
from signage.server.console.accounts.models import Attempt

SPAN = dt.timedelta(minutes=15)
FOR_A_NAME = 5
"""Failures under one name within `SPAN`: from whatever address, so that many machines gain nothing."""
FROM_AN_ADDRESS = 30
"""Failures from one address within `SPAN`: an office shares one, so more than for a name."""


def wait(failures: Sequence[dt.datetime], allowed: int, now: dt.datetime) -> dt.timedelta:
    """How long nobody may try again after these `failures`: until fewer than `allowed` of them lie within `SPAN`."""
    recent = sorted(moment for moment in failures if now - moment < SPAN)
    if len(recent) < allowed:
        return dt.timedelta(0)
    return recent[-allowed] + SPAN - now


def held_up(username: str, address: str) -> dt.timedelta:
    """How long this name, or this address, must wait before it may try."""
    now = moment.now()
    recent = Attempt.objects.filter(at__gt=now - SPAN)
    by_name = list(recent.filter(username=_name(username)).values_list("at", flat=True))
    by_address = list(recent.filter(address=address).values_list("at", flat=True))
    return max(wait(by_name, FOR_A_NAME, now), wait(by_address, FROM_AN_ADDRESS, now))


def failed(username: str, address: str) -> None:
    """Remember a failure, and forget those that count no more."""
    now = moment.now()
    Attempt.objects.filter(at__lte=now - SPAN).delete()
    Attempt.objects.create(username=_name(username), address=address, at=now)


def succeeded(username: str) -> None:
    """The right person came: the slips before are forgotten."""
    Attempt.objects.filter(username=_name(username)).delete()


def _name(username: str) -> str:
    return username.strip().casefold()[:40]
