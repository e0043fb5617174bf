"""What is painted where: the tree of a QML window, measured.

What a text paints is its lines' em boxes: line spacing above and below belongs to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQml import QQmlExpression, QQmlProperty, qmlContext
from PySide6.QtQuick import QQuickItem


def descendants(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from descendants(child)


def effective_opacity(item: QQuickItem | None) -> float:
    opacity = 1.0
    while item is not None:
        opacity *= item.opacity()
        item = item.parentItem()
    return opacity


SLACK = 2.0
"""Pixels by which a rounded size may be off."""


@dataclass
class Words:
    """One text: what it says, where its ink is and its font's size, in the window's pixels, and its item."""

    text: str
    ink: QRectF
    size: float
    item: object


def drawn(item):
    """Where the lines of a `Text` are painted, and the size of the font that they were fitted with."""
    width, height = item.property("contentWidth"), item.property("contentHeight")
    lines = max(1, item.property("lineCount"))
    # alignments are enums that Python cannot read: QML reads them
    said = QQmlExpression(
        qmlContext(item), item, "JSON.stringify([fontInfo.pixelSize, effectiveHorizontalAlignment, verticalAlignment])"
    )
    glyph, horizontal, vertical = json.loads(said.evaluate()[0])
    x = {1: 0.0, 2: item.width() - width, 4: (item.width() - width) / 2}.get(horizontal, 0.0)
    y = {32: 0.0, 64: item.height() - height, 128: (item.height() - height) / 2}.get(vertical, 0.0)
    spare = max(0.0, (height / lines - glyph) / 2)
    corner = item.mapToScene(QPointF(x, y + spare))
    return QRectF(corner.x(), corner.y(), width, height - 2 * spare), glyph


def scene_rect(item):
    corner = item.mapToScene(QPointF())
    return QRectF(corner.x(), corner.y(), item.width(), item.height())


def is_panel(item):
    """A drawn surface with edges: a card, a tile, a chip."""
    if not item.inherits("QQuickRectangle"):
        return False
    return item.property("color").alpha() > 0 or QQmlProperty.read(item, "border.width") > 1


def all_words(glass):
    top = glass.window.contentItem()
    # items are told apart by their Python objects, which live only as long as someone holds them
    keep = list(descendants(top))
    paper = glass.find("paper")
    covered = scene_rect(paper) if paper is not None else QRectF()
    browse = paper.parentItem() if paper is not None else None
    inside = set(map(id, descendants(browse))) if browse is not None else set()
    found = []
    for item in keep:
        text = item.property("text")
        if not (isinstance(text, str) and text and item.property("contentWidth")):
            continue
        if not item.isVisible() or effective_opacity(item) < 0.01:
            continue
        ink, size = drawn(item)
        if id(item) not in inside and covered.intersects(ink):
            continue
        found.append(Words(text, ink, size, item))
    return found


def clipped_away(words, glass):
    """Whether a list has scrolled the text out of sight, or half out of it."""
    parent = words.item.parentItem()
    while parent is not None:
        if parent.property("clip") and not scene_rect(parent).contains(words.ink):
            return True
        parent = parent.parentItem()
    return False


def faults(glass):
    window = QRectF(0, 0, glass.window.width(), glass.window.height())
    everything = [words for words in all_words(glass) if not clipped_away(words, glass)]
    assert everything
    said = []
    for words in everything:
        item, name = words.item, words.text[:16]
        if item.property("truncated"):
            said.append(f"“{name}” is truncated")
        if item.property("contentWidth") > item.width() + SLACK:
            said.append(f"“{name}” is wider than its place: {item.property('contentWidth')} in {item.width()}")
        if words.ink.height() > item.height() + SLACK:
            said.append(f"“{name}” is higher than its place: {words.ink.height()} in {item.height()}")
        if not window.adjusted(-1, -1, 1, 1).contains(words.ink):
            said.append(f"“{name}” leaves the window: {words.ink}")
        parent = item.parentItem()
        while parent is not None:
            if is_panel(parent) and not scene_rect(parent).adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(words.ink):
                said.append(f"“{name}” leaves its panel: {words.ink} in {scene_rect(parent)}")
                break
            parent = parent.parentItem()
    for one, two in combinations(everything, 2):
        shared = one.ink.intersected(two.ink)
        if shared.width() > SLACK and shared.height() > SLACK:
            said.append(f"“{one.text[:12]}” lies over “{two.text[:12]}”: {one.ink} {two.ink}")
    return said
