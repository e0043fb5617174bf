"""Dates, times, hours and buildings as staff write them. Every function raises `ValueError` in the words of staff."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from signage.content.codec import YEARS
from signage.content.guide import Opening

_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?"
)
_RANGE = re.compile(r"(\d{1,2}):(\d{2})\s*[-~至到]\s*(\d{1,2}):(\d{2})")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "〜": "~", "﹣": "-", "‐": "-", "‑": "-"})
_WEEKDAYS = {
    **{name: index for index, name in enumerate("一二三四五六日")},
    "天": 6,
    **{name: index for index, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_DAY = r"(?:星期|周|礼拜)?([一二三四五六日天]|mon|tue|wed|thu|fri|sat|sun)"
_DAYS = re.compile(rf"{_DAY}(?:[-~至到]{_DAY})?")
_EVERY_DAY = {"", "每天", "每日", "daily", "everyday"}
_WHOLE_COMPOUND = {"", "全小区", "全部", "全体", "all"}
_BUILDING_RANGE = re.compile(r"(\d{1,4})[-~至到](\d{1,4})")
MAX_BUILDINGS = 200


def tidy(text: str) -> str:
    """`text` with full-width digits and signs made half-width and dashes made one, without spaces around it."""
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).strip()


def parse_moment(value: object, zone: ZoneInfo, *, end: bool = False) -> dt.datetime:
    """The instant that `value` (text, or a date or time from TOML) means in `zone`.

    A date alone is 00:00 of that day, or with `end` 00:00 of the next: the end of that day.
    """
    match value:
        case dt.datetime():
            return _bounded(value) if value.tzinfo else local(value, zone)
        case dt.date():
            return _whole_day(value, zone, end=end)
        case str():
            return _parse_text(tidy(value), zone, end=end)
    raise ValueError(f"“{value}”不是时间；请写成如 2026-12-10 9:00")


def _parse_text(text: str, zone: ZoneInfo, *, end: bool) -> dt.datetime:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}”不是时间；请写成如 2026-12-10 9:00 或 2026-12-10")
    year, month, day, hour, minute, second, offset = found.groups()
    date = _date(int(year), int(month), int(day))
    if hour is None:
        if offset is not None:
            raise ValueError(f"“{text}”有时差没有时刻；请写成如 2026-12-10T09:00:00+08:00")
        return _whole_day(date, zone, end=end)
    naive = _at(date, int(hour), int(minute), int(second or 0))
    if offset is None:
        return local(naive, zone)
    return _bounded(naive.replace(tzinfo=_offset(offset)))


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from None


def _at(date: dt.date, hour: int, minute: int, second: int = 0) -> dt.datetime:
    """`hour` 24 with no minutes is the end of the day."""
    if (hour, minute, second) == (24, 0, 0):
        return dt.datetime.combine(date, dt.time()) + dt.timedelta(days=1)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"没有{hour}:{minute:02d}这个时刻")
    return dt.datetime.combine(date, dt.time(hour, minute, second))


def _offset(text: str) -> dt.tzinfo:
    if text in "Zz":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(f"没有 {text} 这个时差")
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if text[0] == "-" else delta)


def _bounded(instant: dt.datetime) -> dt.datetime:
    if not YEARS[0] < instant.year < YEARS[-1]:  # a change of zone may move it over the edge of a year
        raise ValueError(f"{instant.year}年不对；请核对年份")
    return instant.astimezone(dt.UTC)


def _whole_day(date: dt.date, zone: ZoneInfo, *, end: bool) -> dt.datetime:
    """The first instant of the day, also where clocks skip midnight; with `end` that of the next."""
    if not YEARS[0] < date.year < YEARS[-1]:
        raise ValueError(f"{date.year}年不对；请核对年份")
    day = date + dt.timedelta(days=1) if end else date
    return _bounded(dt.datetime.combine(day, dt.time(), zone))


def local(naive: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The instant when clocks in `zone` show `naive`, in UTC.

    Raises: `ValueError` when they never do, or do twice: a turn of summer time that only an offset can tell.
    """
    if not YEARS[0] < naive.year < YEARS[-1]:
        raise ValueError(f"{naive.year}年不对；请核对年份")
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        back = first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
        shown = f"{naive:%Y-%m-%d %H:%M}"
        if back != naive:
            raise ValueError(f"{shown} 在当地不存在（夏令时拨快）；请改用之后的时间")
        raise ValueError(f"{shown} 在当地有两次（夏令时拨慢）；请写上时差，如 {first.isoformat(timespec='minutes')}")
    return first.astimezone(dt.UTC)


def parse_day(value: object) -> dt.date:
    """The date that `value` names: a date, or text such as `2026-12-07`; a time of day is dropped."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = _MOMENT.fullmatch(tidy(str(value)))
    if found is None:
        raise ValueError(f"“{value}”不是日期；请写成如 2026-12-07")
    return _date(*(int(part) for part in found.groups()[:3]))


def parse_range(text: str) -> tuple[dt.time, dt.time]:
    """`9:00-11:00` as its two times; 24:00 as an end is 00:00 of the next day."""
    found = _RANGE.fullmatch(tidy(text))
    if found is None:
        raise ValueError(f"“{text}”不是起止时间；请写成如 9:00-11:00")
    hours = [int(part) for part in found.groups()]
    return _at(dt.date.min, hours[0], hours[1]).time(), _at(dt.date.min, hours[2], hours[3]).time()


def parse_opening(text: str) -> Opening:
    """`周一至周五 8:30-17:00`, `每天 22:00-6:00` (over midnight), `周六 0:00-24:00`."""
    clean = tidy(text).lower()
    found = _RANGE.search(clean)
    if found is None or clean[found.end() :].strip():
        raise ValueError(f"“{text}”不是开放时间；请写成如 周一至周五 8:30-17:00")
    days = _weekdays(clean[: found.start()].strip(), text)
    start, end = parse_range(found.group())
    if start == end != dt.time():
        raise ValueError(f"“{text}”开始和结束相同；全天开放请写 0:00-24:00，或 always = true")
    return Opening(days=days, start=start, end=end)


def _weekdays(text: str, whole: str) -> tuple[int, ...]:
    if text in _EVERY_DAY:
        return tuple(range(7))
    days: set[int] = set()
    for piece in re.split(r"[、,;\s和]+", text):
        found = _DAYS.fullmatch(piece)
        if found is None:
            raise ValueError(f"“{whole}”里的“{piece}”不是星期；请写成如 周一至周五 8:30-17:00")
        first = _WEEKDAYS[found.group(1)]
        last = _WEEKDAYS[found.group(2)] if found.group(2) else first
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return tuple(sorted(days))


def parse_buildings(text: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """`1-6`, `1至6号楼`, `1、3、5`, `全小区` (none: all). A range follows the order of `known` where it can."""
    clean = re.sub(r"(?<=[\dA-Za-z])\s*(?:号楼|号|栋|幢|楼)", "", tidy(text))
    if clean in _WHOLE_COMPOUND or clean.lower() in _WHOLE_COMPOUND:
        return ()
    names: list[str] = []
    for piece in re.split(r"[、,;/\s和及]+", re.sub(r"\s*([-~至到])\s*", r"\1", clean)):
        found = _BUILDING_RANGE.fullmatch(piece)
        if found is None:
            names.append(piece)
            continue
        first, last = found.groups()
        if first in known and last in known and known.index(first) <= known.index(last):
            names.extend(known[known.index(first) : known.index(last) + 1])
        elif int(first) <= int(last) < int(first) + MAX_BUILDINGS:
            names.extend(str(number) for number in range(int(first), int(last) + 1))
        else:
            raise ValueError(f"“{piece}”不是楼号范围；请写成如 1-6")
    return tuple(dict.fromkeys(name for name in names if name))
