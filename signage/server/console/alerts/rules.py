"""Whether an alert goes out at once or waits for a second person, decided. Pure: roles in, an answer in words out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from django.utils.translation import gettext as _

from signage.server.console.alerts.kinds import GRAVE
from signage.server.console.tree.roles import Action, Guard, Role, may


def needs_second(level: str, alone: Set[str], guards: tuple[Guard, ...], now: dt.datetime) -> bool:
    """Whether a second person must confirm: the two highest levels, and in a guarded time (重保) whatever it is.

    `alone` are the grave levels that an administrator let go without. A drill is no exception: it takes the glass over.
    """
    if any(guard.start <= now < guard.end for guard in guards):
        return True
    return level in GRAVE and level not in alone


def why_not_second(person: int, roles: Set[Role], writer: int, guards: tuple[Guard, ...], now: dt.datetime) -> str:
    """Why `person` may not confirm what `writer` wrote; empty where they may."""
    if not may(Action.ALERT, roles) and not may(Action.APPROVE, roles):
        return _("确认提醒需要“提醒发布人”或“审核人”角色")
    if any(guard.start <= now < guard.end and person not in guard.named for guard in guards):
        return _("现在是重保时段，只有指定的审核人可以确认")
    if person == writer:
        return _("这条提醒是您写的，须由另一人确认")
    return ""
