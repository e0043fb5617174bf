"""A theme's picture lies where its place is, undistorted, on every panel."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from signage.kiosk.contrast import ON_PANEL_PICTURE, ON_PICTURE
from signage.kiosk.layout import layout
from signage.kiosk.ornament import ornament
from signage.kiosk.panel import Panel
from signage.kiosk.theme import Picture, Place, load_theme
from signage.paths import themes_dir

SCALE = load_theme(themes_dir() / "default").type_scale
PANELS = [(1080, 1920), (1920, 1080), (768, 1366), (1366, 768), (2160, 3840), (1280, 800)]
PICTURES = [(1080, 218), (420, 218), (300, 300), (100, 400)]


@pytest.fixture
def picture(tmp_path, qapp):
    def make(place: Place, width: int, height: int) -> Picture:
        file = tmp_path / f"{width}x{height}.png"
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor("#efe6d2"))
        assert image.save(str(file))
        return Picture(place=place, file=file, panel_file=file)

    return make


@pytest.mark.parametrize("panel", PANELS, ids=str)
@pytest.mark.parametrize("size", PICTURES, ids=str)
@pytest.mark.parametrize("place", Place)
def test_it_lies_on_the_panel_undistorted(picture, panel, size, place):
    drawn = ornament(picture(place, *size), layout(Panel(width=panel[0], height=panel[1]), SCALE))
    assert drawn is not None
    rect, written = drawn.rect, drawn.written
    assert rect.x >= 0
    assert rect.y >= 0
    assert rect.x + rect.width <= panel[0]
    assert rect.y + rect.height <= panel[1]
    assert rect.width / rect.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert (written.x, written.width) == (rect.x, rect.width)
    assert rect.y <= written.y < written.y + written.height <= rect.y + rect.height


def test_each_place(picture):
    portrait = layout(Panel(width=1080, height=1920), SCALE)
    header = ornament(picture(Place.HEADER, 1080, 218), portrait)
    corner = ornament(picture(Place.CORNER, 420, 218), portrait)
    foot = ornament(picture(Place.FOOT, 1080, 226), portrait)
    assert header and corner and foot  # noqa: PT018 - all are there
    assert (header.rect.x, header.rect.y, header.rect.width) == (0, 0, 1080)
    assert (corner.rect.x + corner.rect.width, corner.rect.y) == (1080, 0)
    assert (foot.rect.y + foot.rect.height, foot.rect.width) == (1920, 1080)
    assert header.pairs == corner.pairs == foot.pairs == ON_PICTURE
    assert header.written.y == 28
    assert foot.written.y + foot.written.height == 1920 - 28


@pytest.mark.parametrize("place", Place)
def test_on_a_wide_screen_it_lies_at_the_panels_foot(picture, place):
    wide = layout(Panel(width=1920, height=1080), SCALE)
    drawn = ornament(picture(place, 548, 270), wide)
    assert drawn is not None
    assert drawn.rect.x + drawn.rect.width <= wide.strip.width
    assert drawn.rect.y + drawn.rect.height == 1080
    assert drawn.pairs == ON_PANEL_PICTURE


def test_no_picture_and_none_that_can_be_read(picture, tmp_path):
    assert ornament(None, layout(Panel(width=1080, height=1920), SCALE)) is None
    (tmp_path / "none.png").write_bytes(b"")
    none = Picture(place=Place.FOOT, file=tmp_path / "none.png", panel_file=tmp_path / "gone.png")
    assert ornament(none, layout(Panel(width=1080, height=1920), SCALE)) is None
    assert ornament(none, layout(Panel(width=1920, height=1080), SCALE)) is None
