"""A screen's identity: made once, for itself alone, and named by its own key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from signage.errors import StoreError
from signage.store.identity import NAME, Identity, id_of, load_identity


def test_it_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    made = load_identity(tmp_path)
    assert load_identity(tmp_path) == made
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert id_of(made.private_key().public_key().public_bytes_raw()) == made.id


def test_two_screens_are_two(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = load_identity(tmp_path / "a"), load_identity(tmp_path / "b")
    assert one.id != other.id
    assert one.key != other.key


@pytest.mark.parametrize("data", [b"", b"{}", b'{"id":"x","key":"y"}', b"[" * 5000, b"\xff"])
def test_a_damaged_one_gives_way_to_a_new_one(tmp_path: Path, expect_log, data: bytes) -> None:
    expect_log("must be paired again")
    (tmp_path / NAME).write_bytes(data)
    made = load_identity(tmp_path)
    assert isinstance(made, Identity)
    assert load_identity(tmp_path) == made


def test_one_that_others_may_read_is_closed(tmp_path: Path) -> None:
    made = load_identity(tmp_path)
    (tmp_path / NAME).chmod(0o644)
    assert load_identity(tmp_path) == made
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        load_identity(tmp_path / "not there")
