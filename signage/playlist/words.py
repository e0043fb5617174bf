"""Moments and durations as people say them: 明天, 12月10日（周四）, 9:00–16:00, 明早 9:00, 3小时前."""

from __future__ import annotations

import datetime as dt

from signage.content.duty import DutySlot
from signage.content.notice import Effect
from signage.playlist.duty import local_day

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
LONG_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_NEAR = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
_EARLY, _NOON, _EVENING = 5, 12, 18


def clock_words(moment: dt.datetime) -> str:
    """9:05: 24 hours, no leading zero."""
    return f"{moment.hour}:{moment.minute:02}"


def header_clock(now: dt.datetime, zone: dt.tzinfo) -> str:
    """09:05: of even width, for the large clock."""
    return f"{now.astimezone(zone):%H:%M}"


def header_date(now: dt.datetime, zone: dt.tzinfo) -> str:
    """12月9日 星期三."""
    day = local_day(now, zone)
    return f"{day.month}月{day.day}日 {LONG_WEEKDAYS[day.weekday()]}"


def date_words(day: dt.date) -> str:
    """12月10日（周四）."""
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def day_words(day: dt.date, today: dt.date) -> str:
    """今天, 明天, 后天, 昨天, then 12月10日（周四）."""
    return _NEAR.get((day - today).days) or date_words(day)


def short_day(day: dt.date, today: dt.date) -> str:
    """今天, 明天, 后天, then 12月10日; with the year where it is another."""
    near = _NEAR.get((day - today).days)
    if near:
        return near
    year = f"{day.year}年" if day.year != today.year and abs((day - today).days) > 180 else ""
    return f"{year}{day.month}月{day.day}日"


def issued_words(day: dt.date) -> str:
    """2026年12月7日, unpadded as under a document."""
    return f"{day.year}年{day.month}月{day.day}日"


def range_words(start: dt.datetime, end: dt.datetime, zone: dt.tzinfo) -> str:
    """9:00–11:00; the end of the day is 24:00."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    late = "24:00" if last.date() > first.date() and (last.hour, last.minute) == (0, 0) else clock_words(last)
    return f"{clock_words(first)}–{late}"


def span_words(first: dt.date, last: dt.date) -> str:
    """12月7日–13日, 11月30日–12月6日."""
    tail = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日–{tail}"


def effect_words(effect: Effect | None, now: dt.datetime, zone: dt.tzinfo) -> str:
    """The chip on a notice: 明天, 今天 9:00 起, 进行中, 今天 16:00 止, 还有5天; empty when it is over or has none."""
    if effect is None:
        return ""
    today = local_day(now, zone)
    start_day = local_day(effect.start, zone)
    if now >= effect.start:
        if effect.end is None or now >= effect.end:
            return "今天" if effect.end is None and start_day == today else ""
        if local_day(effect.end, zone) == today:
            return f"进行中 · 至{clock_words(effect.end.astimezone(zone))}"
        return "进行中"
    days = (start_day - today).days
    if days == 0:
        return f"今天 {clock_words(effect.start.astimezone(zone))} 起"
    if days in _NEAR:
        return _NEAR[days]
    if days < 7 - today.weekday():
        return f"本{WEEKDAYS[start_day.weekday()]}"
    return f"{start_day.month}月{start_day.day}日"


def age_words(age: dt.timedelta) -> str:
    """刚刚, 5分钟前, 3小时前, 2天前."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "刚刚"
    if minutes < 60:
        return f"{minutes}分钟前"
    if minutes < 24 * 60:
        return f"{minutes // 60}小时前"
    return f"{minutes // (24 * 60)}天前"


def next_words(slot: DutySlot, now: dt.datetime, zone: dt.tzinfo) -> str:
    """When the next turn begins: 今天 14:00, 明早 9:00, 周五 9:00, 下周一 9:00, 12月28日 9:00."""
    start = slot.start.astimezone(zone)
    today = local_day(now, zone)
    days = (start.date() - today).days
    time = clock_words(start)
    if days == 0:
        return f"今天 {time}"
    if days == 1:
        part = "早" if _EARLY <= start.hour < _NOON else "晚" if start.hour >= _EVENING else "天"
        return f"明{part} {time}"
    if days == 2:
        return f"后天 {time}"
    weekday = WEEKDAYS[start.weekday()]
    if days < 7 - today.weekday():
        return f"{weekday} {time}"
    if days < 14 - today.weekday():
        return f"下{weekday} {time}"
    return f"{start.month}月{start.day}日 {time}"


def moment_words(moment: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """12月12日 18:00, with the year where it is not this one."""
    local = moment.astimezone(zone)
    year = f"{local.year}年" if local.year != now.astimezone(zone).year else ""
    return f"{year}{local.month}月{local.day}日 {clock_words(local)}"


def issued_line(sent: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """12月12日 18:00 发布."""
    return f"{moment_words(sent, now, zone)} 发布"


def until_line(expires: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """有效至 12月13日 18:00."""
    return f"有效至 {moment_words(expires, now, zone)}"


def freshness_words(published: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """内容更新于 13:58, with the day where it was another."""
    today, day = local_day(now, zone), local_day(published, zone)
    clock = f"{published.astimezone(zone):%H:%M}"
    return f"内容更新于 {clock}" if day == today else f"内容更新于 {short_day(day, today)} {clock}"


def stale_words(reached: dt.datetime, now: dt.datetime) -> str:
    """离线 · 内容是2天前的."""
    return f"离线 · 内容是{age_words(now - reached)}的"
