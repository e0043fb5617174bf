"""Proof of play of a notice or an alert: a page, a table to take away, and a 公示证明 to print on A4."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from signage.content.posting import RULES
from signage.content.zone import find_zone
from signage.server.console import moment
from signage.server.console.alerts.models import Message
from signage.server.console.alerts.reach import message
from signage.server.console.context import access_of
from signage.server.console.evidence.airtime import broken as broken_journal
from signage.server.console.evidence.models import Airtime, Entry, broken
from signage.server.console.evidence.proof import Proof, chunks_seen, prove
from signage.server.console.evidence.views import harmless
from signage.server.console.notices.models import Hidden, NoticePage
from signage.server.console.notices.written import Written, posted_words
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage, compounds_below, roles_at, roles_by_branch
from signage.server.console.tree.roles import ROLE_NAMES, Action, Role


@dataclass(frozen=True)
class Shown:
    """What the proof is of, in words, and where the log has it."""

    title: str
    kind: str
    number: str
    issuer: str
    window: str
    basis: str
    withdrawn_at: dt.datetime | None
    asking: Entry | None
    """The line of the log that put it before a second person."""
    letting: Entry | None
    """The line that let it onto the glass."""
    role: str
    """Of whoever let it."""
    back: str
    key: int
    what: str
    """`notice` or `alert`: how its addresses begin."""
    proof: Proof


@require_GET
def airtime(request: HttpRequest, what: str, key: int) -> HttpResponse:
    """Which screens, first, last, times, seconds a day."""
    return render(request, "evidence/airtime.html", {"shown": _shown(request, what, key)})


@require_GET
def certificate(request: HttpRequest, what: str, key: int) -> HttpResponse:
    """The 公示证明: everything on paper, with the digests by which it is checked."""
    shown = _shown(request, what, key)
    journals = {each.screen: list(broken_journal(each.screen)) for each in shown.proof.screens}
    return render(
        request,
        "evidence/certificate.html",
        {
            "shown": shown,
            "now": moment.now(),
            "head": Entry.objects.order_by("-pk").first(),
            "log_broken": list(broken()),
            "journals_broken": {screen: numbers for screen, numbers in journals.items() if numbers},
        },
    )


@require_GET
def airtime_csv(request: HttpRequest, what: str, key: int) -> HttpResponse:
    """One row a screen and day, and one for each time of which nothing is known."""
    shown = _shown(request, what, key)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([_("小区"), _("屏幕"), _("日期"), _("次数"), _("秒数"), _("从"), _("到"), _("说明")])
    for each in shown.proof.screens:
        start = [harmless(each.compound.title), harmless(each.name)]
        for day in each.sum.days:
            writer.writerow([*start, day.day.isoformat(), day.times, round(day.seconds), "", "", ""])
        for gap in each.gaps:
            writer.writerow([*start, "", "", "", _stamp(gap.start), _stamp(gap.end), _("没有收到报告")])
        if each.sum.doubtful:
            writer.writerow([*start, "", each.sum.doubtful, "", "", "", _("屏幕时钟不准，没有计入")])
    for compound in shown.proof.unheard:
        writer.writerow([harmless(compound.title), "", "", "", "", "", "", _("没有任何屏幕报告过")])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="airtime-{what}-{key}.csv"'
    return response


@require_GET
def journal(request: HttpRequest, key: int) -> HttpResponse:
    """One chunk of a screen's journal, exactly as the screen sent it."""
    codes = access_of(request).compounds().values_list("code", flat=True)
    chunk = get_object_or_404(chunks_seen(codes), pk=key)
    response = HttpResponse(chunk.lines, content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{chunk.number}.jsonl"'
    response["X-Journal-Header"] = chunk.header()
    response["X-Journal-Digest"] = chunk.digest
    return response


# Inside.


def _shown(request: HttpRequest, what: str, key: int) -> Shown:
    access = access_of(request)
    if what == "notices":
        return _notice(access, access.notice(key, Action.VIEW))
    return _alert(access, message(access, key, Action.VIEW))


def _notice(access: Access, notice: NoticePage) -> Shown:
    """Raises: `Http404` where it was never on a glass."""
    if notice.approved_at is None:
        raise Http404
    written: Written = notice.written
    hidden = set(Hidden.objects.filter(notice=notice).values_list("compound_id", flat=True))
    reached = [
        each
        for each in _seen(access, [notice.get_parent()])
        if each.pk not in hidden or Airtime.objects.filter(item=notice.item_id, compound=each.code).exists()
    ]
    zone = _zone(reached)
    start = written.posting_start or notice.approved_at
    end = min(notice.withdrawn_at or dt.datetime.max.replace(tzinfo=dt.UTC), notice.posting_end or moment.now())
    rule = RULES.get(written.basis)
    return Shown(
        title=notice.title,
        kind=written.template.name,
        number=written.number,
        issuer=written.issuer,
        window=posted_words(start, notice.posting_end, zone),
        basis=f"{rule.name}（{rule.source}）" if rule else "",
        withdrawn_at=notice.withdrawn_at,
        asking=_line(notice.subject, "submit"),
        letting=_line(notice.subject, "approve"),
        role=str(ROLE_NAMES[Role.APPROVER]),
        back="notice",
        key=notice.pk,
        what="notices",
        proof=prove(notice.item_id, reached, start, end, zone),
    )


def _alert(access: Access, found: Message) -> Shown:
    """Raises: `Http404` where it was never on a glass."""
    if found.status != Message.SENT or found.msg_type == "Cancel" or found.decided_at is None:
        raise Http404
    reached = _seen(access, [found.branch])
    zone = _zone(reached)
    end = found.ended_at or found.expires or moment.now()
    said = found.said
    roles = roles_at(roles_by_branch(found.decided_by), found.branch.path)
    return Shown(
        title=said.headline,
        kind=said.about.event,
        number="",
        issuer=said.issuer,
        window=f"{_stamp(found.decided_at)} — {_stamp(end)}",
        basis="",
        withdrawn_at=found.ended_at,
        asking=_line(found.subject, "alert-ask"),
        letting=_line(found.subject, "alert-send"),
        role="、".join(str(ROLE_NAMES[role]) for role in (Role.ALERTS, Role.APPROVER) if role in roles),
        back="alert",
        key=found.pk,
        what="alerts",
        # a screen needs a moment to give the glass back
        proof=prove(found.identifier, reached, found.decided_at, end + dt.timedelta(minutes=1), zone),
    )


def _line(subject: str, action: str) -> Entry | None:
    """The last such line of the log."""
    found: Entry | None = Entry.objects.filter(subject=subject, action=action).order_by("pk").last()
    return found


def _seen(access: Access, branches: list[Any]) -> list[CompoundPage]:
    return [compound for compound in compounds_below(branches) if access.roles(compound.path)]


def _zone(compounds: list[CompoundPage]) -> dt.tzinfo:
    return find_zone(compounds[0].compound.zone if compounds else "Asia/Shanghai") or dt.UTC


def _stamp(at: dt.datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
