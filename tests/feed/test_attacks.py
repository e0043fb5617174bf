"""Attacks: whatever a host or the way to it does, the screen keeps what it has, and says what is wrong.

The repository is real, the host is a real one over loopback that misbehaves (`evil_host`), the store is real.
"""

from __future__ import annotations

import datetime as dt
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import evil_host
import pytest
from evil_host import EvilHost, Trick
from repositories import Hand, feed, make_repository, picture
from tuf.api.metadata import Metadata, MetaFile, Snapshot, Timestamp

from signage.content.codec import encode
from signage.content.media import Media
from signage.errors import FeedError, FeedExpiredError, FeedUnreachableError, FeedUntrustedError, StoreError
from signage.feed.held import read_held
from signage.feed.keys import ONLINE_ROLES, init_keys, load_keys, rotate_keys
from signage.feed.layout import MEDIA, METADATA, TARGETS
from signage.feed.loop import Event, FeedPulled, HostReached, PullFailed, PullLoop
from signage.feed.puller import Puller
from signage.feed.repository import Repository
from signage.feed.terms import Terms
from signage.feed.webfetcher import HttpFetcher
from signage.store.store import Store, StoredFeed

Expect = Callable[..., None]

RED, RED_BYTES = picture(b"red" * 1000)
BLUE, BLUE_BYTES = picture(b"blue" * 1000)
QUICK = {METADATA: 0.4, TARGETS: 0.4, MEDIA: 0.4}


@dataclass
class Scene:
    """A screen that has version 1, a repository that has version 2, and a host between them."""

    folder: Path
    clock: Hand
    repository: Repository
    root: bytes
    host: EvilHost
    store: Store
    shown: StoredFeed
    events: list[Event]

    def fetcher(self, deadlines: dict[str, float] | None = None) -> HttpFetcher:
        return HttpFetcher(self.host.url, deadlines=deadlines)

    def pull(self, deadlines: dict[str, float] | None = None) -> None:
        fetcher = self.fetcher(deadlines)
        try:
            Puller(fetcher, self.store, self.root, clock=self.clock).pull()
        finally:
            fetcher.close()

    def loop(self, deadlines: dict[str, float] | None = None) -> PullLoop:
        wait = deadlines[METADATA] - 10 if deadlines else 55
        return PullLoop(
            self.fetcher(deadlines), self.store, self.root, self.events.append, clock=self.clock, wait_seconds=wait
        )

    def refuses(
        self, kind: type[FeedError], saying: str | None = None, deadlines: dict[str, float] | None = None
    ) -> None:
        """A pull fails so, in words, and what is shown stays; also for the loop, which logs it."""
        with pytest.raises(kind, match=saying) as caught:
            self.pull(deadlines)
        assert type(caught.value) is kind
        assert caught.value.url == self.host.url
        assert "0x" not in str(caught.value), "addresses of objects make each line of the log a new one"
        self.still_shown()

    def still_shown(self) -> None:
        assert self.store.current() == self.shown
        assert self.store.holds(self.shown.sha256)
        assert not self.store.scrub().damaged

    def recovers(self, version: int = 2) -> None:
        """Once the attack is over, the next pull brings what there is."""
        self.host.tricks.clear()
        self.pull()
        current = self.store.current()
        assert current is not None
        assert current.version == version


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    clock = Hand()
    repository, root = make_repository(tmp_path, clock)
    repository.publish(feed("before", media=(RED,)), {RED.name: RED_BYTES})
    with EvilHost(repository.path).running() as host, Store(tmp_path / "store") as store:
        fetcher = HttpFetcher(host.url)
        Puller(fetcher, store, root, clock=clock).pull()
        fetcher.close()
        shown = store.current()
        assert shown is not None
        shutil.copytree(repository.path, tmp_path / "old")
        clock.pass_(minutes=5)
        repository.publish(feed("after", media=(BLUE,), at=clock.now()), {BLUE.name: BLUE_BYTES})
        host.asked.clear()
        yield Scene(tmp_path, clock, repository, root, host, store, shown, [])


FILES = {
    "timestamp": "timestamp.json",
    "snapshot": "2.snapshot.json",
    "targets": "2.targets.json",
    "root": "2.root.json",
    "feed": ".feed.json",
    "media": "/media/",
}
HARM: dict[str, tuple[Trick, type[FeedError], str | None]] = {
    "flipped": (evil_host.flipped, FeedUntrustedError, None),
    "truncated": (evil_host.truncated, FeedUntrustedError, None),
    "empty": (evil_host.empty, FeedUntrustedError, None),
    "portal": (evil_host.portal, FeedUntrustedError, None),
    "padded": (evil_host.padded, FeedUnreachableError, "too much"),
    "endless": (evil_host.endless, FeedUnreachableError, "too much"),
    "cut off": (evil_host.cut_off, FeedUnreachableError, "broke off"),
    "slammed": (evil_host.slammed, FeedUnreachableError, "broke off|reset"),
    "elsewhere": (evil_host.elsewhere, FeedUnreachableError, "redirect to another host"),
    "in circles": (evil_host.in_circles, FeedUnreachableError, "answered 302"),
    "bomb": (evil_host.bomb, FeedUnreachableError, "compressed"),
    "garbage": (evil_host.garbage, FeedUnreachableError, "broke off"),
    "failing": (evil_host.failing, FeedUnreachableError, "answered 500"),
    "missing": (evil_host.missing, FeedUnreachableError, "answered 404"),
}


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("file", FILES)
def test_harm_to_any_file_changes_nothing_on_the_screen(scene: Scene, file: str, harm: str) -> None:
    trick, kind, saying = HARM[harm]
    if file == "root":
        # There is no second root; what an attacker puts there must not pass for one. 404 is the good answer.
        if harm == "missing":
            scene.recovers()
            return
        if harm in ("flipped", "truncated", "cut off"):
            shutil.copy(scene.repository.path / "metadata/1.root.json", scene.repository.path / "metadata/2.root.json")
    if file == "media" and harm in ("padded", "endless"):
        kind, saying = FeedUntrustedError, "more than the 4000 bytes"
    scene.host.tricks[FILES[file]] = trick
    scene.refuses(kind, saying)
    if file == "root":
        (scene.repository.path / "metadata/2.root.json").unlink(missing_ok=True)
    scene.recovers()


@pytest.mark.parametrize("trick", [evil_host.trickling, evil_host.trickling_headers, evil_host.silent])
@pytest.mark.parametrize("file", ["timestamp", "feed", "media"])
def test_a_slow_host_is_given_up(scene: Scene, file: str, trick: Trick) -> None:
    scene.host.tricks[FILES[file]] = trick
    scene.refuses(FeedUnreachableError, "no whole answer within 0.4 s|no answer in time", QUICK)
    scene.recovers()


@pytest.mark.parametrize(
    "trick", [evil_host.trickling, evil_host.trickling_headers, evil_host.silent, evil_host.endless]
)
def test_a_slow_or_endless_host_does_not_hold_the_long_poll(scene: Scene, trick: Trick, expect_log: Expect) -> None:
    expect_log("what is shown stays")
    scene.host.tricks["timestamp"] = trick
    loop = scene.loop(QUICK)
    assert loop.step() > 0
    assert [type(event) for event in scene.events] == [PullFailed]
    assert isinstance(scene.events[0], PullFailed)
    assert isinstance(scene.events[0].error, FeedUnreachableError)
    loop.stop()
    scene.still_shown()
    scene.recovers()


def test_what_goes_wrong_is_one_line_of_the_log(scene: Scene, expect_log: Expect) -> None:
    expect_log("redirect to another host")
    expect_log("what is shown stays")
    scene.host.tricks["timestamp"] = evil_host.elsewhere
    loop = scene.loop()
    for _ in range(5):
        loop.step()
    loop.stop()
    assert len(scene.events) == 5
    watch = expect_log
    assert len(watch.messages()) == 1  # type: ignore[attr-defined]
    scene.still_shown()


def put_back(scene: Scene, *parts: str) -> None:
    """Serve what there was before: only the files with one of `parts` in their names, or all."""
    for path in (scene.folder / "old").rglob("*"):
        if path.is_file() and (not parts or any(part in path.name for part in parts)):
            shutil.copy(path, scene.repository.path / path.relative_to(scene.folder / "old"))


@pytest.mark.parametrize("memory", ["whole", "without metadata"])
@pytest.mark.parametrize("parts", [("timestamp",), ()])
def test_rollback_is_refused(scene: Scene, parts: tuple[str, ...], memory: str) -> None:
    scene.pull()
    current = scene.store.current()
    assert current is not None
    scene.shown = current
    assert current.version == 2
    put_back(scene, *parts)
    if memory == "without metadata":
        shutil.rmtree(scene.store.metadata_folder)
    scene.refuses(FeedUntrustedError, "rolled back")


def test_an_older_snapshot_under_a_newer_name_is_refused(scene: Scene) -> None:
    metadata = scene.repository.path / "metadata"
    shutil.copy(metadata / "1.snapshot.json", metadata / "2.snapshot.json")
    scene.refuses(FeedUntrustedError, "not what was signed")


def test_rollback_is_refused_after_a_restart_that_lost_the_metadata(scene: Scene) -> None:
    scene.pull()
    scene.store.close()
    shutil.rmtree(scene.store.metadata_folder)
    put_back(scene)
    with Store(scene.folder / "store") as store:
        scene.store = store
        current = store.current()
        assert current is not None
        scene.shown = current
        scene.refuses(FeedUntrustedError, "rolled back")


def test_a_frozen_host_is_found_out(scene: Scene) -> None:
    scene.clock.pass_(days=8)
    scene.refuses(FeedExpiredError, "timestamp.json is expired; here it is 2026-12-15")
    scene.repository.refresh()
    scene.recovers()


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_each_signature_has_its_end(scene: Scene, role: str) -> None:
    """What leads to the role is signed today; the role itself was signed long ago."""
    scene.clock.pass_(days=61)
    signers = load_keys(scene.folder / "keys").signers
    metadata = scene.repository.path / "metadata"
    timestamp = Metadata[Timestamp].from_file(str(metadata / "timestamp.json"))
    if role == "targets":
        snapshot = Metadata[Snapshot].from_file(str(metadata / "2.snapshot.json"))
        snapshot.signed.version, snapshot.signed.expires = 3, scene.clock.now() + dt.timedelta(days=60)
        snapshot.sign(signers["snapshot"])
        snapshot.to_file(str(metadata / "3.snapshot.json"))
        timestamp.signed.snapshot_meta = MetaFile(3)
    timestamp.signed.version, timestamp.signed.expires = 3, scene.clock.now() + dt.timedelta(days=7)
    timestamp.sign(signers["timestamp"])
    timestamp.to_file(str(metadata / "timestamp.json"))
    scene.refuses(FeedExpiredError, f"{role}(.json)? is expired")


def test_an_old_root_is_found_out(scene: Scene) -> None:
    scene.clock.pass_(days=3653)
    terms = Terms(clock_leap=dt.timedelta(days=9999))
    Repository(scene.repository.path, load_keys(scene.folder / "keys"), clock=scene.clock, terms=terms).refresh()
    scene.refuses(FeedExpiredError, "root.json is expired")


def test_a_host_that_says_unchanged_for_ever_is_found_out(scene: Scene, expect_log: Expect) -> None:
    """304 proves nothing: once the signatures have ended, it is a freeze like any other."""
    expect_log("signatures ended on 2026-12-14")
    loop = scene.loop()
    loop.step()
    scene.clock.pass_(days=6)
    loop.step()
    scene.clock.pass_(days=2)
    loop.step()
    loop.stop()
    assert [type(event) for event in scene.events] == [FeedPulled, HostReached, PullFailed]
    assert isinstance(scene.events[2], PullFailed)
    assert type(scene.events[2].error) is FeedExpiredError


def test_a_screen_whose_clock_is_years_behind_trusts_no_ended_signature(scene: Scene) -> None:
    """It judges by the last moment that was signed, when its own clock is before that."""
    scene.clock.pass_(days=20)
    scene.repository.publish(feed("later", at=scene.clock.now()), {})
    scene.pull()
    current = scene.store.current()
    assert current is not None
    scene.shown = current
    signers = load_keys(scene.folder / "keys").signers
    path = scene.repository.path / "metadata" / "timestamp.json"
    timestamp = Metadata[Timestamp].from_file(str(path))
    timestamp.signed.version, timestamp.signed.expires = 9, scene.clock.now() - dt.timedelta(days=1)
    timestamp.sign(signers["timestamp"])
    timestamp.to_file(str(path))
    scene.clock.time = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    scene.refuses(FeedExpiredError, "here it is 2026-12-27")


def test_a_screen_whose_clock_is_years_behind_pulls_what_is_fresh(scene: Scene) -> None:
    scene.clock.time = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    scene.pull()
    current = scene.store.current()
    assert current is not None
    assert current.version == 2


def test_a_screen_whose_clock_is_ahead_says_so_and_keeps_showing(scene: Scene) -> None:
    scene.clock.pass_(days=900)
    scene.refuses(FeedExpiredError, "or this clock is wrong")


@pytest.mark.parametrize("mixed", ["all", *ONLINE_ROLES])
def test_another_key_signs_nothing_here(scene: Scene, mixed: str) -> None:
    """An attacker signs with a key of its own: the whole repository, or one role of it."""
    init_keys(scene.folder / "theirs", clock=scene.clock)
    theirs = load_keys(scene.folder / "theirs")
    metadata = scene.repository.path / "metadata"
    if mixed == "all":
        forged = Repository(scene.folder / "forged", theirs, clock=scene.clock)
        for name in "abc":
            forged.publish(feed(name), {})
        scene.host.folder = forged.path
    else:
        path = metadata / {"timestamp": "timestamp.json"}.get(mixed, f"2.{mixed}.json")
        role = Metadata.from_file(str(path))
        role.sign(theirs.signers[mixed])
        data = role.to_bytes()
        path.write_bytes(data)
        _vouch(scene, mixed, data)
    scene.refuses(FeedUntrustedError, "not signed by a key that the pinned root vouches for")


def _vouch(scene: Scene, role: str, data: bytes) -> None:
    """Make what leads to `role` name `data`, well signed, so that only the role's own signature is wrong."""
    metadata = scene.repository.path / "metadata"
    signers = load_keys(scene.folder / "keys").signers
    timestamp = Metadata[Timestamp].from_file(str(metadata / "timestamp.json"))
    if role == "timestamp":
        return
    if role == "targets":
        snapshot = Metadata[Snapshot].from_file(str(metadata / "2.snapshot.json"))
        snapshot.signed.meta["targets.json"] = MetaFile.from_data(2, data, ["sha256"])
        snapshot.sign(signers["snapshot"])
        data = snapshot.to_bytes()
        (metadata / "2.snapshot.json").write_bytes(data)
    timestamp.signed.snapshot_meta = MetaFile.from_data(2, data, ["sha256"])
    timestamp.sign(signers["timestamp"])
    timestamp.to_file(str(metadata / "timestamp.json"))


def test_a_root_signed_by_a_stranger_is_refused(scene: Scene) -> None:
    init_keys(scene.folder / "theirs", clock=scene.clock)
    rotate_keys(scene.folder / "theirs", clock=scene.clock)
    shutil.copy(scene.folder / "theirs/roots/2.root.json", scene.repository.path / "metadata/2.root.json")
    scene.refuses(FeedUntrustedError, "not signed by a key that the pinned root vouches for")


def test_another_compounds_feed_is_refused_though_well_signed(scene: Scene) -> None:
    other = Repository(scene.folder / "other", load_keys(scene.folder / "keys"), clock=scene.clock)
    for name in "abc":
        other.publish(feed(name, compound="other"), {})
    scene.host.folder = other.path
    scene.refuses(FeedUntrustedError, "compound 'other', but this screen is of 'huaian'")


def test_a_signed_feed_that_cannot_be_read_is_refused_and_fetched_once(scene: Scene) -> None:
    held = read_held(scene.repository.path)
    scene.repository._sign(held, b'{"version": "of something else"}', feed("x"), scene.clock.now())
    fetcher = scene.fetcher()
    puller = Puller(fetcher, scene.store, scene.root, clock=scene.clock)
    for _ in range(3):
        with pytest.raises(FeedUntrustedError, match="signed, but unreadable"):
            puller.pull()
    assert len([path for path in scene.host.asked if path.endswith(".feed.json")]) == 1
    fetcher.close()
    scene.still_shown()


def test_a_feed_with_too_many_pictures_is_refused_before_any_is_fetched(scene: Scene) -> None:
    many = tuple(
        Media(sha256=f"{number:064x}", size=8_000_000, mime="image/png", width=4, height=3) for number in range(51)
    )
    held = read_held(scene.repository.path)
    what = feed("x", media=many)
    scene.repository._sign(held, encode(what), what, scene.clock.now())
    scene.refuses(FeedUntrustedError, "pictures and films have 408 MB")
    assert not [path for path in scene.host.asked if path.startswith("/media/")]


def test_a_signed_repository_without_a_feed_is_refused(scene: Scene) -> None:
    held = read_held(scene.repository.path)
    assert held is not None
    now = scene.clock.now()
    about = scene.repository._new_targets(3, {}, now)
    scene.repository._new_timestamp(3, scene.repository._new_snapshot(3, about, now), now)
    scene.refuses(FeedUntrustedError, "without a feed.json")


def test_a_host_that_is_not_there(scene: Scene) -> None:
    scene.host._server.shutdown()
    scene.host._server.server_close()
    scene.refuses(FeedUnreachableError, "connection refused")


def test_a_name_that_does_not_resolve_is_said(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    scene.refuses(FeedUnreachableError, "name cannot be resolved")


def test_a_disk_that_is_full_here_is_no_fault_of_the_host(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(scene.folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=0))
        with pytest.raises(StoreError, match="disk is full"):
            scene.pull()
        scene.still_shown()
    scene.recovers()
