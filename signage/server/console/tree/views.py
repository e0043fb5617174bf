"""The tree as administrators see it: the first compound, further branches, a branch's settings, guarded times."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page

from signage.server.console import moment
from signage.server.console.accounts.models import Person
from signage.server.console.context import access_of
from signage.server.console.evidence.models import record
from signage.server.console.notices.kinds import BY_KEY, LOW_RISK, ROSTER
from signage.server.console.publishing import outbox
from signage.server.console.tree.forms import CompoundForm, GuardForm, NameForm, SetupForm
from signage.server.console.tree.models import (
    AreaPage,
    Assignment,
    BranchSetting,
    CompoundPage,
    GuardedTime,
    SubdistrictPage,
    ancestors_paths,
)
from signage.server.console.tree.roles import Action, Role


@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first compound: subdistrict, area and compound in one form."""
    root = Page.objects.get(depth=1)
    access_of(request).demand(Action.ADMINISTER, root.path)
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            above = _child(root, SubdistrictPage(title=form.cleaned_data["subdistrict"]), request)
            area = AreaPage(title=form.cleaned_data["area"], committee=form.cleaned_data["committee"])
            page = _compound(_child(above, area, request), form, request)
        messages.success(request, _("“%s”建好了。下一步：添加编辑和审核人。") % page.title)
        return redirect("people")
    return render(request, "tree/setup.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def compounds(request: HttpRequest) -> HttpResponse:
    """The administrator's branches as a tree."""
    access = access_of(request)
    if not access.may_anywhere(Action.ADMINISTER):
        raise PermissionDenied(_("只有管理员能做这件事。"))
    root = Page.objects.get(depth=1)
    pages = [page.specific for page in access.branches(Action.ADMINISTER)]
    return render(
        request,
        "tree/compounds.html",
        {"pages": pages, "root": root if access.may(Action.ADMINISTER, root.path) else None},
    )


@require_http_methods(["GET", "POST"])
def add_branch(request: HttpRequest, key: int) -> HttpResponse:
    """A new branch below this one: what it is follows from where it stands."""
    above = access_of(request).branch(key, Action.ADMINISTER).specific
    if isinstance(above, CompoundPage):
        raise Http404
    to_compound = isinstance(above, AreaPage)
    is_subdistrict = isinstance(above, SubdistrictPage)
    form: Any
    if to_compound:
        form = CompoundForm(
            request.POST or None,
            initial={"committee": above.committee, "gate": "门卫室", "latitude": 31.22, "longitude": 121.53},
        )
    else:
        form = NameForm(request.POST or None, with_committee=is_subdistrict)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if to_compound:
                page = _compound(above, form, request)
            elif is_subdistrict:
                page = _child(
                    above, AreaPage(title=form.cleaned_data["name"], committee=form.cleaned_data["committee"]), request
                )
            else:
                page = _child(above, SubdistrictPage(title=form.cleaned_data["name"]), request)
        messages.success(request, _("“%s”建好了。") % page.title)
        return redirect("branch", page.pk)
    what = _("小区") if to_compound else _("居民区") if is_subdistrict else _("街道")
    return render(
        request, "tree/add.html", {"form": form, "above": above, "what": what}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def branch(request: HttpRequest, key: int) -> HttpResponse:
    """A branch: its details, its people, its settings."""
    access = access_of(request)
    page = access.branch(key, Action.ADMINISTER).specific
    form = _form(page, request.POST if request.POST.get("do") == "details" else None)
    if request.method == "POST":
        action = request.POST.get("do", "")
        if action == "details" and form is not None and form.is_valid():
            _change(page, form, request)
            return redirect("branch", key)
        if action == "alone":
            _set_alone(page, request)
            return redirect("branch", key)
        if action == "guard":
            guard = GuardForm(request.POST)
            named = _named(page, request)
            if guard.is_valid() and named:
                _set_guard(page, guard, named, request)
                return redirect("branch", key)
            messages.error(request, _("请选至少一位审核人，并填好时间和事由。"))
        if action == "guard-off":
            _end_guard(page, request)
            return redirect("branch", key)
    assigned = Assignment.objects.filter(branch__path__in=ancestors_paths(page.path)).select_related("person", "branch")
    setting = BranchSetting.objects.filter(branch=page).first()
    return render(
        request,
        "tree/branch.html",
        {
            "page": page,
            "form": form,
            "is_compound": isinstance(page, CompoundPage),
            "assigned": assigned.order_by("branch__path", "role"),
            "alone": setting.alone if setting else [],
            "low_risk": [*(BY_KEY[kind] for kind in LOW_RISK), ROSTER],
            "guards": GuardedTime.objects.filter(branch=page, end__gt=moment.now()).prefetch_related("named"),
            "guard_form": GuardForm(),
            "approvers": _approvers(page),
            "root_key_here": isinstance(page, CompoundPage)
            and (settings.DATA.keys(page.code) / "root" / "root.pem").exists(),
            "feed_address": request.build_absolute_uri(f"/feed/{page.code}/") if isinstance(page, CompoundPage) else "",
        },
    )


@require_GET
def root_file(request: HttpRequest, key: int) -> FileResponse:
    """The public root.json that a new screen pins."""
    page = access_of(request).branch(key, Action.VIEW).specific
    if not isinstance(page, CompoundPage):
        raise Http404
    path = settings.DATA.keys(page.code) / "root.json"
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{page.code}-root.json", content_type="application/json"
    )


# Inside.


def _child(above: Page, page: Any, request: HttpRequest) -> Any:
    page.slug = _slug(above, page)
    above.add_child(instance=page)
    record("branch", request.user, branch=page.path, subject=f"branch:{page.pk}", title=page.title)
    return page


def _slug(above: Page, page: Any) -> str:
    base = getattr(page, "code", "") or f"b-{above.get_children_count() + 1}"
    taken = set(above.get_children().values_list("slug", flat=True))
    return next(
        slug for number in range(1, 10_000) if (slug := base if number == 1 else f"{base}-{number}") not in taken
    )


def _compound(above: Page, form: CompoundForm, request: HttpRequest) -> CompoundPage:
    subdistrict = above.get_parent().title
    page = CompoundPage(
        title=form.cleaned_data["name"],
        code=form.cleaned_data["code"],
        about=form.about(subdistrict),
        guide=form.guide(),
    )
    made: CompoundPage = _child(above, page, request)
    outbox.want([made])
    return made


def _form(page: Any, data: Any) -> Any:
    if isinstance(page, CompoundPage):
        return CompoundForm(data, page=page)
    if isinstance(page, AreaPage):
        return NameForm(data, with_committee=True, initial={"name": page.title, "committee": page.committee})
    if isinstance(page, SubdistrictPage):
        return NameForm(data, initial={"name": page.title})
    return None


def _change(page: Any, form: Any, request: HttpRequest) -> None:
    with transaction.atomic():
        if isinstance(page, CompoundPage):
            page.title = form.cleaned_data["name"]
            page.about, page.guide = form.about(page.get_parent().get_parent().title), form.guide()
        else:
            page.title = form.cleaned_data["name"]
            if isinstance(page, AreaPage):
                page.committee = form.cleaned_data["committee"]
        page.draft_title = page.title
        page.save()
        record(
            "branch-change",
            request.user,
            branch=page.path,
            subject=f"branch:{page.pk}",
            title=page.title,
            changed=form.changed_data,
        )
        if isinstance(page, CompoundPage):
            outbox.want([page])
    messages.success(request, _("已保存。"))


def _set_alone(page: Page, request: HttpRequest) -> None:
    """An administrator's explicit word: these kinds need no second person here."""
    chosen = [kind for kind in request.POST.getlist("alone") if kind in (*LOW_RISK, ROSTER.key)]
    if chosen and request.POST.get("sure") != "1":
        messages.error(request, _("请勾选“我知道这些通知不再经过第二个人”。"))
        return
    with transaction.atomic():
        BranchSetting.objects.update_or_create(branch=page, defaults={"alone": chosen})
        record("alone", request.user, branch=page.path, subject=f"branch:{page.pk}", title=page.title, kinds=chosen)
    messages.success(request, _("已保存。"))


def _approvers(page: Page) -> list[Person]:
    """Everybody who may approve here."""
    return list(
        Person.objects.filter(
            assignments__role=Role.APPROVER, assignments__branch__path__in=ancestors_paths(page.path), is_active=True
        )
        .distinct()
        .order_by("name")
    )


def _named(page: Page, request: HttpRequest) -> list[Person]:
    told = {key for key in request.POST.getlist("named") if re.fullmatch(r"\d{1,9}", key)}
    return [person for person in _approvers(page) if str(person.pk) in told]


def _set_guard(page: Page, form: GuardForm, named: list[Person], request: HttpRequest) -> None:
    data = form.cleaned_data
    with transaction.atomic():
        guard = GuardedTime.objects.create(branch=page, start=data["start"], end=data["end"], reason=data["reason"])
        guard.named.set(named)
        record(
            "guard",
            request.user,
            branch=page.path,
            subject=f"branch:{page.pk}",
            title=page.title,
            reason=data["reason"],
            start=data["start"].isoformat(),
            end=data["end"].isoformat(),
            named=[person.username for person in named],
        )
    messages.success(request, _("重保时段已设好。"))


def _end_guard(page: Page, request: HttpRequest) -> None:
    key = request.POST.get("guard", "")
    guard = get_object_or_404(GuardedTime, pk=int(key) if key.isdecimal() else 0, branch=page)
    with transaction.atomic():
        # the record of it stays; it only ends now
        guard.end = min(guard.end, moment.now())
        guard.start = min(guard.start, guard.end)
        guard.save()
        record(
            "guard-off",
            request.user,
            branch=page.path,
            subject=f"branch:{page.pk}",
            title=page.title,
            reason=guard.reason,
        )
    messages.success(request, _("重保时段已结束。"))
