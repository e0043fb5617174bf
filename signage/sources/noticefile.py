"""notices/*.md: front matter and Markdown into a notice or a poster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from signage.content.base import Id, Language, Title
from signage.content.media import Media
from signage.content.notice import Effect, Fact, Item, Notice, Poster, Posting, Priority
from signage.content.posting import find_rule
from signage.sources import frontmatter
from signage.sources.compoundfile import CompoundFile, slug
from signage.sources.fields import Keys, Table, bounds_problem
from signage.sources.markdown import FindPicture, to_blocks
from signage.sources.nodes import Faults, Node, Part

NOTICE: Keys = {
    "title": ("标题",),
    "category": ("类别",),
    "issuer": ("落款", "署名", "发布单位"),
    "issued": ("日期", "落款日期"),
    "posting": ("公示",),
    "number": ("发文字号", "文号"),
    "facts": ("事项", "要点"),
    "effect": ("发生", "影响时间"),
    "buildings": ("楼栋", "楼号", "范围"),
    "priority": ("优先级",),
    "pinned": ("置顶",),
    "on_wall": ("原件上墙",),
    "language": ("语言",),
    "id": ("标识",),
    "kind": ("类型",),
    "picture": ("图片",),
    "alt": ("图片说明",),
}
POSTING: Keys = {"start": ("开始", "起"), "end": ("结束", "止"), "days": ("天数",), "basis": ("依据",)}
EFFECT: Keys = {"start": ("开始", "起"), "end": ("结束", "止")}
KINDS = {"notice": "notice", "poster": "poster", "通知": "notice", "海报": "poster"}
PRIORITIES = {
    "normal": Priority.NORMAL,
    "important": Priority.IMPORTANT,
    "urgent": Priority.URGENT,
    "普通": Priority.NORMAL,
    "重要": Priority.IMPORTANT,
    "紧急": Priority.URGENT,
}

_CATEGORY = Annotated[str, Meta(min_length=1, max_length=8)]
_ISSUER = Annotated[str, Meta(min_length=1, max_length=40)]
_NUMBER = Annotated[str, Meta(max_length=40)]
_DAYS = Annotated[int, Meta(ge=1, le=400)]
_MAX_FACTS = 8
_STAND_IN = "通知"
"""Takes the place of a missing text, so that every other fault can still be found."""


@dataclass(frozen=True)
class _Shared:
    """What notices and posters have alike."""

    id: str
    title: str
    category: str
    issuer: str
    posting: Posting
    effect: Effect | None
    buildings: tuple[str, ...]
    priority: Priority
    language: str


def parse_notice(
    text: str, stem: str, setting: CompoundFile, find_picture: FindPicture, faults: Faults
) -> tuple[Item | None, Part | None]:
    """The item that the file says, and where its parts stand; None when it cannot be made out at all.

    `stem` is the file's name without `.md`. Raises: `SourceError` when there is no front matter.
    """
    front, body, before = frontmatter.split(text)
    node = frontmatter.parse(front, faults)
    if node is None:
        return None, None
    table = Table(Node(node.value, 1), NOTICE, faults)
    kind = table.choice("kind", KINDS, "notice")
    if kind == "poster":
        return _poster(table, body, before, stem, setting, find_picture)
    return _notice(table, body, before, stem, setting, find_picture)


def _notice(
    table: Table, body: str, before: int, stem: str, setting: CompoundFile, find_picture: FindPicture
) -> tuple[Item | None, Part | None]:
    table.require("title", "category", "issuer")
    for name in ("picture", "alt"):
        if name in table:
            table.fault(name, "只有海报（kind: poster）有这一项；通知里的图片写在正文：![说明](图片.jpg)")
    issued = table.day("issued")
    shared = _shared(table, stem, setting, issued, _STAND_IN)
    if shared is None:
        return None, None
    facts = _facts(table)
    blocks, block_lines = to_blocks(body, find_picture, table.faults, before)
    table.lines.update({f"body.{index}": line for index, line in enumerate(block_lines)})
    table.lines.setdefault("body", before + 1)
    notice = Notice(
        id=shared.id,
        title=shared.title,
        category=shared.category,
        issuer=shared.issuer or _STAND_IN,
        issued=issued or shared.posting.start.astimezone(setting.zone).date(),
        posting=shared.posting,
        number=table.text("number", _NUMBER),
        facts=facts,
        body=blocks,
        effect=shared.effect,
        buildings=shared.buildings,
        priority=shared.priority,
        pinned=table.flag("pinned", default=False),
        on_wall=table.flag("on_wall", default=True),
        language=shared.language,
    )
    return notice, Part(f"notices/{notice.id}", table.faults.file, 1, table.lines)


def _poster(
    table: Table, body: str, before: int, stem: str, setting: CompoundFile, find_picture: FindPicture
) -> tuple[Item | None, Part | None]:
    table.require("title", "picture")
    for name in ("number", "facts", "pinned", "on_wall"):
        if name in table:
            table.fault(name, "海报没有这一项；请删去，或改为 kind: notice")
    if body.strip():
        table.faults.add(before + 1, "body", "海报没有正文；请删去，或改为 kind: notice")
    shared = _shared(table, stem, setting, table.day("issued"), "海报")
    picture = _picture(table, find_picture)
    if shared is None or picture is None:
        return None, None
    poster = Poster(
        id=shared.id,
        title=shared.title,
        picture=picture,
        posting=shared.posting,
        issuer=shared.issuer,
        category=shared.category,
        effect=shared.effect,
        buildings=shared.buildings,
        priority=shared.priority,
        language=shared.language,
    )
    return poster, Part(f"notices/{poster.id}", table.faults.file, 1, table.lines)


def _picture(table: Table, find_picture: FindPicture) -> Media | None:
    node = table.node("picture")
    if node is None:
        return None
    alt = table.text("alt")
    if not alt:
        table.warn("picture", "没有写图片说明 alt；看不清图的居民需要它")
    return find_picture(str(node.value).strip(), alt, node.line)


def _shared(table: Table, stem: str, setting: CompoundFile, issued: dt.date | None, category: str) -> _Shared | None:
    posting = _posting(table, setting, issued)
    shared_id = _id(table, stem)
    effect = _effect(table, setting.zone)
    title = table.text("title", Title, _STAND_IN)
    values = {
        "category": table.text("category", _CATEGORY, category),
        "issuer": table.text("issuer", _ISSUER, ""),
        "language": table.text("language", Language, "zh-Hans", "应为如 zh-Hans 或 en 的语言标签"),
    }
    buildings = table.buildings("buildings", setting.compound.buildings)
    priority = table.choice("priority", PRIORITIES, Priority.NORMAL)
    if posting is None:
        return None
    return _Shared(
        id=shared_id,
        title=title,
        posting=posting,
        effect=effect,
        buildings=buildings,
        priority=priority,
        **values,
    )


def _id(table: Table, stem: str) -> str:
    if "id" in table:
        return table.text("id", Id, "x", "用字母、数字、汉字、- _ .，不含空格")
    try:
        return msgspec.convert(stem, Id)
    except msgspec.ValidationError:
        table.faults.add(0, "id", f"文件名“{stem}”不能作标识；请改名（字母、数字、汉字、- _ .，不含空格），或写 id")
        return slug(stem)


def _posting(table: Table, setting: CompoundFile, issued: dt.date | None) -> Posting | None:
    zone = setting.zone
    inner = table.table("posting", POSTING)
    if inner is None:
        table.require("posting")
        return None
    start = inner.moment("start", zone)
    if start is None and "start" not in inner:
        if issued is None and "issued" not in table:
            inner.fault("start", "缺少公示开始；请写 start，或写落款日期 issued")
        elif issued is not None:
            start = _midnight(issued, zone, inner)
    end = inner.moment("end", zone, end=True)
    if "days" in inner:
        if "end" in inner:
            inner.fault("days", "end 和 days 只写一个")
        days = inner.value("days", _DAYS, 0, "应为天数，如 7")
        if days and start is not None and end is None:
            # Days of the calendar: over a change of clocks a day is not 24 hours.
            end = start.astimezone(zone).replace(tzinfo=None) + dt.timedelta(days=days)
            end = end.replace(tzinfo=zone).astimezone(dt.UTC)
    elif "end" not in inner:
        inner.fault("end", "缺少公示结束；请写 end 或 days")
    basis = inner.text("basis")
    if (rule := find_rule(basis, setting.rules)) is not None:
        basis = rule[0]
    return None if start is None or end is None else Posting(start=start, end=end, basis=basis)


def _midnight(day: dt.date, zone: ZoneInfo, table: Table) -> dt.datetime | None:
    if not 2000 < day.year < 2199:
        table.fault("start", f"{day.year}年不对；请核对年份")
        return None
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def _effect(table: Table, zone: ZoneInfo) -> Effect | None:
    node = table.node("effect")
    if node is None:
        return None
    if not isinstance(node.value, Mapping):
        moment = table.moment("effect", zone)
        return None if moment is None else Effect(start=moment)
    inner = table.table("effect", EFFECT)
    if inner is None:
        return None
    inner.require("start")
    start, end = inner.moment("start", zone), inner.moment("end", zone, end=True)
    return None if start is None else Effect(start=start, end=end)


def _facts(table: Table) -> tuple[Fact, ...]:
    node = table.node("facts")
    if node is None:
        return ()
    if not isinstance(node.value, Mapping):
        table.fault("facts", "应是一行一个“名称: 内容”，如 时间: 12月10日 9:00至16:00")
        return ()
    kinds = get_type_hints(Fact, include_extras=True)
    facts: list[Fact] = []
    for label, value in node.value.items():
        path = f"facts.{label}"
        if not isinstance(value.value, str):
            table.faults.add(value.line, path, "内容应是一行文字")
            continue
        fact = Fact(label=label.strip(), value=value.value.strip())
        if faulty := [*_bounds("名称", fact.label, kinds["label"]), *_bounds("内容", fact.value, kinds["value"])]:
            for problem in faulty:
                table.faults.add(value.line, path, problem)
            continue
        table.lines[path] = table.lines[f"facts.{len(facts)}"] = value.line
        facts.append(fact)
    if len(facts) > _MAX_FACTS:
        table.fault("facts", f"{len(facts)}条事项，最多6条；其余写进正文")
        del facts[_MAX_FACTS:]
    return tuple(facts)


def _bounds(what: str, text: str, kind: Any) -> Iterator[str]:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError as error:
        yield what + bounds_problem(error, text)
