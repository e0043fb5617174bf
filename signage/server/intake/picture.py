"""Inside the child: a picture of any usual kind into one plain PNG or JPEG. Its content decides, never its name."""

from __future__ import annotations

import io
import logging
import re
import warnings

from PIL import Image, ImageFile, UnidentifiedImageError

from signage.server.intake import wire
from signage.server.intake.refusal import Refusal, RefusedError
from signage.sources.pictures import encode, flatten, upright

# what is wrong with an upload is said by its refusal; the decoder's own words are for nobody
logging.getLogger("PIL").setLevel(logging.CRITICAL)


def _heif() -> bool:
    """Whether HEIC can be opened here: the decoder's wheels are GPL, and whoever may not have them goes without."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)
    return True


FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", *(("HEIF",) if _heif() else ()))
MAX_PIXELS = 60_000_000
"""Pixels to decode: a phone's 50 million pass."""

MAX_JPEG_PIXELS = 250_000_000
"""Pixels of a JPEG: it decodes straight to a half, a quarter or an eighth, so a phone's 200 million pass too."""

Image.MAX_IMAGE_PIXELS = None  # ours is lower, and said in our words
ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.init()  # plug-ins are imported before this process is confined

_SVG = re.compile(rb"<(\w+:)?svg[\s>/]")
_HEAD = 4096
"""Bytes in which an SVG says that it is one, behind comments and declarations."""


def take(data: bytes) -> wire.Reply:
    """The picture in `data`. Raises: `RefusedError`."""
    return wire.Reply(pictures=(reencode(data),))


def reencode(data: bytes) -> bytes:
    """The first picture in `data`: upright, on white, no larger than the glass, with nothing but its pixels.

    Raises: `RefusedError`.
    """
    if data.startswith(b"%PDF-"):
        raise RefusedError(Refusal.IS_PDF)
    if data.startswith(b"PK") and b"word/" in data:
        raise RefusedError(Refusal.IS_DOCX)
    if _is_svg(data):
        raise RefusedError(Refusal.SVG)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF and the like, which is dropped anyway
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _bound(opened)
                image = flatten(upright(opened))
        except (RefusedError, MemoryError):
            raise
        except UnidentifiedImageError:
            heic = data[4:8] == b"ftyp" and "HEIF" not in FORMATS
            raise RefusedError(Refusal.HEIC if heic else Refusal.PICTURE_KIND) from None
        except Exception:  # noqa: BLE001 — Pillow's decoders raise whatever a damaged file makes them
            raise RefusedError(Refusal.PICTURE_DAMAGED) from None
    return encode(image)[0]


def _is_svg(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return data.startswith(b"\x1f\x8b") or (  # .svgz is gzip
        head.startswith(b"<") and b"<html" not in head.lower() and _SVG.search(head) is not None
    )


def _bound(opened: Image.Image) -> None:
    """Refuses by what the header announces, before anything is decoded."""
    width, height = opened.size
    most = MAX_PIXELS
    if opened.format in {"JPEG", "MPO"}:
        most = MAX_JPEG_PIXELS
    if width * height > most:
        raise RefusedError(Refusal.PIXELS, width, height, most // 10_000)
