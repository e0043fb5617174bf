"""From content and a moment to what QML draws. Pure but for the font metrics that `fitting` measures with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar, cast

from signage.content.feed import Feed
from signage.content.notice import Item, Notice
from signage.kiosk.fitting import FactsFit
from signage.kiosk.phrases import SOURCE, Phrases
from signage.kiosk.views import (
    CountdownView,
    DayView,
    DutyView,
    EventsView,
    FreshView,
    HeaderView,
    NoticeRow,
    NoticeView,
    PageView,
    ServicesView,
    TurnView,
    WeekView,
)
from signage.playlist.almanac import festival_words, lunar_words, term_words
from signage.playlist.categories import category_words
from signage.playlist.duty import duty_now, local_day
from signage.playlist.places import buildings_words
from signage.playlist.translations import in_language, speaks
from signage.playlist.vocabulary import known_words
from signage.playlist.words import (
    as_line,
    effect_words,
    freshness_words,
    header_clock,
    header_date,
    issued_words,
    list_words,
    next_words,
    range_words,
    short_day,
    stale_words,
)

TONES = {
    "停水": "accent",
    "停电": "accent",
    "停气": "accent",
    "紧急": "accent",
    "消防": "accent",
    "防诈骗": "gold",
    "征询": "blue",
    "会议": "blue",
    "公示": "primary",
    "健康": "olive",
    "招领": "violet",
    "活动": "plum",
}
"""The colour of a category; the rest are of the compound's own green."""

UNKNOWN_CLOCK = "--:--"


def tone(category: str) -> str:
    """The tone of `category`."""
    return TONES.get(category, "primary")


def header_view(feed: Feed | None, now: dt.datetime, say: Phrases, *, trusted: bool) -> HeaderView:
    """The header. A clock that is not trusted says nothing rather than something wrong."""
    zone = feed.zone if feed else dt.timezone(dt.timedelta(hours=8))
    day = local_day(now, zone)
    compound = feed.compound if feed else None
    receptions = compound.receptions if compound else None
    totals = ""
    if receptions is not None and trusted and receptions.month == f"{day:%Y-%m}":
        pending = max(0, receptions.received - receptions.closed)
        counts = (receptions.received, receptions.closed, pending)
        totals = say("本月接待 %d 件 · 已办结 %d 件 · 办理中 %d 件") % counts
    return HeaderView(
        name=compound.name if compound else "",
        clock=header_clock(now, zone) if trusted else UNKNOWN_CLOCK,
        date=header_date(now, zone, say.language) if trusted else say("时间待校准"),
        lunar=_lunar(day, say) if trusted else "",
        gate=f"{compound.gate} {compound.gate_phone}".strip() if compound else "",
        receptions=totals,
    )


def _lunar(day: dt.date, say: Phrases) -> str:
    festival = festival_words(day, say.language) or term_words(day, say.language)
    return " · ".join(filter(None, (lunar_words(day, say.language), festival)))


def duty_view(feed: Feed | None, now: dt.datetime, say: Phrases, *, trusted: bool) -> DutyView:
    """Who is on duty now. Nobody is claimed when the clock is not trusted or no roster was drawn up."""
    if feed is None:
        return DutyView()
    if not trusted:
        return DutyView(caption=say("当班信息"), name=say("时间待校准，请询门岗"))
    duty = duty_now(feed.roster, now, feed.zone)
    later = DutyView()
    if duty.next is not None:
        soon = as_line(next_words(duty.next, now, feed.zone, say.language))
        later = DutyView(next_time=soon, next_name=duty.next.person)
    if duty.current:
        first = duty.current[0]
        names = list_words(dict.fromkeys(slot.person for slot in duty.current), say.language)
        return replace(
            later,
            on=True,
            caption=say("此刻当班"),
            name=names,
            organisation=known_words(first.organisation, say.language),
            topic=first.topic,
            hours=range_words(first.start, first.end, feed.zone, say.language),
            place=known_words(first.place, say.language),
        )
    if not duty.known:
        return replace(later, caption=say("当班信息"), name=say("排片表待公布"))
    return replace(later, caption=say("当班信息"), name=say("此刻无人当班"))


def fresh_view(
    feed: Feed | None, reached: dt.datetime | None, now: dt.datetime, stale_after: dt.timedelta, say: Phrases
) -> FreshView:
    """How current the content is: stale when the host was not heard for `stale_after`."""
    if feed is None:
        return FreshView()
    heard = max(filter(None, (reached, feed.published)))
    if now - heard > stale_after:
        return FreshView(stale=True, words=stale_words(heard, now, say.language))
    day, today = local_day(feed.published, feed.zone), local_day(now, feed.zone)
    short = header_clock(feed.published, feed.zone) if day == today else short_day(day, today, say.language)
    words = freshness_words(feed.published, now, feed.zone, say.language)
    return FreshView(words=words, short=say("更新 %s") % short)


def notice_rows(items: Iterable[Item], feed: Feed, now: dt.datetime, say: Phrases) -> tuple[NoticeRow, ...]:
    """`items` as a list that a resident browses."""
    return tuple(
        NoticeRow(
            item_id=item.id,
            title=said.title,
            category=category_words(said.category, say.language),
            tone=tone(item.category),
            when=as_line(effect_words(item.effect, now, feed.zone, say.language)),
            line=" · ".join(
                filter(
                    None,
                    (
                        buildings_words(item.buildings, feed.compound.buildings, say.language),
                        # an issuer is named in Chinese: on the notice, where there is room
                        foreign_words(item, say) or (item.issuer if say.language == SOURCE else ""),
                    ),
                )
            ),
        )
        for item, said in ((item, in_language(item, say.language)) for item in items)
    )


def foreign_words(item: Item, say: Phrases) -> str:
    """The mark of an item that cannot be read in the language that a resident asked for; else empty."""
    return "" if speaks(item, say.language) else _foreign(item, say)


def foreign_mark(item: Item, say: Phrases) -> str:
    """The same beside what is read, for whoever stands by as well: Only in Chinese · 仅有中文."""
    if speaks(item, say.language):
        return ""
    return " · ".join(dict.fromkeys((_foreign(item, say), _foreign(item, Phrases()))))


def _foreign(item: Item, say: Phrases) -> str:
    return say("仅有中文") if speaks(item, SOURCE) else say("仅有外文")


def _page_words(page: int, pages: int) -> str:
    return f"{page + 1} / {pages}" if pages > 1 else ""


def notice_view(
    original: Notice, now: dt.datetime, feed: Feed, page: int, pages: int, fit: FactsFit, say: Phrases
) -> NoticeView:
    """A notice at a glance: screenful `page` of its facts, as `fit` has them."""
    notice = in_language(original, say.language)
    return NoticeView(
        category=category_words(notice.category, say.language),
        tone=tone(original.category),
        when=as_line(effect_words(notice.effect, now, feed.zone, say.language)),
        title=notice.title,
        titleSize=fit.title_size,
        facts=fit.screenfuls[page],
        factSize=fit.size,
        factLabel=fit.label,
        pageWords=_page_words(page, pages),
        number=notice.number,
        issuer=notice.issuer,
        issued=issued_words(notice.issued, say.language),
        onWall=notice.on_wall,
    )


def page_view(original: Notice, now: dt.datetime, feed: Feed, page: int, pages: int, say: Phrases) -> PageView:
    """A typeset page of a notice's body."""
    notice = in_language(original, say.language)
    return PageView(
        category=category_words(notice.category, say.language),
        tone=tone(original.category),
        when=as_line(effect_words(notice.effect, now, feed.zone, say.language)),
        title=notice.title,
        pageWords=_page_words(page, pages),
        sourceWords="   ".join(filter(None, (notice.number, notice.issuer, issued_words(notice.issued, say.language)))),
    )


_View = TypeVar("_View")


def unclaimed(view: _View) -> _View:
    """`view` without what only a right clock can say: who is on duty today, what is open now, what is tomorrow."""
    said: object = view
    match said:
        case WeekView():
            said = replace(said, days=unclaimed_days(said.days), ahead="")
        case EventsView():
            events = (replace(day, today=False, past=False) for day in said.days)
            said = replace(said, days=tuple(events))
        case CountdownView():
            said = replace(said, number="", words="")
        case ServicesView():
            said = replace(said, services=tuple(replace(tile, open=False, state="") for tile in said.services))
        case NoticeView() | PageView() | NoticeRow():
            said = replace(said, when="")
    return cast("_View", said)


def unclaimed_days(days: tuple[DayView, ...]) -> tuple[DayView, ...]:
    """`days` of the roster without what only a right clock can say."""
    return tuple(replace(day, today=False, past=False, turns=_unsaid(day.turns)) for day in days)


def _unsaid(turns: tuple[TurnView, ...]) -> tuple[TurnView, ...]:
    return tuple(replace(turn, now="") for turn in turns)
