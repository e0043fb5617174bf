"""Inside the child: a PDF's pages into pictures. Scripts, attachments and links stay behind: only pixels leave.

pypdfium2's PDFium is built without JavaScript; what a form shows (a filled-in field) is drawn, what it does is not.
"""

from __future__ import annotations

import pypdfium2
from pypdfium2 import raw

from signage.content.media import MAX_HEIGHT, MAX_WIDTH
from signage.server.intake import wire
from signage.server.intake.limits import MAX_PAGES
from signage.server.intake.refusal import Refusal, RefusedError
from signage.sources.pictures import encode

_LOCKED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
_HEADER_WITHIN = 1024
"""Bytes in which `%PDF-` must stand, as readers have it (PDF 1.7, annex H, note 13)."""


def take(data: bytes) -> wire.Reply:
    """Every page of the PDF in `data`, as large as the glass. Raises: `RefusedError`."""
    if data.startswith(b"PK") and b"word/" in data:
        raise RefusedError(Refusal.IS_DOCX)
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise RefusedError(Refusal.PDF_KIND)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RefusedError(Refusal.PDF_LOCKED if error.err_code in _LOCKED else Refusal.PDF_DAMAGED) from None
    try:
        pages = len(document)
        if pages < 1:
            raise RefusedError(Refusal.PDF_DAMAGED)
        if pages > MAX_PAGES:
            raise RefusedError(Refusal.PDF_PAGES, pages, MAX_PAGES)
        document.init_forms()
        return wire.Reply(pictures=tuple(_page(document, index) for index in range(pages)))
    except pypdfium2.PdfiumError:
        raise RefusedError(Refusal.PDF_DAMAGED) from None
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> bytes:
    page = document[index]
    try:
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise RefusedError(Refusal.PDF_DAMAGED)
        across, down = (MAX_HEIGHT, MAX_WIDTH) if width > height else (MAX_WIDTH, MAX_HEIGHT)
        scale = min(across / width, down / height)
        bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255))
        try:
            image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    finally:
        page.close()
    image.thumbnail((across, down))  # sizes are rounded up while drawing
    return encode(image)[0]
