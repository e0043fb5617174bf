"""Measures text as QML will set it, and fits a notice's facts: as large as they go, on as few screenfuls."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from signage.content.notice import Notice
from signage.kiosk.layout import Layout
from signage.kiosk.theme import Theme
from signage.kiosk.views import FactView

FACT_SIZES = (1.0, 0.93, 0.88)
"""Sizes tried, as shares of the theme's; the smallest stays above the 7.3 mm that touch distance asks for."""


def wrapped_height(text: str, family: str, pixels: int, weight: QFont.Weight, width: float) -> float:
    """Pixels of height that `text` takes, wrapped at `width` as QML's `Text.Wrap` does; 0 for no text."""
    if not text:
        return 0
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    metrics = QFontMetricsF(font)
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    box = metrics.boundingRect(QRectF(0, 0, width, 1_000_000), flags.value, text)
    return max(1, round(box.height() / metrics.lineSpacing())) * metrics.lineSpacing()


def fit_facts(notice: Notice, theme: Theme, layout: Layout) -> tuple[int, tuple[tuple[FactView, ...], ...]]:
    """The glyph size in pixels, and the facts of each screenful. No facts: one screenful without any."""
    px, scale = layout.px, theme.type_scale
    width = (layout.stage.width - 2 * px(64)) if layout.portrait else layout.stage.width
    lengthy = len(notice.title) > (8 if layout.portrait else 11)
    title = scale.title_long if lengthy else scale.title * (1 if layout.portrait else 1.2)
    head = wrapped_height(notice.title, theme.serif, px(title), QFont.Weight.Bold, width) * 1.08
    if layout.portrait:
        card = layout.stage.height - layout.strip.height - px(26) - px(14)
        room = card - px(48 + 66 + 26) - head - px(40) - layout.code - px(56 + 20)
    else:
        room = layout.stage.height - px(66 + 26) - head - px(28) - layout.code - px(20)
    value_width = width - layout.fact_label - px(12)
    facts = tuple(FactView(label=fact.label, value=fact.value) for fact in notice.facts)

    def height(fact: FactView, pixels: int) -> float:
        return wrapped_height(fact.value, theme.sans, pixels, QFont.Weight.Medium, value_width) + px(16)

    for share in FACT_SIZES:
        pixels = px(scale.fact * share)
        if sum(height(fact, pixels) for fact in facts) <= room:
            return pixels, (facts,)
    pages: list[list[FactView]] = [[]]
    for fact in facts:
        if pages[-1] and sum(height(other, pixels) for other in (*pages[-1], fact)) > room:
            pages.append([])
        pages[-1].append(fact)
    return pixels, tuple(tuple(page) for page in pages)
