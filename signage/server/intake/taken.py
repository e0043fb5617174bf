"""What the rest of the server gets of an upload: values that were proved, and nothing of the upload itself."""

from __future__ import annotations

import datetime as dt

from signage.content.base import Record
from signage.content.body import Block
from signage.content.media import Media


class TakenPicture(Record, frozen=True, kw_only=True):
    """A picture of our own encoding, and its description (without `alt`)."""

    media: Media
    data: bytes


class TakenDocument(Record, frozen=True, kw_only=True):
    """A Word document as a notice's parts. `blocks` may hold figures; their pictures are in `pictures`, each once.

    `title`, `number` (发文字号), `issuer` (署名) and `issued` are those that stand at their usual places; they are not
    in `blocks` again, and empty where there is none. `warnings` say in words for staff what could not be taken.
    """

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued: dt.date | None = None
    blocks: tuple[Block, ...] = ()
    pictures: tuple[TakenPicture, ...] = ()
    warnings: tuple[str, ...] = ()
