"""Pieces of files, as RFC 9110 §14 has them: a film that broke off goes on where it was."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import Hand, feed, film, make_repository, picture, video

from signage.server import app as app_module
from signage.server.app import FeedHost

FRAME, FRAME_BYTES = picture(b"frame" * 100)
FILM, FILM_BYTES = film(bytes(range(256)) * 4000)
SIZE = FILM.size
PATH = f"/feed/huaian/media/{FILM.name}"
ETAG = f'"{FILM.sha256}"'


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> FeedHost:
    folder = tmp_path_factory.mktemp("host")
    repository, _ = make_repository(folder, Hand())
    what = feed("a", videos=(video("v", FRAME, FILM),))
    repository.publish(what, {FRAME.name: FRAME_BYTES, FILM.name: FILM_BYTES})
    return FeedHost([repository.path], clock=Hand())


def ask(host: FeedHost, headers: list[tuple[str, str]], method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    status, fields, body = 0, {}, b""

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, fields, body
        if message["type"] == "http.response.start":
            status = message["status"]
            fields = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            body += message.get("body", b"")

    listed = [(name.encode(), value.encode()) for name, value in headers]
    asyncio.run(host({"type": "http", "method": method, "path": PATH, "headers": listed}, receive, send))
    return status, fields, body


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=1000-", 1000, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        (f"bytes={SIZE - 1}-{SIZE * 3}", SIZE - 1, SIZE - 1),
        (" bytes = 3 - 4 ", 3, 4),
    ],
)
def test_one_range(host: FeedHost, value: str, first: int, last: int) -> None:
    status, fields, body = ask(host, [("range", value)])
    assert status == 206
    assert fields["content-range"] == f"bytes {first}-{last}/{SIZE}"
    assert fields["content-length"] == str(last - first + 1)
    assert fields["content-type"] == "video/mp4"
    assert fields["etag"] == ETAG
    assert body == FILM_BYTES[first : last + 1]


@pytest.mark.parametrize("value", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0", "bytes=999999999999-"])
def test_bytes_that_are_not_there(host: FeedHost, value: str) -> None:
    status, fields, _ = ask(host, [("range", value)])
    assert (status, fields["content-range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("range", "bytes=0-1,5-6")],
        [("range", "bytes=9-3")],
        [("range", "bytes=-")],
        [("range", "lines=0-3")],
        [("range", "bytes=0x10-")],
        [("range", "bytes=9999999999999999-")],
        [("range", "bytes=0-1"), ("range", "bytes=2-3")],
        [("range", "bytes=0-1"), ("if-range", '"another"')],
        [("range", "bytes=0-1"), ("if-range", "Wed, 09 Dec 2026 06:05:00 GMT")],
    ],
)
def test_what_is_no_single_range_is_answered_with_all(host: FeedHost, headers: list[tuple[str, str]]) -> None:
    status, fields, body = ask(host, headers)
    assert (status, body) == (200, FILM_BYTES)
    assert fields["accept-ranges"] == "bytes"
    assert "content-range" not in fields


def test_conditions(host: FeedHost) -> None:
    assert ask(host, [("range", "bytes=0-1"), ("if-range", ETAG)])[0] == 206
    assert ask(host, [("range", "bytes=0-1"), ("if-none-match", ETAG)])[0] == 304
    status, fields, body = ask(host, [("range", "bytes=0-1")], "HEAD")
    assert (status, fields["content-length"], body) == (200, str(SIZE), b"")


@settings(max_examples=50)
@given(data=st.data(), piece=st.integers(20_000, 300_000))
def test_pieces_make_the_whole(host: FeedHost, data: st.DataObject, piece: int) -> None:
    first = data.draw(st.integers(0, SIZE - 1))
    last = data.draw(st.integers(first, SIZE + 10))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_module, "PIECE_BYTES", piece)
        assert ask(host, [("range", f"bytes={first}-{last}")])[2] == FILM_BYTES[first : last + 1]


def test_a_damaged_file_is_not_given_as_whole(tmp_path: Path) -> None:
    repository, _ = make_repository(tmp_path, Hand())
    repository.publish(feed("a", videos=(video("v", FRAME, FILM),)), {FRAME.name: FRAME_BYTES, FILM.name: FILM_BYTES})
    host = FeedHost([repository.path], clock=Hand())
    path = repository.path / "media" / FILM.name
    path.write_bytes(FILM_BYTES[:100])
    assert ask(host, [("range", "bytes=50-149")])[1]["content-range"] == "bytes 50-99/100"
    assert ask(host, [("range", "bytes=100-")])[0] == 416
