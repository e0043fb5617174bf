"""Logging in and out, one-time links, passwords, and the people of an administrator's branches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from signage.server.console.accounts import throttle
from signage.server.console.accounts.models import Link, Person
from signage.server.console.context import access_of
from signage.server.console.evidence.models import record
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import Assignment
from signage.server.console.tree.roles import ROLE_MEANINGS, ROLE_NAMES, Action, Role

PASSWORD_HELP = gettext_lazy("至少10个字符，不要用名字、生日、常见密码或全是数字的。")


class LoginForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class NewPasswordForm(SetPasswordForm):
    """Django's, with one plain sentence instead of its list."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["new_password1"].help_text = PASSWORD_HELP
        self.fields["new_password2"].label = _("再输一次")
        self.fields["new_password2"].help_text = ""


class ChangeForm(PasswordChangeForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["new_password1"].help_text = PASSWORD_HELP
        self.fields["new_password2"].label = _("再输一次")
        self.fields["new_password2"].help_text = ""


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("name", "username")


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request.POST or None)
    after = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = ""
    if request.method == "POST" and form.is_valid():
        name, address = form.cleaned_data["username"], request.META.get("REMOTE_ADDR", "")
        wait = throttle.held_up(name, address)
        if wait:
            minutes = -(-int(wait.total_seconds()) // 60)
            form.add_error(
                None, ngettext("试的次数太多，请%d分钟后再试。", "试的次数太多，请%d分钟后再试。", minutes) % minutes
            )
            return render(request, "accounts/login.html", {"form": form, "next": after}, status=429)
        person = authenticate(request, username=name, password=form.cleaned_data["password"])
        if person is None:
            throttle.failed(name, address)
            record("login-failed", None, title=name[:40], address=address)
            form.add_error(None, _("登录名或密码不对。忘了密码请找管理员要一个新链接。"))
        else:
            throttle.succeeded(name)
            login(request, person)
            record("login", person, address=address)
            return redirect(after or "home")
    return render(request, "accounts/login.html", {"form": form, "next": after}, status=200 if not form.errors else 422)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("已退出。"))
    return redirect("login")


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def take_link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: choose a password; the first one makes the first administrator."""
    link = Link.objects.good(token)
    first = link is not None and link.person is None
    if link is None or (first and administrators().exists()):
        return render(
            request,
            "problem.html",
            {
                "title": _("链接已失效"),
                "words": _(
                    "一次性链接用过、过期或被新的取代后就不能再用。请找管理员要一个新的；第一位管理员的链接在重新启动服务后会再给出。"
                ),
            },
            status=410,
        )
    person = link.person or Person()
    details = PersonForm(request.POST or None, instance=person) if first else None
    form = NewPasswordForm(person, request.POST or None)
    if details is not None and details.is_valid():  # so that the password is compared with the names
        person = form.user = details.instance
    if request.method == "POST" and form.is_valid() and (details is None or details.is_valid()):
        with transaction.atomic():
            if not link.use():
                raise Http404
            person = form.save()
            if first:
                root = Page.objects.get(depth=1)
                Assignment.objects.create(person=person, branch=root, role=Role.ADMINISTRATOR)
                record("start", person, branch=root.path, subject=f"person:{person.pk}", title=person.name)
            record("password", person, subject=f"person:{person.pk}", title=person.name)
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("密码已设好，您已登录。"))
        return redirect("home")
    return render(
        request,
        "accounts/link.html",
        {"form": form, "details": details, "person": link.person},
        status=422 if form.errors else 200,
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    form = ChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        update_session_auth_hash(request, person)  # this session stays, all others of the person end
        record("password", person, subject=f"person:{person.pk}", title=person.name)
        messages.success(request, _("密码已改；其他地方的登录都已退出。"))
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


# People.


def administrators() -> Any:
    """Assignments of the administrator's role on the tree's root."""
    return Assignment.objects.filter(branch__depth=1, role=Role.ADMINISTRATOR, person__is_active=True)


def may_manage(access: Access, person: Person) -> bool:
    """Whether an administrator may hand out a link for `person`, or shut them out.

    Only who administers every branch on which the person has a role: else the administrator of one compound could
    become that of the whole subdistrict by its password.
    """
    paths = [assignment.branch.path for assignment in person.assignments.select_related("branch")]
    if not paths:
        root = Page.objects.get(depth=1)
        return access.may(Action.ADMINISTER, root.path) or person.created_by_id == access.person.pk
    return all(access.may(Action.ADMINISTER, path) for path in paths)


def _managed(access: Access, key: int) -> Person:
    """The person with this key, where the administrator sees them. Raises: `Http404`."""
    person = Person.objects.filter(pk=key).first()
    if person is None or not (may_manage(access, person) or _seen(access, person)):
        raise Http404
    return person


def _seen(access: Access, person: Person) -> bool:
    return any(access.may(Action.ADMINISTER, each.branch.path) for each in person.assignments.select_related("branch"))


def _administrator(request: HttpRequest) -> Access:
    access = access_of(request)
    if not access.may_anywhere(Action.ADMINISTER):
        raise PermissionDenied(_("只有管理员能做这件事。"))
    return access


def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role where the administrator administers."""
    access = _administrator(request)
    listed = []
    for person in Person.objects.order_by("name").prefetch_related("assignments__branch"):
        roles = [each for each in person.assignments.all() if access.may(Action.ADMINISTER, each.branch.path)]
        if roles or may_manage(access, person):
            listed.append({"person": person, "roles": roles, "waiting": not person.has_usable_password()})
    return render(request, "accounts/people.html", {"listed": listed, "role_names": ROLE_NAMES})


@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """A new person; their one-time link is shown once."""
    access = _administrator(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person = form.save(commit=False)
            person.created_by = access.person
            person.set_unusable_password()
            person.save()
            record("person", access.person, subject=f"person:{person.pk}", title=person.name, username=person.username)
            _give(access, person, request)
        return _show_link(request, access, person)
    return render(
        request, "accounts/person_new.html", {"form": form, **_choices(access)}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, key: int) -> HttpResponse:
    """One person: roles, a new link, shut out."""
    access = _administrator(request)
    found = _managed(access, key)
    if request.method == "POST":
        action = request.POST.get("do", "")
        if action == "give":
            with transaction.atomic():
                _give(access, found, request)
        elif action == "take":
            _take(access, found, request)
        elif not may_manage(access, found):
            raise PermissionDenied(_("这个人在别处也有角色，只有上级管理员能改密码或停用。"))
        elif action == "link":
            return _show_link(request, access, found)
        elif action in {"off", "on"}:
            _switch(access, found, active=action == "on", request=request)
        return redirect("person", key)
    roles = [
        {"assignment": each, "mine": access.may(Action.ADMINISTER, each.branch.path)}
        for each in found.assignments.select_related("branch").order_by("branch__path", "role")
    ]
    return render(
        request,
        "accounts/person.html",
        {
            "person": found,
            "roles": roles,
            "manage": may_manage(access, found),
            "role_names": ROLE_NAMES,
            **_choices(access),
        },
    )


def _choices(access: Access) -> dict[str, Any]:
    branches = [{"page": page, "level": page.depth} for page in access.branches(Action.ADMINISTER)]
    root = Page.objects.get(depth=1)
    return {
        "branches": branches,
        "root": root if access.may(Action.ADMINISTER, root.path) else None,
        "roles_to_give": [(role.value, ROLE_NAMES[role], ROLE_MEANINGS[role]) for role in Role],
    }


def _give(access: Access, person: Person, request: HttpRequest) -> None:
    """The roles that the form ticks, on the branch that it names. Raises: `Http404`, `PermissionDenied`."""
    chosen = [Role(role) for role in request.POST.getlist("roles") if role in set(Role)]
    if not chosen:
        return
    key = request.POST.get("branch", "")
    branch = access.branch(int(key) if key.isdecimal() else 0, Action.ADMINISTER)
    for role in chosen:
        _assignment, new = Assignment.objects.get_or_create(person=person, branch=branch, role=role)
        if new:
            record(
                "role",
                access.person,
                branch=branch.path,
                subject=f"person:{person.pk}",
                title=person.name,
                role=role.value,
                on=branch.title,
            )


def _take(access: Access, person: Person, request: HttpRequest) -> None:
    key = request.POST.get("assignment", "")
    found = person.assignments.filter(pk=int(key) if key.isdecimal() else 0).select_related("branch").first()
    if found is None:
        raise Http404
    access.demand(Action.ADMINISTER, found.branch.path)
    with transaction.atomic():
        if found.branch.depth == 1 and found.role == Role.ADMINISTRATOR and administrators().count() == 1:
            messages.error(request, _("这是最后一位总管理员，不能取消；请先给另一人总管理员角色。"))
            return
        found.delete()
        record(
            "role-off",
            access.person,
            branch=found.branch.path,
            subject=f"person:{person.pk}",
            title=person.name,
            role=found.role,
            on=found.branch.title,
        )


def _switch(access: Access, person: Person, *, active: bool, request: HttpRequest) -> None:
    if not active and administrators().filter(person=person).exists() and administrators().count() == 1:
        messages.error(request, _("这是最后一位总管理员，不能停用。"))
        return
    with transaction.atomic():
        person.is_active = active
        person.save()
        record("person-change", access.person, subject=f"person:{person.pk}", title=person.name, active=active)


def _show_link(request: HttpRequest, access: Access, person: Person) -> HttpResponse:
    with transaction.atomic():
        link, token = Link.make(person)
        record("link", access.person, subject=f"person:{person.pk}", title=person.name)
    address = request.build_absolute_uri(reverse("link", args=[token]))
    return render(request, "accounts/link_made.html", {"person": person, "address": address, "link": link})
