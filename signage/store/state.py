"""What a screen must remember besides content: whom it believes, and how far it has come."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Instant, Record

Version = Annotated[int, Meta(ge=0)]


class Seen(Record, frozen=True, kw_only=True):
    """The highest version of each TUF role that was ever verified; 0: none."""

    root: Version = 0
    timestamp: Version = 0
    snapshot: Version = 0
    targets: Version = 0

    def behind(self, other: Seen) -> str:
        """The first role in which `other` is older than this; empty when none is.

        Versions count under one root only: a new root is how stolen online keys, and the high numbers that their thief
        may have signed, are left behind (TUF 1.0.34 §5.3.11, fast-forward attacks).
        """
        if other.root != self.root:
            return "root" if other.root < self.root else ""
        names = ("timestamp", "snapshot", "targets")
        return next((name for name in names if getattr(other, name) < getattr(self, name)), "")


class State(Record, frozen=True, kw_only=True):
    """Kept apart from content and from TUF's own files, and written seldom: SD cards wear."""

    pinned: str = ""
    """SHA-256 of the pinned root; another root is another life: the rest of the state starts anew."""
    compound: str = ""
    """The id of the compound that this store belongs to; empty until the first feed."""
    seen: Seen = Seen()
    signed: Instant | None = None
    """When the publisher last signed, by its clock: now is not earlier."""
    reached: Instant | None = None
    """When the host last gave a verified answer; up to an hour behind on disk."""


def read_state(data: bytes) -> State:
    """The state that `data` holds. Raises: `ValueError` when it is damaged."""
    return msgspec.json.decode(data, type=State)


def write_state(state: State) -> bytes:
    """`state` as bytes for `read_state`."""
    return msgspec.json.encode(state)


def latest(*moments: dt.datetime | None) -> dt.datetime | None:
    """The latest of those that are known."""
    return max((moment for moment in moments if moment is not None), default=None)
