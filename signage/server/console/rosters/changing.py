"""What can be done with a month: one turn, a swap, submitting, approving, withdrawing."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from signage.errors import SignageError
from signage.playlist.duty import local_day, monday_of
from signage.server.console.context import access_of
from signage.server.console.notices.work import FaultyError
from signage.server.console.plain import plain_problem
from signage.server.console.publishing.models import Publication
from signage.server.console.rosters import grid, work
from signage.server.console.rosters.forms import TurnForm, initial_of
from signage.server.console.rosters.models import RosterMonth
from signage.server.console.rosters.standing import Standing, standing_of
from signage.server.console.rosters.turns import Turns, carried_over, first_of, month_of, put, swap, without, zone_of
from signage.server.console.rosters.views import compound_of
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action
from signage.sources.compoundfile import Hours

SHIFTS = {"am": Hours().morning, "pm": Hours().afternoon, "eve": (dt.time(18), dt.time(20))}
"""The times that a new turn of a shift begins with."""

KNOWN_MONTHS = 6
"""Names are proposed from so many of the compound's last months."""

View = Callable[..., HttpResponse]


def acting(view: View) -> View:
    """What cannot be done is said on the month's page, in words."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, code: str, month: str) -> HttpResponse:
        try:
            return view(request, code, month)
        except FaultyError as error:
            places = "；".join(f"{fault.field} {plain_problem(fault)}".strip() for fault in error.faults[:4])
            messages.error(request, f"{error}：{places}")
        except (SignageError, ValueError) as error:
            messages.error(request, str(error))
        return redirect(_back(request, code, month))

    return require_POST(wrapped)


def _back(request: HttpRequest, code: str, month: str, day: dt.date | None = None) -> str:
    """The month's page, at the week that one comes from."""
    week = monday_of(day).isoformat() if day else request.POST.get("week", "")
    address = reverse("roster", args=[code, month])
    return f"{address}?week={week}#grid" if len(week) == 10 else address


@require_http_methods(["GET", "POST"])
def turn(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """Add a turn, or change one."""
    compound = compound_of(request, code, month, Action.WRITE)
    standing, zone = standing_of(compound, month), zone_of(compound.compound)
    index = _index(request.POST.get("index", request.GET.get("index", "")), standing.turns)
    known = _known(compound, standing)
    form = TurnForm(
        request.POST or None,
        month=month,
        zone=zone,
        known={person for person, _organisation in known},
        initial=initial_of(standing.turns.slots[index], zone) if index is not None else _proposed(request, month),
    )
    if request.method == "POST" and form.is_valid() and form.slot is not None:
        try:
            turns = put(standing.turns, form.slot, index)
            work.keep(request.user, compound, month, turns, request.POST.get("mark", ""))
        except (SignageError, ValueError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已保存在草稿里。"))
            return redirect(_back(request, code, month, local_day(form.slot.start, zone)))
    return render(
        request,
        "rosters/turn.html",
        {
            "compound": compound,
            "month": month,
            "name": grid.month_name(month),
            "form": form,
            "index": index,
            "mark": request.POST.get("mark") or standing.mark,
            "waiting": standing.waiting,
            "people": sorted({person for person, _organisation in known}),
            "organisations": sorted({organisation for _person, organisation in known}),
            "back": request.GET.get("week", ""),
        },
        status=422 if form.errors else 200,
    )


def _known(compound: CompoundPage, standing: Standing) -> set[tuple[str, str]]:
    """People and organisations of the compound's last rosters."""
    found = {(slot.person, slot.organisation) for slot in standing.turns.slots}
    for each in RosterMonth.objects.filter(compound=compound).order_by("-month")[:KNOWN_MONTHS]:
        latest = each.versions.first()
        turns: Any = latest.turns if latest else Turns()
        found |= {(slot.person, slot.organisation) for slot in turns.slots}
    return found


def _proposed(request: HttpRequest, month: str) -> dict[str, Any]:
    """What a new turn begins with: the day and shift that was pressed."""
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = first_of(month)
    start, end = SHIFTS.get(request.GET.get("shift", ""), SHIFTS["am"])
    special = {"organisation": "人大代表", "topic": "代表接待", "special": True, "group": "X"}
    return {"day": day, "start": start, "end": end, **(special if request.GET.get("special") == "1" else {})}


def _index(text: str, turns: Turns) -> int | None:
    """The place of a turn. Raises: `Http404` when there is none at it."""
    if not text:
        return None
    if not text.isdecimal() or len(text) > 5 or int(text) >= len(turns.slots):
        raise Http404
    return int(text)


@acting
def remove(request: HttpRequest, code: str, month: str) -> HttpResponse:
    compound = compound_of(request, code, month, Action.WRITE)
    turns = standing_of(compound, month).turns
    index = _demand(request.POST.get("index", ""), turns)
    day = local_day(turns.slots[index].start, zone_of(compound.compound))
    work.keep(request.user, compound, month, without(turns, index), request.POST.get("mark", ""))
    messages.success(request, _("已去掉这一班。"))
    return redirect(_back(request, code, month, day))


@acting
def swapping(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """The second press: the people at two turns change places."""
    compound = compound_of(request, code, month, Action.WRITE)
    turns, zone = standing_of(compound, month).turns, zone_of(compound.compound)
    first, second = (_demand(request.POST.get(name, ""), turns) for name in ("first", "second"))
    swapped = swap(turns, first, second, zone, whole_day=request.POST.get("whole", "1") == "1")
    work.keep(request.user, compound, month, swapped, request.POST.get("mark", ""))
    names = {"one": turns.slots[first].person, "other": turns.slots[second].person}
    messages.success(request, _("%(one)s和%(other)s换好了，屏上会注明原来是谁。") % names)
    return redirect(_back(request, code, month))


def _demand(text: str, turns: Turns) -> int:
    index = _index(text, turns)
    if index is None:
        raise Http404
    return index


@acting
def carry_over(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """Begin an empty month with the turns of the one before."""
    compound = compound_of(request, code, month, Action.WRITE)
    standing, zone = standing_of(compound, month), zone_of(compound.compound)
    if standing.turns.slots:
        messages.error(request, _("这个月已经有排班，没有照抄。"))
        return redirect("roster", code, month)
    turns = carried_over(standing_of(compound, month_of(first_of(month), -1)).turns, month, zone)
    if not turns.slots:
        messages.error(request, _("上个月没有排片表可抄。"))
        return redirect("roster", code, month)
    work.keep(request.user, compound, month, turns, standing.mark)
    messages.success(request, _("已照上个月的星期排好，存为草稿；请核对后再提交。"))
    return redirect("roster", code, month)


# The second person.


@acting
def submit(request: HttpRequest, code: str, month: str) -> HttpResponse:
    compound = compound_of(request, code, month, Action.WRITE)
    note = request.POST.get("note", "").strip()
    work.submit(request.user, compound, month, request.POST.get("mark", ""), note)
    messages.success(request, _("已提交，等另一人审核。"))
    return redirect("roster", code, month)


@acting
def recall(request: HttpRequest, code: str, month: str) -> HttpResponse:
    work.recall(request.user, compound_of(request, code, month, Action.WRITE), month)
    messages.success(request, _("已收回，可以继续修改。"))
    return redirect("roster", code, month)


@acting
def send_back(request: HttpRequest, code: str, month: str) -> HttpResponse:
    compound = compound_of(request, code, month, Action.APPROVE)
    comment = request.POST.get("comment", "").strip()
    if not comment:
        messages.error(request, _("请写一句退回的原因，排班的人才知道怎么改。"))
        return redirect("roster", code, month)
    work.send_back(request.user, compound, month, _number(request), comment)
    messages.success(request, _("已退回。"))
    return redirect("home")


@acting
def approve(request: HttpRequest, code: str, month: str) -> HttpResponse:
    compound = compound_of(request, code, month, Action.APPROVE)
    work.approve(access_of(request), compound, month, _number(request), request.POST.get("comment", "").strip())
    _say_published(request, compound, _("已批准，已发到屏幕。"))
    return redirect("roster", code, month)


@acting
def withdraw(request: HttpRequest, code: str, month: str) -> HttpResponse:
    compound = compound_of(request, code, month, Action.WITHDRAW)
    work.withdraw(request.user, compound, month, request.POST.get("reason", "").strip())
    _say_published(request, compound, _("已撤下，屏上显示“排片表待公布”。"))
    return redirect("roster", code, month)


@acting
def discard(request: HttpRequest, code: str, month: str) -> HttpResponse:
    work.discard(request.user, compound_of(request, code, month, Action.WRITE), month)
    messages.success(request, _("没有公布的改动已放弃。"))
    return redirect("roster", code, month)


def _number(request: HttpRequest) -> int:
    text = request.POST.get("submission", "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _say_published(request: HttpRequest, compound: CompoundPage, words: str) -> None:
    """`words` once the screens' feed has it; else that it is under way, and why."""
    failing = Publication.objects.filter(compound=compound, done__lt=F("wanted")).first()
    if transaction.get_connection().in_atomic_block or failing is None:
        messages.success(request, words)
        return
    messages.error(request, _("已记下，但还没有发到屏幕：%s。系统会自动再试。") % (failing.problem or _("正在发布")))
