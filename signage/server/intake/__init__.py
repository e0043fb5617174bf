"""Uploads of staff: pictures, PDFs, Word documents, pasted text. Opened apart, re-encoded; only that is published."""

from signage.server.intake.take import clean_html, confinement, take_docx, take_pdf, take_picture
from signage.server.intake.taken import TakenDocument, TakenPicture

__all__ = ["TakenDocument", "TakenPicture", "clean_html", "confinement", "take_docx", "take_pdf", "take_picture"]
