"""Screens in a clerk's words: heard of or not, what is on the glass, and what somebody should look after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from signage.content.compound import Display
from signage.server.console import moment
from signage.server.console.notices.models import NoticePage
from signage.server.console.publishing.models import Publication
from signage.server.console.screens.models import SILENT, BranchOrder, GivenCommand, Ordered, Screen
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage, ancestors_paths
from signage.server.console.tree.roles import Action

CLOCK_SECONDS = 30.0
"""A clock that is further off is worth a word."""

EXACT_SECONDS = 2.0

LITTLE_BYTES = 200_000_000
"""With less free space pictures and films will soon not come any more."""

BEHIND = dt.timedelta(minutes=3)
"""A screen that was heard of may be behind for so long: it tells its version once a minute."""

_ON_GLASS = {
    "notice": gettext_lazy("通知"),
    "countdown": gettext_lazy("通知"),
    "boot": gettext_lazy("等待第一份内容"),
    "week": gettext_lazy("本周值班"),
    "events": gettext_lazy("本周大事"),
    "services": gettext_lazy("门岗服务"),
    "facilities": gettext_lazy("便民设施"),
    "card": gettext_lazy("小区名片"),
    "alert": gettext_lazy("预警或提醒"),
    "safe": gettext_lazy("安全画面"),
    "blackout": gettext_lazy("黑屏"),
    "browse": gettext_lazy("居民正在翻看"),
}


@dataclass(frozen=True)
class Standing:
    """An order that holds a screen, and where it was given; empty: it shows everything."""

    display: str = ""
    words: str = ""
    where: str = ""
    by: str = ""
    since: dt.datetime | None = None

    @property
    def is_dark(self) -> bool:
        return self.display == Display.BLACKOUT


@dataclass(frozen=True)
class Row:
    """One screen in a list."""

    screen: Screen
    silent: bool
    on_glass: str
    standing: Standing
    version: int
    published: int
    behind: bool
    clock: str = ""
    """How its clock goes, in words."""
    warnings: list[str] = field(default_factory=list)
    """What somebody should look after, in words."""
    waiting: list[str] = field(default_factory=list)
    """Kinds of commands that were given and are not done yet."""


def screens_of(access: Access) -> QuerySet[Screen]:
    """The paired screens that the person may see."""
    compounds = access.compounds().values_list("pk", flat=True)
    return Screen.objects.filter(compound__in=list(compounds)).select_related("compound")


def rows(screens: Iterable[Screen]) -> list[Row]:
    """Each screen as it was last heard of, by compound and name."""
    found = sorted(screens, key=lambda screen: (screen.compound.path, screen.name))
    compounds = {screen.compound_id: screen.compound for screen in found}
    published = {each.compound_id: each for each in Publication.objects.filter(compound__in=compounds)}
    paths = {path for compound in compounds.values() for path in ancestors_paths(compound.path)}
    branches = list(
        BranchOrder.objects.filter(branch__path__in=paths).exclude(display=Display.NORMAL).select_related("branch")
    )
    titles = _titles(found)
    waiting: dict[int, list[str]] = {}
    given = GivenCommand.objects.filter(screen__in=found, done_at=None, expires_at__gt=moment.now()).order_by("pk")
    for key, kind in given.values_list("screen_id", "kind"):
        waiting.setdefault(key, []).append(kind)
    return [
        _row(screen, published.get(screen.compound_id), branches, titles, waiting.get(screen.pk, []))
        for screen in found
    ]


def _row(
    screen: Screen,
    publication: Publication | None,
    branches: list[BranchOrder],
    titles: dict[str, str],
    waiting: list[str],
) -> Row:
    now, health = moment.now(), screen.health
    version = publication.version if publication else 0
    fresh = publication is not None and (publication.published_at is None or publication.published_at > now - BEHIND)
    behind = health.feed_version < version and not fresh
    return Row(
        screen=screen,
        silent=screen.is_silent,
        on_glass=titles.get(health.item) or str(_ON_GLASS.get(health.slide.partition("/")[0], health.slide)),
        standing=_standing(screen, [each for each in branches if screen.compound.path.startswith(each.branch.path)]),
        version=health.feed_version,
        published=version,
        behind=behind,
        clock=_clock(health.clock_offset),
        warnings=list(_warnings(screen, behind)),
        waiting=waiting,
    )


def _warnings(screen: Screen, behind: bool) -> Iterable[str]:
    health = screen.health
    if screen.is_silent:
        return  # everything else is old
    offset = health.clock_offset
    if offset is not None and abs(offset) > CLOCK_SECONDS:
        yield _("%s，请校准") % _clock(offset)
    if health.free is not None and health.free < LITTLE_BYTES:
        yield _("存储快满了，只剩%d MB") % (health.free // 1_000_000)
    if screen.shows and screen.shows != screen.compound.code:
        yield _("播的是别的小区的内容，请核对屏幕的设置")
    if behind:
        yield _("内容不是最新的：屏上第%(here)d版，已发出新的一版") % {"here": health.feed_version}


def _clock(offset: float | None) -> str:
    """How a screen's clock goes, in words. A `Date` tells whole seconds, so one or two are none."""
    if offset is None:
        return "—"
    if abs(offset) < EXACT_SECONDS:
        return _("准")
    minutes, seconds = divmod(round(abs(offset)), 60)
    span = _("%d分%d秒") % (minutes, seconds) if minutes else _("%d秒") % seconds
    return (_("时钟快了%s") if offset > 0 else _("时钟慢了%s")) % span


def _standing(screen: Screen, branches: list[BranchOrder]) -> Standing:
    said: list[tuple[Ordered, str]] = [
        (each, each.branch.title if each.branch.depth > 1 else _("全部")) for each in branches
    ]
    if screen.display != Display.NORMAL:
        said.append((screen, ""))
    if not said:
        return Standing()
    order, where = max(said, key=lambda one: (one[0].display == Display.BLACKOUT, one[1] == ""))
    return Standing(display=order.display, words=order.words, where=where, by=order.by, since=order.since)


def _titles(screens: Iterable[Screen]) -> dict[str, str]:
    """The titles of the notices that are on the glass somewhere, by the items' ids."""
    ids = {screen.health.item for screen in screens}
    numbers = [int(name.removeprefix("notice-")) for name in ids if name.removeprefix("notice-").isdecimal()]
    found = NoticePage.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {f"notice-{number}": title for number, title in found}


def lost(access: Access) -> list[Row]:
    """Screens that were not heard of for ten minutes."""
    return rows(screens_of(access).filter(seen_at__lt=moment.now() - SILENT))


@dataclass(frozen=True)
class Stopped:
    """An order that stands somewhere."""

    where: str
    order: Ordered


def stopped(access: Access) -> list[Stopped]:
    """What stands on branches and screens that concern the person's compounds: nobody is to wonder why it is dark."""
    compounds = list(access.compounds())
    paths = {path for compound in compounds for path in ancestors_paths(compound.path)}
    branches = BranchOrder.objects.filter(branch__path__in=paths).exclude(display=Display.NORMAL)
    found: list[Stopped] = [
        Stopped(each.branch.title if each.branch.depth > 1 else _("全部"), each)
        for each in branches.select_related("branch").order_by("branch__path")
    ]
    screens = screens_of(access).exclude(display=Display.NORMAL).order_by("compound__path", "name")
    return [*found, *(Stopped(f"{screen.compound.title} {screen.name}", screen) for screen in screens)]


# Where orders can be given.


@dataclass(frozen=True)
class Place:
    """A branch on which the person may stop screens, with what stands there and how many screens it has."""

    branch: Any
    title: str
    depth: int
    display: str
    count: str


def places(access: Access) -> list[Place]:
    """The branches on which the person may stop screens, topmost first, in the tree's order."""
    paths = access.paths(Action.STOP)
    branches = list(access.branches(Action.STOP))
    from wagtail.models import Page

    tops = [page for page in Page.objects.filter(depth=1) if page.path in paths]
    compounds = list(CompoundPage.objects.values_list("path", flat=True))
    standing = dict(BranchOrder.objects.values_list("branch_id", "display"))
    top = min((page.depth for page in [*tops, *branches]), default=1)
    found = []
    for page in [*tops, *branches]:
        below = sum(path.startswith(page.path) for path in compounds)
        if not below:
            continue
        found.append(
            Place(
                branch=page,
                title=page.title if page.depth > 1 else _("全部"),
                depth=page.depth - top,
                display=standing.get(page.pk, ""),
                count=ngettext("%d个小区", "%d个小区", below) % below,
            )
        )
    return found


def tops(access: Access) -> list[Place]:
    """The topmost of `places`: one click stops all that the person may stop."""
    paths = access.paths(Action.STOP)
    return [place for place in places(access) if place.branch.path in paths] if paths else []


def names(compounds: list[CompoundPage]) -> dict[tuple[str, str], str]:
    """The names of the screens that are paired with `compounds`, by the compound's code and the screen's identity."""
    paired = Screen.objects.filter(compound__in=compounds).select_related("compound")
    return {(screen.compound.code, screen.identity): screen.name or screen.identity[:8] for screen in paired}
