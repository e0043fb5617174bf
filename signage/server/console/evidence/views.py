"""The log, to read and to take away."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.models import Page

from signage.server.console.context import access_of
from signage.server.console.evidence.models import ACTIONS, Entry, broken
from signage.server.console.notices.listing import branch_names
from signage.server.console.tree.access import Access
from signage.server.console.tree.roles import Action

PER_PAGE = 50
MOST_ROWS = 20_000


def _visible(access: Access) -> QuerySet[Entry]:
    """Lines of the branches that the person administers or approves on; those of no branch for the root's alone."""
    paths = {*access.paths(Action.ADMINISTER), *access.paths(Action.APPROVE)}
    if not paths:
        raise PermissionDenied(_("记录给管理员和审核人看。"))
    where = Q(pk__in=[])
    for path in paths:
        where |= Q(branch__startswith=path)
        if len(path) == 4:  # the root: log-ins and people belong to no branch
            where |= Q(branch="")
    return Entry.objects.filter(where)


def _filtered(request: HttpRequest, found: QuerySet[Entry]) -> QuerySet[Entry]:
    if (action := request.GET.get("action", "")) in ACTIONS:
        found = found.filter(action=action)
    if words := request.GET.get("q", "").strip()[:60]:
        found = found.filter(Q(title__icontains=words) | Q(person_name__icontains=words))
    if (who := request.GET.get("who", "")).isdecimal():
        found = found.filter(person_id=int(who[:9]))
    if (branch := request.GET.get("branch", "")).isdecimal():
        path = Page.objects.filter(pk=int(branch[:9])).values_list("path", flat=True).first()
        # of a branch that is not there nothing is shown, rather than everything
        found = found.filter(branch__startswith=path) if path else found.none()
    for name, lookup in (("from", "at__gte"), ("to", "at__lt")):
        try:
            day = dt.date.fromisoformat(request.GET.get(name, ""))
        except ValueError:
            continue
        start = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=name == "to"), dt.time()))
        found = found.filter(**{lookup: start})
    return found


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    found = _filtered(request, _visible(access))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    checked: dict[str, Any] = {}
    if request.GET.get("check") == "1":
        checked = {"checked": True, "broken": list(broken())}
    return render(
        request,
        "evidence/log.html",
        {
            "page": page,
            "actions": ACTIONS,
            "query": query.urlencode(),
            "people": _people(access),
            "branches": access.branches(Action.VIEW),
            "names": branch_names({entry.branch for entry in page}),
            **checked,
        },
    )


def _people(access: Access) -> list[tuple[int, str]]:
    """Who did anything that the person may read of, by name."""
    rows = _visible(access).filter(person__isnull=False).order_by().values_list("person_id", "person_name").distinct()
    return sorted(dict(rows).items(), key=lambda each: each[1])


@require_GET
def log_csv(request: HttpRequest) -> HttpResponse:
    """The same lines as a table, with their digests."""
    every = _filtered(request, _visible(access_of(request)))
    found = every[:MOST_ROWS]
    names = branch_names(set(every.order_by().values_list("branch", flat=True).distinct()))
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    heads = [_("编号"), _("时间"), _("人员"), _("操作"), _("对象"), _("标题"), _("详情"), _("哪里")]
    writer.writerow([*heads, "before", "digest"])
    for entry in found.iterator(chunk_size=500):
        at = timezone.localtime(entry.at).isoformat(timespec="milliseconds")
        row = [
            entry.pk,
            at,
            entry.person_name,
            ACTIONS[entry.action],
            entry.subject,
            entry.title,
            str(entry.details or ""),
            names.get(entry.branch, ""),
        ]
        writer.writerow([*(harmless(str(cell)) for cell in row), entry.before, entry.digest])
    if every.count() > MOST_ROWS:
        writer.writerow([_("只列出最近%d条；请用时间筛选后分几次导出。") % MOST_ROWS])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="log.csv"'
    return response


def harmless(cell: str) -> str:
    """A spreadsheet must not take a title for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
