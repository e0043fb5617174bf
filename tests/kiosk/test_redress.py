"""Another style while the glass is busy: nothing is lost between the two."""

from __future__ import annotations

import datetime as dt

import sample

from signage.playlist.slides import slides


def test_a_slide_that_was_asked_for_in_the_old_style_comes_in_the_new_one(make_glass):
    feed, monday = sample.feed(), sample.NOW + dt.timedelta(days=5)  # the sides change places
    notice = next(entry for entry in slides(feed, monday) if entry.item_id)
    glass = make_glass(feed, size="1366x768")
    first = next(entry for entry in glass.rotator.entries if entry.kind == "notice")
    glass.bring(first.kind, first.item_id)  # a page: its new style takes a moment
    before = glass.mark()
    old = glass.rotator.deck
    glass.move(monday)
    glass.rotator.begin(notice)
    glass.wait_painted(notice.kind, notice.item_id, after=before)
    assert glass.rotator.deck is not old
    glass.qtbot.waitUntil(lambda: glass.tokens.property("mirrored") is True, timeout=8000)
