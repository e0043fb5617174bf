"""Thousands of touches anywhere: the kiosk stays alive, in a known state, and says nothing in the log."""

from __future__ import annotations

import os
import random
import re

import pytest
import sample
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from qmltree import scene_rect
from resident import targets

TOUCHES = int(os.environ.get("TOUCHES", "800"))
"""`make monkey` makes 10,000 of them."""


def touch(glass, chance: random.Random) -> None:
    """Mostly a tap, often on a button; now and then a finger that is drawn, or taken off elsewhere."""
    width, height = glass.window.width(), glass.window.height()
    x, y = chance.randrange(width), chance.randrange(height)
    kind = chance.random()
    if kind < 0.3 and glass.find("paper") is not None and (buttons := targets(glass)):
        middle = scene_rect(chance.choice(buttons)).center()
        glass.tap_at(middle.x(), middle.y())
        return
    if kind < 0.9:
        glass.tap_at(x, y)
        return
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(glass.window, left, none, QPoint(x, y))
    for step in range(1, chance.randrange(2, 6)):
        moved = min(height - 1, max(0, y + step * chance.randrange(-60, 60)))
        QTest.mouseMove(glass.window, QPoint(x, moved))
        if kind > 0.97:
            glass.drain()
    QTest.mouseRelease(glass.window, left, none, QPoint(chance.randrange(width), chance.randrange(height)))


def meanwhile(glass, chance: random.Random, number: int) -> None:
    """What goes on while somebody plays: feeds, alerts, minutes, seconds without a touch."""
    if number % 20 == 0:
        glass.drain()
    if number % 100 == 50:
        alerts = (sample.alert(),) if chance.random() < 0.4 else ()
        feed = sample.rich_feed(alerts=alerts)
        glass.publish(sample.feed(alerts=alerts, items=feed.items[: chance.randrange(len(feed.items) + 1)])
                      if chance.random() < 0.3 else feed)  # fmt: skip
    if number % 70 == 35:
        glass.clock.forward(minutes=chance.randrange(30))
        glass.conductor.tick()
    if number % 150 == 149:
        glass.idle(chance.choice([5, 45, 60]))


@pytest.mark.parametrize("size", ["540x960", "1280x800"])
def test_a_monkey_leaves_it_as_it_was(make_glass, size):
    chance = random.Random(f"{size} 20261125")
    glass = make_glass(sample.rich_feed(), size=size, fade=20, pace=100)
    glass.wait_painted(None)
    for number in range(TOUCHES // 2):
        touch(glass, chance)
        meanwhile(glass, chance, number)
    glass.publish(sample.rich_feed())
    glass.idle(60)
    assert glass.state("mode") == "rotation"
    assert glass.visit("active") is False
    assert len(glass.places()) == 2
    before = glass.mark()
    glass.wait_painted(None, after=before)
    before = glass.mark()
    glass.wait_painted(None, after=before)
    # the next person finds a fresh screen
    glass.tap("hint")
    glass.wait_painted("browse/home", after=before)
    assert "您想看什么？" in glass.texts()
    assert not glass.lines("error")
    seen = {str(line["slide"]) for line in glass.lines("painted")}
    browsed = {slide for slide in seen if slide.startswith("browse/")}
    assert len(browsed) >= min(9, TOUCHES // 200), f"the monkey saw but {sorted(browsed)}"
    assert all(re.fullmatch(r"browse/[a-z]+", slide) for slide in browsed)
