"""The monthly roster 排片表 as residents' committees send it, csv or xlsx, into turns at the gatehouse."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from signage.content.duty import DutySlot
from signage.content.fault import Fault
from signage.content.texts import slot_field
from signage.sources.compoundfile import Hours
from signage.sources.fields import FLAGS
from signage.sources.nodes import Faults, SourceError
from signage.sources.rostertext import (
    Turn,
    group_of,
    is_special,
    parse_dates,
    parse_group,
    parse_turns,
    people_in,
    replaced,
    weekday_in,
)
from signage.sources.rows import Row, Sheet
from signage.sources.sheet import HEADER_ROWS, MAX_SHEET_BYTES, read_csv, read_xlsx
from signage.sources.textfile import read_bytes
from signage.sources.times import local

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("日期", "接待日期", "值班日期", "date"),
    "weekday": ("星期", "周", "周几", "weekday"),
    "time": ("时间", "时段", "接待时间", "值班时间", "time"),
    "person": ("姓名", "值班人", "接待人", "值班人员", "接待人员", "人员", "值班", "person", "name"),
    "organisation": ("单位", "组织", "所属单位", "接待单位", "organisation", "organization"),
    "group": ("组别", "1+3+X", "分组", "类别", "group"),
    "topic": ("事项", "主题", "接待主题", "接待事项", "topic"),
    "place": ("地点", "接待地点", "值班地点", "place"),
    "remark": ("备注", "说明", "remark", "note"),
    "special": ("特别接待", "special"),
    "public_name": ("公示名", "化名", "显示名", "public name"),
    "consent": ("同意公示", "本人同意", "是否同意公示", "consent"),
    "replaces": ("顶替", "换班", "替班", "原值班人", "replaces"),
}
_MONTH_NAME = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_LEGEND = ("说明", "注:", "注：", "注意", "备注", "合计", "共计", "制表", "填表", "审核", "联系", "※", "*")
_YES = {"√", "✓", "✔", "同意", "y"}
_NO = {"×", "✗", "x", "不同意", "n"}
_MAX_PERSON = 20


@dataclass(frozen=True)
class RosterReading:
    """What a sheet says: its turns sorted by start, its month, its faults, and each turn's row by `slot_field`."""

    month: str
    slots: tuple[DutySlot, ...] = ()
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def read_roster(path: Path, zone: ZoneInfo, *, hours: Hours | None = None, root: Path | None = None) -> RosterReading:
    """Reads `path` (`2026-12.csv`, `2026-12.xlsx`); times are those of `zone`. Whatever is wrong is a fault.

    `root` is the content folder: faults name the file relative to it, and nothing outside of it is read.
    """
    base = root or path.parent
    file = path.relative_to(base).as_posix()
    try:
        data = read_bytes(path, base, MAX_SHEET_BYTES)
    except SourceError as error:
        return RosterReading(path.stem, faults=(Fault(file=file, problem=error.problem),))
    return parse_roster(data, file, zone, hours=hours)


def parse_roster(
    data: bytes,
    file: str,
    zone: ZoneInfo,
    *,
    hours: Hours | None = None,
    open_book: Callable[[bytes, str], list[Sheet]] = read_xlsx,
) -> RosterReading:
    """Reads a sheet's bytes. `file` is its name, whose stem is the month and whose ending says csv or xlsx.

    `open_book` opens a workbook; what it raises besides `SourceError` is the caller's.
    """
    name = file.rpartition("/")[2]
    month, _, ending = name.rpartition(".")
    faults = Faults(file)
    found = _MONTH_NAME.fullmatch(month)
    if found is None or not 2000 < int(found.group(1)) < 2199:
        faults.add(0, "", f"文件名“{name}”应是月份，如 2026-12.csv")
        return RosterReading(month, faults=tuple(faults.found))
    try:
        sheets = open_book(data, file) if ending.lower() == "xlsx" else [read_csv(data)]
        sheet, header = _find_header(sheets, faults)
    except SourceError as error:
        faults.add(error.line, "", error.problem)
        return RosterReading(month, faults=tuple(faults.found))
    faults.found.extend(sheet.faults)
    reader = _Reader(header, int(found.group(1)), int(found.group(2)), zone, hours or Hours(), faults)
    for row in sheet.rows[header.index + 1 :]:
        reader.read(row)
    slots = tuple(sorted(reader.slots, key=lambda slot: (slot.start, slot.end, slot.person)))
    if not slots and not faults.found:
        faults.add(0, "", "表里没有一行排班")
    return RosterReading(month, slots, tuple(faults.found), reader.lines)


@dataclass(frozen=True)
class _Header:
    index: int
    number: int
    columns: Mapping[str, int]


def _find_header(sheets: list[Sheet], faults: Faults) -> tuple[Sheet, _Header]:
    found: list[tuple[Sheet, _Header]] = []
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:HEADER_ROWS]):
            columns = _columns(row)
            if "date" in columns and "person" in columns:
                found.append((sheet, _Header(index, row.number, columns)))
                break
    if not found:
        raise SourceError(f"前{HEADER_ROWS}行里没有表头；表头至少要有“日期”“姓名”和“单位”（或“组别”）")
    if len(found) > 1:
        faults.warn(0, "", f"有{len(found)}张工作表都像排片表，只读了第一张“{found[0][0].title}”；其余请隐藏或删去")
    sheet, header = found[0]
    if "organisation" not in header.columns and "group" not in header.columns:
        raise SourceError("表头缺少“单位”（或写明单位的“组别”）一列", header.number)
    return sheet, header


def _columns(row: Row) -> dict[str, int]:
    known = {_squeeze(alias): name for name, aliases in COLUMNS.items() for alias in aliases}
    columns: dict[str, int] = {}
    for index, text in enumerate(row.texts):
        # 姓名（可公示）: what stands in brackets explains, it does not name.
        name = known.get(_squeeze(text)) or known.get(_squeeze(re.sub(r"\(.*?\)", "", text)))
        if name is not None:
            columns.setdefault(name, index)
    return columns


def _squeeze(text: str) -> str:
    return re.sub(r"[\s:*]+", "", unicodedata.normalize("NFKC", text)).lower()


class _Reader:
    """Reads row after row; a row's faults do not stop the next."""

    def __init__(self, header: _Header, year: int, month: int, zone: ZoneInfo, hours: Hours, faults: Faults) -> None:
        self._columns = header.columns
        self._year, self._month = year, month
        self._zone, self._hours = zone, hours
        self._faults = faults
        self._dates: list[dt.date] = []
        self.slots: list[DutySlot] = []
        self.lines: dict[str, int] = {}

    def read(self, row: Row) -> None:
        texts = [text for text in row.texts if text]
        if not texts or texts[0].startswith(_LEGEND) or (len(texts) > 2 and len(set(texts)) == 1):
            return
        if _columns(row) == self._columns:
            return  # a header repeated on the next printed page
        dates = self._read_dates(row)
        if dates is None:
            return
        self._dates = dates
        person = self._text(row, "person")
        if not person:
            if self._text(row, "date"):
                self._faults.warn(row.number, "姓名", "没有姓名，这一天将没有人当班；若无人值班请删去这一行")
            return
        try:
            turns = self._turns(row)
        except ValueError as error:
            self._faults.add(row.number, "时间", str(error))
            return
        self._add(row, dates, turns, person)

    def _text(self, row: Row, name: str) -> str:
        return row.text(self._columns.get(name))

    def _read_dates(self, row: Row) -> list[dt.date] | None:
        """The row's dates, those of the row above where it names none; None when it is no row of the roster."""
        column = self._columns["date"]
        said = self._text(row, "date")
        if not said:
            if self._dates or not self._text(row, "person"):
                return self._dates or None
            self._faults.add(row.number, "日期", f"没有日期；请写成如 {self._month}月7日")
            return None
        weekday = weekday_in(said)
        if weekday is None:
            weekday = weekday_in(self._text(row, "weekday"))
        try:
            dates = parse_dates(
                row.cells[column], self._year, self._month, decimal=column in row.decimals, weekday=weekday
            )
        except ValueError as error:
            if self._text(row, "person") and re.search(r"\d", said):
                self._faults.add(row.number, "日期", str(error))
            elif self._text(row, "person"):
                self._faults.warn(row.number, "日期", f"“{said[:20]}”不是日期，这一行没有读入")
            self._dates = []
            return None
        kept = []
        for date in dates:
            if (date.year, date.month) != (self._year, self._month):
                self._faults.add(row.number, "日期", f"{date}不在{self._year}年{self._month}月；请核对日期或文件名")
            else:
                kept.append(date)
        if weekday is not None and len(kept) == 1 and kept[0].weekday() != weekday:
            right = "一二三四五六日"[kept[0].weekday()]
            self._faults.warn(row.number, "星期", f"{kept[0].month}月{kept[0].day}日是周{right}，表里写的不是；请核对")
        return kept

    def _turns(self, row: Row) -> list[Turn]:
        column = self._columns.get("time")
        if column is None or column >= len(row.cells):
            return parse_turns("", self._hours)
        return parse_turns(row.cells[column], self._hours)

    def _add(self, row: Row, dates: list[dt.date], turns: list[Turn], person: str) -> None:
        people = self._people(row, person)
        group, named = parse_group(self._text(row, "group"))
        organisation = self._text(row, "organisation") or named
        if not organisation:
            self._faults.add(row.number, "单位", "没有单位；请填党总支、居委会、业委会、物业、志愿者等")
            return
        remark = self._text(row, "remark")
        topic = self._text(row, "topic")
        special = self._flag(row, "special", default=is_special((organisation, topic, remark, person)))
        values = {
            "organisation": self._bounded(row, "单位", organisation),
            "topic": self._bounded(row, "事项", topic),
            "place": self._bounded(row, "地点", self._text(row, "place") or self._hours.place),
            "replaces": self._bounded(row, "顶替", replaced(self._text(row, "replaces"))),
        }
        for date in dates:
            for start, end in turns:
                span = self._span(row, date, start, end)
                if span is None:
                    continue
                for name in people:
                    slot = DutySlot(
                        start=span[0],
                        end=span[1],
                        person=name,
                        group=group or group_of(organisation),
                        special=special,
                        **values,
                    )
                    self.slots.append(slot)
                    self.lines[slot_field(slot, self._zone)] = row.number

    def _people(self, row: Row, person: str) -> list[str]:
        """The names as they may be shown: a name needs its person's consent, an alias does not."""
        alias = self._text(row, "public_name")
        if not alias and not self._flag(row, "consent", default=True):
            self._faults.add(row.number, "同意公示", "本人不同意公示，也没有公示名；请填“公示名”，如 志愿者小棠")
            return []
        return [self._bounded(row, "姓名", name) for name in people_in(alias or person)]

    def _flag(self, row: Row, name: str, *, default: bool) -> bool:
        text = self._text(row, name).lower()
        if not text:
            return default
        if text in _YES or text in _NO:
            return text in _YES
        if text not in FLAGS:
            self._faults.add(row.number, COLUMNS[name][0], f"“{text}”应为 是 或 否")
            # Consent in doubt is no consent.
            return False
        return FLAGS[text]

    def _bounded(self, row: Row, column: str, text: str) -> str:
        text = " ".join(text.split())
        if len(text) > _MAX_PERSON:
            self._faults.add(row.number, column, f"“{text[:12]}…”有{len(text)}个字，最多{_MAX_PERSON}个字")
            return text[:_MAX_PERSON]
        return text

    def _span(self, row: Row, date: dt.date, start: dt.time, end: dt.time) -> tuple[dt.datetime, dt.datetime] | None:
        last = date if end > start else date + dt.timedelta(days=1)
        try:
            return (
                local(dt.datetime.combine(date, start), self._zone),
                local(dt.datetime.combine(last, end), self._zone),
            )
        except ValueError as error:
            self._faults.add(row.number, "时间", str(error))
            return None
