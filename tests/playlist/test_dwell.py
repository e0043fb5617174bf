"""How long a slide stays."""

from __future__ import annotations

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from signage.content.media import MAX_FILM_SECONDS
from signage.content.notice import Fact
from signage.playlist.dwell import (
    ALERT_LONGEST,
    ALERT_SHORTEST,
    BROWSE_IDLE,
    BROWSE_WARNING,
    FILM_MARGIN,
    LONGEST,
    SHORTEST,
    alert_dwell,
    dwell,
    film_dwell,
    notice_characters,
    reading_length,
)


def test_the_numbers_of_the_design() -> None:
    assert (SHORTEST, BROWSE_IDLE, BROWSE_WARNING) == (10, 60, 20)
    assert dwell(0) == 10
    assert dwell(27) == pytest.approx(4 + 1.2 * 10)
    assert dwell(40) == pytest.approx(21.78, abs=0.01)
    assert dwell(4000) == LONGEST


@given(st.integers(0, 5000))
def test_dwell_grows_within_its_bounds(characters: int) -> None:
    assert SHORTEST <= dwell(characters) <= dwell(characters + 1) <= LONGEST
    assert ALERT_SHORTEST <= alert_dwell(characters) <= alert_dwell(characters + 1) <= ALERT_LONGEST


@given(st.floats(0.01, MAX_FILM_SECONDS))
def test_a_film_is_never_cut_and_never_flashes_by(seconds: float) -> None:
    assert film_dwell(seconds) >= SHORTEST
    assert film_dwell(seconds) >= seconds + FILM_MARGIN
    assert film_dwell(seconds) in (SHORTEST, seconds + FILM_MARGIN)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("水箱清洗临时停水", 8),
        ("接到“退费”电话，先挂断！", 9),
        ("12月10日（周四）", 6),
        ("9:00–16:00", 4),
        ("拨打96110", 4),
        ("2026年", 3),
        ("WeChat", 2),
        ("a b", 2),
        ("𠮷野家", 3),
        ("👓 · \n\t", 0),
        ("snake_case", 4),
    ],
)
def test_characters_as_they_are_read(text: str, length: int) -> None:
    assert reading_length(text) == length


@given(st.text(max_size=40))
def test_no_text_is_longer_to_read_than_its_characters(text: str) -> None:
    assert 0 <= reading_length(text) <= len(text)


def test_a_notice_s_first_screenful_is_its_title_and_facts() -> None:
    notice = sample.notice(
        title="临时停水", facts=(Fact(label="时间", value="明天上午"), Fact(label="范围", value="1至6号楼"))
    )
    assert notice_characters(notice) == 4 + 6 + (2 + 5)
