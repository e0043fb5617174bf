"""The journal as one stream of bytes, over midnights, lost files and torn lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.kiosk.journalstream import NAME, JournalStream

LINE = b'{"at":"2026-12-07T06:05:00Z","event":"painted"}\n'


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "log" / "airtime.jsonl"


@pytest.fixture
def stream(tmp_path: Path, journal: Path) -> JournalStream:
    journal.parent.mkdir()
    return JournalStream(journal, tmp_path)


def turn_over(journal: Path, day: str) -> None:
    journal.rename(journal.with_name(f"{journal.name}.{day}"))
    journal.write_bytes(b"")


def test_whole_lines_from_where_one_is(stream, journal):
    assert stream.read(0, 1000) == (0, b"")
    journal.write_bytes(LINE * 3 + b'{"at":"20')
    assert stream.read(0, 1000) == (0, LINE * 3)
    assert stream.read(len(LINE), len(LINE) + 5) == (len(LINE), LINE)
    assert stream.read(len(LINE) * 3, 1000) == (len(LINE) * 3, b"")


def test_it_goes_on_over_midnight_and_over_a_restart(stream, journal, tmp_path):
    journal.write_bytes(LINE * 2)
    assert stream.read(0, 1000) == (0, LINE * 2)
    with journal.open("ab") as file:
        file.write(LINE)
    turn_over(journal, "2026-12-07")
    journal.write_bytes(LINE)
    assert stream.read(len(LINE) * 2, 1000) == (len(LINE) * 2, LINE)
    again = JournalStream(journal, tmp_path)
    assert again.read(len(LINE) * 3, 1000) == (len(LINE) * 3, LINE)
    turn_over(journal, "2026-12-08")
    turn_over(journal, "2026-12-09")
    journal.write_bytes(LINE * 2)
    assert again.read(len(LINE) * 4, 1000) == (len(LINE) * 4, LINE * 2)


def test_where_older_files_are_gone_it_goes_on_with_the_oldest(stream, journal):
    journal.write_bytes(LINE * 2)
    stream.read(0, 1000)
    turn_over(journal, "2026-12-07")
    journal.write_bytes(LINE)
    stream.read(0, 1000)
    journal.with_name(f"{journal.name}.2026-12-07").unlink()
    assert stream.read(len(LINE), 1000) == (len(LINE), LINE)
    assert stream.read(0, 1000) == (0, LINE)


def test_a_journal_that_was_lost_goes_on_where_it_stopped(stream, journal):
    journal.write_bytes(LINE)
    assert stream.read(5000, 1000) == (5000, LINE)
    with journal.open("ab") as file:
        file.write(LINE)
    assert stream.read(5000 + len(LINE), 1000) == (5000 + len(LINE), LINE)


def test_what_a_power_cut_tore_off_holds_nothing_up(stream, journal):
    journal.write_bytes(LINE + b'{"at":"2026')
    turn_over(journal, "2026-12-07")
    journal.write_bytes(LINE)
    begin, lines = stream.read(0, 1000)
    assert (begin, lines) == (0, LINE)
    begin, lines = stream.read(len(LINE), 1000)
    assert lines == b'{"at":"2026'
    assert stream.read(begin + len(lines), 1000)[1] == LINE


def test_a_damaged_memory_is_said_and_counted_anew(journal, tmp_path, expect_log):
    expect_log("counted anew")
    journal.parent.mkdir()
    (tmp_path / NAME).write_bytes(b"{")
    journal.write_bytes(LINE)
    assert JournalStream(journal, tmp_path).read(0, 1000) == (0, LINE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["write", "turn", "read", "restart"]), max_size=30), st.integers(60, 400))
def test_whatever_happens_every_line_comes_once_in_order(tmp_path_factory, happenings, limit):
    place = tmp_path_factory.mktemp("stream")
    journal = place / "airtime.jsonl"
    stream = JournalStream(journal, place)
    written, came, day = [], b"", 0
    for what in [*happenings, *["read"] * 40]:
        if what == "write":
            line = b'{"event":"%d"}\n' % len(written)
            written.append(line)
            with journal.open("ab") as file:
                file.write(line)
        elif what == "turn" and journal.exists():
            day += 1
            turn_over(journal, f"2026-12-{day:02}")
        elif what == "restart":
            stream = JournalStream(journal, place)
        else:
            begin, lines = stream.read(len(came), limit)
            assert begin == len(came)
            came += lines
    assert came == b"".join(written)
