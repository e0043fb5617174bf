"""`signage render`: the kiosk's own picture of one item."""

from __future__ import annotations

import datetime as dt

import pytest
import sample
from PySide6.QtGui import QImage

from signage.clock import ShiftedClock
from signage.errors import SignageError
from signage.kiosk.layout import layout
from signage.kiosk.panel import Panel
from signage.kiosk.render import render
from signage.kiosk.theme import load_theme
from signage.paths import assets_dir, themes_dir

MOMENT = sample.NOW.astimezone(dt.UTC)


def test_each_page_is_a_picture_of_its_own(tmp_path, qapp):
    files = render(assets_dir() / "demo", "water-cut", tmp_path / "w.png", (540, 960), "default", ShiftedClock(MOMENT))
    assert [file.name for file in files] == ["w.png", "w-p2.png"]
    first, second = (QImage(str(file)) for file in files)
    assert (first.width(), first.height()) == (540, 960)
    assert first != second


def test_the_guide_can_be_drawn_by_name(tmp_path, qapp):
    (file,) = render(assets_dir() / "demo", "week", tmp_path / "w.png", (540, 960), "default", ShiftedClock(MOMENT))
    assert file.is_file()


def test_what_is_drawn_has_come_to_rest(tmp_path, qapp):
    """The duty week stands where the duty strip was; in the middle of the strip's fade its title would be covered."""
    theme = load_theme(themes_dir() / "default")
    strip = layout(Panel(width=540, height=960), theme.type_scale).strip
    (file,) = render(assets_dir() / "demo", "week", tmp_path / "w.png", (540, 960), "default", ShiftedClock(MOMENT))
    picture = QImage(str(file))
    colours = {picture.pixelColor(strip.x + strip.width * part // 20, strip.y + 30).name() for part in range(1, 20)}
    assert theme.palette.paper in colours
    assert theme.palette.primary not in colours


def test_what_is_not_live_is_named(tmp_path, qapp):
    with pytest.raises(SignageError, match="nonesuch: not live"):
        render(assets_dir() / "demo", "nonesuch", tmp_path / "w.png", (540, 960), "default", ShiftedClock(MOMENT))
