"""What QML sees: one object of plain values, set by the conductor, and the residents' touches as signals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from signage.kiosk.views import DutyView, FreshView, HeaderView
from signage.kiosk.visit import Visit

QML_IMPORT_NAME = "Signage.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the conductor")
class Glass(QObject):
    """The state of the glass. Setters emit only what changed, so QML redraws only that."""

    headerChanged = Signal()  # noqa: N815
    dutyChanged = Signal()  # noqa: N815
    freshChanged = Signal()  # noqa: N815
    modeChanged = Signal()  # noqa: N815
    slideChanged = Signal()  # noqa: N815
    alertChanged = Signal()  # noqa: N815

    slide_settled = Signal(str)
    stage_touched = Signal()
    hint_touched = Signal()
    film_failed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = "boot"
        self._header = HeaderView()
        self._duty = DutyView()
        self._fresh = FreshView()
        self._slide: dict[str, Any] = {}
        self._alert: dict[str, Any] = {}
        self._dots = (0, 0)
        self._strip_shown = True
        self.visit_ = Visit(self)

    # What the conductor says

    def set_mode(self, mode: str) -> None:
        if mode != self._mode:
            self._mode = mode
            self.modeChanged.emit()

    def set_header(self, view: HeaderView) -> None:
        if view != self._header:
            self._header = view
            self.headerChanged.emit()

    def set_duty(self, view: DutyView) -> None:
        if view != self._duty:
            self._duty = view
            self.dutyChanged.emit()

    def set_fresh(self, view: FreshView) -> None:
        if view != self._fresh:
            self._fresh = view
            self.freshChanged.emit()

    def set_slide(self, component: str, key: str, properties: dict[str, Any], dots: tuple[int, int]) -> None:
        """Bring a slide to the stage: QML's component, a key that changes with what is drawn, its properties."""
        self._slide = {"component": component, "key": key, "properties": properties}
        self._dots = dots
        self._strip_shown = component != "WeekSlide"
        self.slideChanged.emit()

    def set_alert(self, properties: dict[str, Any]) -> None:
        """What the takeover shows; empty: nothing."""
        if properties != self._alert:
            self._alert = properties
            self.alertChanged.emit()

    # What QML reads

    @Property(str, notify=modeChanged)
    def mode(self) -> str:
        return self._mode

    @Property(str, notify=headerChanged)
    def compoundName(self) -> str:  # noqa: N802
        return self._header.name

    @Property(str, notify=headerChanged)
    def clock(self) -> str:
        return self._header.clock

    @Property(str, notify=headerChanged)
    def dateText(self) -> str:  # noqa: N802
        return self._header.date

    @Property(str, notify=headerChanged)
    def lunarText(self) -> str:  # noqa: N802
        return self._header.lunar

    @Property(str, notify=headerChanged)
    def gateLine(self) -> str:  # noqa: N802
        return self._header.gate

    @Property(str, notify=headerChanged)
    def receptions(self) -> str:
        return self._header.receptions

    @Property(bool, notify=dutyChanged)
    def dutyOn(self) -> bool:  # noqa: N802
        return self._duty.on

    @Property(str, notify=dutyChanged)
    def dutyCaption(self) -> str:  # noqa: N802
        return self._duty.caption

    @Property(str, notify=dutyChanged)
    def dutyName(self) -> str:  # noqa: N802
        return self._duty.name

    @Property(str, notify=dutyChanged)
    def dutyOrganisation(self) -> str:  # noqa: N802
        return self._duty.organisation

    @Property(str, notify=dutyChanged)
    def dutyTopic(self) -> str:  # noqa: N802
        return self._duty.topic

    @Property(str, notify=dutyChanged)
    def dutyPlace(self) -> str:  # noqa: N802
        return self._duty.place

    @Property(str, notify=dutyChanged)
    def dutyHours(self) -> str:  # noqa: N802
        return self._duty.hours

    @Property(str, notify=dutyChanged)
    def nextTime(self) -> str:  # noqa: N802
        return self._duty.next_time

    @Property(str, notify=dutyChanged)
    def nextName(self) -> str:  # noqa: N802
        return self._duty.next_name

    @Property(bool, notify=freshChanged)
    def stale(self) -> bool:
        return self._fresh.stale

    @Property(str, notify=freshChanged)
    def freshness(self) -> str:
        return self._fresh.words

    @Property(str, notify=freshChanged)
    def freshnessShort(self) -> str:  # noqa: N802
        return self._fresh.short

    @Property("QVariant", notify=slideChanged)
    def slide(self) -> dict[str, Any]:
        return self._slide

    @Property(int, notify=slideChanged)
    def dotCount(self) -> int:  # noqa: N802
        return self._dots[0]

    @Property(int, notify=slideChanged)
    def dotIndex(self) -> int:  # noqa: N802
        return self._dots[1]

    @Property(bool, notify=slideChanged)
    def stripShown(self) -> bool:  # noqa: N802
        return self._strip_shown

    @Property("QVariant", notify=alertChanged)
    def alert(self) -> dict[str, Any]:
        return self._alert

    @Property(Visit, notify=modeChanged)
    def visit(self) -> Visit:
        return self.visit_

    # What QML says

    @Slot(str)
    def settled(self, key: str) -> None:
        """The slide or alert `key` is whole on the glass with the next frame."""
        self.slide_settled.emit(key)

    @Slot(str, str)
    def filmFailed(self, key: str, problem: str) -> None:  # noqa: N802
        """The film of the slide `key` cannot be played, or stands still."""
        self.film_failed.emit(key, problem)

    @Slot()
    def touchStage(self) -> None:  # noqa: N802
        self.stage_touched.emit()

    @Slot()
    def touchHint(self) -> None:  # noqa: N802
        self.hint_touched.emit()
