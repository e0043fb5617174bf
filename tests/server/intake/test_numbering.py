"""Word's numbers, as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.server.intake.numbering import chinese, written


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (3, "decimal", "3"),
        (0, "decimal", "0"),
        (3, "decimalZero", "03"),
        (3, "decimalFullWidth", "３"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "chineseCounting", "十二"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (3, "ideographZodiac", "寅"),
        (1, "upperLetter", "A"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (0, "upperRoman", "0"),
        (3, "none", ""),
        (3, "hebrew1", "3"),
    ],
)
def test_written(number: int, style: str, expected: str) -> None:
    assert written(number, style) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (30, "三十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_chinese(number: int, expected: str) -> None:
    assert chinese(number) == expected


def value(text: str) -> int:
    """What a reader takes a Chinese number for."""
    total = digit = 0
    for character in text:
        if character in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(character)
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
    return total + digit


@given(st.integers(0, 9999))
def test_chinese_says_the_number(number: int) -> None:
    assert value(chinese(number)) == number
