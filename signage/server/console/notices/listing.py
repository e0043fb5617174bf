"""Notices as lists: what waits for somebody, what is on which screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from signage.content.zone import find_zone
from signage.server.console import moment
from signage.server.console.notices.models import Hidden, NoticePage, State, Submission
from signage.server.console.notices.written import Written, posted_words
from signage.server.console.publishing import outbox
from signage.server.console.publishing.models import Publication
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action

SOON = dt.timedelta(days=2)
LISTED = 200

UNSENT = (
    Q(approved_at=None)
    | (Q(withdrawn_at=None) & ~Q(latest_revision=F("live_revision")))
    | Q(withdrawn_at__lt=F("latest_revision_created_at"))
)
"""There are words in it that nobody approved: never any, changes since, or a new beginning after a withdrawal."""


@dataclass(frozen=True)
class Row:
    """A notice in a list."""

    notice: NoticePage
    title: str
    kind: str
    state: State
    where: str
    words: str
    """When it is shown."""
    pending: bool = False
    """Approved, with changes that are not."""


@dataclass(frozen=True)
class ScreenRow:
    """A compound's screens, and what is on them."""

    compound: CompoundPage
    items: list[Row] = field(default_factory=list)
    problem: str = ""
    published: bool = False


def with_last(notices: QuerySet[NoticePage]) -> QuerySet[NoticePage]:
    """Each with the status of its newest submission as `last_status`."""
    newest = Submission.objects.filter(notice=OuterRef("pk")).order_by("-pk").values("status")[:1]
    return notices.annotate(last_status=Subquery(newest)).select_related("latest_revision")


def row(notice: NoticePage, names: dict[str, str], *, as_draft: bool = False) -> Row:
    """`notice` as it is on the glass, or `as_draft` with its newest words."""
    now = moment.now()
    state = notice.state_at(now, getattr(notice, "last_status", None) or "")
    shown = notice if state in {State.LIVE, State.SCHEDULED, State.ENDED} and not as_draft else notice.draft()
    written: Written = shown.written
    zone = find_zone("Asia/Shanghai") or dt.UTC
    return Row(
        notice=notice,
        title=shown.title,
        kind=written.template.name,
        state=state,
        where=names.get(notice.branch_path, ""),
        words=posted_words(written.posting_start or notice.approved_at, written.posting_end, zone),
        pending=notice.is_approved() and notice.latest_revision_id != notice.live_revision_id,
    )


def branch_names(paths: set[str]) -> dict[str, str]:
    """The name of each branch."""
    from wagtail.models import Page

    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def rows(notices: QuerySet[NoticePage]) -> list[Row]:
    found = list(with_last(notices)[:LISTED])
    names = branch_names({notice.branch_path for notice in found})
    return [row(notice, names) for notice in found]


# What waits for somebody.


def to_approve(access: Access) -> list[dict[str, Any]]:
    """Submissions where the person has the approver's role; whether they may decide is said beside each."""
    waiting = Submission.objects.filter(
        status=Submission.WAITING, notice__in=access.notices(Action.APPROVE)
    ).select_related("notice", "notice__latest_revision", "revision", "submitted_by")
    from signage.server.console.notices.standing import writers

    names = branch_names({each.notice.branch_path for each in waiting})
    return [
        {
            "submission": each,
            "row": row(_as_submitted(each.notice), names),
            "why_not": access.why_not_approve(each, writers(each.notice)),
        }
        for each in waiting.order_by("submitted_at")
    ]


def _as_submitted(notice: NoticePage) -> NoticePage:
    notice.last_status = Submission.WAITING  # type: ignore[attr-defined]
    return notice


def returned_to(access: Access) -> list[dict[str, Any]]:
    """What came back to its writer, and nobody has taken up since."""
    last = Submission.objects.filter(notice=OuterRef("notice")).order_by("-pk").values("pk")[:1]
    found = (
        Submission.objects.annotate(last=Subquery(last))
        .filter(status=Submission.RETURNED, pk=F("last"), submitted_by=access.person)
        .filter(notice__in=access.notices(Action.WRITE))
        .select_related("notice", "decided_by")
    )
    return [{"submission": each, "title": each.notice.draft().title} for each in found]


def drafts_of(access: Access) -> list[Row]:
    """Drafts whose last words are the person's own, not before anybody yet."""
    mine = access.notices(Action.WRITE).filter(latest_revision__user=access.person)
    mine = mine.filter(UNSENT)
    found = (
        with_last(mine)
        .filter(Q(last_status=None) | ~Q(last_status__in=(Submission.WAITING, Submission.RETURNED)))
        .order_by("-latest_revision_created_at")[:8]
    )
    names = branch_names({notice.branch_path for notice in found})
    return [row(notice, names, as_draft=True) for notice in found]


def sent_by(access: Access) -> list[Row]:
    """What the person sent and a second one has not looked at yet."""
    mine = access.notices(Action.WRITE).filter(
        submissions__status=Submission.WAITING, submissions__submitted_by=access.person
    )
    return rows(mine)


def ending_soon(access: Access) -> list[Row]:
    """What leaves the glass within two days, where somebody may want it longer."""
    now = moment.now()
    return rows(
        access.notices(Action.WRITE)
        .filter(approved_at__isnull=False, withdrawn_at=None, posting_end__gt=now, posting_end__lte=now + SOON)
        .order_by("posting_end")
    )


# What is on which screen.


def screens(compounds: list[CompoundPage]) -> list[ScreenRow]:
    """Each compound with what its screens show now."""
    publications = {each.compound_id: each for each in Publication.objects.filter(compound__in=compounds)}
    hidden = set(Hidden.objects.filter(compound__in=compounds).values_list("compound_id", "notice_id"))
    now = moment.now()
    found = []
    for compound in compounds:
        reaching = outbox.reaching(compound, now)
        replaced = {notice.replaces_id for notice in reaching}
        names = branch_names({notice.branch_path for notice in reaching})
        listed = [
            row(notice, names)
            for notice in reaching
            if (compound.pk, notice.pk) not in hidden and notice.pk not in replaced
        ]
        publication = publications.get(compound.pk)
        found.append(
            ScreenRow(
                compound=compound,
                items=[each for each in listed if each.state is State.LIVE],
                problem=publication.problem if publication else "",
                published=publication is not None and publication.version > 0,
            )
        )
    return found
