"""What can be done with a notice, and nothing else: each a transaction with its line in the log and its outbox.

    draft ──submit──► submitted ──approve──► scheduled, live, ended
      ▲                 │  │                     │
      └────recall───────┘  └──return──► draft    └──withdraw──► withdrawn ──edit, submit──► …

Who may do it was asked before (`tree.access`), but for approval, which is asked here, inside of the transaction.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from signage.content.fault import Fault, Level
from signage.errors import SignageError
from signage.server.console import moment
from signage.server.console.evidence.models import record
from signage.server.console.notices.kinds import Kind
from signage.server.console.notices.models import Hidden, NoticePage, Presence, Submission
from signage.server.console.notices.standing import (
    examine,
    faults_of,
    reached_by,
    title_in_words,
    waiting,
    writers,
    zone_of,
)
from signage.server.console.notices.written import (
    UNTITLED,
    Written,
    propose_end,
    propose_number,
)
from signage.server.console.publishing import outbox
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import AreaPage, CompoundPage, compounds_below

ONE_SITTING = dt.timedelta(minutes=30)
"""Autosaves of one person within this time are one revision: the history stays readable."""

NUMBERED = 300
"""Of so many notices the numbers are looked at when the next one is proposed."""

PRESENT = dt.timedelta(seconds=40)
"""Somebody who was heard of within this time still has the notice open."""


class ConflictError(SignageError):
    """Somebody else changed the notice meanwhile. `revision` is theirs."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(_("%s刚刚改过这条通知，您的修改没有覆盖它。") % (revision.user or _("别人")))
        self.revision = revision


class FaultyError(SignageError):
    """It cannot go to the glass like this. `faults` are the errors."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("还有%d处要改") % len(faults))
        self.faults = faults


class StateError(SignageError):
    """It is not in the state in which this can be done: somebody was faster."""


# Writing.


@transaction.atomic
def create(person: Any, branch: Page, kind: Kind) -> NoticePage:
    """A new draft on `branch`, with everything proposed that can be."""
    now = moment.now()
    written = Written(
        kind=kind.key,
        answers={field.key: field.default for field in kind.fields if field.default},
        number=propose_number(kind, now.astimezone(zone_of(branch)).year, _numbers(branch)),
        issuer=_issuer(branch, kind),
        basis=kind.bases[0] if kind.bases else "",
    )
    if kind.key == "free":
        written = msgspec.structs.replace(written, facts=(), body=())
    written = msgspec.structs.replace(written, posting_end=propose_end(written, now, zone_of(branch)))
    notice = NoticePage(title=UNTITLED, slug=f"n-{secrets.token_hex(8)}", written=written, live=False)
    branch.specific.add_child(instance=notice)
    _keep(notice, person)
    record("notice", person, branch=branch.path, subject=notice.subject, title=kind.name)
    return notice


@transaction.atomic
def create_replacement(person: Any, instead_of: NoticePage, compound: CompoundPage) -> NoticePage:
    """A draft of the compound's own that stands in for a branch's notice once it is approved. Raises: `StateError`."""
    if not instead_of.is_approved() or not _comes_from_above(instead_of, compound):
        raise StateError(_("只有上级发来的、在屏上的通知可以改用本小区的版本。"))
    written = msgspec.structs.replace(instead_of.written, replaces=instead_of.pk, buildings=())
    notice = NoticePage(title=instead_of.title, slug=f"n-{secrets.token_hex(8)}", written=written, live=False)
    compound.add_child(instance=notice)
    _keep(notice, person)
    record(
        "notice",
        person,
        branch=compound.path,
        subject=notice.subject,
        title=notice.title,
        kind=written.template.name,
        replaces=instead_of.pk,
    )
    return notice


@transaction.atomic
def save(person: Any, notice: NoticePage, written: Written, base: int, *, force: bool = False) -> Revision:
    """Keep `written` as the draft; `base` is the revision that the writer began from.

    Autosaves of one sitting become one revision. Raises: `ConflictError` when somebody else saved after `base`, unless
    `force`; `StateError` while it waits for approval.
    """
    notice = _locked(notice)
    if waiting(notice) is not None:
        raise StateError(_("这条通知正在等待审核；要修改请先收回。"))
    latest = notice.latest_revision
    if latest is not None and latest.pk != base and latest.user_id != person.pk and not force:
        raise ConflictError(latest)
    draft = notice.draft()
    if draft.written == written and latest is not None:
        return latest
    draft.written = written  # type: ignore[assignment]
    draft.title = title_in_words(notice, written)
    continued = latest if latest is not None and _same_sitting(latest, person, notice) else None
    revision = _keep(draft, person, continued)
    if continued is None:
        record(
            "edit", person, branch=notice.branch_path, subject=notice.subject, title=draft.title, revision=revision.pk
        )
    return revision


def _keep(draft: NoticePage, person: Any, continued: Revision | None = None) -> Revision:
    """`draft` as its newest revision, at our clock's moment: Wagtail asks the system's."""
    revision: Revision = draft.save_revision(user=person, overwrite_revision=continued)
    now = moment.now()
    Revision.objects.filter(pk=revision.pk).update(created_at=now)
    NoticePage.objects.filter(pk=draft.pk).update(latest_revision_created_at=now)
    return revision


def _same_sitting(latest: Revision, person: Any, notice: NoticePage) -> bool:
    """Whether `latest` may grow on: this person's, recent, and put before nobody."""
    return (
        latest.user_id == person.pk
        and moment.now() - latest.created_at < ONE_SITTING
        and latest.pk != notice.live_revision_id
        and not Submission.objects.filter(revision=latest).exists()
    )


@transaction.atomic
def delete_draft(person: Any, notice: NoticePage) -> None:
    """Remove a draft that was never approved. Raises: `StateError`."""
    notice = _locked(notice)
    if notice.approved_at is not None:
        raise StateError(_("上过屏的通知不能删除，只能撤下。"))
    record("delete", person, branch=notice.branch_path, subject=notice.subject, title=notice.draft().title)
    notice.submissions.all().delete()
    notice.delete()


# The second person.


@transaction.atomic
def submit(person: Any, notice: NoticePage, revision: int, note: str = "") -> Submission:
    """Put the draft before a second person. Raises: `FaultyError`, `StateError`, `ConflictError`."""
    notice = _locked(notice)
    if waiting(notice) is not None:
        raise StateError(_("这条通知已经在等待审核。"))
    latest = notice.latest_revision
    if latest is None or latest.pk != revision:
        raise ConflictError(latest or Revision())
    if notice.is_approved() and latest.pk == notice.live_revision_id:
        raise StateError(_("没有改动，不用再审核。"))
    errors = [fault for fault in faults_of(notice) if fault.level is Level.ERROR]
    if errors:
        raise FaultyError(errors)
    public = [each.what for each in examine(notice, notice.draft().written).asked if each.cleared]
    submission = Submission.objects.create(
        notice=notice, revision=latest, submitted_by=person, submitted_at=moment.now(), note=note[:200]
    )
    Presence.objects.filter(notice=notice).delete()
    record(
        "submit",
        person,
        branch=notice.branch_path,
        subject=notice.subject,
        title=notice.draft().title,
        revision=latest.pk,
        note=note[:200],
        **({"public": public} if public else {}),
    )
    return submission


@transaction.atomic
def recall(person: Any, notice: NoticePage) -> None:
    """Take a submission back to go on writing. Raises: `StateError`."""
    submission = _decided(person, _locked(notice), Submission.RECALLED, "")
    record(
        "recall",
        person,
        branch=notice.branch_path,
        subject=notice.subject,
        title=notice.draft().title,
        revision=submission.revision_id,
    )


@transaction.atomic
def send_back(person: Any, notice: NoticePage, submission: int, comment: str) -> None:
    """Return a submission to its writer, with a word on why. Raises: `StateError`."""
    notice = _locked(notice)
    _expect(notice, submission)
    done = _decided(person, notice, Submission.RETURNED, comment)
    record(
        "return",
        person,
        branch=notice.branch_path,
        subject=notice.subject,
        title=notice.draft().title,
        revision=done.revision_id,
        comment=comment[:400],
    )


@transaction.atomic
def approve(access: Access, notice: NoticePage, submission: int, comment: str = "") -> None:
    """Let a submission onto the glass. Raises: `StateError`, `FaultyError`, `PermissionDenied` (four eyes)."""
    notice = _locked(notice)
    found = _expect(notice, submission)
    if why := access.why_not_approve(found, writers(notice)):
        raise PermissionDenied(why)
    errors = [fault for fault in faults_of(notice) if fault.level is Level.ERROR]
    if errors:
        raise FaultyError(errors)
    now = moment.now()
    _decided(access.person, notice, Submission.APPROVED, comment)
    written: Written = found.revision.as_object().written
    found.revision.publish(
        user=access.person, skip_permission_checks=True
    )  # asked above: Wagtail knows no roles of ours
    first = notice.approved_at if notice.is_approved() else None
    NoticePage.objects.filter(pk=notice.pk).update(
        # a correction keeps the day on which the notice was first up
        approved_at=first or now,
        withdrawn_at=None,
        posting_end=written.posting_end,
        replaces=NoticePage.objects.filter(pk=written.replaces).first() if written.replaces else None,
    )
    concerned = reached_by(notice)
    record(
        "approve",
        access.person,
        branch=notice.branch_path,
        subject=notice.subject,
        title=title_in_words(notice, written),
        revision=found.revision_id,
        writers=sorted(writers(notice, before=found.revision_id)),
        comment=comment[:400],
        compounds=[compound.code for compound in concerned],
    )
    outbox.want(concerned)


@transaction.atomic
def withdraw(person: Any, notice: NoticePage, reason: str = "") -> None:
    """Take it off every screen. Raises: `StateError`."""
    notice = _locked(notice)
    if not notice.is_approved():
        raise StateError(_("这条通知已经不在屏上。"))
    concerned = reached_by(notice)
    notice.unpublish()  # without a person: Wagtail would ask its own permissions, and our log names them
    NoticePage.objects.filter(pk=notice.pk).update(withdrawn_at=moment.now())
    record(
        "withdraw",
        person,
        branch=notice.branch_path,
        subject=notice.subject,
        title=notice.title,
        reason=reason[:200],
        compounds=[compound.code for compound in concerned],
    )
    outbox.want(concerned)


@transaction.atomic
def hide(person: Any, notice: NoticePage, compound: CompoundPage, reason: str) -> None:
    """Do not show a branch's notice at `compound`. Raises: `StateError` when it does not come from above."""
    if not _comes_from_above(notice, compound):
        raise StateError(_("只有上级发来的通知可以在本小区不显示。"))
    _hidden, made = Hidden.objects.get_or_create(
        compound=compound, notice=notice, defaults={"reason": reason[:100], "by": person, "at": moment.now()}
    )
    if made:
        record("hide", person, branch=compound.path, subject=notice.subject, title=notice.title, reason=reason[:100])
        outbox.want([compound])


@transaction.atomic
def unhide(person: Any, notice: NoticePage, compound: CompoundPage) -> None:
    """Show it again: it was approved, and is."""
    if Hidden.objects.filter(compound=compound, notice=notice).delete()[0]:
        record("unhide", person, branch=compound.path, subject=notice.subject, title=notice.title)
        outbox.want([compound])


def present(notice: NoticePage, person: Any) -> list[str]:
    """Says that `person` has it open for writing; gives the names of the others who have."""
    now = moment.now()
    Presence.objects.update_or_create(notice=notice, person=person, defaults={"seen_at": now})
    others = Presence.objects.filter(notice=notice, seen_at__gt=now - PRESENT).exclude(person=person)
    return [presence.person.name for presence in others.select_related("person")]


def _comes_from_above(notice: NoticePage, compound: CompoundPage) -> bool:
    return bool(compound.path.startswith(notice.branch_path)) and compound.path != notice.branch_path


def _locked(notice: NoticePage) -> NoticePage:
    """The notice as the database has it now; nobody else decides about it until this transaction ends."""
    found: NoticePage = NoticePage.objects.select_for_update().get(pk=notice.pk)
    return found


def _expect(notice: NoticePage, submission: int) -> Submission:
    found = waiting(notice)
    if found is None or found.pk != submission:
        raise StateError(_("这条通知刚刚被别人处理过或收回了；请看它现在的样子。"))
    return found


def _decided(person: Any, notice: NoticePage, status: str, comment: str) -> Submission:
    found = waiting(notice)
    if found is None:
        raise StateError(_("这条通知刚刚被别人处理过或收回了；请看它现在的样子。"))
    found.status, found.decided_by, found.decided_at, found.comment = status, person, moment.now(), comment[:400]
    found.save()
    return found


def _numbers(branch: Page) -> list[str]:
    """The numbers in use on the branch, of its newest notices: numbers grow."""
    pages = NoticePage.objects.filter(path__startswith=branch.path).order_by("-pk")[:NUMBERED]
    return [page.draft().written.number for page in pages.select_related("latest_revision")]


def _issuer(branch: Page, kind: Kind) -> str:
    specific = branch.specific
    compound = next(iter(compounds_below([branch])), None)
    about = compound.compound if compound else None
    committee = (about.committee if about else "") or (specific.committee if isinstance(specific, AreaPage) else "")
    if not isinstance(specific, CompoundPage):
        return committee if isinstance(specific, AreaPage) else str(specific.title)
    match kind.issuer:
        case "property":
            return about.property_company if about and about.property_company else committee
        case "owners":
            return f"{specific.title}业委会"
        case "gate":
            return about.gate if about else "门卫室"
    return committee
