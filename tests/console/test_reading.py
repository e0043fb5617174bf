"""The writer's form, as it is posted: what somebody chose, and what only followed from the rest."""

from __future__ import annotations

import datetime as dt

from django.http import QueryDict

from signage.content.zone import find_zone
from signage.server.console.notices.reading import read_form
from signage.server.console.notices.written import Written

ZONE = find_zone("Asia/Shanghai") or dt.UTC
NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)


def posted(before: Written, **fields: str) -> Written:
    form = QueryDict(mutable=True)
    form.update({"start": "2026-12-10T09:00", "end": "2026-12-10T16:00", "basis": "water-cut", **fields})
    return read_form(form, before, NOW, ZONE, {})


def last_day(written: Written) -> str:
    assert written.posting_end is not None
    return (written.posting_end - dt.timedelta(seconds=1)).astimezone(ZONE).date().isoformat()


def test_the_end_follows_the_form_until_somebody_chooses_it():
    first = posted(Written(kind="water-cut"))
    assert last_day(first) == "2026-12-10"
    moved = posted(first, start="2026-12-20T09:00", end="2026-12-20T16:00", posting_last="2026-12-10")
    assert last_day(moved) == "2026-12-20"
    chosen = posted(moved, posting_last="2026-12-25")
    assert (last_day(chosen), chosen.end_by_hand) == ("2026-12-25", True)
    later = posted(chosen, end="2026-12-28T16:00", posting_last="2026-12-25")
    assert last_day(later) == "2026-12-25"


def test_an_end_that_the_form_was_offered_before_is_nobodys_choice():
    """Two saves overtook each other: the form still shows what the one before the last proposed."""
    first = posted(Written(kind="water-cut"))
    moved = posted(first, start="2026-12-20T09:00", end="2026-12-20T16:00", posting_last="2026-12-10")
    again = posted(
        moved, start="2026-12-20T09:00", end="2026-12-20T16:00", posting_last="2026-12-10", posting_offered="2026-12-10"
    )
    assert (last_day(again), again.end_by_hand) == ("2026-12-20", False)
