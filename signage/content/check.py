"""What a feed's types cannot say: whether it makes sense. Pure; faults are in the words of the staff who mend them.

A fault's `file` is the part of the feed: `compound`, `notices/<id>`, `notices/<id>/<language>` (a translation),
`services/<id>`, `facilities/<id>`, `contacts/<name>`, `duty/<month>`, `alerts/<identifier>`, `media` for all pictures
and films together. The content folder's reader puts file and line in its place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from signage.content import fit
from signage.content.alert import Alert, MsgType, Reference, Source
from signage.content.body import Table
from signage.content.compound import Compound
from signage.content.duty import DutySlot, Roster
from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.guide import Facility, Service
from signage.content.media import MAX_TOTAL_BYTES
from signage.content.notice import Item, Notice, Translation, Video
from signage.content.posting import RULES, Rule, posting_faults
from signage.content.privacy import privacy_faults
from signage.content.texts import placed_texts, slot_field, translation_place
from signage.content.zone import find_zone

SIGNALS = (
    "雷电", "暴雨", "大风", "干旱", "台风", "高温", "道路结冰", "大雾", "寒潮", "冰雹", "霜冻", "霾", "沙尘暴", "暴雪",
)  # fmt: skip
"""The official weather signals in use (上海市气象条例 2024). Only an official alert may wear their names."""

LONGEST_TURN = dt.timedelta(hours=16)
"""A turn at the gatehouse that lasts longer is a slip of the pen."""

LONGEST_POSTING = dt.timedelta(days=400)
NEAR = dt.timedelta(days=366)
"""An effect further from its posting than this is a slip of the pen, usually in the year."""

LONG_FILM_SECONDS = 120
"""A film that is longer holds up everything else that day; said to staff."""

ASPECT_TOLERANCE = 0.05
"""By how much a poster frame's shape may differ from the film's before the change from one to the other is seen."""

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check(feed: Feed, rules: Mapping[str, Rule] = RULES) -> tuple[Fault, ...]:
    """Every fault of `feed`, errors and warnings, in the feed's order; `rules` are those of the posting windows."""
    return tuple(_check(feed, rules))


def _check(feed: Feed, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    compound = feed.compound
    zone = find_zone(compound.zone)
    yield from _compound_faults(compound)
    yield from _repeated("notices", "id", (item.id for item in feed.items))
    for item in feed.items:
        place = f"notices/{item.id}"
        yield from _item_faults(item, compound, place)
        yield from posting_faults(item, zone or dt.UTC, place, rules)
    yield from _media_faults(feed)
    yield from _roster_faults(feed.roster, zone or dt.UTC)
    yield from alerts_faults(feed.alerts, compound)
    yield from _guide_faults(feed)
    yield from _unprintable(feed)
    yield from privacy_faults(feed)


def _repeated(folder: str, field: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(file=f"{folder}/{name}", field=field, problem=f"“{name}”用了{count}次；每个标识只能用一次")


def _unprintable(feed: Feed) -> Iterator[Fault]:
    """Characters that nobody can see: control characters, and those that turn the direction of writing."""
    for place, field, text in placed_texts(feed):
        if text.isprintable():
            continue
        for character in dict.fromkeys(text):
            if character in _BIDI or (unicodedata.category(character) in {"Cc", "Cs"} and character != "\n"):
                yield Fault(
                    file=place, field=field, problem=f"含有看不见的控制字符 U+{ord(character):04X}；请删去后重新输入"
                )


def _compound_faults(compound: Compound) -> Iterator[Fault]:
    if find_zone(compound.zone) is None:
        yield Fault(
            file="compound", field="zone", problem=f"没有“{compound.zone}”这个时区；应为如 Asia/Shanghai 的 IANA 名称"
        )
    for name, count in Counter(compound.buildings).items():
        if count > 1:
            yield Fault(file="compound", field="buildings", problem=f"“{name}”号楼写了{count}次")
    if compound.latitude == 0 and compound.longitude == 0:
        yield Fault(
            file="compound",
            field="latitude",
            level=Level.WARNING,
            problem="经纬度都是0，日出日落会算错；请填小区所在的经纬度",
        )
    receptions = compound.receptions
    if receptions is not None and receptions.closed > receptions.received:
        yield Fault(
            file="compound",
            field="receptions.closed",
            problem=f"办结{receptions.closed}件多于受理{receptions.received}件",
        )


def _item_faults(item: Item, compound: Compound, place: str) -> Iterator[Fault]:
    posting, effect = item.posting, item.effect
    if posting.end - posting.start > LONGEST_POSTING:
        yield Fault(
            file=place,
            field="posting.end",
            level=Level.WARNING,
            problem=f"公示超过{LONGEST_POSTING.days}天；请核对年份",
        )
    if effect is not None:
        if effect.end is not None and effect.end < effect.start:
            yield Fault(file=place, field="effect.end", problem="结束时间早于开始时间")
        if abs(effect.start - posting.start) > NEAR:
            yield Fault(
                file=place,
                field="effect.start",
                level=Level.WARNING,
                problem="发生时间与公示开始相差一年以上；请核对年份",
            )
    yield from _building_faults(item.buildings, compound, place)
    match item:
        case Notice():
            yield from _notice_faults(item, place)
        case Video():
            yield from _video_faults(item, place)


def _notice_faults(notice: Notice, place: str) -> Iterator[Fault]:
    yield from _words_faults(notice, place)
    if not notice.facts and not notice.body:
        yield Fault(
            file=place, field="facts", level=Level.WARNING, problem="只有标题，没有事项也没有正文；居民会看不明白"
        )
    if notice.countdown and notice.effect is None:
        yield Fault(
            file=place, field="countdown", problem="倒计时要知道数到哪一天：请写发生时间 effect，或删去 countdown"
        )
    known = {notice.language.lower()}
    for translation in notice.translations:
        inner = translation_place(notice, translation)
        language = translation.language.lower()
        if language == notice.language.lower():
            yield Fault(
                file=inner,
                field="language",
                problem=f"译文的语言与原文相同（{translation.language}）；请改文件名",
            )
        elif language in known:
            yield Fault(file=inner, field="language", problem=f"{translation.language} 的译文有两份；每种语言只留一份")
        known.add(language)
        yield from _words_faults(translation, inner)
        if notice.body and not translation.body:
            yield Fault(
                file=inner, field="body", level=Level.WARNING, problem="原文有正文，译文没有；读译文的居民会少看到内容"
            )


def _words_faults(words: Notice | Translation, place: str) -> Iterator[Fault]:
    """Of a notice's words, in whichever language."""
    yield from fit.notice_faults(words, place)
    for label, count in Counter(fact.label for fact in words.facts).items():
        if count > 1:
            yield Fault(file=place, field=f"facts.{label}", problem=f"事项“{label}”写了{count}次；请合并")
    for block in words.body:
        if isinstance(block, Table) and any(len(row) != len(block.header) for row in block.rows):
            yield Fault(
                file=place, field="body", problem=f"表格“{block.header[0]}…”每行应有{len(block.header)}个单元格"
            )


def _video_faults(video: Video, place: str) -> Iterator[Fault]:
    if video.video.seconds > LONG_FILM_SECONDS:
        yield Fault(
            file=place,
            field="video",
            level=Level.WARNING,
            problem=f"视频长{video.video.seconds:.0f}秒，播放时别的内容都要等；建议剪到{LONG_FILM_SECONDS}秒以内",
        )
    film, frame = video.video, video.poster
    if abs(film.width * frame.height / (film.height * frame.width) - 1) > ASPECT_TOLERANCE:
        yield Fault(
            file=place,
            field="picture",
            level=Level.WARNING,
            problem=f"封面图（{frame.width}×{frame.height}）和视频（{film.width}×{film.height}）长宽比不同，换成视频时会跳一下；"
            "请用视频里的一帧作封面",
        )


def _media_faults(feed: Feed) -> Iterator[Fault]:
    """A screen refuses a feed whose pictures and films are more than it can hold."""
    total = sum(media.size for media in feed.media())
    if total > MAX_TOTAL_BYTES:
        yield Fault(
            file="media",
            problem=f"图片和视频共{total / 1_000_000:.0f} MB，屏幕最多收{MAX_TOTAL_BYTES // 1_000_000} MB；"
            "请移走旧的视频，或压缩后再放",
        )


def _building_faults(buildings: tuple[str, ...], compound: Compound, place: str) -> Iterator[Fault]:
    unknown = [name for name in buildings if name not in compound.buildings]
    if unknown and compound.buildings:
        known = f"{compound.buildings[0]}–{compound.buildings[-1]}"
        yield Fault(
            file=place, field="buildings", problem=f"小区没有{'、'.join(unknown)}号楼；compound.toml 里有 {known}"
        )


# The roster.


def _roster_faults(roster: Roster, zone: dt.tzinfo) -> Iterator[Fault]:
    covered: set[dt.date] = set()
    for slot in roster.slots:
        start = slot.start.astimezone(zone)
        place, field = f"duty/{start:%Y-%m}", slot_field(slot, zone)
        covered.add(start.date())
        yield from fit.slot_faults(slot, place, field)
        if slot.end <= slot.start:
            yield Fault(file=place, field=field, problem="结束时间必须晚于开始时间")
        elif slot.end - slot.start > LONGEST_TURN:
            yield Fault(file=place, field=field, problem=f"一班超过{LONGEST_TURN.seconds // 3600}小时；请核对时间")
        if f"{start:%Y-%m}" not in roster.months:
            yield Fault(file=place, field=field, problem="日期不在已排班的月份里")
    for earlier, later in pairwise(roster.slots):
        if later.start < earlier.start:
            yield Fault(file="duty", field=slot_field(later, zone), problem="排班没有按开始时间排序")
    yield from _overlaps(roster.slots, zone)
    for month in roster.months:
        yield from _gaps(month, covered)


def _overlaps(slots: tuple[DutySlot, ...], zone: dt.tzinfo) -> Iterator[Fault]:
    """One person twice at once is an error. Two people at once may sit together, but staff should know."""
    running: list[DutySlot] = []
    for slot in sorted(slots, key=lambda slot: slot.start):
        running = [other for other in running if other.end > slot.start]
        for other in running:
            place, field = f"duty/{slot.start.astimezone(zone):%Y-%m}", slot_field(slot, zone)
            if other.person == slot.person and other.organisation == slot.organisation:
                yield Fault(file=place, field=field, problem=f"与同一人的另一班（{slot_field(other, zone)}）重叠")
            elif other.place == slot.place and other.start != slot.start:
                yield Fault(
                    file=place,
                    field=field,
                    level=Level.WARNING,
                    problem=f"与{slot_field(other, zone)}在同一地点重叠；同时当班请写相同的时间",
                )
        running.append(slot)


def _gaps(month: str, covered: set[dt.date]) -> Iterator[Fault]:
    year, number = int(month[:4]), int(month[5:])
    if not 1 <= year <= dt.MAXYEAR:
        yield Fault(file=f"duty/{month}", problem="年份不对")
        return
    days = (dt.date(year, number, day + 1) for day in range(calendar.monthrange(year, number)[1]))
    missing = [str(day.day) for day in days if day not in covered]
    if missing:
        yield Fault(
            file=f"duty/{month}",
            level=Level.WARNING,
            problem=f"{number}月{'、'.join(missing)}日没有人当班，屏幕上会显示“无人当班”；若是漏排请补上",
        )


# Alerts.


def alerts_faults(alerts: tuple[Alert, ...], compound: Compound) -> Iterator[Fault]:
    """Faults of each alert, and of what they say of each other."""
    yield from _repeated("alerts", "identifier", (alert.identifier for alert in alerts))
    known = {alert.reference for alert in alerts}
    for alert in alerts:
        yield from _alert_faults(alert, compound, known)


def _alert_faults(alert: Alert, compound: Compound, known: set[Reference]) -> Iterator[Fault]:
    place = f"alerts/{alert.identifier}"
    if alert.expires <= alert.sent:
        yield Fault(file=place, field="expires", problem="失效时间必须晚于发布时间")
    elif alert.effective is not None and alert.expires <= alert.effective:
        yield Fault(file=place, field="expires", problem="失效时间必须晚于生效时间")
    if alert.msg_type in {MsgType.UPDATE, MsgType.CANCEL} and not alert.references:
        yield Fault(
            file=place, field="references", problem=f"{alert.msg_type} 必须写明它更新或解除的是哪一条（references）"
        )
    if alert.reference in alert.references:
        yield Fault(file=place, field="references", problem="不能引用自己")
    for reference in alert.references:
        if reference.sender != alert.sender and reference != alert.reference:
            # the screen lets nobody update or lift another's message (playlist.live.alerts_in_force)
            yield Fault(
                file=place,
                field="references",
                level=Level.WARNING,
                problem=f"引用的 {reference.identifier} 是 {reference.sender} 发布的；屏幕只认同一发布者的更新和解除",
            )
        elif reference not in known and reference != alert.reference:
            yield Fault(
                file=place,
                field="references",
                level=Level.WARNING,
                problem=f"引用的 {reference.identifier} 不在这里；若它已不再发布，这没有关系，否则请核对",
            )
    if alert.source is Source.OFFICIAL:
        if not alert.sender_name:
            yield Fault(
                file=place, field="sender_name", problem="官方预警必须写明发布单位（sender_name），如 演示气象台"
            )
    else:
        yield from _reminder_faults(alert, place)
    if alert.msg_type is not MsgType.CANCEL and not alert.description and not alert.instruction:
        yield Fault(
            file=place, field="description", level=Level.WARNING, problem="没有内容也没有指引；请写明情况和该怎么做"
        )
    yield from _building_faults(alert.buildings, compound, place)
    if alert.msg_type is not MsgType.CANCEL:  # never drawn
        yield from fit.alert_faults(alert, place)


def _reminder_faults(alert: Alert, place: str) -> Iterator[Fault]:
    for field, text in (("event", alert.event), ("headline", alert.headline)):
        if text in SIGNALS or "预警信号" in text or any(f"{signal}预警" in text for signal in SIGNALS):
            yield Fault(
                file=place,
                field=field,
                problem=f"小区提醒不得使用官方预警信号的名称（“{text}”）；"
                '转发官方预警请写 source = "official" 和发布单位，否则换一种说法',
            )


# The guide.


def _guide_faults(feed: Feed) -> Iterator[Fault]:
    yield from _repeated("services", "id", (service.id for service in feed.services))
    yield from _repeated("facilities", "id", (facility.id for facility in feed.facilities))
    for service in feed.services:
        yield from _service_faults(service, feed.roster)
    for facility in feed.facilities:
        yield from _facility_faults(facility)


def _service_faults(service: Service, roster: Roster) -> Iterator[Fault]:
    place = f"services/{service.id}"
    if [service.always, service.by_roster, bool(service.openings)].count(True) > 1:
        yield Fault(
            file=place,
            field="openings" if service.openings else "always",
            level=Level.WARNING,
            problem="always、by_roster、openings 写了不止一样，以前面的为准；请只留一样",
        )
    if service.by_roster and not roster.months:
        yield Fault(
            file=place,
            field="by_roster",
            level=Level.WARNING,
            problem="按排片表开放，但没有任何排片表；请加 duty/YYYY-MM.csv",
        )


def _facility_faults(facility: Facility) -> Iterator[Fault]:
    if facility.free > facility.total:
        yield Fault(
            file=f"facilities/{facility.id}",
            field="free",
            problem=f"可借{facility.free}件多于总数{facility.total}件",
        )
