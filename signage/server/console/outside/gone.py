"""What became of a notice that is not shown any more: an old QR on the paper wall still gets an answer."""

from __future__ import annotations

import datetime as dt
import enum
import re

from signage.content.base import Record
from signage.content.feed import Feed
from signage.content.zone import find_zone
from signage.playlist.live import posted
from signage.server.console.notices.models import Hidden, NoticePage
from signage.server.console.notices.written import title_of, words_of
from signage.server.console.tree.models import CompoundPage

_NUMBER = re.compile(r"notice-(\d{1,9})")


class Fate(enum.StrEnum):
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Gone(Record, frozen=True, kw_only=True):
    """`title` is not told of what was withdrawn: it may be the very reason."""

    fate: Fate
    title: str = ""
    at: dt.datetime | None = None
    """When it ended, or was taken down."""
    instead: str = ""
    """The id of the notice that stands in for it."""


def what_became(item_id: str, feed: Feed, now: dt.datetime) -> Gone | None:
    """What became of the notice `item_id` of the compound; None for one that residents never saw.

    What is published says it where it still has it; else the console's own memory.
    """
    item = next((item for item in feed.items if item.id == item_id), None)
    if item is not None:
        if item.posting.end <= now:
            return Gone(fate=Fate.ENDED, title=item.title, at=item.posting.end)
        return None
    number = _NUMBER.fullmatch(item_id)
    compound = CompoundPage.objects.filter(code=feed.compound.id).first()
    if number is None or compound is None:
        return None
    notice = NoticePage.objects.filter(pk=int(number[1]), approved_at__isnull=False).first()
    if notice is None or not compound.path.startswith(notice.branch_path):
        return None
    return _fate(notice, compound, feed, now)


def _fate(notice: NoticePage, compound: CompoundPage, feed: Feed, now: dt.datetime) -> Gone | None:
    written = notice.written
    begun = written.posting_start or notice.approved_at
    hidden = Hidden.objects.filter(compound=compound, notice=notice).first()
    away = min(filter(None, (notice.withdrawn_at, hidden and hidden.at)), default=None)
    if begun is None or begun > (away or now):
        return None
    other = notice.replaced_by.filter(approved_at__isnull=False, withdrawn_at=None).first()
    if other is not None and any(item.id == other.item_id and posted(item, now) for item in feed.items):
        return Gone(fate=Fate.REPLACED, instead=other.item_id)
    if away is not None and (notice.posting_end is None or away < notice.posting_end):
        return Gone(fate=Fate.WITHDRAWN, at=away)
    if notice.posting_end is not None and notice.posting_end <= now:
        zone = find_zone(feed.compound.zone) or dt.UTC
        title = title_of(written, words_of(written, zone, feed.compound.buildings, notice.approved_at))
        return Gone(fate=Fate.ENDED, title=title, at=notice.posting_end)
    return None
