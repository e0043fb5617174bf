"""The store: what is committed is there, whole, after whatever happens to single files."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from repositories import NOW, feed, picture

from signage.content.codec import encode
from signage.content.feed import Feed
from signage.errors import StoreError
from signage.store.disk import TEMP_PREFIX
from signage.store.state import Seen, State
from signage.store.store import MediaMismatchError, Store, StoredFeed

Expect = Callable[..., None]

RED, RED_BYTES = picture(b"red" * 1000)
BLUE, BLUE_BYTES = picture(b"blue" * 1000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        yield store


def commit(store: Store, what: Feed, version: int = 1, at: dt.datetime = NOW) -> StoredFeed:
    return store.commit(encode(what), what, version=version, at=at)


def files(store: Store, folder: str) -> list[str]:
    return sorted(path.name for path in (store.folder / folder).iterdir())


def test_a_new_store_has_no_feed(store: Store) -> None:
    assert store.current() is None
    assert store.state == State()


def test_what_is_committed_is_current_also_after_a_restart(tmp_path: Path) -> None:
    what = feed("a", media=(RED,))
    with Store(tmp_path) as store:
        store.receive(RED, [RED_BYTES[:7], RED_BYTES[7:]])
        done = commit(store, what, 7)
        assert store.current() == done
    with Store(tmp_path) as store:
        assert store.current() == StoredFeed(what, 7, done.sha256, NOW, NOW)
        path = store.media_path(RED)
        assert path is not None
        assert path.read_bytes() == RED_BYTES


def test_a_feed_without_its_pictures_is_not_committed(store: Store) -> None:
    before = commit(store, feed("a"))
    with pytest.raises(StoreError, match=RED.name):
        commit(store, feed("b", media=(RED,)), 2)
    assert store.current() == before


@pytest.mark.parametrize("content", [b"", RED_BYTES[:-1], RED_BYTES + b"x", b"X" + RED_BYTES[1:]])
def test_a_picture_that_is_not_itself_leaves_nothing(store: Store, content: bytes) -> None:
    with pytest.raises(MediaMismatchError, match=RED.name):
        store.receive(RED, [content])
    assert store.media_path(RED) is None
    assert files(store, "media") == []


def test_an_endless_picture_is_cut_off(store: Store) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield b"x" * 1000

    with pytest.raises(MediaMismatchError):
        store.receive(RED, endless())
    assert given <= 4


def test_what_breaks_off_a_picture_is_not_called_a_broken_disk(store: Store) -> None:
    def broken() -> Iterator[bytes]:
        yield RED_BYTES[:5]
        raise EOFError

    with pytest.raises(EOFError):
        store.receive(RED, broken())
    assert files(store, "media") == []


def test_two_feeds_are_kept_and_their_pictures_only(store: Store) -> None:
    third, third_bytes = picture(b"third")
    for media, data in ((RED, RED_BYTES), (BLUE, BLUE_BYTES), (third, third_bytes)):
        store.receive(media, [data])
        commit(store, feed("a", media=(media,)))
    assert len(files(store, "feeds")) == 2
    assert files(store, "media") == sorted([BLUE.name, third.name])


@pytest.mark.parametrize("damage", ["flipped", "truncated", "gone", "empty"])
def test_a_damaged_feed_gives_way_to_the_one_before(tmp_path: Path, damage: str, expect_log: Expect) -> None:
    with Store(tmp_path) as store:
        first = commit(store, feed("a"), 1)
        commit(store, feed("b"), 2)
    path = max((tmp_path / "feeds").iterdir())
    data = path.read_bytes()
    match damage:
        case "flipped":
            path.write_bytes(data.replace("通知b".encode(), "通知c".encode()))
        case "truncated":
            path.write_bytes(data[:-1])
        case "empty":
            path.write_bytes(b"")
        case "gone":
            path.unlink()
    if damage != "gone":
        expect_log("falling back to the feed before it")
    with Store(tmp_path) as store:
        current = store.current()
        assert current is not None
        assert (current.feed, current.version) == (first.feed, 1)
        assert not store.holds("0" * 64)
        commit(store, feed("c"), 3)
    with Store(tmp_path) as store:
        current = store.current()
        assert current is not None
        assert current.version == 3


def test_a_store_is_owned_by_one(store: Store) -> None:
    with pytest.raises(StoreError, match="another signage process"):
        Store(store.folder)
    store.close()
    Store(store.folder).close()


def test_a_closed_store_refuses_to_write(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        commit(store, feed("a"))
    with pytest.raises(StoreError, match="closed"):
        store.receive(RED, [RED_BYTES])


def test_a_store_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="file"):
        Store(tmp_path / "file")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_full_or_broken_disk_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    store.receive(RED, [RED_BYTES])
    before = commit(store, feed("a", media=(RED,)))

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StoreError, match=os.strerror(number)):
            store.receive(BLUE, [BLUE_BYTES])
        with pytest.raises(StoreError, match=os.strerror(number)):
            commit(store, feed("b"), 2)
    assert store.current() == before
    assert files(store, "media") == [RED.name]
    assert len(files(store, "feeds")) == 1
    after = commit(store, feed("b"), 2)
    assert store.current() == after


def test_a_nearly_full_disk_takes_no_pictures(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=20_000_000))
    with pytest.raises(StoreError, match="disk is full: 20 MB are free"):
        store.receive(RED, [RED_BYTES])


def test_what_a_crash_left_is_cleared_away(tmp_path: Path) -> None:
    Store(tmp_path).close()
    for folder in ("", "feeds", "media"):
        (tmp_path / folder / f"{TEMP_PREFIX}abc").write_text("half")
    with Store(tmp_path):
        assert not list(tmp_path.rglob(f"{TEMP_PREFIX}*"))


def test_scrub_finds_rot_and_what_nobody_needs(store: Store, expect_log: Expect) -> None:
    store.receive(RED, [RED_BYTES])
    store.receive(BLUE, [BLUE_BYTES])
    done = commit(store, feed("a", media=(RED, BLUE)))
    assert not store.scrub().needs_pull
    assert store.holds(done.sha256)
    path = store.media_path(RED)
    assert path is not None
    path.write_bytes(b"X" + RED_BYTES[1:])
    (store.folder / "media" / "stranger.png").write_bytes(b"?")
    expect_log(f"removed to be fetched anew: {RED.name}")
    report = store.scrub()
    assert report.damaged == (RED.name,)
    assert report.dropped == ("stranger.png",)
    assert report.needs_pull
    assert not store.holds(done.sha256)
    assert store.missing(done.feed) == (RED,)
    assert store.current() == done


def test_scrub_finds_a_rotten_feed_and_it_stays_shown(store: Store, expect_log: Expect) -> None:
    done = commit(store, feed("a"))
    path = next((store.folder / "feeds").iterdir())
    path.write_bytes(b"rot")
    expect_log("removed to be fetched anew")
    assert store.scrub().damaged == (path.name,)
    assert store.current() == done
    assert not store.holds(done.sha256)


def test_scrub_leaves_what_a_running_pull_has_brought(store: Store) -> None:
    commit(store, feed("a"))
    store.receive(RED, [RED_BYTES])
    assert store.scrub().dropped == ()
    assert store.media_path(RED) is not None


def test_a_host_that_is_reached_is_written_down_at_most_once_an_hour(store: Store) -> None:
    commit(store, feed("a"))
    path = store.folder / "state.json"
    before = path.stat().st_ino
    for minute in range(1, 60):
        store.note_reached(NOW + dt.timedelta(minutes=minute))
    assert path.stat().st_ino == before
    current = store.current()
    assert current is not None
    assert current.reached_at == NOW + dt.timedelta(minutes=59)
    store.note_reached(NOW + dt.timedelta(minutes=60))
    assert path.stat().st_ino != before


def test_closing_writes_down_when_the_host_was_reached(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        commit(store, feed("a"))
        store.note_reached(NOW + dt.timedelta(minutes=7))
    with Store(tmp_path) as store:
        current = store.current()
        assert current is not None
        assert current.reached_at == NOW + dt.timedelta(minutes=7)
        assert current.pulled_at == NOW


def test_another_pinned_root_is_another_life(store: Store) -> None:
    state = store.begin(b"one root")
    seen = State(pinned=state.pinned, compound="huaian", seen=Seen(root=1, timestamp=9), signed=NOW)
    store.remember(seen)
    assert store.begin(b"one root") == seen
    assert store.begin(b"another") == State(pinned=store.state.pinned)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"seen":{"root":-1}}', b"\xff", b"[" * 100_000])
def test_a_damaged_state_keeps_what_the_content_tells(tmp_path: Path, content: bytes, expect_log: Expect) -> None:
    with Store(tmp_path) as store:
        store.begin(b"root")
        commit(store, feed("a"))
    (tmp_path / "state.json").write_bytes(content)
    expect_log("state.json: damaged")
    with Store(tmp_path) as store:
        state = store.begin(b"root")
        assert (state.compound, state.signed) == ("huaian", NOW)


def test_versions_count_under_one_root_only() -> None:
    seen = Seen(root=2, timestamp=9, snapshot=5, targets=4)
    assert seen.behind(seen) == ""
    assert seen.behind(Seen(root=2, timestamp=10, snapshot=5, targets=4)) == ""
    assert seen.behind(Seen(root=2, timestamp=8, snapshot=5, targets=4)) == "timestamp"
    assert seen.behind(Seen(root=2, timestamp=9, snapshot=4, targets=4)) == "snapshot"
    assert seen.behind(Seen(root=2, timestamp=9, snapshot=5, targets=3)) == "targets"
    assert seen.behind(Seen(root=1, timestamp=99, snapshot=99, targets=99)) == "root"
    assert seen.behind(Seen(root=3, timestamp=1, snapshot=1, targets=1)) == ""


def test_damaged_metadata_is_set_aside(store: Store) -> None:
    for content in ("first", "second"):
        store.metadata_folder.mkdir()
        (store.metadata_folder / "timestamp.json").write_text(content)
        store.set_aside_metadata()
        assert not store.metadata_folder.exists()
    assert (store.folder / "metadata.damaged" / "timestamp.json").read_text() == "second"
    store.set_aside_metadata()
