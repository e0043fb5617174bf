"""Where things lie on panels of many shapes: inside of the panel, apart from each other, large enough to use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.kiosk.layout import MAX_SIDE, MIN_SIDE, layout
from signage.kiosk.theme import load_theme
from signage.paths import themes_dir

SCALE = load_theme(themes_dir() / "default").type_scale

PANELS = [
    (1080, 1920),
    (1920, 1080),
    (768, 1366),
    (1366, 768),
    (1280, 800),
    (800, 1280),
    (1280, 1024),
    (1024, 1280),
    (3840, 2160),
    (2160, 3840),
    (1000, 1000),
]


def inside(rect, width, height):
    return rect.x >= 0 and rect.y >= 0 and rect.x + rect.width <= width and rect.y + rect.height <= height


def apart(one, two):
    return (
        one.x + one.width <= two.x
        or two.x + two.width <= one.x
        or one.y + one.height <= two.y
        or two.y + two.height <= one.y
    )


def check(width, height):
    panel = layout(width, height, SCALE)
    for rect in (panel.stage, panel.strip, panel.foot, panel.alert_text):
        assert inside(rect, width, height)
        assert rect.width > 0
        assert rect.height > 0
    assert apart(panel.stage, panel.foot)
    assert apart(panel.strip, panel.foot)
    if panel.portrait:
        # the strip lies over the stage's upper edge, and slides begin below it
        assert (panel.strip.x, panel.strip.y) == (panel.stage.x, panel.stage.y)
        assert panel.strip.height < panel.stage.height / 4
    else:
        assert apart(panel.stage, panel.strip)
    page = panel.page
    assert inside(page, panel.stage.width, panel.stage.height)
    assert page.width > 8 * panel.px(SCALE.body), "a line of a page holds several characters"
    assert page.height > 3 * panel.px(SCALE.body), "a page holds several lines"
    assert panel.code >= 1
    assert panel.fact_label < panel.stage.width / 3
    return panel


@pytest.mark.parametrize(("width", "height"), PANELS)
def test_panels_of_gates(width, height):
    panel = check(width, height)
    assert panel.portrait is (height >= width)
    assert panel.stage.width * panel.stage.height > 0.35 * width * height


@settings(max_examples=300, deadline=None)
@given(st.integers(MIN_SIDE, MAX_SIDE), st.integers(MIN_SIDE, MAX_SIDE))
def test_any_panel(width, height):
    check(width, height)


@pytest.mark.parametrize(
    ("width", "height"),
    [(MIN_SIDE - 1, 1000), (1000, MIN_SIDE - 1), (MAX_SIDE + 1, 1000), (1000, MAX_SIDE + 1), (0, 0)],
)
def test_a_side_out_of_bounds_is_refused(width, height):
    with pytest.raises(ValueError, match="each side must be 320 to 7680 pixels"):
        layout(width, height, SCALE)


def test_the_drawings_are_drawn_one_to_one():
    assert layout(1080, 1920, SCALE).unit == 1
    assert layout(1920, 1080, SCALE).unit == 1
    assert layout(540, 960, SCALE).unit == 0.5
    assert layout(2160, 3840, SCALE).px(10) == 20
    assert layout(540, 960, SCALE).px(0.1) == 1
