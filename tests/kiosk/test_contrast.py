"""Contrast is WCAG's; what would do really does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.kiosk.contrast import MESSAGE, OTHER, PAIRS, Pair, contrast, contrast_problem, far_enough, luminance, mix

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#ffffff", "#ff0000") == contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_has_no_sides_and_its_bounds(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@given(COLOURS, COLOURS, st.sampled_from([MESSAGE, OTHER]))
def test_what_would_do_is_far_enough(text, ground, floor):
    better = far_enough(text, ground, floor)
    if better is None:
        assert max(contrast("#000000", ground), contrast("#ffffff", ground)) < floor
    else:
        assert contrast(better, ground) >= floor
    if contrast(text, ground) >= floor:
        assert better == text


def test_what_is_written_dark_stays_dark_where_that_will_do():
    better = far_enough("#888888", "#eeeeee", MESSAGE)
    assert better is not None
    assert luminance(better) < luminance("#888888")
    light = far_enough("#777777", "#222222", MESSAGE)
    assert light is not None
    assert luminance(light) > luminance("#777777")


def test_a_ground_of_the_middle_has_no_text_of_seven_to_one():
    assert far_enough("#000000", "#777777", MESSAGE) is None


@given(COLOURS, COLOURS)
def test_mixing_goes_from_one_to_the_other(one, other):
    assert mix(one, other, 0) == one
    assert mix(one, other, 1) == other


def test_a_problem_names_the_pair_the_ratio_the_floor_and_the_mend():
    pair = Pair("muted", "card", OTHER, "labels")
    assert contrast_problem("#000000", "#ffffff", pair) is None
    problem = contrast_problem("#999999", "#ffffff", pair)
    assert problem is not None
    for part in ("muted #999999", "card #ffffff", "2.85:1", "4.5:1", "labels", "would do for muted"):
        assert part in problem
    hopeless = contrast_problem("#000000", "#777777", Pair("ink", "card", MESSAGE, "titles"))
    assert hopeless is not None
    assert "no ink can be read there" in hopeless


def test_no_pair_is_listed_twice():
    listed = [(pair.text, pair.ground) for pair in PAIRS]
    assert len(listed) == len(set(listed))
