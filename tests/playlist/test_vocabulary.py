"""The programme's words in English: known ones are said, everything else stays as staff wrote it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.compound import Compound
from signage.playlist.vocabulary import (
    EN_ALERTS,
    EN_CONTACTS,
    EN_FACILITIES,
    EN_HOURS,
    EN_ORGANISATIONS,
    EN_PLACES,
    EN_SERVICES,
    EN_WORDS,
    known_glyph,
    known_words,
)

SIGNALS = "雷电 暴雨 大风 干旱 台风 高温 道路结冰 大雾 寒潮 冰雹 霜冻 霾 沙尘暴 暴雪"
"""The fourteen official signals (上海市气象灾害预警信号)."""


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("党总支", "Party branch"),
        ("居委会", "Residents' committee"),
        ("业委会", "Owners' committee"),
        ("物业公司", "Property company"),
        ("志愿者", "Volunteers"),
        ("人大代表", "Deputies"),
        ("居委会、业委会", "Residents' committee, Owners' committee"),
        ("居委会、槐安书房", "居委会、槐安书房"),
        ("槐安居委会", "槐安居委会"),
        ("寒潮预警", "Cold wave"),
        ("Reading room", "Reading room"),
        ("", ""),
    ],
)
def test_known_words(chinese: str, english: str) -> None:
    assert (known_words(chinese), known_words(chinese, "en")) == (chinese, english)


def test_every_official_signal_is_known() -> None:
    assert set(SIGNALS.split()) <= set(EN_ALERTS)


def test_the_gate_of_a_compound_that_names_none_is_known() -> None:
    assert known_words(Compound(id="a", name="甲").gate, "en") == "Gatehouse"


def test_no_word_is_said_twice_in_different_ways() -> None:
    tables = (EN_ORGANISATIONS, EN_PLACES, EN_SERVICES, EN_HOURS, EN_FACILITIES, EN_CONTACTS, EN_ALERTS)
    assert len(EN_WORDS) == sum(map(len, tables))


def test_english_is_english_and_begins_as_a_name_does() -> None:
    for chinese, english in EN_WORDS.items():
        assert english.isascii(), chinese
        assert re.match(r"[A-Z0-9]", english), chinese


def test_a_sign_stands_for_a_name() -> None:
    assert (known_glyph("接", "接待"), known_glyph("接", "接待", "en")) == ("接", "R")
    assert known_glyph("修", "修伞", "en") == "修", "what is not known keeps the sign that staff chose"


@given(st.text())
def test_whatever_staff_write_is_kept_in_chinese(words: str) -> None:
    assert known_words(words) == words
