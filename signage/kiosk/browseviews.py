"""What the screens of the browse mode draw, as frozen values. Field names are QML properties."""

from __future__ import annotations

from dataclasses import dataclass

from signage.kiosk.views import DayView, EventDayView, FacilityView, ServiceView


@dataclass(frozen=True)
class ActionView:
    """A button of a screen itself: where it leads (`at`, `item`, `tab`), and whether that is shown already."""

    text: str
    at: str
    item: str = ""
    tab: str = ""
    byTime: bool = False  # noqa: N815
    on: bool = False
    turn: int = 0
    """Instead of leading on: so many weeks or months further."""


@dataclass(frozen=True)
class TileView:
    """A way on from home."""

    at: str
    glyph: str
    tone: str
    title: str
    line: str


@dataclass(frozen=True)
class HomeView:
    """`HomeScreen.qml`. `soon` and `what` are the banner's two lines; empty: nothing comes that soon."""

    title: str
    tiles: tuple[TileView, ...]
    soon: str
    what: str
    ask: str


@dataclass(frozen=True)
class NoticesView:
    """`NoticesScreen.qml`: its rows are `Visit.rows`, of the categories `kinds`."""

    title: str
    aside: str
    empty: str
    kinds: tuple[str, ...]
    actions: tuple[ActionView, ...]


@dataclass(frozen=True)
class PictureView:
    """`PictureScreen.qml`: one picture, as large as the stage takes it."""

    title: str
    caption: str
    image: str
    actions: tuple[ActionView, ...] = ()


@dataclass(frozen=True)
class WeekListView:
    """`DutyScreen.qml`."""

    title: str
    aside: str
    days: tuple[DayView, ...]
    known: bool
    actions: tuple[ActionView, ...]


@dataclass(frozen=True)
class MonthView:
    """`MonthScreen.qml`: weeks of days as a wall calendar has them."""

    title: str
    aside: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[DayView, ...], ...]
    actions: tuple[ActionView, ...]


@dataclass(frozen=True)
class EventListView:
    """`EventsScreen.qml`."""

    title: str
    aside: str
    days: tuple[EventDayView, ...]


@dataclass(frozen=True)
class CodeView:
    """`CodeScreen.qml`: the way to the full text on a phone."""

    title: str
    words: str
    image: str
    address: str


@dataclass(frozen=True)
class ServiceListView:
    """`ServicesScreen.qml`."""

    title: str
    aside: str
    ids: tuple[str, ...]
    services: tuple[ServiceView, ...]


@dataclass(frozen=True)
class LineView:
    """A label and what it says."""

    label: str
    words: str


@dataclass(frozen=True)
class ServiceDetailView:
    """`ServiceScreen.qml`."""

    title: str
    glyph: str
    tone: str
    openWords: str  # noqa: N815
    open: bool
    summary: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class FacilityListView:
    """`FacilitiesScreen.qml`."""

    title: str
    aside: str
    facilities: tuple[FacilityView, ...]


@dataclass(frozen=True)
class BuildingsView:
    """`BuildingsScreen.qml`."""

    title: str
    aside: str
    names: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class ConcernView:
    """One thing that concerns a building."""

    item: str
    when: str
    title: str
    line: str
    tone: str


@dataclass(frozen=True)
class ConcernsView:
    """`ConcernsScreen.qml`."""

    title: str
    aside: str
    empty: str
    concerns: tuple[ConcernView, ...]
    actions: tuple[ActionView, ...]


@dataclass(frozen=True)
class ContactView:
    name: str
    phone: str
    note: str


@dataclass(frozen=True)
class ContactsView:
    """`ContactsScreen.qml`."""

    title: str
    aside: str
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True)
class AboutView:
    """`AboutScreen.qml`: what this screen is, how fresh it is, what it does not do."""

    title: str
    lines: tuple[LineView, ...]
