"""Pictures and films, named by what they contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Protocol

from msgspec import Meta

from signage.content.base import Record, Text

PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
FILMS = {"video/mp4": "mp4", "video/webm": "webm"}
EXTENSIONS = PICTURES | FILMS
"""The endings of the files' names, by type."""

MAX_MEDIA_BYTES = 8_000_000
"""The largest single picture, in bytes: a display-sized JPEG of a 4K screen stays well below."""

MAX_FILM_BYTES = 80_000_000
"""The largest film: two minutes of 1080p at 5 Mbit/s."""

MAX_WIDTH, MAX_HEIGHT = 2160, 3840
"""Pixels of a 4K glass in portrait; a picture that is wider than high is bounded the other way round."""

Mime = Literal["image/jpeg", "image/png", "image/webp"]

MAX_TOTAL_BYTES = 400_000_000
"""All pictures and films of one feed together: what the smallest card of a screen can hold twice."""

MAX_FILM_SECONDS = 600.0

Pixels = Annotated[int, Meta(ge=1, le=8192)]


class MediaFile(Record, frozen=True, kw_only=True):
    """One file: its SHA-256 (hex), its size in bytes, its pixels. Its name follows from its content."""

    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    size: Annotated[int, Meta(ge=1)]
    mime: str
    width: Pixels
    height: Pixels

    @property
    def name(self) -> str:
        """`<sha256>.<ext>`, the file's name in the repository, on the wire and in the store."""
        return f"{self.sha256}.{EXTENSIONS[self.mime]}"


class Media(MediaFile, frozen=True, kw_only=True):
    """One picture."""

    size: Annotated[int, Meta(ge=1, le=MAX_MEDIA_BYTES)]
    mime: Mime
    alt: Text = ""


class Film(MediaFile, frozen=True, kw_only=True):
    """The film of a video slide. `seconds` is how long it runs; pixels are as it is seen, upright."""

    size: Annotated[int, Meta(ge=1, le=MAX_FILM_BYTES)]
    mime: Literal["video/mp4", "video/webm"]
    seconds: Annotated[float, Meta(gt=0, le=MAX_FILM_SECONDS)]


class Chunks(Protocol):
    """Gives a file's bytes from the start, each time it is called: a film is never in memory as a whole."""

    def __call__(self) -> Iterator[bytes]:
        """Raises: `OSError`, here and at each chunk."""


Content = bytes | Chunks


def chunks(content: Content) -> Iterable[bytes]:
    """`content` piece by piece."""
    return (content,) if isinstance(content, bytes) else content()
