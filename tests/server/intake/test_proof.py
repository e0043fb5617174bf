"""What is proved of a picture's bytes before anybody publishes them."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
import uploads
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from uploads import noise, saved

from signage.server.intake.proof import prove

PNG = saved(noise(30, 20), "PNG")
JPEG = saved(noise(30, 20), "JPEG")
ROW = zlib.compress(b"\0" + bytes(6))


@pytest.mark.parametrize(("data", "mime"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_the_description_is_that_of_the_bytes(data: bytes, mime: str) -> None:
    media = prove(data)
    assert (media.mime, media.width, media.height, media.size) == (mime, 30, 20, len(data))
    assert media.sha256 == hashlib.sha256(data).hexdigest()


def test_a_large_png_has_its_pixels_in_several_parts() -> None:
    data = saved(noise(400, 300), "PNG")
    assert data.count(b"IDAT") > 1
    assert prove(data).width == 400


EXIF = saved(noise(30, 20), "JPEG", exif=Image.Exif().tobytes() or b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff",
        b"GIF89a",
        PNG[:-1],
        PNG + b"x",
        PNG[:-12],
        PNG[:40] + b"\0" + PNG[41:],
        JPEG[:-1],
        JPEG[:-2],
        JPEG + b"PK",
        JPEG + JPEG,
        EXIF,
        saved(noise(30, 20), "JPEG", comment=b"secret"),
        saved(noise(30, 20), "JPEG", progressive=True),
        saved(noise(30, 20), "JPEG", icc_profile=b"profile"),
        saved(noise(30, 20), "WEBP"),
        uploads.png(2, 1, ROW, uploads.png_part(b"tEXt", b"Comment\0<script>")),
        uploads.png(2, 1, ROW, uploads.png_part(b"eXIf", b"MM\0*\0\0\0\x08\0\0")),
        uploads.png(2, 1, ROW, uploads.png_part(b"acTL", struct.pack(">II", 2, 0))),
        uploads.png(0, 1, ROW),
        uploads.png(5000, 1, ROW),
        uploads.png(1, 1, ROW)[:33] + uploads.png_part(b"IEND", b""),
        saved(noise(3900, 2), "JPEG"),
    ],
)
def test_what_is_not_one_plain_picture(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        prove(data)


def test_a_scan_cannot_hide_another_part() -> None:
    place = len(JPEG) - 2
    hidden = JPEG[:place] + b"\xff\xfe\x00\x08secret" + JPEG[place:]
    with pytest.raises(ValueError, match="behind its picture"):
        prove(hidden)


@given(st.sampled_from([PNG, JPEG]), st.integers(0, 200), st.binary(max_size=4))
def test_damage_is_an_error_or_the_same_kind_of_picture(data: bytes, place: int, put: bytes) -> None:
    damaged = data[:place] + put + data[place + len(put) :]
    try:
        media = prove(damaged)
    except ValueError:
        return
    assert media.size == len(damaged)
    assert damaged.startswith(data[:3])


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: JPEG[:3] + tail))
def test_any_bytes_are_judged(data: bytes) -> None:
    try:
        prove(data)
    except ValueError:
        return
    Image.open(io.BytesIO(data))
