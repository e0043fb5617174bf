"""A long notice's pages over several turns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from signage.playlist.turns import TURN_PAGES, Turn


def take(turn: Turn, key: str, pages: int) -> tuple[list[int], Turn]:
    """The pages that one turn of `key` shows."""
    turn, shown = turn.began(key), [0]
    while (page := turn.next_page(shown[-1], pages)) is not None:
        turn = turn.went_on()
        shown.append(page)
    return shown, turn.ended(shown[-1], pages)


def test_a_short_notice_is_shown_whole_in_every_turn() -> None:
    turn = Turn()
    for _ in range(3):
        shown, turn = take(turn, "n", TURN_PAGES)
        assert shown == list(range(TURN_PAGES))
    assert take(turn, "one", 1)[0] == [0]


def test_a_long_notice_goes_on_where_its_last_turn_ended() -> None:
    turn, seen = Turn(), []
    for _ in range(4):
        shown, turn = take(turn, "n", 9)
        seen.append(shown)
    assert seen == [[0, 1, 2, 3], [0, 4, 5, 6], [0, 7, 8], [0, 1, 2, 3]]


def test_others_turns_between_change_nothing() -> None:
    turn = take(Turn(), "n", 9)[1]
    turn = take(turn, "m", 6)[1]
    assert take(turn, "n", 9)[0] == [0, 4, 5, 6]
    assert take(turn, "m", 6)[0] == [0, 4, 5]


def test_what_is_gone_is_forgotten() -> None:
    turn = take(take(Turn(), "n", 9)[1], "m", 9)[1].only({"m"})
    assert set(turn.resume) == {"m"}
    assert take(turn, "n", 9)[0] == [0, 1, 2, 3]


def test_a_notice_that_became_shorter_is_shown_to_its_end() -> None:
    turn = take(take(Turn(), "n", 20)[1], "n", 20)[1]
    assert take(turn, "n", 3)[0] == [0, 2]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 12)), max_size=20))
def test_a_turn_is_short_begins_at_the_beginning_and_runs_forward(taken: list[tuple[str, int]]) -> None:
    turn = Turn()
    for key, pages in taken:
        shown, turn = take(turn, key, pages)
        assert shown[0] == 0
        assert len(shown) <= TURN_PAGES
        assert shown == sorted(set(shown))
        assert shown[-1] < pages


@given(st.integers(1, 30))
def test_every_page_comes_in_its_turn(pages: int) -> None:
    turn, seen = Turn(), set()
    for _ in range(1 + pages // (TURN_PAGES - 1)):
        shown, turn = take(turn, "n", pages)
        seen.update(shown)
    assert seen == set(range(pages))
