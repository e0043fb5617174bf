"""Rosters: the list of months, one month, uploading a sheet, and what the month looks like elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from signage.content.fault import Level
from signage.playlist.holidays import kind_words
from signage.playlist.words import date_words
from signage.server.console import moment
from signage.server.console.context import access_of
from signage.server.console.drawing import DrawingError, Order, draughtsman
from signage.server.console.evidence.models import Entry
from signage.server.console.notices.preview import SHAPES
from signage.server.console.notices.work import StateError
from signage.server.console.plain import plain_problem
from signage.server.console.publishing.models import Publication
from signage.server.console.rosters import grid, listing, work
from signage.server.console.rosters.sheet import workbook
from signage.server.console.rosters.standing import Standing, faults_of, standing_of, today_at, why_not_approve
from signage.server.console.rosters.turns import (
    differences,
    first_of,
    holidays_known,
    is_month,
    month_of,
    special_days,
    turns_feed,
    weeks_of,
    zone_of,
)
from signage.server.console.rosters.uploads import SheetError, Upload, pack, read_sheet, sheet_fault, unpack
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
THUMB_PIXELS = 360
LINES_IN_LARGE = 2
"""People of one day whose names are printed large; more of them are set smaller, so that the month stays one sheet."""

PREVIEW_HOUR = dt.time(9, 30)
"""When the week is drawn for staff: the first turn of a usual day is on."""


def compound_of(request: HttpRequest, code: str, month: str, action: Action = Action.VIEW) -> CompoundPage:
    """The compound, where the month is one and the person may do it. Raises: `Http404`, `PermissionDenied`."""
    found: CompoundPage = get_object_or_404(access_of(request).compounds(), code=code)
    if not is_month(month):
        raise Http404
    access_of(request).demand(action, found.path)
    return found


@require_GET
def rosters(request: HttpRequest) -> HttpResponse:
    """Every compound's months, and the form for a sheet."""
    return _list(request)


def _list(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    access = access_of(request)
    compounds = list(access.compounds())
    writable = list(access.compounds(Action.WRITE))
    asked = request.GET.get("compound") or request.POST.get("compound", "")
    chosen = next((each for each in writable if each.code == asked), writable[0] if writable else None)
    wanted = request.GET.get("month") or request.POST.get("month", "")
    return render(
        request,
        "rosters/list.html",
        {
            "rows": [(compound, listing.months_of(compound)) for compound in compounds],
            "writable": writable,
            "chosen": chosen,
            "months": listing.choices(chosen) if chosen else [],
            "month": wanted if is_month(wanted) else listing.wanted_month(chosen) if chosen else "",
            "error": error,
            "calendar": request.build_absolute_uri("/duty/"),
        },
        status=status,
    )


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Read a sheet and show what would become of it. Nothing is kept."""
    month = request.POST.get("month", "")
    compound = compound_of(request, request.POST.get("compound", ""), month, Action.WRITE)
    file = request.FILES.get("file")
    if file is None:
        return _list(request, _("请先选择文件"), 422)
    if month not in dict(listing.choices(compound)):
        return _list(request, _("只能传本月和之后六个月的排片表"), 422)
    name = str(file.name or "")[-100:]
    try:
        turns, reading = read_sheet(compound, month, name, file.read())
    except SheetError as error:
        return _list(request, str(error), 422)
    standing = standing_of(compound, month)
    changes = differences(standing.turns, turns)
    zone = zone_of(compound.compound)
    refused = any(fault.level is Level.ERROR for fault in reading)
    mark = Upload(person=request.user.pk, compound=compound.pk, month=month, mark=standing.mark, file=name, turns=turns)
    return render(
        request,
        "rosters/preview.html",
        {
            "compound": compound,
            "month": month,
            "name": grid.month_name(month),
            "file": name,
            "reading": [sheet_fault(fault) for fault in sorted(reading, key=_errors_first)],
            "refused": refused,
            "faults": _faults(standing, turns),
            "weeks": grid.weeks(
                turns, month, zone, today_at(compound), grid.marks_of(turns, changes) if standing.mark else {}
            ),
            "changes": grid.changes_words(changes, zone) if standing.mark else [],
            "compared": bool(standing.mark),
            "holidays": _holidays(turns, month, zone),
            "holidays_known": holidays_known(month),
            "count": len(turns.slots),
            "packed": "" if refused else pack(mark),
            "waiting": standing.waiting,
        },
        status=422 if refused else 200,
    )


def _errors_first(fault: Any) -> tuple[bool, int]:
    return fault.level is not Level.ERROR, fault.line


@require_POST
def keep(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """Keep what a preview showed, as a draft."""
    compound = compound_of(request, code, month, Action.WRITE)
    try:
        found = unpack(request.POST.get("packed", ""), request.user, compound, month)
        made = work.keep(request.user, compound, month, found.turns, found.mark, file=found.file)
    except (SheetError, StateError) as error:
        messages.error(request, str(error))
        return redirect("roster", code, month)
    if made is None:
        messages.info(request, _("和现在的完全一样，没有改动。"))
    else:
        messages.success(request, _("已存为草稿。看过没有问题，就提交审核。"))
    return redirect("roster", code, month)


@require_GET
def roster(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """One month: where it stands, its weeks, what can be done with it."""
    compound = compound_of(request, code, month)
    access = access_of(request)
    standing = standing_of(compound, month)
    turns, zone, today = standing.turns, zone_of(compound.compound), today_at(compound)
    changes = differences(standing.shown, turns) if standing.live else []
    weeks = grid.weeks(turns, month, zone, today, grid.marks_of(turns, changes))
    asked = request.GET.get("week", "")
    current = next((week for week in weeks if any(day.today for day in week.days)), weeks[0])
    week = next((week for week in weeks if week.monday.isoformat() == asked), current)
    swapping = request.GET.get("swap", "")
    index = int(swapping) if swapping.isdecimal() and len(swapping) < 6 else -1
    first = turns.slots[index] if 0 <= index < len(turns.slots) else None
    waiting = standing.waiting
    faults = _faults(standing, turns)
    may_write = access.may(Action.WRITE, compound.path)
    publication = Publication.objects.filter(compound=compound).exclude(problem="").first()
    return render(
        request,
        "rosters/month.html",
        {
            "compound": compound,
            "month": month,
            "name": grid.month_name(month),
            "before": month_of(first_of(month), -1),
            "after": month_of(first_of(month), 1),
            "standing": standing,
            "weeks": weeks,
            "week": week,
            "changes": grid.changes_words(changes, zone),
            "faults": faults,
            "errors": sum(fault["level"] == "error" for fault in faults),
            "waiting": waiting,
            "why_not": why_not_approve(access, standing, waiting) if waiting else "",
            "may_write": may_write,
            "may_change": may_write and not waiting,
            "may_approve": waiting is not None and access.may(Action.APPROVE, compound.path),
            "may_withdraw": standing.live is not None and access.may(Action.WITHDRAW, compound.path),
            "may_carry_over": may_write
            and not waiting
            and not turns.slots
            and bool(standing_of(compound, month_of(first_of(month), -1)).turns.slots),
            "swapping": first,
            "swap_index": index if first else None,
            "swap_words": grid.slot_words(first, zone) if first else "",
            "whole_day": request.GET.get("whole", "1") != "0",
            "holidays": _holidays(turns, month, zone),
            "holidays_known": holidays_known(month),
            "can_draw": draughtsman.available() and bool(turns.slots),
            "publication": publication,
            "log": Entry.objects.filter(subject=standing.roster.subject)[:40] if standing.roster else [],
        },
    )


def _faults(standing: Standing, turns: Any) -> list[dict[str, str]]:
    """What is wrong with the month, in words; nothing of a month that is empty, where that is said otherwise."""
    if not turns.slots:
        return []
    return [
        {"level": fault.level.value, "place": fault.field, "problem": plain_problem(fault)}
        for fault in faults_of(standing.compound, standing.month, turns)
    ]


def _holidays(turns: Any, month: str, zone: dt.tzinfo) -> list[dict[str, Any]]:
    """The month's holidays and the working days made up for them, and whether anybody is on duty then."""
    taken = {slot.start.astimezone(zone).date() for slot in turns.slots}
    return [
        {
            "day": date_words(day, grid.language()),
            "words": kind_words(kind, grid.language()),
            "taken": day in taken,
        }
        for day, kind in special_days(month)
    ]


@require_GET
def week_slide(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """The duty week as the screen will draw it, with what is set now."""
    compound = compound_of(request, code, month)
    turns = standing_of(compound, month).turns
    asked = request.GET.get("week", "")
    monday = next((week for week in weeks_of(month) if week.isoformat() == asked), weeks_of(month)[0])
    day = max(monday, first_of(month))
    today = today_at(compound)
    day = today if monday <= today < monday + dt.timedelta(days=7) else day
    now = dt.datetime.combine(day, PREVIEW_HOUR, zone_of(compound.compound)).astimezone(dt.UTC)
    order = Order(
        feed=turns_feed(compound.compound, month, turns, now),
        item="week",
        now=now,
        size=SHAPES["portrait"],
        media=settings.DATA.media,
        pages=1,
        width=THUMB_PIXELS * 2,
    )
    try:
        drawing = draughtsman.draw(f"roster:{code}:{month}:{monday}", order)
    except DrawingError as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=404)
    return HttpResponse(drawing.pages[0].image, content_type="image/webp")


@require_GET
def download(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """The month as a workbook that can be changed and uploaded again."""
    compound = compound_of(request, code, month)
    data = workbook(compound.compound, month, standing_of(compound, month).turns)
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{compound.title}{month}排片表.xlsx")
    return response


@require_GET
def printed(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """The month on one sheet of A4, for the wall."""
    compound = compound_of(request, code, month)
    standing = standing_of(compound, month)
    turns = standing.shown if standing.live else standing.turns
    weeks = grid.weeks(turns, month, zone_of(compound.compound), today_at(compound))
    return render(
        request,
        "rosters/print.html",
        {
            "compound": compound,
            "month": month,
            "name": grid.month_name(month),
            "weeks": weeks,
            "dense": max(len(day.lines) for week in weeks for day in week.days) > LINES_IN_LARGE,
            "draft": standing.live is None,
            "at": standing.live.at if standing.live else moment.now(),
        },
    )
