"""What a public page says at a moment: from the feed and the clock to words. Pure.

The same decisions as the glass takes (`signage.playlist`), in the same words.
"""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext as _

from signage.content.alert import Alert, Status
from signage.content.base import Record
from signage.content.compound import Display
from signage.content.feed import Feed
from signage.content.guide import Service
from signage.content.notice import Item, Notice, Poster, Video
from signage.playlist.categories import category_words
from signage.playlist.duty import DutyDay, DutyTurn, duty_now, duty_week, local_day
from signage.playlist.holidays import kind_mark
from signage.playlist.language import Language
from signage.playlist.live import alerts_in_force, live_items
from signage.playlist.openness import service_open
from signage.playlist.places import area_words, buildings_words
from signage.playlist.translations import in_language, speaks
from signage.playlist.words import (
    day_words,
    effect_words,
    freshness_words,
    header_date,
    issued_line,
    issued_words,
    next_words,
    posted_words,
    range_words,
    span_words,
    until_line,
    weekday_words,
    when_words,
)

_TONES = {
    **dict.fromkeys(("停水", "停电", "停气", "停暖", "停热水", "停梯", "紧急", "消防"), "red"),
    "防诈骗": "gold",
    **dict.fromkeys(("征询", "会议"), "blue"),
}
"""The colours of a category's chip, as on the glass; the rest are green."""

_COLOURS = {"red", "orange", "yellow", "blue"}

CHINESE: Language = "zh-Hans"


class Row(Record, frozen=True, kw_only=True):
    """A notice in the list."""

    item: Item
    title: str
    category: str
    tone: str
    when: str
    line: str
    language: str


class Duty(Record, frozen=True, kw_only=True):
    """Who sits at the gatehouse now, or that nobody does, and who is next."""

    on: bool
    name: str
    detail: str
    next: str


class Turn(Record, frozen=True, kw_only=True):
    person: str
    organisation: str
    group: str
    hours: str
    topic: str
    instead: str
    now: bool
    special: bool


class Day(Record, frozen=True, kw_only=True):
    """A day of the duty week. `words` where it has no turns."""

    name: str
    """周四, or 今天."""
    date: str
    today: bool
    past: bool
    mark: str
    words: str
    turns: tuple[Turn, ...]


class ServiceTold(Record, frozen=True, kw_only=True):
    service: Service
    open: bool | None
    """None where no machine could judge."""


class AlertTold(Record, frozen=True, kw_only=True):
    """An alert in force, its text unchanged."""

    alert: Alert
    colour: str
    drill: str
    """演练 or 测试; empty for a real one."""
    issued: str
    until: str
    area: str


class CompoundTold(Record, frozen=True, kw_only=True):
    """A compound's page. Nothing but its name and whom to call while its screens are stopped (`stopped`)."""

    stopped: bool
    date: str
    fresh: str
    alerts: tuple[AlertTold, ...] = ()
    duty: Duty | None = None
    rows: tuple[Row, ...] = ()
    week: str = ""
    days: tuple[Day, ...] = ()
    services: tuple[ServiceTold, ...] = ()
    receptions: str = ""


class NoticeTold(Record, frozen=True, kw_only=True):
    """A notice's page, in the language asked for where it has it (`translated`)."""

    item: Item
    """As it reads in `language`."""
    kind: str
    category: str
    tone: str
    when: str
    effect: str
    area: str
    posted: str
    posted_on_paper: str
    """The last day of its window in full: paper knows no 明天."""
    issued: str
    language: str
    foreign: bool
    """It is not to be had in the language asked for."""
    others: tuple[Language, ...] = ()
    """Languages of ours that it can be read in."""


def tone(category: str) -> str:
    return _TONES.get(category, "green")


def is_stopped(feed: Feed) -> bool:
    """Whether staff have stopped the screens: then nothing of theirs is shown here either."""
    return feed.compound.display is not Display.NORMAL


def tell_compound(feed: Feed, now: dt.datetime, language: Language) -> CompoundTold:
    """The page of `feed` at `now`."""
    date = header_date(now, feed.zone, language)
    fresh = freshness_words(feed.published, now, feed.zone, language)
    if is_stopped(feed):
        return CompoundTold(stopped=True, date=date, fresh=fresh)
    week = duty_week(feed.roster, now, feed.zone)
    return CompoundTold(
        stopped=False,
        date=date,
        fresh=fresh,
        alerts=tuple(_alert(alert, feed, now, language) for alert in alerts_in_force(feed.alerts, now)),
        duty=_duty(feed, now, language) if feed.roster.slots or feed.roster.months else None,
        rows=tuple(_row(item, feed, now, language) for item in live_items(feed, now)),
        week=span_words(week.monday, week.monday + dt.timedelta(days=6), language),
        days=tuple(_day(day, feed, now, language) for day in week.days) if week.known else (),
        services=tuple(
            ServiceTold(service=service, open=service_open(service, feed, now)) for service in feed.services
        ),
        receptions=_receptions(feed, now),
    )


def tell_notice(item: Item, feed: Feed, now: dt.datetime, language: Language) -> NoticeTold:
    """The page of `item`, which is live at `now`."""
    said = in_language(item, language)
    return NoticeTold(
        item=said,
        kind="poster" if isinstance(item, Poster) else "video" if isinstance(item, Video) else "notice",
        category=category_words(said.category, language),
        tone=tone(item.category),
        when=effect_words(item.effect, now, feed.zone, language),
        effect=when_words(item.effect, now, feed.zone, language) if item.effect else "",
        area=buildings_words(item.buildings, feed.compound.buildings, language),
        posted=posted_words(item.posting, now, feed.zone, language),
        posted_on_paper=_last_day(item, feed, language),
        issued=issued_words(item.issued, language) if isinstance(item, Notice) else "",
        language=said.language,
        foreign=not speaks(item, language),
        others=tuple(
            other
            for other in (CHINESE, "en")
            if speaks(item, other)  # type: ignore[misc]
        ),
    )


def short_date(day: dt.date, language: Language) -> str:
    """12月7日; 7 Dec."""
    return span_words(day, day, language).split("–")[0] if language == CHINESE else f"{day.day} {day:%b}"


def _last_day(item: Item, feed: Feed, language: Language) -> str:
    last = issued_words(local_day(item.posting.end - dt.timedelta(microseconds=1), feed.zone), language)
    return _("公示至%s") % last


def digits(phone: str) -> str:
    """`phone` as a telephone dials it; empty where it is not one number."""
    bare = re.sub(r"[\s\-–—()（）]", "", phone)
    return bare if re.fullmatch(r"\+?\d{3,15}", bare) else ""


def _row(item: Item, feed: Feed, now: dt.datetime, language: Language) -> Row:
    said = in_language(item, language)
    foreign = "" if speaks(item, language) else _("仅有中文")
    area = buildings_words(item.buildings, feed.compound.buildings, language)
    return Row(
        item=item,
        title=said.title,
        category=category_words(said.category, language),
        tone=tone(item.category),
        when=effect_words(item.effect, now, feed.zone, language),
        line=" · ".join(filter(None, (area, item.issuer, foreign))),
        language=said.language,
    )


def _duty(feed: Feed, now: dt.datetime, language: Language) -> Duty:
    duty = duty_now(feed.roster, now, feed.zone)
    later = ""
    if duty.next is not None:
        later = f"{next_words(duty.next, now, feed.zone, language)} {duty.next.person}"
    if not duty.current:
        name = _("此刻无人当班") if duty.known else _("今天的排片表待公布")
        return Duty(on=False, name=name, detail="", next=later)
    first = duty.current[0]
    hours = range_words(first.start, first.end, feed.zone, language)
    return Duty(
        on=True,
        name=("、" if language == CHINESE else ", ").join(dict.fromkeys(slot.person for slot in duty.current)),
        detail=" · ".join(filter(None, (first.organisation, hours, first.place, first.topic))),
        next=later,
    )


def _day(day: DutyDay, feed: Feed, now: dt.datetime, language: Language) -> Day:
    return Day(
        name=day_words(day.date, local_day(now, feed.zone), language)
        if day.today
        else weekday_words(day.date, language),
        date=short_date(day.date, language),
        today=day.today,
        past=day.past,
        mark=kind_mark(day.kind, language),
        words="" if day.turns else _("无人当班") if day.known else _("排片表待公布"),
        turns=tuple(_turn(turn, feed, now, language) for turn in day.turns),
    )


def _turn(turn: DutyTurn, feed: Feed, now: dt.datetime, language: Language) -> Turn:
    slot = turn.first
    return Turn(
        person=slot.person,
        organisation="" if slot.organisation == slot.person else slot.organisation,
        group=slot.group.value,
        hours=" ".join(range_words(each.start, each.end, feed.zone, language) for each in turn.slots),
        topic=slot.topic,
        instead=slot.replaces,
        now=turn.now(now) is not None,
        special=slot.special,
    )


def _alert(alert: Alert, feed: Feed, now: dt.datetime, language: Language) -> AlertTold:
    drill = {Status.EXERCISE: _("演练"), Status.TEST: _("测试")}.get(alert.status, "")
    return AlertTold(
        alert=alert,
        colour=alert.colour if alert.colour in _COLOURS else "plain",
        drill=drill,
        issued=issued_line(alert.sent, now, feed.zone, language),
        until=until_line(alert.expires, now, feed.zone, language),
        area=alert.area or (area_words(alert.buildings, feed.compound.buildings, language) if alert.buildings else ""),
    )


def _receptions(feed: Feed, now: dt.datetime) -> str:
    """This month's totals; another month's are no news."""
    totals = feed.compound.receptions
    if totals is None or totals.month != f"{local_day(now, feed.zone):%Y-%m}":
        return ""
    pending = max(0, totals.received - totals.closed)
    words = _("本月接待%(received)d件，已办结%(closed)d件，办理中%(pending)d件")
    return words % {"received": totals.received, "closed": totals.closed, "pending": pending}
