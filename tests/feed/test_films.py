"""Films on their way: after the feed, in pieces, from hosts of every kind; and nothing waits for them."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import evil_host
import msgspec
import pytest
from evil_host import EvilHost, Handler
from repositories import NOW, Hand, alarm, feed, film, make_repository, picture, video
from tuf.api.exceptions import DownloadError, DownloadHTTPError

from signage.errors import FeedUnreachableError, FeedUntrustedError, PublishError
from signage.feed import puller as puller_module
from signage.feed.fetcher import FolderFetcher
from signage.feed.loop import Event, FeedPulled, HostReached, PullFailed, PullLoop
from signage.feed.puller import Pulled, Puller
from signage.feed.repository import Repository
from signage.feed.webfetcher import HttpFetcher
from signage.store.store import Store

Expect = Callable[..., None]

FRAME, FRAME_BYTES = picture(b"frame" * 1000)
FILM, FILM_BYTES = film(bytes(range(256)) * 4000)
SHORT, SHORT_BYTES = film(b"short" * 5000)
VIDEO = video("v", FRAME, FILM)
WHAT = feed("a", videos=(VIDEO,))
MEDIA = {FRAME.name: FRAME_BYTES, FILM.name: FILM_BYTES, SHORT.name: SHORT_BYTES}


class Watch:
    """Time that passes as the test says: `step` seconds with each look."""

    def __init__(self) -> None:
        self.time = 0.0
        self.step = 0.0

    def __call__(self) -> float:
        self.time += self.step
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def repository(tmp_path: Path, clock: Hand) -> Repository:
    repository, _ = make_repository(tmp_path, clock)
    repository.publish(WHAT, MEDIA)
    return repository


@pytest.fixture
def root(tmp_path: Path, repository: Repository) -> bytes:
    return (tmp_path / "keys" / "root.json").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        yield store


@pytest.fixture
def host(repository: Repository) -> Iterator[EvilHost]:
    with EvilHost(repository.path).running() as host:
        host.ranges = True
        yield host


@pytest.fixture
def fetcher(host: EvilHost) -> Iterator[HttpFetcher]:
    fetcher = HttpFetcher(host.url)
    yield fetcher
    fetcher.close()


@pytest.fixture
def puller(fetcher: HttpFetcher, store: Store, root: bytes, clock: Hand, watch: Watch) -> Puller:
    return Puller(fetcher, store, root, clock=clock, monotonic=watch)


def fetch_all(puller: Puller) -> list[Pulled]:
    told = []
    while puller.films_missing():
        pulled = puller.fetch_film()
        if pulled is not None:
            told.append(pulled)
    return told


# Publishing.


def test_a_film_is_published_piece_by_piece(tmp_path: Path, clock: Hand) -> None:
    repository, _ = make_repository(tmp_path, clock)
    given: list[int] = []

    def pieces() -> Iterator[bytes]:
        for start in range(0, FILM.size, 10_000):
            given.append(start)
            yield FILM_BYTES[start : start + 10_000]

    repository.publish(WHAT, {FRAME.name: FRAME_BYTES, FILM.name: pieces})
    assert (repository.path / "media" / FILM.name).read_bytes() == FILM_BYTES
    given.clear()
    repository.publish(feed("b", videos=(VIDEO,)), {FRAME.name: FRAME_BYTES, FILM.name: pieces})
    assert given == []  # what is there is not read again


def broken_disk() -> Iterator[bytes]:
    yield FILM_BYTES[:10]
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda: iter([FILM_BYTES, b"x"]), "changed meanwhile"),
        (lambda: iter([FILM_BYTES[:-1]]), "changed meanwhile"),
        (lambda: iter([b"X", FILM_BYTES[1:]]), "changed meanwhile"),
        (lambda: iter([]), "changed meanwhile"),
        (broken_disk, "cannot be read any more: Input/output error"),
    ],
)
def test_a_film_that_changed_under_the_publisher_is_not_published(
    tmp_path: Path, clock: Hand, content: Callable[[], Iterator[bytes]], problem: str
) -> None:
    repository, _ = make_repository(tmp_path, clock)
    with pytest.raises(PublishError, match=problem):
        repository.publish(WHAT, {FRAME.name: FRAME_BYTES, FILM.name: content})
    assert repository.feed() is None
    assert [path.name for path in (repository.path / "media").iterdir()] == [FRAME.name]


def test_more_than_screens_take_is_not_published(tmp_path: Path, clock: Hand) -> None:
    repository, _ = make_repository(tmp_path, clock)
    many = tuple(
        msgspec.structs.replace(
            VIDEO, id=f"v{number}", video=msgspec.structs.replace(FILM, sha256=f"{number:064x}", size=80_000_000)
        )
        for number in range(6)
    )
    with pytest.raises(PublishError, match="480 MB together, and screens take 400 MB"):
        repository.publish(feed("a", videos=many), MEDIA)


def test_a_film_that_nobody_needs_is_swept(repository: Repository, clock: Hand) -> None:
    for number in range(4):
        clock.pass_(days=2)
        repository.publish(feed(str(number)), {})
    assert list((repository.path / "media").iterdir()) == []


# Pulling.


def test_the_feed_comes_first_and_the_film_in_pieces(puller: Puller, store: Store, host: EvilHost) -> None:
    assert puller.pull() == Pulled(WHAT, 1, NOW)
    assert store.media_path(FRAME) is not None
    assert store.media_path(FILM) is None
    assert puller.films_missing()
    assert puller.fetch_film() is None
    assert store.received(FILM) == puller_module.FIRST_PIECE_BYTES
    assert puller.pull() is None  # no news, and no reason to fetch the feed again
    assert fetch_all(puller) == [Pulled(WHAT, 1, NOW)]
    path = store.media_path(FILM)
    assert path is not None
    assert path.read_bytes() == FILM_BYTES
    assert puller.fetch_film() is None


def test_pieces_are_as_large_as_the_time_allows(puller: Puller, store: Store, watch: Watch) -> None:
    puller.pull()
    watch.step = 4.0  # each look at the watch: a piece takes four seconds
    puller.fetch_film()
    came = store.received(FILM)
    puller.fetch_film()
    assert store.received(FILM) - came == round(came * puller_module.PIECE_SECONDS / 4)
    watch.step = 0.0
    puller.fetch_film()
    assert puller._piece == puller_module.MOST_PIECE_BYTES


def test_a_host_without_ranges_gives_the_whole(puller: Puller, store: Store, host: EvilHost) -> None:
    host.ranges = False
    puller.pull()
    store.append(FILM, 0, [FILM_BYTES[:777]])
    assert puller.fetch_film() == Pulled(WHAT, 1, NOW)
    assert store.media_path(FILM) is not None


def test_a_plain_static_host_will_do(repository: Repository, store: Store, root: bytes, clock: Hand) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Silent."""

    handler = functools.partial(Quiet, directory=str(repository.path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            fetcher = HttpFetcher(f"http://127.0.0.1:{server.server_port}/")
            puller = Puller(fetcher, store, root, clock=clock)
            puller.pull()
            assert fetch_all(puller) == [Pulled(WHAT, 1, NOW)]
            fetcher.close()
        finally:
            server.shutdown()
            thread.join()


def test_a_stick_gives_pieces_too(repository: Repository, store: Store, root: bytes, clock: Hand) -> None:
    puller = Puller(FolderFetcher(repository.path), store, root, clock=clock)
    puller.pull()
    puller.fetch_film()
    assert store.received(FILM) == puller_module.FIRST_PIECE_BYTES
    assert len(fetch_all(puller)) == 1


def test_a_restart_goes_on_where_it_was(
    repository: Repository, fetcher: HttpFetcher, tmp_path: Path, root: bytes, clock: Hand, host: EvilHost
) -> None:
    with Store(tmp_path / "s") as store:
        puller = Puller(fetcher, store, root, clock=clock)
        puller.pull()
        puller.fetch_film()
        came = store.received(FILM)
    host.asked.clear()
    with Store(tmp_path / "s") as store:
        puller = Puller(fetcher, store, root, clock=clock)
        assert puller.pull() is None
        assert store.received(FILM) == came > 0
        assert len(fetch_all(puller)) == 1
    assert not [path for path in host.asked if path.startswith("/targets/")]


def test_what_came_stays_when_the_connection_breaks(puller: Puller, store: Store, host: EvilHost) -> None:
    puller.pull()
    host.tricks[FILM.name] = evil_host.cut_off  # a whole file, half of which comes
    with pytest.raises(FeedUnreachableError, match=FILM.name):
        puller.fetch_film()
    assert store.received(FILM) > FILM.size // 3
    host.tricks.clear()
    assert len(fetch_all(puller)) == 1


def wrong_piece(handler: Handler, data: bytes) -> None:
    handler.answer(206, data[:100], Content_Range=f"bytes 7-106/{len(data)}")


def unsaid_piece(handler: Handler, data: bytes) -> None:
    handler.answer(206, data[:100])


def empty_piece(handler: Handler, data: bytes) -> None:
    handler.answer(206, b"", Content_Range=f"bytes 0-0/{len(data)}")


def unsatisfiable(handler: Handler, data: bytes) -> None:
    handler.answer(416, b"")


@pytest.mark.parametrize(
    ("trick", "problem"),
    [
        (wrong_piece, "another piece"),
        (unsaid_piece, "another piece"),
        (empty_piece, "nothing came"),
        (unsatisfiable, "answered 416"),
        (evil_host.missing, "answered 404"),
        (evil_host.failing, "answered 500"),
        (evil_host.bomb, "compressed"),
        (evil_host.elsewhere, "redirect to another host"),
        (evil_host.slammed, "broke off|reset"),
        (evil_host.empty, "nothing came"),
    ],
)
def test_a_host_that_fails_is_said_and_changes_nothing(
    puller: Puller, store: Store, host: EvilHost, trick: evil_host.Trick, problem: str
) -> None:
    puller.pull()
    before = store.current()
    host.tricks[FILM.name] = trick
    with pytest.raises(FeedUnreachableError, match=problem):
        puller.fetch_film()
    assert store.current() == before
    host.tricks.clear()
    assert len(fetch_all(puller)) == 1


@pytest.mark.parametrize("trick", [evil_host.flipped, evil_host.padded, evil_host.endless])
def test_a_film_that_is_not_itself_is_refused_and_left_alone_for_a_while(
    puller: Puller, store: Store, host: EvilHost, watch: Watch, trick: evil_host.Trick
) -> None:
    puller.pull()
    host.tricks[FILM.name] = trick
    with pytest.raises(FeedUntrustedError, match="tampered with, or damaged"):
        puller.fetch_film()
    assert store.received(FILM) == 0
    assert not puller.films_missing()
    assert puller.fetch_film() is None
    host.tricks.clear()
    watch.time += puller_module.REFUSED_SECONDS
    assert len(fetch_all(puller)) == 1


def test_a_film_that_cannot_be_had_lets_the_others_go_first(
    repository: Repository, puller: Puller, store: Store, host: EvilHost
) -> None:
    what = feed("b", videos=(VIDEO, video("w", FRAME, SHORT)))
    repository.publish(what, MEDIA)
    puller.pull()
    host.tricks[FILM.name] = evil_host.missing
    with pytest.raises(FeedUnreachableError):
        puller.fetch_film()
    assert puller.fetch_film() == Pulled(what, 2, NOW)
    assert store.media_path(SHORT) is not None
    assert store.missing_films(what) == (FILM,)


def test_a_closed_fetcher_gives_no_pieces(host: EvilHost, repository: Repository) -> None:
    for fetcher in (HttpFetcher(host.url), FolderFetcher(repository.path)):
        fetcher.close()
        with (
            pytest.raises(DownloadError, match="told to stop"),
            fetcher.piece(f"{fetcher.base_url}media/{FILM.name}", 0, 100) as (_, chunks),
        ):
            list(chunks)


def test_a_folder_has_pieces_of_published_files_only(repository: Repository) -> None:
    fetcher = FolderFetcher(repository.path)
    with (
        pytest.raises(DownloadHTTPError),
        fetcher.piece(f"{fetcher.base_url}../keys/root.json", 0, 100) as (_, chunks),
    ):
        list(chunks)
    with fetcher.piece(f"{fetcher.base_url}media/{FILM.name}", 1000, 70_000) as (start, chunks):
        assert (start, b"".join(chunks)) == (1000, FILM_BYTES[1000:71_000])


# The loop.


class Bench:
    """A loop on a host with ranges, its time in the test's hand."""

    def __init__(self, folder: Path, host: EvilHost, root: bytes, clock: Hand, watch: Watch) -> None:
        self.store = Store(folder / "loop")
        self.fetcher = HttpFetcher(host.url)
        self.events: list[Event] = []
        self.loop = PullLoop(
            self.fetcher,
            self.store,
            root,
            self.events.append,
            clock=clock,
            chance=lambda: 0.5,
            monotonic=watch,
            wait_seconds=0.01,
        )

    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]


@pytest.fixture
def bench(tmp_path: Path, host: EvilHost, root: bytes, clock: Hand, watch: Watch) -> Iterator[Bench]:
    bench = Bench(tmp_path, host, root, clock, watch)
    yield bench
    bench.loop.stop()
    bench.store.close()


def test_the_loop_tells_of_the_feed_and_again_when_its_film_is_there(bench: Bench) -> None:
    pauses = [bench.loop.step()]
    while bench.store.missing(WHAT):
        pauses.append(bench.loop.step())
    assert set(pauses) == {0.0}
    kinds = bench.kinds()
    assert (kinds[0], kinds[-1], kinds.count(FeedPulled)) == (FeedPulled, FeedPulled, 2)
    assert set(kinds[1:-1]) == {HostReached}
    assert bench.loop.step() > 0  # this host holds nothing: back to asking now and then


def test_an_alert_comes_between_two_pieces(bench: Bench, repository: Repository, watch: Watch) -> None:
    watch.step = puller_module.PIECE_SECONDS  # pieces stay small
    bench.loop.step()
    assert 0 < bench.store.received(FILM) < FILM.size
    what = msgspec.structs.replace(WHAT, alerts=(alarm("fire"),))
    repository.publish(what, MEDIA)
    bench.loop.step()
    told = [event for event in bench.events if isinstance(event, FeedPulled)]
    assert told[-1].feed.alerts == (alarm("fire"),)
    assert bench.store.missing_films(what) == (FILM,)
    while bench.store.missing(what):
        bench.loop.step()


def test_a_film_that_cannot_be_had_delays_no_news(
    bench: Bench, repository: Repository, host: EvilHost, watch: Watch, expect_log: Expect
) -> None:
    host.tricks[FILM.name] = evil_host.missing
    expect_log("answered 404")
    assert bench.loop.step() == 0
    assert bench.kinds() == [FeedPulled, PullFailed]
    # its pause is its own: the loop goes on waiting for news as ever, and asks for no film
    for _ in range(3):
        bench.loop.step()
    assert bench.kinds()[2:] == [HostReached] * 3
    repository.publish(feed("b", videos=(VIDEO,)), MEDIA)
    bench.loop.step()
    assert bench.kinds()[-1] is FeedPulled
    host.tricks.clear()
    watch.time += 60
    while bench.store.missing_films(WHAT):
        bench.loop.step()
    assert bench.kinds()[-1] is FeedPulled
    path = bench.store.media_path(FILM)
    assert path is not None
    assert path.read_bytes() == FILM_BYTES


def test_the_pause_of_a_film_grows(bench: Bench, host: EvilHost, watch: Watch, expect_log: Expect) -> None:
    host.tricks[FILM.name] = evil_host.missing
    expect_log("answered 404")
    bench.loop.step()
    pauses = []
    for _ in range(8):
        assert bench.loop._film_at is not None
        pauses.append(bench.loop._film_at - watch.time)
        watch.time = bench.loop._film_at
        bench.loop.step()
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert 30 < pauses[-1] <= 60


def test_a_scrubbed_film_comes_back(bench: Bench, expect_log: Expect) -> None:
    bench.loop.step()
    while bench.store.missing(WHAT):
        bench.loop.step()
    path = bench.store.media_path(FILM)
    assert path is not None
    path.write_bytes(bytes(FILM.size))
    expect_log("removed to be fetched anew")
    assert bench.store.scrub().needs_pull
    bench.loop.pull_now()
    for _ in range(20):
        bench.loop.step()
    assert path.read_bytes() == FILM_BYTES
