"""Pasted rich text into blocks: what a reader saw, and nothing else."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.content.body import Block, Heading, Listing, Paragraph, Span, Table, block_text
from signage.content.texts import texts
from signage.errors import IntakeError
from signage.server.intake import clean_html, limits
from signage.server.intake.blocks import MAX_BLOCKS, Blocks
from signage.server.intake.html import MAX_DEPTH, read_html
from signage.server.intake.refusal import Loss, RefusedError
from signage.server.intake.tidy import is_tidy


def blocks(html: str) -> tuple[Block, ...]:
    found = Blocks()
    read_html(html, found)
    return tuple(found.found)


def shown(html: str) -> str:
    """All text, blocks parted by line breaks."""
    return "\n".join(map(block_text, blocks(html)))


def paragraph(*spans: str | Span) -> Paragraph:
    return Paragraph(spans=tuple(span if isinstance(span, Span) else Span(text=span) for span in spans))


def strong(text: str) -> Span:
    return Span(text=text, strong=True)


def listing(*items: str, ordered: bool = False) -> Listing:
    return Listing(items=tuple((Span(text=item),) for item in items), ordered=ordered)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ()),
        ("<p> &nbsp; </p><div><br></div>", ()),
        ("文字", (paragraph("文字"),)),
        ("<p>请<b>先放水</b>再用</p>", (paragraph("请", strong("先放水"), "再用"),)),
        ("<p>请<span style='FONT-WEIGHT: 700'>先放水</span>再用</p>", (paragraph("请", strong("先放水"), "再用"),)),
        ("<b style='font-weight:normal'><p>甲</p><p>乙</p></b>", (paragraph("甲"), paragraph("乙"))),
        ("<p>甲<br>乙</p>", (paragraph("甲\n乙"),)),
        ("甲<br><br>乙", (paragraph("甲"), paragraph("乙"))),
        ("<p>请储水\r\n  关好龙头</p>", (paragraph("请储水关好龙头"),)),
        ("<p>store\nwater</p>", (paragraph("store water"),)),
        ("<p>　　因清洗　消毒 </p>", (paragraph("因清洗 消毒"),)),
        ("<pre>一\n 二</pre>", (paragraph("一\n二"),)),
        ("<h3>须<i>知</i></h3>正文", (Heading(text="须知"), paragraph("正文"))),
        ("<h1><br></h1>", ()),
        ("<section><section><p>甲</p></section>乙</section>", (paragraph("甲"), paragraph("乙"))),
        ("<a href='https://example.org'>网站</a>", (paragraph("网站"),)),
        ("<dl><dt>时间</dt><dd>明天</dd></dl>", (paragraph(strong("时间")), paragraph("明天"))),
        ("面积50m<sup>2</sup>，CO<sub>2</sub>，第1<sup>st</sup>", (paragraph("面积50m²，CO₂，第1st"),)),
        ("<ul><li>甲<li><b>乙</b></ul>", (Listing(items=((Span(text="甲"),), (strong("乙"),))),)),
        ("<ol><li>甲<li>乙</ol>", (listing("甲", "乙", ordered=True),)),
        ("<ol start=3><li>甲<li>乙</ol>", (paragraph("3. 甲"), paragraph("4. 乙"))),
        ("<ol><li>甲<li value=5>乙</ol>", (paragraph("1. 甲"), paragraph("5. 乙"))),
        ("<ol><li>甲<ul><li>子<li>丑</ul><li>乙</ol>", (listing("甲\n· 子\n· 丑", "乙", ordered=True),)),
        ("<ul><li>甲<ol><li>子<li>丑</ol></ul>", (listing("甲\n（1）子\n（2）丑"),)),
        ("<ul><li>甲</li><ul><li>子</li></ul></ul>", (listing("甲\n· 子"),)),
        ("<ul><li><p>一</p><p>二</p></ul>", (listing("一\n二"),)),
        ("<ul><li></li></ul>", ()),
        (
            "<table><tr><th>项目<th>金额<tr><td>停车<td>48,200<tr><td>场地<td>-6300元</table>",
            (Table(header=("项目", "金额"), rows=(("停车", "48,200"), ("场地", "-6300元")), right=(1,)),),
        ),
        (
            "<table><tr><td colspan=2>收支表<tr><td>项目<td>说明<tr><td rowspan=2>停车<td>收<tr><td>支</table>",
            (paragraph(strong("收支表")), Table(header=("项目", "说明"), rows=(("停车", "收"), ("", "支")))),
        ),
        (
            "<table><thead><tr><th rowspan=2>月<th colspan=2>收入<tr><th>车<th>场</thead><tr><td>1<td>2<td>3</table>",
            (Table(header=("月", "收入 车", "收入 场"), rows=(("1", "2", "3"),), right=(0, 1, 2)),),
        ),
        (
            "<table><tr><td>项目<td></td><td>元<tr><td>甲<td></td><td>1</table>",
            (Table(header=("项目", "元"), rows=(("甲", "1"),), right=(1,)),),
        ),
        ("<table><tr><td><p>甲</p><p>乙</p><td>丙</table>", (Table(header=("甲 乙", "丙"), rows=()),)),
        ("<table><tr><td>一段话</table>", (paragraph("一段话"),)),
        (
            "<table><tr><td><p>前</p><table><tr><td>a<td>b</table><td>后</table>",
            (paragraph("前"), Table(header=("a", "b"), rows=()), paragraph("后")),
        ),
        (
            "<table><caption>表一</caption><tr><td>a<td>b</table>",
            (paragraph(strong("表一")), Table(header=("a", "b"), rows=())),
        ),
        ("<table></table>", ()),
    ],
)
def test_blocks(html: str, expected: tuple[Block, ...]) -> None:
    assert blocks(html) == expected


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {mso-style-name: 正文}</style>
<!--[if gte mso 9]><xml><w:WordDocument>隐</w:WordDocument></xml><![endif]--></head><body lang=ZH-CN>
<!--StartFragment--><p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:宋体'>因二次供水水箱
年度清洗，<b>12月10日</b>停水。<span lang=EN-US><o:p></o:p></span></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='mso-list:Ignore'>1.<span style='font:7.0pt "Arial"'>&nbsp;&nbsp; </span></span><![endif]>请储水</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>2.<span>&nbsp; </span></span>关龙头</p>
<p style='mso-list:l2 level1 lfo1'><span style='mso-list:Ignore'>一、</span>说明</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='font-family:Wingdings;mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span>轮椅</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='font-family:Symbol;mso-list:Ignore'>·</span>雨伞</p>
<p class=MsoNormal><span style='mso-hide:all;display:none'>内部说明</span>完</p><!--EndFragment--></body></html>"""


def test_from_word() -> None:
    assert blocks(WORD) == (
        paragraph("因二次供水水箱年度清洗，", strong("12月10日"), "停水。"),
        paragraph("1. 请储水"),
        paragraph("2. 关龙头"),
        paragraph("一、说明"),
        listing("轮椅", "雨伞"),
        paragraph("完"),
    )


WECHAT = """<section style="font-size:0px"><section style="font-size: 16px; background-color: rgb(30, 91, 80)">
<p style="color:#fff"><span style="color: rgb(255,255,255)">接种通知</span></p></section>
<p style="font-size:15px;line-height:1.75em"><span
style="font-size:15px">60岁以上居民<strong>免费</strong>接种</span><br></p>
<p style="text-align:center"><img data-src="https://mmbiz.example/a.gif"
src="https://t.example/p.gif" width=1 height=1></p>
<mp-common-profile data-nickname="x"></mp-common-profile><p style="display: none;">关注公众号</p>
<span style="color:transparent">隐一</span><span style="opacity:0">隐二</span>
<p style="position:absolute;left:-9999px">隐三</p>
</section>"""


def test_from_wechat() -> None:
    assert blocks(WECHAT) == (paragraph("接种通知"), paragraph("60岁以上居民", strong("免费"), "接种"))


HIDDEN = [
    "<p style='display:none'>隐</p>",
    "<p style='DISPLAY : NONE !important'>隐</p>",
    "<p style='dis/**/play:none'>隐</p>",
    r"<p style='\64 isplay:none'>隐</p>",
    "<p style='visibility:hidden'>隐</p>",
    "<p style='opacity:.01'>隐</p>",
    "<p style='font-size:0'>隐</p>",
    "<p style='font-size:1px'>隐</p>",
    "<p style='color:transparent'>隐</p>",
    "<p style='color:rgba(0,0,0,0)'>隐</p>",
    "<p style='color:white'>隐</p>",
    "<p style='color:#FFFFFF;background:#fff'>隐</p>",
    "<p style='text-indent:-9999px'>隐</p>",
    "<p style='position:absolute;top:-5000px'>隐</p>",
    "<p style='overflow:hidden;height:0'>隐</p>",
    "<p style='mso-hide:all'>隐</p>",
    "<p style='transform:scale(0)'>隐</p>",
    "<p hidden>隐</p>",
    "<table><tr hidden><td>隐<td>隐<tr><td>见<td>见</table>",
    "<ul><li style='display:none'>隐<li>见</ul>",
    "<details><template>隐</template></details>",
    "<noscript>隐</noscript>",
    "<del>隐</del><s>隐</s><span style='text-decoration:line-through'>隐</span>",
]


@pytest.mark.parametrize("html", HIDDEN)
def test_hidden_text_is_gone(html: str) -> None:
    assert "隐" not in shown(f"<p>见</p>{html}<p>见</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p style='display:block'>见</p>",
        "<p style='opacity:.5'>见</p>",
        "<p style='font-size:.9em'>见</p>",
        "<p style='visibility:hidden'><span style='visibility:visible'>见</span></p>",
        "<div style='background:#1e5b50'><p style='color:white'>见</p></div>",
        "<div style='background-image:url(a.png)'><p style='color:white'>见</p></div>",
        "<table bgcolor=red><tr><td style='color:#fff'>见</table>",
        "<p style='color:white'><span style='color:black'>见</span></p>",
        "<p style='text-indent:2em'>见</p>",
        "<p style='position:absolute;left:20px'>见</p>",
        "<p style='overflow:hidden;height:40px'>见</p>",
        "<p style='color'>见</p>",
    ],
)
def test_what_is_to_be_seen_stays(html: str) -> None:
    assert shown(html) == "见"


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script><text>alert(1)</text></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>@import 'alert(1)'</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>alert(1)</iframe>",
    "<object data='data:text/html,alert(1)'>alert(1)</object>",
    "<form action='javascript:alert(1)'><input value='alert(1)'><button>alert(1)</button></form>",
    "<textarea>alert(1)</textarea>",
    "<a href='javascript:alert(1)'>字</a>",
    "<a href='data:text/html;base64,alert(1)'>字</a>",
    "<!--alert(1)--><![CDATA[alert(1)]]><?php alert(1) ?>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><p>alert(1)</p></template>",
    "<select><option>alert(1)</select>",
    "<video poster=javascript:alert(1)><source src=x></video>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_stays(attack: str) -> None:
    found = shown(f"<p>前</p>{attack}<p>后</p>")
    assert "alert" not in found
    assert found.startswith("前")
    assert "onerror" not in str(blocks(attack))


def test_angle_brackets_of_the_text_are_text() -> None:
    assert shown("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == "<script>alert(1)</script>"


def test_losses_are_counted() -> None:
    found = Blocks()
    read_html("<p hidden>隐</p><s>划</s><p style='color:white'>白</p><p hidden> </p>", found)
    assert {one.what: one.count for one in found.lost} == {Loss.HIDDEN: 2, Loss.STRUCK: 1}


# Bounds.


def test_long_paragraphs_are_parted_not_cut() -> None:
    text = "长" * 9000
    assert "".join(map(block_text, blocks(f"<p>{text}</p>"))) == text


def test_much_emphasis_loses_none_of_its_words() -> None:
    html = "<b>甲</b>乙" * 300
    assert "".join(map(block_text, blocks(f"<p>{html}</p>"))) == "甲乙" * 300
    assert shown(f"<ul><li>{html}</ul>") == "甲乙" * 300


def test_a_long_heading_becomes_a_strong_paragraph() -> None:
    assert blocks(f"<h1>{'长' * 201}</h1>") == (paragraph(strong("长" * 201)),)


def test_a_wide_table_becomes_text() -> None:
    row = "".join(f"<td>值{n}" for n in range(9))
    html = f"<table><tr>{''.join(f'<th>列{n}' for n in range(9))}<tr>{row}</table>"
    assert shown(html) == "；".join(f"列{n}：值{n}" for n in range(9))


def test_a_table_of_long_cells_becomes_text() -> None:
    assert shown(f"<table><tr><td>项目<td>说明<tr><td>甲<td>{'长' * 201}</table>") == f"项目：甲；说明：{'长' * 201}"


def test_a_long_table_is_parted_under_the_same_head() -> None:
    html = f"<table><tr><th>甲<th>乙{'<tr><td>1<td>2' * 450}</table>"
    found = blocks(html)
    assert [len(table.rows) for table in found if isinstance(table, Table)] == [200, 200, 50]
    assert {table.header for table in found if isinstance(table, Table)} == {("甲", "乙")}


def test_a_long_list_keeps_its_numbers() -> None:
    assert [len(one.items) for one in blocks(f"<ul>{'<li>甲' * 150}</ul>") if isinstance(one, Listing)] == [100, 50]
    assert blocks(f"<ol>{'<li>甲' * 101}</ol>")[-1] == paragraph("101. 甲")


def test_too_much_is_said_not_cut() -> None:
    with pytest.raises(IntakeError, match=f"最多 {MAX_BLOCKS} 段") as caught:
        clean_html("<p>一" * (MAX_BLOCKS + 1))
    assert caught.value.reason == "long"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * (MAX_DEPTH + 1) + "字",
        "<div>" * 30_000 + "字",
        "<b>" * 30_000 + "字",
        "<ul><li>" * 5000 + "字",
        "<table><tr><td>" * 5000 + "字",
    ],
)
def test_deep_nesting_is_refused(html: str) -> None:
    with pytest.raises(IntakeError) as caught:
        clean_html(html)
    assert caught.value.reason in {"deep", "time", "memory"}


def test_a_table_that_claims_a_million_cells() -> None:
    with pytest.raises(RefusedError):
        blocks("<table>" + "<tr>" + "<td colspan=9999 rowspan=65534>x" * 900 + "<tr>" * 1000 + "</table>")


def test_too_large_a_paste() -> None:
    with pytest.raises(IntakeError) as caught:
        clean_html("x" * (limits.MAX_TEXT + 1))
    assert caught.value.reason == "large"


def test_through_a_child() -> None:
    assert clean_html(WORD) == blocks(WORD)
    assert clean_html(" ") == ()
    assert clean_html("\ud800<p>字\0</p>") == (paragraph("?"), paragraph("字"))


TAGS = [
    "p",
    "b",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "br",
    "span",
    "div",
    "sup",
    "del",
    "pre",
    "script",
    "a",
]


@settings(max_examples=200)
@given(
    st.lists(
        st.text(max_size=12)
        | st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
        | st.sampled_from(
            ["<p style='mso-list:Ignore'>", "<span style='mso-list:Ignore'>·</span>", "<td colspan=3>", "&nbsp;", "\n"]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_html_is_blocks_within_bounds(html: str) -> None:
    found = blocks(html)
    assert msgspec.convert(msgspec.to_builtins(found), tuple[Block, ...]) == found
    for _, text in texts(found):
        assert is_tidy(text), ascii(text)
    for table in (one for one in found if isinstance(one, Table)):
        assert {len(row) for row in table.rows} <= {len(table.header)}
