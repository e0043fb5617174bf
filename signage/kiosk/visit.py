"""What QML sees of a resident's visit: where they are, what that place shows, what they asked for, the time left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from signage.kiosk.models import Rows
from signage.kiosk.views import NoticeRow

QML_IMPORT_NAME = "Signage.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class ComfortView:
    """A button of the comfort row."""

    name: str
    text: str
    on: bool


@dataclass(frozen=True)
class VisitView:
    """What stays the same from place to place: the controls and the time left."""

    active: bool = False
    at: str = "home"
    low: bool = False
    page: int = 0
    pages: int = 1
    page_words: str = ""
    idle_left: int = 0
    idle_share: float = 0
    idle_warning: bool = False
    comforts: tuple[ComfortView, ...] = ()


@QmlElement
@QmlUncreatable("made by the conductor")
class Visit(QObject):
    """The state of the browse mode. Setters emit only what changed."""

    changed = Signal()
    timeChanged = Signal()  # noqa: N815
    comfortsChanged = Signal()  # noqa: N815
    placeChanged = Signal()  # noqa: N815

    went = Signal(str, str, str, bool)
    went_back = Signal()
    went_home = Signal()
    turned = Signal(int)
    toggled = Signal(str)
    stayed = Signal()
    scroll_left = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = VisitView()
        self._place: dict[str, Any] = {}
        self._rows = Rows(NoticeRow, self)

    # What the browsing says

    def set_view(self, view: VisitView) -> None:
        old, self._view = self._view, view
        if (old.idle_left, old.idle_share, old.idle_warning) != (view.idle_left, view.idle_share, view.idle_warning):
            self.timeChanged.emit()
        if old.comforts != view.comforts:
            self.comfortsChanged.emit()
        if (old.active, old.at, old.low, old.page, old.pages, old.page_words) != (
            view.active, view.at, view.low, view.page, view.pages, view.page_words,
        ):  # fmt: skip
            self.changed.emit()

    def set_place(self, component: str, key: str, properties: dict[str, Any]) -> None:
        """What the place shows. The same key: only its properties changed, and a list stays scrolled as it is."""
        place = {"component": component, "key": key, "properties": properties} if component else {}
        if place != self._place:
            self._place = place
            self.placeChanged.emit()

    def set_rows(self, rows: tuple[NoticeRow, ...]) -> None:
        """The notices that can be chosen at this place."""
        self._rows.set_rows(rows)

    # What QML reads

    @Property(bool, notify=changed)
    def active(self) -> bool:
        return self._view.active

    @Property(str, notify=changed)
    def at(self) -> str:
        return self._view.at

    @Property(bool, notify=changed)
    def low(self) -> bool:
        return self._view.low

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._view.page

    @Property(int, notify=changed)
    def pages(self) -> int:
        return self._view.pages

    @Property(str, notify=changed)
    def pageWords(self) -> str:  # noqa: N802
        return self._view.page_words

    @Property(int, notify=timeChanged)
    def idleLeft(self) -> int:  # noqa: N802
        return self._view.idle_left

    @Property(float, notify=timeChanged)
    def idleShare(self) -> float:  # noqa: N802
        return self._view.idle_share

    @Property(bool, notify=timeChanged)
    def idleWarning(self) -> bool:  # noqa: N802
        return self._view.idle_warning

    @Property("QVariantList", notify=comfortsChanged)
    def comforts(self) -> list[dict[str, Any]]:
        return [{"name": c.name, "text": c.text, "on": c.on} for c in self._view.comforts]

    @Property("QVariant", notify=placeChanged)
    def place(self) -> dict[str, Any]:
        return self._place

    @Property(Rows, notify=placeChanged)
    def rows(self) -> Rows:
        return self._rows

    # What QML says

    @Slot(str, str, str, bool)
    def go(self, at: str, item: str, tab: str, by_time: bool) -> None:
        """On to the screen `at`."""
        self.went.emit(at, item, tab, by_time)

    @Slot()
    def back(self) -> None:
        self.went_back.emit()

    @Slot()
    def home(self) -> None:
        self.went_home.emit()

    @Slot(int)
    def turn(self, pages: int) -> None:
        self.turned.emit(pages)

    @Slot(str)
    def toggle(self, name: str) -> None:
        self.toggled.emit(name)

    @Slot()
    def stay(self) -> None:
        """Somebody is here."""
        self.stayed.emit()

    @Slot(float)
    def scrolled(self, pixels: float) -> None:
        """The list was left so far down."""
        self.scroll_left.emit(pixels)
