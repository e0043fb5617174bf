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
    CardView,
    DayView,
    DutyView,
    FacilitiesView,
    FacilityView,
    FreshView,
    HeaderView,
    NoticeRow,
    NoticeView,
    PageView,
    ServicesView,
    ServiceView,
    TurnView,
    WeekView,
)
from signage.playlist.almanac import festival_words, lunar_words, term_words
from signage.playlist.duty import DutyDay, DutyTurn, duty_now, duty_week, local_day
from signage.playlist.dwell import reading_length
from signage.playlist.openness import service_open
from signage.playlist.places import buildings_words
from signage.playlist.slides import Kind
from signage.playlist.words import (
    effect_words,
    freshness_words,
    header_clock,
    header_date,
    issued_words,
    next_words,
    range_words,
    short_day,
    span_words,
    stale_words,
    weekday_words,
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

SERVICE_TONES = ("primary", "blue", "plum", "blue", "violet", "olive", "accent", "gold")

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
        lunar=_lunar(day) if trusted and say.language == SOURCE else "",
        gate=f"{compound.gate} {compound.gate_phone}".strip() if compound else "",
        receptions=totals,
    )


def _lunar(day: dt.date) -> str:
    return " · ".join(filter(None, (lunar_words(day), festival_words(day) or term_words(day))))


def duty_view(feed: Feed | None, now: dt.datetime, say: Phrases, *, trusted: bool) -> DutyView:
    """Who is on duty now. Nobody is claimed when the clock is not trusted or no roster was drawn up."""
    if feed is None:
        return DutyView()
    if not trusted:
        return DutyView(caption=say("当班信息"), name=say("时间待校准，请询门岗"))
    duty = duty_now(feed.roster, now, feed.zone)
    later = DutyView()
    if duty.next is not None:
        later = DutyView(next_time=next_words(duty.next, now, feed.zone, say.language), next_name=duty.next.person)
    if duty.current:
        first = duty.current[0]
        names = "、".join(dict.fromkeys(slot.person for slot in duty.current))
        return replace(
            later,
            on=True,
            caption=say("此刻当班"),
            name=names,
            organisation=first.organisation,
            topic=first.topic,
            hours=range_words(first.start, first.end, feed.zone, say.language),
            place=first.place,
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
            title=item.title,
            category=item.category,
            tone=tone(item.category),
            when=effect_words(item.effect, now, feed.zone, say.language),
            line=" · ".join(
                filter(None, (buildings_words(item.buildings, feed.compound.buildings, say.language), item.issuer))
            ),
        )
        for item in items
    )


def _page_words(page: int, pages: int) -> str:
    return f"{page + 1} / {pages}" if pages > 1 else ""


def notice_view(
    notice: Notice, now: dt.datetime, feed: Feed, page: int, pages: int, fit: FactsFit, say: Phrases
) -> NoticeView:
    """A notice at a glance: screenful `page` of its facts, as `fit` has them."""
    return NoticeView(
        category=notice.category,
        tone=tone(notice.category),
        when=effect_words(notice.effect, now, feed.zone, say.language),
        title=notice.title,
        titleSize=fit.title_size,
        facts=fit.screenfuls[page],
        factSize=fit.size,
        pageWords=_page_words(page, pages),
        number=notice.number,
        issuer=notice.issuer,
        issued=issued_words(notice.issued, say.language),
        onWall=notice.on_wall,
    )


def page_view(notice: Notice, now: dt.datetime, feed: Feed, page: int, pages: int, say: Phrases) -> PageView:
    """A typeset page of a notice's body."""
    return PageView(
        category=notice.category,
        tone=tone(notice.category),
        when=effect_words(notice.effect, now, feed.zone, say.language),
        title=notice.title,
        pageWords=_page_words(page, pages),
        sourceWords="   ".join(filter(None, (notice.number, notice.issuer, issued_words(notice.issued, say.language)))),
    )


def week_view(feed: Feed, now: dt.datetime, say: Phrases, moment: dt.datetime | None = None) -> WeekView:
    """The duty week that `moment` lies in (default: `now`). A week that nobody announced says so on every day; last
    week's is never shown for it."""
    week = duty_week(feed.roster, now, feed.zone, moment)
    return WeekView(
        range=span_words(week.monday, week.monday + dt.timedelta(days=6), say.language),
        days=tuple(_day_view(day, now, feed, say) for day in week.days),
        known=week.known,
    )


def _day_view(day: DutyDay, now: dt.datetime, feed: Feed, say: Phrases) -> DayView:
    words = "" if day.turns else say("无人当班") if day.known else say("排片表待公布")
    return DayView(
        weekday=weekday_words(day.date, say.language),
        date=str(day.date.day),
        today=day.today,
        past=day.past,
        turns=tuple(_turn_view(turn, day, now, feed, say) for turn in day.turns),
        words=words,
    )


def _turn_view(turn: DutyTurn, day: DutyDay, now: dt.datetime, feed: Feed, say: Phrases) -> TurnView:
    slot = turn.first
    running = turn.now(now) if day.today else None
    ahead = next((s for s in turn.slots if s.start > now), None)
    if running is not None:
        said = say("此刻当班 %s") % range_words(running.start, running.end, feed.zone, say.language)
    elif day.today and ahead is not None:
        said = say("今天 %s") % range_words(ahead.start, ahead.end, feed.zone, say.language)
    elif day.today:
        said = say("今天已结束")
    else:
        said = ""
    hours = " ".join(range_words(s.start, s.end, feed.zone, say.language) for s in turn.slots)
    # two usual turns of a day need no words; what is out of the ordinary does
    unusual = len(turn.slots) == 1 and not said
    detail = " ".join(filter(None, (slot.organisation, hours if unusual else "")))
    if slot.replaces:
        detail += " · " + say("代%s") % slot.replaces
    return TurnView(person=slot.person, now=said, topic=slot.topic, detail=detail, group=slot.group.value)


def services_view(feed: Feed, now: dt.datetime, say: Phrases) -> ServicesView:
    """The gatehouse's services."""
    views = []
    for index, service in enumerate(feed.services):
        is_open = service_open(service, feed, now)
        state = "" if is_open is None else say("现在开放") if is_open else say("现在休息")
        views.append(
            ServiceView(
                glyph=service.glyph,
                tone=SERVICE_TONES[index % len(SERVICE_TONES)],
                name=service.name,
                hours=service.hours or service.summary,
                open=bool(is_open),
                state=state,
            )
        )
    title = say("门岗八大功能") if len(views) == 8 else say("门岗服务")
    return ServicesView(title=title, subtitle=feed.compound.gate_phone, services=tuple(views))


def facilities_view(feed: Feed, say: Phrases) -> FacilitiesView:
    """What can be borrowed."""
    rows = tuple(
        FacilityView(name=facility.name, note=facility.note, free=facility.free, total=facility.total)
        for facility in feed.facilities
    )
    return FacilitiesView(title=say("便民设施"), subtitle=say("到门岗登记即借"), facilities=rows)


def card_view(feed: Feed) -> CardView:
    """The compound's own card."""
    compound = feed.compound
    return CardView(
        name=compound.name,
        motto=compound.motto,
        line=" ".join(filter(None, (compound.subdistrict, compound.committee))),
        phone=f"{compound.gate} {compound.gate_phone}".strip(),
    )


def guide_slide(
    kind: Kind, feed: Feed, now: dt.datetime, say: Phrases
) -> tuple[str, WeekView | ServicesView | FacilitiesView | CardView]:
    """The QML component and the view of an entry that is not a notice."""
    match kind:
        case "week":
            return "WeekSlide", week_view(feed, now, say)
        case "services":
            return "ServicesSlide", services_view(feed, now, say)
        case "facilities":
            return "FacilitiesSlide", facilities_view(feed, say)
        case _:
            return "CardSlide", card_view(feed)


_View = TypeVar("_View")


def unclaimed(view: _View) -> _View:
    """`view` without what only a right clock can say: who is on duty today, what is open now, what is tomorrow."""
    said: object = view
    match said:
        case WeekView():
            days = (replace(day, today=False, past=False, turns=_unsaid(day.turns)) for day in said.days)
            said = replace(said, days=tuple(days))
        case ServicesView():
            said = replace(said, services=tuple(replace(tile, open=False, state="") for tile in said.services))
        case NoticeView() | PageView() | NoticeRow():
            said = replace(said, when="")
    return cast("_View", said)


def _unsaid(turns: tuple[TurnView, ...]) -> tuple[TurnView, ...]:
    return tuple(replace(turn, now="") for turn in turns)


def characters(view: WeekView | ServicesView | FacilitiesView | CardView) -> int:
    """Characters that a passer-by reads on `view`: of the week today's line, else half of what is there."""
    match view:
        case WeekView():
            return 12 + sum(reading_length(turn.person) + 4 for day in view.days for turn in day.turns)
        case ServicesView():
            return sum(reading_length(service.name + service.hours) for service in view.services) // 2
        case FacilitiesView():
            return sum(reading_length(row.name) + 2 for row in view.facilities)
        case CardView():
            return reading_length(view.name + view.motto)
