"""Pictures as the screen wants them: upright, no larger than a 4K glass, without metadata, the same bytes every time.

A phone's photo carries where it was taken; nothing of that is published. JPEG for photographs, PNG for what is flat or
transparent. Decoding is bounded before it begins: a picture's header says how large it will be.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import Literal

from PIL import Image, ImageCms, ImageOps

from signage.content.media import MAX_MEDIA_BYTES, Media
from signage.sources.nodes import SourceError

MAX_WIDTH, MAX_HEIGHT = 2160, 3840
"""Pixels of a 4K glass in portrait; a picture that is wider than high is bounded the other way round."""

MAX_PIXELS = 50_000_000
MAX_PICTURE_BYTES = 40_000_000
JPEG_QUALITY = 86
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"}

_Mime = Literal["image/jpeg", "image/png", "image/webp"]

_PNG_WORTH = 1.3
"""A flat picture stays PNG, sharp to the pixel, while that costs at most so many times the bytes of a JPEG."""


def prepare(data: bytes) -> tuple[Media, bytes]:
    """The picture in `data` re-encoded for the screen, and its description (without `alt`).

    Raises: `SourceError` when it is no picture of `FORMATS`, damaged, or has more than `MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            # Over our own limit long before Pillow's; damaged EXIF is dropped anyway.
            warnings.simplefilter("ignore")
            image = _upright(data)
            encoded, mime = _encode(image)
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 — Pillow's decoders raise whatever a damaged file makes them
        raise SourceError(f"图片损坏或格式不支持（{type(error).__name__}）；请另存为 JPEG 或 PNG") from None
    media = Media(
        sha256=hashlib.sha256(encoded).hexdigest(),
        size=len(encoded),
        mime=mime,
        width=image.width,
        height=image.height,
    )
    return media, encoded


def _upright(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise SourceError(f"图片有{width}×{height}像素，最多{MAX_PIXELS // 10_000}万像素；请先缩小")
        opened.draft("RGB", (MAX_HEIGHT, MAX_HEIGHT))  # a JPEG decodes straight to half or a quarter of its size
        opened.load()
        profile = opened.info.get("icc_profile")
        image = ImageOps.exif_transpose(opened)
    image = _plain_mode(image, profile)
    image.info = {}  # Pillow's writers copy comments and colour profiles from here
    bounds = (MAX_HEIGHT, MAX_WIDTH) if image.width > image.height else (MAX_WIDTH, MAX_HEIGHT)
    image.thumbnail(bounds, Image.Resampling.LANCZOS)
    return image


def _plain_mode(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB, or RGBA where something is transparent; colours of another profile (a phone's Display P3) become sRGB."""
    transparent = image.has_transparency_data
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a damaged profile is no reason to refuse the picture
        if converted is not None:
            image = converted
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if transparent:
        image = image.convert("RGBA")
        low, _ = image.getchannel("A").getextrema()
        if isinstance(low, (int, float)) and low < 255:
            return image
    return image.convert("RGB")


def _encode(image: Image.Image) -> tuple[bytes, _Mime]:
    if image.mode == "RGBA":
        png = _png(image)
        if len(png) <= MAX_MEDIA_BYTES:
            return png, "image/png"
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY)
    jpeg = buffer.getvalue()
    # Counting stops at once in a photograph, so this costs nothing there.
    if image.getcolors(4096) is not None:
        png = _png(image)
        if len(png) <= _PNG_WORTH * len(jpeg):
            return png, "image/png"
    return jpeg, "image/jpeg"


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
