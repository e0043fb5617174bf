"""Where things lie on a panel of any shape: one place, pure, from which QML and the typesetter take their sizes.

Drawn for 1080×1920 (a header above) and 1920×1080 (a panel at the left); every other shape scales by its shorter fit
and gives what is left over to the stage.
"""

from __future__ import annotations

from dataclasses import dataclass

from signage.kiosk.theme import TypeScale

MIN_SIDE, MAX_SIDE = 320, 7680
"""Panel sides, in pixels, that a layout is made for."""


@dataclass(frozen=True, kw_only=True)
class Rect:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Layout:
    """All geometry of one panel, in pixels."""

    width: int
    height: int
    portrait: bool
    unit: float
    """Pixels of this panel for one pixel of the drawing."""
    stage: Rect
    """Where slides are drawn."""
    strip: Rect
    """Who is on duty (in the panel at the left when the screen is wide)."""
    foot: Rect
    """Dots, freshness, and the hint."""
    page: Rect
    """Where a typeset page lies inside the stage's card; its size is the typesetter's page size."""
    alert_text: Rect
    """Where an alert's description and instruction stand."""
    code: int
    """The side of a notice's QR."""
    fact_label: int
    """The width of a fact's label."""

    def px(self, size: float) -> int:
        """`size` of the drawing in whole pixels of this panel."""
        return max(1, round(size * self.unit))


def layout(width: int, height: int, scale: TypeScale) -> Layout:
    """The layout of a `width`×`height` panel. Raises: `ValueError` for a side out of bounds."""
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise ValueError(f"{width}×{height}: each side must be {MIN_SIDE} to {MAX_SIDE} pixels")
    portrait = height >= width
    unit = min(width / 1080, height / 1920) if portrait else min(width / 1920, height / 1080)

    def px(size: float) -> int:
        return max(1, round(size * unit))

    if portrait:
        margin = px(40)
        strip = Rect(x=margin, y=px(218), width=width - 2 * margin, height=px(184))
        foot = Rect(x=margin, y=height - px(226), width=width - 2 * margin, height=px(226) - px(40))
        stage = Rect(x=margin, y=strip.y, width=strip.width, height=foot.y - px(8) - strip.y)
        inset, card_top = px(64), strip.height + px(26)
        above = card_top + px(14 + 48 + 64 + 24) + px(scale.title_long * 1.3) + px(44)
        below = px(40 + 44 + 44)
        alert_text = Rect(x=px(72), y=px(790), width=width - 2 * px(72), height=height - px(790) - px(250))
        page = Rect(x=inset, y=above, width=stage.width - 2 * inset, height=stage.height - above - below)
    else:
        panel = px(560)
        strip = Rect(x=0, y=0, width=panel, height=height)
        left = panel + px(84)
        foot = Rect(x=left, y=height - px(104), width=width - left - px(72), height=px(104) - px(30))
        stage = Rect(x=left, y=px(60), width=foot.width, height=foot.y - px(22) - px(60))
        above = px(64 + 20) + px(scale.title_long * 1.3) + px(36)
        below = px(44 + 30)
        alert_text = Rect(x=px(540), y=px(350), width=width - px(540) - px(96), height=height - px(350) - px(196))
        page = Rect(x=0, y=above, width=stage.width, height=stage.height - above - below)
    return Layout(
        width=width,
        height=height,
        portrait=portrait,
        unit=unit,
        stage=stage,
        strip=strip,
        foot=foot,
        page=page,
        alert_text=alert_text,
        code=px(196 if portrait else 164),
        fact_label=px(128 if portrait else 150),
    )
