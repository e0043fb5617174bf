"""The feed host over real sockets, with real screens' loops, real files, real signals."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from content_folders import make_folder
from repositories import NOW, Hand, feed, make_repository, picture

from signage.clock import ShiftedClock
from signage.errors import PublishError, SettingsError
from signage.feed.fetcher import Tag
from signage.feed.keys import load_keys
from signage.feed.loop import Event, FeedPulled, HostReached, PullFailed, open_loop
from signage.feed.repository import Repository
from signage.feed.webfetcher import HttpFetcher
from signage.server.host import Host
from signage.store.store import Store

Expect = Callable[..., None]

RED, RED_BYTES = picture(b"red" * 1_000_000)


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock(NOW)


@pytest.fixture
def repository(tmp_path: Path, clock: ShiftedClock) -> Repository:
    repository, _ = make_repository(tmp_path, clock)
    repository.publish(feed("a", media=(RED,)), {RED.name: RED_BYTES})
    return repository


@pytest.fixture
def host(repository: Repository, clock: ShiftedClock) -> Iterator[Host]:
    with Host([repository.path], clock=clock) as host:
        yield host


class Screen:
    """A screen's loop and what it told."""

    def __init__(self, folder: Path, url: str, root: bytes, clock: ShiftedClock | Hand) -> None:
        self.store = Store(folder)
        self.told: queue.Queue[Event] = queue.Queue()
        self.loop = open_loop(url, self.store, root, self.told.put, clock=clock)

    def __enter__(self) -> Screen:
        self.loop.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self.loop.stop()
        self.store.close()

    def next(self, seconds: float = 10) -> Event:
        return self.told.get(timeout=seconds)

    def pulled(self, seconds: float = 10) -> FeedPulled:
        event = self.next(seconds)
        assert isinstance(event, FeedPulled), event
        return event


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        os.sched_yield()


def test_a_publish_elsewhere_reaches_a_waiting_screen(
    tmp_path: Path, host: Host, repository: Repository, clock: ShiftedClock
) -> None:
    """`signage publish` in another process: the host notices, the screen is woken, within a second."""
    root = (tmp_path / "keys" / "root.json").read_bytes()
    with Screen(tmp_path / "screen", host.feed_url("huaian"), root, clock) as screen:
        first = screen.pulled()
        assert (first.version, screen.store.missing(first.feed)) == (1, ())
        for version in (2, 3, 4):
            until(lambda: host.waiting == 1)
            began = time.monotonic()
            repository.publish(feed(f"v{version}"), {})
            assert screen.pulled().version == version
            assert time.monotonic() - began < 1


def test_a_screen_outlives_a_restart_of_its_host(
    tmp_path: Path, repository: Repository, clock: ShiftedClock, expect_log: Expect
) -> None:
    expect_log("what is shown stays")
    root = (tmp_path / "keys" / "root.json").read_bytes()
    with Host([repository.path], clock=clock) as host:
        port = int(host.url.rpartition(":")[2].strip("/"))
        screen = Screen(tmp_path / "screen", host.feed_url("huaian"), root, clock)
        screen.loop.start()
        screen.pulled()
        until(lambda: host.waiting == 1)
        began = time.monotonic()
        host.stop()
        assert time.monotonic() - began < 2
    assert isinstance(screen.next(), PullFailed)
    repository.publish(feed("b"), {})
    with Host([repository.path], port=port, clock=clock), screen.store:
        event = screen.next()
        while isinstance(event, PullFailed):
            event = screen.next()
        assert isinstance(event, FeedPulled)
        assert screen.loop.stop()


def test_many_screens_are_woken_at_once(host: Host, repository: Repository) -> None:
    count = 40
    woken: list[float] = []

    def screen() -> None:
        fetcher = HttpFetcher(host.feed_url("huaian"))
        known = fetcher.wait(Tag()).tag
        answer = fetcher.wait(known)
        woken.append(time.monotonic())
        assert answer.timestamp is not None
        fetcher.close()

    threads = [threading.Thread(target=screen) for _ in range(count)]
    for thread in threads:
        thread.start()
    until(lambda: host.waiting == count)
    began = time.monotonic()
    repository.publish(feed("b"), {})
    for thread in threads:
        thread.join(10)
    assert len(woken) == count
    assert max(woken) - began < 2


def test_a_large_picture_comes_whole_and_a_slow_reader_holds_nobody_up(host: Host) -> None:
    url = f"{host.feed_url('huaian')}media/{RED.name}"
    port = int(host.url.rpartition(":")[2].strip("/"))
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(f"GET /feed/huaian/media/{RED.name} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert slow.recv(10)
        answer = requests.get(url, timeout=10)
        assert answer.content == RED_BYTES
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    "line",
    [
        b"GET /feed/huaian/../../keys/root.json HTTP/1.1",
        b"GET /feed/huaian/%2e%2e/%2e%2e/keys/root.json HTTP/1.1",
        b"GET /feed/huaian/metadata/..%2f..%2f..%2fkeys%2froot.json HTTP/1.1",
        b"GET /feed/huaian/%00 HTTP/1.1",
        b"GET /feed/%ff%fe HTTP/1.1",
        b"GET http://elsewhere/feed/huaian/../keys HTTP/1.1",
    ],
)
def test_traversal_on_the_wire_finds_nothing(host: Host, line: bytes) -> None:
    port = int(host.url.rpartition(":")[2].strip("/"))
    with socket.create_connection(("127.0.0.1", port), 5) as client:
        client.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    assert re.match(rb"HTTP/1.1 40[04] ", answer)
    assert b"keyid" not in answer


def test_a_port_that_is_taken_is_said(host: Host, repository: Repository) -> None:
    port = int(host.url.rpartition(":")[2].strip("/"))
    with pytest.raises(SettingsError, match=f"cannot listen on 127.0.0.1:{port}"):
        Host([repository.path], port=port)


@pytest.mark.parametrize(("name", "port"), [("not.an.address.invalid", 0), ("127.0.0.1", 99_999)])
def test_an_address_that_cannot_be_is_said(repository: Repository, name: str, port: int) -> None:
    with pytest.raises(SettingsError, match="cannot listen on"):
        Host([repository.path], host=name, port=port)


def test_ipv6_has_its_brackets(repository: Repository, clock: ShiftedClock) -> None:
    try:
        host = Host([repository.path], host="::1", clock=clock)
    except SettingsError:
        pytest.skip("no IPv6 here")
    with host:
        assert host.url.startswith("http://[::1]:")
        assert requests.get(host.feed_url("huaian") + "feed.json", timeout=5).status_code == 200


def test_an_empty_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="signage publish DIR --to"):
        Host([tmp_path])
    assert not list(tmp_path.iterdir())


def test_a_watched_folder_needs_one_repository(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name just one"):
        Host([tmp_path / "a", tmp_path / "b"], watch=tmp_path)
    with pytest.raises(SettingsError, match="no folder"):
        Host([tmp_path / "a"], watch=tmp_path / "nothing")


def test_an_alert_that_is_saved_is_on_the_screen_within_a_second(tmp_path: Path, clock: ShiftedClock) -> None:
    content = make_folder(tmp_path / "content")
    lines: list[str] = []
    alert = (content / "alerts" / "smoke.toml").read_text("utf-8")
    (content / "alerts" / "smoke.toml").unlink()
    with Host([tmp_path / "repo"], watch=content, clock=clock, tell=lines.append) as host:
        (url,) = host.feed_urls
        root = (tmp_path / "repo-keys" / "root.json").read_bytes()
        with Screen(tmp_path / "screen", url, root, clock) as screen:
            before = screen.pulled().feed
            until(lambda: host.waiting == 1)
            began = time.monotonic()
            (content / "alerts" / "smoke.toml").write_text(alert, "utf-8")
            after = screen.pulled().feed
            assert time.monotonic() - began < 1
    assert len(after.alerts) > len(before.alerts)
    assert any("published version 2" in line for line in lines)


# As a process.


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_process_though_screens_wait(
    tmp_path: Path, repository: Repository, number: signal.Signals
) -> None:
    hand_on = "from signage.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    repo = tmp_path / "now"
    Repository(repo, load_keys(tmp_path / "keys")).publish(feed("a"), {})
    with subprocess.Popen(
        [sys.executable, "-c", hand_on, "serve", str(repo), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/feed/huaian/", url)
        fetcher = HttpFetcher(url)
        known = fetcher.wait(Tag()).tag
        ended = threading.Event()

        def wait() -> None:
            with pytest.raises(Exception, match="503"):
                fetcher.wait(known)
            ended.set()

        thread = threading.Thread(target=wait)
        thread.start()
        until(lambda: "1 screens waiting" in requests.get(url.partition("feed/")[0], timeout=5).text)
        process.send_signal(number)
        assert ended.wait(5)
        assert process.wait(5) == 0
        thread.join()
        fetcher.close()
        assert process.stderr.read() == ""


def test_what_is_reached_is_told(tmp_path: Path, host: Host, clock: ShiftedClock) -> None:
    root = (tmp_path / "keys" / "root.json").read_bytes()
    with Screen(tmp_path / "screen", host.feed_url("huaian"), root, clock) as screen:
        screen.pulled()
        until(lambda: host.waiting == 1)
        screen.loop.pull_now()
        assert isinstance(screen.next(), HostReached)
