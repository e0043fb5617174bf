"""Golden pictures: every kind of slide in two shapes, exactly as it was last looked at and found good.

The software backend draws the same bytes from process to process while fonts and Qt are pinned. Within one process it
does not: a large glyph's edge comes from a cache, at the fraction of a pixel where it was first drawn. So edges may
differ by `GRAIN`; a word, a colour or a place that is another differs by more. `make golden` draws them anew: look at
each before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sample
from PIL import Image, ImageChops
from PySide6.QtGui import QImage

GOLDEN = Path(__file__).parent / "golden"
GRAIN = 64
"""Steps of 255 by which the edge of a glyph may differ; 39 were seen, a glyph that moved by a pixel differs by 150."""

SIZES = ("1080x1920", "1920x1080")
SLIDES = {
    "notice": ("notice", "water", 0),
    "page": ("notice", "charging", 2),
    "poster": ("poster", "dumplings", 0),
    "week": ("week", "", 0),
    "services": ("services", "", 0),
    "facilities": ("facilities", "", 0),
}


def compare(name: str, image: QImage, place: Path) -> None:
    """`image` is the golden picture `name`, but for the grain of its glyphs; GOLDEN=write makes it so."""
    file = GOLDEN / f"{name}.png"
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        assert image.save(str(file), quality=0)
        return
    actual = place / f"{name}.png"
    assert image.save(str(actual))
    with Image.open(file) as golden, Image.open(actual) as drawn:
        assert golden.size == drawn.size
        difference = ImageChops.difference(golden.convert("RGB"), drawn.convert("RGB"))
    worst = max(high for _, high in difference.getextrema())
    assert worst <= GRAIN, f"{name} is drawn differently, by up to {worst} of 255; what is drawn now: {actual}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", sorted(SLIDES))
def test_slide(make_glass, tmp_path, name, size):
    kind, item, page = SLIDES[name]
    glass = make_glass(sample.feed(), size=size)
    entry = next(e for e in glass.screen.conductor.rotator.entries if (e.kind, e.item_id) == (kind, item))
    before = len(glass.lines())
    glass.screen.conductor.rotator.show_entry(entry, page)
    glass.qtbot.waitUntil(
        lambda: any(
            (line["event"], line.get("slide"), line.get("item"), line.get("page")) == ("painted", kind, item, page)
            for line in glass.lines()[before:]
        ),
        timeout=8000,
    )
    compare(f"{name}-{size}", glass.screen.window.grabWindow(), tmp_path)


@pytest.mark.parametrize("size", SIZES)
def test_alert(make_glass, tmp_path, size):
    glass = make_glass(sample.feed(alerts=(sample.alert(),)), size=size)
    glass.wait_painted("alert")
    compare(f"alert-{size}", glass.screen.window.grabWindow(), tmp_path)


@pytest.mark.parametrize("size", SIZES)
def test_card_and_first_boot(make_glass, tmp_path, size):
    glass = make_glass(sample.feed(items=(), services=(), facilities=()), size=size)
    entry = next(e for e in glass.screen.conductor.rotator.entries if e.kind == "card")
    glass.screen.conductor.rotator.show_entry(entry, 0)
    glass.wait_painted("card")
    compare(f"card-{size}", glass.screen.window.grabWindow(), tmp_path)
    boot = make_glass(None, size=size)
    boot.wait_painted("boot")
    compare(f"boot-{size}", boot.screen.window.grabWindow(), tmp_path)


@pytest.mark.parametrize("size", SIZES)
def test_browsing(make_glass, tmp_path, size):
    glass = make_glass(sample.feed(), size=size)
    glass.wait_painted("week") if glass.on_glass[0] == "week" else glass.qtbot.waitUntil(
        lambda: bool(glass.on_glass[0])
    )
    glass.tap("hint")
    glass.browsing.stop()  # no second passes
    glass.browsing._stay()
    glass.wait_painted("browse/home")
    glass.drain()
    compare(f"browse-{size}", glass.screen.window.grabWindow(), tmp_path)
