"""PDFs as pictures: what is drawn, and nothing of what a PDF can do."""

from __future__ import annotations

import hashlib
import socket
import zlib

import pypdfium2
import pytest
import uploads
from hypothesis import given, settings
from hypothesis import strategies as st
from uploads import noise, opened, pages, pdf, saved

from signage.content.media import MAX_HEIGHT, MAX_WIDTH
from signage.errors import IntakeError
from signage.server.intake import limits, take_pdf
from signage.server.intake import pdf as inside
from signage.server.intake.proof import prove
from signage.server.intake.refusal import RefusedError

RED = (255, 0, 0)


def refused(data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        take_pdf(data)
    return caught.value.reason


def pixel(data: bytes, across: float, down: float) -> tuple[int, ...]:
    """A pixel of a picture, by its place as shares of width and height."""
    image = opened(data).convert("RGB")
    return image.getpixel((int(image.width * across), int(image.height * down)))


def test_each_page_is_a_picture_as_large_as_the_glass() -> None:
    taken = take_pdf(pages(3))
    assert len(taken) == 3
    for one in taken:
        assert one.media == prove(one.data)
        assert (one.media.width, one.media.mime) == (MAX_WIDTH, "image/png")
        assert pixel(one.data, 0.3, 0.75) == RED
        assert pixel(one.data, 0.9, 0.1) == (255, 255, 255)


@pytest.mark.parametrize(
    ("box", "size"),
    [
        (b"0 0 842 595", (3057, MAX_WIDTH)),
        (b"0 0 100 1000", (384, MAX_HEIGHT)),
        (b"0 0 14400 14400", (MAX_WIDTH, MAX_WIDTH)),
        (b"0 0 3 3", (MAX_WIDTH, MAX_WIDTH)),
        (b"0 0 1 14400", (1, MAX_HEIGHT)),
    ],
)
def test_a_page_of_any_shape_fits(box: bytes, size: tuple[int, int]) -> None:
    media = take_pdf(pages(1, box))[0].media
    assert abs(media.width - size[0]) <= 1
    assert abs(media.height - size[1]) <= 1


def test_a_font_that_the_pdf_does_not_bring_is_this_machines() -> None:
    """Office programs leave 宋体 out; the child may read fonts, though nothing of ours."""
    words = "水箱清洗".encode("utf-16-be").hex().encode()
    draws = b"BT /F1 60 Tf 100 400 Td <%s> Tj ET" % words
    described = b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /StemV 93 >>"
    letters = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor %s"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>" % described
    )
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [%s] >>"
    document = pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /MediaBox [0 0 595 842] /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 %s >> >> >>" % (font % letters),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draws), draws),
        ]
    )
    (taken,) = take_pdf(document)
    ink = opened(taken.data).convert("L").histogram()[:64]
    assert sum(ink) > 20_000


def test_a_scanned_page_is_a_photograph() -> None:
    document = saved(noise(1654, 2339), "PDF")  # A4 at 200 dots an inch
    assert take_pdf(document)[0].media.mime == "image/jpeg"


def form(draws: bytes, more: bytes = b"") -> bytes:
    """Something that a page may draw by name."""
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] %s /Length %d >>" % (more, len(draws))
    return b"%s\nstream\n%s\nendstream" % (head, draws)


def test_a_form_shows_what_was_filled_in() -> None:
    """A text field's look stands in its annotation, which a page without its form would not draw."""
    look = form(b"1 0 0 rg 0 0 600 900 re f")
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (x) /F 4 /Rect [100 100 300 200] /AP << /N 5 0 R >> >>"
    document = pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
            b"<< /Type /Pages /Count 1 /MediaBox [0 0 595 842] /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /Annots [4 0 R] >>",
            field,
            look,
        ]
    )
    (taken,) = take_pdf(document)
    red, green, _ = pixel(taken.data, 0.3, 0.82)
    assert red > green + 100


# Attacks.


def locked(password: str) -> bytes:
    """A PDF whose pages only a password opens (PDF 1.7 §7.6, RC4 with 40 bits, by the standard handler)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def rc4(key: bytes, data: bytes) -> bytes:
        box = list(range(256))
        j = 0
        for i in range(256):
            j = (j + box[i] + key[i % len(key)]) % 256
            box[i], box[j] = box[j], box[i]
        out, i, j = bytearray(), 0, 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + box[i]) % 256
            box[i], box[j] = box[j], box[i]
            out.append(byte ^ box[(box[i] + box[j]) % 256])
        return bytes(out)

    def md5(data: bytes) -> bytes:
        return hashlib.md5(data, usedforsecurity=False).digest()

    padded = (password.encode() + padding)[:32]
    name = bytes(16)
    owner = rc4(md5(padded)[:5], padded)
    key = md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + name)[:5]
    user = rc4(key, padding)
    handler = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>]" % (
        owner.hex().encode(),
        user.hex().encode(),
        name.hex().encode(),
        name.hex().encode(),
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /MediaBox [0 0 595 842] /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R >>",
    ]
    return pdf(objects, handler)


def test_a_password_is_asked_to_be_taken_off() -> None:
    with pytest.raises(IntakeError, match="这份 PDF 有密码，请先取消密码再上传"):
        take_pdf(locked("123456"))


def test_a_password_for_printing_alone_does_no_harm() -> None:
    """Opened by the empty password, as readers do."""
    assert len(take_pdf(locked(""))) == 1


ACTIONS = {
    "script": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.exportDataObject\\({cName: 'a'}\\);) >>",
    "program": b"/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>",
    "names": b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while\\(true\\);) >>] >> >>",
    "attachment": b"/Names << /EmbeddedFiles << /Names [(evil.exe) << /Type /Filespec /F (evil.exe) >>] >> >>",
}


@pytest.mark.parametrize("name", ACTIONS)
def test_what_a_pdf_can_do_it_does_not(name: str) -> None:
    (taken,) = take_pdf(pages(1, catalogue=ACTIONS[name]))
    assert pixel(taken.data, 0.3, 0.75) == RED
    for secret in (b"JavaScript", b"evil", b"/bin/sh"):
        assert secret not in taken.data


def test_no_address_is_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = b"http://127.0.0.1:%d/x" % listener.getsockname()[1]
        actions = b"/OpenAction << /S /URI /URI (%s) >> /AA << /WC << /S /SubmitForm /F (%s) >> >>" % (address, address)
        outside = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /F << /FS /URL /F (%s) >> >>" % address
        document = pages(1, catalogue=actions) + outside
        assert len(take_pdf(document)) == 1
        with pytest.raises(TimeoutError):
            listener.accept()


def test_too_many_pages() -> None:
    with pytest.raises(IntakeError, match=f"有 21 页，最多 {limits.MAX_PAGES} 页") as caught:
        take_pdf(pages(limits.MAX_PAGES + 1))
    assert caught.value.reason == "pdf-pages"


def test_pages_that_hold_themselves() -> None:
    loop = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"])
    assert refused(loop) in {"pdf-damaged", "pdf-pages"}


def test_a_drawing_without_end_ends() -> None:
    """Patterns within forms within forms, ten of each in the one above: 10^9 squares."""
    forms = [form(b"/X Do " * 10, b"/Resources << /XObject << /X %d 0 R >> >>" % number) for number in range(5, 14)]
    last = form(b"1 0 0 rg 0 0 600 900 re f")
    document = pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /MediaBox [0 0 595 842] /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /Resources << /XObject << /X 4 0 R >> >> /Contents 14 0 R >>",
            *forms,
            last,
            b"<< /Length 6 >>\nstream\n/X Do \nendstream",
        ]
    )
    bounds = limits.Limits(upload=limits.PDF.upload, reply=limits.PDF.reply, memory=limits.PDF.memory, cpu=2, wall=30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "PDF", bounds)
        assert refused(document) == "time"


def test_a_stream_that_unpacks_without_end() -> None:
    bomb = zlib.compress(zlib.compress(b"0 0 1 1 re f\n" * 40_000_000, 9), 9)
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    document = pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /MediaBox [0 0 595 842] /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            content,
        ]
    )
    assert len(document) < 100_000
    bounds = limits.Limits(upload=limits.PDF.upload, reply=limits.PDF.reply, memory=400 << 20, cpu=3, wall=30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "PDF", bounds)
        assert refused(document) in {"memory", "time", "crashed"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"hello", "pdf-kind"),
        (b"%PDF-1.7\n", "pdf-damaged"),
        (pages(1)[:60], "pdf-damaged"),
        (saved(noise(20, 20), "PNG"), "pdf-kind"),
        (uploads.docx(uploads.paragraph("文")), "is-docx"),
        (pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"]), "pdf-damaged"),
    ],
)
def test_what_is_no_pdf(data: bytes, reason: str) -> None:
    assert refused(data) == reason


@settings(max_examples=80)
@given(st.data())
def test_damage_is_refused_or_pages(data: st.DataObject) -> None:
    document = bytearray(pages(1, b"0 0 30 40"))
    for _ in range(data.draw(st.integers(1, 8))):
        document[data.draw(st.integers(0, len(document) - 1))] = data.draw(st.integers(0, 255))
    try:
        reply = inside.take(bytes(document))
    except RefusedError:
        return
    for one in reply.pictures:
        prove(one)


def test_this_pdfium_knows_no_javascript() -> None:
    """What the child relies on; a build with V8 would show it here."""
    assert not [flag for flag in pypdfium2.PDFIUM_INFO.flags if "V8" in flag.upper()]
