"""Two versions of a notice, field by field, in a clerk's words. Pure."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from signage.content.body import block_text
from signage.content.posting import RULES
from signage.server.console.notices.written import (
    Written,
    area_words,
    body_of,
    facts_of,
    posted_words,
    title_of,
    when_words,
    words_of,
)


@dataclass(frozen=True)
class Piece:
    """A run of text: as it was, gone, or new."""

    text: str
    kind: str = ""
    """`""`, `gone` or `new`."""


@dataclass(frozen=True)
class Change:
    """One field of two versions; equal fields are not mentioned."""

    name: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def changes(old: Written, new: Written, zone: dt.tzinfo) -> list[Change]:
    """The fields in which the two differ, in the form's order."""
    before, after = _fields(old, zone), _fields(new, zone)
    return [
        Change(
            name, tuple(_pieces(before[name], after[name], "gone")), tuple(_pieces(before[name], after[name], "new"))
        )
        for name in after
        if before[name] != after[name]
    ]


def _fields(written: Written, zone: dt.tzinfo) -> dict[str, str]:
    words = words_of(written, zone)
    rule = RULES.get(written.basis)
    body = body_of(written, words)
    return {
        "标题": title_of(written, words),
        "时间": when_words(written.start, written.end, zone),
        "楼栋": area_words(written.buildings),
        "事项": "\n".join(f"{line.label}：{line.value}" for line in facts_of(written, words)),
        "正文": "\n".join(text for block in body if (text := block_text(block))),
        "图片": "\n".join(f"{figure.media.sha256[:8]} {figure.caption}".strip() for figure in written.pictures),
        "英文": "\n".join(filter(None, msgspec.structs.astuple(written.english))) if written.english else "",
        "文号": written.number,
        "落款": written.issuer,
        "落款日期": written.issued.isoformat() if written.issued else "",
        "公示期": posted_words(written.posting_start, written.posting_end, zone),
        "公示依据": rule.name if rule else written.basis,
        "优先级": {"normal": "普通", "important": "重要", "urgent": "紧急"}[written.priority],
        "置顶": "是" if written.pinned else "否",
        "原件上墙": "是" if written.on_wall else "否",
    }


def _pieces(old: str, new: str, side: str) -> Iterator[Piece]:
    """`old` (or, for `new`, the other) cut where they differ."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        text = old[first:last] if side == "gone" else new[begin:end]
        if text:
            yield Piece(text, "" if tag == "equal" else side)
