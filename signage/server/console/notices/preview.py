"""A draft beside its form: the slide that the screen will draw, and what can be said of it."""

from __future__ import annotations

import base64
import datetime as dt
import math
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.zone import find_zone
from signage.server.console import moment
from signage.server.console.drawing import Drawing, Order, draughtsman
from signage.server.console.notices.models import NoticePage
from signage.server.console.notices.pictures import at_hand
from signage.server.console.notices.written import Written, notice_of
from signage.server.console.plain import field_name, plain_problem
from signage.server.console.rosters.announced import announced
from signage.server.console.tree.models import CompoundPage

SHAPES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}

DIAGONAL_INCHES = 43.0
"""The usual panel of a gatehouse."""

EN_301_549 = 82
"""EN 301 549 §5.1.4: text is legible from so many times its height (0.7° of visual angle)."""


def preview_feed(compound: CompoundPage, written: Written, item: str, now: dt.datetime) -> tuple[Feed, dt.datetime]:
    """A feed of this notice alone, and the moment to draw it at: now, or the first of its posting window."""
    about = compound.compound
    notice = notice_of(written, item, find_zone(about.zone) or dt.UTC, now, about.buildings)
    at = max(now, notice.posting.start)
    if notice.posting.end <= at:
        at = notice.posting.start
    guide = compound.guide
    feed = Feed(
        compound=about,
        published=at,
        items=(notice,),
        roster=announced(compound, now),
        services=guide.services,
        facilities=guide.facilities,
    )
    return feed, at


def draw_notice(
    key: str, compound: CompoundPage, notice: NoticePage, written: Written, shape: str, width: int = 0
) -> Drawing:
    """The slides of `written`. Raises: `DrawingError`; `CodecError` when a text is beyond all bounds."""
    feed, at = preview_feed(compound, written, notice.item_id, moment.now())
    size = SHAPES.get(shape, SHAPES["portrait"])
    order = Order(feed=feed, item=notice.item_id, now=at, size=size, media=at_hand(feed), width=width)
    return draughtsman.draw(key, order)


def as_json(drawing: Drawing, shape: str) -> dict[str, Any]:
    """For the browser: pictures inside of the answer, so that nothing needs to be kept or guarded."""
    width, height = SHAPES.get(shape, SHAPES["portrait"])
    millimetres = DIAGONAL_INCHES * 25.4 / math.hypot(width, height)
    glyph = min((page.glyph for page in drawing.pages), default=0)
    return {
        "pages": [
            {"src": "data:image/webp;base64," + base64.b64encode(page.image).decode(), "dwell": round(page.dwell)}
            for page in drawing.pages
        ],
        "count": drawing.count,
        "dwell": round(sum(page.dwell for page in drawing.pages)),
        "distance": round(glyph * millimetres * EN_301_549 / 1000, 1),
        "glyph": round(glyph * millimetres),
    }


def faults_as_json(faults: list[Fault]) -> list[dict[str, str]]:
    """Faults for the form: errors first, each with the name of its place."""
    ranked = sorted(faults, key=lambda fault: fault.level is not Level.ERROR)
    return [
        {
            "level": "error" if fault.level is Level.ERROR else "warning",
            "field": fault.field,
            "place": field_name(fault),
            "problem": plain_problem(fault),
        }
        for fault in ranked
    ]


def beyond_bounds(compound: CompoundPage, written: Written, item: str) -> str:
    """Why it cannot be drawn at all, in words; empty where it can."""
    try:
        feed, _at = preview_feed(compound, written, item, moment.now())
        msgspec.convert(msgspec.to_builtins(feed), Feed)
    except msgspec.ValidationError:
        return str(_("有文字超出屏幕能放的长度，改短后就能看到预览。"))
    return ""
