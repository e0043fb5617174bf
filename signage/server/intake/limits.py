"""What a child may use, for each kind of upload. Sizes in bytes, times in seconds."""

from __future__ import annotations

from signage.content.base import Record
from signage.content.media import MAX_MEDIA_BYTES

MAX_PAGES = 20
"""Pages of a PDF: each becomes a picture, and nobody stands at a gate for more."""

MAX_PICTURES = 30
"""Pictures in one Word document."""

MAX_TEXT = 2_000_000
"""Characters of pasted HTML: Word wraps a page of text in about 50,000."""

_HEAD = 4_000_000
"""Room for a reply's text: 300 blocks of 200 spans stay below."""


class Limits(Record, frozen=True, kw_only=True):
    """The bounds of one child. `cpu` is what it may compute, `wall` when it is ended whatever it does."""

    upload: int
    reply: int
    memory: int
    cpu: int
    wall: float
    open_files: int = 64


PICTURE = Limits(upload=40_000_000, reply=MAX_MEDIA_BYTES + _HEAD, memory=1 << 30, cpu=20, wall=40)
PDF = Limits(upload=60_000_000, reply=MAX_PAGES * MAX_MEDIA_BYTES + _HEAD, memory=1 << 30, cpu=60, wall=120)
DOCX = Limits(upload=60_000_000, reply=MAX_PICTURES * MAX_MEDIA_BYTES + _HEAD, memory=1 << 30, cpu=60, wall=120)
SHEET = Limits(upload=4_000_000, reply=_HEAD, memory=1 << 29, cpu=15, wall=30)
HTML = Limits(upload=4 * MAX_TEXT, reply=_HEAD, memory=1 << 29, cpu=10, wall=20)
