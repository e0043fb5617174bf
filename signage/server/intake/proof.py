"""Proof that bytes are one plain picture and nothing else, by their structure alone: no decoder is trusted.

A JPEG or PNG as our encoder writes them has a handful of parts. Whatever has others carries metadata, a second file
behind the picture, or is not our encoder's; it is not published, whoever made it.
"""

from __future__ import annotations

import hashlib
import zlib

from signage.content.media import MAX_HEIGHT, MAX_MEDIA_BYTES, Media, Mime

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = (b"IHDR", b"IDAT", b"IEND")

_JPEG_TABLES = {0xDB, 0xC4}  # DQT, DHT
_END = 0xD9
_RESTARTS = range(0xD0, 0xD8)


def prove(data: bytes) -> Media:
    """The description of the picture in `data`, all of it read from `data` itself.

    Raises: `ValueError` when it is not exactly one plain PNG or baseline JPEG, or too large for the glass.
    """
    if not 0 < len(data) <= MAX_MEDIA_BYTES:
        raise ValueError(f"{len(data)} bytes")
    mime: Mime
    if data.startswith(_PNG):
        mime, (width, height) = "image/png", _png_size(data)
    else:
        mime, (width, height) = "image/jpeg", _jpeg_size(data)
    if not (0 < width <= MAX_HEIGHT and 0 < height <= MAX_HEIGHT):
        raise ValueError(f"{width}×{height} pixels")
    digest = hashlib.sha256(data).hexdigest()
    return Media(sha256=digest, size=len(data), mime=mime, width=width, height=height)


def _png_size(data: bytes) -> tuple[int, int]:
    """PNG (ISO/IEC 15948) §5.3: each part has a length, a name, a body and a CRC."""
    view = memoryview(data)
    place = len(_PNG)
    names: list[bytes] = []
    while place < len(data):
        length = int.from_bytes(view[place : place + 4], "big")
        end = place + 12 + length
        if end > len(data) or zlib.crc32(view[place + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
            raise ValueError("a part of a PNG is damaged")
        name = bytes(view[place + 4 : place + 8])
        if not names or names[-1] != name:  # the picture's data may come in several parts
            names.append(name)
        place = end
    if tuple(names) != _PNG_PARTS or data[8:12] != b"\0\0\0\r":
        raise ValueError(f"a PNG of {names}")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """JPEG (ITU-T T.81) annex B: markers with a length each, then the scan, then the end and nothing behind it."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError("neither PNG nor JPEG")
    place, size = 2, None
    while True:
        marker, length = data[place + 1 : place + 2], int.from_bytes(data[place + 2 : place + 4], "big")
        body = data[place + 4 : place + 2 + length]
        if data[place : place + 1] != b"\xff" or length < 2 or len(body) != length - 2:
            raise ValueError("a part of a JPEG is damaged")
        place += 2 + length
        match marker[0]:
            case 0xE0 if len(body) == 14 and body.startswith(b"JFIF\0"):
                pass
            case 0xC0 if len(body) >= 6 and size is None:
                size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
            case kind if kind in _JPEG_TABLES:
                pass
            case 0xDA if size is not None:
                break
            case kind:
                raise ValueError(f"a JPEG with a part {kind:#x}")
    _only_a_scan(data, place)
    return size


def _only_a_scan(data: bytes, place: int) -> None:
    """Within a scan every 0xff is followed by 0x00 or a restart; the first other marker must end the file."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise ValueError("a JPEG without an end")
        follower = data[place + 1]
        place += 2
        if follower == _END:
            break
        if follower != 0 and follower not in _RESTARTS:
            raise ValueError(f"a JPEG with a part {follower:#x} behind its picture")
    if place != len(data):
        raise ValueError(f"{len(data) - place} bytes behind a JPEG")
