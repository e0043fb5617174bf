"""A screen's journal, read: spells of airtime out of lines, whatever the lines."""

from __future__ import annotations

import datetime as dt
import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.server.console.evidence.lines import MAX_LINE_BYTES, Line, follow, read, whole

NOON = dt.datetime(2026, 12, 7, 4, tzinfo=dt.UTC)
TAKEN = NOON + dt.timedelta(hours=1)


def line(seconds, event, item="notice-1", page=0, slide="notice", version=3):
    at = (NOON + dt.timedelta(seconds=seconds)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    fields = {"at": at, "event": event, "slide": slide, "item": item, "page": page, "feed_version": version}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def lines(*told):
    found, bad = read(b"".join(line(*each) for each in told))
    assert bad is None
    return found


def stays(spells):
    return [
        (spell.item, (spell.start - NOON).total_seconds(), (spell.end - NOON).total_seconds(), spell.cut)
        for spell in spells
    ]


def test_from_painted_to_left():
    spells, shown = follow(None, lines((0, "painted"), (12.5, "left"), (12.6, "painted", "notice-2")), TAKEN)
    assert stays(spells) == [("notice-1", 0, 12.5, False)]
    assert (spells[0].page, spells[0].slide, spells[0].feed_version, spells[0].doubtful) == (0, "notice", 3, False)
    assert shown.item == "notice-2"


def test_what_is_cut_off_counts_to_the_last_sign_of_life():
    told = lines((0, "painted"), (5, "pulled", ""), (900, "painted", "notice-2"))
    spells, shown = follow(None, told, TAKEN)
    assert stays(spells) == [("notice-1", 0, 5, True)]
    assert shown.item == "notice-2"


def test_without_a_sign_of_life_it_counts_for_nothing():
    spells, _ = follow(None, lines((0, "painted"), (900, "painted")), TAKEN)
    assert stays(spells) == [("notice-1", 0, 0, True)]


def test_pages_of_one_item_are_spells_of_their_own():
    told = lines((0, "painted"), (10, "left"), (10, "painted", "notice-1", 1), (30, "left", "notice-1", 1))
    spells, _ = follow(None, told, TAKEN)
    assert [(spell.page, (spell.end - spell.start).total_seconds()) for spell in spells] == [(0, 10), (1, 20)]


def test_a_clock_that_went_back_or_ahead_is_no_evidence():
    back, _ = follow(None, lines((100, "painted"), (40, "left")), TAKEN)
    ahead, _ = follow(None, lines((7200, "painted"), (7210, "left")), TAKEN)
    good, _ = follow(None, lines((0, "painted"), (10, "left")), TAKEN)
    assert [spell.doubtful for spell in (*back, *ahead, *good)] == [True, True, False]
    assert back[0].end == back[0].start


def test_left_without_painted_says_nothing():
    assert follow(None, lines((0, "left"), (1, "touched")), TAKEN) == ([], None)


@pytest.mark.parametrize(
    "bad",
    [
        b"\n",
        b"{}\n",
        b"[1]\n",
        b'{"at":"2026-12-07T04:00:00Z"}\n',
        b'{"at":"2026-12-07T04:00:00","event":"painted"}\n',  # no zone
        b'{"at":"yesterday","event":"painted"}\n',
        b'{"at":"0001-01-01T00:00:00+14:00","event":"painted"}\n',
        b'{"at":"2026-12-07T04:00:00Z","event":"painted","page":-1}\n',
        b'{"at":"2026-12-07T04:00:00Z","event":"painted","feed_version":9999999999999}\n',
        b'{"at":"2026-12-07T04:00:00Z","event":"painted","item":"a\\u0000b"}\n',
        b'{"at":"2026-12-07T04:00:00Z","event":"painted","item":"\\ud800"}\n',
        b'{"at":"2026-12-07T04:00:00Z","event":"painted","item":"\xff"}\n',
        b'{"at":"2026-12-07T04:0{"at":"2026-12-07T04:00:00Z","event":"painted"}\n',  # torn by a power cut
        b"\x00" * 512 + b"\n",
        b'{"x":' + b"[" * 9000 + b"]" * 7000 + b"}\n",
        b'{"at":"2026-12-07T04:00:00Z","event":"error","problem":"' + b"x" * MAX_LINE_BYTES + b'"}\n',
    ],
    ids=range(16),
)
def test_what_is_no_line_is_named_and_those_before_it_are_read(bad):
    good = line(0, "painted")
    found, said = read(good + bad + good)
    assert len(found) == 1
    assert (said.number, said.start, said.end) == (2, len(good), len(good) + len(bad))
    assert said.problem


def test_only_whole_lines():
    assert whole(b"a\nb") == b"a\n"
    assert whole(b"abc") == b""
    assert whole(b"") == b""


told = st.lists(
    st.tuples(
        st.integers(0, 3000),
        st.sampled_from(["painted", "left", "touched", "pulled", "error"]),
        st.sampled_from(["notice-1", "notice-2", ""]),
        st.integers(0, 1),
    ),
    max_size=30,
)


@given(told, st.integers(0, 30))
@settings(deadline=None)
def test_it_makes_no_difference_where_the_lines_are_cut(events, at):
    found = lines(*sorted(events, key=lambda event: event[0]))
    spells, shown = follow(None, found, TAKEN)
    first, between = follow(None, found[:at], TAKEN)
    second, last = follow(between, found[at:], TAKEN)
    assert (first + second, last) == (spells, shown)


@given(told)
@settings(deadline=None)
def test_spells_never_overlap_and_never_claim_more_than_the_lines_span(events):
    found = lines(*sorted(events, key=lambda event: event[0]))
    spells, _ = follow(None, found, TAKEN)
    assert all(spell.start <= spell.end for spell in spells)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spells))
    assert len(spells) <= sum(each.event == "painted" for each in found)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_named(data):
    found, bad = read(whole(data))
    assert all(isinstance(each, Line) for each in found)
    assert bad is not None or len(found) == whole(data).count(b"\n")
