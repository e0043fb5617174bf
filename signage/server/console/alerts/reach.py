"""Which alerts there are: for a compound's feed, and for a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from signage.content.alert import Alert
from signage.content.zone import find_zone
from signage.server.console import moment
from signage.server.console.alerts.models import AlertSetting, Message
from signage.server.console.tree.access import Access, guards_at
from signage.server.console.tree.models import CompoundPage, ancestors_paths, compounds_below
from signage.server.console.tree.roles import Action, Guard

LISTED = 100


def alerts_for(compound: CompoundPage, now: dt.datetime) -> tuple[Alert, ...]:
    """What the feed of `compound` says: every message that was sent and is not over, all-clears included.

    What was updated or lifted is left out: an update that ends sooner than what it updates must not bring that back.
    """
    found = Message.objects.filter(
        branch__path__in=ancestors_paths(compound.path), status=Message.SENT, ended_at=None, expires__gt=now
    ).order_by("pk")
    return tuple(message.cap for message in found)  # type: ignore[misc]


def in_force(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Those that have the glass of their compounds now."""
    return messages.filter(status=Message.SENT, ended_at=None, expires__gt=moment.now()).exclude(msg_type="Cancel")


def messages_of(access: Access) -> QuerySet[Message]:
    """What the person may see: everything on their branches, and what was sent from above to their compounds."""
    where = Q(pk__in=[])
    for path in access.paths(Action.VIEW):
        where |= Q(branch__path__startswith=path)
        where |= Q(branch__path__in=ancestors_paths(path), status=Message.SENT)
    return Message.objects.filter(where).select_related("branch", "written_by", "decided_by", "refers")


def message(access: Access, key: int, *actions: Action) -> Message:
    """The message with this key, where the person may do one of `actions`.

    Raises: `Http404` where they may not see it, `PermissionDenied`.
    """
    found: Message | None = messages_of(access).filter(pk=key).first()
    if found is None:
        raise Http404
    if not any(access.may(action, found.branch.path) for action in actions):
        access.demand(actions[0], found.branch.path, seen=True)
    return found


def levels_alone(path: str) -> frozenset[str]:
    """Grave levels that one person sends at `path`: what the nearest branch with a setting says."""
    found = AlertSetting.objects.filter(branch__path__in=ancestors_paths(path)).order_by("-branch__depth").first()
    return frozenset(found.alone) if found else frozenset()


def guards_of(path: str) -> tuple[Guard, ...]:
    """Guarded times (重保) on the branch and above it, and on any compound that it reaches."""
    paths = {path, *(compound.path for compound in compounds_below(_branches(path)))}
    return tuple({guard for each in paths for guard in guards_at(each)})


def first_compound(branch: Any) -> CompoundPage | None:
    """The compound that previews and checks stand for."""
    return next(iter(compounds_below([branch])), None)


def zone_of(branch: Any) -> dt.tzinfo:
    """The time zone of a branch: that of its first compound."""
    compound = first_compound(branch)
    return (find_zone(compound.compound.zone) if compound else None) or find_zone("Asia/Shanghai") or dt.UTC


def _branches(path: str) -> list[Any]:
    from wagtail.models import Page

    return list(Page.objects.filter(path=path))
