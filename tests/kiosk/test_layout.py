"""Where things lie on panels of many shapes: inside of the panel, apart from each other, large enough to use."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from signage.kiosk.layout import MAX_SIDE, MIN_SIDE, View, layout
from signage.kiosk.panel import Distances, Panel
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
    (1920, 540),
    (1920, 360),
    (540, 1920),
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


def check(width, height, view=View.ROTATION, **more):
    panel = layout(Panel(width=width, height=height, **more), SCALE, view)
    for rect in (panel.header, panel.stage, panel.strip, panel.foot, panel.controls, panel.alert_text):
        assert inside(rect, width, height)
        assert rect.width > 0
        assert rect.height > 0
    if panel.portrait:
        assert panel.strip.height < panel.stage.height / 2
    assert apart(panel.stage, panel.header) or (panel.ribbon and view is not View.ROTATION)
    if view is View.ROTATION:
        assert apart(panel.stage, panel.foot)
        assert apart(panel.strip, panel.foot)
        if panel.portrait:
            # the strip lies over the stage's upper edge, and slides begin below it
            assert (panel.strip.x, panel.strip.y) == (panel.stage.x, panel.stage.y)
            assert panel.card_top >= panel.strip.height
    else:
        assert apart(panel.stage, panel.controls)
        assert panel.card_top == 0
    page = panel.page
    assert inside(page, panel.stage.width, panel.stage.height)
    assert page.width > 5 * panel.px(SCALE.body), "a line of a page holds several characters"
    assert page.height > 2 * panel.px(SCALE.body), "a page holds several lines"
    assert panel.fact_label < panel.stage.width / 3
    return panel


@pytest.mark.parametrize(("width", "height"), PANELS)
def test_panels_of_gates(width, height):
    panel = check(width, height)
    assert panel.portrait is (height >= width)
    assert panel.ribbon is (width >= 2.6 * height)
    assert panel.stage.width * panel.stage.height > 0.35 * width * height


SIDES = st.integers(MIN_SIDE, MAX_SIDE)


@settings(max_examples=300)
@given(SIDES, SIDES, st.sampled_from(View), st.floats(18, 120))
def test_any_panel(width, height, view, inches):
    assume(1 / 3 <= width / height <= 8 and min(width, height) >= 360)
    check(width, height, view, inches=inches)


@pytest.mark.parametrize(("width", "height"), PANELS)
@pytest.mark.parametrize("view", View)
def test_the_frame_stays_whatever_a_resident_asks_for(width, height, view):
    panel, usual = check(width, height, view), check(width, height)
    for name in ("header", "strip", "foot", "controls", "alert_text", "unit"):
        assert getattr(panel, name) == getattr(usual, name)
    zoom = panel.content_unit / usual.unit
    assert zoom == 1 if view is not View.LARGE else zoom >= 1


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1920, 1080), (768, 1366), (1366, 768), (3840, 2160)])
def test_large_type_is_large(width, height):
    assert check(width, height, View.LARGE).content_unit / check(width, height).unit == pytest.approx(1.6)


@pytest.mark.parametrize(("width", "height"), PANELS)
def test_a_swapped_panel_is_the_mirror_of_itself(width, height):
    panel = Panel(width=width, height=height)
    usual, swapped = layout(panel, SCALE), layout(panel, SCALE, swapped=True)
    if usual.portrait:
        assert swapped == usual
        return
    for name in ("header", "stage", "foot", "controls"):
        one, two = getattr(usual, name), getattr(swapped, name)
        assert one.x + two.x + one.width == width
        assert (one.y, one.width, one.height) == (two.y, two.width, two.height)


def test_people_who_stand_farther_see_larger():
    near, far = (
        layout(Panel(width=1080, height=1920, distances=Distances(walk=walk)), SCALE).unit for walk in (3.0, 5.0)
    )
    assert near == 1
    assert far > 1.2


@pytest.mark.parametrize(
    ("width", "height"),
    [(MIN_SIDE - 1, 1000), (1000, MIN_SIDE - 1), (MAX_SIDE + 1, 1000), (1000, MAX_SIDE + 1), (0, 0)],
)
def test_a_side_out_of_bounds_is_refused(width, height):
    with pytest.raises(ValueError, match="each side must be 320 to 7680 pixels"):
        layout(Panel(width=width, height=height), SCALE)


def test_the_drawings_are_drawn_one_to_one():
    assert layout(Panel(width=1080, height=1920), SCALE).unit == 1
    assert layout(Panel(width=1920, height=1080), SCALE).unit == 1
    assert layout(Panel(width=540, height=960), SCALE).unit == 0.5
    assert layout(Panel(width=2160, height=3840), SCALE).px(10) == 20
    assert layout(Panel(width=540, height=960), SCALE).px(0.1) == 1
