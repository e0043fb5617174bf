"""Pulling well-meant feeds: over HTTP and from a folder, across rotations, restarts and damage of our own."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import evil_host
import pytest
from evil_host import EvilHost
from repositories import NOW, Hand, feed, make_repository, picture

from signage.errors import FeedUnreachableError, FeedUntrustedError, KeysError
from signage.feed.fetcher import FolderFetcher
from signage.feed.keys import load_keys, rotate_keys
from signage.feed.puller import Pulled, Puller
from signage.feed.repository import Repository
from signage.feed.webfetcher import HttpFetcher
from signage.store.store import Store

Expect = Callable[..., None]

RED, RED_BYTES = picture(b"red" * 100_000)
BLUE, BLUE_BYTES = picture(b"blue" * 1000)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def repository(tmp_path: Path, clock: Hand) -> Repository:
    return make_repository(tmp_path, clock)[0]


@pytest.fixture
def root(tmp_path: Path, repository: Repository) -> bytes:
    return (tmp_path / "keys" / "root.json").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        yield store


@pytest.fixture
def puller(repository: Repository, store: Store, root: bytes, clock: Hand) -> Puller:
    return Puller(FolderFetcher(repository.path), store, root, clock=clock)


def test_a_pull_brings_feed_and_pictures(repository: Repository, puller: Puller, store: Store) -> None:
    what = feed("a", media=(RED, BLUE))
    repository.publish(what, {RED.name: RED_BYTES, BLUE.name: BLUE_BYTES})
    assert puller.pull() == Pulled(what, 1, NOW)
    current = store.current()
    assert current is not None
    assert (current.feed, current.version, current.pulled_at, current.reached_at) == (what, 1, NOW, NOW)
    path = store.media_path(RED)
    assert path is not None
    assert path.read_bytes() == RED_BYTES
    assert store.state.compound == "huaian"
    assert store.state.signed == NOW
    assert store.state.seen.targets == 1


def test_what_is_here_already_is_not_news(repository: Repository, puller: Puller, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    assert puller.pull() is not None
    assert puller.pull() is None
    clock.pass_(days=4)
    repository.refresh()
    assert puller.pull() is None
    clock.pass_(days=31)
    repository.refresh()
    assert puller.pull() is None


def test_renewed_signatures_are_remembered(repository: Repository, puller: Puller, clock: Hand, store: Store) -> None:
    repository.publish(feed("a"), {})
    puller.pull()
    clock.pass_(days=4)
    repository.refresh()
    puller.pull()
    assert store.state.signed == clock.now()
    assert store.state.seen.timestamp == 2
    puller.still_fresh()


def test_a_plain_static_host_will_do(repository: Repository, store: Store, root: bytes, clock: Hand) -> None:
    """`python -m http.server`: no ETags, HTTP/1.0, no long poll."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Silent."""

    what = feed("a", media=(RED,))
    repository.publish(what, {RED.name: RED_BYTES})
    handler = functools.partial(Quiet, directory=str(repository.path.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            fetcher = HttpFetcher(f"http://127.0.0.1:{server.server_port}/repo")
            assert Puller(fetcher, store, root, clock=clock).pull() == Pulled(what, 1, NOW)
            fetcher.close()
        finally:
            server.shutdown()
            thread.join()


def test_a_repository_moves_from_stick_to_stick(
    repository: Repository, puller: Puller, store: Store, root: bytes, clock: Hand, tmp_path: Path
) -> None:
    repository.publish(feed("a", media=(RED,)), {RED.name: RED_BYTES})
    shutil.copytree(repository.path, tmp_path / "stick")
    stick = Puller(FolderFetcher(tmp_path / "stick"), store, root, clock=clock)
    assert stick.pull() is not None
    assert puller.pull() is None
    shutil.rmtree(tmp_path / "stick")
    with pytest.raises(FeedUnreachableError, match="is the stick in"):
        stick.pull()


def test_pictures_that_came_stay_when_the_pull_breaks_off(
    repository: Repository, store: Store, root: bytes, clock: Hand
) -> None:
    repository.publish(feed("a", media=(RED, BLUE)), {RED.name: RED_BYTES, BLUE.name: BLUE_BYTES})
    with EvilHost(repository.path).running() as host:
        host.tricks[BLUE.name] = evil_host.slammed
        fetcher = HttpFetcher(host.url)
        puller = Puller(fetcher, store, root, clock=clock)
        with pytest.raises(FeedUnreachableError, match=BLUE.name):
            puller.pull()
        assert store.current() is None
        host.tricks.clear()
        host.asked.clear()
        assert puller.pull() is not None
        assert [path for path in host.asked if path.startswith("/media/")] == [f"/media/{BLUE.name}"]
        assert not [path for path in host.asked if path.startswith("/targets/")]
        fetcher.close()


def test_a_lost_picture_comes_back(repository: Repository, puller: Puller, store: Store, expect_log: Expect) -> None:
    repository.publish(feed("a", media=(RED,)), {RED.name: RED_BYTES})
    puller.pull()
    path = store.media_path(RED)
    assert path is not None
    path.write_bytes(b"X" + RED_BYTES[1:])
    expect_log("removed to be fetched anew")
    assert store.scrub().needs_pull
    assert puller.pull() is not None
    assert path.read_bytes() == RED_BYTES


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json", "root.json"])
@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "deep", "folder"])
def test_damaged_local_metadata_is_fetched_anew(
    repository: Repository, puller: Puller, store: Store, name: str, damage: str, expect_log: Expect
) -> None:
    repository.publish(feed("a"), {})
    puller.pull()
    path = store.metadata_folder / name
    data = path.read_bytes()
    path.unlink()
    match damage:
        case "truncated":
            path.write_bytes(data[: len(data) // 2])
        case "flipped":
            path.write_bytes(data.replace(b"1", b"2", 1))
        case "empty":
            path.write_bytes(b"")
        case "deep":
            path.write_bytes(b"[" * 100_000)
        case "folder":
            path.mkdir()
            expect_log("set aside, and fetched anew")
            if name in ("snapshot.json", "targets.json"):
                (path / "in the way").mkdir()
    repository.publish(feed("b"), {})
    pulled = puller.pull()
    assert pulled is not None
    assert pulled.version == 2


def test_lost_local_metadata_is_fetched_anew(repository: Repository, puller: Puller, store: Store) -> None:
    repository.publish(feed("a"), {})
    puller.pull()
    shutil.rmtree(store.metadata_folder)
    assert puller.pull() is None
    repository.publish(feed("b"), {})
    assert puller.pull() is not None


def test_an_old_screen_follows_rotations(
    tmp_path: Path, repository: Repository, puller: Puller, store: Store, root: bytes, clock: Hand
) -> None:
    """It pins the first root, and walks to the third; what was signed by the old keys is void from then on."""
    repository.publish(feed("a"), {})
    puller.pull()
    shutil.copytree(repository.path, tmp_path / "stolen")
    stolen = Repository(tmp_path / "stolen", load_keys(tmp_path / "keys"), clock=clock)
    for name in ("b", "c"):
        rotate_keys(tmp_path / "keys", clock=clock)
        make_repository(tmp_path, clock)[0].publish(feed(name), {})
    pulled = puller.pull()
    assert pulled is not None
    assert pulled.version == 3
    assert store.state.seen.root == 3
    for number in range(9):
        stolen.publish(feed(str(number)), {})
    shutil.rmtree(store.metadata_folder)
    with pytest.raises(FeedUntrustedError, match="older root"):
        Puller(FolderFetcher(stolen.path), store, root, clock=clock).pull()


def test_high_numbers_of_a_thief_are_left_behind_by_a_rotation(
    tmp_path: Path, repository: Repository, puller: Puller, root: bytes, clock: Hand
) -> None:
    """Fast-forward: who stole the online keys signs version 9; the rotation starts again from 2."""
    repository.publish(feed("a"), {})
    shutil.copytree(repository.path, tmp_path / "stolen")
    stolen = Repository(tmp_path / "stolen", load_keys(tmp_path / "keys"), clock=clock)
    for number in range(8):
        stolen.publish(feed(f"thief{number}"), {})
    fetcher = FolderFetcher(stolen.path)
    victim = Puller(fetcher, puller._store, root, clock=clock)
    assert victim.pull() is not None
    with pytest.raises(FeedUntrustedError):
        puller.pull()
    rotate_keys(tmp_path / "keys", clock=clock)
    make_repository(tmp_path, clock)[0].publish(feed("good"), {})
    pulled = puller.pull()
    assert pulled is not None
    assert (pulled.version, pulled.feed.items[0].id) == (2, "good")
    current = puller._store.current()
    assert current is not None
    assert current.version == 2


def test_a_screen_that_moves_to_another_compound_gets_its_root(
    tmp_path: Path, repository: Repository, puller: Puller, store: Store, clock: Hand
) -> None:
    repository.publish(feed("a"), {})
    puller.pull()
    (tmp_path / "next").mkdir()
    other, other_root = make_repository(tmp_path / "next", clock)
    other.publish(feed("z", compound="other"), {})
    pulled = Puller(FolderFetcher(other.path), store, other_root, clock=clock).pull()
    assert pulled is not None
    assert pulled.feed.compound.id == "other"


def test_a_root_that_is_none_is_refused_at_once(store: Store, repository: Repository, clock: Hand) -> None:
    with pytest.raises(KeysError, match="the pinned root"):
        Puller(FolderFetcher(repository.path), store, b"<html>", clock=clock)


def test_a_timestamp_that_came_with_the_wait_is_not_asked_for_again(
    repository: Repository, store: Store, root: bytes, clock: Hand
) -> None:
    repository.publish(feed("a"), {})
    with EvilHost(repository.path).running() as host:
        fetcher = HttpFetcher(host.url)
        data = (repository.path / "metadata" / "timestamp.json").read_bytes()
        assert Puller(fetcher, store, root, clock=clock).pull(data) is not None
        assert [path.rpartition("/")[2][:15] for path in host.asked] == [
            "2.root.json",
            "1.snapshot.json",
            "1.targets.json",
            host.asked[-1].rpartition("/")[2][:15],
        ]
        fetcher.close()
