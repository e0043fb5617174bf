"""The screens' journals as they are kept: each byte once, in a chain, and nothing that is no journal."""

from __future__ import annotations

import datetime as dt

import pytest
from console.test_lines import line
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signage.errors import JournalError
from signage.server.console.evidence import airtime
from signage.server.console.evidence.airtime import broken, forget, take
from signage.server.console.evidence.journals import Airtime, Chunk, Stream

pytestmark = pytest.mark.django_db


def day(*items, start=0):
    """A journal in which each of `items` is on the glass for ten seconds."""
    return b"".join(
        line(start + number * 10, "painted", item) + line(start + number * 10 + 10, "left", item)
        for number, item in enumerate(items)
    )


def send(data, screen="screen-1", offset=0):
    return take(screen, "huaian", offset, data)


def kept(screen="screen-1", run=None):
    chunks = Chunk.objects.filter(screen=screen)
    return b"".join(chunk.lines for chunk in (chunks if run is None else chunks.filter(run=run)))


def test_lines_are_kept_as_they_came_and_their_spells_are_found():
    data = day("notice-1", "notice-2", "notice-1")
    assert send(data) == len(data)
    assert kept() == data
    spells = Airtime.objects.filter(item="notice-1")
    assert [(spell.end - spell.start).total_seconds() for spell in spells] == [10, 10]
    assert {(spell.screen, spell.compound, spell.chunk) for spell in spells} == {("screen-1", "huaian", 1)}


def test_a_chunk_that_is_sent_twice_counts_once():
    data = day("notice-1", "notice-2")
    for _ in range(3):
        assert send(data) == len(data)
    assert Chunk.objects.count() == 1
    assert Airtime.objects.count() == 2


def test_a_chunk_that_has_more_than_before_adds_only_that():
    first, all_of_it = day("notice-1"), day("notice-1", "notice-2")
    send(first)
    assert send(all_of_it) == len(all_of_it)
    assert kept() == all_of_it
    assert Airtime.objects.count() == 2


def test_a_gap_is_answered_with_what_is_missing():
    assert send(day("notice-2"), offset=500) == 0
    first = day("notice-1")
    send(first)
    assert send(day("notice-3"), offset=len(first) + 7) == len(first)
    assert kept() == first


def test_asking_with_no_lines_changes_nothing():
    assert send(b"") == 0
    data = day("notice-1")
    send(data)
    assert send(b"") == len(data)
    assert Chunk.objects.count() == 1


def test_a_line_that_is_still_written_waits():
    data = day("notice-1")
    assert send(data + b'{"at":"2026-12-07T0') == len(data)
    assert send(b'{"at":"2026-12-07T0') == len(data)
    assert kept() == data


def test_a_spell_that_spans_two_chunks_is_one():
    first, second = line(0, "painted"), line(40, "left")
    send(first)
    assert not Airtime.objects.exists()
    send(second, offset=len(first))
    spell = Airtime.objects.get()
    assert (spell.end - spell.start).total_seconds() == 40
    assert spell.chunk == 2


def test_a_journal_that_began_anew_is_a_new_run():
    old, new = day("notice-1", "notice-2"), day("notice-3", start=1000)
    send(old)
    assert send(new) == len(new)
    assert kept(run=1) == old
    assert kept(run=2) == new
    assert Airtime.objects.count() == 3


def test_what_is_not_what_is_kept_there_is_asked_for_from_the_beginning():
    old = day("notice-1", "notice-2")
    send(old)
    other = day("notice-3", "notice-4", start=1000)
    middle = len(line(0, "painted"))
    assert send(other[middle:], offset=middle) == 0
    assert kept() == old


def test_a_spell_over_midnight_goes_on_in_the_new_file():
    send(line(0, "painted"))
    send(line(60, "left") + day("notice-2", start=70))
    assert [(spell.end - spell.start).total_seconds() for spell in Airtime.objects.all()] == [60, 10]


def test_a_late_copy_of_an_earlier_file_begins_nothing():
    old, new = day("notice-1", "notice-2"), day("notice-3", start=1000)
    send(old)
    send(new)
    assert send(old) == len(old)
    assert kept() == old + new
    assert send(b"") == len(new)


def test_screens_do_not_meet():
    data = day("notice-1")
    send(data)
    assert send(b"", "screen-2") == 0
    assert send(data, "screen-2") == len(data)
    assert list(broken("screen-1")) == list(broken("screen-2")) == []


def test_a_bad_line_is_refused_and_the_rest_goes_on():
    good, bad, after = day("notice-1"), b'{"at":"2026-12-07T0{"at":\n', day("notice-2", start=100)
    with pytest.raises(JournalError, match="screen-1: journal, byte") as told:
        send(good + bad + after)
    assert told.value.offset == len(good)
    assert told.value.wanted == len(good) + len(bad)
    assert kept() == good
    whole = good + bad + after
    assert send(whole[told.value.wanted :], offset=told.value.wanted) == len(whole)
    assert kept() == good + after
    assert Airtime.objects.count() == 2
    refused = Chunk.objects.exclude(refused="").get()
    assert (refused.length, bytes(refused.packed)) == (len(bad), b"")
    assert list(broken("screen-1")) == []


def test_what_was_refused_once_is_not_refused_again():
    good, bad = day("notice-1"), b"nonsense\n"
    with pytest.raises(JournalError):
        send(good + bad)
    assert send(good + bad) == len(good + bad)
    assert Chunk.objects.count() == 2


def test_a_line_without_an_end_does_not_hold_a_screen_up():
    endless = b"\x00" * 20_000
    with pytest.raises(JournalError) as told:
        send(endless)
    assert told.value.wanted == len(endless)


def test_too_much_at_once_is_refused_whole():
    with pytest.raises(JournalError, match="at most 1000000 bytes") as told:
        send(line(0, "painted") * 10_000)
    assert told.value.wanted == 0
    assert not Chunk.objects.exists()


def test_a_screen_that_sends_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(airtime, "MAX_KEPT_BYTES", 600)
    data = day("notice-1", "notice-2")
    send(data)
    with pytest.raises(JournalError, match="kept already") as told:
        send(day("notice-3", "notice-4", start=100), offset=len(data))
    assert told.value.wanted == len(data)
    assert kept() == data


# The chain.


@pytest.fixture
def three():
    data = day("notice-1")
    for number in range(3):
        send(day("notice-1", start=number * 100), offset=number * len(data))
    return list(Chunk.objects.all())


def test_each_chunk_carries_the_digest_of_the_one_before(three):
    assert three[0].before == "0" * 64
    assert [chunk.before for chunk in three[1:]] == [chunk.digest for chunk in three[:-1]]
    assert list(broken("screen-1")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_chunk SET length = 1",
        "UPDATE evidence_airtime SET screen = 'x'",
        "DELETE FROM evidence_chunk",
        "DELETE FROM evidence_airtime",
    ],
)
def test_the_database_refuses_to_change_or_remove(clock, statement):
    clock.time = dt.datetime.now(dt.UTC)
    now = dt.datetime.now(dt.UTC).isoformat()
    send(f'{{"at":"{now}","event":"painted"}}\n{{"at":"{now}","event":"left"}}\n'.encode())
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Chunk.objects.count() == Airtime.objects.count() == 1


def test_so_do_the_models(three):
    with pytest.raises(TypeError):
        three[0].save()


def unguarded(statement):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE evidence_chunk DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER evidence_chunk_UPDATE")
            cursor.execute("DROP TRIGGER evidence_chunk_DELETE")
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE evidence_chunk SET taken_at = '2026-12-01 00:00:00+00:00' WHERE number = 2", [2]),
        ("UPDATE evidence_chunk SET compound = 'x' WHERE number = 1", [1]),
        ("DELETE FROM evidence_chunk WHERE number = 2", [3]),
    ],
)
def test_what_was_done_behind_its_back_is_found(three, statement, found):
    unguarded(statement)
    assert list(broken("screen-1")) == found


def test_other_lines_in_a_chunk_are_found(three):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE evidence_chunk DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER evidence_chunk_UPDATE")
    other = Chunk.objects.get(number=3).packed
    Chunk.objects.filter(number=1).update(packed=other)
    Chunk.objects.filter(number=2).update(packed=b"broken")
    assert list(broken("screen-1")) == [1, 2]


def test_what_is_older_than_200_days_goes_and_the_chain_still_holds(clock):
    real = dt.datetime.now(dt.UTC)
    first, second = day("notice-1"), day("notice-2", start=100)
    clock.time = real - dt.timedelta(days=201)
    send(first)
    clock.time = real - dt.timedelta(days=199)
    send(second, offset=len(first))
    clock.time = real
    assert forget() == 1
    assert [chunk.number for chunk in Chunk.objects.all()] == [2]
    assert list(broken("screen-1")) == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=25))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_sent_each_byte_is_kept_once(db, sends):
    """Chunks that overlap, come twice or leave gaps, whole lines or torn ones."""
    lines = [line(n, "painted" if n % 2 == 0 else "left", f"notice-{n // 2}") for n in range(40)]
    data = b"".join(lines)
    with transaction.atomic():
        for start, count in sends:
            offset = len(b"".join(lines[:start]))
            answer = send(data[offset : offset + count * 101], offset=offset)
            assert answer == len(kept())
        while (wanted := send(b"")) < len(data):
            send(data[wanted : wanted + 500], offset=wanted)
        assert kept() == data
        assert Airtime.objects.count() == 20
        assert Stream.objects.get().wanted == len(data)
        assert list(broken("screen-1")) == []
        transaction.set_rollback(True)
