"""What staff order of screens: blackout, safe slide, and a closed list of commands.

State, not messages: orders stand in the signed feed, so nothing can be intercepted, replayed or lost, and a screen that
was off catches up. A screen does nothing that is not named here.
"""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Meta

from signage.content.base import Id, Instant, Record
from signage.content.compound import Display

ScreenId = Annotated[str, Meta(pattern=r"^([0-9a-f]{32})?\Z")]
"""A screen's own id (`store.identity`); empty: every screen of the compound."""


class CommandKind(enum.StrEnum):
    """All that a screen can be told to do: begin anew, fetch everything anew, show staff what is on the glass."""

    RESTART = "restart"
    REFETCH = "refetch"
    SNAPSHOT = "snapshot"


class Command(Record, frozen=True, kw_only=True):
    """Something to do once. Never done from `expires` on: what nobody waits for any more helps nobody."""

    id: Id
    kind: CommandKind
    issued: Instant
    expires: Instant


class Order(Record, frozen=True, kw_only=True):
    """What one screen, or every screen of the compound, is to show and to do."""

    screen: ScreenId = ""
    display: Display = Display.NORMAL
    since: Instant | None = None
    """When staff said so; told to staff, decides nothing."""
    words: Annotated[str, Meta(max_length=60)] = ""
    """Plain text of the safe slide; empty: the compound's own card."""
    commands: Annotated[tuple[Command, ...], Meta(max_length=50)] = ()
