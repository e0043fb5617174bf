"""What can be done with an alert, and nothing else: each a transaction with its line in the log and its outbox.

    draft ──ask──► waiting ──send (a second person)──► sent ──update, lift──► ended
      │  └─────────── send (mild levels) ───────────────▲
      │               waiting ──send back──► returned ──write──► draft
      └──drop──► dropped

Who may do it at all was asked before (`reach.message`); whether one person is enough is asked here, inside of the
transaction.
"""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from signage.content.alert import Alert, MsgType
from signage.content.check import check
from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.server.console import moment
from signage.server.console.alerts.models import AlertSetting, Message
from signage.server.console.alerts.reach import first_compound, guards_of, levels_alone, zone_of
from signage.server.console.alerts.rules import needs_second, why_not_second
from signage.server.console.alerts.said import Said, alert_of, cancel_of, missing
from signage.server.console.evidence.models import record
from signage.server.console.notices.work import FaultyError, StateError
from signage.server.console.publishing import outbox
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage, compounds_below
from signage.sources.glyphs import glyph_faults, installed

_OPEN = (Message.DRAFT, Message.WAITING, Message.RETURNED)


def faults_of(said: Said, branch: Page, update_of: Message | None = None) -> list[Fault]:
    """Every fault, errors and warnings, as it would stand in the feed of the first compound that it reaches."""
    now, zone = moment.now(), zone_of(branch)
    found = list(missing(said, now, zone))
    said_of = {fault.field for fault in found}
    try:
        alert = alert_of(said, "alert-0", "branch-0", now, zone, update_of=_cap(update_of))
    except msgspec.ValidationError:
        return [
            *found,
            Fault(file="alerts", field="headline", problem=_("有文字太长：标题最多60字，内容和指引各4000字")),
        ]
    compound = first_compound(branch)
    if compound is None:
        return [*found, Fault(file="alerts", field="branch", problem=_("这里下面还没有小区"))]
    feed = Feed(compound=compound.compound, published=now, alerts=(alert,))
    # its reference is checked when it is sent; what is missing is not said twice
    said_of.add("references")
    if "issuer" in said_of:
        said_of.add("sender_name")
    more = (*check(feed), *glyph_faults(feed, installed()))
    return [*found, *(fault for fault in more if fault.file == "alerts/alert-0" and fault.field not in said_of)]


@transaction.atomic
def write(person: Any, branch: Page, said: Said, update_of: Message | None = None) -> Message:
    """A new message that is not sent yet; with `update_of` one that takes that one's place. Raises: `StateError`."""
    if update_of is not None:
        _expect_in_force(update_of)
    message = Message.objects.create(
        branch=branch,
        said=said,
        written_by=person,
        written_at=moment.now(),
        refers=update_of,
        msg_type=(MsgType.UPDATE if update_of else MsgType.ALERT).value,
    )
    _record("alert", person, message)
    return message


@transaction.atomic
def rewrite(person: Any, message: Message, said: Said) -> Message:
    """Change one that is not sent yet; it waits for nobody any more. Raises: `StateError`."""
    message = _locked(message, _OPEN)
    message.said, message.written_by, message.written_at = said, person, moment.now()  # type: ignore[assignment]
    message.status, message.comment = Message.DRAFT, ""
    message.save()
    _record("alert-edit", person, message)
    return message


def must_wait(message: Message) -> bool:
    """Whether a second person must confirm it."""
    path = message.branch.path
    return needs_second(message.said.level, levels_alone(path), guards_of(path), moment.now())


def why_not(access: Access, message: Message) -> str:
    """Why this person may not confirm it as the second; empty where they may."""
    path = message.branch.path
    roles = access.roles(path)
    return why_not_second(access.person.pk, roles, message.written_by_id, guards_of(path), moment.now())


@transaction.atomic
def confirm(access: Access, message: Message) -> Message:
    """The writer's word: it goes out, or is put before a second person where it must be.

    Raises: `FaultyError`, `StateError`.
    """
    message = _locked(message, (Message.DRAFT, Message.RETURNED))
    _expect_faultless(message)
    if not must_wait(message):
        return _send(access.person, message)
    message.status, message.comment = Message.WAITING, ""
    message.save()
    _record("alert-ask", access.person, message)
    return message


@transaction.atomic
def second(access: Access, message: Message, written_at: str) -> Message:
    """The second person's word: it goes out, exactly as it was when that person read it (`written_at`).

    Raises: `FaultyError`, `StateError`, `PermissionDenied` (four eyes).
    """
    message = _locked(message, (Message.WAITING,))
    if message.written_at.isoformat() != written_at:
        raise StateError(_("这条提醒刚刚改过；请再看一遍再确认。"))
    if why := why_not(access, message):
        raise PermissionDenied(why)
    _expect_faultless(message)
    return _send(access.person, message)


@transaction.atomic
def send_back(person: Any, message: Message, comment: str) -> None:
    """The second person says no, and why. Raises: `StateError`."""
    message = _locked(message, (Message.WAITING,))
    message.status, message.comment = Message.RETURNED, comment[:200]
    message.decided_by, message.decided_at = person, moment.now()
    message.save()
    _record("alert-return", person, message, comment=comment[:200])


@transaction.atomic
def drop(person: Any, message: Message) -> None:
    """Give up one that was never sent; what it said stays in the history. Raises: `StateError`."""
    message = _locked(message, _OPEN)
    message.status = Message.DROPPED
    message.decided_by, message.decided_at = person, moment.now()
    message.save()
    _record("alert-drop", person, message)


@transaction.atomic
def lift(person: Any, message: Message, reason: str = "") -> Message:
    """All clear: the glass of every compound is given back. Raises: `StateError`."""
    message = Message.objects.select_for_update(of=("self",)).select_related("branch").get(pk=message.pk)
    _expect_in_force(message)
    now = moment.now()
    made = Message.objects.create(
        branch=message.branch,
        said=message.said,
        msg_type=MsgType.CANCEL.value,
        refers=message,
        status=Message.SENT,
        written_by=person,
        written_at=now,
        decided_by=person,
        decided_at=now,
        comment=reason[:200],
    )
    alert = _cap(message)
    assert alert is not None  # noqa: S101 — it is in force
    cancel = cancel_of(alert, made.identifier, now)
    Message.objects.filter(pk=made.pk).update(cap=cancel, expires=cancel.expires)
    Message.objects.filter(pk=message.pk).update(ended_at=now)
    concerned = compounds_below([message.branch])
    _record("alert-lift", person, message, reason=reason[:200], compounds=_codes(concerned))
    outbox.want(concerned, urgent=True)
    made.refresh_from_db()
    return made


@transaction.atomic
def set_alone(person: Any, branch: Page, levels: list[str]) -> None:
    """An administrator's explicit word: these grave levels need no second person here."""
    AlertSetting.objects.update_or_create(branch=branch, defaults={"alone": levels})
    record("alert-alone", person, branch=branch.path, subject=f"branch:{branch.pk}", title=branch.title, levels=levels)


# Inside.


def _send(person: Any, message: Message) -> Message:
    now = moment.now()
    update_of = None
    if message.refers_id is not None:
        update_of = Message.objects.select_for_update().get(pk=message.refers_id)
        _expect_in_force(update_of)
    alert = alert_of(
        message.said,  # type: ignore[arg-type]
        message.identifier,
        update_of.cap.sender if update_of else message.sender,
        now,
        zone_of(message.branch),
        area=message.branch.title,
        update_of=_cap(update_of),
    )
    message.cap, message.expires, message.status = alert, alert.expires, Message.SENT  # type: ignore[assignment]
    message.decided_by, message.decided_at = person, now
    message.save()
    if update_of is not None:
        Message.objects.filter(pk=update_of.pk).update(ended_at=now)
    concerned = compounds_below([message.branch])
    _record(
        "alert-send",
        person,
        message,
        writer=message.written_by.username,
        level=message.said.level,
        drill=message.said.drill,
        expires=alert.expires.isoformat(),
        compounds=_codes(concerned),
    )
    outbox.want(concerned, urgent=True)
    return message


def _cap(message: Message | None) -> Alert | None:
    return message.cap if message is not None else None  # type: ignore[return-value]


def _codes(compounds: list[CompoundPage]) -> list[str]:
    return [compound.code for compound in compounds]


def _locked(message: Message, states: tuple[str, ...]) -> Message:
    """The message as the database has it now. Raises: `StateError` where somebody was faster."""
    found = Message.objects.select_for_update(of=("self",)).select_related("branch", "written_by").get(pk=message.pk)
    if found.status not in states:
        raise StateError(_("这条提醒刚刚被别人处理过；请看它现在的样子。"))
    return found


def _expect_in_force(message: Message) -> None:
    if not message.in_force(moment.now()):
        raise StateError(_("这条提醒已经不在屏上。"))


def _expect_faultless(message: Message) -> None:
    found = faults_of(message.said, message.branch, message.refers)  # type: ignore[arg-type]
    errors = [fault for fault in found if fault.level is Level.ERROR]
    if errors:
        raise FaultyError(errors)


def _record(action: str, person: Any, message: Message, **details: Any) -> None:
    if message.said.drill:
        details = {"drill": True, **details}
    record(
        action,
        person,
        branch=message.branch.path,
        subject=message.subject,
        title=message.said.headline or message.said.about.event,
        **details,
    )
