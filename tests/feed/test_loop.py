"""The loop: waits, pulls, tells, backs off, and ends when told to. Time, chance and the host are the test's."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from repositories import Hand, alarm, feed, make_repository, picture
from tuf.api.exceptions import DownloadError

from signage.content.codec import encode
from signage.content.compound import Display, Look
from signage.content.order import Order
from signage.errors import FeedUnreachableError, FeedUntrustedError, StoreError
from signage.feed.fetcher import WAIT_SECONDS, Answer, FeedFetcher, FolderFetcher, Tag
from signage.feed.loop import Event, FeedPulled, HostReached, PullFailed, PullLoop, backoff, open_loop
from signage.feed.repository import Repository
from signage.store.store import Store

Expect = Callable[..., None]


class Script(FeedFetcher):
    """A folder's fetcher whose waits are what the test says, one after the other; then the folder's own."""

    def __init__(self, folder: Path) -> None:
        self._real = FolderFetcher(folder, poll_seconds=0.001)
        self.base_url = self._real.base_url
        self.place = "the host"
        self.waits: deque[Exception | Answer | None] = deque()
        self.held = True
        self.seconds: list[float] = []
        self.lasts = 0.0
        self.time = 0.0

    def wait(self, known: Tag, seconds: float = WAIT_SECONDS) -> Answer:
        self.seconds.append(seconds)
        self.time += self.lasts
        step = self.waits.popleft() if self.waits else None
        if isinstance(step, Exception):
            raise step
        if isinstance(step, Answer):
            return step
        answer = self._real.wait(known, 0.001)
        return Answer(answer.timestamp, answer.tag, self.held)

    def stream(self, url: str) -> Generator[bytes, None, None]:
        return self._real.stream(url)

    def interrupt(self) -> None:
        self._real.interrupt()

    def close(self) -> None:
        self._real.close()


class Bench:
    """A loop on a scripted host."""

    def __init__(self, folder: Path) -> None:
        self.clock = Hand()
        self.repository: Repository
        self.repository, self.root = make_repository(folder, self.clock)
        self.repository.publish(feed("a"), {})
        self.store = Store(folder / "store")
        self.host = Script(self.repository.path)
        self.events: list[Event] = []
        self.loop = PullLoop(
            self.host,
            self.store,
            self.root,
            self.events.append,
            clock=self.clock,
            chance=lambda: 0.5,
            monotonic=lambda: self.host.time,
        )

    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.loop.stop()
    bench.store.close()


def test_a_feed_is_told_then_that_the_host_was_reached(bench: Bench) -> None:
    bench.host.lasts = 55
    bench.loop.step()
    bench.clock.pass_(minutes=1)
    bench.loop.step()
    pulled, reached = bench.events
    assert isinstance(pulled, FeedPulled)
    assert (pulled.version, pulled.feed.items[0].id) == (1, "a")
    assert reached == HostReached(bench.clock.now())
    current = bench.store.current()
    assert current is not None
    assert current.reached_at == bench.clock.now()


def test_what_the_store_has_already_is_not_told_as_new(bench: Bench) -> None:
    bench.loop.step()
    PullLoop(bench.host, bench.store, bench.root, bench.events.append, clock=bench.clock).step()
    assert bench.kinds() == [FeedPulled, HostReached]


def test_a_host_that_holds_is_asked_again_at_once(bench: Bench) -> None:
    bench.host.lasts = 55
    assert [bench.loop.step() for _ in range(3)] == [0, 0, 0]


def test_a_static_host_is_asked_from_time_to_time(bench: Bench) -> None:
    bench.host.held = False
    assert [bench.loop.step() for _ in range(3)] == [30, 30, 30]


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 15), (0.999999, 45)])
def test_screens_do_not_ask_in_step(bench: Bench, chance: float, seconds: float) -> None:
    bench.host.held = False
    bench.loop._chance = lambda: chance
    assert bench.loop.step() == pytest.approx(seconds, abs=0.001)


def test_a_host_that_only_says_it_holds_is_not_hammered(bench: Bench) -> None:
    bench.loop.step()
    bench.host.lasts = 0.2
    assert bench.loop.step() == 30


def test_failures_back_off_and_a_success_resets(bench: Bench, expect_log: Expect) -> None:
    expect_log("the host: connection refused; what is shown stays")
    bench.host.waits.extend([DownloadError("connection refused")] * 9)
    pauses = [bench.loop.step() for _ in range(9)]
    assert pauses == [pytest.approx(0.55 * limit) for limit in (1, 2, 4, 8, 16, 32, 60, 60, 60)]
    bench.loop.step()
    bench.host.waits.append(DownloadError("connection refused"))
    assert bench.loop.step() == pytest.approx(0.55)
    assert bench.kinds() == [*[PullFailed] * 9, FeedPulled, PullFailed]
    failed = bench.events[0]
    assert isinstance(failed, PullFailed)
    assert type(failed.error) is FeedUnreachableError
    assert failed.error.url == "the host"


@given(failures=st.integers(1, 10**9), chance=st.floats(0, 1))
def test_backoff_is_never_nothing_and_never_over_a_minute(failures: int, chance: float) -> None:
    assert 0.1 <= backoff(failures, chance) <= 60
    assert backoff(failures, chance) <= backoff(failures + 1, chance)


def test_the_log_hears_of_the_same_trouble_once_a_day(bench: Bench, expect_log: Expect) -> None:
    expect_log("refused", "certificate")
    watch = expect_log
    for hour in range(47):
        bench.host.time = hour * 3600.0
        bench.host.waits.extend([DownloadError("refused")] * 3 + [DownloadError("certificate")])
        for _ in range(5):
            bench.loop.step()
    assert len(watch.messages()) == 4  # type: ignore[attr-defined]
    assert bench.kinds().count(PullFailed) == 47 * 4


def test_recovery_is_said_when_the_trouble_was(
    bench: Bench, expect_log: Expect, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("refused")
    caplog.set_level(logging.INFO)
    bench.host.waits.extend([DownloadError("refused")] * 3)
    for _ in range(4):
        bench.loop.step()
    assert "the host: reached again after 3 failures" in caplog.text


def test_what_was_refused_is_asked_for_again(bench: Bench, expect_log: Expect) -> None:
    expect_log("no signed document")
    path = bench.repository.path / "metadata" / "timestamp.json"
    good = path.read_bytes()
    path.write_bytes(b"<html>")
    bench.loop.step()
    path.write_bytes(good)
    bench.loop.step()
    assert bench.kinds() == [PullFailed, FeedPulled]
    failed = bench.events[0]
    assert isinstance(failed, PullFailed)
    assert type(failed.error) is FeedUntrustedError


def test_a_broken_store_is_told_like_a_broken_network(bench: Bench, expect_log: Expect) -> None:
    expect_log("the store was closed")
    bench.store.close()
    assert bench.loop.step() > 0
    failed = bench.events[0]
    assert isinstance(failed, PullFailed)
    assert type(failed.error) is StoreError


def test_what_nobody_foresaw_does_not_end_the_loop(bench: Bench, expect_log: Expect) -> None:
    expect_log("nobody foresaw", "ZeroDivisionError")
    bench.host.waits.append(ZeroDivisionError("huh"))
    assert bench.loop.step() > 0
    bench.loop.step()
    assert bench.kinds() == [PullFailed, FeedPulled]


def test_a_listener_that_fails_does_not_end_the_loop(bench: Bench, expect_log: Expect) -> None:
    def fail(_event: Event) -> None:
        raise LookupError

    expect_log("nobody took FeedPulled")
    loop = PullLoop(bench.host, bench.store, bench.root, fail, clock=bench.clock)
    loop.step()
    assert bench.store.current() is not None


def test_pull_now_fetches_what_a_scrub_removed(bench: Bench, expect_log: Expect) -> None:
    bench.loop.step()
    next((bench.store.folder / "feeds").iterdir()).write_bytes(b"rot")
    expect_log("removed to be fetched anew")
    assert bench.store.scrub().needs_pull
    bench.loop.step()
    assert bench.kinds() == [FeedPulled, HostReached]
    bench.loop.pull_now()
    for _ in range(2):  # the first ends the wait that may be running
        bench.loop.step()
    assert FeedPulled in bench.kinds()[2:]


def test_fetching_afresh_forgets_the_metadata_and_not_what_was_seen(bench: Bench) -> None:
    bench.loop.step()
    before = bench.store.state.seen
    (bench.store.metadata_folder / "marker").write_bytes(b"old")
    bench.loop.fetch_afresh()
    for _ in range(2):  # the first ends the wait that may be running
        bench.loop.step()
    assert not (bench.store.metadata_folder / "marker").exists()
    assert (bench.store.metadata_folder / "timestamp.json").is_file()
    assert bench.store.state.seen == before
    assert set(bench.kinds()[1:]) == {HostReached}


def test_an_alert_does_not_wait_for_pictures(bench: Bench, expect_log: Expect) -> None:
    """A new poster cannot be had; the alert beside it is shown all the same, and so is its end."""
    media, data = picture(b"poster")
    bench.loop.step()
    what = msgspec.structs.replace(feed("a", media=(media,)), alerts=(alarm("fire"),))
    bench.repository.publish(what, {media.name: data})
    path = bench.repository.path / "media" / media.name
    path.unlink()
    assert bench.loop.step() == 0
    pulled = bench.events[-1]
    assert isinstance(pulled, FeedPulled)
    assert pulled.feed.alerts == (alarm("fire"),)
    assert bench.store.media_path(media) is None
    expect_log("is not there")
    assert bench.loop.step() > 0
    path.write_bytes(data)
    bench.loop.step()
    again = bench.events[-1]
    assert isinstance(again, FeedPulled)
    assert bench.store.holds(sha256(encode(what)).hexdigest())
    path.unlink()
    other, other_data = picture(b"another")
    after = feed("a", media=(other,))
    bench.repository.publish(after, {other.name: other_data})
    (bench.repository.path / "media" / other.name).unlink()
    bench.loop.step()
    ended = bench.events[-1]
    assert isinstance(ended, FeedPulled)
    assert ended.feed.alerts == ()


@pytest.mark.parametrize("change", [{"look": Look.MOURNING}, {"display": Display.SAFE}, {"orders": True}])
def test_a_word_to_the_screens_does_not_wait_for_pictures(bench: Bench, change: dict[str, object]) -> None:
    media, data = picture(b"poster")
    bench.loop.step()
    what = feed("a", media=(media,))
    if "orders" in change:
        what = msgspec.structs.replace(what, orders=(Order(display=Display.BLACKOUT),))
    else:
        what = msgspec.structs.replace(what, compound=msgspec.structs.replace(what.compound, **change))
    bench.repository.publish(what, {media.name: data})
    (bench.repository.path / "media" / media.name).unlink()
    assert bench.loop.step() == 0
    pulled = bench.events[-1]
    assert isinstance(pulled, FeedPulled)
    assert (pulled.feed.compound, pulled.feed.orders) == (what.compound, what.orders)


def test_a_poster_alone_waits_until_it_is_whole(bench: Bench, expect_log: Expect) -> None:
    media, data = picture(b"poster")
    bench.loop.step()
    bench.repository.publish(feed("a", media=(media,)), {media.name: data})
    (bench.repository.path / "media" / media.name).unlink()
    expect_log("is not there")
    bench.loop.step()
    assert bench.kinds() == [FeedPulled, PullFailed]
    current = bench.store.current()
    assert current is not None
    assert not list(current.feed.media())


# Threads.


def test_a_loop_in_its_thread_follows_a_folder_and_stops(tmp_path: Path) -> None:
    clock = Hand()
    repository, root = make_repository(tmp_path, clock)
    repository.publish(feed("a"), {})
    told = threading.Semaphore(0)
    events: list[Event] = []

    def tell(event: Event) -> None:
        events.append(event)
        told.release()

    with Store(tmp_path / "store") as store:
        loop = PullLoop(FolderFetcher(repository.path, poll_seconds=0.01), store, root, tell, clock=clock)
        loop.start()
        assert told.acquire(timeout=10)
        repository.publish(feed("b"), {})
        assert told.acquire(timeout=10)
        began = time.monotonic()
        assert loop.stop()
        assert time.monotonic() - began < 1
        count = len(events)
        repository.publish(feed("c"), {})
        assert [event.version for event in events if isinstance(event, FeedPulled)] == [1, 2]
        assert len(events) == count


def test_a_loop_stops_while_it_pauses(tmp_path: Path, expect_log: Expect) -> None:
    expect_log("is the stick in")
    _, root = make_repository(tmp_path, Hand())
    failed = threading.Event()
    with Store(tmp_path / "store") as store:
        loop = open_loop(str(tmp_path / "nothing"), store, root, lambda _event: failed.set(), clock=Hand())
        loop.start()
        assert failed.wait(10)
        began = time.monotonic()
        assert loop.stop()
        assert time.monotonic() - began < 1


def test_a_loop_that_never_started_stops(bench: Bench) -> None:
    assert bench.loop.stop()


def test_nothing_is_told_after_stop(bench: Bench) -> None:
    bench.loop.stop()
    bench.loop._say(HostReached(bench.clock.now()))
    assert bench.events == []
