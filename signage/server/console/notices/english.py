"""A notice in English beside the Chinese, where somebody wrote it: as typed, and as the feed has it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Record
from signage.content.body import Block, Listing, Paragraph, Span
from signage.content.fault import Fault
from signage.content.notice import TranslatedFact, Translation
from signage.playlist.categories import category_words

LANGUAGE = "en"

UNTITLED = "(no title yet)"

MAX_TEXT = 12_000

Text = Annotated[str, Meta(max_length=MAX_TEXT)]

_FACT = re.compile(r"\s*([^:：]*?)\s*[:：]\s*(.*?)\s*\Z")
_BULLET = re.compile(r"\s*[-*•]\s+(.*)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(.*)")


class English(Record, frozen=True, kw_only=True):
    """As typed. `facts`: one a line, `Time: Thu 10 Dec, 9:00–16:00`; `body`: paragraphs parted by empty lines, lists
    with `-` or `1.`."""

    title: Text = ""
    facts: Text = ""
    body: Text = ""


def facts_in(text: str) -> tuple[tuple[str, str], ...]:
    """Label and value of each line; without a colon all of it is the value."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [(match, line.strip()) for line in lines for match in (_FACT.match(line),)]
    return tuple((match[1], match[2]) if match else ("", line) for match, line in found)


def body_in(text: str) -> tuple[Block, ...]:
    """The blocks of `text`."""
    return tuple(block for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) for block in _part(part))


def _part(part: str) -> Iterator[Block]:
    """Lines that stand together: runs of items are lists, all others one paragraph."""
    lines = [line for line in part.split("\n") if line.strip()]
    while lines:
        pattern = next((each for each in (_BULLET, _NUMBER) if each.match(lines[0])), None)
        taken = 0
        while taken < len(lines) and _kind(lines[taken]) is pattern:
            taken += 1
        run, lines = lines[:taken], lines[taken:]
        if pattern is None:
            yield Paragraph(spans=(Span(text="\n".join(line.strip() for line in run)),))
        else:
            items = tuple((Span(text=match[1].strip()),) for line in run if (match := pattern.match(line)))
            yield Listing(items=items, ordered=pattern is _NUMBER)


def _kind(line: str) -> re.Pattern[str] | None:
    return next((each for each in (_BULLET, _NUMBER) if each.match(line)), None)


def translation_of(english: English | None, category: str, pictures: Sequence[Block]) -> Translation | None:
    """The translation as the feed has it; None where nobody wrote one. A missing title has a stand-in."""
    if english is None:
        return None
    return Translation(
        language=LANGUAGE,
        title=english.title or UNTITLED,
        category=category_words(category, "en")[:20],
        facts=tuple(TranslatedFact(label=label, value=value) for label, value in facts_in(english.facts)),
        body=(*body_in(english.body), *pictures),
    )


def missing_in(english: English | None, place: str) -> Iterator[Fault]:
    """What an English version still lacks."""
    if english is not None and not english.title:
        yield Fault(file=place, field="translations.en.title", problem="英文版还没有标题；补上，或把英文版清空")


def bounds_in(translation: Translation, place: str) -> Iterator[Fault]:
    """Where it is longer than the feed can carry, or a fact is half empty."""
    field = f"translations.{translation.language}"
    if len(translation.title) > 60:
        length = len(translation.title)
        yield Fault(file=place, field=f"{field}.title", problem=f"英文标题有{length}个字符，最多60个")
    for fact in translation.facts:
        if not fact.label or not fact.value:
            words = fact.label or fact.value
            yield Fault(
                file=place, field=f"{field}.facts", problem=f"英文事项“{words}”应写成“名称: 内容”，如 Time: 9:00–16:00"
            )
        elif len(fact.label) > 16 or len(fact.value) > 160:
            yield Fault(
                file=place,
                field=f"{field}.facts",
                problem=f"英文事项“{fact.label[:20]}”太长：名称最多16个字符，内容最多160个",
            )
    if len(translation.facts) > 8:
        count = len(translation.facts)
        yield Fault(file=place, field=f"{field}.facts", problem=f"英文版有{count}条事项，最多8条；其余写进正文")
    try:
        msgspec.convert(msgspec.to_builtins(translation.body), Annotated[tuple[Block, ...], Meta(max_length=300)])
    except msgspec.ValidationError:
        yield Fault(file=place, field=f"{field}.body", problem="英文正文有一段太长，或段落太多；请分段或缩短")
