"""Where things lie on a panel of any shape: one place, pure, from which QML and the typesetter take their sizes.

Three shapes are drawn: tall (1080×1920, a header above), wide (1920×1080, a panel at the side) and ribbon (1920×540, a
panel at the side and everything beside each other). Every other panel scales the nearest of them by its shorter fit
and gives what is left over to the stage. `fx` scales the frame (header, panel, strip, foot, controls), `px` what is on
the stage: the same but for a resident who asked for large type.
"""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass

from signage.kiosk.panel import FLOORS, PASSING, TARGET_MM, Panel, enlargement
from signage.kiosk.theme import TypeScale

MIN_SIDE, MAX_SIDE = 320, 7680
"""Panel sides, in pixels, that a layout is made for."""

RIBBON = 2.6
"""Width over height from which a panel is a ribbon."""

LARGE = (1.6, 1.3, 1.0)
"""大字: how many times larger a resident gets to read (GLASS.md: body ≥ 1.6×); less on a panel so squat that a page
would hold fewer than three lines of it."""


class Shape(enum.StrEnum):
    TALL = "tall"
    WIDE = "wide"
    RIBBON = "ribbon"


LEADING = 1.44
"""Height of a line of a page in ems (`typeset.SETTINGS`)."""

TERSE = 0.6
"""Size of the title above a page in large type, as a share of the theme's: what is read gets the room."""

MOST = {Shape.TALL: 1.5, Shape.WIDE: 1.2, Shape.RIBBON: 1.1}
"""How many times larger than drawn a frame still holds its words. Who needs more needs a larger panel, or people who
stand nearer: `signage doctor --legibility` says which."""


class View(enum.Enum):
    """Whom the stage serves: the passer-by, a resident who touches, one who touches and asked for large type."""

    ROTATION = "rotation"
    BROWSE = "browse"
    LARGE = "large"


@dataclass(frozen=True, kw_only=True)
class Rect:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, kw_only=True)
class Layout:
    """All geometry of one panel, in pixels."""

    width: int
    height: int
    shape: Shape
    view: View
    unit: float
    """Pixels of this panel for one pixel of the drawing, in the frame."""
    content_unit: float
    """The same on the stage."""
    header: Rect
    """The header (tall), or the panel at the side."""
    strip: Rect
    """Who is on duty (tall; else in the panel)."""
    stage: Rect
    """Where slides are drawn, and what a resident browses."""
    card_top: int
    """Pixels of the stage's height that lie under the duty strip."""
    foot: Rect
    """Dots, freshness, and the hint."""
    actions: Rect
    """The buttons of one screen of the browse mode, between what it shows and the controls."""
    controls: Rect
    """The buttons of the browse mode: always in the same place."""
    lead: int
    """The width of a ribbon slide's first column (its title); 0 where a slide has but one."""
    page: Rect
    """Where a typeset page lies inside the slide's content; its size is the typesetter's page size."""
    alert_text: Rect
    """Where an alert's description and instruction stand."""
    code: int
    """The side of a notice's QR."""
    fact_label: int
    """The width of a fact's label."""
    target: int
    """The least side of what is touched: 20 mm."""

    @property
    def portrait(self) -> bool:
        return self.shape is Shape.TALL

    @property
    def ribbon(self) -> bool:
        return self.shape is Shape.RIBBON

    @property
    def terse(self) -> bool:
        """Whether a slide's head is its title alone, and its foot one line: what is read gets the room."""
        return self.view is View.LARGE or (self.view is View.BROWSE and self.shape is Shape.WIDE)

    @property
    def inset(self) -> int:
        """Space at the left and the right of a slide's content, on its card."""
        return self.px(64) if self.portrait else 0

    @property
    def picture(self) -> tuple[int, int]:
        """Width and height of a picture that is looked at alone, below its title."""
        return self.stage.width, max(1, self.stage.height - self.px(150))

    @property
    def content_width(self) -> int:
        """The width of a slide's content."""
        return self.stage.width - 2 * self.inset

    def px(self, size: float) -> int:
        """`size` of the drawing in whole pixels of this panel, on the stage."""
        return max(1, round(size * self.content_unit))

    def fx(self, size: float) -> int:
        """The same in the frame."""
        return max(1, round(size * self.unit))


def shape_of(width: int, height: int) -> Shape:
    """The shape that a `width`×`height` panel is drawn in."""
    if height >= width:
        return Shape.TALL
    return Shape.RIBBON if width >= RIBBON * height else Shape.WIDE


def frame_unit(panel: Panel, scale: TypeScale) -> float:
    """Pixels for one pixel of the drawing: by the panel's size, and larger where people stand too far for that.

    A ribbon is not high enough for headlines of EN 301 549: they are held to fluent reading.
    """
    width, height, shape = panel.width, panel.height, shape_of(panel.width, panel.height)
    fits = {
        Shape.TALL: min(width / 1080, height / 1920),
        Shape.WIDE: min(width / 1920, height / 1080),
        Shape.RIBBON: height / 540,
    }
    unit = fits[shape]
    floors = dict(FLOORS)
    if shape is Shape.RIBBON:
        floors["title"] = PASSING
    sizes = {name: size * unit for name, size in asdict(scale).items()}
    return unit * min(MOST[shape], enlargement(panel, sizes, floors))


def layout(panel: Panel, scale: TypeScale, view: View = View.ROTATION, *, swapped: bool = False) -> Layout:
    """The layout of `panel` for `view`; `swapped`: the panel at the side is at the other one.

    Raises: `ValueError` for a side out of bounds.
    """
    width, height = panel.width, panel.height
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise ValueError(f"{width}×{height}: each side must be {MIN_SIDE} to {MAX_SIDE} pixels")
    unit = frame_unit(panel, scale)
    make = {Shape.TALL: _tall, Shape.WIDE: _wide, Shape.RIBBON: _ribbon}[shape_of(width, height)]
    zooms = LARGE if view is View.LARGE else (1.0,)
    layouts = (make(_Drawing(panel, scale, view, unit, unit * zoom)) for zoom in zooms)
    made = next((made for made in layouts if made.page.height >= 3 * made.px(scale.body) * LEADING), None)
    made = made or make(_Drawing(panel, scale, view, unit, unit))
    return _mirrored(made) if swapped and made.shape is not Shape.TALL else made


@dataclass(frozen=True)
class _Drawing:
    """What the three shapes share."""

    panel: Panel
    scale: TypeScale
    view: View
    unit: float
    content_unit: float

    def fx(self, size: float) -> int:
        return max(1, round(size * self.unit))

    def px(self, size: float) -> int:
        return max(1, round(size * self.content_unit))

    @property
    def target(self) -> int:
        return self.panel.pixels(TARGET_MM)

    @property
    def terse_head(self) -> int:
        """Height of a page's head in large type: its title alone, on one line."""
        return self.px(self.scale.title_long * TERSE * 1.45) + self.px(14)

    @property
    def browsing(self) -> bool:
        return self.view is not View.ROTATION

    def made(self, **values: object) -> Layout:
        return Layout(
            width=self.panel.width,
            height=self.panel.height,
            view=self.view,
            unit=self.unit,
            content_unit=self.content_unit,
            target=self.target,
            **values,  # type: ignore[arg-type]
        )

    def controls_height(self, *rows: int) -> int:
        """Rows of buttons, the time left below them."""
        return sum(self.button(row) + self.fx(18) for row in rows) + self.fx(2 + 8 + 50)

    def button(self, height: float) -> int:
        """A button's height: as drawn, or as a finger needs it."""
        return max(self.fx(height), self.target)


def _tall(d: _Drawing) -> Layout:
    fx, px, width, height = d.fx, d.px, d.panel.width, d.panel.height
    margin = fx(40)
    header = Rect(x=0, y=0, width=width, height=fx(218))
    strip = Rect(x=margin, y=header.height, width=width - 2 * margin, height=fx(184))
    foot = Rect(x=margin, y=height - fx(226), width=strip.width, height=fx(226) - fx(40))
    controls_height = d.controls_height(112, 96)
    controls = Rect(x=margin, y=height - fx(28) - controls_height, width=strip.width, height=controls_height)
    actions = Rect(x=margin, y=controls.y - fx(20) - d.button(84), width=strip.width, height=d.button(84))
    end = actions.y - fx(16) if d.browsing else foot.y - fx(8)
    stage = Rect(x=margin, y=strip.y, width=strip.width, height=end - strip.y)
    card_top = 0 if d.browsing else strip.height + fx(26)
    inset = px(64)
    above = card_top + px(14 + 48 + 64 + 24) + px(d.scale.title_long * 1.3) + px(44)
    below = px(40 + 44 + 44)
    if d.view is View.LARGE:
        above, below = px(14 + 20) + d.terse_head, px(24)
    return d.made(
        shape=Shape.TALL,
        header=header,
        strip=strip,
        stage=stage,
        card_top=card_top,
        foot=foot,
        actions=actions,
        controls=controls,
        lead=0,
        page=Rect(x=inset, y=above, width=stage.width - 2 * inset, height=stage.height - above - below),
        alert_text=Rect(x=fx(72), y=fx(790), width=width - 2 * fx(72), height=height - fx(790) - fx(250)),
        code=px(196),
        fact_label=px(128),
    )


def _wide(d: _Drawing) -> Layout:
    fx, px, width, height = d.fx, d.px, d.panel.width, d.panel.height
    header = Rect(x=0, y=0, width=fx(560), height=height)
    left = header.width + fx(84)
    foot = Rect(x=left, y=height - fx(104), width=width - left - fx(72), height=fx(104) - fx(30))
    controls_height = d.controls_height(88)
    controls = Rect(x=left, y=height - fx(14) - controls_height, width=foot.width, height=controls_height)
    top = fx(36 if d.browsing else 60)
    actions = Rect(x=left, y=controls.y - fx(16) - d.button(72), width=foot.width, height=d.button(72))
    end = actions.y - fx(12) if d.browsing else foot.y - fx(22)
    stage = Rect(x=left, y=top, width=foot.width, height=end - top)
    above = px(64 + 20) + px(d.scale.title_long * 1.3) + px(36)
    below = px(44 + 30)
    if d.browsing:
        above, below = d.terse_head, 0
    return d.made(
        shape=Shape.WIDE,
        header=header,
        strip=header,
        stage=stage,
        card_top=0,
        foot=foot,
        actions=actions,
        controls=controls,
        lead=0,
        page=Rect(x=0, y=above, width=stage.width, height=stage.height - above - below),
        alert_text=Rect(x=fx(540), y=fx(350), width=width - fx(540) - fx(96), height=height - fx(350) - fx(196)),
        code=px(164),
        fact_label=px(150),
    )


def _ribbon(d: _Drawing) -> Layout:
    fx, px, width, height = d.fx, d.px, d.panel.width, d.panel.height
    header = Rect(x=0, y=0, width=fx(690), height=height)
    left = header.width + fx(48)
    foot = Rect(x=left, y=height - fx(66), width=width - left - fx(40), height=fx(52))
    controls_width = fx(500)
    controls = Rect(x=width - fx(28) - controls_width, y=fx(20), width=controls_width, height=height - 2 * fx(20))
    top = fx(28)
    stage = Rect(x=left, y=top, width=foot.width, height=foot.y - fx(14) - top)
    if d.browsing:  # whoever touches needs the room: the panel is covered
        stage = Rect(x=fx(40), y=fx(20), width=controls.x - fx(32) - fx(40), height=height - 2 * fx(20) - d.button(72))
    actions = Rect(x=stage.x, y=height - fx(20) - d.button(66), width=stage.width, height=d.button(66))
    lead = round(stage.width * 0.34)
    page_x, above = lead + px(40), 0
    if d.view is View.LARGE:
        lead, page_x, above = 0, 0, d.terse_head
    return d.made(
        shape=Shape.RIBBON,
        header=header,
        strip=header,
        stage=stage,
        card_top=0,
        foot=foot,
        actions=actions,
        controls=controls,
        lead=lead,
        page=Rect(x=page_x, y=above, width=stage.width - page_x, height=stage.height - above),
        alert_text=Rect(x=fx(400), y=fx(196), width=width - fx(400) - fx(48), height=height - fx(196) - fx(92)),
        code=px(132),
        fact_label=px(128),
    )


def _mirrored(made: Layout) -> Layout:
    """`made` with the panel at the right."""
    values = {name: getattr(made, name) for name in made.__dataclass_fields__}
    for name in ("header", "strip", "stage", "foot", "actions", "controls"):
        rect: Rect = values[name]
        x = made.width - rect.x - rect.width
        values[name] = Rect(x=x, y=rect.y, width=rect.width, height=rect.height)
    return Layout(**values)
