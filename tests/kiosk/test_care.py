"""Care for the panel: small steps, never far, and nothing is lost at the edges."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sample
from PySide6.QtGui import QColor

from signage.kiosk.care import STEPS


def test_steps_are_small_and_stay_near():
    for (x, y), (u, v) in pairwise([*STEPS, STEPS[0]]):
        assert max(abs(x - u), abs(y - v)) <= 2
        assert max(abs(x), abs(y)) <= 3
    assert len(set(STEPS)) == len(STEPS)


@pytest.mark.parametrize("size", ["1080x1920", "1920x1080", "1920x540"])
def test_a_shifted_frame_uncovers_nothing(make_glass, size):
    glass = make_glass(sample.feed(), size=size)
    glass.bring("week")
    palette = glass.conductor._style.theme.palette
    edges = {QColor(palette.paper).name(), QColor(palette.primary).name(), QColor(palette.accent).name()}
    for _ in range(len(STEPS)):
        glass.screen._care.move()
        glass.rest()
        picture = glass.picture()
        right, bottom = picture.width() - 1, picture.height() - 1
        seen = {picture.pixelColor(x, y).name() for x in (0, right) for y in range(0, bottom, 7)}
        seen |= {picture.pixelColor(x, y).name() for y in (0, bottom) for x in range(0, right, 7)}
        assert seen <= edges
    assert glass.tokens.property("shift").x() == 0


@pytest.mark.parametrize("size", ["1080x1920", "1920x1080"])
def test_every_other_week_the_sides_change_places(make_glass, size):
    glass = make_glass(sample.feed(), size=size)
    glass.bring("week")
    assert glass.tokens.property("mirrored") is False
    before = glass.mark()
    glass.move(sample.at(14, 9))
    glass.wait_painted("week", after=before)
    assert glass.tokens.property("mirrored") is True
    header, stage = glass.tokens.property("header"), glass.tokens.property("stage")
    if size == "1920x1080":
        assert header.x() > stage.x() + stage.width()
    glass.move(sample.at(21, 9))
    glass.drain()
    assert glass.tokens.property("mirrored") is False


def test_a_screen_may_do_without(make_glass):
    glass = make_glass(sample.feed(), care=False)
    glass.bring("week")
    assert glass.screen._care is None
    glass.move(sample.at(14, 9))
    glass.drain()
    assert glass.tokens.property("mirrored") is False
