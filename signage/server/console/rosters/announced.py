"""The roster that a compound's feed and its calendar carry: what was approved and stands."""

from __future__ import annotations

import datetime as dt

from signage.content.duty import Roster
from signage.playlist.duty import local_day
from signage.server.console.rosters.models import RosterMonth
from signage.server.console.rosters.turns import published_months, roster_of, zone_of
from signage.server.console.tree.models import CompoundPage


def announced(compound: CompoundPage, now: dt.datetime) -> Roster:
    """What residents may know at `now`: the months around today's."""
    return roster_of((each.month, each.live.turns) for each in _months(compound, now))


def announced_at(compound: CompoundPage, now: dt.datetime) -> dt.datetime | None:
    """When the announced roster last changed; None where there is none."""
    return max((each.live.at for each in _months(compound, now)), default=None)


def _months(compound: CompoundPage, now: dt.datetime) -> list[RosterMonth]:
    wanted = published_months(local_day(now, zone_of(compound.compound)))
    found = RosterMonth.objects.filter(compound=compound, live__isnull=False, month__in=wanted)
    return list(found.select_related("live"))
