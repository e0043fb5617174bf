"""The panel on the wall and those who look at it: pixels, millimetres, distances, and the least sizes that follow.

EN 301 549 §5.1.4 asks for 0.7° of visual angle: a glyph of D/82 at distance D. Chinese is read fluently, by good eyes,
down to D/142. A size here is that of the glyph's ink: of a Chinese character, `GLYPH` of its font size.
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, field
from types import MappingProxyType

EN_301_549 = 82
FLUENT = 142

GLYPH = 0.88
"""Height of 国 in ems of Noto Sans CJK SC (tests/kiosk/test_panel.py measures it)."""

TARGET_MM = 20.0
"""The least side of what is touched (GLASS.md)."""


class Moment(enum.Enum):
    """When a resident reads: walking past, waiting before it, touching it."""

    WALK = "walk"
    WAIT = "wait"
    TOUCH = "touch"


@dataclass(frozen=True, kw_only=True)
class Distances:
    """Metres from the eye to the glass at each moment (GLASS.md)."""

    walk: float = 3.0
    wait: float = 1.5
    touch: float = 0.6

    def at(self, moment: Moment) -> float:
        """Metres at `moment`."""
        return float(getattr(self, moment.value))


@dataclass(frozen=True, kw_only=True)
class Floor:
    """The least size of a text: legible at `moment` by `measure`, `EN_301_549` or `FLUENT`."""

    moment: Moment
    measure: int

    def millimetres(self, distances: Distances) -> float:
        """Millimetres of ink."""
        return distances.at(self.moment) * 1000 / self.measure


HEADLINE = Floor(moment=Moment.WALK, measure=EN_301_549)
PASSING = Floor(moment=Moment.WALK, measure=FLUENT)
READING = Floor(moment=Moment.WAIT, measure=EN_301_549)
BESIDE = Floor(moment=Moment.WAIT, measure=FLUENT)
TOUCHING = Floor(moment=Moment.TOUCH, measure=EN_301_549)

FLOORS = MappingProxyType(
    {
        "clock": PASSING,
        "strip_name": PASSING,
        "title": HEADLINE,
        "title_long": PASSING,
        "fact": READING,
        "body": READING,
        "heading": READING,
        "name": BESIDE,
        "date": BESIDE,
        "strip_text": BESIDE,
        "small": BESIDE,
        "chip": BESIDE,
        "label": BESIDE,
        "hint": BESIDE,
    }
)
"""By token of the type scale: who must be able to read it."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel as residents see it: pixels across and down (after any rotation), the diagonal in inches, distances."""

    width: int
    height: int
    inches: float = 43.0
    distances: Distances = field(default_factory=Distances)

    @property
    def pitch(self) -> float:
        """Millimetres of one pixel."""
        return self.inches * 25.4 / math.hypot(self.width, self.height)

    def pixels(self, millimetres: float) -> int:
        """Whole pixels that are at least so many millimetres."""
        return math.ceil(millimetres / self.pitch - 1e-6)

    def floor(self, floor: Floor) -> float:
        """The font size in pixels whose ink is as large as `floor` asks."""
        return floor.millimetres(self.distances) / self.pitch / GLYPH


def enlargement(panel: Panel, sizes: dict[str, float], floors: dict[str, Floor]) -> float:
    """How many times larger, at least 1, each of `sizes` (font pixels by token) must be to reach its floor."""
    return max(1.0, *(panel.floor(floor) / sizes[token] for token, floor in floors.items()))
