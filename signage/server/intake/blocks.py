"""Blocks as they come in, within the bounds of a notice. What a block cannot say becomes text; nothing is cut off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Table
from signage.content.media import Media
from signage.server.intake.inline import MAX_LINE, Run, item, line, paragraphs
from signage.server.intake.refusal import Loss, Lost, Refusal, RefusedError
from signage.server.intake.tidy import tidy

MAX_BLOCKS, MAX_ITEMS, MAX_COLUMNS, MAX_ROWS = 300, 100, 8, 200

_FIGURES = re.compile(r"^[-+−]?[¥￥]?[\d,，]+(\.\d+)?(%|％|元|万元)?$")
"""A number as it stands in an account."""


class Item(NamedTuple):
    """An item of a list: its number where it has one, and its text."""

    number: int | None
    runs: Sequence[Run]


class Blocks:
    """Collects blocks. Raises, wherever one is added: `RefusedError` past `MAX_BLOCKS`."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._lost: Counter[Loss] = Counter()

    @property
    def lost(self) -> tuple[Lost, ...]:
        return tuple(Lost(what=what, count=count) for what, count in self._lost.items())

    def lose(self, what: Loss, count: int = 1) -> None:
        self._lost[what] += count

    def paragraph(self, runs: Iterable[Run]) -> None:
        for spans in paragraphs(runs):
            self._add(Paragraph(spans=spans))

    def heading(self, runs: Sequence[Run]) -> None:
        text = line(runs)
        if len(text) > MAX_LINE:
            self.paragraph([Run(text, strong=True)])
        elif text:
            self._add(Heading(text=text))

    def listing(self, items: Sequence[Item]) -> None:
        """One list: with numbers from 1 as they come, with bullets, or with its numbers as part of the text."""
        kept = [(one.number, spans) for one in items if (spans := item(one.runs))]
        numbers = [number for number, _ in kept]
        if not kept:
            return
        if all(number is None for number in numbers):
            for start in range(0, len(kept), MAX_ITEMS):
                self._add(Listing(items=tuple(spans for _, spans in kept[start : start + MAX_ITEMS])))
        elif numbers == list(range(1, len(numbers) + 1)) and len(kept) <= MAX_ITEMS:
            self._add(Listing(items=tuple(spans for _, spans in kept), ordered=True))
        else:
            for number, spans in kept:
                label = "" if number is None else f"{number}. "
                self.paragraph([Run(label), *(Run(span.text, span.strong) for span in spans)])

    def figure(self, media: Media, caption: str) -> None:
        caption = tidy(caption[:MAX_LINE]).strip()
        described = Media(
            sha256=media.sha256,
            size=media.size,
            mime=media.mime,
            width=media.width,
            height=media.height,
            alt=caption,
        )
        self._add(Figure(media=described, caption=caption))

    def table(self, rows: Sequence[Sequence[str]], heads: int = 0) -> None:
        """A table of `rows` equally long; the first `heads` of them are its head, or the first row when 0."""
        left = _without_empty([list(row) for row in rows])
        if not left:
            return
        if len(left[0]) == 1:
            for row in left:
                self.paragraph([Run(row[0])])
            return
        heads = min(max(heads, 1), len(left))
        header = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*left[:heads], strict=True)]
        body = left[heads:]
        if len(header) > MAX_COLUMNS or any(len(cell) > MAX_LINE for row in (header, *body) for cell in row):
            self.lose(Loss.WIDE)
            self._as_text(header, body)
            return
        right = tuple(index for index in range(len(header)) if _are_figures([row[index] for row in body]))
        for start in range(0, max(len(body), 1), MAX_ROWS):
            part = tuple(tuple(row) for row in body[start : start + MAX_ROWS])
            self._add(Table(header=tuple(header), rows=part, right=right))

    def _as_text(self, header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
        if not body:
            self.paragraph([Run("；".join(filter(None, header)))])
        for row in body:
            said = (f"{head}：{cell}" if head else cell for head, cell in zip(header, row, strict=True) if cell)
            self.paragraph([Run("；".join(said))])

    def _add(self, block: Block) -> None:
        if len(self.found) == MAX_BLOCKS:
            raise RefusedError(Refusal.LONG, MAX_BLOCKS)
        self.found.append(block)


def _without_empty(rows: list[list[str]]) -> list[list[str]]:
    rows = [row for row in rows if any(row)]
    columns = [index for index in range(len(rows[0]) if rows else 0) if any(row[index] for row in rows)]
    return [[row[index] for index in columns] for row in rows]


def _are_figures(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell not in {"", "—", "-", "/"}]
    return bool(said) and all(map(_FIGURES.match, said))
