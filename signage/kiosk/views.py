"""What QML draws, as frozen values: words already chosen, nothing left to decide. Field names are QML properties."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True)
class HeaderView:
    """Whose screen, what day, what time. Times that cannot be trusted are dashes."""

    name: str = ""
    clock: str = ""
    date: str = ""
    lunar: str = ""
    gate: str = ""
    receptions: str = ""


@dataclass(frozen=True)
class DutyView:
    """Who is on duty now, and who is next."""

    on: bool = False
    caption: str = ""
    name: str = ""
    organisation: str = ""
    topic: str = ""
    hours: str = ""
    place: str = ""
    next_time: str = ""
    next_name: str = ""


@dataclass(frozen=True)
class FreshView:
    """How current the content is."""

    stale: bool = False
    words: str = ""
    short: str = ""


@dataclass(frozen=True)
class NoticeRow:
    """A line of the list of notices."""

    item_id: str
    title: str
    category: str
    tone: str
    when: str
    line: str


@dataclass(frozen=True)
class FactView:
    label: str
    value: str


@dataclass(frozen=True)
class NoticeView:
    """The properties of `NoticeSlide.qml`; `qr` is an image's URL."""

    category: str
    tone: str
    when: str
    title: str
    titleSize: int  # noqa: N815
    facts: tuple[FactView, ...]
    factSize: int  # noqa: N815
    factLabel: int  # noqa: N815
    pageWords: str  # noqa: N815
    number: str
    issuer: str
    issued: str
    onWall: bool  # noqa: N815
    qr: str = ""


@dataclass(frozen=True)
class PageView:
    """The properties of `PageSlide.qml`; `image` is the typeset page's URL."""

    category: str
    tone: str
    when: str
    title: str
    pageWords: str  # noqa: N815
    sourceWords: str  # noqa: N815
    image: str = ""


@dataclass(frozen=True)
class TurnView:
    """One person's turn on a day of the duty week."""

    person: str
    now: str
    topic: str
    detail: str
    group: str
    special: bool = False
    swapped: bool = False


@dataclass(frozen=True)
class DayView:
    weekday: str
    date: str
    today: bool
    past: bool
    turns: tuple[TurnView, ...]
    words: str
    mark: str = ""
    """休 or 班; empty on an ordinary day and where nobody has announced it."""


@dataclass(frozen=True)
class WeekView:
    """The properties of `WeekSlide.qml`. `ahead` announces the next special reception."""

    range: str
    days: tuple[DayView, ...]
    known: bool
    ahead: str = ""


@dataclass(frozen=True)
class EventView:
    """One thing on a day of the week. `tone` is its category's."""

    hours: str
    title: str
    area: str
    tone: str
    past: bool
    item: str = ""


@dataclass(frozen=True)
class EventDayView:
    """One day of 本周大事. `mark` is 休 or 班, `more` how many things found no room."""

    weekday: str
    date: str
    mark: str
    festival: str
    today: bool
    past: bool
    events: tuple[EventView, ...]
    more: str = ""


@dataclass(frozen=True)
class EventsView:
    """The properties of `EventsSlide.qml`."""

    title: str
    range: str
    days: tuple[EventDayView, ...]


@dataclass(frozen=True)
class CountdownView:
    """The properties of `CountdownSlide.qml`. `number` is empty on the day before and on the day itself."""

    category: str
    tone: str
    title: str
    number: str
    unit: str
    words: str
    when: str
    line: str


@dataclass(frozen=True)
class ServiceView:
    glyph: str
    tone: str
    name: str
    hours: str
    open: bool
    state: str


@dataclass(frozen=True)
class ServicesView:
    """The properties of `ServicesSlide.qml`."""

    title: str
    subtitle: str
    services: tuple[ServiceView, ...]


@dataclass(frozen=True)
class FacilityView:
    name: str
    note: str
    free: int
    total: int


@dataclass(frozen=True)
class FacilitiesView:
    """The properties of `FacilitiesSlide.qml`."""

    title: str
    subtitle: str
    facilities: tuple[FacilityView, ...]


@dataclass(frozen=True)
class CardView:
    """The properties of `CardSlide.qml`."""

    name: str
    motto: str
    line: str
    phone: str


def properties(view: object) -> dict[str, Any]:
    """`view` as QML takes it: a map, with lists for tuples (a Python tuple reaches QML as an opaque object)."""

    def plain(value: Any) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return [plain(entry) for entry in value] if isinstance(value, tuple) else value

    result: dict[str, Any] = plain(view)
    return result
