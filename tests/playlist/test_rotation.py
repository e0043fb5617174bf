"""Turns: fair by weight, nobody starved, never the same twice running, whatever comes and goes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from signage.playlist.rotation import History, choose, upcoming
from signage.playlist.slides import Entry

Entries = tuple[Entry, ...]


def entry(key: str, weight: int = 1) -> Entry:
    return Entry(key=key, kind="notice", weight=weight)


def entries(*weights: int) -> Entries:
    return tuple(entry(f"k{number}", weight) for number, weight in enumerate(weights))


def turns(live: Entries, history: History = History()) -> Iterator[tuple[Entry, History]]:  # noqa: B008 - frozen
    """Turn after turn, as the rotator takes them: entries are refreshed before each."""
    while True:
        history = history.only(entry.key for entry in live)
        chosen = choose(live, history)
        assert chosen is not None
        history = history.after(chosen)
        yield chosen, history


def run(live: Entries, count: int, history: History = History()) -> tuple[list[str], History]:  # noqa: B008
    taken = list(itertools.islice(turns(live, history), count))
    return [chosen.key for chosen, _ in taken], taken[-1][1]


def bound(it: Entry, live: Entries) -> Fraction:
    """The most turns that others have between two of `it` (the module's docstring)."""
    others = [other for other in live if other.key != it.key]
    longest = 1 + max((other.weight for other in others), default=0)
    return longest + sum((1 + Fraction(other.weight, it.weight) for other in others), Fraction(0))


weights = st.lists(st.integers(1, 4), min_size=1, max_size=9)


def test_nothing_to_show_and_one_thing_to_show() -> None:
    assert choose((), History()) is None
    assert upcoming((), History(), 3) == ()
    assert run(entries(1), 4)[0] == ["k0"] * 4


def test_equals_come_in_their_order() -> None:
    assert "".join(run(entries(1, 1, 1), 9)[0]) == "k0k1k2" * 3


def test_the_heavier_come_first_and_more_often() -> None:
    shown, history = run(entries(1, 2, 1, 4), 8)
    assert shown[:4] == ["k3", "k1", "k0", "k2"]
    assert Counter(run(entries(1, 2, 1, 4), 16, history)[0]) == {"k3": 8, "k1": 4, "k0": 2, "k2": 2}


@given(weights)
def test_never_the_same_twice_running_while_there_is_another(found: list[int]) -> None:
    shown = run(entries(*found), 60)[0]
    if len(found) > 1:
        assert all(one != other for one, other in itertools.pairwise(shown))


@given(weights)
def test_everything_is_shown_before_anything_is_shown_again(found: list[int]) -> None:
    assert len(set(run(entries(*found), len(found))[0])) == len(found)


@settings(max_examples=60)
@given(weights, st.integers(0, 50), st.lists(st.integers(1, 4), max_size=4))
@example([1, 4, 1], 4, [4, 4, 4])
def test_every_entry_comes_within_the_bound_also_after_others_came(
    found: list[int], before: int, more: list[int]
) -> None:
    old = entries(*found)
    history = run(old, before)[1] if before else History()
    live = old + tuple(entry(f"new{number}", weight) for number, weight in enumerate(more))
    waited = dict.fromkeys((it.key for it in live), 0)
    came: set[str] = set()
    for chosen, _ in itertools.islice(turns(live, history), 150):
        came.add(chosen.key)
        for it in live:
            waited[it.key] = 0 if it == chosen else waited[it.key] + 1
            # who waited when others arrived may lie two rounds ahead of them
            until_then = sum(1 + 2 * other.weight for other in live if other != it)
            assert waited[it.key] <= (bound(it, live) if it.key in came else until_then)


@settings(max_examples=60)
@given(weights)
def test_in_the_long_run_shares_are_as_weights_up_to_every_second_turn(found: list[int]) -> None:
    live, count = entries(*found), 400
    shown = Counter(run(live, count)[0])
    if 2 * max(found) <= sum(found):
        for it in live:
            assert abs(shown[it.key] - count * Fraction(it.weight, sum(found))) <= 3
    elif len(found) > 1:
        heaviest = max(live, key=lambda it: it.weight)
        assert abs(shown[heaviest.key] - count // 2) <= len(found)


def test_what_is_owed_and_may_not_be_paid_does_not_starve_others_when_content_arrives() -> None:
    night = entries(4, 1)
    _, history = run(night, 5000)
    morning = (*night, entry("a"), entry("b"))
    shown = run(morning, 12, history)[0]
    assert set(shown[:2]) == {"a", "b"}
    assert "k1" in shown[:7]


@given(weights, st.integers(9, 40))
def test_what_is_new_comes_next(found: list[int], before: int) -> None:
    live = entries(*found)
    _, history = run(live, before)
    chosen = choose((*live, entry("new")), history)
    assert chosen is not None
    assert chosen.key == "new"
    again = run((*live, entry("new")), 40, history)[0]
    assert 1 <= again.count("new") <= 40 // 2


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), min_size=1), min_size=1, max_size=30))
def test_content_may_change_at_any_turn(feeds: list[dict[str, int]]) -> None:
    history, last = History(), ""
    for feed in feeds:
        live = tuple(entry(key, weight) for key, weight in feed.items())
        history = history.only(feed)
        chosen = choose(live, history)
        assert chosen in live
        assert chosen is not None
        assert chosen.key != last or len(live) == 1
        unseen = [it for it in live if it.key not in history.passes and it.key != last]
        assert not unseen or chosen in unseen
        history, last = history.after(chosen), chosen.key
        assert set(history.passes) <= set(feed)
        assert max(history.passes.values()) - min(history.passes.values()) <= 2


def test_positions_stay_small_and_what_is_gone_is_forgotten() -> None:
    _, history = run(entries(1, 2, 3), 3000)
    assert all(0 <= value <= 3 and value.denominator <= 12 for value in history.passes.values())
    kept = history.only({"k1"})
    assert set(kept.passes) == {"k1"}
    assert kept.last == history.last


@given(weights, st.integers(0, 30), st.integers(0, 12))
def test_upcoming_is_what_then_comes(found: list[int], before: int, count: int) -> None:
    live = entries(*found)
    history = run(live, before)[1] if before else History()
    foreseen = [it.key for it in upcoming(live, history, count)]
    assert foreseen == (run(live, count, history)[0] if count else [])


def test_a_turn_out_of_turn_counts_as_one() -> None:
    live = entries(1, 1, 1)
    _, history = run(live, 3)
    assert run(live, 5, history.after(live[1]))[0] == ["k0", "k2", "k0", "k1", "k2"]


def test_a_value_is_never_changed() -> None:
    history = run(entries(1, 2), 5)[1]
    before = (dict(history.passes), history.last)
    history.after(entry("k0"))
    history.only({"k1"})
    upcoming(entries(1, 2), history, 4)
    assert (history.passes, history.last) == before
