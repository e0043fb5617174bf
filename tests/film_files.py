"""MP4 and WebM files as far as their headers go, built box by box and element by element: no picture in them moves."""

from __future__ import annotations

import struct

MATRIX = (65536, 0, 0, 0, 65536, 0, 0, 0, 0x40000000)
TURNED = (0, 65536, 0, -65536, 0, 0, 0, 0, 0x40000000)
"""A phone held upright: the picture is stored on its side."""

PLACE = b"\xa9xyz\x00\x12\x15\xc7+31.2200+121.5300/"
"""Where it was taken, as phones write it."""


def box(kind: bytes, *parts: bytes, wide: bool = False) -> bytes:
    body = b"".join(parts)
    if wide:
        return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, kind) + body


def mvhd(seconds: float | None, *, version: int = 0) -> bytes:
    scale = 600
    if version:
        duration = 2**64 - 1 if seconds is None else round(seconds * scale)
        return box(b"mvhd", b"\1\0\0\0", bytes(16), struct.pack(">IQ", scale, duration), bytes(80))
    duration = 2**32 - 1 if seconds is None else round(seconds * scale)
    return box(b"mvhd", bytes(4), bytes(8), struct.pack(">II", scale, duration), bytes(80))


def track(
    kind: bytes = b"vide",
    width: int = 1280,
    height: int = 720,
    *,
    matrix: tuple[int, ...] = MATRIX,
    version: int = 0,
    extra: bytes = b"",
) -> bytes:
    head = b"\1\0\0\7" + bytes(32) if version else b"\0\0\0\7" + bytes(20)
    tkhd = box(b"tkhd", head, bytes(16), struct.pack(">11i", *matrix, width << 16, height << 16))
    mdia = box(b"mdia", box(b"mdhd", bytes(24)), box(b"hdlr", bytes(8), kind, bytes(13)), box(b"minf", bytes(8)))
    return box(b"trak", tkhd, mdia, extra)


def mp4(*inner: bytes, seconds: float | None = 12.5, brand: bytes = b"isom", after: bytes = b"") -> bytes:
    """A film of `inner` (by default one track of 1280×720), its headers before its pictures."""
    moov = box(b"moov", mvhd(seconds), *(inner or (track(),)))
    return box(b"ftyp", brand, bytes(4), b"isommp42") + moov + box(b"mdat", b"\x5a" * 3000) + after


def element(number: int, *parts: bytes, unknown: bool = False) -> bytes:
    body = b"".join(parts)
    size = (1 << 56) - 1 if unknown else len(body)
    length = (number.bit_length() + 7) // 8
    return number.to_bytes(length, "big") + ((1 << 56) | size).to_bytes(8, "big") + body


def whole(number: int, value: int) -> bytes:
    return element(number, value.to_bytes(4, "big"))


HEADER = element(0x1A45DFA3, whole(0x4286, 1), element(0x4282, b"webm"))
TAGS = element(0x1254C367, element(0x7373, b"LOCATION+31.2200+121.5300"))


def info(seconds: float | None = 12.5, *, scale: int | None = None) -> bytes:
    ticks = b"" if seconds is None else element(0x4489, struct.pack(">d", seconds * 1e9 / (scale or 1_000_000)))
    return element(0x1549A966, whole(0x2AD7B1, scale) if scale else b"", ticks, element(0x4D80, b"muxer"))


def tracks(*kinds: int, width: int = 1280, height: int = 720) -> bytes:
    def entry(kind: int) -> bytes:
        video = element(0xE0, whole(0xB0, width), whole(0xBA, height)) if kind == 1 else b""
        return element(0xAE, whole(0xD7, 1), whole(0x83, kind), element(0x63A2, bytes(300)), video)

    return element(0x1654AE6B, *map(entry, kinds or (1,)))


def webm(*inner: bytes, header: bytes = HEADER, live: bool = False) -> bytes:
    """A film of `inner` (by default a header and one track of 1280×720); `live`: of a length that was not known."""
    cluster = element(0x1F43B675, whole(0xE7, 0), element(0xA3, b"\x5a" * 3000), unknown=live)
    parts = inner or (info(), tracks())
    return header + element(0x18538067, *parts, cluster, unknown=live)
