"""What a film file says of itself, read from its headers alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Blank:
    """Bytes of a film, from `start` to `end`, that are not published: `head` stands there, then nothing but zeros.

    A phone writes where it was, into parts that no player needs.
    """

    start: int
    end: int
    head: bytes


@dataclass(frozen=True)
class Probe:
    """A film's type, its pixels as it is seen, its length where the file says it, and what is left out of it."""

    mime: Literal["video/mp4", "video/webm"]
    width: int
    height: int
    seconds: float | None
    blanks: tuple[Blank, ...] = ()
    data_tracks: tuple[str, ...] = ()
    """Kinds of tracks that are neither picture, sound nor subtitles: a camera's log of places, usually."""
