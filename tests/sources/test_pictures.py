"""Pictures re-encoded: upright, bounded, bare, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw

from signage.content.media import MAX_HEIGHT, MAX_MEDIA_BYTES, MAX_WIDTH
from signage.sources.nodes import SourceError
from signage.sources.pictures import prepare


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    raw = random.Random(1).randbytes(width * height * len(mode))
    return Image.frombytes(mode, (width, height), raw)


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_photograph_turns_upright_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x010F] = "a maker"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    media, data = prepare(save(noise(60, 40), "JPEG", exif=exif, comment=b"secret"))
    image = opened(data)
    assert (media.width, media.height) == image.size == (40, 60)
    assert not image.getexif()
    assert b"a maker" not in data
    assert b"secret" not in data


def test_the_description_is_that_of_the_bytes() -> None:
    media, data = prepare(save(noise(30, 20), "JPEG"))
    assert media.sha256 == hashlib.sha256(data).hexdigest()
    assert media.size == len(data)
    assert media.name == f"{media.sha256}.jpg"
    assert (media, data) == prepare(save(noise(30, 20), "JPEG"))


@pytest.mark.parametrize(("size", "fits"), [((5000, 1000), (MAX_HEIGHT, 768)), ((1000, 5000), (768, MAX_HEIGHT))])
def test_it_is_no_larger_than_the_glass(size: tuple[int, int], fits: tuple[int, int]) -> None:
    media, _ = prepare(save(Image.new("RGB", size, "red"), "PNG"))
    assert (media.width, media.height) == fits
    assert max(fits) > MAX_WIDTH


def test_what_is_flat_or_transparent_stays_png() -> None:
    assert prepare(save(Image.new("RGB", (200, 200), "red"), "BMP"))[0].mime == "image/png"
    assert prepare(save(noise(200, 200), "PNG"))[0].mime == "image/jpeg"
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 100))
    media, data = prepare(save(clear, "PNG"))
    assert media.mime == "image/png"
    assert opened(data).mode == "RGBA"
    opaque, _ = prepare(save(noise(50, 50, "RGBA").convert("RGB").convert("RGBA"), "PNG"))
    assert opaque.mime == "image/jpeg"


def drawing(width: int = 400, height: int = 300) -> Image.Image:
    """Lines of many colours on white, their edges soft as those of letters."""
    image = Image.new("RGB", (width * 2, height * 2), "white")
    pen = ImageDraw.Draw(image)
    chance = random.Random(1)
    for _ in range(60):
        ends = [chance.randrange(limit) for limit in (width * 2, height * 2) * 2]
        pen.line(ends, fill=tuple(chance.randrange(256) for _ in range(3)), width=3)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def test_what_was_drawn_keeps_every_pixel() -> None:
    """Soft edges in many colours are still a drawing: red letters as JPEG would smear over white paper."""
    image = drawing()
    assert image.getcolors(4096) is None
    media, data = prepare(save(image, "PNG"))
    assert media.mime == "image/png"
    assert ImageChops.difference(image, opened(data).convert("RGB")).getbbox() is None


def test_a_drawing_too_dear_as_png_keeps_its_colours_at_full_size() -> None:
    """A screenshot with a photograph in it: more than half of it is flat, most of its bytes are the photograph's."""
    image = Image.new("RGB", (800, 600), "white")
    image.paste(noise(800, 250), (0, 0))
    media, data = prepare(save(image, "PNG"))
    assert media.mime == "image/jpeg"
    assert all(component[1:3] == (1, 1) for component in opened(data).layer)


def test_even_noise_as_large_as_the_glass_is_small_enough() -> None:
    media, data = prepare(save(noise(MAX_WIDTH, MAX_HEIGHT), "BMP"))
    assert (media.width, media.height) == (MAX_WIDTH, MAX_HEIGHT)
    assert len(data) == media.size <= MAX_MEDIA_BYTES


MODES = {
    "PNG": ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"],
    "JPEG": ["L", "RGB", "CMYK"],
    "WEBP": ["RGB", "RGBA"],
    "GIF": ["1", "L", "P", "RGBA"],
    "BMP": ["1", "L", "P", "RGB", "RGBA"],
}


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_every_mode_of_every_format(kind: str, mode: str) -> None:
    source = noise(20, 10).convert("L") if mode == "I;16" else noise(20, 10)
    data = save(source.convert(mode), kind)
    media, encoded = prepare(data)
    assert opened(encoded).mode in {"RGB", "RGBA", "L"}
    assert (media.width, media.height) == (20, 10)


def test_sixteen_bits_of_grey_keep_their_tones() -> None:
    grey = Image.new("I;16", (8, 8), 0x8000)
    _, data = prepare(save(grey, "PNG"))
    pixel = opened(data).convert("L").getpixel((0, 0))
    assert isinstance(pixel, (int, float))
    assert abs(pixel - 128) <= 2


def test_colours_of_another_profile_become_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for icc in (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"damaged", profile):
        _, data = prepare(save(noise(20, 20), "JPEG", icc_profile=icc))
        assert "icc_profile" not in opened(data).info


def _png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7100, 12_000, 60_000])
def test_a_bomb_is_refused_by_its_header(side: int) -> None:
    with pytest.raises(SourceError, match=r"像素|DecompressionBombError"):
        prepare(_png_header(side, side))


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", save(noise(50, 50), "PNG")[:-400], b"GIF89a"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="图片损坏或格式不支持"):
        prepare(data)


@settings(max_examples=60)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]), st.data())
def test_damage_is_a_source_error_or_a_picture(kind: str, data: st.DataObject) -> None:
    raw = bytearray(save(noise(24, 24), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        media, encoded = prepare(bytes(raw))
    except SourceError:
        return
    assert opened(encoded).size == (media.width, media.height)
