"""What a child says: one head of JSON, then the bytes of its pictures, one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Record
from signage.content.body import Block
from signage.content.media import MAX_MEDIA_BYTES
from signage.server.intake.refusal import Lost, Number, Refusal

MAX_TITLE, MAX_NUMBER, MAX_ISSUER = 60, 40, 40

_LENGTH = 4


class Letter(Record, frozen=True, kw_only=True):
    """What frames a notice; empty where it is not to be seen."""

    title: Annotated[str, Meta(max_length=MAX_TITLE)] = ""
    number: Annotated[str, Meta(max_length=MAX_NUMBER)] = ""
    issuer: Annotated[str, Meta(max_length=MAX_ISSUER)] = ""
    issued: dt.date | None = None


class When(Record, frozen=True, kw_only=True):
    """A cell with a real date or time; one of the three."""

    moment: dt.datetime | None = None
    date: dt.date | None = None
    time: dt.time | None = None


MAX_CELL = 500
"""Characters of a cell: a roster's are a few."""


class TakenRow(Record, frozen=True, kw_only=True):
    """A row of a sheet as `sources.sheet.Row` has it."""

    number: Annotated[int, Meta(ge=1, le=2_000_000)]
    cells: Annotated[tuple[Annotated[str, Meta(max_length=MAX_CELL)] | When, ...], Meta(max_length=60)]
    decimals: Annotated[tuple[Annotated[int, Meta(ge=0, lt=60)], ...], Meta(max_length=60)] = ()


class TakenSheet(Record, frozen=True, kw_only=True):
    """A visible sheet of a workbook; `hidden` are the numbers of its rows that were left out."""

    title: Annotated[str, Meta(max_length=60)] = ""
    rows: Annotated[tuple[TakenRow, ...], Meta(max_length=2000)] = ()
    hidden: Annotated[tuple[int, ...], Meta(max_length=2000)] = ()


class Head(Record, frozen=True, kw_only=True):
    """A child's answer: a refusal, or what it took. `sizes` are those of the pictures that follow, in bytes."""

    refused: Refusal | None = None
    numbers: Annotated[tuple[Number, ...], Meta(max_length=3)] = ()
    sizes: Annotated[tuple[Annotated[int, Meta(ge=1, le=MAX_MEDIA_BYTES)], ...], Meta(max_length=64)] = ()
    letter: Letter = Letter()
    blocks: Annotated[tuple[Block, ...], Meta(max_length=300)] = ()
    lost: Annotated[tuple[Lost, ...], Meta(max_length=40)] = ()
    sheets: Annotated[tuple[TakenSheet, ...], Meta(max_length=30)] = ()
    confined: Annotated[tuple[Annotated[str, Meta(max_length=20)], ...], Meta(max_length=8)] = ()


class Reply(Record, frozen=True, kw_only=True):
    head: Head = Head()
    pictures: tuple[bytes, ...] = ()


_decoder = msgspec.json.Decoder(Head)


def encode(head: Head, pictures: Sequence[bytes] = ()) -> bytes:
    head = msgspec.structs.replace(head, sizes=tuple(map(len, pictures)))
    json = msgspec.json.encode(head)
    return b"".join((len(json).to_bytes(_LENGTH, "big"), json, *pictures))


def decode(data: bytes) -> Reply:
    """The reply in `data`, exactly as long as it says it is.

    Raises: `ValueError` when it is not one, or holds a value out of its bounds.
    """
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    try:
        head = _decoder.decode(data[_LENGTH:end])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(f"no head: {error}") from None
    pictures = []
    for size in head.sizes:
        pictures.append(data[end : end + size])
        end += size
    if end != len(data):
        raise ValueError(f"{len(data)} bytes where {end} were announced")
    return Reply(head=head, pictures=tuple(pictures))
