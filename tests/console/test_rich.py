"""Rich text into blocks: what people paste, and what attackers send."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.body import Block, Heading, Listing, Paragraph, Span, Table, block_text
from signage.server.console.notices.rich import to_blocks, to_html


def para(*parts: str | tuple[str]) -> Paragraph:
    """A paragraph; parts in a tuple are strong."""
    return Paragraph(
        spans=tuple(Span(text=part[0], strong=True) if isinstance(part, tuple) else Span(text=part) for part in parts)
    )


def test_the_editors_own_markup():
    html = (
        "<p>因水箱清洗，<strong>1至6号楼</strong>停水。</p><h3>准备</h3>"
        "<ul><li><p>储水</p></li><li><p>关<strong>龙头</strong></p></li></ul><ol><li><p>一</p></li></ol>"
        "<table><colgroup><col></colgroup><tbody><tr><th><p>项目</p></th><th><p>金额</p></th></tr>"
        "<tr><td><p>绿化</p></td><td><p>9,150元</p></td></tr></tbody></table><p></p>"
    )
    assert to_blocks(html) == (
        para("因水箱清洗，", ("1至6号楼",), "停水。"),
        Heading(text="准备"),
        Listing(items=((Span(text="储水"),), (Span(text="关"), Span(text="龙头", strong=True)))),
        Listing(items=((Span(text="一"),),), ordered=True),
        Table(header=("项目", "金额"), rows=(("绿化", "9,150元"),), right=(1,)),
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<style>p{display:none}</style>",
        "<svg><script>alert(1)</script><text>x</text></svg>",
        "<iframe src=//evil.example>inner</iframe>",
        "<object data=x>inner</object>",
        "<template><p>hidden</p></template>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<math><mi>x</mi></math>",
        "<textarea></textarea>",
        "<img src=x onerror=alert(1)>",
        "<!-- <p>comment</p> -->",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
    ],
)
def test_nothing_of_an_attack_stays(attack):
    assert to_blocks(f"<p>前</p>{attack}<p>后</p>") == (para("前"), para("后"))


def test_links_are_their_text():
    assert to_blocks('<p>见<a href="javascript:alert(1)">这里</a></p>') == (para("见这里"),)


def test_what_word_and_wechat_paste():
    html = (
        '<div class="MsoNormal" style="mso-x:y"><span lang="EN-US">2026</span>'
        "<b>年</b>&nbsp;&nbsp;通知<o:p></o:p></div>"
        "<section><section><span>微信</span></section></section>一行\n二行<br>三行"
    )
    assert [block_text(block) for block in to_blocks(html)] == ["2026年  通知", "微信", "一行 二行\n三行"]


def test_nested_lists_are_one_list():
    html = "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"
    (listing,) = to_blocks(html)
    assert isinstance(listing, Listing)
    assert [item[0].text for item in listing.items] == ["甲", "乙", "丙"]


def test_a_crooked_table_is_made_even():
    (table,) = to_blocks("<table><tr><td>a<td>b<tr><td>c</table>")
    assert isinstance(table, Table)
    assert all(len(row) == len(table.header) for row in table.rows)


def test_long_things_are_cut_into_what_a_feed_carries():
    blocks = to_blocks(f"<p>{'字' * 9000}</p>" + "<ul>" + "<li>项</li>" * 250 + "</ul>" + "<p>x</p>" * 400)
    assert len(blocks) == 290
    assert [len(block_text(block)) for block in blocks[:3]] == [4000, 4000, 1000]
    assert [len(block.items) for block in blocks if isinstance(block, Listing)] == [100, 100, 50]
    msgspec.convert(msgspec.to_builtins(blocks), tuple[Block, ...])


@pytest.mark.parametrize(
    "html", ["<p>" * 3000 + "x", "<ul><li>" * 3000, "<table>" * 3000, "<b>" * 5000 + "x", "</p>" * 5000]
)
def test_deep_and_unclosed_markup_ends_well(html):
    msgspec.convert(msgspec.to_builtins(to_blocks(html)), tuple[Block, ...])


@given(st.text(st.sampled_from("<>/=\"' &;#pbulitrdhscx1\n字"), max_size=120))
def test_no_markup_makes_it_raise_or_leave_its_bounds(html):
    msgspec.convert(msgspec.to_builtins(to_blocks(html)), tuple[Block, ...])


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)
SPANS = st.lists(WORDS, min_size=1, max_size=1).map(lambda words: (Span(text=words[0]),))
BLOCKS = st.one_of(
    SPANS.map(lambda spans: Paragraph(spans=spans)),
    WORDS.map(lambda text: Heading(text=text)),
    st.builds(Listing, items=st.lists(SPANS, min_size=1, max_size=4).map(tuple), ordered=st.booleans()),
)


@given(st.lists(BLOCKS, max_size=5).map(tuple))
def test_blocks_survive_the_editor(blocks):
    assert to_blocks(to_html(blocks)) == blocks
