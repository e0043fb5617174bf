"""Word documents as staff write them, and as attackers do."""

from __future__ import annotations

import datetime as dt
import io
import socket
import struct
import zipfile

import docx as office
import pytest
import uploads
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from uploads import W, docx, docx_parts, drawing, noise, numbered, numbering, paragraph, run, saved, zipped

from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Span, Table, block_text
from signage.errors import IntakeError
from signage.server.intake import TakenDocument, limits, take_docx
from signage.server.intake import docx as inside
from signage.server.intake.proof import prove
from signage.server.intake.refusal import LOSSES, Loss, RefusedError

PNG = saved(Image.new("RGB", (300, 200), "#1e5b50"), "PNG")


def taken(body: str, links: list[tuple[str, str, str]] | None = None, **parts: str | bytes) -> TakenDocument:
    return take_docx(docx(body, links or [], **parts))


def shown(body: str, **parts: str | bytes) -> list[str]:
    """The text of each block, read in this process as the child reads."""
    return [block_text(block) for block in inside.take(docx(body, **parts)).head.blocks]


def blocks(body: str, **parts: str | bytes) -> tuple[Block, ...]:
    return inside.take(docx(body, **parts)).head.blocks


def refused(data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        take_docx(data)
    return caught.value.reason


def words(loss: Loss, count: int = 1) -> str:
    return LOSSES[loss].format(count)


def bold(text: str) -> str:
    return run(text, "<w:b/>")


CENTRED, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'


# What staff write.


def notice() -> bytes:
    """A notice as Word makes it, by python-docx with Word's own template."""
    document = office.Document()
    for text in ("关于二次供水水箱", "清洗消毒的通知"):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        letters = line.add_run(text)
        letters.bold, letters.font.size = True, Pt(22)
    number = document.add_paragraph("停水〔2026〕12号")
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("各位居民：")
    body = document.add_paragraph("　　因年度清洗，")
    body.add_run("12月10日").bold = True
    body.add_run("停水。")
    document.add_heading("请准备", 1)
    for text in ("提前储水", "关好龙头"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("先看公告", "再到门岗"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=3, cols=3)
    said = (("项目", "类别", "金额（元）"), ("停车", "收入", "48,200"), ("灯", "支出", "4380"))
    for row, cells in zip(table.rows, said, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_picture(io.BytesIO(PNG))
    for text in ("和檐物业槐安服务处", "2026年12月7日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_notice_comes_as_its_parts() -> None:
    document = take_docx(notice())
    assert document.title == "关于二次供水水箱清洗消毒的通知"
    assert document.number == "停水〔2026〕12号"
    assert document.issuer == "和檐物业槐安服务处"
    assert document.issued == dt.date(2026, 12, 7)
    assert document.warnings == ()
    (picture,) = document.pictures
    assert picture.media == prove(picture.data)
    assert document.blocks == (
        Paragraph(spans=(Span(text="各位居民："),)),
        Paragraph(spans=(Span(text="因年度清洗，"), Span(text="12月10日", strong=True), Span(text="停水。"))),
        Heading(text="请准备"),
        Listing(items=((Span(text="提前储水"),), (Span(text="关好龙头"),))),
        Listing(items=((Span(text="先看公告"),), (Span(text="再到门岗"),)), ordered=True),
        Table(
            header=("项目", "类别", "金额（元）"), rows=(("停车", "收入", "48,200"), ("灯", "支出", "4380")), right=(2,)
        ),
        Figure(media=picture.media),
    )


def test_tracked_changes_count_as_accepted() -> None:
    body = paragraph(
        f"<w:ins w:id='1' w:author='a'>{run('11日')}</w:ins>",
        "<w:del w:id='2' w:author='a'><w:r><w:delText>10日</w:delText></w:r></w:del>",
        run("停水"),
    )
    document = taken(body)
    assert [block_text(block) for block in document.blocks] == ["11日停水"]
    assert document.warnings == (words(Loss.TRACKED),)


def test_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("收支表", '<w:gridSpan w:val="2"/>'),
        cell("项目") + cell("元"),
        cell("停车", '<w:vMerge w:val="restart"/>') + cell("1"),
        cell("", "<w:vMerge/>") + cell("2"),
    ]
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert blocks(table) == (
        Paragraph(spans=(Span(text="收支表", strong=True),)),
        Table(header=("项目", "元"), rows=(("停车", "1"), ("", "2")), right=(1,)),
    )


BOX = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
OLD = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
CHOICE = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
NEW = f"<mc:AlternateContent>{CHOICE}<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"
WITHOUT_OLD = f"<mc:AlternateContent>{CHOICE}</mc:AlternateContent>"


@pytest.mark.parametrize("inner", [OLD, NEW, WITHOUT_OLD])
def test_text_boxes_come_along(inner: str) -> None:
    assert shown(paragraph(run("正文"), f"<w:r>{inner}</w:r>")) == ["正文", "框里"]


def test_footnotes_stand_at_the_end() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("以实际为准")}</w:footnote></w:footnotes>'
    body = paragraph(run("9:00停水"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert shown(body, footnotes=notes) == ["9:00停水[1]", "以实际为准"]


def test_what_is_struck_or_hidden_is_not_published() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    styles = f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="gone">{hidden}</w:style></w:styles>'
    body = paragraph(
        run("见"),
        run("内部一", "<w:vanish/>"),
        run("内部二", '<w:rStyle w:val="gone"/>'),
        run("见", '<w:vanish w:val="0"/>'),
        run("划去", "<w:strike/>"),
    )
    document = taken(body, styles=styles)
    assert [block_text(block) for block in document.blocks] == ["见见"]
    assert set(document.warnings) == {words(Loss.HIDDEN), words(Loss.STRUCK)}


def test_a_loss_is_said_once() -> None:
    """However often, and wherever it was noticed."""
    table = "<w:tbl><w:tr><w:tc>" + paragraph(run("划", "<w:strike/>"), run("见")) + "</w:tc></w:tr></w:tbl>"
    document = taken(paragraph(run("划", "<w:strike/>"), run("见"), run("隐", "<w:vanish/>")) + table)
    assert len(document.warnings) == len(set(document.warnings)) == 2


def test_what_cannot_be_taken_is_said() -> None:
    header = f'<w:hdr xmlns:w="{W}">{paragraph("和檐物业文件")}</w:hdr>'
    page = f'<w:ftr xmlns:w="{W}">{paragraph("第1页")}</w:ftr>'
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{paragraph("改一下")}</w:comment></w:comments>'
    body = paragraph(
        "<m:oMath><m:r/></m:oMath><w:r><w:object><o:OLEObject/></w:object></w:r>", run("正文")
    ) + paragraph(
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart xmlns:c="
        "'http://schemas.openxmlformats.org/drawingml/2006/chart'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    document = taken(body, header1=header, footer1=page, comments=comments)
    assert [block_text(block) for block in document.blocks] == ["正文"]
    assert set(document.warnings) == {
        words(loss) for loss in (Loss.HEADERS, Loss.COMMENTS, Loss.EQUATIONS, Loss.OBJECTS, Loss.CHARTS)
    }


def test_a_page_number_is_no_footer_worth_a_word() -> None:
    page = f'<w:ftr xmlns:w="{W}">{paragraph("第 1 页 共 2 页")}</w:ftr>'
    assert taken(paragraph("正文"), footer1=page).warnings == ()


# Numbers.


def test_a_list_that_counts_by_itself_stays_a_list() -> None:
    body = numbered("甲") + numbered("乙") + paragraph("完")
    assert blocks(body, numbering=numbering(("decimal", "%1."))) == (
        Listing(items=((Span(text="甲"),), (Span(text="乙"),)), ordered=True),
        Paragraph(spans=(Span(text="完"),)),
    )


def test_numbers_go_on_over_paragraphs() -> None:
    body = numbered("停在哪里") + paragraph("各楼旁。") + numbered("怎样充电") + paragraph("一车一位。")
    assert shown(body, numbering=numbering(("chineseCounting", "%1、"))) == [
        "一、停在哪里", "各楼旁。", "二、怎样充电", "一车一位。",
    ]  # fmt: skip


@pytest.mark.parametrize(("legal", "first"), [("", "一"), ("<w:isLgl/>", "1")])
def test_numbers_of_several_levels(legal: str, first: str) -> None:
    levels = (("chineseCounting", "第%1条"), ("decimal", "%1.%2"))
    body = numbered("停放") + numbered("车头朝里", level=1) + numbered("不占通道", level=1) + numbered("充电")
    article = "第1条" if legal else "第一条"
    found = shown(body, numbering=numbering(*levels, more=legal))
    assert found[:3] == [f"{article} 停放", f"{first}.1 车头朝里", f"{first}.2 不占通道"]
    assert found[3] == article.translate(str.maketrans("一1", "二2")) + " 充电"


def test_numbers_that_begin_late_are_said() -> None:
    late = numbering(("decimal", "%1."), start=3)
    assert shown(numbered("甲") + numbered("乙"), numbering=late) == ["3. 甲", "4. 乙"]


def test_bullets_within_a_numbered_list() -> None:
    body = numbered("甲") + numbered("子", level=1) + numbered("乙")
    (found,) = blocks(body, numbering=numbering(("decimal", "%1."), ("bullet", "·")))
    assert isinstance(found, Listing)
    assert found.ordered
    assert [block_text(found)] == ["甲\n· 子\n乙"]


def test_a_numbered_heading_keeps_its_number() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    heading = '<w:pStyle w:val="1"/>'
    body = paragraph("前言") + paragraph("停放", properties=heading) + paragraph("充电", properties=heading)
    assert blocks(body, styles=styles, numbering=numbering(("decimal", "%1."))) == (
        Paragraph(spans=(Span(text="前言"),)),
        Heading(text="1. 停放"),
        Heading(text="2. 充电"),
    )


def test_an_outline_of_strict_office_xml() -> None:
    strict = {
        name: part.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main") if isinstance(part, str) else part
        for name, part in docx_parts(
            numbered("甲") + paragraph("乙") + paragraph(run("隐", "<w:vanish/>")),
            numbering=numbering(("chineseCounting", "%1、")),
        ).items()
    }
    assert [block_text(block) for block in inside.take(zipped(strict)).head.blocks] == ["一、甲", "乙"]


# Pictures.


def with_pictures(body: str, links: list[tuple[str, str, str]], **media: bytes) -> bytes:
    parts = docx_parts(body, links)
    return zipped({**parts, **{f"word/media/{name.replace('_', '.')}": data for name, data in media.items()}})


def test_a_picture_is_encoded_anew_and_described() -> None:
    photo = saved(noise(60, 40), "PNG") + b"<script>behind</script>"
    body = paragraph(run("看"), drawing("r9", words="甲方案：靠围墙")) + paragraph(drawing("r9"))
    document = take_docx(with_pictures(body, [("r9", "image", "media/a.png")], a_png=photo))
    (picture,) = document.pictures
    assert b"script" not in picture.data
    first, second = (block for block in document.blocks if isinstance(block, Figure))
    assert first.caption == first.media.alt == "甲方案：靠围墙"
    assert first.media.name == second.media.name == picture.media.name


def test_a_picture_that_is_none_is_said() -> None:
    links = [("r8", "image", "media/a.emf"), ("r9", "image", "media/b.png"), ("r7", "image", "media/missing.png")]
    body = paragraph(run("字"), drawing("r8"), drawing("r9"), drawing("r7"))
    document = take_docx(with_pictures(body, links, a_emf=b"\x01\0\0\0EMF", b_png=b"<svg/>"))
    assert [block_text(block) for block in document.blocks] == ["字"]
    assert document.warnings == (words(Loss.PICTURES, 3),)


def test_references_to_nothing_cost_only_themselves() -> None:
    link = f"<w:hyperlink r:id='gone'>{run('网站')}</w:hyperlink>"
    document = taken(paragraph(run("字"), drawing("gone"), link))
    assert [block_text(block) for block in document.blocks] == ["字网站"]
    assert document.warnings == (words(Loss.PICTURES, 1),)


def test_no_picture_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        links = [("r8", "image", f"http://127.0.0.1:{port}/a.png"), ("r9", "image", "file:///etc/passwd")]
        body = paragraph(run("字"), drawing("r8", "link"), drawing("r9", "link"), drawing("r9"))
        document = taken(body, links)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert [block_text(block) for block in document.blocks] == ["字"]
    assert document.pictures == ()
    assert set(document.warnings) == {words(Loss.LINKED, 2), words(Loss.PICTURES, 1)}


def test_too_many_pictures() -> None:
    count = limits.MAX_PICTURES + 1
    links = [(f"p{n}", "image", f"media/p{n}.png") for n in range(count)]
    body = "".join(paragraph(drawing(f"p{n}")) for n in range(count))
    media = {f"p{n}_png": saved(Image.new("RGB", (8, 8), (n, 0, 0)), "PNG") for n in range(count)}
    assert refused(with_pictures(body, links, **media)) == "docx-pictures"


# Attacks.


def test_macros_are_ignored_with_a_word() -> None:
    parts = docx_parts(paragraph("正文"))
    parts["[Content_Types].xml"] = uploads.TYPES.format(main="application/vnd.ms-word.document.macroEnabled.main+xml")
    parts["word/vbaProject.bin"] = b"Attribute VB_Name = AutoOpen"
    document = take_docx(zipped(parts))
    assert [block_text(block) for block in document.blocks] == ["正文"]
    assert document.warnings == (words(Loss.MACROS),)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f']><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)


DISTANT = '<!DOCTYPE w SYSTEM "http://127.0.0.1/x.dtd"><w/>'
PARTS = ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "docProps/core.xml"]


@pytest.mark.parametrize("document", [LAUGHS, OUTSIDE, OUTSIDE.encode("utf-16"), DISTANT])
@pytest.mark.parametrize("part", PARTS)
def test_entities_are_refused_wherever_they_stand(part: str, document: str | bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        inside.take(zipped({**docx_parts(paragraph("字")), part: document}))
    assert caught.value.refusal == "docx-entities"


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = zipped({**docx_parts(paragraph("字")), "word/media/a.png": bytes(400_000_000)})
    assert len(bomb) < 500_000
    assert refused(bomb) == "docx-large"


def test_xml_that_unpacks_without_end() -> None:
    assert refused(docx("<w:p/>" * 3_000_000)) == "docx-large"


def test_a_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(docx(paragraph("字" * 3000)))
    size = struct.pack("<I", len(docx_parts(paragraph("字" * 3000))["word/document.xml"].encode()))
    assert data.count(size) == 2
    data = bytearray(bytes(data).replace(size, struct.pack("<I", 10)))
    assert refused(bytes(data)) == "docx-damaged"


def test_a_zip_within_itself_that_overlaps() -> None:
    """Many names for one piece of compressed data: its unpacked sizes add up."""
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("字")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(300):
        parts[f"word/media/{number}.bin"] = bytes(1_000_000)
    assert refused(zipped(parts)) == "docx-large"


def test_too_many_parts() -> None:
    assert refused(zipped({**docx_parts(""), **{f"x/{n}": b"" for n in range(2001)}})) == "docx-large"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in docx_parts(paragraph("甲")).items():
            archive.writestr(name, part)
        archive.writestr("word/Document.xml", docx_parts(paragraph("乙"))["word/document.xml"])
    assert refused(buffer.getvalue()) == "docx-damaged"


def test_a_part_outside_of_the_document_is_only_a_name() -> None:
    data = zipped({**docx_parts(paragraph("字")), "../../../var/evil.xml": "<x/>", "/etc/passwd": b"root"})
    assert [block_text(block) for block in take_docx(data).blocks] == ["字"]


@pytest.mark.parametrize("depth", [300, 30_000])
def test_xml_within_xml_within_xml(depth: int) -> None:
    body = "<w:sdt><w:sdtContent>" * depth + paragraph("字") + "</w:sdtContent></w:sdt>" * depth
    assert refused(docx(body)) in {"deep", "docx-damaged", "memory", "crashed"}


def test_tables_within_tables() -> None:
    depth = 120
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("字") + "</w:tc></w:tr></w:tbl>" * depth
    assert refused(docx(body)) in {"deep", "docx-damaged"}


def test_a_style_map_of_the_documents_own_is_not_used() -> None:
    parts = {**docx_parts(paragraph("字")), "mammoth/style-map": "p => script:fresh"}
    assert [block_text(block) for block in take_docx(zipped(parts)).blocks] == ["字"]


def test_mark_up_in_the_text_is_text() -> None:
    text = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=intake:0&gt;"
    assert shown(paragraph(text)) == ["<script>alert(1)</script><img src=intake:0>"]


def test_fields_run_nothing() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot;</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("结果") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert shown(paragraph(field)) == ["结果"]


def test_an_embedded_program_stays_behind() -> None:
    held = "<w:r><w:object><o:OLEObject Type='Embed' ProgID='Package' r:id='r9'/></w:object></w:r>"
    body = paragraph(run("字"), held)
    parts = docx_parts(body, [("r9", "oleObject", "embeddings/o.bin")])
    document = take_docx(zipped({**parts, "word/embeddings/o.bin": b"MZ evil"}))
    assert [block_text(block) for block in document.blocks] == ["字"]
    assert document.warnings == (words(Loss.OBJECTS),)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"hello", "docx-kind"),
        (b"PK\x03\x04 not a zip", "docx-damaged"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "docx-locked"),
        (OLE + "Workbook".encode("utf-16-le"), "sheet"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "slides"),
        (rb"{\rtf1\ansi hello}", "rtf"),
        (b"<html xmlns:w='urn:schemas-microsoft-com:office:word'>", "rtf"),
        (uploads.pages(1), "is-pdf"),
        (PNG, "is-picture"),
        (saved(noise(8, 8), "WEBP"), "is-picture"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "odt"),
        (zipped({"[Content_Types].xml": "<Types>spreadsheetml.sheet.main+xml</Types>"}), "sheet"),
        (zipped({"[Content_Types].xml": "<Types>presentationml.presentation</Types>"}), "slides"),
        (zipped({"a.txt": "hello"}), "docx-kind"),
        (zipped({"[Content_Types].xml": uploads.TYPES.format(main=uploads.MAIN)}), "docx-damaged"),
        (zipped({**docx_parts(""), "word/document.xml": "<w:document"}), "docx-damaged"),
        (notice()[:4000], "docx-damaged"),
    ],
)
def test_what_is_no_word_document(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        inside.take(data)
    assert caught.value.refusal == reason


def test_an_old_document_is_told_the_mend() -> None:
    with pytest.raises(IntakeError, match=r"另存为 \.docx"):
        take_docx(OLE + "WordDocument".encode("utf-16-le"))


def test_an_encrypted_zip_is_asked_to_be_opened() -> None:
    data = bytearray(docx(paragraph("字")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 1)
    assert refused(bytes(data)) == "docx-locked"


def test_too_long_a_document_is_said_not_cut() -> None:
    with pytest.raises(IntakeError, match="最多 300 段"):
        taken(paragraph("一段") * 301)


@settings(max_examples=60)
@given(st.data())
def test_damage_is_refused_or_blocks(data: st.DataObject) -> None:
    """Damage inside of the document's XML, so that it is not the zip's checksum that finds it."""
    parts = docx_parts(
        numbered("甲") + paragraph(bold("乙"), drawing("r9")) + f"<w:tbl><w:tr><w:tc>{NEW}</w:tc></w:tr></w:tbl>",
        [("r9", "image", "media/a.png")],
        numbering=numbering(("decimal", "%1.")),
    )
    name = data.draw(st.sampled_from(["word/document.xml", "word/numbering.xml", "word/_rels/document.xml.rels"]))
    raw = bytearray(parts[name].encode())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.sampled_from(b"<>/\"'= w:aptr0129"))
    try:
        inside.take(zipped({**parts, name: bytes(raw)}))
    except RefusedError:
        return
