"""The feed host as an ASGI application: what it gives, what it does not, and how it holds those who wait."""

from __future__ import annotations

import asyncio
import os
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from repositories import Hand, feed, make_repository, picture

from signage.errors import PublishError
from signage.feed.repository import Repository
from signage.server import app as app_module
from signage.server.app import FeedHost
from signage.server.files import DocumentCache

RED, RED_BYTES = picture(b"red" * 300_000)
BASE = "/feed/huaian"


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = False


@dataclass
class Client:
    """Calls the application like a server does. `hang_up` tells it that the client is gone."""

    app: FeedHost
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        answer = Answer()
        started = False

        async def receive() -> dict[str, Any]:
            nonlocal started
            if not started:
                started = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await self.gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.body += message.get("body", b"")
                answer.whole = not message.get("more_body", False)

        listed = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
        await self.app({"type": "http", "method": method, "path": path, "headers": listed}, receive, send)
        return answer


Work = Callable[[FeedHost, Client], Awaitable[None]]


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def repository(tmp_path: Path, clock: Hand) -> Repository:
    repository, _ = make_repository(tmp_path, clock)
    repository.publish(feed("a", media=(RED,)), {RED.name: RED_BYTES})
    return repository


@pytest.fixture
def run(repository: Repository, clock: Hand) -> Callable[[Work], None]:
    def run(work: Work) -> None:
        async def main() -> None:
            app = FeedHost([repository.path], clock=clock)
            app.attach(asyncio.get_running_loop())
            async with asyncio.timeout(20):
                await work(app, Client(app))

        asyncio.run(main())

    return run


Run = Callable[[Work], None]


def test_every_published_file_is_given_as_it_is(run: Run, repository: Repository) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        kinds = {"metadata": "application/json", "targets": "application/json", "media": "image/png"}
        for path in repository.path.rglob("*"):
            name = path.relative_to(repository.path).as_posix()
            if not path.is_file() or name.startswith("."):
                continue
            answer = await client.ask(f"{BASE}/{name}")
            assert (answer.status, answer.body, answer.whole) == (200, path.read_bytes(), True), name
            assert answer.headers["content-length"] == str(len(answer.body))
            kind = "application/feed+json" if name == "feed.json" else kinds[name.partition("/")[0]]
            assert answer.headers["content-type"] == kind
            fresh = name in ("feed.json", "metadata/timestamp.json")
            assert answer.headers["cache-control"] == ("no-cache" if fresh else "public, max-age=31536000, immutable")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            again = await client.ask(f"{BASE}/{name}", if_none_match=answer.headers["etag"])
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", answer.headers["etag"])
            head = await client.ask(f"{BASE}/{name}", "HEAD")
            assert (head.status, head.body, head.headers) == (200, b"", answer.headers)

    run(work)


@pytest.mark.parametrize(
    "path",
    [
        "/feed",
        "/feed/",
        "/feed/huaian",
        f"{BASE}/",
        f"{BASE}/metadata",
        f"{BASE}/metadata/",
        f"{BASE}/metadata/2.root.json",
        f"{BASE}/metadata/01.root.json",
        f"{BASE}/metadata/1.root.json/",
        f"{BASE}/metadata/1.root.json\n",
        f"{BASE}/metadata/١.root.json",
        f"{BASE}/media/",
        f"{BASE}/media/{'0' * 64}.png",
        f"{BASE}/media/{'0' * 64}.svg",
        f"{BASE}/targets/{'0' * 64}.feed.json",
        f"{BASE}/.lock",
        f"{BASE}/../keys/root/root.pem",
        f"{BASE}/metadata/../../keys/root/root.pem",
        f"{BASE}//etc/passwd",
        f"{BASE}/media/\x00",
        "/feed/../keys/root.json",
        "/feed//metadata/timestamp.json",
        "/feed/other/metadata/timestamp.json",
        "//feed/huaian/feed.json",
        "feed/huaian/feed.json",
        "",
        "/favicon.ico",
    ],
)
def test_nothing_else_is_there(run: Run, path: str) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        answer = await client.ask(path)
        assert (answer.status, answer.body) == (404, b"not here\n")

    run(work)


def test_a_link_out_of_the_repository_is_not_followed(run: Run, repository: Repository, tmp_path: Path) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        for name in (f"media/{'1' * 64}.png", "metadata/9.targets.json"):
            (repository.path / name).symlink_to(tmp_path / "keys" / "root" / "root.pem")
            assert (await client.ask(f"{BASE}/{name}")).status == 404
        os.mkfifo(repository.path / f"media/{'2' * 64}.png")
        assert (await client.ask(f"{BASE}/media/{'2' * 64}.png")).status == 404

    run(work)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_other_methods_are_refused(run: Run, method: str) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        answer = await client.ask(f"{BASE}/feed.json", method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")

    run(work)


@pytest.mark.parametrize(
    ("value", "status"), [("{}", 304), ("W/{}", 304), ('"x", {}', 304), ("*", 304), ('"x"', 200), ("", 200)]
)
def test_if_none_match_is_read_as_http_says(run: Run, value: str, status: int) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        for name in ("metadata/1.root.json", f"media/{RED.name}", "metadata/timestamp.json"):
            etag = (await client.ask(f"{BASE}/{name}")).headers["etag"]
            assert etag.startswith('"')
            assert (await client.ask(f"{BASE}/{name}", if_none_match=value.format(etag))).status == status

    run(work)


def test_the_index_says_whether_all_is_well(run: Run, clock: Hand) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        answer = await client.ask("/")
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
        assert "huaian: ok until 2026-12-14 06:05 UTC, 0 screens waiting" in answer.body.decode()
        clock.pass_(days=8)
        answer = await client.ask("/")
        assert answer.status == 503
        assert "EXPIRED" in answer.body.decode()

    run(work)


# Waiting.


async def settled(app: FeedHost, waiting: int) -> None:
    while app.waiting != waiting:
        await asyncio.sleep(0)


def test_who_knows_the_newest_waits_for_the_next(run: Run, repository: Repository) -> None:
    async def work(app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        first = await client.ask(path, prefer="wait=55")
        assert (first.status, first.headers["preference-applied"]) == (200, "wait=55")
        waiters = [
            asyncio.ensure_future(client.ask(path, prefer="wait=55", if_none_match=first.headers["etag"]))
            for _ in range(100)
        ]
        await settled(app, 100)
        repository.publish(feed("b"), {})
        app.refresh()
        for answer in await asyncio.gather(*waiters):
            assert answer.status == 200
            assert answer.body == (repository.path / "metadata" / "timestamp.json").read_bytes()
            assert answer.headers["etag"] != first.headers["etag"]
        assert app.waiting == 0

    run(work)


def test_a_refresh_without_news_wakes_nobody(run: Run) -> None:
    async def work(app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        waiter = asyncio.ensure_future(client.ask(path, prefer="wait=2", if_none_match=etag))
        await settled(app, 1)
        for _ in range(5):
            app.refresh()
            await asyncio.sleep(0)
        assert app.waiting == 1
        answer = await waiter
        assert (answer.status, answer.headers["preference-applied"]) == (304, "wait=2")

    run(work)


@pytest.mark.parametrize("headers", [{}, {"prefer": "respond-async"}, {"prefer": "wait=0"}, {"prefer": "wait=x"}])
def test_who_does_not_ask_to_wait_is_answered_at_once(run: Run, headers: dict[str, str]) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        answer = await client.ask(path, if_none_match=etag, **headers)
        assert answer.status == 304
        assert "preference-applied" not in answer.headers

    run(work)


def test_longer_than_a_proxy_bears_is_not_waited(run: Run) -> None:
    async def work(_app: FeedHost, client: Client) -> None:
        answer = await client.ask(f"{BASE}/metadata/timestamp.json", prefer="respond-async, wait=86400")
        assert answer.headers["preference-applied"] == "wait=55"

    run(work)


def test_nobody_waits_on_behalf_of_a_client_that_is_gone(run: Run) -> None:
    async def work(app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        waiter = asyncio.ensure_future(client.ask(path, prefer="wait=55", if_none_match=etag))
        await settled(app, 1)
        client.gone.set()
        assert (await waiter).status == 0
        assert app.waiting == 0

    run(work)


def test_closing_sends_everybody_away(run: Run) -> None:
    async def work(app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        waiter = asyncio.ensure_future(client.ask(path, prefer="wait=55", if_none_match=etag))
        await settled(app, 1)
        app.close()
        for answer in (await waiter, await client.ask(path, prefer="wait=55", if_none_match=etag)):
            assert (answer.status, answer.headers["retry-after"]) == (503, "1")

    run(work)


def test_beyond_the_most_waiters_clients_are_answered_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "MOST_WAITERS", 3)

    async def work(app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        waiters = [asyncio.ensure_future(client.ask(path, prefer="wait=55", if_none_match=etag)) for _ in range(3)]
        await settled(app, 3)
        answer = await client.ask(path, prefer="wait=55", if_none_match=etag)
        assert answer.status == 304
        assert "preference-applied" not in answer.headers
        app.close()
        await asyncio.gather(*waiters)

    run(work)


def test_waiters_are_cheap(run: Run, repository: Repository) -> None:
    async def work(app: FeedHost, client: Client) -> None:
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        waiters = [asyncio.ensure_future(client.ask(path, prefer="wait=55", if_none_match=etag)) for _ in range(2_000)]
        await settled(app, 2_000)
        each = (tracemalloc.get_traced_memory()[0] - before) / 2_000
        tracemalloc.stop()
        loop = asyncio.get_running_loop()
        assert len(loop._scheduled) <= 3  # type: ignore[attr-defined]  # the waiters' one timer, this test's own
        assert each < 12_000
        repository.publish(feed("b"), {})
        app.refresh()
        assert {answer.status for answer in await asyncio.gather(*waiters)} == {200}

    run(work)


# Repositories.


def test_a_repository_that_is_published_later_appears(tmp_path: Path, clock: Hand) -> None:
    repository, _ = make_repository(tmp_path, clock)

    async def main() -> None:
        app = FeedHost([repository.path], clock=clock)
        app.attach(asyncio.get_running_loop())
        client = Client(app)
        assert app.compounds == ()
        assert (await client.ask("/")).status == 503
        assert (await client.ask(f"{BASE}/metadata/timestamp.json")).status == 404
        repository.publish(feed("a"), {})
        app.refresh()
        await asyncio.sleep(0)
        assert app.compounds == ("huaian",)
        assert (await client.ask(f"{BASE}/metadata/timestamp.json")).status == 200

    asyncio.run(main())


def test_compounds_are_kept_apart(tmp_path: Path, repository: Repository, clock: Hand) -> None:
    (tmp_path / "two").mkdir()
    other, _ = make_repository(tmp_path / "two", clock)
    other.publish(feed("z", compound="槐安.二期"), {})

    async def main() -> None:
        app = FeedHost([repository.path, other.path], clock=clock)
        app.attach(asyncio.get_running_loop())
        client = Client(app)
        path = f"{BASE}/metadata/timestamp.json"
        etag = (await client.ask(path)).headers["etag"]
        waiter = asyncio.ensure_future(client.ask(path, prefer="wait=55", if_none_match=etag))
        await settled(app, 1)
        other.publish(feed("y", compound="槐安.二期"), {})
        app.refresh()
        await asyncio.sleep(0)
        assert app.waiting == 1
        answer = await client.ask("/feed/槐安.二期/feed.json")
        assert answer.body == (other.path / "feed.json").read_bytes()
        app.close()
        await waiter

    asyncio.run(main())


def test_two_repositories_of_one_compound_are_a_mistake(repository: Repository) -> None:
    with pytest.raises(PublishError, match="same compound 'huaian'"):
        FeedHost([repository.path, repository.path])


def test_the_cache_is_bounded_and_sees_what_was_replaced(tmp_path: Path) -> None:
    cache = DocumentCache(limit=1000)
    for number in range(20):
        path = tmp_path / str(number)
        path.write_bytes(bytes([number]) * 300)
        document = cache.get(path)
        assert document is not None
        assert document.data == path.read_bytes()
    assert cache._size <= 1000
    (tmp_path / "new").write_bytes(b"replaced")
    (tmp_path / "new").replace(tmp_path / "19")
    document = cache.get(tmp_path / "19")
    assert document is not None
    assert document.data == b"replaced"
    (tmp_path / "19").unlink()
    assert cache.get(tmp_path / "19") is None
