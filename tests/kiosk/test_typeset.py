"""The page typesetter: every character on some page, no line cut, and text that is only ever text."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
import sample
from jinja2 import TemplateError
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QImage, QPainter, QPalette, QTextTable
from styles import style_of

from signage.content.body import Figure, Heading, Listing, Paragraph, Span, Table, block_text
from signage.content.notice import Poster, Posting
from signage.errors import SettingsError
from signage.kiosk.theme import Media as MediaTokens
from signage.kiosk.theme import load_theme
from signage.kiosk.typeset import MAX_PAGES, SETTINGS, Typesetter
from signage.paths import themes_dir

THEME = load_theme(themes_dir() / "default")
SIZES = [(540, 960), (960, 540), (1280, 360)]

HOSTILE = {
    "html": "<b>粗</b> <script>alert(1)</script> <img src='file:///etc/passwd'> <a href='http://x'>点</a> &amp; &lt;",
    "jinja": "{{ 7*7 }} {% for x in y %} {{ ''.__class__ }} {# 注 #}",
    "unbroken": "一" * 4000,
    "latin": "W" * 4000,
    "right to left": "مرحبا بكم في المجمع السكني שלום עולם",
    "emoji": "🚰🔌👨‍👩‍👧‍👦🏳️‍🌈",
    "rare": "𠮷野家 㐂 龘 𪚥 〇 ㄅ",
    "controls": "a\u200bb\u202ec\ufeffd",
    "breaks": "第一行\n第二行\n\n第四行",
    "spaces": "　　缩进两字，中间有  两个空格",
}


@pytest.fixture
def make_typesetter(qapp):
    def make(size=(540, 960), pictures=None, theme=THEME):
        return Typesetter(style_of(size, theme), (pictures or {}).get)

    return make


def notice(*blocks):
    return sample.notice("n", "标题", body=tuple(blocks))


def every_page(typesetter, subject):
    first = typesetter.page(subject, 0)
    return [first, *(typesetter.page(subject, index) for index in range(1, first.count))]


def document_of(typesetter, subject, count):
    """The very document that the pages came from: of the settings tried, the one with as many pages."""
    documents = [typesetter._document(subject, *setting) for setting in SETTINGS]
    return next(document for document in documents if min(document.pageCount(), MAX_PAGES) == count)


def ground(typesetter):
    return QColor(THEME.palette.card if typesetter._layout.portrait else THEME.palette.paper)


def plain(image, colour):
    """Whether `image` is of one colour."""
    bare = QImage(image.size(), image.format())
    bare.fill(colour)
    return image == bare


def inked_rows(image, colour):
    return [y for y in range(image.height()) if not plain(image.copy(0, y, image.width(), 1), colour)]


def lines_of(document):
    """Every line: its block's text, its top and bottom in the document, its width."""
    block = document.begin()
    frame = document.documentLayout()
    while block.isValid():
        top = frame.blockBoundingRect(block).top()
        text = block.layout()
        for index in range(text.lineCount()):
            line = text.lineAt(index)
            yield block, top + line.y(), top + line.y() + line.height(), line.naturalTextWidth()
        block = block.next()


TABLE = Table(
    header=("项目", "说明", "金额（元）"),
    rows=tuple((f"支出{n}", "电梯维护保养与年检" * (n % 3 + 1), f"{n * 1250}") for n in range(1, 30)),
    right=(2,),
)
MIXED = (
    sample.text("请勿将电动自行车及电瓶带进楼道、电梯或家中充电，充电区全天开放，充满自停。" * 5),
    Heading(text="充电区怎样使用"),
    Listing(items=tuple((Span(text=f"第{n}步：先扫码，再插枪，充满自停。" * 2),) for n in range(1, 12)), ordered=True),
    Listing(items=((Span(text="要点", strong=True), Span(text="说明")),)),
    TABLE,
    sample.text("完。"),
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("blocks", [MIXED, (TABLE,), sample.long_notice().body], ids=["mixed", "table", "sample"])
def test_pages_cover_all_of_the_text(make_typesetter, size, blocks):
    typesetter = make_typesetter(size)
    subject = notice(*blocks)
    pages = every_page(typesetter, subject)
    assert len(pages) > 1
    document = document_of(typesetter, subject, len(pages))
    page = typesetter._layout.page
    words = document.toPlainText()
    for block in blocks:
        for part in block_text(block).replace("\t", "\n").split("\n"):
            assert part in words
    whole = QImage(page.width, page.height * len(pages), QImage.Format.Format_RGB32)
    whole.fill(ground(typesetter))
    painter = QPainter(whole)
    painter.setRenderHints(QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, 0, whole.width(), whole.height())
    context.palette.setColor(QPalette.ColorRole.Text, QColor(THEME.palette.ink))
    document.documentLayout().draw(painter, context)
    painter.end()
    for index, made in enumerate(pages):
        strip = whole.copy(0, index * page.height, page.width, page.height)
        assert made.image.convertToFormat(strip.format()) == strip, f"page {index + 1}"
        assert (made.part, made.count) == (index, len(pages))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("blocks", [MIXED, (TABLE,), (sample.text("通知" * 900),)], ids=["mixed", "table", "text"])
def test_no_line_is_cut_and_no_page_is_empty(make_typesetter, size, blocks):
    typesetter = make_typesetter(size)
    subject = notice(*blocks)
    pages = every_page(typesetter, subject)
    height = typesetter._layout.page.height
    document = document_of(typesetter, subject, len(pages))
    for block, top, bottom, width in lines_of(document):
        assert int(top // height) == int((bottom - 0.5) // height), f"{block.text()[:12]} is cut at {top}–{bottom}"
        assert width <= typesetter._layout.page.width + 1
    assert document.size().width() <= typesetter._layout.page.width + 1
    for made in pages:
        assert not plain(made.image, ground(typesetter)), f"page {made.part + 1} is empty"


def test_the_rows_beside_a_page_break_are_bare(make_typesetter):
    typesetter = make_typesetter()
    pages = every_page(typesetter, notice(sample.text("国" * 1500)))
    assert len(pages) > 2
    for made in pages:
        rows = inked_rows(made.image, ground(typesetter))
        assert rows[0] > 0
        assert rows[-1] < made.image.height() - 1


def tables_of(document):
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def page_of(document, table, row):
    """The first and the last page that the row's words stand on."""
    cell = table.cellAt(row, 0)
    layout_of = document.documentLayout()
    first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    top = layout_of.blockBoundingRect(first).top()
    bottom = layout_of.blockBoundingRect(last).bottom() - 1
    return int(top // document.pageSize().height()), int(bottom // document.pageSize().height())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lines", range(14))
def test_a_tables_head_never_stands_alone(make_typesetter, size, lines):
    table = Table(
        header=("项目", "金额（元）"), rows=(("停车", "48200"), ("场地", "6300"), ("补种", "9150")), right=(1,)
    )
    typesetter = make_typesetter(size)
    document = typesetter._document(notice(*(sample.text("一行。") for _ in range(lines)), table), *SETTINGS[0])
    (drawn,) = tables_of(document)
    assert page_of(document, drawn, 0) == page_of(document, drawn, 1)


def test_a_long_table_says_its_head_again_on_each_page(make_typesetter):
    table = Table(header=("项目", "金额"), rows=tuple((f"支出{n}", str(n)) for n in range(60)))
    document = make_typesetter()._document(notice(table), *SETTINGS[0])
    (drawn,) = tables_of(document)
    assert document.pageCount() > 1
    assert drawn.format().headerRowCount() == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lines", range(14))
def test_a_tables_head_is_not_said_where_the_table_is_over(make_typesetter, size, lines):
    table = Table(header=("项目", "金额（元）"), rows=(("停车", "48200"), ("场地", "6300")))
    after = (Heading(text="遇到问题"), *(sample.text("一行。") for _ in range(3)))
    typesetter = make_typesetter(size)
    document = typesetter._document(notice(*(sample.text("一行。") for _ in range(lines)), table, *after), *SETTINGS[0])
    (drawn,) = tables_of(document)
    # Qt draws the head anew on each page that the table's frame reaches into
    end = document.documentLayout().frameBoundingRect(drawn).bottom()
    assert int(end // document.pageSize().height()) == page_of(document, drawn, drawn.rows() - 1)[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", HOSTILE)
def test_text_is_drawn_as_text(make_typesetter, size, name):
    typesetter = make_typesetter(size)
    text = HOSTILE[name]
    blocks = (
        Paragraph(spans=(Span(text=text), Span(text=text[:50], strong=True))),
        Heading(text=text[:200].replace("\n", " ")),
        Listing(items=((Span(text=text[:300]),),)),
        Table(header=(text[:200],), rows=((text[:200],),)),
    )
    subject = notice(*blocks)
    pages = every_page(typesetter, subject)
    document = document_of(typesetter, subject, len(pages))
    words = document.toPlainText().replace("\u2028", "\n")
    assert text + text[:50] in words
    assert words.count(text[:50]) >= 5 or name in ("unbroken", "latin")
    assert "\ufffc" not in words, "nothing was taken for a picture"
    for _block, _top, _bottom, width in lines_of(document):
        assert width <= typesetter._layout.page.width + 1
    assert document.size().width() <= typesetter._layout.page.width + 1
    assert not any(plain(made.image, ground(typesetter)) for made in pages)


def test_hostile_captions_and_spans_do_not_break_out(make_typesetter):
    typesetter = make_typesetter()
    media, _ = sample.picture()
    figure = Figure(media=media, caption='"/><script>x</script>')
    assert "<script>" not in typesetter.markup((figure,))
    assert "&lt;script&gt;" in typesetter.markup((figure,))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", [(600, 800), (4000, 100), (100, 4000), (1, 1), (8000, 8000)])
def test_a_figure_fits_its_page_with_its_caption(make_typesetter, tmp_path, size, shape):
    picture, data = sample.picture(600, 800)
    file = tmp_path / picture.name
    file.write_bytes(data)
    media = msgspec.structs.replace(picture, width=shape[0], height=shape[1])
    typesetter = make_typesetter(size, {media: file})
    subject = notice(sample.text("前文。"), Figure(media=media, caption="图一：充电区"), sample.text("后文。"))
    pages = every_page(typesetter, subject)
    document = document_of(typesetter, subject, len(pages))
    page = typesetter._layout.page
    for block, top, bottom, _width in lines_of(document):
        assert int(top // page.height) == int((bottom - 0.5) // page.height), block.text()
    assert document.size().width() <= page.width + 1
    green = QColor("#1e5b50").rgb()
    assert (
        any(
            made.image.pixel(x, y) == green
            for made in pages
            for y in range(0, page.height, 2)
            for x in range(0, page.width, 2)
        )
        or min(shape) < 200
    )


def test_a_picture_that_is_gone_leaves_its_place_empty(make_typesetter, expect_log):
    expect_log("cannot be drawn")
    typesetter = make_typesetter()
    media, _ = sample.picture()
    made = typesetter.page(notice(Figure(media=media, caption="图")), 0)
    pill = QColor(THEME.palette.pill).rgb()
    middle = made.image.pixel(made.image.width() // 2, made.image.height() // 4)
    assert middle == pill


def test_a_picture_that_is_broken_leaves_its_place_empty(make_typesetter, expect_log, tmp_path):
    expect_log("cannot be drawn")
    media, data = sample.picture()
    file = tmp_path / media.name
    file.write_bytes(data[: len(data) // 3])
    made = make_typesetter(pictures={media: file}).page(notice(Figure(media=media)), 0)
    assert made.count == 1


def test_a_text_beyond_the_last_page_ends_there(make_typesetter):
    subject = notice(*(sample.text("很长的通知。" * 600) for _ in range(12)))
    typesetter = make_typesetter()
    assert typesetter.page(subject, 0).count == MAX_PAGES
    assert typesetter.page(subject, 999).part == MAX_PAGES - 1
    assert typesetter.page(subject, -3).part == 0


@pytest.mark.parametrize("blocks", [(), (Paragraph(spans=()),), (Listing(items=()),), (sample.text(""),)])
def test_a_body_of_nothing_is_one_page(make_typesetter, blocks):
    assert make_typesetter().page(notice(*blocks), 0).count == 1


@pytest.mark.parametrize(
    "template",
    [
        "{{ blocks.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ fit.__globals__ }}",
        "{{ palette.update(ink='x') }}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_gets_no_further_than_its_values(make_typesetter, tmp_path, template):
    (tmp_path / "body.html.j2").write_text(template)
    typesetter = make_typesetter(theme=dataclasses.replace(THEME, folder=tmp_path))
    with pytest.raises(TemplateError):
        typesetter.page(sample.notice(), 0)


def test_a_template_that_fails_gives_way_to_the_one_it_extends(make_typesetter, tmp_path, expect_log):
    """What staff wrote is read, whatever a theme's author did; the log says it once."""
    expect_log("body.html.j2:2: 'nothing' is undefined")
    (tmp_path / "body.html.j2").write_text("\n{{ nothing }}")
    typesetter = make_typesetter(theme=dataclasses.replace(THEME, folder=tmp_path, bases=(THEME.folder,)))
    subject = sample.long_notice()
    assert every_page(typesetter, subject)[0].image == make_typesetter().page(subject, 0).image


@pytest.mark.parametrize(
    ("content", "says"), [(b"{% include '/etc/passwd' %}", "includes nothing"), (b"\xff\xfe", "can't decode")]
)
def test_a_template_that_will_not_do_gives_way_too(make_typesetter, tmp_path, expect_log, content, says):
    expect_log(says)
    (tmp_path / "body.html.j2").write_bytes(content)
    typesetter = make_typesetter(theme=dataclasses.replace(THEME, folder=tmp_path, bases=(THEME.folder,)))
    assert typesetter.page(sample.notice(), 0).image == make_typesetter().page(sample.notice(), 0).image


def test_no_template_that_can_be_used(make_typesetter, tmp_path, expect_log):
    expect_log("includes nothing")
    (tmp_path / "body.html.j2").write_text("{% include 'x' %}")
    with pytest.raises(SettingsError, match="no template that can be used"):
        make_typesetter(theme=dataclasses.replace(THEME, folder=tmp_path))


@pytest.mark.parametrize(
    "reach",
    [
        '<img src="{file}"/>',
        '<img src="file://{file}"/>',
        '<img src="file://{file}" width="300" height="300"/>',
        '<p style="background-image:url({file})">字<br/>字</p>',
        '<table background="{file}"><tr><td>字</td></tr></table>',
        "<style>@import url({style});</style><p>字字字字</p>",
    ],
)
def test_nothing_from_disk_gets_onto_a_page(make_typesetter, tmp_path, reach):
    """Qt would read any file that markup names."""
    _, data = sample.picture(50, 50, colour="#ff0000")
    (tmp_path / "red.png").write_bytes(data)
    (tmp_path / "red.css").write_text("p { color: #ff0000; }")
    markup = reach.replace("{file}", str(tmp_path / "red.png")).replace("{style}", str(tmp_path / "red.css"))
    (tmp_path / "body.html.j2").write_text(markup)
    image = make_typesetter(theme=dataclasses.replace(THEME, folder=tmp_path)).page(sample.notice(), 0).image
    red = QColor("#ff0000").rgb()
    assert not any(image.pixel(x, y) == red for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


@pytest.mark.parametrize(
    ("media", "shown"),
    [
        (MediaTokens(grey=True, brightness=1), lambda c: c.red() == c.green() == c.blue() != 0),
        (MediaTokens(grey=False, brightness=0.5), lambda c: c.name() in ("#800000", "#7f0000")),
    ],
)
def test_pictures_and_posters_are_in_the_themes_light(make_typesetter, tmp_path, media, shown):
    picture, data = sample.picture(colour="#ff0000")
    (tmp_path / picture.name).write_bytes(data)
    theme = dataclasses.replace(THEME, media=media)
    typesetter = make_typesetter(theme=theme, pictures={picture: tmp_path / picture.name})
    page = typesetter.page(notice(Figure(media=picture)), 0).image
    assert shown(page.pixelColor(page.width() // 2, 20))
    poster = Poster(id="p", title="海报", picture=picture, posting=Posting(start=sample.at(1), end=sample.at(2)))
    made = typesetter.poster(poster).image
    assert shown(made.pixelColor(made.width() // 2, made.height() // 2))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", [(600, 800), (800, 300), (200, 900)])
def test_a_poster_is_shown_whole(make_typesetter, tmp_path, size, shape):
    media, data = sample.picture(*shape, colour="#ff0000")
    (tmp_path / media.name).write_bytes(data)
    poster = Poster(id="p", title="海报", picture=media, posting=Posting(start=sample.at(1), end=sample.at(2)))
    made = make_typesetter(size, {media: tmp_path / media.name}).poster(poster)
    red = QColor("#ff0000").rgb()
    rows = [y for y in range(made.image.height()) if made.image.pixel(made.image.width() // 2, y) == red]
    columns = [x for x in range(made.image.width()) if made.image.pixel(x, made.image.height() // 2) == red]
    assert len(columns) / len(rows) == pytest.approx(shape[0] / shape[1], rel=0.02)
    assert len(rows) == made.image.height() or len(columns) == made.image.width()


def test_a_poster_without_its_picture_fails_in_the_open(make_typesetter):
    typesetter = make_typesetter()
    poster = next(item for item in sample.feed().items if isinstance(item, Poster))
    with pytest.raises(OSError, match="cannot be drawn"):
        typesetter.poster(poster)
