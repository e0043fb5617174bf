"""MP4 files (ISO/IEC 14496-12): boxes in boxes, each with its size and its kind."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from signage.sources.nodes import SourceError
from signage.sources.probe import Blank, Probe

MAX_BOXES = 50_000
"""A fragmented film has two for each second or so; more is an attempt to keep the reader busy."""

MAX_DEPTH = 6
"""How deep boxes lie in boxes, as far as they are followed: moov, trak, mdia."""

_PRIVATE = {b"udta", b"meta", b"uuid"}
"""Boxes for what a player does not need: titles, places, cameras, thumbnails."""

_HOLDING = {b"moov", b"trak", b"mdia", b"mvex"}
_SHOWN = {"vide", "soun", "text", "subt", "sbtl", "clcp", "hint", "tmcd", "auxv", "subp", "fdsm"}
_DAMAGED = "视频损坏或不完整；请重新导出或重新复制"
_UNKNOWN = {0xFFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF}


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int
    depth: int


@dataclass
class _Found:
    """What is gathered on the way."""

    scale: int = 0
    duration: int = 0
    pixels: tuple[int, int] | None = None
    track: tuple[int, int] = (0, 0)
    """Pixels of the track that is being read."""
    handler: str = ""
    """What it is."""
    handlers: set[str] = field(default_factory=set)


def probe_mp4(file: BinaryIO, size: int) -> Probe:
    """The film in `file`, which has `size` bytes and begins with `ftyp`.

    Raises: `SourceError` when it is damaged, QuickTime's own format, or has no picture; `OSError`.
    """
    found = _Found()
    blanks: list[Blank] = []
    budget = [MAX_BOXES]
    brand = _read(file, 8, 4)
    if brand == b"qt  ":
        raise SourceError("这是 QuickTime 视频（.mov）；请导出为 MP4（H.264）")
    _walk(file, _Box(b"", 0, 0, size, depth=0), found, blanks, budget)
    if found.pixels is None:
        raise SourceError("这个 MP4 里没有画面；请导出为 MP4（H.264）")
    known = found.scale > 0 and found.duration > 0
    return Probe(
        mime="video/mp4",
        width=found.pixels[0],
        height=found.pixels[1],
        seconds=found.duration / found.scale if known else None,
        blanks=tuple(blanks),
        data_tracks=tuple(sorted(found.handlers - _SHOWN)),
    )


def _walk(file: BinaryIO, parent: _Box, found: _Found, blanks: list[Blank], budget: list[int]) -> None:
    for box in _boxes(file, parent, budget):
        if box.kind in _PRIVATE and parent.kind in {b"", b"moov", b"trak"}:
            header = _read(file, box.start, box.body - box.start)
            blanks.append(Blank(box.start, box.end, header[:4] + b"free" + header[8:]))
        elif box.kind in _HOLDING:
            if box.kind == b"trak":
                found.track, found.handler = (0, 0), ""
            _walk(file, box, found, blanks, budget)
            if box.kind == b"trak":
                found.handlers.add(found.handler)
                if found.handler == "vide" and found.pixels is None:
                    found.pixels = _bounded(found.track)
        else:
            _note(file, box, found)


def _boxes(file: BinaryIO, parent: _Box, budget: list[int]) -> Iterator[_Box]:
    if parent.depth > MAX_DEPTH:
        raise SourceError(_DAMAGED)
    position = parent.body
    while position < parent.end:
        if parent.end - position < 8:
            if not parent.kind:
                raise SourceError(_DAMAGED)
            return  # some writers end a box with a few zeros
        budget[0] -= 1
        if budget[0] < 0:
            raise SourceError("视频的结构太碎，读不出来；请重新导出为 MP4（H.264）")
        size, kind = struct.unpack(">I4s", _read(file, position, 8))
        body = position + 8
        if size == 1:
            (size,) = struct.unpack(">Q", _read(file, body, 8))
            body += 8
        elif size == 0:
            size = parent.end - position
        end = position + size
        if end < body or end > parent.end:
            raise SourceError(_DAMAGED)
        yield _Box(kind, position, body, end, parent.depth + 1)
        position = end


def _note(file: BinaryIO, box: _Box, found: _Found) -> None:
    match box.kind:
        case b"mvhd":
            version = _read(file, box.body, 1)[0]
            form, offset = (">IQ", 20) if version else (">II", 12)
            found.scale, duration = struct.unpack(form, _inside(file, box, offset, struct.calcsize(form)))
            found.duration = 0 if duration in _UNKNOWN else duration
        case b"mehd" if not found.duration:
            version = _read(file, box.body, 1)[0]
            form = ">Q" if version else ">I"
            (found.duration,) = struct.unpack(form, _inside(file, box, 4, struct.calcsize(form)))
        case b"tkhd":
            version = _read(file, box.body, 1)[0]
            words = struct.unpack(">11i", _inside(file, box, 52 if version else 40, 44))
            width, height = words[9] >> 16, words[10] >> 16
            turned = words[0] == 0 and words[4] == 0 and words[1] != 0
            found.track = (height, width) if turned else (width, height)
        case b"hdlr":
            found.handler = _inside(file, box, 8, 4).decode("latin-1")


def _bounded(pixels: tuple[int, int]) -> tuple[int, int]:
    if not all(1 <= side <= 8192 for side in pixels):
        raise SourceError(f"视频的画面尺寸不对（{pixels[0]}×{pixels[1]}）；请导出为 MP4（H.264），1080p 即可")
    return pixels


def _inside(file: BinaryIO, box: _Box, offset: int, length: int) -> bytes:
    if box.body + offset + length > box.end:
        raise SourceError(_DAMAGED)
    return _read(file, box.body + offset, length)


def _read(file: BinaryIO, position: int, length: int) -> bytes:
    file.seek(position)
    data = file.read(length)
    if len(data) < length:
        raise SourceError(_DAMAGED)
    return data
