"""Files such as staff upload, and such as nobody should: made by code, so that what is wrong with each can be read."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    raw = random.Random(1).randbytes(width * height * len(mode))
    return Image.frombytes(mode, (width, height), raw)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, rows: bytes = b"", *parts: bytes) -> bytes:
    """A PNG of RGB pixels whose header says `width` × `height`, whatever `rows` hold."""
    header = png_part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(parts) + png_part(b"IDAT", rows) + png_part(b"IEND", b"")


def zipped(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# PDF.


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def pages(
    count: int, box: bytes = b"0 0 595 842", content: bytes = b"1 0 0 rg 100 100 200 200 re f", catalogue: bytes = b""
) -> bytes:
    """A PDF of `count` pages that all draw `content` (a red square)."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(count))
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F1 %s >> >> >>" % font
    tree = b"<< /Type /Pages /Count %d /MediaBox [%s] /Kids [%s] >>" % (count, box, kids)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue, tree, stream, *[page] * count])


# Word.


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    said = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=said)


def numbering(*levels: tuple[str, str], start: int = 1, more: str = "") -> str:
    """numbering.xml with numbering 1: for each level its format and its text; `more`: what else the levels say."""
    said = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for index, (style, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{said}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="emf" ContentType="image/x-emf"/>
<Override PartName="/word/document.xml" ContentType="{main}"/></Types>"""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*links: tuple[str, str, str]) -> str:
    """A .rels part: id, kind, target; a target with a scheme is external."""
    outside = ' TargetMode="External"'
    said = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{outside if ":" in target else ""}/>'
        for name, kind, target in links
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELATIONS}">{said}</Relationships>'


def docx_parts(body: str, links: Sequence[tuple[str, str, str]] = (), **parts: str | bytes) -> dict[str, str | bytes]:
    """The parts of a Word document with `body`; `parts`: further parts in word/ (`styles`, `numbering`), as XML."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<w:body>{body}</w:body></w:document>"
    )
    known = [(f"k{name}", name, f"{name}.xml") for name in parts if name in ("styles", "numbering", "footnotes")]
    return {
        "[Content_Types].xml": TYPES.format(main=MAIN),
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(*known, *links),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }


def docx(body: str, links: Sequence[tuple[str, str, str]] = (), **parts: str | bytes) -> bytes:
    return zipped(docx_parts(body, links, **parts))


def drawing(relation: str, attribute: str = "embed", words: str = "") -> str:
    """An inline picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{words}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:{attribute}="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
