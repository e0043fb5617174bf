"""The gatehouse's guide: its eight services 八大功能 and what can be borrowed there."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from signage.content.base import Id, Record, Text

Weekday = Annotated[int, Meta(ge=0, le=6)]
"""0 is Monday, as in `datetime.date.weekday`."""

Clock = Annotated[dt.time, Meta(tz=False)]
"""A time of day in the compound's own zone."""


class Opening(Record, frozen=True, kw_only=True):
    """Open on `days` from `start` to `end`, in the compound's own time.

    An `end` that is not after `start` is on the next day: 22:00 to 06:00; 00:00 to 00:00 is the whole day.
    """

    days: Annotated[tuple[Weekday, ...], Meta(min_length=1, max_length=7)]
    start: Clock
    end: Clock


class Service(Record, frozen=True, kw_only=True):
    """One service. `hours` is what residents read; `always`, `by_roster` and `openings` decide 现在开放."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=12)]
    glyph: Annotated[str, Meta(min_length=1, max_length=1)]
    """The one character that stands for it on its tile."""
    summary: Text = ""
    hours: Annotated[str, Meta(max_length=40)] = ""
    place: Annotated[str, Meta(max_length=40)] = ""
    who: Annotated[str, Meta(max_length=40)] = ""
    always: bool = False
    by_roster: bool = False
    """Open while somebody is on duty."""
    openings: Annotated[tuple[Opening, ...], Meta(max_length=14)] = ()


class Facility(Record, frozen=True, kw_only=True):
    """Something to borrow: how many there are and how many are free now. Never a borrower's name."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=12)]
    total: Annotated[int, Meta(ge=0, le=999)]
    free: Annotated[int, Meta(ge=0, le=999)]
    note: Annotated[str, Meta(max_length=40)] = ""


class Contact(Record, frozen=True, kw_only=True):
    """Whom to call: 门岗, 物业报修, 110."""

    name: Annotated[str, Meta(min_length=1, max_length=20)]
    phone: Annotated[str, Meta(min_length=1, max_length=30)]
    note: Annotated[str, Meta(max_length=40)] = ""
