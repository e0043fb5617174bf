"""Pictures as they come from phones, scanners and strangers."""

from __future__ import annotations

import io
import zipfile
import zlib

import msgspec
import pillow_heif
import pytest
import uploads
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from uploads import noise, opened, saved

from signage.content.media import MAX_HEIGHT, MAX_MEDIA_BYTES, MAX_WIDTH
from signage.errors import IntakeError
from signage.server.intake import limits, picture, take_picture
from signage.server.intake.picture import reencode
from signage.server.intake.proof import prove
from signage.server.intake.refusal import RefusedError

pillow_heif.register_heif_opener()


def refused(data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        take_picture(data)
    return caught.value.reason


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x010F] = "a maker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 12.0)
    return exif


def test_a_photograph_turns_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    data = saved(noise(60, 40), "JPEG", exif=gps(), comment=b"secret", icc_profile=b"profile", xmp=b"<x:xmpmeta/>")
    taken = take_picture(data)
    assert (taken.media.width, taken.media.height) == (40, 60)
    assert taken.media == prove(taken.data)
    image = opened(taken.data)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    for secret in (b"a maker", b"secret", b"xmpmeta", b"Exif", b"GPS"):
        assert secret not in taken.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF"])
def test_every_kind_that_staff_have(kind: str) -> None:
    taken = take_picture(saved(noise(64, 48), kind))
    assert (taken.media.width, taken.media.height) == (64, 48)
    assert taken.media.mime in {"image/jpeg", "image/png"}


MODES = {
    "PNG": ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"],
    "JPEG": ["L", "RGB", "CMYK"],
    "WEBP": ["RGB", "RGBA"],
    "GIF": ["1", "L", "P"],
    "TIFF": ["1", "L", "P", "RGB", "RGBA", "CMYK", "LAB", "F", "I;16"],
    "HEIF": ["RGB", "RGBA"],
}


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_every_mode(kind: str, mode: str) -> None:
    """Decoded in this process, as the child decodes: the child's bounds are tested elsewhere."""
    base = noise(20, 10)
    image = base.convert("L").convert(mode) if mode in {"I;16", "F"} else base
    if mode == "LAB":
        image = Image.frombytes("LAB", base.size, base.tobytes())
    elif mode not in {"I;16", "F"}:
        image = base.convert(mode)
    media = prove(reencode(saved(image, kind)))
    assert (media.width, media.height) == (20, 10)


def test_what_is_transparent_lies_on_white() -> None:
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 25, 50))
    image = opened(take_picture(saved(clear, "PNG")).data).convert("RGB")
    assert image.getpixel((40, 10)) == (255, 255, 255)
    assert image.getpixel((10, 10)) == (0, 0, 255)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_an_animation_the_first_picture(kind: str) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "lime", "blue")]
    data = saved(
        frames[0],
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=100,
        **({"lossless": True} if kind == "WEBP" else {}),
    )
    assert opened(data).n_frames == 3
    taken = opened(take_picture(data).data)
    assert getattr(taken, "n_frames", 1) == 1
    assert taken.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_phones_picture_with_others_inside_is_one_picture() -> None:
    """A Multi-Picture JPEG holds a depth map or a preview behind the photograph."""
    data = saved(noise(40, 30), "MPO", save_all=True, append_images=[noise(40, 30)])
    assert b"MPF\0" in data
    taken = take_picture(data)
    assert b"MPF\0" not in taken.data
    assert taken.media.mime == "image/jpeg"


def test_the_smallest() -> None:
    assert take_picture(saved(Image.new("RGB", (1, 1), "red"), "PNG")).media.width == 1


@pytest.mark.parametrize(
    ("size", "fits"),
    [((5000, 1000), (MAX_HEIGHT, 768)), ((1000, 5000), (768, MAX_HEIGHT)), ((9000, 2), (MAX_HEIGHT, 1))],
)
def test_no_larger_than_the_glass(size: tuple[int, int], fits: tuple[int, int]) -> None:
    media = take_picture(saved(Image.new("RGB", size, "red"), "PNG")).media
    assert (media.width, media.height) == fits


def test_a_telephone_of_two_hundred_megapixels() -> None:
    """16,320 × 12,240 pixels would be 800 MB; a JPEG decodes to an eighth of that."""
    data = saved(Image.new("L", (16_320, 12_240), 90), "JPEG", quality=10)
    media = take_picture(data).media
    assert (media.width, media.height) == (2880, MAX_WIDTH)


def test_a_large_jpeg_is_never_decoded_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """48 megapixels, as phones take them, within what a quarter of them need."""
    data = saved(Image.new("RGB", (8064, 6048), "green"), "JPEG", quality=10)
    bounds = msgspec.structs.replace(limits.PICTURE, memory=350 << 20)
    monkeypatch.setattr(limits, "PICTURE", bounds)
    assert take_picture(data).media.width == 2880


def test_noise_as_large_as_the_glass_is_small_enough() -> None:
    assert take_picture(saved(noise(MAX_WIDTH, MAX_HEIGHT), "BMP")).media.size <= MAX_MEDIA_BYTES


# Attacks.


@pytest.mark.parametrize("side", [8000, 30_000, 200_000])
def test_a_bomb_is_refused_by_its_header(side: int) -> None:
    assert refused(uploads.png(side, side)) == "pixels"


def test_a_bomb_that_lies_in_its_header_fills_nothing() -> None:
    """100 MB of zeroes behind a header of 10 × 10 pixels."""
    assert take_or_reason(uploads.png(10, 10, zlib.compress(bytes(100_000_000), 9))) in {"taken", "picture-damaged"}


def test_a_jpeg_as_large_as_its_format_allows_is_refused() -> None:
    data = bytearray(saved(noise(16, 16), "JPEG"))
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = b"\xff\xff\xff\xff"
    assert refused(bytes(data)) == "pixels"


def test_text_that_unpacks_without_end() -> None:
    """A compressed comment in a PNG: 200 MB of it."""
    bomb = uploads.png_part(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    rows = zlib.compress((b"\0" + b"\xff\0\0" * 10) * 10)
    assert take_or_reason(uploads.png(10, 10, rows, bomb)) in {"taken", "picture-damaged"}


def take_or_reason(data: bytes) -> str:
    try:
        taken = take_picture(data)
    except IntakeError as error:
        return error.reason
    assert taken.media.width == 10
    return "taken"


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("evil.class", "CAFEBABE")
    return buffer.getvalue()


POLYGLOTS = {
    "a JPEG that is a zip": (saved(noise(30, 20), "JPEG") + _archive(), b"PK\x03\x04"),
    "a PNG that is a page": (saved(noise(30, 20), "PNG") + b"<html><script>alert(1)</script>", b"<script>"),
    "a PNG with a page inside": (
        uploads.png(
            2, 1, zlib.compress(b"\0" + bytes(6)), uploads.png_part(b"tEXt", b"Comment\0<script>alert(1)</script>")
        ),
        b"<script>",
    ),
    "a GIF that is a script": (
        saved(Image.new("P", (30, 20)), "GIF", comment=b"*/=alert(1)//") + b"/*<script>",
        b"alert",
    ),
    "a JPEG with a script in its comment": (saved(noise(30, 20), "JPEG", comment=b"*/<?php system(1)"), b"php"),
    "a BMP with a PDF behind it": (saved(noise(30, 20), "BMP") + uploads.pages(1), b"%PDF"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_polyglot_is_a_picture_alone(name: str) -> None:
    data, secret = POLYGLOTS[name]
    assert secret in data
    taken = take_picture(data)
    assert secret not in taken.data
    prove(taken.data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF", "AVIF"])
def test_a_truncated_file_is_said_to_be_damaged(kind: str) -> None:
    data = saved(noise(80, 60), kind)
    with pytest.raises(RefusedError) as caught:
        reencode(data[: len(data) * 6 // 10])
    assert caught.value.refusal in {"picture-damaged", "picture-kind"}


def test_without_its_decoder_heic_is_told_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(noise(30, 20), "HEIF")
    monkeypatch.setattr(picture, "FORMATS", tuple(kind for kind in picture.FORMATS if kind != "HEIF"))
    with pytest.raises(RefusedError) as caught:
        reencode(data)
    assert caught.value.refusal == "heic"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><!DOCTYPE svg [<!ENTITY x 'y'>]>\n<svg:svg xmlns:svg='s'>",
        b"\x1f\x8b\x08\0\0\0\0\0",
    ],
)
def test_svg_is_refused_with_the_mend(data: bytes) -> None:
    with pytest.raises(IntakeError, match="PNG") as caught:
        take_picture(data)
    assert caught.value.reason == "svg"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF89a", "picture-kind"),
        (b"hello", "picture-kind"),
        (b"<html>", "picture-kind"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (r) file", "picture-kind"),
        (b"\xd7\xcd\xc6\x9a", "picture-kind"),
        (uploads.pages(1), "is-pdf"),
        (uploads.docx(uploads.paragraph("文")), "is-docx"),
        (b"8BPS" + bytes(40), "picture-kind"),
    ],
)
def test_what_is_no_picture(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        reencode(data)
    assert caught.value.refusal == reason


def test_what_is_not_reencoded_never_comes_back() -> None:
    """Even a picture of our own encoding is drawn anew, and stays the same."""
    image = Image.new("RGB", (300, 200), "#1e5b50")
    first = take_picture(saved(image, "PNG"))
    second = take_picture(first.data)
    assert ImageChops.difference(opened(first.data), opened(second.data)).getbbox() is None


@settings(max_examples=150)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "HEIF", "AVIF"]), st.data())
def test_damage_is_refused_or_a_plain_picture(kind: str, data: st.DataObject) -> None:
    raw = bytearray(saved(noise(24, 24), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        encoded = reencode(bytes(raw))
    except RefusedError:
        return
    prove(encoded)
