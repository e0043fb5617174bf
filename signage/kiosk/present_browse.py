"""From content and a moment to what the screens of the browse mode draw. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from signage import __version__
from signage.content.body import pictures
from signage.content.feed import Feed
from signage.content.media import Media
from signage.content.notice import Item, Notice, Poster, Video
from signage.kiosk import present, present_guide
from signage.kiosk.browse import At, Place
from signage.kiosk.browseviews import (
    AboutView,
    ActionView,
    BuildingsView,
    ConcernsView,
    ConcernView,
    ContactsView,
    ContactView,
    EventListView,
    FacilityListView,
    HomeView,
    LineView,
    MonthView,
    NoticesView,
    ServiceDetailView,
    ServiceListView,
    TileView,
    WeekListView,
)
from signage.kiosk.phrases import Phrases
from signage.kiosk.views import DayView, EventsView, EventView, FreshView, NoticeRow, WeekView
from signage.playlist.categories import category_words
from signage.playlist.concerns import Concern, concerned_soon, concerns
from signage.playlist.events import week_events
from signage.playlist.live import live_items
from signage.playlist.openness import service_open
from signage.playlist.slides import events_ahead
from signage.playlist.vocabulary import known_words
from signage.playlist.words import as_line, weekday_words

MOST_TABS = 6
"""Categories with a button of their own; the rest share one."""

MONTH = "month"
"""The tab of the duty that shows a month."""

OTHERS = "*"
"""The tab of the categories that share a button."""


def home_view(feed: Feed, now: dt.datetime, fresh: FreshView, say: Phrases, *, trusted: bool) -> HomeView:
    """Where a visit begins: everything there is, one touch away."""
    duty = present.duty_view(feed, now, say, trusted=trusted)
    on_duty = say("此刻 %s 当班") % duty.name if duty.on else duty.name
    opened = [service for service in feed.services if service_open(service, feed, now)]
    posted = len(live_items(feed, now))
    free = next((facility for facility in feed.facilities if facility.free), None)
    tiles = [
        TileView(At.NOTICES, say("告"), "accent", say("通知公告"), say("%d 条在公示", posted) % posted),
        TileView(At.DUTY, say("班"), "primary", say("值班排片表"), on_duty),
        TileView(At.BUILDINGS, say("家"), "plum", say("影响我家吗？"), say("点楼号，查停水停电")),
        TileView(At.EVENTS, say("事"), "olive", say("本周大事"), _events_line(feed, now, say)),
    ]
    if feed.services:
        words = say("%d 项现在开放") % len(opened) if trusted else say("服务时间与联系人")
        tiles.append(TileView(At.SERVICES, say("务"), "blue", services_title(feed, say), words))
    if feed.facilities:
        words = say("%s 可借 %d") % (known_words(free.name, say.language), free.free) if free else say("都借出了")
        tiles.append(TileView(At.FACILITIES, say("具"), "gold", say("便民设施"), words))
    if feed.contacts:
        first = feed.contacts[0]
        whom = f"{known_words(first.name, say.language)} {first.phone}"
        tiles.append(TileView(At.CONTACTS, say("急"), "accent", say("紧急联系"), whom))
    tiles.append(TileView(At.ABOUT, say("屏"), "violet", say("关于本屏"), fresh.words))
    soon = concerned_soon(feed, now, say.language)
    return HomeView(
        title=say("您想看什么？"),
        tiles=tuple(tiles),
        soon=as_line(soon.when) if soon else "",
        what=soon.brief if soon else "",
        ask=say("影响我家吗？"),
    )


def _events_line(feed: Feed, now: dt.datetime, say: Phrases) -> str:
    count = events_ahead(week_events(feed, now, say.language))
    return say("还有 %d 件") % count if count else say("暂无安排")


def services_title(feed: Feed, say: Phrases) -> str:
    """八大功能 where there are eight, as the programme says."""
    return say("门岗八大功能") if len(feed.services) == 8 else say("门岗服务")


def chosen(feed: Feed, now: dt.datetime, place: Place) -> tuple[Item, ...]:
    """The live items that `place` lists: of its category, the most urgent first or in the order of their dates."""
    items = live_items(feed, now)
    if place.tab == OTHERS:
        named = {name for name, _ in _categories(items)[:MOST_TABS]}
        items = tuple(item for item in items if item.category not in named)
    elif place.tab:
        items = tuple(item for item in items if item.category == place.tab)
    return tuple(sorted(items, key=_newest)) if place.by_time else items


def _newest(item: Item) -> tuple[int, str]:
    day = item.issued if isinstance(item, Notice) else item.posting.start.date()
    return -day.toordinal(), item.id


def _categories(items: tuple[Item, ...]) -> list[tuple[str, int]]:
    """Categories, the most frequent first, with their counts."""
    return Counter(item.category for item in items).most_common()


def notices_view(feed: Feed, now: dt.datetime, place: Place, say: Phrases) -> tuple[NoticesView, tuple[NoticeRow, ...]]:
    """The list of notices: by category, by urgency or by time."""
    items = live_items(feed, now)
    counted = _categories(items)
    tabs = [
        ("", say("全部"), len(items)),
        *((name, category_words(name, say.language), count) for name, count in counted[:MOST_TABS]),
    ]
    rest = sum(count for _, count in counted[MOST_TABS:])
    if rest:
        tabs.append((OTHERS, say("其他"), rest))
    actions = [
        ActionView(f"{text} {count}", At.NOTICES, tab=name, byTime=place.by_time, on=name == place.tab)
        for name, text, count in tabs
    ]
    other = say("按要紧排") if place.by_time else say("按时间排")
    actions.append(ActionView(other, At.NOTICES, tab=place.tab, byTime=not place.by_time))
    listed = chosen(feed, now, place)
    rows = present.notice_rows(listed, feed, now, say)
    view = NoticesView(
        title=say("通知公告"),
        aside=say("%d 条在公示", len(listed)) % len(listed),
        empty=say("眼下没有通知"),
        kinds=tuple(sorted({row.category for row in rows})),
        actions=tuple(actions) if len(items) > 1 else (),
    )
    return view, rows


def item_pictures(item: Item) -> tuple[Media, ...]:
    """The pictures that can be seen full size."""
    match item:
        case Notice():
            return tuple(pictures(item.body))
        case Poster():
            return (item.picture,)
        case Video():
            return (item.poster,)


def week_list_view(week: WeekView, place: Place, say: Phrases) -> WeekListView:
    """A duty week, with the way to the weeks around it and to the month."""
    return WeekListView(
        title=say("值班排片表"),
        aside=week.ahead if place.page == 0 and week.ahead else week.range,
        days=week.days,
        known=week.known,
        actions=(
            ActionView(say("上一周"), At.DUTY, turn=-1),
            ActionView(week.range if place.page else say("本周"), At.DUTY, on=True),
            ActionView(say("下一周"), At.DUTY, turn=1),
            ActionView(say("看整月"), At.DUTY, tab=MONTH),
        ),
    )


def month_list_view(name: str, weeks: tuple[tuple[DayView, ...], ...], place: Place, say: Phrases) -> MonthView:
    """A month of the roster, with the way to the months around it and back to the week."""
    monday = dt.date(2024, 1, 1)
    days = [day for week in weeks for day in week if day.date]
    unknown = any(not day.turns and day.words for day in days) and not any(day.turns for day in days)
    return MonthView(
        title=name,
        aside=say("排片表待公布") if unknown else say("1 党总支 · 3 居委会 业委会 物业 · X 志愿者与社区单位"),
        weekdays=tuple(weekday_words(monday + dt.timedelta(days=offset), say.language) for offset in range(7)),
        weeks=weeks,
        actions=(
            ActionView(say("上个月"), At.DUTY, turn=-1),
            ActionView(say("本月"), At.DUTY, tab=MONTH, on=place.page == 0),
            ActionView(say("下个月"), At.DUTY, turn=1),
            ActionView(say("看本周"), At.DUTY),
        ),
    )


def events_view(events: EventsView, feed: Feed, say: Phrases) -> EventListView:
    """本周大事, each a touch away from its notice, and marked where that is in another language."""
    marks = {item.id: present.foreign_words(item, say) for item in feed.items}

    def marked(event: EventView) -> EventView:
        return replace(event, area=" · ".join(filter(None, (event.area, marks.get(event.item, "")))))

    days = tuple(replace(day, events=tuple(map(marked, day.events))) for day in events.days)
    return EventListView(title=events.title, aside=events.range, days=days)


def concerns_view(feed: Feed, building: str, now: dt.datetime, say: Phrases) -> ConcernsView:
    """Everything that concerns one building, in the order of time. Raises: `LookupError` for one that is none."""
    if building not in feed.compound.buildings:
        raise LookupError(building)
    found = concerns(feed, building, now, say.language)
    return ConcernsView(
        title=say("%s号楼") % building,
        aside=say("%d 件与您有关", len(found)) % len(found) if found else "",
        empty=say("眼下没有影响您这栋楼的通知"),
        concerns=tuple(_concern_view(concern, feed, say) for concern in found),
        actions=(ActionView(say("换一栋楼"), At.BUILDINGS),),
    )


def _concern_view(concern: Concern, feed: Feed, say: Phrases) -> ConcernView:
    item = next((item for item in feed.items if item.id == concern.id), None) if concern.kind == "item" else None
    return ConcernView(
        item=concern.id if item else "",
        when=as_line(concern.when),
        title=concern.title,
        line=" · ".join(
            filter(None, (concern.category, concern.area, present.foreign_words(item, say) if item else ""))
        ),
        tone=present.tone(item.category) if item else "accent",
    )


def services_view(feed: Feed, now: dt.datetime, say: Phrases, *, trusted: bool) -> ServiceListView:
    """All services, each a touch away from its details."""
    view = present_guide.services_view(feed, now, say)
    view = view if trusted else present.unclaimed(view)
    return ServiceListView(
        title=view.title,
        aside=view.subtitle,
        ids=tuple(service.id for service in feed.services),
        services=view.services,
    )


def service_view(feed: Feed, service_id: str, now: dt.datetime, say: Phrases, *, trusted: bool) -> ServiceDetailView:
    """One service: when, where, who. Raises: `ValueError` for an id that is none."""
    index = [service.id for service in feed.services].index(service_id)
    service = feed.services[index]
    tile = services_view(feed, now, say, trusted=trusted).services[index]
    lines = [
        (say("时间"), known_words(service.hours, say.language)),
        (say("地点"), known_words(service.place, say.language)),
        (say("联系人"), known_words(service.who, say.language)),
        (say("电话"), feed.compound.gate_phone),
    ]
    return ServiceDetailView(
        title=tile.name,
        glyph=tile.glyph,
        tone=tile.tone,
        openWords=tile.state,
        open=tile.open,
        summary=service.summary,
        lines=tuple(LineView(label, words) for label, words in lines if words),
    )


def facilities_view(feed: Feed, say: Phrases) -> FacilityListView:
    """What can be borrowed."""
    view = present_guide.facilities_view(feed, say)
    return FacilityListView(title=view.title, aside=view.subtitle, facilities=view.facilities)


def buildings_view(feed: Feed, say: Phrases) -> BuildingsView:
    """Pick a building."""
    names = feed.compound.buildings
    return BuildingsView(
        title=say("您住几号楼？"),
        aside=say("看停水、停电、会议是否与您有关"),
        names=names,
        labels=tuple(say("%s号楼") % name for name in names),
    )


def contacts_view(feed: Feed, say: Phrases) -> ContactsView:
    """Whom to call."""
    contacts = tuple(
        ContactView(known_words(contact.name, say.language), contact.phone, known_words(contact.note, say.language))
        for contact in feed.contacts
    )
    return ContactsView(title=say("紧急联系"), aside=say("遇险先拨 110、119、120"), contacts=contacts)


def about_view(feed: Feed, fresh: FreshView, version: int, say: Phrases) -> AboutView:
    """What this screen is, and what it does not do."""
    compound, gate = feed.compound, known_words(feed.compound.gate, say.language)
    lines = [
        (say("小区"), " ".join(filter(None, (compound.subdistrict, compound.committee, compound.name)))),
        (say("内容"), say("%s · 第 %d 版 · 签名已核对") % (fresh.words, version)),
        (say("发布"), say("居委会与物业编写，两人核准后上屏；以公告墙原件为准")),
        (say("隐私"), say("本屏没有摄像头，不录音，不记录是谁在看")),
        (say("更正"), " ".join(filter(None, (say("内容有误请告诉"), gate, compound.gate_phone)))),
        (say("程序"), f"signage {__version__}"),
    ]
    return AboutView(title=say("关于本屏"), lines=tuple(LineView(label, words) for label, words in lines if words))


def unclaimed_home(view: HomeView) -> HomeView:
    """`view` without what only a right clock can say."""
    return replace(view, soon="", what="")
