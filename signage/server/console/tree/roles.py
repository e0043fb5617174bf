"""Who may do what, decided. Pure: roles in, an answer in words out.

A role on a branch holds for everything below it. Nobody is above the rules: an administrator gives roles and changes
settings, and that is all; writing needs the editor's role, approving the approver's.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Set

from django.utils.translation import gettext_lazy as _

from signage.content.base import Record


class Role(enum.StrEnum):
    EDITOR = "editor"
    APPROVER = "approver"
    ALERTS = "alerts"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.EDITOR: _("编辑"),
    Role.APPROVER: _("审核人"),
    Role.ALERTS: _("提醒发布人"),
    Role.ADMINISTRATOR: _("管理员"),
}
ROLE_MEANINGS = {
    Role.EDITOR: _("写通知、提交审核、撤下"),
    Role.APPROVER: _("审核别人写的通知、确认别人写的提醒、撤下"),
    Role.ALERTS: _("发预警和提醒、撤下"),
    Role.ADMINISTRATOR: _("管人员、小区和设置、撤下；不能代替编辑和审核人"),
}


class Action(enum.StrEnum):
    VIEW = "view"
    WRITE = "write"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    ALERT = "alert"
    STOP = "stop"
    """Blackout, the safe slide, and back."""
    ADMINISTER = "administer"


ALLOWED: Mapping[Action, Set[Role]] = {
    Action.VIEW: frozenset(Role),
    Action.WRITE: frozenset({Role.EDITOR}),
    Action.APPROVE: frozenset({Role.APPROVER}),
    # Whoever has anything to say here may take something off the glass: haste is on the safe side.
    Action.WITHDRAW: frozenset(Role),
    Action.ALERT: frozenset({Role.ALERTS}),
    Action.STOP: frozenset({Role.ALERTS, Role.ADMINISTRATOR}),
    Action.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}


def may(action: Action, roles: Set[Role]) -> bool:
    """Whether somebody with `roles` on a branch may do `action` there."""
    return bool(ALLOWED[action] & roles)


class Guard(Record, frozen=True, kw_only=True):
    """重保: from `start` to `end` only the people `named` approve."""

    start: dt.datetime
    end: dt.datetime
    named: frozenset[int]


def may_approve(
    person: int,
    roles: Set[Role],
    writers: Set[int],
    kind: str,
    alone: Set[str],
    guards: tuple[Guard, ...],
    now: dt.datetime,
) -> str:
    """Why `person` may not approve what `writers` wrote; empty where they may.

    `alone` are the kinds that one person may both write and approve here: none, unless an administrator said so.
    In a guarded time (重保) that does not hold, and every guard in force must name the person.
    """
    if not may(Action.APPROVE, roles):
        return str(_("您在这里没有审核权限"))
    guarded = [guard for guard in guards if guard.start <= now < guard.end]
    if any(person not in guard.named for guard in guarded):
        return str(_("现在是重保时段，只有指定的审核人可以审核"))
    if person in writers and (guarded or kind not in alone):
        return str(_("这条通知您写过或改过，须由另一人审核"))
    return ""
