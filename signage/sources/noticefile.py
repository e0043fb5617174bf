"""notices/*.md: front matter and Markdown into a notice, a poster or a video."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from signage.content.base import Id, Language, Title
from signage.content.media import MAX_FILM_SECONDS, Film, Media
from signage.content.notice import Effect, Fact, Item, Notice, Poster, Posting, Priority, Video
from signage.content.posting import find_rule
from signage.sources import frontmatter
from signage.sources.compoundfile import CompoundFile, slug
from signage.sources.facts import read_facts
from signage.sources.fields import Keys, Table
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
    "countdown": ("倒计时",),
    "on_wall": ("原件上墙",),
    "language": ("语言",),
    "id": ("标识",),
    "kind": ("类型",),
    "picture": ("图片", "封面"),
    "alt": ("图片说明",),
    "video": ("视频",),
    "seconds": ("时长", "秒数"),
}
POSTING: Keys = {"start": ("开始", "起"), "end": ("结束", "止"), "days": ("天数",), "basis": ("依据",)}
EFFECT: Keys = {"start": ("开始", "起"), "end": ("结束", "止")}
KINDS = {
    "notice": "notice",
    "poster": "poster",
    "video": "video",
    "通知": "notice",
    "海报": "poster",
    "视频": "video",
}
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
_SECONDS = Annotated[float, Meta(gt=0, le=MAX_FILM_SECONDS)]
FindFilm = Callable[[str, "float | None", int], "Film | None"]
"""Gives the film for a path, the seconds that staff say it lasts, and a line; None when it already told the fault."""

_STAND_IN = "通知"
"""Takes the place of a missing text, so that every other fault can still be found."""


@dataclass(frozen=True)
class _Shared:
    """What notices, posters and videos have alike."""

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
    text: str, stem: str, setting: CompoundFile, find_picture: FindPicture, find_film: FindFilm, faults: Faults
) -> tuple[Item | None, Part | None]:
    """The item that the file says, and where its parts stand; None when it cannot be made out at all.

    `stem` is the file's name without `.md`. Raises: `SourceError` when there is no front matter.
    """
    front, body, before = frontmatter.split(text)
    node = frontmatter.parse(front, faults)
    if node is None:
        return None, None
    table = Table(Node(node.value, 1), NOTICE, faults)
    kind = table.choice("kind", KINDS, "video" if "video" in table else "notice")
    if kind == "notice":
        return _notice(table, body, before, stem, setting, find_picture)
    _forbid(table, kind, body, before)
    if kind == "poster":
        return _poster(table, stem, setting, find_picture)
    return _video(table, stem, setting, find_picture, find_film)


def _forbid(table: Table, kind: str, body: str, before: int) -> None:
    """What only a notice has, or only a video."""
    name = "海报" if kind == "poster" else "视频"
    for key in ("number", "facts", "pinned", "countdown", "on_wall"):
        if key in table:
            table.fault(key, f"{name}没有这一项；请删去，或改为 kind: notice")
    if body.strip():
        table.faults.add(before + 1, "body", f"{name}没有正文；请删去，或改为 kind: notice")
    if kind == "poster":
        for key in ("video", "seconds"):
            if key in table:
                table.fault(key, "海报没有这一项；请删去，或改为 kind: video")


def _notice(
    table: Table, body: str, before: int, stem: str, setting: CompoundFile, find_picture: FindPicture
) -> tuple[Item | None, Part | None]:
    table.require("title", "category", "issuer")
    for name in ("picture", "alt"):
        if name in table:
            table.fault(name, "只有海报（kind: poster）和视频有这一项；通知里的图片写在正文：![说明](图片.jpg)")
    for name in ("video", "seconds"):
        if name in table:
            table.fault(name, "只有视频（kind: video）有这一项；请改为 kind: video")
    issued = table.day("issued")
    shared = _shared(table, stem, setting, issued, _STAND_IN)
    if shared is None:
        return None, None
    facts = read_facts(table, Fact)
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
        countdown=table.flag("countdown", default=False),
        on_wall=table.flag("on_wall", default=True),
        language=shared.language,
    )
    return notice, Part(f"notices/{notice.id}", table.faults.file, 1, table.lines)


def _poster(
    table: Table, stem: str, setting: CompoundFile, find_picture: FindPicture
) -> tuple[Item | None, Part | None]:
    table.require("title", "picture")
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


def _video(
    table: Table, stem: str, setting: CompoundFile, find_picture: FindPicture, find_film: FindFilm
) -> tuple[Item | None, Part | None]:
    table.require("title", "video", "picture")
    shared = _shared(table, stem, setting, table.day("issued"), "视频")
    frame, film = _picture(table, find_picture), _film(table, find_film)
    if shared is None or frame is None or film is None:
        return None, None
    video = Video(
        id=shared.id,
        title=shared.title,
        video=film,
        poster=frame,
        posting=shared.posting,
        issuer=shared.issuer,
        category=shared.category,
        effect=shared.effect,
        buildings=shared.buildings,
        priority=shared.priority,
        language=shared.language,
    )
    return video, Part(f"notices/{video.id}", table.faults.file, 1, table.lines)


def _film(table: Table, find_film: FindFilm) -> Film | None:
    seconds = table.value("seconds", _SECONDS, 0.0, "应为秒数，如 30") or None
    node = table.node("video")
    return None if node is None else find_film(str(node.value).strip(), seconds, node.line)


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
