"""Fetchers: waiting, being told to stop, and what they refuse to touch."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import evil_host
import psutil
import pytest
import requests
from evil_host import EvilHost, Handler
from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError

from signage.errors import SettingsError
from signage.feed.fetcher import FeedFetcher, FolderFetcher, InterruptedFetchError, Tag, open_fetcher
from signage.feed.webfetcher import HttpFetcher


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "repo" / "metadata").mkdir(parents=True)
    (tmp_path / "repo" / "metadata" / "timestamp.json").write_bytes(b"one")
    return tmp_path / "repo"


@pytest.fixture
def host(repo: Path) -> Iterator[EvilHost]:
    with EvilHost(repo).running() as host:
        yield host


@pytest.fixture(params=["http", "folder"])
def fetcher(request: pytest.FixtureRequest, repo: Path, host: EvilHost) -> Iterator[FeedFetcher]:
    fetcher = HttpFetcher(host.url) if request.param == "http" else FolderFetcher(repo, poll_seconds=0.01)
    yield fetcher
    fetcher.close()


def holding(handler: Handler, data: bytes) -> None:
    evil_host.silent(handler, data)


def test_what_is_not_known_comes_at_once(fetcher: FeedFetcher) -> None:
    answer = fetcher.wait(Tag())
    assert answer.timestamp == b"one"
    assert fetcher.wait(Tag(sha256="0" * 64)).timestamp == b"one"


def test_what_is_known_is_no_news(fetcher: FeedFetcher, repo: Path) -> None:
    known = fetcher.wait(Tag()).tag
    answer = fetcher.wait(known, 0.02)
    assert (answer.timestamp, answer.tag) == (None, known)
    (repo / "metadata" / "timestamp.json").write_bytes(b"two")
    assert fetcher.wait(known).timestamp == b"two"


@pytest.mark.parametrize("act", ["interrupt", "close"])
def test_a_wait_ends_at_once_when_told_to(fetcher: FeedFetcher, host: EvilHost, act: str) -> None:
    known = fetcher.wait(Tag()).tag
    host.tricks["timestamp"] = holding
    host.asked.clear()
    ended: list[Exception] = []

    def wait() -> None:
        try:
            fetcher.wait(known)
        except InterruptedFetchError as error:
            ended.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    deadline = time.monotonic() + 5
    while isinstance(fetcher, HttpFetcher) and not host.asked and time.monotonic() < deadline:
        os.sched_yield()
    began = time.monotonic()
    getattr(fetcher, act)()
    thread.join(5)
    assert time.monotonic() - began < 1
    assert len(ended) == 1


def test_an_interrupt_counts_for_the_next_wait_and_for_one(fetcher: FeedFetcher) -> None:
    known = fetcher.wait(Tag()).tag
    fetcher.interrupt()
    with pytest.raises(InterruptedFetchError):
        fetcher.wait(known)
    assert fetcher.wait(known, 0.02).timestamp is None


def test_after_close_nothing_is_fetched(fetcher: FeedFetcher) -> None:
    known = fetcher.wait(Tag()).tag
    fetcher.close()
    for _ in range(2):
        with pytest.raises(InterruptedFetchError):
            fetcher.wait(known)
    with pytest.raises(InterruptedFetchError):
        fetcher.download_bytes(fetcher.base_url + "metadata/timestamp.json", 100)


def test_a_download_ends_at_once_when_closed(host: EvilHost) -> None:
    fetcher = HttpFetcher(host.url)
    host.tricks["timestamp"] = holding
    ended: list[Exception] = []

    def fetch() -> None:
        try:
            fetcher.download_bytes(host.url + "metadata/timestamp.json", 100)
        except InterruptedFetchError as error:
            ended.append(error)

    thread = threading.Thread(target=fetch)
    thread.start()
    deadline = time.monotonic() + 5
    while not host.asked and time.monotonic() < deadline:
        os.sched_yield()
    fetcher.close()
    thread.join(5)
    assert len(ended) == 1


def test_the_long_poll_asks_as_rfc_7240_says(repo: Path) -> None:
    asked: list[tuple[str | None, str | None, str | None]] = []

    def note(handler: Handler, data: bytes) -> None:
        headers = handler.headers
        asked.append((headers["Prefer"], headers["If-None-Match"], headers["Accept-Encoding"]))
        if headers["If-None-Match"] == '"etag"':
            handler.answer(304, b"", Preference_Applied="wait=55")
        else:
            handler.answer(200, data, ETag='"etag"', Preference_Applied="wait=55")

    with EvilHost(repo).running() as host:
        host.tricks["timestamp"] = note
        fetcher = HttpFetcher(host.url)
        first = fetcher.wait(Tag())
        second = fetcher.wait(first.tag)
        fetcher.close()
    assert asked == [("wait=55", None, "identity"), ("wait=55", '"etag"', "identity")]
    assert (first.timestamp, first.held, second.timestamp, second.held) == (b"one", True, None, True)
    assert first.tag == second.tag


def test_a_304_to_nothing_is_nonsense(host: EvilHost) -> None:
    host.tricks["timestamp"] = lambda handler, _data: handler.answer(304, b"")
    fetcher = HttpFetcher(host.url)
    with pytest.raises(DownloadError, match="304"):
        fetcher.wait(Tag())
    fetcher.close()


def test_a_redirect_within_the_host_is_followed_once(host: EvilHost, repo: Path) -> None:
    (repo / "moved").write_bytes(b"here")
    host.tricks["timestamp"] = lambda handler, _data: handler.answer(308, b"", Location="/moved")
    fetcher = HttpFetcher(host.url)
    assert fetcher.wait(Tag()).timestamp == b"here"
    host.tricks["moved"] = lambda handler, _data: handler.answer(308, b"", Location="/metadata/timestamp.json")
    with pytest.raises(DownloadError, match="308"):
        fetcher.wait(Tag())
    fetcher.close()


@pytest.mark.parametrize(
    "target", ["//127.0.0.2/x", "http://localhost/x", "file:///etc/passwd", "https://127.0.0.1/x", "http://[/", ""]
)
def test_a_redirect_elsewhere_is_not_followed(host: EvilHost, target: str) -> None:
    host.tricks["timestamp"] = lambda handler, _data: handler.answer(302, b"", Location=target)
    fetcher = HttpFetcher(host.url)
    with pytest.raises(DownloadError):
        fetcher.wait(Tag())
    assert len(host.asked) <= 2
    fetcher.close()


def test_the_environment_has_no_say(host: EvilHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetcher = HttpFetcher(host.url)
    assert fetcher.wait(Tag()).timestamp == b"one"
    fetcher.close()


def test_a_session_of_ones_own_is_used(host: EvilHost) -> None:
    with requests.Session() as session:
        session.headers["X-Screen"] = "7"
        seen: list[str | None] = []

        def note(handler: Handler, data: bytes) -> None:
            seen.append(handler.headers["X-Screen"])
            handler.answer(200, data)

        host.tricks["timestamp"] = note
        HttpFetcher(host.url, session=session).wait(Tag())
    assert seen == ["7"]


def test_connections_are_kept(host: EvilHost) -> None:
    fetcher = HttpFetcher(host.url)
    ports: set[int] = set()
    real = Handler.do_GET

    def note(handler: Handler) -> None:
        ports.add(handler.client_address[1])
        real(handler)

    try:
        Handler.do_GET = note  # type: ignore[method-assign]
        for _ in range(5):
            fetcher.download_bytes(host.url + "metadata/timestamp.json", 100)
            with pytest.raises(DownloadHTTPError):
                fetcher.download_bytes(host.url + "metadata/2.root.json", 100)
    finally:
        Handler.do_GET = real  # type: ignore[method-assign]
    fetcher.close()
    assert len(ports) == 1


def test_no_cookies_are_kept(host: EvilHost) -> None:
    host.tricks["timestamp"] = lambda handler, data: handler.answer(200, data, Set_Cookie="track=1")
    fetcher = HttpFetcher(host.url)
    fetcher.wait(Tag())
    assert not list(fetcher._session.cookies)
    fetcher.close()


def test_threads_and_descriptors_stay_constant(host: EvilHost) -> None:
    process = psutil.Process()
    fetcher = HttpFetcher(host.url)
    for round_ in range(20):
        fetcher.wait(Tag())
        with pytest.raises(DownloadError):
            fetcher.download_bytes(host.url + "metadata/1.targets.json", 100)
        if round_ == 2:
            descriptors = process.num_fds()
    assert process.num_fds() <= descriptors
    fetcher.close()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(5)
            assert not thread.is_alive()


# Folders.


def test_a_stick_that_is_out_is_no_crash(repo: Path) -> None:
    fetcher = FolderFetcher(repo.parent / "nothing")
    with pytest.raises(DownloadError, match="is the stick in"):
        fetcher.wait(Tag())


def test_a_file_that_is_not_there_is_404(repo: Path) -> None:
    fetcher = FolderFetcher(repo)
    with pytest.raises(DownloadHTTPError) as caught:
        fetcher.download_bytes(fetcher.base_url + "metadata/2.root.json", 100)
    assert caught.value.status_code == 404


@pytest.mark.parametrize("path", ["../secret", "metadata/../../secret", "keys/root.pem", "metadata/", "//etc/passwd"])
def test_only_what_a_repository_has_is_read(repo: Path, path: str) -> None:
    (repo.parent / "secret").write_text("secret")
    fetcher = FolderFetcher(repo)
    with pytest.raises(DownloadHTTPError):
        fetcher.download_bytes(fetcher.base_url + path, 100)


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "endless"])
def test_what_is_no_file_does_not_hold_up_the_screen(repo: Path, kind: str) -> None:
    path = repo / "metadata" / "timestamp.json"
    path.unlink()
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case "endless":
            with path.open("wb") as file:
                file.truncate(10**12)
    fetcher = FolderFetcher(repo)
    with pytest.raises(DownloadError) as caught:
        fetcher.wait(Tag())
    assert (kind == "endless") == isinstance(caught.value, DownloadLengthMismatchError)


def test_a_wait_on_a_folder_ends_when_it_changes(repo: Path) -> None:
    fetcher = FolderFetcher(repo, poll_seconds=0.01)
    known = fetcher.wait(Tag()).tag
    threading.Timer(0.05, (repo / "metadata" / "timestamp.json").write_bytes, (b"two",)).start()
    assert fetcher.wait(known, 5).timestamp == b"two"


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        ("http://127.0.0.1/feed/a/", HttpFetcher),
        ("HTTPS://example.org/feed/a", HttpFetcher),
        ("/media/stick", FolderFetcher),
        ("stick", FolderFetcher),
    ],
)
def test_what_a_feed_is_shows_in_its_name(feed: str, kind: Callable[..., FeedFetcher]) -> None:
    fetcher = open_fetcher(feed)
    assert type(fetcher) is kind
    assert fetcher.base_url.endswith("/")
    assert fetcher.place == feed
    fetcher.close()


def test_another_scheme_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="ftp://example"):
        open_fetcher("ftp://example.org/feed")
