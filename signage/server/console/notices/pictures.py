"""Uploads: opened by a confined child, encoded anew, kept by what they contain. Nothing is kept of what was uploaded.

The seam for every kind of upload: `take` and `clean` are all that the rest of the console knows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Page

from signage.content.base import Record
from signage.content.body import Block, Figure
from signage.content.feed import Feed
from signage.errors import IntakeError, SignageError
from signage.server import intake
from signage.server.console.evidence.models import record
from signage.server.console.notices.intakewords import in_words
from signage.server.console.notices.models import Picture
from signage.server.intake import TakenPicture
from signage.server.intake.refusal import Refusal, intake_error
from signage.store.disk import write_whole

_PDF_HEAD = 1024
"""A PDF's mark stands within so many bytes (ISO 32000-1, Annex H note 13)."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
"""How pictures begin: a PDF's mark in their descriptions makes them none."""

_DOCUMENTS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""How Word's files begin, and those that are told how to become one: zip, the old binary form, RTF."""


MAX_PICTURES = 20
"""Pictures of one notice: nobody stands at a gate for more."""


MAX_UPLOAD_BYTES = 44_000_000
"""What one file may have: the form around it still passes `serving.MAX_BODY_BYTES`."""


class UploadError(SignageError):
    """An upload cannot be used; its text says why and the mend."""


class Taken(Record, frozen=True, kw_only=True):
    """What an upload comes to: pictures of our own encoding, and of a Word document its words.

    `title`, `number`, `issuer` and `issued` are a document's own, empty where it has none. `warnings` say what of it
    could not be taken.
    """

    figures: tuple[Figure, ...] = ()
    body: tuple[Block, ...] = ()
    title: str = ""
    number: str = ""
    issuer: str = ""
    issued: dt.date | None = None
    warnings: tuple[str, ...] = ()


def take(person: Any, branch: Page, upload: UploadedFile) -> Taken:
    """The upload, opened by a confined child: a picture, each page of a PDF, a Word document's words and pictures.

    What it is its content says, never its name. Blocking: a child may take its minute. Raises: `UploadError`.
    """
    try:
        data = _whole(upload)
        if b"%PDF-" in data[:_PDF_HEAD] and not data.startswith(_PICTURES):
            pictures, document = intake.take_pdf(data), None
        elif data.startswith(_DOCUMENTS):
            document = intake.take_docx(data)
            pictures = list(document.pictures)
        else:
            pictures, document = [intake.take_picture(data)], None
    except IntakeError as error:
        raise UploadError(in_words(str(error))) from error
    with transaction.atomic():
        for picture in pictures:
            _keep(person, branch, picture, str(upload.name or ""))
    if document is None:
        return Taken(figures=tuple(Figure(media=picture.media) for picture in pictures))
    return Taken(
        figures=tuple(block for block in document.blocks if isinstance(block, Figure)),
        body=tuple(block for block in document.blocks if not isinstance(block, Figure)),
        title=document.title,
        number=document.number,
        issuer=document.issuer,
        issued=document.issued,
        warnings=tuple(map(in_words, document.warnings)),
    )


def clean(html: str) -> tuple[Block, ...]:
    """What a reader saw of pasted rich text; pictures of elsewhere are not fetched. Raises: `UploadError`."""
    try:
        return tuple(block for block in intake.clean_html(html) if not isinstance(block, Figure))
    except IntakeError as error:
        raise UploadError(in_words(str(error))) from error


def _whole(upload: UploadedFile) -> bytes:
    """Its bytes. Raises: `IntakeError` when there are more than any kind may have: they are not even read."""
    size = MAX_UPLOAD_BYTES + 1 if upload.size is None else upload.size
    if size > MAX_UPLOAD_BYTES:
        raise intake_error(Refusal.LARGE, -(-size // 1_000_000), MAX_UPLOAD_BYTES // 1_000_000)
    data: bytes = upload.read()
    return data


def _keep(person: Any, branch: Page, taken: TakenPicture, name: str) -> None:
    """Keep a picture under what it contains, and write down who brought it."""
    media = taken.media
    if not default_storage.exists(media.name):
        default_storage.save(media.name, ContentFile(taken.data))
    _picture, new = Picture.objects.get_or_create(
        sha256=media.sha256, branch=branch, defaults={"media": media, "by": person}
    )
    if new:
        record(
            "picture",
            person,
            branch=branch.path,
            subject=f"picture:{media.sha256[:16]}",
            title=name.replace("\0", "")[:80],
            bytes=media.size,
        )


def at_hand(feed: Feed) -> Path:
    """A folder on this disk with the pictures of `feed`: fetched where the storage is elsewhere, for the preview."""
    folder: Path = settings.DATA.media
    for media in feed.media():
        if (folder / media.name).exists():
            continue
        # what is gone everywhere is missed by whoever draws
        with contextlib.suppress(OSError), default_storage.open(media.name) as file:
            write_whole(folder / media.name, file.read(), sync=False)
    return folder
