"""A compound's feed from what is approved. Pure."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from signage.content.compound import Compound
from signage.server.console.notices.written import Line, Written
from signage.server.console.publishing.build import Approved, Guide, build, unexplained

NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)
COMPOUND = Compound(id="huaian", name="槐安新苑", buildings=("1", "2"))


def approved(number: int, title: str = "", *, days: float = 3, **changes: object) -> Approved:
    written = Written(
        kind="free",
        title=title or f"通知{number}",
        facts=(Line(label="时间", value="明天"),),
        body=(),
        issuer="居委会",
        posting_end=NOW + dt.timedelta(days=days),
    )
    return Approved(
        number=number,
        item_id=f"notice-{number}",
        written=msgspec.structs.replace(written, **changes),
        approved_at=NOW - dt.timedelta(hours=1),
    )


def made(*notices: Approved, hidden: frozenset[int] = frozenset(), now: dt.datetime = NOW, before: object = None):
    return build(COMPOUND, Guide(), notices, hidden, now, before)


def titles(built: object) -> list[str]:
    return [item.title for item in built.feed.items]


def test_what_is_approved_and_not_over_is_in_it_from_its_approval():
    built = made(approved(1), approved(2, days=-0.1))
    assert titles(built) == ["通知1"]
    assert built.feed.items[0].posting.start == NOW - dt.timedelta(hours=1)
    assert built.blocking == ()


def test_hidden_notices_are_not():
    assert titles(made(approved(1), approved(2), hidden=frozenset({1}))) == ["通知2"]


def test_one_that_stands_in_takes_the_others_place_for_good():
    instead = approved(2, replaces=1)
    assert titles(made(approved(1), instead)) == ["通知2"]
    assert titles(made(approved(1, days=9), instead, now=NOW + dt.timedelta(days=4))) == []


def test_one_that_stands_in_later_lets_the_other_stay_until_then_without_a_publish():
    begins = NOW + dt.timedelta(days=1)
    built = made(approved(1, days=7), approved(2, replaces=1, posting_start=begins))
    first, second = built.feed.items
    assert (first.posting.end, second.posting.start) == (begins, begins)


def test_a_cut_window_is_not_held_against_its_basis():
    begins = NOW + dt.timedelta(days=1)
    shortened = approved(1, days=8, basis="custom-7-days")
    assert made(shortened, approved(2, replaces=1, posting_start=begins)).blocking == ()


def test_a_new_error_holds_the_feed_back_and_an_old_one_does_not():
    wrong = approved(1, "字" * 30)
    first = made(wrong)
    assert {fault.file for fault in first.blocking} == {"notices/notice-1"}
    assert made(wrong, approved(2), before=first.feed).blocking == ()
    changed = approved(1, "词" * 30)
    assert made(changed, before=first.feed).blocking


def test_withdrawing_is_never_held_back_by_what_stays():
    wrong, good = approved(1, "字" * 30), approved(2)
    before = made(wrong, good).feed
    after = made(wrong, before=before)
    assert after.blocking == ()
    assert titles(after) == ["字" * 30]


def test_what_vanished_without_a_word_is_noticed():
    before = made(approved(1), approved(2), approved(3, days=0.5)).feed
    after = made(approved(1)).feed
    later = NOW + dt.timedelta(days=1)
    assert [item.id for item in unexplained(before, after, frozenset(), NOW)] == ["notice-2", "notice-3"]
    assert [item.id for item in unexplained(before, after, frozenset({"notice-2"}), NOW)] == ["notice-3"]
    assert [item.id for item in unexplained(before, after, frozenset(), later)] == ["notice-2"]
    assert unexplained(None, after, frozenset(), NOW) == []


@given(
    st.lists(st.tuples(st.floats(-2, 5), st.floats(-1, 4), st.integers(0, 6)), max_size=6),
    st.frozensets(st.integers(1, 6)),
    st.floats(0, 5),
)
def test_nothing_hidden_replaced_now_or_over_is_ever_in_it(windows, hidden, later):
    notices = [
        approved(
            number, days=end, posting_start=NOW + dt.timedelta(days=start), replaces=other if other != number else 0
        )
        for number, (end, start, other) in enumerate(windows, 1)
    ]
    now = NOW + dt.timedelta(days=later)
    built = made(*notices, hidden=hidden, now=now)
    for item in built.feed.items:
        number = int(item.id.removeprefix("notice-"))
        assert number not in hidden
        assert item.posting.end > now
        assert item.posting.end > item.posting.start
        for each in notices:
            if each.number not in hidden and each.written.replaces == number:
                assert each.written.posting_start > now
