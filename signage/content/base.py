"""The base of all content values and the bounded field types that they share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value. Bounds in the annotations are enforced where bytes become values (`codec.decode`)."""


Text = Annotated[str, Meta(max_length=200)]
"""A line of plain text, possibly empty, at most 200 characters."""

Title = Annotated[str, Meta(min_length=1, max_length=60)]
"""A line of plain text that must be there, at most 60 characters: two lines of headline on the glass."""

Prose = Annotated[str, Meta(max_length=4000)]
"""Plain text of several sentences, at most 4,000 characters."""

Id = Annotated[str, Meta(pattern=r"^\w[\w.\-]{0,79}\Z")]
"""A name that stays the same over revisions: letters of any script, digits, `_`, `-`, `.`; at most 80."""

Instant = Annotated[dt.datetime, Meta(tz=True)]
"""A moment, with its zone; UTC in the feed."""

Buildings = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=12)], ...], Meta(max_length=200)]
"""Names of buildings as the compound lists them ("1", "12A"); empty means the whole compound."""

Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")]
"""A BCP 47 language tag."""
