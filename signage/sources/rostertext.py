"""What the cells of a roster mean: dates, turns, groups. Every function raises `ValueError` in the words of staff."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from signage.content.duty import Group
from signage.sources.compoundfile import Hours
from signage.sources.rows import Cell
from signage.sources.times import tidy

Turn = tuple[dt.time, dt.time]
"""Start and end; an end that is not after the start is on the next day."""

LONGEST_NIGHT = dt.timedelta(hours=13)
"""A turn over midnight that lasts longer is two times in the wrong order."""

_WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)([一二三四五六日天])[)\]]?")
_WEEKDAYS = "一二三四五六日"
_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]\s*0{1,2}:00(?::00)?)?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_DAY = re.compile(r"(\d{1,2})\s*[日号]?")
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.0)?")
_EXCEL_EPOCH = dt.date(1899, 12, 30)

_CLOCK = r"(\d{1,2})\s*(?::|点|时|\.)\s*(\d{2}|半)?\s*分?"
_TURN = re.compile(
    rf"(上午|下午|晚上|晚|早上|中午)?\s*\(?\s*{_CLOCK}\s*(?:-+|~+|至|到)\s*(下午|晚上|晚)?\s*{_CLOCK}\s*\)?"
)
_HOURS_ONLY = re.compile(r"(上午|下午|晚上|晚|早上)?\s*(\d{1,2})\s*(?:-|~|至|到)\s*(\d{1,2})\s*[点时]")
_AFTERNOON = {"下午", "晚上", "晚"}

SPECIAL_WORDS = ("人大代表", "政协", "代表接待", "委员接待", "法律顾问", "律师")
"""In the organisation, the topic, the remark or the name: a reception that residents are told of ahead."""


def weekday_in(text: str) -> int | None:
    """The weekday that `text` names (0 Monday), or None."""
    found = _WEEKDAY.search(text) or re.fullmatch(r"([一二三四五六日天])", text)
    return _WEEKDAYS.index(found.group(1).replace("天", "日")) if found else None


def parse_dates(
    cell: Cell, year: int, month: int, *, decimal: bool = False, weekday: int | None = None
) -> list[dt.date]:
    """The dates in a cell of the roster of `month`: one, or several parted by 、.

    `decimal`: the cell is a spreadsheet's number, so that 12.1 may have been typed as 12.10; `weekday` then decides.
    """
    if isinstance(cell, dt.datetime):
        return [cell.date()]
    if isinstance(cell, dt.date):
        return [cell]
    text = _WEEKDAY.sub(" ", tidy(str(cell))).strip()
    dates: list[dt.date] = []
    for piece in re.split(r"[、,;\n]+", text):
        if not (piece := piece.strip()):
            continue
        if decimal and (found := re.fullmatch(r"(\d{1,2})\.([123])", piece)):
            dates.append(_ambiguous(int(found.group(1)), int(found.group(2)), year, weekday))
        else:
            dates.append(_parse_date(piece, year, month))
    if not dates:
        raise ValueError(f"“{cell}”不是日期；请写成如 {month}月7日")
    return dates


def _parse_date(text: str, year: int, month: int) -> dt.date:
    if found := _FULL.fullmatch(text):
        return _date(*(int(part) for part in found.groups()))
    if _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + dt.timedelta(days=int(float(text)))
    if found := _MONTH_DAY.fullmatch(text):
        return _date(year, int(found.group(1)), int(found.group(2)))
    if found := _DAY.fullmatch(text):
        return _date(year, month, int(found.group(1)))
    raise ValueError(f"“{text}”不是日期；请写成如 {month}月7日")


def _ambiguous(month: int, digit: int, year: int, weekday: int | None) -> dt.date:
    first, tenth = _date(year, month, digit), _date(year, month, digit * 10)
    if weekday is not None and (first.weekday() == weekday) != (tenth.weekday() == weekday):
        return first if first.weekday() == weekday else tenth
    raise ValueError(
        f"“{month}.{digit}”可能是{month}月{digit}日，也可能是{month}月{digit * 10}日；请写成 {month}月{digit}日"
    )


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from None


def parse_turns(cell: Cell, hours: Hours) -> list[Turn]:
    """The turns in a cell: ranges, 上午 and 下午 by `hours`; an empty cell is both."""
    text = tidy(str(cell))
    if not text:
        return [hours.morning, hours.afternoon]
    turns: list[Turn] = []
    rest: list[str] = []
    position = 0
    for found in _TURN.finditer(text):
        rest.append(text[position : found.start()])
        position = found.end()
        half, first, first_minute, late, last, last_minute = found.groups()
        turns.append(
            _turn(_hour(first, half), _minute(first_minute), _hour(last, late or half), _minute(last_minute), text)
        )
    left = " ".join([*rest, text[position:]])
    for found in _HOURS_ONLY.finditer(left):
        half, first, last = found.groups()
        turns.append(_turn(_hour(first, half), 0, _hour(last, half), 0, text))
    left = _HOURS_ONLY.sub(" ", left)
    if re.search(r"\d", left):
        raise ValueError(f"“{cell}”里有看不懂的时间；请写成如 9:00-11:00")
    if "全天" in left or "整天" in left:
        turns += [hours.morning, hours.afternoon]
    else:
        turns += [turn for word, turn in (("上午", hours.morning), ("下午", hours.afternoon)) if word in left]
    if not turns:
        raise ValueError(f"“{cell}”不是时间；请写成如 9:00-11:00、上午、下午")
    return sorted(dict.fromkeys(turns))


def _hour(text: str, half: str | None) -> int:
    hour = int(text)
    return hour + 12 if half in _AFTERNOON and hour < 12 else hour


def _minute(text: str | None) -> int:
    return 30 if text == "半" else int(text or 0)


def _turn(first: int, first_minute: int, last: int, last_minute: int, cell: str) -> Turn:
    if first > 23 or first_minute > 59 or last > 24 or last_minute > 59 or (last == 24 and last_minute):
        raise ValueError(f"“{cell}”里有不存在的时刻；请写成如 9:00-11:00")
    start, end = dt.time(first, first_minute), dt.time(last % 24, last_minute)
    length = dt.timedelta(hours=last - first, minutes=last_minute - first_minute)
    if length <= dt.timedelta() and length + dt.timedelta(days=1) > LONGEST_NIGHT:
        raise ValueError(f"“{cell}”结束早于开始；请写成如 9:00-11:00")
    return start, end


def people_in(cell: str) -> list[str]:
    """The people in a cell. The spaces that line two characters up with three (老　范) are not part of the name."""
    names = (
        re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", name).strip() for name in re.split(r"[、,;/\n]+", cell)
    )
    return [name for name in names if name]


def group_of(organisation: str) -> Group:
    """1+3+X by the organisation's name: the Party branch; committee, owners, property company; everybody else."""
    if "党" in organisation:
        return Group.ONE
    words = ("居委", "居民委员会", "业委", "业主委员会", "业主大会", "物业")
    return Group.THREE if any(word in organisation for word in words) else Group.X


def parse_group(cell: str) -> tuple[Group | None, str]:
    """The group in a cell of the column 组别, and the organisation when the cell names one: `3（居委会）`."""
    text = cell.strip()
    if not text:
        return None, ""
    found = re.fullmatch(r"([13XxＸ])\s*组?\s*(?:[(\-:、.]\s*(.*?)\s*\)?)?", text)
    if found is None:
        return group_of(text), text
    return Group(found.group(1).upper()), found.group(2) or ""


def is_special(texts: Sequence[str]) -> bool:
    """Whether a reception is one announced ahead: a deputy's, an adviser's."""
    return any(word in text for word in SPECIAL_WORDS for text in texts)


def replaced(cell: str) -> str:
    """The person whose turn it was: `原：苗阿姨`, `替苗阿姨` and `苗阿姨` are the same."""
    return re.sub(r"^(?:原?值班人?|原|顶替|代替|替|换)[::\s]*", "", cell).strip()
