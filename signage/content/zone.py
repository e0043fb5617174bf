"""Time zones by name."""

from __future__ import annotations

from zoneinfo import ZoneInfo


def find_zone(name: str) -> ZoneInfo | None:
    """The IANA time zone called `name`, or None when there is none: whatever the name is, this never raises."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        # ZoneInfoNotFoundError is a KeyError; a name with `..` or NUL is a ValueError, that of a folder an OSError.
        return None
