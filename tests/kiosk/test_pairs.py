"""The pairs of colours that are checked are those that QML draws: each token gets a colour of its own, and what stands
on what is read off the glass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields

import pytest
import sample
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem
from qmltree import effective_opacity, scene_rect
from resident import WAYS, begin, walk

from signage.kiosk.contrast import PAIRS
from signage.kiosk.theme import Palette
from signage.kiosk.tokens import camel

PROBES = {field.name: f"#0001{number + 16:02x}" for number, field in enumerate(fields(Palette))}
NAMES = {colour: name for name, colour in PROBES.items()}
LISTED = {(pair.text, pair.ground) for pair in PAIRS}


def painted(item: QQuickItem) -> Iterator[QQuickItem]:
    """Everything visible, in the order of painting."""
    if not item.isVisible():
        return
    children = sorted(item.childItems(), key=lambda child: child.z())
    for child in children:
        if child.z() < 0:
            yield from painted(child)
    yield item
    for child in children:
        if child.z() >= 0:
            yield from painted(child)


def drawn_pairs(glass) -> set[tuple[str, str]]:
    """Each text's token and that of the surface under its middle."""
    pairs = set()
    below: list[QQuickItem] = []
    for item in painted(glass.window.contentItem()):
        if effective_opacity(item) < 1:
            continue
        if item.inherits("QQuickRectangle"):
            if item.property("color").alpha() == 255:
                below.append(item)
        elif item.inherits("QQuickText") and item.property("text") and item.property("color").name() in NAMES:
            place = scene_rect(item)
            middle = QPointF(place.x() + item.property("contentWidth") / 2, place.center().y())
            under = [ground for ground in below if scene_rect(ground).contains(middle)]
            ground = under[-1].property("color").name() if under else PROBES["paper"]
            pairs.add((NAMES[item.property("color").name()], NAMES.get(ground, ground)))
    return pairs


@pytest.fixture
def probed(make_glass):
    def make(*arguments, **named):
        glass = make_glass(*arguments, **named)
        for name, colour in PROBES.items():
            assert glass.tokens.setProperty(camel(name), QColor(colour))
        return glass

    return make


@pytest.mark.parametrize("size", ["1080x1920", "1920x1080"])
def test_each_text_stands_on_a_ground_that_is_checked(probed, size):
    glass = probed(sample.rich_feed(), size=size)
    glass.qtbot.waitUntil(lambda: bool(glass.on_glass[0]))
    found = set()
    for entry in list(glass.rotator.entries):
        glass.bring(entry.kind, entry.item_id)
        found |= drawn_pairs(glass)
    glass.bring("notice", "charging", 1)
    found |= drawn_pairs(glass)
    begin(glass)
    for screen in WAYS:
        walk(glass, screen)
        glass.rest()
        found |= drawn_pairs(glass)
    assert found <= LISTED, f"not among the pairs: {sorted(found - LISTED)}"
    # the walk has seen what it should
    assert {("ink", "card"), ("primary_text", "primary"), ("muted", "paper"), ("primary_ink", "pill")} <= found


@pytest.mark.parametrize("size", ["1080x1920", "1920x1080"])
def test_where_nothing_is_known_and_where_all_is_stale(probed, size):
    boot = probed(None, size=size)
    boot.wait_painted("boot")
    found = drawn_pairs(boot)
    assert ("primary_text", "primary") in found
    glass = probed(sample.feed(items=(), services=(), facilities=()), size=size)
    glass.move(sample.NOW + dt.timedelta(days=2))
    glass.rest()
    found |= drawn_pairs(glass)
    assert found <= LISTED, f"not among the pairs: {sorted(found - LISTED)}"
    assert (("gold", "gold_soft") if size == "1080x1920" else ("primary_text_gold", "primary")) in found
