"""Uploads into content: each is opened by a confined child, and what the child gives back is proved before use.

All of it is blocking: call it from a thread, not from an event loop.
"""

from __future__ import annotations

import logging

import msgspec

from signage.content.body import Block, Figure
from signage.content.media import Media
from signage.content.texts import texts
from signage.errors import IntakeError
from signage.server.intake import cage, limits
from signage.server.intake.proof import prove
from signage.server.intake.refusal import Refusal, intake_error
from signage.server.intake.taken import TakenDocument, TakenPicture
from signage.server.intake.tidy import is_tidy
from signage.server.intake.wire import Reply, When
from signage.sources.nodes import Faults
from signage.sources.rows import HIDDEN_ROW, Cell, Row, Sheet

_log = logging.getLogger(__name__)


def take_picture(data: bytes) -> TakenPicture:
    """The picture in `data` (JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF; of several the first), ready for the glass.

    Raises: `IntakeError`.
    """
    pictures = _pictures(cage.run("picture", data, limits.PICTURE))
    if len(pictures) != 1:
        raise _distrusted(f"{len(pictures)} pictures for one")
    return pictures[0]


def take_pdf(data: bytes) -> list[TakenPicture]:
    """A picture of each page of the PDF in `data`, in order.

    Raises: `IntakeError`.
    """
    pictures = _pictures(cage.run("pdf", data, limits.PDF))
    if not 0 < len(pictures) <= limits.MAX_PAGES:
        raise _distrusted(f"{len(pictures)} pages")
    return list(pictures)


def take_docx(data: bytes) -> TakenDocument:
    """The Word document in `data` as title, blocks and pictures, and what of it could not be taken.

    Raises: `IntakeError`.
    """
    reply = cage.run("docx", data, limits.DOCX)
    pictures = _pictures(reply)
    if len(pictures) > limits.MAX_PICTURES:
        raise _distrusted(f"{len(pictures)} pictures")
    blocks = _blocks(reply, {picture.media for picture in pictures})
    letter = reply.head.letter
    _demand_tidy(letter)
    return TakenDocument(
        title=letter.title,
        number=letter.number,
        issuer=letter.issuer,
        issued=letter.issued,
        blocks=blocks,
        pictures=pictures,
        warnings=tuple(map(str, reply.head.lost)),
    )


def take_sheets(data: bytes, file: str) -> list[Sheet]:
    """The visible sheets of the workbook in `data`, as `sources.sheet.read_xlsx` gives them; faults name `file`.

    Raises: `IntakeError`.
    """
    sheets = []
    for taken in cage.run("sheet", data, limits.SHEET).head.sheets:
        faults = Faults(file)
        for number in taken.hidden:
            faults.warn(number, "", HIDDEN_ROW)
        rows = [Row(row.number, [_cell(cell) for cell in row.cells], frozenset(row.decimals)) for row in taken.rows]
        sheets.append(Sheet(rows, taken.title, faults.found))
    return sheets


def _cell(cell: str | When) -> Cell:
    return cell if isinstance(cell, str) else cell.moment or cell.date or cell.time or ""


def clean_html(text: str) -> tuple[Block, ...]:
    """Rich text as it is pasted from Word, WeChat or a browser, as blocks: what a reader saw, and nothing else.

    Raises: `IntakeError`.
    """
    if not text.strip():
        return ()
    if len(text) > limits.MAX_TEXT:
        raise intake_error(Refusal.LARGE, -(-len(text) // 1_000_000), limits.MAX_TEXT // 1_000_000)
    return _blocks(cage.run("html", text.encode("utf-8", "replace"), limits.HTML), set())


def confinement() -> tuple[str, ...]:
    """The bounds that this machine puts on a child: `limits`, `seccomp`, and `landlock` where the kernel has it.

    Raises: `IntakeError` when uploads cannot be taken at all.
    """
    return cage.run("confined", b"?", limits.HTML).head.confined


def _pictures(reply: Reply) -> tuple[TakenPicture, ...]:
    try:
        return tuple(TakenPicture(media=prove(data), data=data) for data in reply.pictures)
    except ValueError as error:
        raise _distrusted(f"not a plain picture: {error}") from None


def _blocks(reply: Reply, pictures: set[Media]) -> tuple[Block, ...]:
    blocks = reply.head.blocks
    for block in blocks:
        if isinstance(block, Figure) and msgspec.structs.replace(block.media, alt="") not in pictures:
            raise _distrusted("a figure without its picture")
    _demand_tidy(blocks)
    return blocks


def _demand_tidy(value: object) -> None:
    for field, text in texts(value):
        if not is_tidy(text):
            raise _distrusted(f"{field} is not tidy")


def _distrusted(what: str) -> IntakeError:
    _log.error("a child's reply cannot be believed: %s", what)
    return intake_error(Refusal.DISTRUSTED)
