"""What can be done with a month's roster, and nothing else: each a transaction with its line in the log.

    set ──submit──► submitted ──approve──► announced ──set──► …
     ▲                │  │                     │
     └────recall──────┘  └──return──► set      └──withdraw──► withdrawn

Who may do it was asked before (`tree.access`), but for approval, which is asked here, inside of the transaction.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from signage.content.fault import Fault, Level
from signage.server.console import moment
from signage.server.console.evidence.models import record
from signage.server.console.notices.work import ONE_SITTING, FaultyError, StateError
from signage.server.console.publishing import outbox
from signage.server.console.rosters.models import RosterMonth, RosterSubmission, RosterVersion
from signage.server.console.rosters.standing import Standing, faults_of, standing_of, why_not_approve, writers
from signage.server.console.rosters.turns import Turns, differences, first_of, is_month
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage


def title_of(compound: CompoundPage, month: str) -> str:
    """How the log and lists call it; the log is Chinese in every language, like the notices' titles."""
    return f"{compound.title}{first_of(month).year}年{first_of(month).month}月排片表"


@transaction.atomic
def keep(
    person: Any, compound: CompoundPage, month: str, turns: Turns, mark: str, *, file: str = ""
) -> RosterVersion | None:
    """Set the month to `turns`; `mark` is the state that it was changed from. None when nothing is different.

    Changes at the grid by one person in one sitting become one version; a sheet is always one of its own. Raises:
    `StateError` when it waits for approval, or somebody else has changed it since.
    """
    if not is_month(month):
        raise StateError(_("月份不对"))
    RosterMonth.objects.get_or_create(compound=compound, month=month)
    before = _locked(compound, month)
    if before.waiting:
        raise StateError(_("这张排片表正在等待审核；要修改请先收回。"))
    if mark != before.mark:
        raise StateError(_("刚刚有人改过这张排片表，您的修改没有覆盖它；请看过现在的样子再改。"))
    if turns == before.turns and (before.latest or before.live):
        return None
    assert before.roster is not None  # noqa: S101 — made above
    changes = differences(before.turns, turns)
    version = _continued(before, person) if not file else None
    if version is None:
        version = RosterVersion(roster=before.roster, person=person, file=file[:120])
    version.turns = turns  # type: ignore[assignment]
    version.at, version.edits = moment.now(), version.edits + 1
    version.save()
    record(
        "roster" if file else "roster-edit",
        person,
        branch=compound.path,
        subject=before.roster.subject,
        title=title_of(compound, month),
        version=version.mark,
        file=file[:120],
        turns=len(turns.slots),
        changed=len(changes),
    )
    return version


def _continued(before: Standing, person: Any) -> RosterVersion | None:
    """The newest version, where it may grow on: this person's, recent, no sheet, and put before nobody."""
    latest = before.latest
    if latest is None or latest.person_id != person.pk or moment.now() - latest.at >= ONE_SITTING or latest.file:
        return None
    if RosterSubmission.objects.filter(version=latest).exists():
        return None
    return latest


@transaction.atomic
def discard(person: Any, compound: CompoundPage, month: str) -> None:
    """Forget what was set since the last approval. Raises: `StateError`."""
    before = _locked(compound, month)
    if before.waiting:
        raise StateError(_("这张排片表正在等待审核；要修改请先收回。"))
    if before.roster is None or not before.pending:
        raise StateError(_("没有未公布的改动。"))
    approved = before.roster.submissions.filter(status=RosterSubmission.APPROVED).order_by("-version_id").first()
    newer = before.roster.versions.filter(pk__gt=approved.version_id if approved else 0)
    if not newer.exists():
        raise StateError(_("没有未公布的改动。"))
    RosterSubmission.objects.filter(version__in=newer).delete()
    newer.delete()
    record("delete", person, branch=compound.path, subject=before.roster.subject, title=title_of(compound, month))


# The second person.


@transaction.atomic
def submit(person: Any, compound: CompoundPage, month: str, mark: str, note: str = "") -> RosterSubmission:
    """Put what is set before a second person. Raises: `FaultyError`, `StateError`."""
    before = _locked(compound, month)
    if before.waiting:
        raise StateError(_("这张排片表已经在等待审核。"))
    if before.roster is None or before.latest is None or not before.pending:
        raise StateError(_("没有改动，不用再审核。"))
    if before.mark != mark:
        raise StateError(_("刚刚有人改过这张排片表；请看过现在的样子再提交。"))
    _demand_faultless(before)
    submission = RosterSubmission.objects.create(
        roster=before.roster, version=before.latest, submitted_by=person, submitted_at=moment.now(), note=note[:200]
    )
    _tell("submit", person, before, note=note[:200])
    return submission


@transaction.atomic
def recall(person: Any, compound: CompoundPage, month: str) -> None:
    """Take a submission back to go on. Raises: `StateError`."""
    before = _locked(compound, month)
    _decide(person, before, before.waiting.pk if before.waiting else 0, RosterSubmission.RECALLED, "")
    _tell("recall", person, before)


@transaction.atomic
def send_back(person: Any, compound: CompoundPage, month: str, submission: int, comment: str) -> None:
    """Return a submission, with a word on why. Raises: `StateError`."""
    before = _locked(compound, month)
    _decide(person, before, submission, RosterSubmission.RETURNED, comment)
    _tell("return", person, before, comment=comment[:400])


@transaction.atomic
def approve(access: Access, compound: CompoundPage, month: str, submission: int, comment: str = "") -> None:
    """Announce what was submitted. Raises: `StateError`, `FaultyError`, `PermissionDenied` (four eyes)."""
    before = _locked(compound, month)
    found = before.waiting
    if found is not None and found.pk == submission and (why := why_not_approve(access, before, found)):
        raise PermissionDenied(why)
    hands = sorted(writers(before))
    decided = _decide(access.person, before, submission, RosterSubmission.APPROVED, comment)
    _demand_faultless(before)
    assert before.roster is not None  # noqa: S101 — it has a submission
    first = before.roster.approved_at if before.live else None
    RosterMonth.objects.filter(pk=before.roster.pk).update(
        live=decided.version, approved_at=first or moment.now(), withdrawn_at=None
    )
    _tell("approve", access.person, before, writers=hands, comment=comment[:400], compounds=[compound.code])
    outbox.want([compound])


@transaction.atomic
def withdraw(person: Any, compound: CompoundPage, month: str, reason: str = "") -> None:
    """Take the month off every screen: its days are not announced any more. Raises: `StateError`."""
    before = _locked(compound, month)
    if before.roster is None or before.live is None:
        raise StateError(_("这张排片表已经不在屏上。"))
    RosterMonth.objects.filter(pk=before.roster.pk).update(live=None, withdrawn_at=moment.now())
    _tell("withdraw", person, before, reason=reason[:200], compounds=[compound.code])
    outbox.want([compound])


def _locked(compound: CompoundPage, month: str) -> Standing:
    """As the database has it now; nobody else decides about it until this transaction ends."""
    RosterMonth.objects.select_for_update().filter(compound=compound, month=month).first()
    return standing_of(compound, month)


def _demand_faultless(standing: Standing) -> None:
    errors: list[Fault] = [
        fault for fault in faults_of(standing.compound, standing.month, standing.turns) if fault.level is Level.ERROR
    ]
    if errors:
        raise FaultyError(errors)


def _decide(person: Any, standing: Standing, submission: int, status: str, comment: str) -> RosterSubmission:
    found = standing.waiting
    if found is None or found.pk != submission:
        raise StateError(_("这张排片表刚刚被别人处理过或收回了；请看它现在的样子。"))
    found.status, found.decided_by, found.decided_at, found.comment = status, person, moment.now(), comment[:400]
    found.save()
    return found


def _tell(action: str, person: Any, standing: Standing, **details: Any) -> None:
    compound, roster = standing.compound, standing.roster
    record(
        action,
        person,
        branch=compound.path,
        subject=roster.subject if roster else "",
        title=title_of(compound, standing.month),
        version=standing.mark,
        **details,
    )
