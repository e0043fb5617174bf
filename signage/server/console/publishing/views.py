"""What each compound's screens show, and pictures for staff."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from signage.content.compound import Display
from signage.content.feed import Feed
from signage.content.media import EXTENSIONS
from signage.errors import SignageError
from signage.playlist.live import alerts_in_force, live_items
from signage.playlist.orders import standing
from signage.server.console import moment
from signage.server.console.context import access_of
from signage.server.console.drawing import DrawingError, Order, draughtsman
from signage.server.console.notices import listing
from signage.server.console.notices.models import Picture
from signage.server.console.notices.preview import SHAPES
from signage.server.console.publishing import outbox
from signage.server.console.publishing.models import Publication
from signage.server.console.screens import listing as displays
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action

THUMB_PIXELS = 360
LARGE_PIXELS = 720
_NAME = re.compile(r"([0-9a-f]{64})\.(jpg|png|webp)")
_TYPES = {extension: mime for mime, extension in EXTENSIONS.items()}


@require_GET
def screens(request: HttpRequest) -> HttpResponse:
    """Every compound of the person's, and what its screens show now."""
    access = access_of(request)
    found = listing.screens(list(access.compounds()))
    return render(
        request,
        "screens/screens.html",
        {
            "screens": found,
            "can_draw": draughtsman.available(),
            "rows": displays.rows(displays.screens_of(access)),
            "stops": displays.tops(access),
            "stopped": displays.stopped(access),
            "may_pair": access.may_anywhere(Action.ADMINISTER),
        },
    )


@require_GET
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """One compound's screens: each slide that takes turns now."""
    access = access_of(request)
    compound = get_object_or_404(access.compounds(), code=code)
    (found,) = listing.screens([compound])
    publication = Publication.objects.filter(compound=compound).first()
    return render(
        request,
        "screens/screen.html",
        {
            "screen": found,
            "compound": compound,
            "publication": publication,
            "withdrawable": {
                row.notice.pk for row in found.items if access.may(Action.WITHDRAW, row.notice.branch_path)
            },
            "rows": displays.rows(displays.screens_of(access).filter(compound=compound)),
            "may_pair": access.may(Action.ADMINISTER, compound.path),
            "may_retry": access.may(Action.APPROVE, compound.path) or access.may(Action.ADMINISTER, compound.path),
            "can_draw": draughtsman.available(),
        },
    )


@require_GET
def slide(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """One slide of what is published, as the screen draws it. `now`: the first that takes turns."""
    compound = get_object_or_404(access_of(request).compounds(), code=code)
    feed = _published(compound)
    if feed is None:
        raise Http404
    held = standing(feed, "").display
    if item == "now" and held is not Display.NORMAL:
        words = _("黑屏") if held is Display.BLACKOUT else _("安全画面")
        return HttpResponse(words, content_type="text/plain; charset=utf-8")
    now = max(moment.now(), feed.published)
    live = [*(alert.identifier for alert in alerts_in_force(feed.alerts, now)), *(i.id for i in live_items(feed, now))]
    wanted = (live[0] if live else "card") if item == "now" else item
    shape = request.GET.get("shape", "portrait")
    large = request.GET.get("large") == "1"
    order = Order(
        feed=feed,
        item=wanted,
        now=now,
        size=SHAPES.get(shape, SHAPES["portrait"]),
        media=settings.DATA.feed(code) / "media",
        pages=1,
        width=LARGE_PIXELS if large else THUMB_PIXELS,
    )
    try:
        drawing = draughtsman.draw(f"slide:{code}:{wanted}:{shape}:{large}", order)
    except DrawingError as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=404)
    return HttpResponse(drawing.pages[0].image, content_type="image/webp")


@require_POST
def retry(request: HttpRequest, code: str) -> HttpResponse:
    """Try to publish again now, not when the caretaker comes round."""
    access = access_of(request)
    compound = get_object_or_404(access.compounds(), code=code)
    if not access.may(Action.APPROVE, compound.path):
        access.demand(Action.ADMINISTER, compound.path)
    if outbox.publish_due([compound.pk]):
        messages.success(request, _("已发到屏幕。"))
    else:
        messages.error(request, _("还是没有发出去，原因见下。"))
    return redirect("screen", code)


@require_GET
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture as re-encoded here, for whoever sees the branch on which it was uploaded, or has a branch below it.

    Below, only approved notices are seen, and its name, a digest of its content, is known from nothing else.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise Http404
    access = access_of(request)
    branches = Picture.objects.filter(sha256=match[1]).values_list("branch__path", flat=True)
    if not any(access.roles(path) or access.reaches_up_to(path) for path in branches):
        raise Http404
    try:
        with default_storage.open(name) as file:
            data = file.read()
    except OSError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type=_TYPES[match[2]])
    response["Cache-Control"] = "private, max-age=86400, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _published(compound: CompoundPage) -> Feed | None:
    try:
        return outbox.held_feed(compound)
    except SignageError:
        return None
