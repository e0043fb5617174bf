"""Months as lists: what waits for somebody, what there is of each compound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from signage.server.console.rosters.grid import month_name
from signage.server.console.rosters.models import RosterMonth, RosterState, RosterSubmission
from signage.server.console.rosters.standing import Standing, standing_of, this_month, today_at, why_not_approve
from signage.server.console.rosters.turns import MONTHS_AHEAD, first_of, month_of
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action

ASKED_FROM = 25
"""From this day of a month on its successor's roster is asked for."""


@dataclass(frozen=True)
class Row:
    """A month in a list; `words` say what is to be done, or who waits."""

    standing: Standing
    name: str
    words: str = ""
    urgent: bool = False


def months_of(compound: CompoundPage) -> list[Row]:
    """This month and the next, and whatever else there is from the last month on."""
    this = this_month(compound)
    wanted = {this, month_of(first_of(this), 1)}
    wanted |= set(
        RosterMonth.objects.filter(compound=compound, month__gte=month_of(first_of(this), -1)).values_list(
            "month", flat=True
        )
    )
    return [row(compound, month) for month in sorted(wanted)]


def row(compound: CompoundPage, month: str) -> Row:
    return Row(standing_of(compound, month), month_name(month))


def wanted_month(compound: CompoundPage) -> str:
    """The month that somebody who uploads most likely brings: the first that has nothing yet. A month that is nearly
    over is not brought any more."""
    late = today_at(compound).day >= ASKED_FROM
    ahead = [month for month, _name in choices(compound)][1 if late else 0 :]
    missing = (month for month in ahead if standing_of(compound, month).state is RosterState.MISSING)
    return next(missing, ahead[0])


def choices(compound: CompoundPage) -> list[tuple[str, str]]:
    """The months that may be set: from this one on, as far as a feed carries them."""
    this = first_of(this_month(compound))
    return [(month, month_name(month)) for month in (month_of(this, further) for further in range(MONTHS_AHEAD + 1))]


# What waits for somebody.


def waiting(access: Access) -> dict[str, Any]:
    """All of it, for the first page; `any`: whether there is anything."""
    found: dict[str, Any] = {
        "missing": missing(access),
        "to_approve": to_approve(access),
        "unfinished": unfinished(access),
    }
    return {**found, "any": any(found.values())}


def missing(access: Access) -> list[Row]:
    """Where nobody has announced this month, or from the 25th on the next; nothing where that waits for approval."""
    found = []
    compounds = list(access.compounds(Action.WRITE))
    announced = set(
        RosterMonth.objects.filter(compound__in=compounds, live__isnull=False).values_list("compound_id", "month")
    )
    for compound in compounds:
        this = this_month(compound)
        late = today_at(compound).day >= ASKED_FROM
        for month in (this, month_of(first_of(this), 1)) if late else (this,):
            if (compound.pk, month) in announced:
                continue
            standing = standing_of(compound, month)
            if standing.state in {RosterState.MISSING, RosterState.WITHDRAWN}:
                found.append(Row(standing, month_name(month), urgent=month == this))
    return found


def to_approve(access: Access) -> list[dict[str, Any]]:
    """Submissions where the person has the approver's role; whether they may decide is said beside each."""
    waiting = RosterSubmission.objects.filter(
        status=RosterSubmission.WAITING, roster__compound__in=access.compounds(Action.APPROVE)
    ).select_related("roster__compound", "submitted_by")
    found = []
    for each in waiting.order_by("submitted_at"):
        standing = standing_of(each.roster.compound, each.roster.month)
        found.append(
            {
                "submission": each,
                "row": Row(standing, month_name(each.roster.month)),
                "why_not": why_not_approve(access, standing, each),
            }
        )
    return found


def unfinished(access: Access) -> list[Row]:
    """What the person set or got back, and nobody is asked to look at; and what they sent."""
    found = []
    mine = RosterMonth.objects.filter(
        compound__in=access.compounds(Action.WRITE), versions__person=access.person
    ).distinct()
    for each in mine.select_related("compound"):
        standing = standing_of(each.compound, each.month)
        own = standing.latest is not None and standing.latest.person_id == access.person.pk
        if own and standing.pending and each.month >= this_month(each.compound):
            found.append(Row(standing, month_name(each.month)))
    return found
