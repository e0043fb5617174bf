"""Inside the child: an Office file's outside. What kind it is, and its parts, unpacked within bounds, without DTDs."""

from __future__ import annotations

import io
import re
import xml.parsers.expat
import zipfile
import zlib

from signage.server.intake.refusal import Refusal, RefusedError

MAX_PARTS = 2000
MAX_XML_BYTES = 12_000_000
"""All parts of text together: a page of Word has about 20,000."""

MAX_UNPACKED_BYTES = 120_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_CONTENT_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"


def open_docx(data: bytes) -> dict[str, bytes]:
    """The parts of the Word document in `data`, by name.

    Raises: `RefusedError` when it is something else, is damaged, has a password, or would fill the memory.
    """
    _by_first_bytes(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
    except (RefusedError, MemoryError):
        raise
    except RuntimeError:  # zipfile's word for "a password is needed"
        raise RefusedError(Refusal.DOCX_LOCKED) from None
    except Exception:  # noqa: BLE001 — a damaged zip raises BadZipFile, zlib.error, struct.error, EOFError…
        raise RefusedError(Refusal.DOCX_DAMAGED) from None
    _by_types(parts)
    for name, part in parts.items():
        if _is_xml(name):
            _refuse_dtd(part)
    return parts


def _by_first_bytes(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RefusedError(Refusal.DOCX_LOCKED)
        if "Workbook".encode("utf-16-le") in data:
            raise RefusedError(Refusal.SHEET)
        if "PowerPoint Document".encode("utf-16-le") in data:
            raise RefusedError(Refusal.SLIDES)
        raise RefusedError(Refusal.DOC)
    if data.startswith(b"%PDF-"):
        raise RefusedError(Refusal.IS_PDF)
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp" or data[8:12] == b"WEBP":
        raise RefusedError(Refusal.IS_PICTURE)
    if re.match(rb"^[\s\xef\xbb\xbf]*({\\rtf|<|MIME-Version)", data[:200]):
        raise RefusedError(Refusal.RTF)
    if not data.startswith(b"PK"):
        raise RefusedError(Refusal.DOCX_KIND)


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise RefusedError(Refusal.DOCX_LARGE)
    parts: dict[str, bytes] = {}
    left, left_xml = MAX_UNPACKED_BYTES, MAX_XML_BYTES
    for entry in entries:
        name = entry.filename.replace("\\", "/").removeprefix("/")
        if entry.is_dir():
            continue
        if name in parts or name.lower() in (known.lower() for known in parts):
            raise RefusedError(Refusal.DOCX_DAMAGED)  # two readers would read two documents
        most = min(left, left_xml) if _is_xml(name) else left
        # The size in the header is a claim; reading no more than the bound makes it a fact.
        try:
            with archive.open(entry) as part:
                content = part.read(most + 1)
        except (zlib.error, zipfile.BadZipFile, NotImplementedError):
            if _is_xml(name):
                raise
            content = b""  # a damaged picture is no reason to refuse the words
        if len(content) > most:
            raise RefusedError(Refusal.DOCX_LARGE)
        left -= len(content)
        left_xml -= len(content) if _is_xml(name) else 0
        parts[name] = content
    return parts


def _by_types(parts: dict[str, bytes]) -> None:
    types = parts.get(_CONTENT_TYPES, b"")
    if b"opendocument" in parts.get("mimetype", b""):
        raise RefusedError(Refusal.ODT)
    if b"spreadsheetml" in types and b"wordprocessingml.document" not in types:
        raise RefusedError(Refusal.SHEET)
    if b"presentationml" in types and b"wordprocessingml.document" not in types:
        raise RefusedError(Refusal.SLIDES)
    mains = (f"{_WORD}document.main+xml".encode(), f"{_WORD}template.main+xml".encode(), MACROS)
    if not any(main in types for main in mains):
        raise RefusedError(Refusal.DOCX_KIND)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _refuse_dtd(part: bytes) -> None:
    """Office Open XML has no DTD (ECMA-376 part 2 §8.1.4): whoever writes one wants entities."""

    def refuse(*_: object) -> None:
        raise RefusedError(Refusal.DOCX_ENTITIES)

    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except xml.parsers.expat.ExpatError:
        raise RefusedError(Refusal.DOCX_DAMAGED) from None
