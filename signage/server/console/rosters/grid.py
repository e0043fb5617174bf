"""A month as pages show it: weeks of seven days, each with its shifts. Values for templates, decided here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from signage.content.duty import DutySlot
from signage.playlist.duty import local_day
from signage.playlist.holidays import day_kind, kind_mark, kind_words
from signage.playlist.language import Language
from signage.playlist.words import clock_words, date_words, month_words, weekday_words
from signage.server.console.rosters.turns import Change, Turns, first_of, month_of, weeks_of

NOON, EVENING = 12, 18
SHIFTS = (("am", _("上午")), ("pm", _("下午")), ("eve", _("晚上")))


@dataclass(frozen=True)
class Cell:
    """One turn in the grid; `index` is its place in the month's turns."""

    index: int
    slot: DutySlot
    hours: str
    place: str = ""
    """Where it is, unless that is where most of the month's turns are."""
    mark: str = ""
    """`new` or `changed`, where it is compared with something."""


@dataclass(frozen=True)
class Line:
    """One person's turns of a day: morning and afternoon are one line."""

    slot: DutySlot
    hours: list[str]


@dataclass(frozen=True)
class Shift:
    key: str
    name: object
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    date: dt.date
    weekday: str
    words: str
    shifts: list[Shift]
    inside: bool
    today: bool
    past: bool
    kind: str
    kind_mark: str
    kind_words: str

    @property
    def lines(self) -> list[Line]:
        found: dict[tuple[object, ...], Line] = {}
        for shift in self.shifts:
            for cell in shift.cells:
                slot = cell.slot
                key = (slot.person, slot.organisation, slot.topic, slot.replaces)
                found.setdefault(key, Line(slot, [])).hours.append(cell.hours)
        return list(found.values())

    @property
    def empty(self) -> bool:
        return not any(shift.cells for shift in self.shifts)


@dataclass(frozen=True)
class Week:
    monday: dt.date
    words: str
    days: list[Day]

    @property
    def evening(self) -> bool:
        """Whether anybody sits in the evening: else the row is left out."""
        return any(shift.cells for day in self.days for shift in day.shifts if shift.key == "eve")


def language() -> Language:
    return "en" if get_language() == "en" else "zh-Hans"


def hours_words(slot: DutySlot, zone: dt.tzinfo) -> str:
    """9:00–11:00."""
    return f"{clock_words(slot.start.astimezone(zone))}–{clock_words(slot.end.astimezone(zone))}"


def slot_words(slot: DutySlot, zone: dt.tzinfo) -> str:
    """12月7日（周一）9:00–11:00 沈若禾（党总支）."""
    day = date_words(local_day(slot.start, zone), language())
    return f"{day} {hours_words(slot, zone)} {slot.person}（{slot.organisation}）"


def weeks(
    turns: Turns, month: str, zone: dt.tzinfo, today: dt.date, marks: Mapping[int, str] | None = None
) -> list[Week]:
    """Every week of the month, with its turns; `marks` say of a turn by its index that it is new or changed."""
    by_day: dict[dt.date, list[Cell]] = {}
    usual = Counter(slot.place for slot in turns.slots).most_common(1)
    for index, slot in enumerate(turns.slots):
        place = slot.place if slot.place != usual[0][0] else ""
        cell = Cell(index, slot, hours_words(slot, zone), place, (marks or {}).get(index, ""))
        by_day.setdefault(local_day(slot.start, zone), []).append(cell)
    found = []
    for monday in weeks_of(month):
        dates = [monday + dt.timedelta(days=day) for day in range(7)]
        inside = [date for date in dates if month_of(date) == month]
        ends = [f"{date.month}.{date.day}" for date in dict.fromkeys((inside[0], inside[-1]))]
        words = "–".join(ends)
        found.append(Week(monday, words, [_day(date, by_day.get(date, []), month, today, zone) for date in dates]))
    return found


def _day(date: dt.date, cells: list[Cell], month: str, today: dt.date, zone: dt.tzinfo) -> Day:
    shifts = {key: Shift(key, name) for key, name in SHIFTS}
    for cell in cells:
        hour = cell.slot.start.astimezone(zone).hour
        shifts["am" if hour < NOON else "pm" if hour < EVENING else "eve"].cells.append(cell)
    kind = day_kind(date)
    return Day(
        date=date,
        weekday=weekday_words(date, language()),
        words=f"{date.month}.{date.day}",
        shifts=list(shifts.values()),
        inside=month_of(date) == month,
        today=date == today,
        past=date < today,
        kind="off" if kind.off else "work" if kind.work else "",
        kind_mark=kind_mark(kind, language()),
        kind_words=kind_words(kind, language()) if kind.known else "",
    )


def marks_of(turns: Turns, changes: list[Change]) -> dict[int, str]:
    """Of the turns after `changes`, which are new and which are others than before."""
    marks = {}
    for change in changes:
        if change.after is not None:
            marks[turns.slots.index(change.after)] = "changed" if change.before else "new"
    return marks


def changes_words(changes: list[Change], zone: dt.tzinfo) -> list[dict[str, str]]:
    """Each change for a list: what it is, what was, what is."""
    return [
        {
            "kind": "new" if change.before is None else "gone" if change.after is None else "changed",
            "before": _whole(change.before, zone),
            "after": _whole(change.after, zone),
        }
        for change in changes
    ]


def _whole(slot: DutySlot | None, zone: dt.tzinfo) -> str:
    """A turn with everything that a change may be about."""
    if slot is None:
        return ""
    more = [slot.topic, slot.place, "特别接待" if slot.special else "", f"原定{slot.replaces}" if slot.replaces else ""]
    return " · ".join(filter(None, (slot_words(slot, zone), *more)))


def month_name(month: str) -> str:
    """2026年12月; December 2026."""
    return month_words(first_of(month), language())
