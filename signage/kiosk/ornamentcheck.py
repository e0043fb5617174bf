"""Whether a theme's picture can be drawn, reaches for nothing outside of itself, and lets be read what lies over it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from signage.kiosk.contrast import contrast
from signage.kiosk.ornament import CLEAR, Ornament, picture_image
from signage.kiosk.theme import Palette

MAX_SIDE = 4000
"""Pixels of a picture's side: what is larger costs a small machine its memory."""

MAX_ELEMENTS = 2000
"""Of an SVG, with each `use` counted as all that it draws."""

ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "use", "title", "desc", "linearGradient", "radialGradient", "stop"),
        *("path", "circle", "ellipse", "rect", "line", "polyline", "polygon"),
    }
)
"""What an SVG may be made of: no other files, no code, no effects, no fonts that a screen may not have."""

_URL = re.compile(r"url\(\s*['\"]?(?!#)")


def file_problem(file: Path) -> str | None:
    """Why the picture in `file` will not do; None where it will."""
    if file.suffix.lower() == ".svg" and (problem := _svg_problem(file)) is not None:
        return problem
    size = QImageReader(str(file)).size()
    if size.isEmpty():
        return f"{file.name} cannot be drawn; is it what its name says?"
    if max(size.width(), size.height()) > MAX_SIDE:
        return f"{file.name} has {size.width()}×{size.height()} pixels; at most {MAX_SIDE} a side"
    return f"{file.name} cannot be drawn; it breaks off" if picture_image(file, size).isNull() else None


def _svg_problem(file: Path) -> str | None:
    text = file.read_text(encoding="utf-8", errors="replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return f"{file.name} has a DOCTYPE or an entity; save it as plain SVG"
    try:
        root = ET.fromstring(text)  # noqa: S314 - without entities there is nothing to expand
    except (ET.ParseError, RecursionError) as error:
        return f"{file.name} is no XML: {error}"
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    count = 0
    for element in root.iter():
        count += 1
        name = _name(element.tag)
        if name not in ELEMENTS:
            return f"{file.name} has a <{name}>; draw it with paths, in one file"
        for key, value in element.attrib.items():
            if (_name(key) == "href" and not value.startswith("#")) or _URL.search(value):
                return f"{file.name} refers to {value!r}, outside of it; draw it in one file"
            if name == "use" and _name(key) == "href":
                used = named.get(value[1:])
                inside = [] if used is None else [_name(part.tag) for part in used.iter()]
                if used is None or "use" in inside:
                    return f"{file.name} uses {value!r}, which {'is not there' if used is None else 'uses others'}"
                count += len(inside)
    return f"{file.name} draws {count:,} things; at most {MAX_ELEMENTS:,}" if count > MAX_ELEMENTS else None


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def over_picture(drawn: Ornament, palette: Palette) -> Iterator[str]:
    """Which words could not be read where they lie over the picture, and what would help."""
    rect, written = drawn.rect, drawn.written
    ground = str(getattr(palette, drawn.pairs[0].ground))
    image = QImage(rect.width, rect.height, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    try:
        painter.drawImage(0, 0, picture_image(drawn.file, QSize(rect.width, rect.height)))
    finally:
        painter.end()
    part = image.copy(written.x - rect.x, written.y - rect.y, written.width, written.height)
    colours = {f"#{value & 0xFFFFFF:06x}" for value in set(memoryview(part.constBits()).cast("B").cast("I"))}
    for pair in drawn.pairs:
        text = str(getattr(palette, pair.text))
        worst = min(colours, key=lambda colour: contrast(text, colour))
        if (ratio := contrast(text, worst)) < pair.floor:
            yield (
                f"{drawn.file.name}: {pair.text} {text} ({pair.where}) over its {worst} stands at {ratio:.2f}:1, and"
                f" {pair.floor:g}:1 is the floor; paint that nearer to {ground}, or within the outer"
                f" {CLEAR} pixels of the glass's edge"
            )
