"""Inside the child: title, number, issuer and date of a Word notice, by how they are set. Few use styles for them.

A notice has 标题 centred, 发文字号 under it, and 落款 right-aligned at its end with the date below (党政机关公文格式,
GB/T 9704-2012 §7).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import mammoth.documents as word

from signage.server.intake.tidy import tidy
from signage.server.intake.wire import MAX_ISSUER, MAX_NUMBER, MAX_TITLE, Letter

_TITLE_STYLES = {"title", "heading 1", "标题"}
_NUMBER = re.compile(r"^[^，。；：]{0,24}[〔\[［（(]\s*\d{4}\s*[〕\]］）)]\s*第?\s*\d{1,5}\s*号$")
_DATE = re.compile(r"^(\d{4}|[〇○零一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(.{1,3})日$")
_ENDING = "。；，、：:;,."
_DIGITS = {"〇": 0, "○": 0, "零": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}


def take_letter(document: Any) -> tuple[Letter, Any]:
    """The frame of `document`, a document of mammoth's, and the document without it."""
    children = [child for child in document.children if _text(child) or _holds_picture([child])]
    title, start = _title(children)
    number = ""
    if start < len(children) and _NUMBER.match(_text(children[start])) and len(_text(children[start])) <= MAX_NUMBER:
        number, start = _text(children[start]), start + 1
    issuer, issued, end = _signature(children, start)
    letter = Letter(title=title, number=number, issuer=issuer, issued=issued)
    return letter, document.copy(children=children[start:end])


def _title(children: Sequence[Any]) -> tuple[str, int]:
    """The title, and where what follows it begins.

    It is the first paragraph that says anything, if it is styled as a title or centred; lines centred alike under it
    belong to it.
    """
    if not children or not isinstance(children[0], word.Paragraph):
        return "", 0
    styled = (children[0].style_name or "").lower() in _TITLE_STYLES
    title, end = _text(children[0]), 1
    if not title or not (styled or children[0].alignment == "center"):
        return "", 0
    while end < len(children) and not styled and _continues(children[0], children[end]):
        longer = title + _text(children[end])
        if len(longer) > MAX_TITLE:
            break
        title, end = longer, end + 1
    if len(title) > MAX_TITLE or title[-1] in _ENDING or _holds_picture(children[:end]):
        return "", 0
    return title, end


def _continues(title: Any, below: Any) -> bool:
    return (
        isinstance(below, word.Paragraph)
        and below.alignment == title.alignment
        and bool(_text(below))
        and _face(below) == _face(title)
        and not _NUMBER.match(_text(below))
    )


def _signature(children: Sequence[Any], start: int) -> tuple[str, dt.date | None, int]:
    """Issuer, date, and where they begin: the date is said last, the issuers stand above it, both at right."""
    end = len(children)
    last = end - 1
    if last <= start or not _is_at_right(children[last]):
        return "", None, end
    issued = written_date(_text(children[last]))
    if issued is None:
        return "", None, end
    names: list[str] = []
    first = last
    while first - 1 > start and _is_at_right(children[first - 1]):
        name = _text(children[first - 1])
        if len("、".join((name, *names))) > MAX_ISSUER or name[-1] in _ENDING:
            break
        names.insert(0, name)
        first -= 1
    return "、".join(names), issued, first


def _is_at_right(element: Any) -> bool:
    return (
        isinstance(element, word.Paragraph)
        and element.alignment in {"right", "end"}
        and bool(_text(element))
        and not _holds_picture([element])
    )


def written_date(text: str) -> dt.date | None:
    """The day in 2026年12月7日 or 二〇二六年十二月七日; None where there is none."""
    found = _DATE.match(text.replace(" ", ""))
    if found is None:
        return None
    year, month, day = (_number(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number up to 99, or a year digit by digit; 0 for what is none."""
    if text.isascii() and text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int("".join(str(_DIGITS.get(digit, 0)) for digit in text))
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _face(paragraph: Any) -> tuple[object, ...] | None:
    """Size and weight of a paragraph's letters."""
    run = next((child for child in paragraph.children if isinstance(child, word.Run) and _text(child)), None)
    return None if run is None else (run.font_size, run.is_bold)


def _text(element: Any) -> str:
    parts: list[str] = []

    def visit(one: Any) -> None:
        if isinstance(one, word.Text):
            parts.append(one.value)
        elif isinstance(one, (word.Tab, word.Break)):
            parts.append(" ")
        elif isinstance(one, word.HasChildren) and not (isinstance(one, word.Run) and one.is_strikethrough):
            for child in one.children:
                visit(child)

    visit(element)
    return tidy(" ".join(tidy("".join(parts)).split()))


def _holds_picture(elements: Sequence[Any]) -> bool:
    return any(
        isinstance(one, word.Image) or (isinstance(one, word.HasChildren) and _holds_picture(one.children))
        for one in elements
    )
