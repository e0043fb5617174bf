"""Documents by HTTP, as staff bring them and as attackers do: nothing but our own encoding is kept or given out."""

from __future__ import annotations

import io
import json
import zlib

import pillow_heif
import pytest
import uploads
from console.conftest import FILLED, write
from console.test_pictures import photo
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from uploads import docx, docx_parts, drawing, noise, pages, paragraph, pdf, run, saved, zipped

from signage.content.body import Listing, Paragraph, Table
from signage.server.console.evidence.models import Entry
from signage.server.console.notices.models import Picture
from signage.server.intake.proof import prove

pillow_heif.register_heif_opener()

PNG = saved(Image.new("RGB", (300, 200), "#1e5b50"), "PNG")
CENTRED = '<w:jc w:val="center"/>'


def bring(tree, data: bytes, name: str, who: str = "editor", notice=None, kind: str = "application/octet-stream"):
    notice = notice or write(tree)
    file = SimpleUploadedFile(name, data, kind)
    return tree.client(who).post(f"/notices/{notice.pk}/pictures/", {"file": file})


def kept(data) -> list[bytes]:
    """Every file that is kept; each is a plain picture under the name of its content."""
    found = []
    for path in data.media.iterdir():
        content = path.read_bytes()
        assert prove(content).name == path.name
        found.append(content)
    return found


def letter(*more: str) -> str:
    return (
        paragraph(run("关于修缮围墙的通知"), properties=CENTRED) + paragraph(run("围墙自周一起修缮。")) + "".join(more)
    )


@pytest.mark.parametrize("kind", ["HEIF", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_every_kind_of_picture_becomes_one_that_screens_draw(tree, data, kind):
    told = bring(tree, saved(noise(64, 48), kind), "IMG_0001.HEIC").json()
    (picture,) = told["pictures"]
    assert (picture["width"], picture["height"]) == (64, 48)
    assert len(kept(data)) == 1


def test_a_pdf_becomes_a_picture_of_each_page(tree, data):
    told = bring(tree, pages(3), "公告.pdf").json()
    assert len(told["pictures"]) == 3
    assert told["body"] == ""
    assert Picture.objects.count() == len(kept(data))
    assert Entry.objects.filter(action="picture").count() == Picture.objects.count()


def test_a_word_document_becomes_words_and_pictures(tree, data):
    table = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>金额</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>停车</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>48200</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    parts = docx_parts(letter(table, paragraph(drawing("p1", words="围墙"))), [("p1", "image", "media/one.png")])
    document = zipped({**parts, "word/media/one.png": PNG})
    told = bring(tree, document, "通知.docx").json()
    assert told["title"] == "关于修缮围墙的通知"
    assert "围墙自周一起修缮。" in told["body"]
    assert "<td><p>48200</p></td>" in told["body"]
    assert [picture["caption"] for picture in told["pictures"]] == ["围墙"]
    assert len(kept(data)) == 1


def test_what_a_document_brought_is_saved_with_the_notice(tree, data):
    notice = write(tree)
    told = bring(tree, docx(letter()), "通知.docx", notice=notice).json()
    form = {
        **FILLED,
        "revision": notice.latest_revision_id,
        "own_body": "1",
        "body": told["body"],
        "title": told["title"],
    }
    tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    written = notice.draft().written
    assert written.title == "关于修缮围墙的通知"
    assert written.body == (Paragraph(spans=written.body[0].spans),)
    assert written.body[0].spans[0].text == "围墙自周一起修缮。"


# Attacks.


def test_a_document_that_links_a_picture_fetches_nothing_and_says_so(tree, data):
    links = [("p1", "image", "http://127.0.0.1:9/secret.png")]
    told = bring(tree, docx(letter(paragraph(drawing("p1", attribute="link"))), links), "x.docx").json()
    assert told["pictures"] == []
    assert told["warnings"]
    assert kept(data) == []


def test_macros_stay_behind_and_are_named(tree, data):
    document = zipped({**docx_parts(letter()), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})
    told = bring(tree, document, "x.docm").json()
    assert any("宏" in warning for warning in told["warnings"])
    assert "macro" not in json.dumps(told)


def test_a_pdf_with_a_script_is_only_drawn(tree, data):
    script = pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        ]
    )
    told = bring(tree, script, "x.pdf").json()
    assert len(told["pictures"]) == 1
    (picture,) = kept(data)
    assert b"JavaScript" not in picture


BOMB = zlib.compress(b"\0" * 50_000_000, 9)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("photo.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("photo.svg", b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'),
        ("bomb.png", uploads.png(20_000, 20_000, b"\0" * 1_000)),
        ("bomb.docx", zipped({"[Content_Types].xml": uploads.TYPES, "word/document.xml": b" " * 60_000_000})),
        ("laughs.docx", docx(letter()).replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:200]),
        ("sheet.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("x.rtf", b"{\\rtf1 hello}"),
        ("page.pdf", b"%PDF-1.7\n" + BOMB),
        ("many.pdf", pages(21)),
        ("empty.jpg", b""),
        ("run.exe", b"MZ" + b"\0" * 400),
        ("slip.docx", zipped({"../../../../etc/cron.d/x": b"* * * * * root id", "word/document.xml": b"<x/>"})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_refused_in_words_and_nothing_is_kept(tree, data, name, content):
    answer = bring(tree, content, name)
    assert answer.status_code in (400, 422), answer.content
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.json()["error"])
    assert kept(data) == []
    assert not Picture.objects.exists()


def test_a_picture_that_is_a_web_page_as_well_is_given_out_as_a_picture(tree, data):
    notice = write(tree)
    both = photo() + b"<script>alert(1)</script>%PDF-1.7 PK\x03\x04"
    (told,) = bring(tree, both, "x.html", notice=notice, kind="text/html").json()["pictures"]
    answer = tree.client("editor").get(told["src"])
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"<script>" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.format == "JPEG"


def test_an_upload_that_says_too_much_of_itself_is_not_even_read(tree, monkeypatch):
    from signage.server.console.notices import pictures

    class Vast:
        size = 10**12
        name = "x"

        def read(self):
            raise AssertionError("read")

    with pytest.raises(pictures.UploadError, match="MB"):
        pictures.take(tree.person("editor"), tree.compound, Vast())


def test_the_form_says_what_the_server_lets_through(tree):
    """A larger body is hung up on before it is read, and no browser tells why."""
    from signage.server.console.notices.pictures import MAX_UPLOAD_BYTES
    from signage.server.console.serving import MAX_BODY_BYTES

    assert MAX_UPLOAD_BYTES + 100_000 < MAX_BODY_BYTES
    html = tree.client("editor").get(f"/notices/{write(tree).pk}/edit/").content.decode()
    assert f'data-most-bytes="{MAX_UPLOAD_BYTES}"' in html


# Pasted text.


def paste(tree, html: str, who: str = "editor"):
    return tree.client(who).post("/clean/", {"html": html})


def test_pasted_word_keeps_words_lists_and_tables(tree):
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<head><style>p.MsoNormal{mso-style-name:正文}</style></head>"
        '<body><p class="MsoNormal" style="margin:0">请大家<b>关好门窗</b></p>'
        "<!--[if gte mso 9]><xml>x</xml><![endif]-->"
        "<ul><li>其一</li></ul><table><tr><td>项目</td><td>金额</td></tr><tr><td>停车</td><td>1</td></tr></table>"
        '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)"><script>alert(1)</script></body></html>'
    )
    cleaned = paste(tree, html).json()["html"]
    assert "<strong>关好门窗</strong>" in cleaned
    assert "<li><p>其一</p></li>" in cleaned
    assert "<table>" in cleaned
    for left in ("Mso", "mso", "style", "alert", "127.0.0.1", "<img"):
        assert left not in cleaned
    from signage.server.console.notices.pictures import clean

    assert [type(block) for block in clean(html)] == [Paragraph, Listing, Table]


def test_pasted_nothing_is_nothing(tree):
    assert paste(tree, " \n ").json() == {"html": ""}


@pytest.mark.parametrize("html", ["<div>" * 5_000 + "x", "<p>x</p>" * 1_000])
def test_a_paste_that_is_too_much_is_said_in_words(tree, html):
    answer = paste(tree, html)
    assert answer.status_code == 422
    assert answer.json()["error"]


@pytest.mark.parametrize("who", ["approver", "nobody", "administrator"])
def test_who_writes_nothing_cleans_nothing(tree, who):
    assert paste(tree, "<p>x</p>", who).status_code == 403
