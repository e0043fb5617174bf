"""The panel: millimetres, distances, and the least sizes that follow from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetricsF

from signage.kiosk.panel import (
    FLOORS,
    GLYPH,
    HEADLINE,
    PASSING,
    READING,
    TOUCHING,
    Distances,
    Floor,
    Moment,
    Panel,
    enlargement,
)
from signage.kiosk.theme import load_theme
from signage.paths import themes_dir

GATE = Panel(width=1080, height=1920)


def test_the_pixel_of_the_usual_panel_is_half_a_millimetre():
    assert GATE.pitch == pytest.approx(0.496, abs=0.001)


@pytest.mark.parametrize(
    ("floor", "millimetres"),
    [(HEADLINE, 36.6), (PASSING, 21.1), (READING, 18.3), (TOUCHING, 7.3)],
)
def test_floors_are_those_of_the_standard(floor, millimetres):
    assert floor.millimetres(Distances()) == pytest.approx(millimetres, abs=0.05)


def test_a_target_of_20_mm_is_41_pixels():
    assert GATE.pixels(20) == 41
    assert GATE.pixels(GATE.pitch * 10) == 10


@pytest.mark.parametrize("family", ["Noto Sans CJK SC", "Noto Serif CJK SC"])
@pytest.mark.usefixtures("qapp")
def test_the_ink_of_a_character_is_what_we_take_it_for(family):
    font = QFont(family)
    font.setPixelSize(1000)
    ink = max(QFontMetricsF(font).tightBoundingRect(character).height() for character in "国通停電園")
    assert ink / 1000 == pytest.approx(GLYPH, abs=0.06)


@given(
    st.integers(320, 7680),
    st.integers(320, 7680),
    st.floats(5, 200),
    st.floats(0.3, 20),
    st.dictionaries(st.sampled_from(sorted(FLOORS)), st.floats(4, 800), min_size=1),
)
def test_enlarged_so_every_text_reaches_its_floor(width, height, inches, walk, sizes):
    panel = Panel(width=width, height=height, inches=inches, distances=Distances(walk=walk, wait=walk / 2))
    floors = {name: FLOORS[name] for name in sizes}
    factor = enlargement(panel, sizes, floors)
    assert factor >= 1
    for name, floor in floors.items():
        assert sizes[name] * factor * GLYPH * panel.pitch >= floor.millimetres(panel.distances) * (1 - 1e-9)
    if factor > 1:
        tight = [sizes[name] * factor / panel.floor(floor) for name, floor in floors.items()]
        assert min(tight) == pytest.approx(1), "no larger than needed"


def test_every_size_of_a_theme_has_its_floor_and_the_usual_panel_needs_no_more():
    scale = load_theme(themes_dir() / "default").type_scale
    sizes = {name: float(getattr(scale, name)) for name in scale.__dataclass_fields__}
    assert sizes.keys() == FLOORS.keys()
    assert enlargement(GATE, sizes, dict(FLOORS)) == 1


def test_a_moment_is_at_its_distance():
    distances = Distances(walk=4, wait=2, touch=0.5)
    assert [distances.at(moment) for moment in Moment] == [4, 2, 0.5]
    assert Floor(moment=Moment.TOUCH, measure=100).millimetres(distances) == 5
