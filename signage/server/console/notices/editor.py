"""The form in which a notice is written: saved as it is typed, drawn as the screen draws it."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import msgspec
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Revision

from signage.content.body import Figure
from signage.content.posting import RULES
from signage.errors import CodecError
from signage.server.console import moment
from signage.server.console.context import access_of
from signage.server.console.drawing import DrawingError, SupersededError, draughtsman
from signage.server.console.notices import standing, work
from signage.server.console.notices.models import NoticePage, Picture
from signage.server.console.notices.pictures import MAX_PICTURES, MAX_UPLOAD_BYTES, UploadError, take
from signage.server.console.notices.pictures import clean as clean_pasted
from signage.server.console.notices.preview import as_json, beyond_bounds, draw_notice, faults_as_json
from signage.server.console.notices.reading import read_form
from signage.server.console.notices.rich import to_html
from signage.server.console.notices.written import Written, body_of, explain, facts_of, title_of, words_of
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action


@require_GET
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """The form, with the draft in it."""
    access = access_of(request)
    notice = access.notice(key, Action.WRITE)
    if standing.waiting(notice) is not None:
        messages.warning(request, _("这条通知正在等待审核；要修改请先收回。"))
        return redirect("notice", key)
    written: Written = notice.draft().written
    branch = notice.get_parent().specific
    compound = standing.first_compound(notice)
    zone = standing.zone_of(branch)
    kind = written.template
    return render(
        request,
        "notices/edit.html",
        {
            "notice": notice,
            "branch": branch,
            "kind": kind,
            "written": written,
            "answers": [{"field": field, "value": written.answers.get(field.key, "")} for field in kind.fields],
            "buildings": _buildings(written, compound) if isinstance(branch, CompoundPage) and kind.buildings else [],
            "bases": [("", _("没有法定公示期"))] + [(base, RULES[base].name) for base in kind.bases if base],
            "body_html": to_html(written.body or ()),
            "pictures": json.dumps([_picture(figure) for figure in written.pictures], ensure_ascii=False),
            "most_pictures": MAX_PICTURES,
            "most_bytes": MAX_UPLOAD_BYTES,
            "most_megabytes": MAX_UPLOAD_BYTES // 1_000_000,
            "asked": standing.examine(notice, written).asked,
            "start": _local(written.start, zone),
            "end": _local(written.end, zone),
            "posting_start": _local(written.posting_start, zone),
            "posting_last": _last_day(written, zone),
            "reached": len(standing.reached_by(notice)),
            "revision": notice.latest_revision,
            "state": standing.state_of(notice),
            "live": notice.is_approved(),
            "can_draw": draughtsman.available() and compound is not None,
            **_automatic(notice, written, compound),
        },
    )


@require_POST
def save(request: HttpRequest, key: int) -> HttpResponse:
    """Keep what is typed. Answers a script in JSON, a plain form with a page."""
    access = access_of(request)
    notice = access.notice(key, Action.WRITE)
    branch = notice.get_parent()
    before: Written = notice.draft().written
    known = _known_pictures(notice, before, request)
    written = read_form(request.POST, before, moment.now(), standing.zone_of(branch), known)
    base = request.POST.get("revision", "")
    plain = not request.headers.get("Accept", "").startswith("application/json")
    try:
        revision = work.save(
            request.user, notice, written, int(base) if base.isdecimal() else 0, force=request.POST.get("force") == "1"
        )
    except work.ConflictError as error:
        if plain:
            messages.error(request, str(error))
            return redirect("notice", key)
        return JsonResponse({"conflict": str(error), "theirs": error.revision.pk, "mine": None}, status=409)
    except work.StateError as error:
        if plain:
            messages.error(request, str(error))
            return redirect("notice", key)
        return JsonResponse({"gone": str(error)}, status=409)
    if plain:
        if request.POST.get("then") == "submit":
            try:
                work.submit(request.user, notice, revision.pk, request.POST.get("note", "").strip())
            except work.FaultyError as error:
                messages.error(request, f"{error}。")
                return redirect("edit", key)
            except work.StateError as error:
                messages.error(request, str(error))
                return redirect("notice", key)
            messages.success(request, _("已提交，等另一人审核。"))
        else:
            messages.success(request, _("草稿已保存。"))
        return redirect("notice", key)
    return JsonResponse(_state(notice, written, revision, request))


def _state(notice: NoticePage, written: Written, revision: Revision, request: HttpRequest) -> dict[str, Any]:
    """What the form shows after it was saved."""
    notice.refresh_from_db()
    compound = standing.first_compound(notice)
    found = standing.examine(notice, notice.draft().written)
    return {
        "revision": revision.pk,
        "faults": faults_as_json(list(found.faults)),
        "asked": [msgspec.to_builtins(each) for each in found.asked],
        "others": work.present(notice, request.user),
        "posting_last": _last_day(written, standing.zone_of(notice.get_parent())),
        **_automatic(notice, written, compound),
    }


def _automatic(notice: NoticePage, written: Written, compound: CompoundPage | None) -> dict[str, Any]:
    """What follows from the plain fields, as it stands now."""
    zone = standing.zone_of(notice.get_parent())
    words = words_of(written, zone, compound.compound.buildings if compound else (), moment.now())
    unwritten = written.__class__(kind=written.kind, answers=written.answers)
    return {
        "auto_title": title_of(unwritten, words),
        "auto_facts": [{"label": line.label, "value": line.value} for line in facts_of(unwritten, words)],
        "auto_body": to_html(body_of(unwritten, words)),
        "rule": explain(written, moment.now(), zone),
    }


@require_GET
def preview(request: HttpRequest, key: int) -> JsonResponse:
    """The slides of a revision, as the screen draws them: the draft, or the one that is named."""
    access = access_of(request)
    notice = access.notice(key, Action.VIEW)
    own = bool(access.roles(notice.branch_path))
    written: Written = (notice.draft() if own else notice).written
    told = request.GET.get("revision", "")
    if told.isdecimal() and own:
        revision = Revision.objects.for_instance(notice).filter(pk=int(told)).first()
        if revision is not None:
            written = revision.as_object().written
    shape = request.GET.get("shape", "portrait")
    compound = standing.first_compound(notice)
    if compound is None:
        return JsonResponse({"error": _("这里下面还没有小区，看不到预览。")})
    if words := beyond_bounds(compound, written, notice.item_id):
        return JsonResponse({"error": words})
    try:
        drawing = draw_notice(f"{request.session.session_key}:{key}:{shape}", compound, notice, written, shape)
    except SupersededError:
        return JsonResponse({"superseded": True})
    except (DrawingError, CodecError) as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse(as_json(drawing, shape))


@require_POST
def upload(request: HttpRequest, key: int) -> JsonResponse:
    """A picture, a PDF or a Word document for this notice: what became of it, for the form to take up."""
    notice = access_of(request).notice(key, Action.WRITE)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return JsonResponse({"error": _("没有收到文件，请再选一次。")}, status=400)
    try:
        taken = take(request.user, notice.get_parent(), file)
    except UploadError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse(
        {
            "pictures": [_picture(figure) for figure in taken.figures],
            "body": to_html(taken.body),
            "title": taken.title,
            "number": taken.number,
            "issuer": taken.issuer,
            "issued": taken.issued.isoformat() if taken.issued else "",
            "warnings": list(taken.warnings),
        }
    )


@require_POST
def clean(request: HttpRequest) -> JsonResponse:
    """Pasted rich text, with nothing left but text and its form: what the notice will keep of it."""
    access = access_of(request)
    if not access.may_anywhere(Action.WRITE):
        raise PermissionDenied(_("您在这里没有编辑权限；请找管理员给您“编辑”角色。"))
    try:
        blocks = clean_pasted(request.POST.get("html", ""))
    except UploadError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"html": to_html(blocks)})


# Inside.


def _picture(figure: Figure) -> dict[str, Any]:
    return {
        "sha256": figure.media.sha256,
        "src": f"/pictures/{figure.media.name}",
        "width": figure.media.width,
        "height": figure.media.height,
        "caption": figure.caption or figure.media.alt,
    }


def _known_pictures(notice: NoticePage, written: Written, request: HttpRequest) -> dict[str, Figure]:
    """Pictures that the notice may show: those it shows, and those uploaded on its branch."""
    known = {figure.media.sha256: figure for figure in written.pictures}
    told = re.findall(r"[0-9a-f]{64}", request.POST.get("pictures", ""))[:40]
    for picture in Picture.objects.filter(branch=notice.get_parent(), sha256__in=told) if told else ():
        known.setdefault(picture.sha256, Figure(media=picture.media))
    return known


def _buildings(written: Written, compound: CompoundPage | None) -> list[dict[str, Any]]:
    names = compound.compound.buildings if compound else ()
    chosen = set(written.buildings)
    return [{"name": name, "chosen": name in chosen} for name in names]


def _local(instant: dt.datetime | None, zone: dt.tzinfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if instant else ""


def _last_day(written: Written, zone: dt.tzinfo) -> str:
    if written.posting_end is None:
        return ""
    return (written.posting_end - dt.timedelta(seconds=1)).astimezone(zone).date().isoformat()
