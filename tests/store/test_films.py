"""Films in the store: they come in pieces, over restarts and power cuts, and hold nothing up."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import NOW, feed, film, picture, video

from signage.content.codec import encode
from signage.content.feed import Feed
from signage.errors import StoreError
from signage.store.mediafolder import PART_PREFIX
from signage.store.store import MediaMismatchError, Store, StoredFeed

Expect = Callable[..., None]

FRAME, FRAME_BYTES = picture(b"frame" * 100)
FILM, FILM_BYTES = film(bytes(range(256)) * 40)
WHAT = feed("a", videos=(video("v", FRAME, FILM),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        yield store


def commit(store: Store, what: Feed = WHAT, version: int = 1) -> StoredFeed:
    store.receive(FRAME, [FRAME_BYTES])
    return store.commit(encode(what), what, version=version, at=NOW)


def names(store: Store) -> list[str]:
    return sorted(path.name for path in (store.folder / "media").iterdir())


def test_a_feed_does_not_wait_for_its_films(store: Store) -> None:
    with pytest.raises(StoreError, match=FRAME.name):
        store.commit(encode(WHAT), WHAT, version=1, at=NOW)
    done = commit(store)
    assert store.holds(done.sha256)
    assert store.missing(WHAT) == store.missing_films(WHAT) == (FILM,)
    assert store.missing_pictures(WHAT) == ()
    assert store.media_path(FILM) is None


@settings(max_examples=40)
@given(cuts=st.lists(st.integers(0, FILM.size), max_size=6).map(sorted), restart=st.booleans())
def test_pieces_make_a_film_also_over_restarts(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], restart: bool
) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder)
    ends = [*cuts, FILM.size] if FILM.size not in cuts else cuts[: cuts.index(FILM.size) + 1]
    start = 0
    for end in ends:
        assert store.received(FILM) == start
        assert store.append(FILM, start, [FILM_BYTES[start:end]]) == (end == FILM.size)
        start = end
        if restart:
            store.close()
            store = Store(folder)
    path = store.media_path(FILM)
    assert path is not None
    assert path.read_bytes() == FILM_BYTES
    assert names(store) == [FILM.name]
    assert store.received(FILM) == 0
    store.close()


def test_what_came_stays_when_the_rest_breaks_off(store: Store) -> None:
    def broken() -> Iterator[bytes]:
        yield FILM_BYTES[:1000]
        yield FILM_BYTES[1000:3000]
        raise ConnectionError("gone")

    with pytest.raises(StoreError):
        store.append(FILM, 0, broken())
    assert store.received(FILM) == 3000
    # a host that starts anew is followed
    assert store.append(FILM, 0, [FILM_BYTES[:10]]) is False
    assert store.received(FILM) == 10
    assert store.append(FILM, 10, [FILM_BYTES[10:]])


@pytest.mark.parametrize("content", [FILM_BYTES + b"x", b"X" + FILM_BYTES[1:], bytes(FILM.size)])
def test_a_film_that_is_not_itself_leaves_nothing(store: Store, content: bytes) -> None:
    with pytest.raises(MediaMismatchError, match=FILM.name):
        store.append(FILM, 0, [content[:5000], content[5000:]])
    assert names(store) == []
    assert store.append(FILM, 0, [FILM_BYTES])


def test_an_endless_film_is_cut_off(store: Store) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1000
            yield bytes(1000)

    with pytest.raises(MediaMismatchError, match="more than"):
        store.append(FILM, 0, endless())
    assert given <= FILM.size + 1000


def test_a_piece_that_a_power_cut_damaged_is_found_out(store: Store) -> None:
    store.append(FILM, 0, [FILM_BYTES[:6000]])
    part = store.folder / "media" / f"{PART_PREFIX}{FILM.name}"
    part.write_bytes(FILM_BYTES[:2000] + bytes(4000))
    with pytest.raises(MediaMismatchError, match="another content"):
        store.append(FILM, 6000, [FILM_BYTES[6000:]])
    assert store.received(FILM) == 0
    # one that lost its end just goes on there
    store.append(FILM, 0, [FILM_BYTES[:6000]])
    os.truncate(part, 4096)
    assert store.append(FILM, store.received(FILM), [FILM_BYTES[4096:]])


def test_a_piece_without_what_is_before_it_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="before it"):
        store.append(FILM, 5, [FILM_BYTES[5:]])


def test_a_whole_part_that_was_never_verified_is(store: Store) -> None:
    """The power went between the last byte and the rename."""
    (store.folder / "media" / f"{PART_PREFIX}{FILM.name}").write_bytes(FILM_BYTES)
    assert store.received(FILM) == FILM.size
    assert store.append(FILM, FILM.size, ())


def test_beginnings_that_no_feed_needs_are_cleared_away(store: Store) -> None:
    other, other_bytes = film(b"other" * 1000)
    commit(store)
    store.append(FILM, 0, [FILM_BYTES[:100]])
    store.append(other, 0, [other_bytes[:100]])
    commit(store, feed("b", videos=(video("v", FRAME, FILM),)), 2)
    assert names(store) == sorted([f"{PART_PREFIX}{FILM.name}", FRAME.name])
    assert store.received(FILM) == 100
    assert store.scrub().dropped == ()
    for version in (3, 4):  # two feeds are kept
        commit(store, feed(str(version)), version)
    assert store.received(FILM) == 0


def test_scrub_finds_a_rotten_film(store: Store, expect_log: Expect) -> None:
    done = commit(store)
    store.append(FILM, 0, [FILM_BYTES])
    path = store.media_path(FILM)
    assert path is not None
    path.write_bytes(bytes(FILM.size))
    expect_log("removed to be fetched anew")
    report = store.scrub()
    assert report.damaged == (FILM.name,)
    assert store.missing_films(WHAT) == (FILM,)
    assert store.holds(done.sha256)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_or_broken_disk_is_said(store: Store, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StoreError, match=os.strerror(number)):
            store.append(FILM, 0, [FILM_BYTES])
    assert store.append(FILM, 0, [FILM_BYTES])


def test_a_nearly_full_disk_takes_no_films(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=20_000_000))
    with pytest.raises(StoreError, match="disk is full: 20 MB are free"):
        store.append(FILM, 0, [FILM_BYTES])
    assert names(store) == []


def test_a_closed_store_takes_nothing(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.append(FILM, 0, [FILM_BYTES])
