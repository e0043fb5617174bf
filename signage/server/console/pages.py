"""The first page, and what is said when something is not to be had."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from signage.server.console import moment
from signage.server.console.alerts import listing as alerts
from signage.server.console.context import access_of
from signage.server.console.notices import listing
from signage.server.console.publishing.models import Publication
from signage.server.console.rosters import listing as rosters
from signage.server.console.screens import listing as screens
from signage.server.console.tree.models import CompoundPage, GuardedTime
from signage.server.console.tree.roles import Action


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for you, what is on each screen now, and the five things people come for."""
    access = access_of(request)
    compounds = list(access.compounds())
    if not compounds and access.may_anywhere(Action.ADMINISTER) and not CompoundPage.objects.exists():
        return redirect("setup")
    now = moment.now()
    failing = Publication.objects.filter(compound__in=compounds).exclude(problem="").select_related("compound")
    guards = GuardedTime.objects.filter(start__lte=now, end__gt=now).select_related("branch").prefetch_related("named")
    return render(
        request,
        "home.html",
        {
            "to_approve": listing.to_approve(access),
            "returned": listing.returned_to(access),
            "drafts": listing.drafts_of(access),
            "sent": listing.sent_by(access),
            "ending": listing.ending_soon(access),
            "rosters": rosters.waiting(access),
            "screens": listing.screens(compounds),
            "failing": list(failing),
            "lost": screens.lost(access),
            "stopped": screens.stopped(access),
            "stops": screens.tops(access),
            **alerts.lists(access),
            "guards": [guard for guard in guards if access.roles(guard.branch.path) or _within(guard, compounds)],
        },
    )


def _within(guard: GuardedTime, compounds: list[CompoundPage]) -> bool:
    return any(compound.path.startswith(guard.branch.path) for compound in compounds)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Chinese or English, kept in a cookie."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * 86_400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 — Django names its reason
    """A form that was open for too long, or came from another page."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=403)
    messages.warning(request, _("页面开得太久，为安全起见请再操作一次。"))
    return render(
        request,
        "problem.html",
        {"title": _("请再操作一次"), "words": _("页面开得太久了，回到上一页刷新后再试。")},
        status=403,
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = str(exception) or _("您没有这个权限。")
    return render(request, "problem.html", {"title": _("不能这样做"), "words": words}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django's signature
    return render(
        request,
        "problem.html",
        {"title": _("没有这个页面"), "words": _("地址不对，或者您没有查看的权限。")},
        status=404,
    )


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours. The page needs no database and no session: they may be what failed."""
    return render(None, "failed.html", status=500) if request else HttpResponse(status=500)
