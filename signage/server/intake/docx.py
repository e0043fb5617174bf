"""Inside the child: a Word document into title, blocks and pictures, by mammoth and the reader of pasted HTML."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import mammoth
import mammoth.documents
from selectolax.lexbor import LexborNode

from signage.content.media import Media
from signage.server.intake import package, picture, wire, wordxml
from signage.server.intake.blocks import Blocks
from signage.server.intake.html import read_html
from signage.server.intake.letter import take_letter
from signage.server.intake.limits import MAX_PICTURES
from signage.server.intake.proof import prove
from signage.server.intake.refusal import Loss, Lost, Refusal, RefusedError

_SCHEME = "intake:"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='Quote'] => p:fresh
br[type='page'] => p:fresh
"""


def take(data: bytes) -> wire.Reply:
    """The Word document in `data`. Raises: `RefusedError`."""
    parts = package.open_docx(data)
    losses: dict[Loss, int] = {}
    if package.MACROS in parts["[Content_Types].xml"] or any(name.endswith("vbaProject.bin") for name in parts):
        losses[Loss.MACROS] = 1
    try:
        parts = wordxml.plain(parts, losses)
        reading = _Reading(parts, losses)
        return reading.read()
    except (RefusedError, MemoryError):
        raise
    except RecursionError:
        raise RefusedError(Refusal.DEEP) from None
    except Exception:  # noqa: BLE001 — mammoth trusts a document's structure and raises whatever it trips over
        raise RefusedError(Refusal.DOCX_DAMAGED) from None


class _Reading:
    """One document being read."""

    def __init__(self, parts: dict[str, bytes], losses: dict[Loss, int]) -> None:
        self._parts = parts
        self._losses = losses
        self._blocks = Blocks()
        self._letter = wire.Letter()
        self._images: list[tuple[Any, str]] = []
        self._pictures: dict[str, tuple[Media, bytes]] = {}

    def read(self) -> wire.Reply:
        result = mammoth.convert_to_html(
            io.BytesIO(_zipped(self._parts)),
            style_map=_STYLES,
            include_embedded_style_map=False,  # the document's own, which could rename anything
            external_file_access=False,
            convert_image=self._image,
            transform_document=self._without_letter,
        )
        read_html(result.value, self._blocks, self._figure)
        for one in self._blocks.lost:
            self._lose(one.what, one.count)
        lost = tuple(Lost(what=what, count=count) for what, count in self._losses.items())
        head = wire.Head(letter=self._letter, blocks=tuple(self._blocks.found), lost=lost)
        return wire.Reply(head=head, pictures=tuple(data for _, data in self._pictures.values()))

    def _without_letter(self, document: Any) -> Any:
        self._letter, document = take_letter(document)
        return document

    def _image(self, image: Any) -> list[Any]:
        """mammoth's picture as an `img` that names only its number; its bytes stay where they are until it is met."""
        self._images.append((image, image.alt_text or ""))
        return [mammoth.html.element("img", {"src": f"{_SCHEME}{len(self._images) - 1}"}, [])]

    def _figure(self, blocks: Blocks, node: LexborNode) -> None:
        number = (node.attributes.get("src") or "").removeprefix(_SCHEME)
        image, alt = self._images[int(number)]
        try:
            with image.open() as stream:
                data = stream.read()
        except KeyError:
            self._lose(Loss.PICTURES)
            return
        except Exception:  # noqa: BLE001 — mammoth's word for a picture that lies elsewhere
            self._lose(Loss.LINKED)
            return
        known = hashlib.sha256(data).hexdigest()
        if known not in self._pictures:
            if len(self._pictures) >= MAX_PICTURES:
                raise RefusedError(Refusal.DOCX_PICTURES, len(self._images), MAX_PICTURES)
            try:
                encoded = picture.reencode(data)
            except RefusedError:
                self._lose(Loss.PICTURES)
                return
            self._pictures[known] = prove(encoded), encoded
        blocks.figure(self._pictures[known][0], alt)

    def _lose(self, what: Loss, count: int = 1) -> None:
        self._losses[what] = self._losses.get(what, 0) + count


def _zipped(parts: dict[str, bytes]) -> bytes:
    """The parts that mammoth reads, packed anew."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
