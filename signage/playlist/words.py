"""Moments and durations as people say them: 明天, 12月10日（周四）, 9:00–16:00, 明早 9:00, 3小时前.

Simplified Chinese, or English where a resident asked for it. Clocks are of 24 hours and of the compound's zone; days
are days of its calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from signage.content.duty import DutySlot
from signage.content.notice import Effect, Posting
from signage.playlist.duty import local_day
from signage.playlist.language import Language as Language

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
LONG_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_EN_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EN_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_NEAR = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
_EN_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_MORNING, _NOON, _EVENING = 5, 12, 18
"""Hours: 明早 from 5 to 12, 明晚 from 18, else 明天."""
_NEXT_YEARS = 180
"""A date further off than so many days, in another year, is said with the year."""


def as_line(words: str) -> str:
    """`words` where they begin a line of their own: Tomorrow 9:00. Scripts without capitals are as they are."""
    return words[:1].upper() + words[1:]


def list_words(parts: Iterable[str], language: Language = "zh-Hans") -> str:
    """贺清、田小满; 贺清, 田小满."""
    return (", " if language == "en" else "、").join(parts)


# Clocks and days.


def clock_words(moment: dt.datetime) -> str:
    """9:05, the same in both languages: 24 hours, no leading zero. `moment` as the wall shows it."""
    return f"{moment.hour}:{moment.minute:02}"


def header_clock(now: dt.datetime, zone: dt.tzinfo) -> str:
    """09:05: of even width, for the large clock."""
    return f"{now.astimezone(zone):%H:%M}"


def header_date(now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """12月9日 星期三; Wednesday 9 December."""
    day = local_day(now, zone)
    if language == "en":
        return f"{_EN_LONG_WEEKDAYS[day.weekday()]} {day.day} {_EN_LONG_MONTHS[day.month - 1]}"
    return f"{_month_day(day, language)} {LONG_WEEKDAYS[day.weekday()]}"


def _month_day(day: dt.date, language: Language) -> str:
    return f"{day.day} {_EN_MONTHS[day.month - 1]}" if language == "en" else f"{day.month}月{day.day}日"


def _year_month_day(day: dt.date, language: Language) -> str:
    words = _month_day(day, language)
    return f"{words} {day.year}" if language == "en" else f"{day.year}年{words}"


def month_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """2026年12月; December 2026."""
    return f"{_EN_LONG_MONTHS[day.month - 1]} {day.year}" if language == "en" else f"{day.year}年{day.month}月"


def weekday_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """周四; Thu."""
    return (_EN_WEEKDAYS if language == "en" else WEEKDAYS)[day.weekday()]


def date_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """12月10日（周四）; Thu 10 Dec."""
    words = _month_day(day, language)
    return f"{_EN_WEEKDAYS[day.weekday()]} {words}" if language == "en" else f"{words}（{WEEKDAYS[day.weekday()]}）"


def _near(day: dt.date, today: dt.date, language: Language) -> str | None:
    return (_EN_NEAR if language == "en" else _NEAR).get((day - today).days)


def day_words(day: dt.date, today: dt.date, language: Language = "zh-Hans") -> str:
    """昨天, 今天, 明天, 后天, then 12月10日（周四）; yesterday, today, tomorrow, then Thu 10 Dec."""
    return _near(day, today, language) or date_words(day, language)


def short_day(day: dt.date, today: dt.date, language: Language = "zh-Hans") -> str:
    """昨天, 今天, 明天, 后天, then 12月10日; with the year where it is another and not near."""
    far = day.year != today.year and abs((day - today).days) > _NEXT_YEARS
    return _near(day, today, language) or (_year_month_day if far else _month_day)(day, language)


def issued_words(day: dt.date, language: Language = "zh-Hans") -> str:
    """2026年12月7日, unpadded as under a document; 7 December 2026."""
    if language == "en":
        return f"{day.day} {_EN_LONG_MONTHS[day.month - 1]} {day.year}"
    return _year_month_day(day, language)


# From one moment or day to another.


def range_words(start: dt.datetime, end: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """9:00–11:00; the end of the day is 24:00, past it 22:00–次日6:00 (22:00–6:00 next day)."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    words = f"{clock_words(first)}–"
    if last.date() <= first.date():
        return words + clock_words(last)
    if (last.date() - first.date()).days == 1 and (last.hour, last.minute) == (0, 0):
        return words + "24:00"
    if (last.date() - first.date()).days == 1:
        return words + (f"{clock_words(last)} next day" if language == "en" else f"次日{clock_words(last)}")
    return words + f"{_month_day(last.date(), language)} {clock_words(last)}"


def span_words(first: dt.date, last: dt.date, language: Language = "zh-Hans") -> str:
    """12月7日–13日, 11月30日–12月6日; 7–13 Dec, 30 Nov – 6 Dec."""
    within = (first.year, first.month) == (last.year, last.month)
    if language == "en":
        head = str(first.day) if within else f"{_month_day(first, language)} "
        return f"{head}–{'' if within else ' '}{_month_day(last, language)}"
    return f"{_month_day(first, language)}–{f'{last.day}日' if within else _month_day(last, language)}"


def effect_words(effect: Effect | None, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """The chip on a notice: 12月21日, 本周五, 后天, 明天, 今天 9:00 起, 进行中, 进行中 · 至16:00.

    An effect without an end is a moment: 今天 14:00, and 今天 for the rest of its day. Empty when it is over or there
    is none.
    """
    if effect is None:
        return ""
    english, today = language == "en", local_day(now, zone)
    start = effect.start.astimezone(zone)
    if now.astimezone(dt.UTC) < effect.start.astimezone(dt.UTC):
        return _ahead(start, today, language, lasting=effect.end is not None)
    if effect.end is None:
        return _today(language) if start.date() == today else ""
    if now.astimezone(dt.UTC) >= effect.end.astimezone(dt.UTC):
        return ""
    end = effect.end.astimezone(zone)
    if end.date() == today:
        return f"now · until {clock_words(end)}" if english else f"进行中 · 至{clock_words(end)}"
    return "now" if english else "进行中"


def _today(language: Language) -> str:
    return "today" if language == "en" else "今天"


def _ahead(start: dt.datetime, today: dt.date, language: Language, *, lasting: bool) -> str:
    english, days = language == "en", (start.date() - today).days
    if days == 0:
        clock = clock_words(start)
        if not lasting:
            return f"{_today(language)} {clock}"
        return f"today from {clock}" if english else f"今天 {clock} 起"
    if near := _near(start.date(), today, language):
        return near
    if days < 7 - today.weekday():
        return f"this {_EN_WEEKDAYS[start.weekday()]}" if english else f"本{WEEKDAYS[start.weekday()]}"
    return _month_day(start.date(), language)


def when_words(effect: Effect, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """When it happens, in full: 明天 9:00–16:00, 12月16日（周三）8:30–11:30, 后天 全天, 12月10日–12日.

    What has begun is 进行中 · 至16:00. A moment is 今天 14:00, or its day alone where nothing else is known of it
    (it is at midnight). Empty when it is over.
    """
    english, today = language == "en", local_day(now, zone)
    start = effect.start.astimezone(zone)
    end = effect.end.astimezone(zone) if effect.end is not None else None
    if now.astimezone(dt.UTC) >= effect.start.astimezone(dt.UTC):
        if end is None or end.date() == today or effect_words(effect, now, zone) == "":
            return effect_words(effect, now, zone, language)
        tonight = _is_midnight(end) and (end.date() - today).days == 1
        last = "24:00" if tonight else _day_and_clock(end, today, language, end=True)
        return f"now · until {last}" if english else f"进行中 · 至{last}"
    if end is None or end <= start:
        return _day_and_clock(start, today, language)
    if _is_midnight(start) and _is_midnight(end):
        last_day = end.date() - dt.timedelta(days=1)
        if last_day > start.date():
            return span_words(start.date(), last_day, language)
        return beside_day(day_words(start.date(), today, language), "all day" if english else "全天")
    if (end.date() - start.date()).days <= 1:
        return beside_day(day_words(start.date(), today, language), range_words(start, end, zone, language))
    first = beside_day(day_words(start.date(), today, language), clock_words(start))
    return f"{first} {'to' if english else '至'} {_day_and_clock(end, today, language, end=True)}"


def beside_day(day: str, clock: str) -> str:
    """明天 9:00, but 12月16日（周三）9:00: a bracket makes room enough."""
    return f"{day}{'' if day.endswith('）') else ' '}{clock}"


def _is_midnight(moment: dt.datetime) -> bool:
    return (moment.hour, moment.minute) == (0, 0)


def _day_and_clock(moment: dt.datetime, today: dt.date, language: Language, *, end: bool = False) -> str:
    """`moment` as the wall shows it; midnight is a day alone: the one that begins, or as an `end` the one that ends."""
    if _is_midnight(moment):
        day = moment.date() - dt.timedelta(days=1) if end else moment.date()
        return (short_day if end else day_words)(day, today, language)
    return beside_day((short_day if end else day_words)(moment.date(), today, language), clock_words(moment))


def posted_words(posting: Posting, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """公示至12月13日, the last day on which it is shown; Posted until 13 Dec."""
    last = local_day(posting.end - dt.timedelta(microseconds=1), zone)
    words = short_day(last, local_day(now, zone), language)
    return f"Posted until {words}" if language == "en" else f"公示至{words}"


def age_words(age: dt.timedelta, language: Language = "zh-Hans") -> str:
    """刚刚, 5分钟前, 3小时前, 2天前; just now, 5 min ago, 3 h ago, 2 days ago."""
    minutes = int(age.total_seconds() // 60)
    english = language == "en"
    if minutes < 1:
        return "just now" if english else "刚刚"
    if minutes < 60:
        return f"{minutes} min ago" if english else f"{minutes}分钟前"
    if minutes < 24 * 60:
        return f"{minutes // 60} h ago" if english else f"{minutes // 60}小时前"
    days = minutes // (24 * 60)
    return (f"{days} day{'s' if days > 1 else ''} ago") if english else f"{days}天前"


# Turns at the gatehouse, alerts, freshness.


def next_words(slot: DutySlot, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """When the next turn begins: 今天 14:00, 明早 9:00, 后天 9:00, 周五 9:00, 下周一 9:00, 12月28日 9:00."""
    start = slot.start.astimezone(zone)
    today = local_day(now, zone)
    days, time = (start.date() - today).days, clock_words(start)
    english = language == "en"
    if days == 1 and not english:
        part = "早" if _MORNING <= start.hour < _NOON else "晚" if start.hour >= _EVENING else "天"
        return f"明{part} {time}"
    if near := _near(start.date(), today, language):
        return f"{near} {time}"
    weekday = (_EN_WEEKDAYS if english else WEEKDAYS)[start.weekday()]
    if days < 7 - today.weekday():
        return f"{weekday} {time}"
    if days < 14 - today.weekday():
        return f"next {weekday} {time}" if english else f"下{weekday} {time}"
    return f"{short_day(start.date(), today, language)} {time}"


def moment_words(moment: dt.datetime, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """12月12日 18:00, with the year where it is not this one; 12 Dec 18:00."""
    local = moment.astimezone(zone)
    words = _month_day if local.year == local_day(now, zone).year else _year_month_day
    return f"{words(local.date(), language)} {clock_words(local)}"


def issued_line(sent: dt.datetime, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """12月12日 18:00 发布; Issued 12 Dec 18:00."""
    words = moment_words(sent, now, zone, language)
    return f"Issued {words}" if language == "en" else f"{words} 发布"


def until_line(expires: dt.datetime, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """有效至 12月13日 18:00; Valid until 13 Dec 18:00."""
    words = moment_words(expires, now, zone, language)
    return f"Valid until {words}" if language == "en" else f"有效至 {words}"


def freshness_words(published: dt.datetime, now: dt.datetime, zone: dt.tzinfo, language: Language = "zh-Hans") -> str:
    """内容更新于 13:58, with the day where it was another; Updated 13:58."""
    today, day = local_day(now, zone), local_day(published, zone)
    clock = header_clock(published, zone)
    words = clock if day == today else f"{short_day(day, today, language)} {clock}"
    return f"Updated {words}" if language == "en" else f"内容更新于 {words}"


def stale_words(reached: dt.datetime, now: dt.datetime, language: Language = "zh-Hans") -> str:
    """离线 · 内容是2天前的; Offline · content of 2 days ago."""
    age = age_words(now.astimezone(dt.UTC) - reached.astimezone(dt.UTC), language)
    return f"Offline · content of {age}" if language == "en" else f"离线 · 内容是{age}的"
