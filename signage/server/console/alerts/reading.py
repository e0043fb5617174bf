"""The alert's form as it was posted, into `Said`. Whatever was typed is kept: its faults are told elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import cast

import msgspec
from django.http import QueryDict

from signage.server.console.alerts.kinds import BY_LEVEL
from signage.server.console.alerts.said import Ends, Said

ENDS = ("1h", "3h", "today", "until")
_SHORT, _LONG = 200, 4200


def read_form(post: QueryDict, before: Said, zone: dt.tzinfo) -> Said:
    """What the form says; kind and sort stay as `before`."""
    level, ends = post.get("level", ""), post.get("ends", "")
    official = before.about.official
    return msgspec.structs.replace(
        before,
        level=level if level in BY_LEVEL else before.level,
        drill=post.get("drill") == "1",
        headline=" ".join(post.get("headline", "").split())[:_SHORT],
        # an official text is shown unchanged: nothing but the ends is trimmed
        description=post.get("description", "").replace("\r\n", "\n").strip()[:_LONG],
        instruction=tuple(line.strip() for line in post.get("instruction", "").splitlines() if line.strip())[:20],
        ends=cast("Ends", ends) if ends in ENDS else before.ends,
        until=_moment(post.get("until", ""), zone),
        buildings=tuple(name[:12] for name in post.getlist("buildings"))[:200],
        issuer=" ".join(post.get("issuer", "").split())[:_SHORT],
        issued=_moment(post.get("issued", ""), zone) if official else None,
    )


def local(instant: dt.datetime | None, zone: dt.tzinfo) -> str:
    """A moment for a `datetime-local` field."""
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if instant else ""


def _moment(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
