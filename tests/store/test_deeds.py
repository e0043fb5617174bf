"""What was done stays done, over restarts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from repositories import NOW

from signage.content.order import Command, CommandKind
from signage.errors import StoreError
from signage.store.deeds import KEPT_AFTER, MOST, NAME, Deeds


def command(name: str, expires: dt.datetime = NOW + dt.timedelta(minutes=5)) -> Command:
    return Command(id=name, kind=CommandKind.RESTART, issued=NOW, expires=expires)


def test_what_was_noted_is_known_after_a_restart(tmp_path: Path) -> None:
    deeds = Deeds(tmp_path)
    assert deeds.done == frozenset()
    deeds.note(command("a"), NOW)
    deeds.note(command("b"), NOW)
    assert deeds.done == Deeds(tmp_path).done == {"a", "b"}


def test_what_was_done_lately_is_what_somebody_may_still_wait_for(tmp_path: Path) -> None:
    Deeds(tmp_path).note(command("a"), NOW)
    deeds = Deeds(tmp_path)
    assert deeds.lately(NOW) == ("a",)
    assert deeds.lately(NOW + dt.timedelta(minutes=5)) == ()


def test_it_is_forgotten_long_after_it_expired_and_is_bounded(tmp_path: Path) -> None:
    deeds = Deeds(tmp_path)
    deeds.note(command("old"), NOW)
    later = NOW + KEPT_AFTER
    deeds.note(command("new", later + dt.timedelta(hours=1)), later)
    assert deeds.done == {"old", "new"}  # its expiry was five minutes after
    later += dt.timedelta(minutes=5)
    for number in range(MOST + 3):
        deeds.note(command(f"n{number}", later + dt.timedelta(hours=1)), later)
    assert len(deeds.done) == MOST
    assert "old" not in deeds.done
    assert f"n{MOST + 2}" in deeds.done


def test_what_cannot_be_written_is_not_done(tmp_path: Path) -> None:
    deeds = Deeds(tmp_path / "not there")
    with pytest.raises(StoreError, match="cannot be written"):
        deeds.note(command("a"), NOW)
    assert deeds.done == frozenset()


def test_a_damaged_memory_is_said(tmp_path: Path, expect_log) -> None:
    expect_log("is forgotten")
    (tmp_path / NAME).write_bytes(b'[{"id":')
    assert Deeds(tmp_path).done == frozenset()
