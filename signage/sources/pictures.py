"""Pictures as the screen wants them: upright, no larger than a 4K glass, without metadata, the same bytes every time.

A phone's photo carries where it was taken; nothing of that is published. JPEG for photographs, PNG for what was drawn
or typed, or is transparent. Decoding is bounded before it begins: a picture's header says how large it will be.
"""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageChops, ImageCms, ImageOps

from signage.content.media import MAX_HEIGHT, MAX_MEDIA_BYTES, MAX_WIDTH, Media, Mime
from signage.sources.nodes import SourceError

MAX_PIXELS = 50_000_000
MAX_PICTURE_BYTES = 40_000_000
JPEG_QUALITY = 86
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"}

DRAWN = 0.5
"""A picture is drawn or typed where at least this share of its pixels equals the pixel to their left.

Measured: photographs and scans 0.00 to 0.08, pages of text, posters and screenshots (with a photo in them too) 0.74 to
1.00.
"""

_PNG_WORTH = 2.5
"""What is drawn stays PNG, sharp to the pixel, while that costs at most so many times the bytes of a JPEG."""

_DRAWN_QUALITY = 92
"""What is drawn but too large as PNG keeps its edges: less loss, and no colours halved (red on white would smear)."""

_LEAST_QUALITY = 40
"""Nothing but noise needs less than 80 to keep within `MAX_MEDIA_BYTES`, and at this even noise does."""


def prepare(data: bytes) -> tuple[Media, bytes]:
    """The picture in `data` re-encoded for the screen, and its description (without `alt`).

    Raises: `SourceError` when it is no picture of `FORMATS`, damaged, or has more than `MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            # Over our own limit long before Pillow's; damaged EXIF is dropped anyway.
            warnings.simplefilter("ignore")
            image = _upright(data)
            encoded, mime = encode(image)
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
        return upright(opened)


def upright(opened: Image.Image) -> Image.Image:
    """The first picture of an opened file, decoded: turned as it was held, no larger than the glass, RGB or RGBA."""
    opened.draft("RGB", _bounds(opened))  # a JPEG decodes straight to half or a quarter of its size
    opened.load()
    profile = opened.info.get("icc_profile")
    image = _plain_mode(ImageOps.exif_transpose(opened), profile)
    image.info = {}  # Pillow's writers copy comments and colour profiles from here
    image.thumbnail(_bounds(image), Image.Resampling.LANCZOS)
    return image


def _bounds(image: Image.Image) -> tuple[int, int]:
    return (MAX_HEIGHT, MAX_WIDTH) if image.width > image.height else (MAX_WIDTH, MAX_HEIGHT)


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


def flatten(image: Image.Image) -> Image.Image:
    """`image` on white paper, where it was transparent."""
    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def encode(image: Image.Image) -> tuple[bytes, Mime]:
    """The bytes of an RGB or RGBA picture, and what they are. Nothing but pixels goes in."""
    if image.mode == "RGBA":
        png = _png(image)
        if len(png) <= MAX_MEDIA_BYTES:
            return png, "image/png"
        image = flatten(image)
    if not _is_drawn(image):
        return _jpeg(image, JPEG_QUALITY), "image/jpeg"
    png = _png(image)
    if len(png) <= MAX_MEDIA_BYTES and len(png) <= _PNG_WORTH * len(_jpeg(image, JPEG_QUALITY)):
        return png, "image/png"
    return _jpeg(image, _DRAWN_QUALITY, subsampling=0), "image/jpeg"


def _is_drawn(image: Image.Image) -> bool:
    beside = ImageChops.difference(image, ImageChops.offset(image, 1, 0)).convert("L")
    return beside.histogram()[0] >= DRAWN * image.width * image.height


def _jpeg(image: Image.Image, quality: int, subsampling: int = 2) -> bytes:
    while True:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, subsampling=subsampling)
        if buffer.tell() <= MAX_MEDIA_BYTES or quality <= _LEAST_QUALITY:
            return buffer.getvalue()
        quality, subsampling = quality - 12, 2


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
