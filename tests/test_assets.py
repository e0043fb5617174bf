"""Icons that QtSvg draws on any ground, pictures that fit, and a roster as a committee sends it."""

from __future__ import annotations

import itertools
import os
import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from signage.content.check import SIGNALS
from signage.paths import assets_dir
from signage.sources.compoundfile import Hours
from signage.sources.roster import read_roster

# Set before pytest-qt makes its application.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ASSETS = assets_dir()
ICONS = sorted((ASSETS / "icons").glob("*.svg"))
DRAWINGS = sorted((ASSETS / "drawings").glob("*.svg"))
INDEX = tomllib.loads((ASSETS / "icons" / "index.toml").read_text(encoding="utf-8"))
ALLOWED = {"svg", "title", "g", "path", "circle", "line"}


def draw(path: Path, size: QSize | None = None) -> Image.Image:
    """`path` as QtSvg draws it, RGBA."""
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    image = QImage(size or renderer.defaultSize(), QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (image.width(), image.height()), bytes(image.constBits()))


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icon_is_plain_white_and_whole(path: Path, qapp: QGuiApplication) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 — our own file
    assert root.get("viewBox") == "0 0 96 96"
    assert root.get("stroke-width") == "5"
    elements = list(root.iter())
    assert {element.tag.rpartition("}")[2] for element in elements} <= ALLOWED
    assert not {"style", "class", "filter", "mask", "clip-path"} & {name for one in elements for name in one.attrib}
    colours = {one.attrib[name] for one in elements for name in ("fill", "stroke") if name in one.attrib}
    assert colours <= {"#ffffff", "none"}
    alpha = draw(path, QSize(96, 96)).getchannel("A")
    box = alpha.getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert min(left, top, 96 - right, 96 - bottom) >= 2, f"cut or too near to the edge: {box}"
    assert max(right - left, bottom - top) >= 72, f"too small in its square: {box}"
    assert abs(left + right - 96) <= 14, f"not in the middle: {box}"
    assert abs(top + bottom - 96) <= 14, f"not in the middle: {box}"
    assert 0.08 < ImageStat.Stat(alpha).mean[0] / 255 < 0.5


def test_every_icon_is_used_and_every_name_has_one() -> None:
    used = {name for table in INDEX.values() for name in table.values()}
    assert used == {path.name for path in ICONS}
    assert set(INDEX) == {"official", "compound"}


def test_each_official_signal_has_an_icon_of_its_own() -> None:
    official = [INDEX["official"][signal] for signal in SIGNALS]
    assert len(set(official)) == len(SIGNALS) == 14
    assert INDEX["official"]["default"] not in official


def test_the_compound_never_wears_an_official_icon() -> None:
    assert not set(INDEX["official"].values()) & set(INDEX["compound"].values())
    assert not set(SIGNALS) & set(INDEX["compound"])
    assert {INDEX["compound"][event] for event in ("火情", "停水", "停电", "燃气", "电梯", "治安")} == {
        "fire.svg", "water.svg", "power.svg", "gas.svg", "elevator.svg", "security.svg",
    }  # fmt: skip


def test_no_two_icons_look_alike(qapp: QGuiApplication) -> None:
    drawn = {path.stem: draw(path, QSize(48, 48)).getchannel("A") for path in ICONS}
    for (one, first), (other, second) in itertools.combinations(drawn.items(), 2):
        difference = ImageStat.Stat(ImageChops.difference(first, second)).mean[0] / 255
        assert difference > 0.04, f"{one} and {other}"


def publish(drawing: Image.Image, path: Path) -> None:
    """Saves a flat drawing in its 256 most frequent colours: the others are edges between them."""
    colours = sorted(drawing.getcolors(1 << 20) or [], reverse=True)[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in colours if isinstance(colour, tuple) for part in colour])
    drawing.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_picture_is_its_drawing(path: Path, qapp: QGuiApplication) -> None:
    published = ASSETS / "demo" / "media" / f"{path.stem}.png"
    drawing = draw(path).convert("RGB")
    if os.environ.get("GOLDEN") == "write":
        publish(drawing, published)
    assert published.stat().st_size < 300_000
    with Image.open(published) as opened:
        picture = opened.convert("RGB")
    assert drawing.size == picture.size
    # In patches of 12 pixels: fonts differ a little from release to release, a changed word differs more.
    patches = ImageChops.difference(drawing.reduce(12), picture.reduce(12))
    assert max(high for _, high in ImageStat.Stat(patches).extrema) < 24


def test_every_picture_of_the_demo_is_drawn_and_used() -> None:
    """The film and its poster frame by `.ci/demo_film.py`."""
    media = {path.name for path in (ASSETS / "demo" / "media").iterdir()}
    assert media - {"ebike.png", "ebike.webm"} == {f"{path.stem}.png" for path in DRAWINGS}
    words = "".join(path.read_text(encoding="utf-8") for path in (ASSETS / "demo" / "notices").iterdir())
    assert set(re.findall(r"[\w-]+\.(?:png|webm)", words)) == media
    assert (ASSETS / "demo" / "media" / "ebike.webm").stat().st_size < 400_000


def test_the_committees_sheet_says_what_the_csv_says() -> None:
    sheet = ASSETS / "examples" / "2026-12.xlsx"
    assert sheet.stat().st_size < 30_000
    assert openpyxl.load_workbook(sheet).worksheets[0].merged_cells.ranges
    zone, hours = ZoneInfo("Asia/Shanghai"), Hours(place="门卫室接待桌")
    read = read_roster(sheet, zone, hours=hours)
    plain = read_roster(ASSETS / "demo" / "duty" / "2026-12.csv", zone, hours=hours)
    assert (read.faults, plain.faults) == ((), ())
    assert len(plain.slots) == 58
    assert read.slots == plain.slots
