"""Alerts: the list, a short form with large buttons, one alert with what can be done with it, its all-clear."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Page

from signage.content.fault import Fault, Level
from signage.errors import SignageError
from signage.server.console import moment
from signage.server.console.alerts import listing, work
from signage.server.console.alerts.drawing import drawn
from signage.server.console.alerts.kinds import BY_KIND, BY_LEVEL, GRAVE, KINDS, LEVELS
from signage.server.console.alerts.models import AlertSetting, Message
from signage.server.console.alerts.reach import (
    first_compound,
    guards_of,
    levels_alone,
    message,
    messages_of,
    zone_of,
)
from signage.server.console.alerts.reading import local, read_form
from signage.server.console.alerts.rules import needs_second
from signage.server.console.alerts.said import Said, proposed
from signage.server.console.context import access_of
from signage.server.console.evidence.models import Entry
from signage.server.console.notices.work import FaultyError
from signage.server.console.plain import plain_problem
from signage.server.console.publishing import outbox
from signage.server.console.publishing.models import Publication
from signage.server.console.tree.models import AreaPage, CompoundPage, compounds_below
from signage.server.console.tree.roles import Action

PER_PAGE = 30

View = Callable[..., HttpResponse]

FIELDS = {
    "headline": gettext_lazy("标题"),
    "description": gettext_lazy("情况"),
    "instruction": gettext_lazy("怎么做"),
    "until": gettext_lazy("到什么时候"),
    "expires": gettext_lazy("到什么时候"),
    "buildings": gettext_lazy("楼栋"),
    "issuer": gettext_lazy("发布单位"),
    "sender_name": gettext_lazy("发布单位"),
    "issued": gettext_lazy("发布时间"),
}


def acting(view: View) -> View:
    """What cannot be done is said on the alert's page, in words."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, key: int) -> HttpResponse:
        try:
            return view(request, key)
        except FaultyError as error:
            told = "；".join(f"{fault['place']} {fault['problem']}".strip() for fault in _faults(error.faults))
            messages.error(request, f"{error}：{told}")
        except SignageError as error:
            messages.error(request, str(error))
        return redirect("alert", key)

    return require_POST(wrapped)


@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """What is in force, what waits, and everything there was."""
    access = access_of(request)
    page = Paginator(messages_of(access), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "alerts/list.html", {"page": page, "query": "all=1", "now": moment.now(), **listing.lists(access)}
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What about, how serious, where: then the words."""
    access = access_of(request)
    branches = list(access.branches(Action.ALERT))
    if not branches:
        access.demand(Action.ALERT, "")
    told = request.POST if request.method == "POST" else request.GET
    kind, level, key = told.get("kind", ""), told.get("level", ""), told.get("branch", "")
    if kind not in BY_KIND or level not in BY_LEVEL or not key.isdecimal():
        compounds = [branch for branch in branches if isinstance(branch.specific, CompoundPage)]
        return render(
            request,
            "alerts/choose.html",
            {
                "branches": branches,
                "own": [each for each in KINDS if not each.official],
                "official": [each for each in KINDS if each.official],
                "levels": LEVELS,
                "chosen": (compounds or branches)[0].pk,
                "kind": kind,
                "level": level,
                "incomplete": bool(told),
            },
        )
    branch = access.branch(int(key), Action.ALERT)
    begun = proposed(kind, level, _where(branch), _issuer(branch), moment.now(), drill=told.get("drill") == "1")
    return _form(request, branch, begun, lambda said: work.write(request.user, branch, said))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change one that is not sent yet."""
    found = message(access_of(request), key, Action.ALERT)
    if found.status in (Message.SENT, Message.DROPPED):
        messages.error(request, _("这条提醒已经不能改了；要改请发一条更新。"))
        return redirect("alert", key)
    return _form(
        request,
        found.branch,
        found.said,
        lambda said: work.rewrite(request.user, found, said),
        update_of=found.refers,
        changing=found,
    )


@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, key: int) -> HttpResponse:
    """A message that takes the place of one in force."""
    found = message(access_of(request), key, Action.ALERT)
    if not found.in_force(moment.now()):
        messages.error(request, _("这条提醒已经不在屏上。"))
        return redirect("alert", key)
    return _form(
        request,
        found.branch,
        found.said,
        lambda said: work.write(request.user, found.branch, said, found),
        update_of=found,
    )


@require_POST
def preview_form(request: HttpRequest) -> JsonResponse:
    """The takeover as the screen draws it, from a form that nobody has sent, and its faults."""
    access = access_of(request)
    key, kind, level = (request.POST.get(name, "") for name in ("branch", "kind", "level"))
    if kind not in BY_KIND or level not in BY_LEVEL or not key.isdecimal():
        raise Http404
    branch = access.branch(int(key), Action.ALERT)
    said = read_form(request.POST, Said(kind=kind, level=level), zone_of(branch))
    shape = request.GET.get("shape", "portrait")
    answer = drawn(f"{request.session.session_key}", branch, said, shape)
    return JsonResponse({**answer, "faults": _faults(work.faults_of(said, branch))})


@require_GET
def alert(request: HttpRequest, key: int) -> HttpResponse:
    """One alert: what it says, where it stands, what can be done with it."""
    access = access_of(request)
    found = message(access, key, Action.VIEW)
    path, now = found.branch.path, moment.now()
    own = bool(access.roles(path))
    row = listing.row(access, found)
    compounds = compounds_below([found.branch])
    seen = compounds if own else [compound for compound in compounds if access.roles(compound.path)]
    unsent = found.status in (Message.DRAFT, Message.RETURNED, Message.WAITING)
    faults = _faults(work.faults_of(found.said, found.branch, found.refers)) if unsent else []
    subjects = [found.subject, *(each.subject for each in found.later.all())]
    return render(
        request,
        "alerts/alert.html",
        {
            "message": found,
            "said": found.said,
            "degree": found.said.degree,
            "row": row,
            "in_force": found.in_force(now),
            "over": found.status == Message.SENT and not found.in_force(now),
            "unsent": unsent,
            "must_wait": unsent and work.must_wait(found),
            "may_alert": access.may(Action.ALERT, path),
            "may_second": access.may(Action.ALERT, path) or access.may(Action.APPROVE, path),
            "faults": faults,
            "errors": sum(fault["level"] == "error" for fault in faults),
            "compounds": seen,
            "problems": _missed(found, seen) if found.status == Message.SENT else [],
            "later": found.later.exclude(status=Message.DROPPED).order_by("pk"),
            "log": Entry.objects.filter(subject__in=subjects).order_by("pk") if own else [],
        },
    )


@require_GET
def preview(request: HttpRequest, key: int) -> JsonResponse:
    """The takeover of this alert, as it was sent or would be."""
    found = message(access_of(request), key, Action.VIEW)
    shape = request.GET.get("shape", "portrait")
    # an all-clear is never drawn: what it ended is
    shown = found.refers if found.msg_type == "Cancel" and found.refers else found
    return JsonResponse(
        drawn(f"{request.session.session_key}:{key}", found.branch, shown.said, shape, shown.cap)  # type: ignore[arg-type]
    )


@acting
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """The writer's word."""
    access = access_of(request)
    done = work.confirm(access, message(access, key, Action.ALERT))
    if done.status == Message.WAITING:
        messages.success(request, _("已提交，等第二个人确认后马上上屏。"))
    else:
        _say_sent(request, done)
    return redirect("alert", key)


@acting
def second(request: HttpRequest, key: int) -> HttpResponse:
    """The second person's word."""
    access = access_of(request)
    found = message(access, key, Action.ALERT, Action.APPROVE)
    _say_sent(request, work.second(access, found, request.POST.get("written", "")))
    return redirect("alert", key)


@acting
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    """The second person's no."""
    found = message(access_of(request), key, Action.ALERT, Action.APPROVE)
    comment = request.POST.get("comment", "").strip()
    if not comment:
        messages.error(request, _("请写明哪里要改。"))
        return redirect("alert", key)
    work.send_back(request.user, found, comment)
    messages.success(request, _("已退回。"))
    return redirect("alert", key)


@acting
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Give up one that was never sent."""
    work.drop(request.user, message(access_of(request), key, Action.ALERT))
    messages.success(request, _("已放弃，没有发出。"))
    return redirect("alerts")


@acting
def lift(request: HttpRequest, key: int) -> HttpResponse:
    """All clear."""
    access = access_of(request)
    found = message(access, key, Action.VIEW)
    if not access.may(Action.WITHDRAW, found.branch.path):
        raise PermissionDenied(_("这条提醒由上级发布，您不能解除；请联系上级。"))
    work.lift(request.user, found, request.POST.get("reason", "").strip())
    found.refresh_from_db()
    if _missed(found, compounds_below([found.branch])):
        messages.warning(request, _("已解除，但有小区没有发出去，正在重试。"))
    else:
        messages.success(request, _("已解除，屏幕恢复正常。"))
    back = request.POST.get("back", "")
    return redirect(back) if back in ("home", "withdraw", "alerts") else redirect("alert", key)


@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest, key: int) -> HttpResponse:
    """Which grave levels need no second person on a branch: an administrator's explicit word."""
    branch = access_of(request).branch(key, Action.ADMINISTER)
    if request.method == "POST":
        chosen = [level for level in GRAVE if level in request.POST.getlist("alone")]
        if chosen and request.POST.get("sure") != "1":
            messages.error(request, _("请勾选“我知道这些提醒不再经过第二个人”。"))
        else:
            work.set_alone(request.user, branch, chosen)
            messages.success(request, _("已保存。"))
        return redirect("alert-setting", key)
    own = AlertSetting.objects.filter(branch=branch).first()
    return render(
        request,
        "alerts/setting.html",
        {
            "branch": branch,
            "levels": [BY_LEVEL[level] for level in GRAVE],
            "alone": levels_alone(branch.path),
            "inherited": own is None,
        },
    )


# Inside.


def _form(
    request: HttpRequest,
    branch: Page,
    begun: Said,
    keep: Callable[[Said], Message],
    *,
    update_of: Message | None = None,
    changing: Message | None = None,
) -> HttpResponse:
    """The form with `begun`; when it is posted without an error, `keep` what it says and show it once more."""
    zone = zone_of(branch)
    said = begun
    faults: list[dict[str, str]] = []
    if request.method == "POST":
        said = read_form(request.POST, begun, zone)
        faults = _faults(work.faults_of(said, branch, update_of))
        if not any(fault["level"] == "error" for fault in faults):
            try:
                return redirect("alert", keep(said).pk)
            except SignageError as error:
                messages.error(request, str(error))
                about = changing or update_of
                return redirect("alert", about.pk) if about else redirect("alerts")
    compound = first_compound(branch)
    is_compound = isinstance(branch.specific, CompoundPage)
    levels = [
        (degree, needs_second(degree.key, levels_alone(branch.path), guards_of(branch.path), moment.now()))
        for degree in LEVELS
    ]
    return render(
        request,
        "alerts/form.html",
        {
            "branch": branch,
            "said": said,
            "kind": said.about,
            "instruction": "\n".join(said.instruction),
            "levels": levels,
            "until": local(said.until, zone),
            "issued": local(said.issued, zone),
            "earliest": local(moment.now(), zone),
            "buildings": [
                {"name": name, "chosen": name in said.buildings}
                for name in (compound.compound.buildings if compound and is_compound else ())
            ],
            "compounds": compounds_below([branch]),
            "faults": faults,
            "update_of": update_of,
            "changing": changing,
        },
    )


def _faults(faults: list[Fault]) -> list[dict[str, str]]:
    """Faults for the form, errors first."""
    ranked = sorted(faults, key=lambda fault: fault.level is not Level.ERROR)
    return [
        {
            "level": "error" if fault.level is Level.ERROR else "warning",
            "field": fault.field,
            "place": str(FIELDS.get(fault.field, "")),
            "problem": plain_problem(fault),
        }
        for fault in ranked
    ]


def _missed(found: Message, compounds: list[CompoundPage]) -> list[Publication]:
    """The compounds, of those, whose feeds are not yet as this message wants them, with why.

    A notice may hold a feed back: the alert is published all the same.
    """
    wanted = found.in_force(moment.now())
    failing = Publication.objects.filter(compound__in=compounds).exclude(problem="").select_related("compound")
    return [each for each in failing if _is_out(found, each.compound) != wanted]


def _is_out(found: Message, compound: CompoundPage) -> bool:
    try:
        feed = outbox.held_feed(compound)
    except SignageError:
        return False
    return feed is not None and any(alert.identifier == found.identifier for alert in feed.alerts)


def _say_sent(request: HttpRequest, found: Message) -> None:
    if _missed(found, compounds_below([found.branch])):
        messages.warning(request, _("已发出，但有小区没有上屏，正在重试；原因见下。"))
    else:
        messages.success(request, _("已上屏。"))


def _where(branch: Page) -> str:
    return str(branch.title)


def _issuer(branch: Page) -> str:
    specific: Any = branch.specific
    if isinstance(specific, CompoundPage):
        return str(specific.compound.committee or specific.title)
    if isinstance(specific, AreaPage):
        return str(specific.committee or specific.title)
    return str(specific.title)
