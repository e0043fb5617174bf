"""Pictures, named by what they contain."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from signage.content.base import Record, Text

EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}

MAX_MEDIA_BYTES = 8_000_000
"""The largest single picture, in bytes: a display-sized JPEG of a 4K screen stays well below."""

MAX_WIDTH, MAX_HEIGHT = 2160, 3840
"""Pixels of a 4K glass in portrait; a picture that is wider than high is bounded the other way round."""

Mime = Literal["image/jpeg", "image/png", "image/webp"]


class Media(Record, frozen=True, kw_only=True):
    """One picture: its SHA-256 (hex), its size in bytes, its pixels. The file's name follows from its content."""

    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    size: Annotated[int, Meta(ge=1, le=MAX_MEDIA_BYTES)]
    mime: Mime
    width: Annotated[int, Meta(ge=1, le=8192)]
    height: Annotated[int, Meta(ge=1, le=8192)]
    alt: Text = ""

    @property
    def name(self) -> str:
        """`<sha256>.<ext>`, the file's name in the repository, on the wire and in the store."""
        return f"{self.sha256}.{EXTENSIONS[self.mime]}"
