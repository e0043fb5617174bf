"""What is written on a glass now, and what answers a touch: read off QML's items, as they were fitted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

COVER = "paper"
"""The item that hides the rotation while a resident browses."""


@dataclass(frozen=True)
class Ink:
    """One text: what it says and the size of its font, in pixels."""

    words: str
    pixels: float


@dataclass(frozen=True)
class Target:
    """What can be touched: its name and its shorter side, in pixels."""

    name: str
    side: float


def inks(window: QQuickWindow) -> Iterator[Ink]:
    """Every text that can be seen."""
    for item, _seen in _items(window):
        words, context = item.property("text"), qmlContext(item)
        if item.inherits("QQuickText") and words and context is not None:
            fitted = QQmlExpression(context, item, "fontInfo.pixelSize").evaluate()[0]
            yield Ink(words, float(fitted))


def targets(window: QQuickWindow) -> Iterator[Target]:
    """Everything that answers a touch, as large as it can be seen."""
    for item, seen in _items(window):
        # a `Tap` by its properties: a meta-object in Python's hands outlives QML's, and its address is used again
        name = item.property("name")
        if item.isEnabled() and name and item.property("tint") is not None:
            yield Target(name, min(seen.width(), seen.height()))


def _items(window: QQuickWindow) -> list[tuple[QQuickItem, QRectF]]:
    """What is in sight, from the back to the front, and the rectangle that shows of it."""
    everything: list[tuple[QQuickItem, QRectF, bool]] = []
    whole = QRectF(0, 0, window.width(), window.height())

    def gather(item: QQuickItem, seen: QRectF, browse: bool) -> None:
        children = item.childItems()
        browse = browse or any(child.objectName() == COVER and child.isVisible() for child in children)
        for child in children:
            if not child.isVisible() or child.opacity() < 0.01:
                continue
            corner = child.mapToScene(QPointF())
            place = QRectF(corner.x(), corner.y(), child.width(), child.height())
            shown = seen.intersected(place)
            everything.append((child, shown, browse))
            gather(child, shown if child.clip() else seen, browse)

    gather(window.contentItem(), whole, False)
    cover = next((seen for item, seen, _ in everything if item.objectName() == COVER), QRectF())
    return [
        (item, seen)
        for item, seen, browse in everything
        if not seen.isEmpty() and (browse or not cover.contains(seen.center())) and _half(item, seen)
    ]


def _half(item: QQuickItem, seen: QRectF) -> bool:
    """Whether most of it shows: a line that a list has scrolled half out of sight is read on the next page."""
    return seen.height() * seen.width() > 0.9 * item.width() * item.height()
