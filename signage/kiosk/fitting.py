"""Measures text as QML will set it, and fits a notice's facts: as large as they go, on as few screenfuls."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from signage.content.notice import Notice
from signage.kiosk.layout import Layout
from signage.kiosk.theme import Theme, TypeScale
from signage.kiosk.views import FactView

FACT_PADDING = 12
"""Space around a fact, at least, in pixels of the drawing (`FactRow.qml`)."""

LABEL_GAP = 10
"""Space between a label and its value, at least (`FactRow.qml`)."""

MOST_LABEL = 1.7
"""How many times the usual width a column of long labels may take; longer ones are set smaller."""

FACT_SIZES = (1.0, 0.93, 0.88)
"""Sizes tried, as shares of the theme's; the smallest stays above the 7.3 mm that touch distance asks for."""

TIGHT_SIZES = (0.78, 0.68, 0.6, 0.5)
"""Sizes for a single fact, or a title, that is larger than a screenful: small is better than cut."""


TERSE_TITLE = 0.72
"""The largest title where the facts get the room, as a share of the theme's for long titles."""


def wrapped_height(text: str, family: str, pixels: int, weight: QFont.Weight, width: float) -> float:
    """Pixels of height that `text` takes, wrapped at `width` as QML's `Text.Wrap` does; 0 for no text."""
    if not text:
        return 0
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    # the very layout that QML's Text makes, line by line: a simpler measure breaks elsewhere
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        height += math.ceil(line.height())
    layout.endLayout()
    return height


@dataclass(frozen=True)
class FactsFit:
    """How a notice's facts stand: glyph sizes and the labels' width in pixels, and the facts of each screenful."""

    title_size: int
    size: int
    label: int
    screenfuls: tuple[tuple[FactView, ...], ...]


@dataclass(frozen=True)
class _Room:
    """What `NoticeSlide.qml` gives a title and the facts, in pixels."""

    title_width: float
    title_height: float
    value_width: float
    beside_title: float
    """Height for the facts where the title takes none of it, that is beside it or of no height."""
    below_title: bool

    def facts(self, title_height: float) -> float:
        return self.beside_title - (title_height if self.below_title else 0)


def _label(facts: Iterable[FactView], theme: Theme, layout: Layout) -> int:
    """Pixels that the longest label takes: the usual width, or more where it needs that."""
    font = QFont(theme.sans)
    font.setPixelSize(layout.px(theme.type_scale.label))
    font.setWeight(QFont.Weight.Medium)
    measure = QFontMetricsF(font)
    natural = max((measure.horizontalAdvance(fact.label) for fact in facts), default=0)
    most = round(layout.fact_label * MOST_LABEL)
    return max(layout.fact_label, min(math.ceil(natural) + 1 + layout.px(LABEL_GAP), most))


def _room(layout: Layout, scale: TypeScale, label: int) -> _Room:
    px, stage, width = layout.px, layout.stage, layout.content_width
    label += px(12)
    if layout.lead:
        title_height = stage.height - px(66 + 26) - px(scale.small * 2.9) - px(20)
        return _Room(layout.lead, title_height, stage.width - layout.lead - px(40) - label, stage.height, False)
    card = stage.height - layout.card_top - (px(14) if layout.portrait else 0)
    if layout.terse:
        above, below = (px(24), px(24)) if layout.portrait else (1, 1)
        height = card - above - px(18) - px(scale.small * 1.45) - px(16) - below
    elif layout.portrait:
        height = card - px(48 + 66 + 26) - px(40) - layout.code - px(56 + 20)
    else:
        height = card - px(66 + 26) - px(28) - layout.code - px(20)
    return _Room(width, 2 * 1.5 * 1.08 * px(scale.title_long), width - label, height, True)


def fit_facts(notice: Notice, theme: Theme, layout: Layout) -> FactsFit:
    """The largest title on one line (two where none is), the largest facts, on the fewest screenfuls, evenly.

    No facts: one screenful without any.
    """
    px, scale = layout.px, theme.type_scale
    facts = tuple(FactView(label=fact.label, value=fact.value) for fact in notice.facts)
    label = _label(facts, theme, layout)
    room = _room(layout, scale, label)

    def head(pixels: int) -> float:
        return wrapped_height(notice.title, theme.serif, pixels, QFont.Weight.Bold, room.title_width) * 1.08

    def height(fact: FactView, pixels: int) -> float:
        return wrapped_height(fact.value, theme.sans, pixels, QFont.Weight.Medium, room.value_width) + px(FACT_PADDING)

    largest = scale.title if layout.portrait or layout.ribbon else scale.title * 1.2
    if layout.terse:
        largest = scale.title_long * TERSE_TITLE
    shares = (1.0, 0.92, 0.85, 0.78, 0.7)
    least = px(scale.title_long * (0.5 if layout.terse else 0.8))
    titles = [px(largest * share) for share in shares if px(largest * share) >= least]
    fits = [pixels for pixels in titles if head(pixels) < (room.title_height if layout.lead else pixels * 2 * 1.08)]
    title = (
        fits[0]
        if fits
        else _first(
            (px(min(largest, scale.title_long) * share) for share in (1.0, 0.9, *TIGHT_SIZES)),
            lambda pixels: head(pixels) <= room.title_height,
        )
    )
    tried = [title, *(pixels for pixels in fits if pixels < title)] if room.below_title else [title]
    sizes = [px(scale.fact * share) for share in FACT_SIZES]
    for size in sizes:
        for pixels in tried:
            if sum(height(fact, size) for fact in facts) <= room.facts(head(pixels)):
                return FactsFit(pixels, size, label, (facts,))
    pixels = tried[-1]
    left = room.facts(head(pixels))
    size = _first(
        (sizes[-1], *(px(scale.fact * share) for share in TIGHT_SIZES)),
        lambda size: max(height(fact, size) for fact in facts) <= left,
    )
    return FactsFit(pixels, size, label, _screenfuls(facts, left, lambda fact: height(fact, size)))


def _first(sizes: Iterable[int], fits: Callable[[int], bool]) -> int:
    """The first of `sizes` that fits; the last one where none does."""
    size = 0
    for size in sizes:
        if fits(size):
            break
    return size


def _screenfuls(
    facts: tuple[FactView, ...], room: float, height: Callable[[FactView], float]
) -> tuple[tuple[FactView, ...], ...]:
    """`facts` on as few screenfuls as `room` allows, and then as evenly as they go: none with a single one left."""
    pages: list[list[FactView]] = [[]]
    for fact in facts:
        if pages[-1] and sum(map(height, (*pages[-1], fact))) > room:
            pages.append([])
        pages[-1].append(fact)
    while len(pages) > 1 and len(pages[-2]) > len(pages[-1]) + 1:
        moved = [pages[-2][-1], *pages[-1]]
        if sum(map(height, moved)) > room:
            break
        pages[-2].pop()
        pages[-1] = moved
    return tuple(tuple(page) for page in pages)
