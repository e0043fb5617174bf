"""The frame of a Word notice: title, number, issuer, date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uploads import docx, drawing, paragraph, run

from signage.content.body import block_text
from signage.server.intake import docx as inside
from signage.server.intake.letter import written_date
from signage.server.intake.wire import Letter

CENTRED, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
BODY = paragraph("因清洗停水。")


def centred(text: str, properties: str = "") -> str:
    return paragraph(run(text, properties), properties=CENTRED)


def right(text: str) -> str:
    return paragraph(text, properties=RIGHT)


def letter(body: str) -> tuple[Letter, list[str]]:
    head = inside.take(docx(body)).head
    return head.letter, [block_text(block) for block in head.blocks]


REST = ["因清洗停水。"]


@pytest.mark.parametrize(
    ("body", "expected", "rest"),
    [
        (centred("停水通知") + BODY, Letter(title="停水通知"), REST),
        (paragraph("") + centred("停水通知") + BODY, Letter(title="停水通知"), REST),
        (
            centred("关于清洗", "<w:b/>") + centred("水箱的通知", "<w:b/>") + BODY,
            Letter(title="关于清洗水箱的通知"),
            REST,
        ),
        (centred("停水通知", "<w:b/>") + centred("请相互转告") + BODY, Letter(title="停水通知"), ["请相互转告", *REST]),
        (
            centred("停水通知") + centred("停水〔2026〕12号") + BODY,
            Letter(title="停水通知", number="停水〔2026〕12号"),
            REST,
        ),
        (
            centred("停水通知") + right("槐安(2026)第3号") + BODY,
            Letter(title="停水通知", number="槐安(2026)第3号"),
            REST,
        ),
        (
            BODY + right("和檐物业") + right("2026年12月7日"),
            Letter(issuer="和檐物业", issued=dt.date(2026, 12, 7)),
            REST,
        ),
        (
            BODY
            + right("槐安居委会")
            + right("和檐物业")
            + paragraph("")
            + right("二〇二六年十二月七日")
            + paragraph(" "),
            Letter(issuer="槐安居委会、和檐物业", issued=dt.date(2026, 12, 7)),
            REST,
        ),
        # what is no frame stays where it is
        (BODY, Letter(), REST),
        (BODY + right("2026年13月7日"), Letter(), [*REST, "2026年13月7日"]),
        (BODY + paragraph("2026年12月7日"), Letter(), [*REST, "2026年12月7日"]),
        (centred("各位居民：") + BODY, Letter(), ["各位居民：", *REST]),
        (centred("长" * 61) + BODY, Letter(), ["长" * 61, *REST]),
        (right("2026年12月7日"), Letter(), ["2026年12月7日"]),
        (
            BODY + right("特此通知。") + right("2026年12月7日"),
            Letter(issued=dt.date(2026, 12, 7)),
            [*REST, "特此通知。"],
        ),
        (paragraph(run("作废", "<w:strike/>"), properties=CENTRED) + BODY, Letter(), REST),
    ],
)
def test_letter(body: str, expected: Letter, rest: list[str]) -> None:
    assert letter(body) == (expected, rest)


def test_a_centred_picture_is_no_title() -> None:
    body = paragraph(drawing("r9"), run("图一"), properties=CENTRED) + BODY
    head = inside.take(docx(body, [("r9", "image", "media/a.png")])).head
    assert head.letter.title == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年12月7日", dt.date(2026, 12, 7)),
        ("2026 年 1 月 31 日", dt.date(2026, 1, 31)),
        ("二〇二六年十二月七日", dt.date(2026, 12, 7)),
        ("二○二六年一月二十日", dt.date(2026, 1, 20)),
        ("二零二六年十月三十一日", dt.date(2026, 10, 31)),
        ("二〇二六年二月三十日", None),
        ("2026年12月", None),
        ("今天", None),
        ("2026年12月初七日", None),
    ],
)
def test_written_dates(text: str, day: dt.date | None) -> None:
    assert written_date(text) == day


@given(st.text("〇一二三四五六七八九十年月日0123456789 ", max_size=16))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert isinstance(written_date(text), (dt.date, type(None)))
