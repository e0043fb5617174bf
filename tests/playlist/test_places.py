"""Buildings as people say them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.playlist.places import area_words, buildings_words

NINE = tuple("123456789")


@pytest.mark.parametrize(
    ("buildings", "chinese", "english"),
    [
        ("", "", ""),
        ("3", "3号楼", "Building 3"),
        ("123456", "1至6号楼", "Buildings 1–6"),
        ("12", "1至2号楼", "Buildings 1–2"),
        ("1379", "1、3、7、9号楼", "Buildings 1, 3, 7, 9"),
        ("91237", "1至3、7、9号楼", "Buildings 1–3, 7, 9"),
        ("11", "1号楼", "Building 1"),
        (("2", "1", "12A"), "2、1、12A号楼", "Buildings 2, 1, 12A"),
    ],
)
def test_runs(buildings: Sequence[str], chinese: str, english: str) -> None:
    assert buildings_words(buildings, NINE) == chinese
    assert buildings_words(buildings, NINE, "en") == english


def test_the_compound_s_own_order_makes_the_runs() -> None:
    order = ("东1", "东2", "西1", "西2")
    assert buildings_words(("东2", "西1"), order) == "东2至西1号楼"
    assert buildings_words(("东1", "西1"), order) == "东1、西1号楼"
    assert buildings_words(("1", "2"), ()) == "1、2号楼"


def test_no_building_is_the_whole_compound() -> None:
    assert (area_words((), NINE), area_words((), NINE, "en")) == ("全小区", "Whole compound")
    assert area_words(("3",), NINE) == "3号楼"


@given(st.sets(st.sampled_from(NINE), min_size=1))
def test_what_is_said_is_what_was_meant(buildings: set[str]) -> None:
    said: set[str] = set()
    for run in buildings_words(tuple(buildings), NINE).removesuffix("号楼").split("、"):
        first, _, last = run.partition("至")
        said |= set(NINE[NINE.index(first) : NINE.index(last or first) + 1])
    assert said == buildings
