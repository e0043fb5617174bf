"""A resident who tries everything: the ways to every screen of the browse mode, and what must hold on each of them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQml import QQmlProperty, qmlContext
from PySide6.QtQuick import QQuickItem
from qmltree import SLACK, all_words, clipped_away, faults, scene_rect

from signage.kiosk.browse import At
from signage.kiosk.panel import TOUCHING

WAYS: dict[str, tuple[str, ...]] = {
    "home": (),
    "notices": ("tile-notices-tap",),
    "reading": ("tile-notices-tap", "notice-charging"),
    "picture": ("tile-notices-tap", "notice-dumplings", "action-picture-dumplings-tap"),
    "code": ("tile-notices-tap", "notice-water", "action-code-water-tap"),
    "duty": ("tile-duty-tap",),
    "month": ("tile-duty-tap", "action-duty-month-tap"),
    "services": ("tile-services-tap",),
    "service": ("tile-services-tap", "service-reception"),
    "facilities": ("tile-facilities-tap",),
    "buildings": ("tile-buildings-tap",),
    "concerns": ("tile-buildings-tap", "building-3"),
    "events": ("tile-events-tap",),
    "contacts": ("tile-contacts-tap",),
    "about": ("tile-about-tap",),
}
"""From home to each screen: what is touched, in order."""

assert {at.value for at in At} <= set(WAYS)

PAGES = 12
"""Screenfuls that are looked at; no list of the sample has more."""


def begin(glass, *comforts: str) -> None:
    """Touch the glass, then each comfort asked for."""
    glass.bring("week")
    glass.go("hint")
    for name in comforts:
        glass.go(f"comfort-{name}-tap")


def reach(glass, name: str) -> None:
    """Turn pages, back to the first and then on, until the item with this objectName is in sight; then touch it."""
    for way in ("previous-tap", "next-tap"):
        while not in_sight(glass, name) and turn(glass, way):
            pass
    assert in_sight(glass, name), f"{name} cannot be reached"
    before = glass.mark()
    glass.tap(name)
    glass.wait_painted(None, after=before)
    glass.drain()


def walk(glass, screen: str) -> None:
    """From wherever the resident is, by home, to `screen`."""
    if glass.visit("at") != "home":
        glass.go("home-tap")
    for name in WAYS[screen]:
        reach(glass, name)
    assert glass.visit("at") == screen or (screen, glass.visit("at")) == ("month", "duty")


def turn(glass, way: str = "next-tap") -> bool:
    """A touch on “next” (or “previous”), where it leads somewhere; gives whether it does. Weeks never end: no touch."""
    button = glass.find(way)
    if glass.visit("at") == "duty" or button is None or not button.isEnabled():
        return False
    glass.tap(way)
    glass.rest()
    return True


def screenfuls(glass) -> Iterator[int]:
    """The glass on each page of where the resident is."""
    page = 0
    yield page
    while page < PAGES and turn(glass):
        page += 1
        yield page


def window_of(item: QQuickItem, glass) -> QRectF:
    """What of the glass a list lets `item` show in."""
    seen = QRectF(0, 0, glass.window.width(), glass.window.height())
    parent = item.parentItem()
    while parent is not None:
        if parent.property("clip"):
            seen = seen.intersected(scene_rect(parent))
        parent = parent.parentItem()
    return seen


def in_sight(glass, name: str) -> bool:
    item = glass.find(name)  # a list makes its rows when they come near
    return item is not None and reachable(glass, item)


def reachable(glass, item: QQuickItem) -> bool:
    """Whether the middle of `item` is in sight."""
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    return window_of(item, glass).contains(middle)


def targets(glass) -> list[QQuickItem]:
    """Everything that answers a touch now and is in sight."""
    paper = scene_rect(glass.item("paper"))
    found = []
    for item in glass.everything():
        # a `Tap`, by its properties: a meta-object in Python's hands outlives QML's, and its address is used again
        if (
            not (item.isVisible() and item.isEnabled())
            or item.property("name") is None
            or item.property("tint") is None
        ):
            continue
        if paper.contains(scene_rect(item).center()) and reachable(glass, item) and browsed(item):
            found.append(item)
    return found


def browsed(item: QQuickItem) -> bool:
    """Whether `item` belongs to the browse mode, not to the rotation that it covers."""
    parent = item.parentItem()
    while parent is not None:
        if any(child.objectName() == "paper" for child in parent.childItems()):
            return True
        parent = parent.parentItem()
    return False


def said(item: QQuickItem, what: str) -> object:
    return QQmlProperty(item, f"Accessible.{what}", qmlContext(item)).read()


def too_small(glass) -> list[str]:
    """Words in sight whose ink is smaller than EN 301 549 asks of who touches."""
    floor = glass.screen.panel.floor(TOUCHING) - 0.5
    return [
        f"“{words.text[:16]}” is {words.size} px, and {floor:.1f} is the floor"
        for words in all_words(glass)
        if words.size < floor and not clipped_away(words, glass)
    ]


def wrong(glass, *, low: bool = False) -> list[str]:
    """Everything that is wrong with what is on the glass, in words."""
    found = [*faults(glass), *too_small(glass)]
    least = glass.screen.panel.pixels(20) - 1
    touched = targets(glass)
    assert touched, "nothing can be touched here"
    for item in touched:
        name, place = str(said(item, "name")), scene_rect(item)
        if not name:
            found.append(f"a target at {place} has no name")
        if min(place.width(), place.height()) < least:
            found.append(f"“{name}” is {place.width():.0f}×{place.height():.0f} px, and {least} is the floor")
        if low and place.intersected(window_of(item, glass)).top() < glass.window.height() / 2 - SLACK:
            found.append(f"“{name}” begins at {place.top():.0f}, above the middle")
    return found
