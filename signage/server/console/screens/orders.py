"""What is ordered of screens: each a transaction with its line in the log and its place in the outbox.

Who may do it was asked before (`tree.access`).
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from wagtail.models import Page

from signage.content.compound import Display
from signage.content.order import Command, CommandKind, Order
from signage.server.console import moment
from signage.server.console.evidence.models import record
from signage.server.console.publishing import outbox
from signage.server.console.screens.models import BranchOrder, GivenCommand, Ordered, Screen
from signage.server.console.tree.models import CompoundPage, ancestors_paths, compounds_below

COMMAND_LIFE = dt.timedelta(minutes=10)
"""A restart that nobody waits for any more is only a disturbance."""

ACTIONS = {Display.NORMAL: "resume", Display.SAFE: "safe", Display.BLACKOUT: "blackout"}


def orders(compound: CompoundPage, now: dt.datetime) -> tuple[Order, ...]:
    """The orders in the feed of `compound`: for all of its screens what stands on it or above, then one a screen."""
    found = [_order("", standing) for standing in above(compound)]
    commands: dict[int, list[Command]] = {}
    for given in GivenCommand.objects.filter(screen__compound=compound, done_at=None, expires_at__gt=now).order_by(
        "issued_at", "pk"
    ):
        command = Command(id=given.name, kind=CommandKind(given.kind), issued=given.issued_at, expires=given.expires_at)
        commands.setdefault(given.screen_id, []).append(command)
    found += (
        _order(screen.identity, screen, tuple(commands.get(screen.pk, ())))
        for screen in Screen.objects.filter(compound=compound).order_by("pk")
        if screen.display != Display.NORMAL or screen.pk in commands
    )
    return tuple(found)


def above(branch: Page) -> list[BranchOrder]:
    """The orders that stand on `branch` and on everything above it, from the top."""
    standing = BranchOrder.objects.filter(branch__path__in=ancestors_paths(branch.path)).exclude(display=Display.NORMAL)
    return list(standing.select_related("branch").order_by("branch__depth"))


def _order(screen: str, standing: Ordered, commands: tuple[Command, ...] = ()) -> Order:
    display = Display(standing.display)
    return Order(
        screen=screen,
        display=display,
        since=standing.since if display is not Display.NORMAL else None,
        words=standing.words if display is Display.SAFE else "",
        commands=commands,
    )


@transaction.atomic
def show_on_branch(person: Any, branch: Page, display: Display, words: str = "") -> None:
    """Order what every screen on `branch` and below it shows.

    `NORMAL` gives everything back: what stands on the branches and screens below goes with it; not what stands above.
    """
    if display is Display.NORMAL:
        BranchOrder.objects.filter(branch__path__startswith=branch.path).delete()
        Screen.objects.filter(compound__path__startswith=branch.path).update(
            display=Display.NORMAL.value, since=None, words="", by=""
        )
    else:
        BranchOrder.objects.update_or_create(branch_id=branch.pk, defaults=_said(person, display, words))
    title = branch.title if branch.depth > 1 else "全部屏幕"
    record(ACTIONS[display], person, branch=branch.path, subject=f"branch:{branch.pk}", title=title, note=words)
    outbox.want(compounds_below([branch]))


@transaction.atomic
def show_on_screen(person: Any, screen: Screen, display: Display, words: str = "") -> None:
    """Order what one paired screen shows."""
    for name, value in _said(person, display, words).items():
        setattr(screen, name, value)
    screen.save(update_fields=["display", "since", "words", "by"])
    _record(ACTIONS[display], person, screen, note=words)
    outbox.want([screen.compound])


def _said(person: Any, display: Display, words: str) -> dict[str, Any]:
    if display is Display.NORMAL:
        return {"display": display.value, "since": None, "words": "", "by": ""}
    return {"display": display.value, "since": moment.now(), "words": words.strip()[:60], "by": person.name}


@transaction.atomic
def command(person: Any, screen: Screen, kind: CommandKind) -> GivenCommand:
    """Have one paired screen do something once. What was ordered of the same kind and not done yet stands for it."""
    now = moment.now()
    waiting = screen.commands.filter(kind=kind.value, done_at=None, expires_at__gt=now).first()
    if waiting is not None:
        return waiting
    given: GivenCommand = screen.commands.create(
        name=f"{kind.value}-{secrets.token_hex(8)}",
        kind=kind.value,
        issued_at=now,
        expires_at=now + COMMAND_LIFE,
        person=person,
    )
    _record(f"screen-{kind.value}", person, screen)
    outbox.want([screen.compound])
    return given


@transaction.atomic
def pair(person: Any, screen: Screen, compound: CompoundPage, name: str, instead_of: Screen | None = None) -> None:
    """Take `screen` in as `name`; `instead_of` another, whose place and standing order it takes."""
    if instead_of is not None:
        screen.display, screen.since, screen.words, screen.by = (
            instead_of.display, instead_of.since, instead_of.words, instead_of.by,
        )  # fmt: skip
        unpair(person, instead_of)
    screen.compound, screen.name, screen.paired_at, screen.code = compound, name, moment.now(), ""
    screen.save()
    _record("pair", person, screen, fingerprint=screen.root, identity=screen.identity)
    outbox.want([compound])


@transaction.atomic
def unpair(person: Any, screen: Screen) -> None:
    """Let `screen` go: nothing is ordered of it any more, and what it sends of its journal is not taken."""
    _record("unpair", person, screen, identity=screen.identity)
    compound = screen.compound
    screen.commands.filter(done_at=None).delete()
    screen.compound, screen.name, screen.paired_at, screen.snapshot, screen.snapshot_at = None, "", None, None, None
    screen.display, screen.since, screen.words, screen.by = Display.NORMAL.value, None, "", ""
    screen.save()
    outbox.want([compound])


@transaction.atomic
def rename(person: Any, screen: Screen, name: str) -> None:
    before, screen.name = screen.name, name
    screen.save(update_fields=["name"])
    _record("screen-name", person, screen, note=before)


def _record(action: str, person: Any, screen: Screen, **details: Any) -> None:
    compound = screen.compound
    record(
        action,
        person,
        branch=compound.path,
        subject=f"screen:{screen.pk}",
        title=f"{compound.title} {screen.name}",
        **{key: value for key, value in details.items() if value},
    )
