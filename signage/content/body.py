"""A notice's body as blocks. No markup travels: the screen typesets blocks, so there is no HTML to trust."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from signage.content.base import Prose, Record, Text
from signage.content.media import Media


class Span(Record, frozen=True, kw_only=True):
    """A run of plain text, emphasised or not."""

    text: Prose
    strong: bool = False


Spans = Annotated[tuple[Span, ...], Meta(max_length=200)]


class Paragraph(Record, frozen=True, kw_only=True, tag_field="block", tag="paragraph"):
    spans: Spans


class Heading(Record, frozen=True, kw_only=True, tag_field="block", tag="heading"):
    text: Text


class Listing(Record, frozen=True, kw_only=True, tag_field="block", tag="list"):
    """A bulleted or numbered list, one level deep: more is not read in passing."""

    items: Annotated[tuple[Spans, ...], Meta(max_length=100)]
    ordered: bool = False


class Table(Record, frozen=True, kw_only=True, tag_field="block", tag="table"):
    """A table of plain text. Every row has as many cells as `header`; columns of figures are aligned right."""

    header: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=8)]
    rows: Annotated[tuple[tuple[Text, ...], ...], Meta(max_length=200)]
    right: tuple[int, ...] = ()
    """Indices of the columns aligned right."""


class Figure(Record, frozen=True, kw_only=True, tag_field="block", tag="figure"):
    media: Media
    caption: Text = ""


Block = Paragraph | Heading | Listing | Table | Figure


def plain(spans: Spans) -> str:
    """The text of `spans` without emphasis."""
    return "".join(span.text for span in spans)


def block_text(block: Block) -> str:
    """All that a reader reads of `block`, cells and items parted by line breaks."""
    match block:
        case Paragraph():
            return plain(block.spans)
        case Heading():
            return block.text
        case Listing():
            return "\n".join(plain(item) for item in block.items)
        case Table():
            return "\n".join("\t".join(row) for row in (block.header, *block.rows))
        case Figure():
            return block.caption


def pictures(body: tuple[Block, ...]) -> Iterator[Media]:
    """The pictures of `body`, in order."""
    return (block.media for block in body if isinstance(block, Figure))
