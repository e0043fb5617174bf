"""From content and a moment to the slides of the guide: duty week, the week's events, countdowns, services, card."""

from __future__ import annotations

import datetime as dt

from signage.content.feed import Feed
from signage.content.notice import Notice
from signage.kiosk.phrases import Phrases
from signage.kiosk.present import tone
from signage.kiosk.views import (
    CardView,
    CountdownView,
    DayView,
    EventDayView,
    EventsView,
    EventView,
    FacilitiesView,
    FacilityView,
    ServicesView,
    ServiceView,
    TurnView,
    WeekView,
)
from signage.playlist.categories import category_words
from signage.playlist.countdown import countdown_words
from signage.playlist.duty import DutyDay, DutyTurn, duty_month, duty_week, local_day
from signage.playlist.dwell import reading_length
from signage.playlist.events import Event, EventDay, week_events
from signage.playlist.holidays import kind_mark
from signage.playlist.openness import service_open
from signage.playlist.places import area_words
from signage.playlist.receptions import ahead, reception_title, reception_when
from signage.playlist.slides import Kind
from signage.playlist.translations import in_language
from signage.playlist.vocabulary import known_glyph, known_words
from signage.playlist.words import as_line, month_words, range_words, span_words, weekday_words, when_words

SERVICE_TONES = ("primary", "blue", "plum", "blue", "violet", "olive", "accent", "gold")

GuideView = WeekView | EventsView | CountdownView | ServicesView | FacilitiesView | CardView


def week_view(feed: Feed, now: dt.datetime, say: Phrases, moment: dt.datetime | None = None) -> WeekView:
    """The duty week that `moment` lies in (default: `now`). A week that nobody announced says so on every day; last
    week's is never shown for it."""
    week = duty_week(feed.roster, now, feed.zone, moment)
    return WeekView(
        range=span_words(week.monday, week.monday + dt.timedelta(days=6), say.language),
        days=tuple(_day_view(day, now, feed, say) for day in week.days),
        known=week.known,
        ahead=ahead_words(feed, now, say),
    )


def ahead_words(feed: Feed, now: dt.datetime, say: Phrases) -> str:
    """The next special reception, announced ahead: 预告 12月12日（周六）9:30–11:00 人大代表闻溪接待. Empty for none."""
    for reception in ahead(feed.roster, now, feed.zone):
        when = reception_when(reception, now, feed.zone, say.language)
        return say("预告 %s") % f"{when} {reception_title(reception.turn.first, say.language)}"
    return ""


def month_view(feed: Feed, now: dt.datetime, say: Phrases, months: int) -> tuple[str, tuple[tuple[DayView, ...], ...]]:
    """The month that lies `months` from this one: its name and its weeks. Days of its neighbours are blank."""
    today = local_day(now, feed.zone)
    number = today.year * 12 + today.month - 1 + months
    first = dt.date(number // 12, number % 12 + 1, 1)
    month = duty_month(feed.roster, first, today, feed.zone)
    weeks = tuple(
        tuple(BLANK if day.outside else _day_view(day, now, feed, say) for day in week) for week in month.weeks
    )
    return month_words(first, say.language), weeks


def _day_view(day: DutyDay, now: dt.datetime, feed: Feed, say: Phrases) -> DayView:
    words = "" if day.turns else say("无人当班") if day.known else say("排片表待公布")
    return DayView(
        weekday=weekday_words(day.date, say.language),
        date=str(day.date.day),
        today=day.today,
        past=day.past,
        turns=tuple(_turn_view(turn, day, now, feed, say) for turn in day.turns),
        words=words,
        mark=kind_mark(day.kind, say.language),
    )


BLANK = DayView(weekday="", date="", today=False, past=False, turns=(), words="")
"""A day that is not the month's own."""


def _turn_view(turn: DutyTurn, day: DutyDay, now: dt.datetime, feed: Feed, say: Phrases) -> TurnView:
    slot = turn.first
    running = turn.now(now) if day.today else None
    later = next((s for s in turn.slots if s.start > now), None)
    if running is not None:
        said = say("此刻当班 %s") % range_words(running.start, running.end, feed.zone, say.language)
    elif day.today and later is not None:
        said = say("今天 %s") % range_words(later.start, later.end, feed.zone, say.language)
    elif day.today:
        said = say("今天已结束")
    else:
        said = ""
    hours = " ".join(range_words(s.start, s.end, feed.zone, say.language) for s in turn.slots)
    # two usual turns of a day need no words; what is out of the ordinary does
    unusual = len(turn.slots) == 1 and not said
    organisation = known_words(slot.organisation, say.language)
    detail = " ".join(filter(None, (organisation, hours if unusual else "")))
    if slot.replaces:
        detail += " · " + say("代%s") % slot.replaces
    return TurnView(
        person=slot.person,
        now=said,
        topic=slot.topic,
        detail=detail,
        group=slot.group.value,
        special=slot.special,
        swapped=bool(slot.replaces),
    )


def events_view(feed: Feed, now: dt.datetime, say: Phrases, lines: int, a_day: int) -> EventsView:
    """本周大事, on at most so many lines altogether and so many a day: the past gives way first, then what is far."""
    week = week_events(feed, now, say.language)
    room = dict.fromkeys((day.date for day in week.days), 0)
    left = max(lines, len(week.days))
    for day in sorted(week.days, key=lambda day: (day.past, day.date)):
        # a day without anything takes a line as well
        others = sum(1 for other in week.days if room[other.date] == 0 and other is not day)
        room[day.date] = max(1, min(len(day.events), a_day, left - others))
        left -= room[day.date]
    categories = {item.id: item.category for item in feed.items}  # as staff wrote them: a colour knows no language
    return EventsView(
        title=say("本周大事"),
        range=span_words(week.monday, week.monday + dt.timedelta(days=6), say.language),
        days=tuple(_event_day(day, room[day.date], categories, say) for day in week.days),
    )


def _event_day(day: EventDay, room: int, categories: dict[str, str], say: Phrases) -> EventDayView:
    # what is over gives way to what is not
    ranked = sorted(range(len(day.events)), key=lambda index: (day.events[index].past, index))
    kept = [day.events[index] for index in sorted(ranked[:room])]
    hidden = len(day.events) - len(kept)
    return EventDayView(
        weekday=weekday_words(day.date, say.language),
        date=str(day.date.day),
        mark=kind_mark(day.kind, say.language),
        festival=day.festival,
        today=day.today,
        past=day.past,
        events=tuple(_event_view(event, categories) for event in kept),
        more=say("另有 %d 件") % hidden if hidden else "",
    )


def _event_view(event: Event, categories: dict[str, str]) -> EventView:
    tones = {"holiday": "accent", "reception": "gold"}
    return EventView(
        hours=as_line(event.hours),
        title=event.title,
        area=event.area,
        tone=tones.get(event.kind) or tone(categories.get(event.item_id, "")),
        past=event.past,
        item=event.item_id,
    )


def countdown_view(notice: Notice, feed: Feed, now: dt.datetime, say: Phrases) -> CountdownView:
    """The days until `notice`'s effect begins. Raises: `LookupError` for a notice without one."""
    if notice.effect is None:
        raise LookupError(notice.id)
    days = (local_day(notice.effect.start, feed.zone) - local_day(now, feed.zone)).days
    said = in_language(notice, say.language)
    return CountdownView(
        category=category_words(said.category, say.language),
        tone=tone(notice.category),
        title=said.title,
        number=str(days) if days > 1 else "",
        unit=say("天"),
        words=as_line(countdown_words(days, say.language)) if days <= 1 else say("还有"),
        when=as_line(when_words(notice.effect, now, feed.zone, say.language)),
        line=" · ".join(
            filter(None, (area_words(notice.buildings, feed.compound.buildings, say.language), notice.issuer))
        ),
    )


def services_view(feed: Feed, now: dt.datetime, say: Phrases) -> ServicesView:
    """The gatehouse's services."""
    views = []
    for index, service in enumerate(feed.services):
        is_open = service_open(service, feed, now)
        state = "" if is_open is None else say("现在开放") if is_open else say("现在休息")
        views.append(
            ServiceView(
                glyph=known_glyph(service.glyph, service.name, say.language),
                tone=SERVICE_TONES[index % len(SERVICE_TONES)],
                name=known_words(service.name, say.language),
                hours=known_words(service.hours, say.language) or service.summary,
                open=bool(is_open),
                state=state,
            )
        )
    title = say("门岗八大功能") if len(views) == 8 else say("门岗服务")
    return ServicesView(title=title, subtitle=feed.compound.gate_phone, services=tuple(views))


def facilities_view(feed: Feed, say: Phrases) -> FacilitiesView:
    """What can be borrowed."""
    rows = tuple(
        FacilityView(
            name=known_words(facility.name, say.language),
            note=known_words(facility.note, say.language),
            free=facility.free,
            total=facility.total,
        )
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
    kind: Kind, feed: Feed, now: dt.datetime, say: Phrases, lines: tuple[int, int]
) -> tuple[str, GuideView]:
    """The QML component and the view of an entry that shows no item. `lines`: room for events, as `events_view`'s."""
    match kind:
        case "events":
            return "EventsSlide", events_view(feed, now, say, *lines)
        case "week":
            return "WeekSlide", week_view(feed, now, say)
        case "services":
            return "ServicesSlide", services_view(feed, now, say)
        case "facilities":
            return "FacilitiesSlide", facilities_view(feed, say)
        case _:
            return "CardSlide", card_view(feed)


def characters(view: GuideView) -> int:
    """Characters that a passer-by reads on `view`: of the week today's line, else half of what is there."""
    match view:
        case EventsView():
            return sum(reading_length(event.hours + event.title) for day in view.days for event in day.events)
        case CountdownView():
            return reading_length(view.title + view.words + view.when) + 4
        case WeekView():
            return 12 + sum(reading_length(turn.person) + 4 for day in view.days for turn in day.turns)
        case ServicesView():
            return sum(reading_length(service.name + service.hours) for service in view.services) // 2
        case FacilitiesView():
            return sum(reading_length(row.name) + 2 for row in view.facilities)
        case CardView():
            return reading_length(view.name + view.motto)
