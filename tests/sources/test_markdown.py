"""Markdown into blocks; what blocks cannot say degrades to text."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Span, Table
from signage.content.media import Media
from signage.sources.markdown import picture_name, to_blocks
from signage.sources.nodes import Faults

PICTURE = Media(sha256="0" * 64, size=1, mime="image/png", width=1, height=1)


def read(text: str, offset: int = 0) -> tuple[tuple[Block, ...], list[tuple[int, str]]]:
    faults = Faults("notices/n.md")
    asked: list[str] = []

    def find(source: str, alt: str, line: int) -> Media | None:
        asked.append(source)
        return msgspec.structs.replace(PICTURE, alt=alt)

    blocks, lines = to_blocks(text, find, faults, offset)
    assert len(blocks) == len(lines)
    return blocks, [(fault.line, fault.problem) for fault in faults.found]


def paragraph(*spans: str | Span) -> Paragraph:
    return Paragraph(spans=tuple(span if isinstance(span, Span) else Span(text=span) for span in spans))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("请**先放水**再用", (paragraph("请", Span(text="先放水", strong=True), "再用"),)),
        ("请储水\n关好龙头", (paragraph("请储水关好龙头"),)),
        ("store\nwater", (paragraph("store water"),)),
        ("一  \n二", (paragraph("一\n二"),)),
        ("# 须知\n\n正文", (Heading(text="须知"), paragraph("正文"))),
        ("见[网站](https://example.org)*说明*`码`", (paragraph("见网站说明码"),)),
        ("> 引用", (paragraph("引用"),)),
        ("```\n一\n二\n```", (paragraph("一\n二"),)),
        ("---", ()),
        ("- 甲\n- 乙", (Listing(items=((Span(text="甲"),), (Span(text="乙"),))),)),
        ("1. 甲\n2. 乙", (Listing(items=((Span(text="甲"),), (Span(text="乙"),)), ordered=True),)),
        ("- 甲\n  - 子\n- 乙", (Listing(items=((Span(text="甲"),), (Span(text="子"),), (Span(text="乙"),))),)),
        ("- 甲\n\n  续", (Listing(items=((Span(text="甲"), Span(text="\n"), Span(text="续")),)),)),
        (
            "| 项目 | 元 |\n| --- | ---: |\n| 停车 | 48200 |\n| 场地 |",
            (Table(header=("项目", "元"), rows=(("停车", "48200"), ("场地", "")), right=(1,)),),
        ),
        ("![甲方案](a.jpg)", (Figure(media=msgspec.structs.replace(PICTURE, alt="甲方案"), caption="甲方案"),)),
        (
            "看图![甲](a.jpg)",
            (paragraph("看图"), Figure(media=msgspec.structs.replace(PICTURE, alt="甲"), caption="甲")),
        ),
    ],
)
def test_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    assert read(text) == (blocks, [])


@pytest.mark.parametrize("text", ["<b>粗</b>", "一\n\n<div>\n二\n</div>", "- 一\n- <i>二</i>", "> <img src=x>"])
def test_html_is_refused_with_its_line(text: str) -> None:
    _, faults = read(text, offset=10)
    line = next(number for number, row in enumerate(text.split("\n"), start=11) if "<" in row)
    assert faults
    assert {number for number, _ in faults} == {line}
    assert "HTML" in faults[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "# " + "长" * 201,
        "长" * 4001,
        "一\n\n" * 301,
        "- 一\n" * 101,
        "|" + "a|" * 9 + "\n|" + "-|" * 9,
        "| a |\n| - |\n" + "| 1 |\n" * 201,
        "| a |\n| - |\n| " + "长" * 201 + " |",
        "**a**b" * 120,
    ],
)
def test_bounds_are_faults(text: str) -> None:
    blocks, faults = read(text)
    assert len(faults) == 1
    msgspec.convert(msgspec.to_builtins(blocks), tuple[Block, ...])


@given(st.text(max_size=80) | st.text("#-*|>`~[]()!<&\n 1.甲\t", max_size=60))
def test_any_text_is_blocks_within_bounds(text: str) -> None:
    blocks, _ = read(text)
    assert msgspec.convert(msgspec.to_builtins(blocks), tuple[Block, ...]) == blocks


def test_picture_names() -> None:
    names = ["a.jpg", "media/a.jpg", "../media/a.jpg", "/media/a.jpg", "./media/a.jpg", "media\\a.jpg"]
    assert {picture_name(name) for name in names} == {"a.jpg"}
