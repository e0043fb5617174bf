"""Where a theme's picture lies: behind the words of header or foot, or at the foot of a wide screen's panel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader

from signage.kiosk.contrast import ON_PANEL_PICTURE, ON_PICTURE, Pair
from signage.kiosk.layout import Layout, Rect
from signage.kiosk.theme import Picture, Place

CORNER_WIDTH = 420
"""Room for a picture in the corner, in pixels of the drawing; as high as the header."""

PANEL_FOOT = 270
"""Room at the foot of a wide screen's panel, where little is written; pictures of every place lie there."""

RULE = 12
"""The panel's right edge (`SidePanel.qml`)."""

CLEAR = 28
"""Pixels of the drawing at the glass's own edge, above the header and below the foot, where nothing is ever written."""


@dataclass(frozen=True)
class Ornament:
    """A picture's file and where it is drawn, in pixels of the panel."""

    file: Path
    rect: Rect
    pairs: tuple[Pair, ...]
    """What may be written over it."""
    written: Rect
    """The part of `rect` where something may be written over it."""


def ornament(picture: Picture | None, panel: Layout, *, mirrored: bool = False) -> Ornament | None:
    """Where `picture` lies on `panel`, as large as its place allows and undistorted; None for none, or where its file
    cannot be read."""
    if picture is None:
        return None
    file = picture.file if panel.portrait else picture.panel_file
    natural = QImageReader(str(file)).size()
    if natural.isEmpty():
        return None
    room = _room(picture.place, panel, mirrored=mirrored)
    scale = min(room.width / natural.width(), room.height / natural.height())
    width, height = max(1, round(natural.width() * scale)), max(1, round(natural.height() * scale))
    low = picture.place is Place.FOOT or not panel.portrait
    spare = room.width - width
    # the corner is the clock's, and so changes sides with it
    aside = spare // 2 if picture.place is not Place.CORNER else 0 if mirrored and panel.portrait else spare
    rect = Rect(x=room.x + aside, y=room.y + (room.height - height if low else 0), width=width, height=height)
    clear = min(panel.fx(CLEAR), height - 1)
    written = Rect(x=rect.x, y=rect.y + (0 if low else clear), width=width, height=height - clear)
    return Ornament(file, rect, ON_PICTURE if panel.portrait else ON_PANEL_PICTURE, written)


def _room(place: Place, panel: Layout, *, mirrored: bool) -> Rect:
    px = panel.fx
    if panel.portrait:
        if place is Place.FOOT:
            return Rect(x=0, y=panel.foot.y, width=panel.width, height=panel.height - panel.foot.y)
        width = panel.width if place is Place.HEADER else px(CORNER_WIDTH)
        x = 0 if mirrored else panel.width - width
        return Rect(x=x, y=0, width=width, height=panel.strip.y)
    foot = px(PANEL_FOOT)
    x = panel.header.x + (px(RULE) if mirrored else 0)
    return Rect(x=x, y=panel.height - foot, width=panel.header.width - px(RULE), height=foot)


def picture_image(file: Path, size: QSize) -> QImage:
    """The picture, drawn at `size`; a null image where it cannot be."""
    reader = QImageReader(str(file))
    reader.setScaledSize(size)
    return reader.read()
