"""How a month stands: what is set, what is on the glass, what is wrong, whose hand is in it. Asked, never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from signage.content.fault import Fault, Level
from signage.playlist.duty import local_day
from signage.server.console import moment
from signage.server.console.notices.kinds import ROSTER
from signage.server.console.publishing import outbox
from signage.server.console.rosters.models import RosterMonth, RosterState, RosterSubmission, RosterVersion
from signage.server.console.rosters.turns import Turns, month_of, turn_faults, zone_of
from signage.server.console.tree.access import Access, guards_at, kinds_alone
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import may_approve


@dataclass(frozen=True)
class Standing:
    """A month of a compound, whether or not anything was ever set for it."""

    compound: CompoundPage
    month: str
    roster: RosterMonth | None = None
    latest: RosterVersion | None = None
    """What was set last; None where there is nothing, or what there was is discarded."""
    live: RosterVersion | None = None
    last: RosterSubmission | None = None

    @property
    def turns(self) -> Turns:
        found = self.latest or self.live
        return found.turns if found else Turns()  # type: ignore[return-value]

    @property
    def shown(self) -> Turns:
        """What the glass has."""
        return self.live.turns if self.live else Turns()  # type: ignore[return-value]

    @property
    def mark(self) -> str:
        found = self.latest or self.live
        return found.mark if found else ""

    @property
    def waiting(self) -> RosterSubmission | None:
        return self.last if self.last is not None and self.last.status == RosterSubmission.WAITING else None

    @property
    def pending(self) -> bool:
        """Something is set that is not on the glass."""
        return self.latest is not None and (self.live is None or self.latest.turns != self.live.turns)

    @property
    def state(self) -> RosterState:
        if self.waiting:
            return RosterState(RosterState.SUBMITTED)
        returned = self.last is not None and self.last.status == RosterSubmission.RETURNED
        if returned and self.pending:
            return RosterState(RosterState.RETURNED)
        if self.live is not None:
            return RosterState(RosterState.LIVE)
        if self.roster is not None and self.roster.withdrawn_at is not None and not self._newer_than_withdrawal():
            return RosterState(RosterState.WITHDRAWN)
        return RosterState(RosterState.DRAFT if self.latest is not None else RosterState.MISSING)

    def _newer_than_withdrawal(self) -> bool:
        withdrawn = self.roster.withdrawn_at if self.roster else None
        return self.latest is not None and withdrawn is not None and self.latest.at > withdrawn


def standing_of(compound: CompoundPage, month: str) -> Standing:
    roster = RosterMonth.objects.filter(compound=compound, month=month).select_related("live", "compound").first()
    if roster is None:
        return Standing(compound=compound, month=month)
    return Standing(
        compound=compound,
        month=month,
        roster=roster,
        latest=roster.versions.select_related("person").first(),
        live=roster.live,
        last=roster.submissions.select_related("submitted_by", "decided_by", "version").first(),
    )


def writers(standing: Standing) -> set[int]:
    """Everybody whose hand is in what was set since the last approval."""
    if standing.roster is None:
        return set()
    approved = (
        standing.roster.submissions.filter(status=RosterSubmission.APPROVED)
        .order_by("-version_id")
        .values_list("version_id", flat=True)
        .first()
    )
    return set(standing.roster.versions.filter(pk__gt=approved or 0).values_list("person_id", flat=True))


def why_not_approve(access: Access, standing: Standing, submission: RosterSubmission) -> str:
    """Why the person may not approve `submission`; empty where they may. Four eyes, unless a branch says otherwise."""
    path = standing.compound.path
    roles, alone, guards, now = access.roles(path), kinds_alone(path), guards_at(path), moment.now()
    person = access.person.pk
    if why := may_approve(person, roles, set(), ROSTER.key, alone, guards, now):
        return why
    hands = {*writers(standing), submission.submitted_by_id}
    if may_approve(person, roles, hands, ROSTER.key, alone, guards, now):
        return str(_("这张排片表您传过或改过，须由另一人审核"))
    return ""


def faults_of(compound: CompoundPage, month: str, turns: Turns) -> list[Fault]:
    """Every fault of these turns, errors first."""
    found = turn_faults(compound.compound, month, turns, moment.now(), outbox.undrawn)
    return sorted(found, key=lambda fault: fault.level is not Level.ERROR)


def today_at(compound: CompoundPage) -> dt.date:
    return local_day(moment.now(), zone_of(compound.compound))


def this_month(compound: CompoundPage) -> str:
    return month_of(today_at(compound))
