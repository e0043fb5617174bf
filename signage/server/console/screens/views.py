"""The screens' own pages: one screen, pairing, the emergency stop; and the door at which screens report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from signage.content.compound import Display
from signage.content.order import CommandKind
from signage.errors import ReportError
from signage.feed.report import HERE, MAX_REPORT_BYTES, SIGNATURE, in_groups, unseal
from signage.server.console.accounts import throttle
from signage.server.console.context import access_of
from signage.server.console.drawing import draughtsman
from signage.server.console.publishing.models import Publication
from signage.server.console.screens import listing, orders, pairing, reports
from signage.server.console.screens.models import Screen
from signage.server.console.screens.troubles import told
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage, compounds_below
from signage.server.console.tree.roles import Action
from signage.sources.glyphs import installed


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Where screens tell how they are. Whoever asks learns that this is a console, and no more."""
    if request.method == "GET":
        return JsonResponse(HERE)
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MAX_REPORT_BYTES:
        return HttpResponse(status=413)
    try:
        said = unseal(request.body, request.headers.get(SIGNATURE, ""))
    except ReportError:
        return HttpResponse(status=400)
    try:
        answer = reports.take(said, request.META.get("REMOTE_ADDR", ""))
    except ReportError as error:
        return HttpResponse(status=error.status)
    return JsonResponse({"paired": answer.paired, "name": answer.name, "offset": answer.offset, "next": answer.next})


# One screen.


@require_GET
def one(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Everything that is known of one screen, and what can be done with it."""
    access, screen = _screen(request, code, key)
    (row,) = listing.rows([screen])
    return render(
        request,
        "screens/one.html",
        {
            "row": row,
            "screen": screen,
            "health": screen.health,
            "troubles": told(screen.health.errors),
            "fingerprint": in_groups(screen.root, 4),
            "may_administer": access.may(Action.ADMINISTER, screen.compound.path),
            "may_stop": access.may(Action.STOP, screen.compound.path),
            "can_draw": draughtsman.available(),
        },
    )


@require_GET
def glass(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The picture that the screen sent of itself."""
    _access, screen = _screen(request, code, key)
    if not screen.snapshot:
        raise Http404
    response = HttpResponse(bytes(screen.snapshot), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def do(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One of the closed list of things that can be done with a screen."""
    access, screen = _screen(request, code, key)
    what = request.POST.get("do", "")
    path = screen.compound.path
    if what in set(Display):
        access.demand(Action.STOP, path)
        words = _words(request)
        if problem := _undrawn(words):
            messages.error(request, problem)
            return _back(request, "screen-one", code, key)
        orders.show_on_screen(request.user, screen, Display(what), words)
        _tell(request, [screen.compound], Display(what))
    elif what in set(CommandKind):
        access.demand(Action.ADMINISTER, path)
        orders.command(request.user, screen, CommandKind(what))
        messages.success(request, _("已发给屏幕；做好后这里会显示。"))
    elif what == "rename":
        access.demand(Action.ADMINISTER, path)
        if problem := _name_problem(_name(request), screen.compound, screen):
            messages.error(request, problem)
        else:
            orders.rename(request.user, screen, _name(request))
            messages.success(request, _("已改名。"))
    elif what == "unpair":
        access.demand(Action.ADMINISTER, path)
        name = screen.name
        orders.unpair(request.user, screen)
        messages.success(request, _("“%s”已解除配对。") % name)
        return redirect("screens")
    else:
        raise Http404
    return _back(request, "screen-one", code, key)


# Pairing.


@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """First the code that is on the glass; then what it is called, with the fingerprints side by side."""
    access = access_of(request)
    if not access.may_anywhere(Action.ADMINISTER):
        raise PermissionDenied(_("只有管理员能配对屏幕。"))
    if request.method == "GET":
        return render(request, "screens/pair.html", {})
    code = request.POST.get("code", "")[:20]
    guesser, address = f"pairing {request.user.pk}", f"pair:{request.META.get('REMOTE_ADDR', '')}"[:45]
    wait = throttle.held_up(guesser, address)
    if wait:
        minutes = int(wait.total_seconds() // 60) + 1
        return _asked_again(request, code, _("试得太多了，请%d分钟后再试。") % minutes, status=429)
    screen, problem = pairing.find(code)
    if screen is None:
        throttle.failed(guesser, address)
        return _asked_again(request, code, problem)
    compound, problem = pairing.compound_of(screen, access)
    if compound is None:
        return _asked_again(request, code, problem)
    name, asked = _name(request), "name" in request.POST
    others = list(Screen.objects.filter(compound=compound).order_by("name"))
    old = next((each for each in others if str(each.pk) == request.POST.get("instead", "")), None)
    if asked:
        problem = "" if old is not None else _name_problem(name, compound, None)
        if not request.POST.get("same"):
            problem = problem or _("请先核对屏上的指纹，再勾选“一样”。")
        if not problem:
            orders.pair(request.user, screen, compound, old.name if old is not None else name, old)
            throttle.succeeded(guesser)
            messages.success(request, _("“%s”配对好了。") % screen.name)
            return redirect("screen-one", compound.code, screen.pk)
    context = {
        "code": pairing.tidy(code), "screen": screen, "compound": compound, "name": name, "others": others, "old": old,
        "fingerprint": in_groups(screen.root, 4), "problem": problem, "health": screen.health,
    }  # fmt: skip
    return render(request, "screens/pair_confirm.html", context)


def _asked_again(request: HttpRequest, code: str, problem: str, status: int = 200) -> HttpResponse:
    return render(request, "screens/pair.html", {"code": code, "problem": problem}, status=status)


# The emergency stop.


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """Blackout, the safe slide, and back: for a branch at once, in one click and one to be sure."""
    access = access_of(request)
    if not access.may_anywhere(Action.STOP):
        raise PermissionDenied(_("黑屏和安全画面由管理员和提醒发布人操作。"))
    if request.method == "POST":
        what, key = request.POST.get("do", ""), request.POST.get("branch", "")
        if what not in set(Display) or not key.isdecimal():
            raise Http404
        branch = access.branch(int(key), Action.STOP)
        if problem := _undrawn(_words(request)):
            messages.error(request, problem)
            return _back(request, "stop")
        orders.show_on_branch(request.user, branch, Display(what), _words(request))
        _tell(request, compounds_below([branch]), Display(what))
        if what == Display.NORMAL:
            for standing in orders.above(branch):
                title = standing.branch.title if standing.branch.depth > 1 else _("全部")
                messages.warning(request, _("“%s”上还有停播，那里恢复后这里才会显示。") % title)
        return _back(request, "stop")
    stopping = [
        row for row in listing.rows(listing.screens_of(access)) if access.may(Action.STOP, row.screen.compound.path)
    ]
    return render(request, "screens/stop.html", {"places": listing.places(access), "rows": stopping})


# Inside.


def _screen(request: HttpRequest, code: str, key: int) -> tuple[Access, Screen]:
    access = access_of(request)
    compound = get_object_or_404(access.compounds(), code=code)
    return access, get_object_or_404(Screen.objects.select_related("compound"), compound=compound, pk=key)


def _words(request: HttpRequest) -> str:
    return " ".join(request.POST.get("words", "").split())[:60]


def _undrawn(words: str) -> str:
    """Why these words cannot stand on the glass; empty where they can."""
    coverage = installed()
    lacking = coverage.missing(words) if coverage is not None else []
    return _("没有字体能显示“%s”，请换个字。") % "".join(lacking) if lacking else ""


def _name(request: HttpRequest) -> str:
    return " ".join(request.POST.get("name", "").split())[:20]


def _name_problem(name: str, compound: CompoundPage, screen: Screen | None) -> str:
    if not name:
        return _("请写明屏幕在哪里，如 东门。")
    if Screen.objects.filter(compound=compound, name=name).exclude(pk=screen.pk if screen else None).exists():
        return _("这个小区已有一块屏幕叫“%s”。") % name
    return ""


def _tell(request: HttpRequest, compounds: list[Any], display: Display) -> None:
    """What came of an order: it is on its way to the glass, or why not yet."""
    keys = [compound.pk for compound in compounds]
    failing = Publication.objects.filter(compound__in=keys).exclude(problem="").select_related("compound")
    said = {
        Display.BLACKOUT: _("已黑屏。"),
        Display.SAFE: _("已换成安全画面。"),
        Display.NORMAL: _("已恢复显示。"),
    }[display]
    messages.success(request, said)
    for publication in failing:
        messages.warning(request, f"{publication.compound.title}：{publication.problem}")


def _back(request: HttpRequest, name: str, *arguments: Any) -> HttpResponse:
    back = request.POST.get("back", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect(name, *arguments)
