"""WebM files: EBML (RFC 8794) elements as Matroska (RFC 9559) has them, each with its identifier and its size."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from signage.sources.nodes import SourceError
from signage.sources.probe import Blank, Probe

EBML = 0x1A45DFA3
_DOC_TYPE = 0x4282
_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_ENTRY, _KIND, _VIDEO, _WIDTH, _HEIGHT = 0xAE, 0x83, 0xE0, 0xB0, 0xBA
_PRIVATE = {0x1254C367, 0x1941A469}
"""Tags and attachments: titles, places, covers; no player needs them."""

_VOID = b"\xec"
_PICTURE = 1
_SOUNDS = {_PICTURE: "", 2: "sound", 0x11: "subtitles"}
_USUAL_SCALE = 1_000_000
"""Nanoseconds of a tick, where the file does not say."""

MAX_ELEMENTS = 50_000
_DAMAGED = "视频损坏或不完整；请重新导出或重新复制"


@dataclass(frozen=True)
class _Element:
    """`end` is None for one that does not say how long it is."""

    number: int
    start: int
    body: int
    end: int | None


@dataclass
class _Reader:
    file: BinaryIO
    left: int = MAX_ELEMENTS

    def elements(self, position: int, end: int) -> Iterator[_Element]:
        while position < end:
            self.left -= 1
            if self.left < 0:
                raise SourceError("视频的结构太碎，读不出来；请重新导出为 WebM 或 MP4（H.264）")
            element = self._element(position)
            yield element
            if element.end is None or element.end > end:
                raise SourceError(_DAMAGED)
            position = element.end

    def _element(self, position: int) -> _Element:
        head = self.read(position, 12, least=2)
        width = 9 - head[0].bit_length()
        if width > 4 or len(head) <= width:
            raise SourceError(_DAMAGED)
        number = int.from_bytes(head[:width], "big")
        first = head[width]
        length = 9 - first.bit_length()
        if length > 8 or len(head) < width + length:
            raise SourceError(_DAMAGED)
        size = int.from_bytes(head[width : width + length], "big") & ((1 << 7 * length) - 1)
        body = position + width + length
        unknown = size == (1 << 7 * length) - 1
        return _Element(number, position, body, None if unknown else body + size)

    def children(self, element: _Element) -> dict[int, _Element]:
        """Those of `element`, the last of each number."""
        if element.end is None:
            raise SourceError(_DAMAGED)
        return {child.number: child for child in self.elements(element.body, element.end)}

    def whole(self, element: _Element | None, usual: int = 0) -> int:
        return int.from_bytes(self.payload(element), "big") if element else usual

    def real(self, element: _Element | None) -> float:
        data = self.payload(element) if element else b""
        return float(struct.unpack({4: ">f", 8: ">d"}[len(data)], data)[0]) if len(data) in (4, 8) else 0.0

    def payload(self, element: _Element) -> bytes:
        if element.end is None or element.end - element.body > 64:
            raise SourceError(_DAMAGED)
        return self.read(element.body, element.end - element.body)

    def read(self, position: int, length: int, least: int | None = None) -> bytes:
        self.file.seek(position)
        data = self.file.read(length)
        if len(data) < (length if least is None else least):
            raise SourceError(_DAMAGED)
        return data


def probe_webm(file: BinaryIO, size: int) -> Probe:
    """The film in `file`, which has `size` bytes and begins with an EBML header.

    Raises: `SourceError` when it is damaged, Matroska of another kind, or has no picture; `OSError`.
    """
    reader = _Reader(file)
    top = reader.elements(0, size)
    header = next(top)
    kind = reader.children(header).get(_DOC_TYPE)
    if kind is None or reader.payload(kind).rstrip(b"\0") != b"webm":
        raise SourceError("这是 MKV 视频；请导出为 MP4（H.264）或 WebM")
    segment = next((element for element in top if element.number == _SEGMENT), None)
    if segment is None:
        raise SourceError(_DAMAGED)
    end = size if segment.end is None else segment.end
    if end > size:
        raise SourceError(_DAMAGED)
    pixels: tuple[int, int] | None = None
    seconds: float | None = None
    blanks: list[Blank] = []
    strange: set[str] = set()
    for element in reader.elements(segment.body, end):
        if element.number == _CLUSTER and element.end is None:
            break  # written live: one cluster after the other until the end
        if element.number == _INFO:
            info = reader.children(element)
            ticks = reader.real(info.get(_DURATION))
            seconds = ticks * reader.whole(info.get(_SCALE), _USUAL_SCALE) / 1e9 if ticks > 0 else None
        elif element.number == _TRACKS and element.end is not None:
            for entry in reader.elements(element.body, element.end):
                if entry.number == _ENTRY:
                    pixels, other = _track(reader, entry, pixels)
                    strange |= other
        elif element.number in _PRIVATE and element.end is not None:
            blanks.append(Blank(element.start, element.end, _void(element.end - element.start)))
    if pixels is None:
        raise SourceError("这个 WebM 里没有画面；请重新导出")
    return Probe("video/webm", *pixels, seconds, tuple(blanks), tuple(sorted(strange)))


def _track(reader: _Reader, entry: _Element, pixels: tuple[int, int] | None) -> tuple[tuple[int, int] | None, set[str]]:
    track = reader.children(entry)
    kind = reader.whole(track.get(_KIND))
    video = track.get(_VIDEO)
    if kind == _PICTURE and video is not None and pixels is None:
        inner = reader.children(video)
        pixels = reader.whole(inner.get(_WIDTH)), reader.whole(inner.get(_HEIGHT))
        if not all(1 <= side <= 8192 for side in pixels):
            raise SourceError(f"视频的画面尺寸不对（{pixels[0]}×{pixels[1]}）；请重新导出，1080p 即可")
    return pixels, set() if kind in _SOUNDS else {str(kind)}


def _void(length: int) -> bytes:
    """The head of an element of nothing, `length` bytes long in all: at least two."""
    if length - 2 <= 126:
        return _VOID + bytes([0x80 | (length - 2)])
    return _VOID + b"\x01" + (length - 9).to_bytes(7, "big")
