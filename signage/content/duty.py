"""The duty roster 排片表: who receives residents at the gatehouse, and when."""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Meta

from signage.content.base import Instant, Record


class Group(enum.StrEnum):
    """The programme's 1+3+X: the Party branch; committee, owners, property company; everybody else."""

    ONE = "1"
    THREE = "3"
    X = "X"


class DutySlot(Record, frozen=True, kw_only=True):
    """One turn at the gatehouse, from `start` (included) to `end` (excluded).

    `person` is the name as it may be shown: the person consented to it, or it is an alias.
    """

    start: Instant
    end: Instant
    person: Annotated[str, Meta(min_length=1, max_length=20)]
    group: Group
    organisation: Annotated[str, Meta(min_length=1, max_length=20)]
    topic: Annotated[str, Meta(max_length=20)] = ""
    place: Annotated[str, Meta(max_length=20)] = ""
    special: bool = False
    """A reception announced ahead, such as a deputy's 人大代表."""
    replaces: Annotated[str, Meta(max_length=20)] = ""
    """Whose turn it was before a swap; empty when nobody swapped."""


Month = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])\Z")]


class Roster(Record, frozen=True, kw_only=True):
    """All slots known, sorted by start, and the months (`2026-12`) that they were drawn up for.

    A day of a month in `months` without a slot is a day without duty; a day of any other month is not announced yet.
    """

    slots: Annotated[tuple[DutySlot, ...], Meta(max_length=2000)] = ()
    months: Annotated[tuple[Month, ...], Meta(max_length=36)] = ()
