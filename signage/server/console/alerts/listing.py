"""Alerts as lists: what is in force, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from signage.server.console import moment
from signage.server.console.alerts import work
from signage.server.console.alerts.models import Message
from signage.server.console.alerts.reach import in_force, messages_of
from signage.server.console.tree.access import Access
from signage.server.console.tree.roles import Action

HISTORY = 8


@dataclass(frozen=True)
class Row:
    """A message in a list, and what the person may do with it."""

    message: Message
    may_lift: bool = False
    why_not: str = ""


def row(access: Access, message: Message) -> Row:
    """`message` for this person."""
    path = message.branch.path
    forced = message.in_force(moment.now())
    return Row(
        message=message,
        may_lift=forced and access.may(Action.WITHDRAW, path),
        why_not=work.why_not(access, message) if message.status == Message.WAITING else "",
    )


def lists(access: Access) -> dict[str, Any]:
    """What the first page and the page of alerts say of now."""
    messages = messages_of(access)
    waiting = [row(access, message) for message in messages.filter(status=Message.WAITING).order_by("pk")]
    own = messages.filter(written_by=access.person, status__in=(Message.DRAFT, Message.RETURNED))
    return {
        "alerts_in_force": [row(access, message) for message in in_force(messages)],
        "alerts_waiting": [
            each
            for each in waiting
            if access.may(Action.ALERT, each.message.branch.path)
            or access.may(Action.APPROVE, each.message.branch.path)
        ],
        "alerts_unsent": [row(access, message) for message in own[:HISTORY]],
    }
