"""Whether a text fits the place where it is drawn: an estimate in ems, without a font.

One em is the width of a full-width character. The budgets are those of the glass in portrait, the narrower layout; what
fits there fits in landscape. Widths of Latin letters are those of a usual sans serif, rounded up.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from signage.content.alert import Alert, Source
from signage.content.body import Block, Table
from signage.content.duty import DutySlot
from signage.content.fault import Fault, Level
from signage.content.notice import Fact, Notice, TranslatedFact, Translation

TITLE_EMS, TITLE_LINES = 12.0, 2
FACT_EMS, FACT_LINES = 17.0, 3
FACTS = 6
FACTS_TOTAL_LINES = 10
"""All facts of a notice together: what one slide holds under its title."""

TABLE_COLUMNS, TABLE_EMS = 5, 26.0
NAME_EMS = 6.0
"""A person's name in the duty week."""

ALERT_HEADLINE_EMS, ALERT_HEADLINE_LINES = 11.0, 2
ALERT_EMS, ALERT_LINES = 17.0, 8
"""An alert's description and instruction together."""

_PIECE = re.compile(r"[!-~À-ɏ]+|.", re.DOTALL)


def ems(text: str) -> float:
    """The estimated width of one line of `text`, in ems."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me"}:
        return 0.0
    breadth = unicodedata.east_asian_width(character)
    # Ambiguous signs (“”…·×) are full-width in Chinese fonts; ambiguous letters (é) are not.
    if breadth in "WF" or (breadth == "A" and not category.startswith("L")):
        return 1.0
    if character == " ":
        return 0.3
    return 0.72 if character.isupper() or character in "mw@%&" else 0.58


def lines(text: str, width: float) -> int:
    """How many lines of `width` ems `text` takes: Chinese breaks anywhere, a Latin word only when too long."""
    count = 0
    for line in text.split("\n"):
        count += 1
        used = 0.0
        for piece in _PIECE.findall(line):
            size = ems(piece)
            if used and used + size > width + 1e-9:
                count += 1
                used = 0.0
                if piece == " ":
                    continue
            if size > width:
                extra = math.ceil(size / width) - 1
                count += extra
                size -= extra * width
            used += size
    return count


def notice_faults(notice: Notice | Translation, place: str) -> Iterator[Fault]:
    """Where a notice's words do not fit its slide.

    Title and facts are errors: they would be cut. Tables are warnings.
    """
    if (taken := lines(notice.title, TITLE_EMS)) > TITLE_LINES:
        yield _long(place, "title", notice.title, taken, TITLE_LINES, TITLE_EMS)
    yield from _facts_faults(notice.facts, place)
    yield from _body_faults(notice.body, place)


def _facts_faults(facts: tuple[Fact | TranslatedFact, ...], place: str) -> Iterator[Fault]:
    if len(facts) > FACTS:
        yield Fault(file=place, field="facts", problem=f"{len(facts)}条事项，最多{FACTS}条；其余写进正文")
    total = 0
    for fact in facts:
        taken = lines(fact.value, FACT_EMS)
        total += taken
        if taken > FACT_LINES:
            yield _long(place, f"facts.{fact.label}", fact.value, taken, FACT_LINES, FACT_EMS)
    if len(facts) <= FACTS and total > FACTS_TOTAL_LINES:
        yield Fault(
            file=place,
            field="facts",
            problem=f"事项共约{total}行，一屏放得下{FACTS_TOTAL_LINES}行；请缩短，或写进正文",
        )


def _body_faults(body: tuple[Block, ...], place: str) -> Iterator[Fault]:
    for block in body:
        if isinstance(block, Table):
            yield from _table_faults(block, place)


def _table_faults(table: Table, place: str) -> Iterator[Fault]:
    if len(table.header) > TABLE_COLUMNS:
        yield Fault(
            file=place,
            field="body",
            level=Level.WARNING,
            problem=f"表格“{table.header[0]}…”有{len(table.header)}列，超过{TABLE_COLUMNS}列字会很小；请拆成两张表",
        )
        return
    # Each column is at least as wide as its widest cell, but a long text wraps within 8 em.
    rows = (table.header, *table.rows)
    width = sum(
        min(8.0, max(ems(row[index]) for row in rows if index < len(row))) for index in range(len(table.header))
    )
    if width > TABLE_EMS:
        yield Fault(
            file=place,
            field="body",
            level=Level.WARNING,
            problem=f"表格“{table.header[0]}…”约宽{width:.0f}字，一屏放得下{TABLE_EMS:.0f}字；请缩短单元格或减少列",
        )


def alert_faults(alert: Alert, place: str) -> Iterator[Fault]:
    """Where `alert` does not fit. Always warnings: nothing about its looks may hold an alert back."""
    verbatim = "官方原文不可改动，将分页显示" if alert.source is Source.OFFICIAL else "请缩短，否则将分页显示"
    if lines(alert.headline, ALERT_HEADLINE_EMS) > ALERT_HEADLINE_LINES:
        limit = int(ALERT_HEADLINE_EMS * ALERT_HEADLINE_LINES)
        yield Fault(
            file=place, field="headline", level=Level.WARNING, problem=f"标题约{limit}字以内才能大字显示；{verbatim}"
        )
    taken = sum(lines(text, ALERT_EMS) for text in (alert.description, alert.instruction) if text)
    if taken > ALERT_LINES:
        yield Fault(
            file=place,
            field="description",
            level=Level.WARNING,
            problem=f"内容和指引共约{taken}行，一屏放得下{ALERT_LINES}行；{verbatim}",
        )


def slot_faults(slot: DutySlot, place: str, field: str) -> Iterator[Fault]:
    """A name too long for the duty week: a warning, because a name is what it is and will be set smaller."""
    if ems(slot.person) > NAME_EMS:
        yield Fault(
            file=place,
            field=field,
            level=Level.WARNING,
            problem=f"姓名“{slot.person}”超过{NAME_EMS:.0f}字，值班表上会缩小；可填“公示名”",
        )


def _long(place: str, field: str, text: str, taken: int, allowed: int, width: float) -> Fault:
    return Fault(
        file=place,
        field=field,
        problem=f"“{text[:12]}…”约{taken}行，最多{allowed}行、每行{width:.0f}字；请缩短到{int(allowed * width)}字以内",
    )
