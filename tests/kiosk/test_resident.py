"""A scripted resident reaches every screen in each comfort: nothing is cut, overlaps or is smaller than the floor."""

from __future__ import annotations

import re

import pytest
import sample
from PySide6.QtCore import QRectF
from qmltree import all_words
from resident import WAYS, begin, screenfuls, walk, wrong

from signage.kiosk.browse import Comfort

UPRIGHT, WIDE, SMALL, RIBBON = "1080x1920", "1920x1080", "1280x800", "1920x540"
PLAIN, LARGE, LOW, LARGE_LOW = (), ("large",), ("low",), ("large", "low")
WALKS = [
    *((size, comforts) for size in (UPRIGHT, WIDE) for comforts in (PLAIN, LARGE, LOW, LARGE_LOW)),
    *((size, comforts) for size in (SMALL, RIBBON) for comforts in (PLAIN, LARGE)),
]
"""Those that lay out anew. English is walked in test_english; `contrast` and `still` change no place: once, below. A
ribbon is low as it is and offers no such comfort."""


@pytest.mark.parametrize(
    ("size", "comforts"), WALKS, ids=lambda value: value if isinstance(value, str) else "+".join(value)
)
def test_every_screen_is_reached_and_whole(make_glass, size, comforts):
    glass = make_glass(sample.rich_feed(), size=size)
    begin(glass, *comforts)
    said = []
    for screen in WAYS:
        walk(glass, screen)
        for page in screenfuls(glass):
            glass.rest()
            said += [f"{screen}, {page + 1}: {fault}" for fault in wrong(glass, low="low" in comforts)]
    assert not said, "\n" + "\n".join(said)


@pytest.mark.parametrize("comfort", ["contrast", "still"])
def test_other_colours_and_no_motion_move_nothing(make_glass, comfort):
    glass = make_glass(sample.rich_feed(), size="1080x1920", fade=1)
    begin(glass, comfort)
    for screen in WAYS:
        walk(glass, screen)
        glass.rest()
        assert not wrong(glass), screen


def test_each_screen_is_left_by_two_touches(make_glass):
    glass = make_glass(sample.rich_feed())
    for screen in WAYS:
        begin(glass)
        walk(glass, screen)
        if screen != "home":
            glass.go("home-tap")
        before = glass.mark()
        glass.tap("back-tap")
        glass.wait_painted("week", after=before)
        assert glass.visit("active") is False


def standing(glass) -> list[tuple[str, QRectF]]:
    """All words but the feed's number, and where they stand."""
    return [(re.sub(r"第 \d+ 版", "", words.text), words.ink) for words in all_words(glass)]


def stands_as(before, now) -> bool:
    """Whether the same words stand at the same places; a list may be off by a pixel."""
    return [text for text, _ in before] == [text for text, _ in now] and all(
        abs(one.x() - other.x()) <= 1 and abs(one.y() - other.y()) <= 1
        for (_, one), (_, other) in zip(before, now, strict=True)
    )


@pytest.mark.parametrize("comforts", [(), ("large", "contrast")], ids="+".join)
def test_an_alert_during_any_screen_gives_the_very_same_place_back(make_glass, comforts):
    feed, alerted = sample.rich_feed(), sample.rich_feed(alerts=(sample.alert(),))
    glass = make_glass(feed)
    begin(glass, *comforts)
    for screen in WAYS:
        walk(glass, screen)
        *_, page = screenfuls(glass)
        glass.rest()
        place, page = glass.browsing._state.place, glass.visit("page")
        words = standing(glass)
        before = glass.mark()
        glass.publish(alerted)
        glass.wait_painted("alert", after=before)
        before = glass.mark()
        glass.publish(feed)
        back = glass.wait_painted(None, after=before)
        glass.rest()
        assert back["slide"] == f"browse/{place.at}", screen
        assert glass.browsing._state.place == place, screen
        assert glass.visit("page") == page, screen
        assert stands_as(words, standing(glass)), screen


@pytest.mark.parametrize("screen", ["home", "reading", "month"])
def test_idle_gives_the_next_person_a_fresh_start(make_glass, screen):
    glass = make_glass(sample.rich_feed())
    begin(glass, "large", "contrast", "low", "english", "still")
    walk(glass, screen)
    assert glass.browsing._state.comfort == Comfort(large=True, contrast=True, low=True, english=True, still=True)
    before = glass.mark()
    glass.idle(60)
    glass.wait_painted("week", after=before)
    assert glass.visit("active") is False
    glass.go("hint")
    assert glass.browsing._state.comfort == Comfort()
    assert "您想看什么？" in glass.texts()
