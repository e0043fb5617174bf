"""Runs of text as a document has them, into spans: spaces as a browser draws them, bounds as a notice has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from signage.content.body import Span
from signage.server.intake.tidy import tidy

MAX_SPANS, MAX_PROSE, MAX_LINE = 200, 4000, 200

_SOFT = "\0"
"""A line break of the source, which is no space between Chinese characters, but one between words."""

_SOFT_BREAK = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_PARAGRAPH_BREAK = re.compile(r"\n{2,}")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class Run(NamedTuple):
    """A piece of text, tidied; a `\\0` in it is a soft break, a `\\n` a hard one."""

    text: str
    strong: bool = False


def run(text: str, *, strong: bool = False, kept: bool = False) -> Run:
    """The run of a text node; `kept`: its line breaks are meant (`pre`)."""
    if kept:
        return Run(tidy(text), strong)
    return Run(_SOFT.join(tidy(part) for part in _SOFT_BREAK.split(text.replace("\r\n", "\n"))), strong)


def raised(text: str) -> str:
    """Superscript digits, because m2 is not m²; other text stays as it is."""
    return text.translate(_RAISED) if text.strip("0123456789+-") == "" else text


def lowered(text: str) -> str:
    """Subscript digits; other text stays as it is."""
    return text.translate(_LOWERED) if text.strip("0123456789+-") == "" else text


def line(runs: Iterable[Run], most: int | None = None) -> str:
    """All of `runs` as one line of plain text, of at most `most` characters."""
    text = tidy("".join(text for text, _ in _spaced(runs)).replace("\n", " ").strip())
    return text if most is None else tidy(text[:most]).strip()


def paragraphs(runs: Iterable[Run]) -> Iterator[tuple[Span, ...]]:
    """`runs` as paragraphs: parted where two line breaks follow each other, and where one would have too many spans."""
    current: list[Span] = []
    for text, strong in _merged(_spaced(runs)):
        first, *rest = _PARAGRAPH_BREAK.split(text)
        for index, part in enumerate((first, *rest)):
            if index:
                yield from _bounded(current)
                current = []
            current.append(Span(text=part, strong=strong))
    yield from _bounded(current)


def item(runs: Iterable[Run]) -> tuple[Span, ...]:
    """`runs` as one item of a list. What has more emphasis than a notice may have loses it, not its words."""
    whole = [Span(text=_PARAGRAPH_BREAK.sub("\n", text), strong=strong) for text, strong in _merged(_spaced(runs))]
    found = _trimmed(whole)
    if len(found) > MAX_SPANS:
        found = list(_cut("".join(span.text for span in found), strong=False))
    return tuple(found[:MAX_SPANS])


def _spaced(runs: Iterable[Run]) -> Iterator[tuple[str, bool]]:
    """Each character with its emphasis; spaces as drawn: one at a time, none at an edge of a line."""
    waiting = last = ""
    for text, strong in runs:
        for character in text:
            if character in {" ", _SOFT}:
                waiting = " " if " " in (waiting, character) else _SOFT
                continue
            inside = bool(waiting) and character != "\n" and last not in {"", "\n"}
            if inside and (waiting == " " or not (_is_wide(last) and _is_wide(character))):
                yield " ", strong
            waiting, last = "", character
            yield character, strong


def _merged(characters: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Neighbours of the same emphasis as one text."""
    text: list[str] = []
    emphasis = False
    for character, strong in characters:
        if text and strong != emphasis and character != "\n":
            yield "".join(text), emphasis
            text = []
        if not text:
            emphasis = strong
        text.append(character)
    if text:
        yield "".join(text), emphasis


def _bounded(spans: list[Span]) -> Iterator[tuple[Span, ...]]:
    """`spans` cut into what a paragraph may hold; nothing when they are blank."""
    whole = _trimmed(spans)
    for start in range(0, len(whole), MAX_SPANS):
        yield tuple(whole[start : start + MAX_SPANS])


def _trimmed(spans: list[Span]) -> list[Span]:
    """`spans` without line breaks and spaces at the ends, none too long."""
    whole = list(_joined(spans))
    while whole and not whole[0].text.strip():
        del whole[0]
    while whole and not whole[-1].text.strip():
        del whole[-1]
    if whole:
        whole[0] = Span(text=whole[0].text.lstrip("\n "), strong=whole[0].strong)
        whole[-1] = Span(text=whole[-1].text.rstrip("\n "), strong=whole[-1].strong)
    return whole


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    for text, strong in _merged((span.text, span.strong) for span in spans):
        yield from _cut(text, strong=strong)


def _cut(text: str, *, strong: bool) -> Iterator[Span]:
    for start in range(0, len(text), MAX_PROSE):
        if piece := tidy(text[start : start + MAX_PROSE]):
            yield Span(text=piece, strong=strong)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—"
