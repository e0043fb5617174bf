"""What nobody can see is gone; what anybody can read stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.server.intake.tidy import is_tidy, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停\u200b水\ufeff", "停水"),
        ("停\u00ad水", "停水"),
        ("\u202e水停\u202c", "水停"),
        ("a\u2060b\u180ec", "abc"),
        ("甲\u3164乙\u2800", "甲乙"),
        ("甲\ue0a1\uf06c", "甲"),
        ("甲\U000e0041\U000e0042", "甲"),
        ("甲\x07\x00乙", "甲乙"),
        ("甲\xa0乙\u3000丙\t丁\u2003", "甲 乙 丙 丁 "),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("⽤⼾⼿册⻔⻋", "用户手册门车"),
        ("é", "é"),
        ("e\u0301", "é"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 3),
        ("\u0301a", "a"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("甲\u200d乙", "甲乙"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected
    assert is_tidy(expected)


CHARACTERS = st.text(
    st.characters(codec=None) | st.sampled_from("\u200d\ufe0f👩💻\u0301\u200b\u1160\u1161\u1100⽤e "), max_size=30
)


@given(CHARACTERS)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert is_tidy(tidy(text))


@given(st.text(st.characters(categories=["Lo", "Lu", "Nd", "Po"], max_codepoint=0x2FF), max_size=30))
def test_plain_text_stays(text: str) -> None:
    assert len(tidy(text)) == len(text)
