"""Notices: the list, choosing a kind, one notice with what can be done with it, its history, withdrawal."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Revision

from signage.content.fault import Level
from signage.errors import SignageError
from signage.server.console import moment
from signage.server.console.alerts import listing as alerts
from signage.server.console.context import access_of
from signage.server.console.evidence.models import Entry
from signage.server.console.notices import listing, standing, work
from signage.server.console.notices.comparing import changes
from signage.server.console.notices.english import translation_of
from signage.server.console.notices.kinds import BY_KEY, KINDS
from signage.server.console.notices.models import Hidden, NoticePage, State, Submission
from signage.server.console.notices.preview import faults_as_json
from signage.server.console.notices.written import (
    Written,
    body_of,
    explain,
    facts_of,
    posted_words,
    title_of,
    when_words,
    words_of,
)
from signage.server.console.publishing.models import Publication
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action

PER_PAGE = 30

View = Callable[..., HttpResponse]


def acting(view: View) -> View:
    """What cannot be done is said on the notice's page, in words."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, key: int) -> HttpResponse:
        try:
            return view(request, key)
        except work.FaultyError as error:
            places = "；".join(f"{fault['place']} {fault['problem']}" for fault in faults_as_json(error.faults)[:4])
            messages.error(request, f"{error}：{places}")
        except SignageError as error:
            messages.error(request, str(error))
        return redirect("notice", key)

    return require_POST(wrapped)


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """All that the person may see, by state, compound and words."""
    access = access_of(request)
    found = access.notices()
    wanted = request.GET.get("state", "")
    words = request.GET.get("q", "").strip()[:60]
    now = moment.now()
    match wanted:
        case State.LIVE:
            found = found.filter(approved_at__isnull=False, withdrawn_at=None, posting_end__gt=now)
        case State.SUBMITTED:
            found = found.filter(submissions__status=Submission.WAITING)
        case State.DRAFT:
            found = found.filter(listing.UNSENT).exclude(submissions__status=Submission.WAITING)
        case State.ENDED:
            found = found.filter(approved_at__isnull=False, withdrawn_at=None, posting_end__lte=now)
        case State.WITHDRAWN:
            found = found.filter(withdrawn_at__isnull=False)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(draft_title__icontains=words))
    page = Paginator(listing.with_last(found.order_by("-latest_revision_created_at")), PER_PAGE).get_page(
        request.GET.get("page")
    )
    names = listing.branch_names({notice.branch_path for notice in page})
    tabs = [
        ("", _("全部")),
        (State.LIVE, _("在屏上")),
        (State.SUBMITTED, _("待审核")),
        (State.DRAFT, _("草稿")),
        (State.ENDED, _("已到期")),
        (State.WITHDRAWN, _("已撤下")),
    ]
    return render(
        request,
        "notices/list.html",
        {
            "rows": [listing.row(notice, names) for notice in page],
            "page": page,
            "tabs": tabs,
            "wanted": wanted,
            "words": words,
        },
    )


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Where it is for, and which kind: then the form."""
    access = access_of(request)
    branches = list(access.branches(Action.WRITE))
    if not branches:
        access.demand(Action.WRITE, "")
    if request.method == "POST":
        kind = BY_KEY.get(request.POST.get("kind", ""))
        key = request.POST.get("branch", "")
        if kind is None or not key.isdecimal():
            raise Http404
        notice = work.create(request.user, access.branch(int(key), Action.WRITE), kind)
        return redirect("edit", notice.pk)
    compounds = [branch for branch in branches if isinstance(branch.specific, CompoundPage)]
    return render(
        request, "notices/write.html", {"branches": branches, "kinds": KINDS, "chosen": (compounds or branches)[0].pk}
    )


@require_GET
def notice(request: HttpRequest, key: int) -> HttpResponse:
    """One notice: where it stands, how it looks, what can be done, what was done."""
    access = access_of(request)
    found = access.notice(key, Action.VIEW)
    path = found.branch_path
    own = bool(access.roles(path))
    waiting = standing.waiting(found)
    state = standing.state_of(found)
    shown = found.draft() if own else found
    revision = found.latest_revision if own else found.live_revision
    written: Written = shown.written
    compound = standing.first_compound(found)
    zone = standing.zone_of(found.get_parent())
    words = words_of(written, zone, compound.compound.buildings if compound else (), found.approved_at or moment.now())
    faults = standing.faults_of(found) if own and not (found.is_approved() and _is_current(found)) else []
    why_not = access.why_not_approve(waiting, standing.writers(found)) if waiting else ""
    reached = [each for each in standing.reached_by(found) if access.roles(each.path)]
    hidden = {each.compound_id: each for each in Hidden.objects.filter(notice=found).select_related("by")}
    publications = Publication.objects.filter(compound__in=reached).exclude(problem="").select_related("compound")
    return render(
        request,
        "notices/notice.html",
        {
            "notice": found,
            "state": state,
            "pending": found.is_approved() and not _is_current(found),
            "kind": written.template,
            "written": written,
            "title": title_of(written, words) or shown.title,
            "facts": facts_of(written, words),
            "body": body_of(written, words),
            "english": translation_of(written.english, written.template.name, ()),
            "when": when_words(written.start, written.end, zone),
            "posted": posted_words(written.posting_start or found.approved_at, written.posting_end, zone),
            "rule": explain(written, found.approved_at or moment.now(), zone),
            "branch": found.get_parent(),
            "revision": revision,
            "waiting": waiting,
            "last": found.submissions.select_related("decided_by").first(),
            "why_not": why_not,
            "may_write": access.may(Action.WRITE, path),
            "may_approve": waiting is not None and access.may(Action.APPROVE, path),
            "may_withdraw": found.is_approved() and state is not State.ENDED and access.may(Action.WITHDRAW, path),
            "faults": faults_as_json(faults),
            "errors": sum(fault.level is Level.ERROR for fault in faults),
            "compounds": [
                {
                    "page": each,
                    "hidden": hidden.get(each.pk),
                    "may_hide": found.is_approved() and each.path != path and access.may(Action.WITHDRAW, each.path),
                }
                for each in reached
            ],
            "problems": list(publications),
            "history": _history(found) if own else [],
            "log": Entry.objects.filter(subject=found.subject)[:40] if own else [],
        },
    )


def _is_current(found: NoticePage) -> bool:
    return bool(found.latest_revision_id == found.live_revision_id)


def _history(found: NoticePage) -> list[dict[str, Any]]:
    """Its revisions, the newest first, each with what became of it."""
    submissions = {each.revision_id: each for each in found.submissions.order_by("pk")}
    revisions = list(Revision.objects.for_instance(found).select_related("user").order_by("-pk")[:30])
    return [
        {
            "revision": revision,
            "submission": submissions.get(revision.pk),
            "before": revisions[index + 1].pk if index + 1 < len(revisions) else None,
            "live": revision.pk == found.live_revision_id and found.is_approved(),
        }
        for index, revision in enumerate(revisions)
    ]


@require_GET
def compare(request: HttpRequest, key: int) -> HttpResponse:
    """Two revisions side by side, field by field."""
    found = access_of(request).notice(key, Action.VIEW)
    access_of(request).demand(Action.VIEW, found.branch_path)
    revisions = Revision.objects.for_instance(found).select_related("user")
    told = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(part.isdecimal() for part in told):
        raise Http404
    old, new = (get_object_or_404(revisions, pk=int(part)) for part in told)
    zone = standing.zone_of(found.get_parent())
    rows = changes(old.as_object().written, new.as_object().written, zone)
    return render(request, "notices/compare.html", {"notice": found, "old": old, "new": new, "rows": rows})


# What can be done.


@acting
def submit(request: HttpRequest, key: int) -> HttpResponse:
    found = access_of(request).notice(key, Action.WRITE)
    revision = request.POST.get("revision", "")
    work.submit(request.user, found, int(revision) if revision.isdecimal() else 0, request.POST.get("note", "").strip())
    messages.success(request, _("已提交，等另一人审核。"))
    return redirect("notice", key)


@acting
def recall(request: HttpRequest, key: int) -> HttpResponse:
    found = access_of(request).notice(key, Action.WRITE)
    work.recall(request.user, found)
    messages.success(request, _("已收回，可以继续修改。"))
    return redirect("edit", key)


@acting
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    access = access_of(request)
    found = access.notice(key, Action.APPROVE)
    comment = request.POST.get("comment", "").strip()
    if not comment:
        messages.error(request, _("请写一句退回的原因，写通知的人才知道怎么改。"))
        return redirect("notice", key)
    work.send_back(request.user, found, _number(request, "submission"), comment)
    messages.success(request, _("已退回。"))
    return redirect("home")


@acting
def approve(request: HttpRequest, key: int) -> HttpResponse:
    access = access_of(request)
    found = access.notice(key, Action.APPROVE)
    work.approve(access, found, _number(request, "submission"), request.POST.get("comment", "").strip())
    say_published(request, found, _("已批准，已发到屏幕。"))
    return redirect("notice", key)


@acting
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    found = access_of(request).notice(key, Action.WITHDRAW)
    work.withdraw(request.user, found, request.POST.get("reason", "").strip())
    say_published(request, found, _("已撤下，所有屏幕都不再显示。"))
    return redirect("withdraw") if request.POST.get("back") == "withdraw" else redirect("notice", key)


@acting
def delete(request: HttpRequest, key: int) -> HttpResponse:
    found = access_of(request).notice(key, Action.WRITE)
    work.delete_draft(request.user, found)
    messages.success(request, _("草稿已删除。"))
    return redirect("notices")


@acting
def hide(request: HttpRequest, key: int) -> HttpResponse:
    """Show it, or not, at one compound below its branch."""
    access = access_of(request)
    found = access.notice(key, Action.VIEW)
    compound = get_object_or_404(access.compounds(), pk=_number(request, "compound"))
    access.demand(Action.WITHDRAW, compound.path)
    if request.POST.get("do") == "show":
        work.unhide(request.user, found, compound)
        say_published(request, found, _("“%s”恢复显示。") % compound.title)
    else:
        work.hide(request.user, found, compound, request.POST.get("reason", "").strip())
        say_published(request, found, _("“%s”不再显示这条通知。") % compound.title)
    return redirect("notice", key)


@acting
def replace(request: HttpRequest, key: int) -> HttpResponse:
    """Begin a notice of the compound's own that stands in for a branch's; it takes its place once it is approved."""
    access = access_of(request)
    found = access.notice(key, Action.VIEW)
    compound = get_object_or_404(access.compounds(), pk=_number(request, "compound"))
    access.demand(Action.WRITE, compound.path)
    made = work.create_replacement(request.user, found, compound)
    return redirect("edit", made.pk)


@require_GET
def withdrawing(request: HttpRequest) -> HttpResponse:
    """Everything on a glass that the person may take off it."""
    access = access_of(request)
    now = moment.now()
    found = access.notices(Action.WITHDRAW).filter(approved_at__isnull=False, withdrawn_at=None, posting_end__gt=now)
    rows = listing.rows(found.order_by("-approved_at"))
    return render(request, "notices/withdraw.html", {"rows": rows, **alerts.lists(access)})


def say_published(request: HttpRequest, found: NoticePage, words: str) -> None:
    """`words` once the screens' feeds have it; else that it is under way, and why."""
    failing = Publication.objects.filter(compound__in=standing.reached_by(found)).filter(done__lt=F("wanted"))
    if transaction.get_connection().in_atomic_block or not failing.exists():
        messages.success(request, words)
        return
    problems = "；".join(sorted({each.problem for each in failing if each.problem}))
    messages.error(request, _("已记下，但还没有发到屏幕：%s。系统会自动再试。") % (problems or _("正在发布")))


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0
