"""Uploads of staff: pictures, PDFs, Word documents, sheets, pasted text. Opened apart, and made plain before use."""

from signage.server.intake.take import clean_html, confinement, take_docx, take_pdf, take_picture, take_sheets
from signage.server.intake.taken import TakenDocument, TakenPicture

__all__ = [
    "TakenDocument",
    "TakenPicture",
    "clean_html",
    "confinement",
    "take_docx",
    "take_pdf",
    "take_picture",
    "take_sheets",
]
