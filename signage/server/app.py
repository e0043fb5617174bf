"""The feed host: a raw ASGI application that gives out repositories, and holds those who wait for news.

    GET /                                    who is published here, and whether all is well
    GET /feed/<compound>/metadata/…          TUF metadata; on timestamp.json the long poll (`Prefer: wait=N`, RFC 7240)
    GET /feed/<compound>/targets/…, /media/… immutable; a film may be asked for in pieces (`Range`)
    GET /feed/<compound>/feed.json           for feed readers

Nothing that is not named as `feed.layout` says exists here, so there is no path to traverse and nothing to list.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tuf.api.metadata import Metadata, Timestamp
from tuf.api.serialization import DeserializationError

from signage.clock import Clock, SystemClock
from signage.content.codec import decode
from signage.errors import CodecError, PublishError
from signage.feed.layout import FEED, MAX_TIMESTAMP_BYTES, MEDIA, METADATA, TIMESTAMP, is_immutable
from signage.server.files import TYPES, Document, DocumentCache, open_file, read_document
from signage.server.waiting import Waiters, Woken, settle

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LONGEST_WAIT = 55
"""Seconds: below the 60 s at which proxies commonly hang up."""

MOST_WAITERS = 50_000
"""Further clients are answered at once: they fall back to asking from time to time."""

SEND_SECONDS = 600.0
"""A client that takes longer to read one file is let go."""

PIECE_BYTES = 262_144

_SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-allow-origin", b"*"),
]
_FRESH = (b"cache-control", b"no-cache")
_FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")
_RANGE = re.compile(rb"\s*bytes\s*=\s*(\d{0,12})\s*-\s*(\d{0,12})\s*\Z")
_WAIT = re.compile(rb"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})")


@dataclass
class _Board:
    """One repository and those who wait for it."""

    path: Path
    compound: str = ""
    timestamp: Document | None = None
    waiters: Waiters = field(default_factory=Waiters)


class FeedHost:
    """Serves the repositories at `paths`, each under its compound's id.

    Everything runs in the event loop that `attach` names; only `add` and `refresh` may be called from other threads.
    """

    def __init__(self, paths: Sequence[Path], *, clock: Clock | None = None) -> None:
        """Raises: `PublishError` when two repositories are of the same compound."""
        self._boards = [_Board(path) for path in paths]
        self._clock = clock or SystemClock()
        self._cache = DocumentCache()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = False
        self._reload()
        ids = [board.compound for board in self._boards if board.compound]
        for name in ids:
            if ids.count(name) > 1:
                raise PublishError(f"two of the repositories are of the same compound {name!r}")

    @property
    def compounds(self) -> tuple[str, ...]:
        """The ids of the compounds that are published here."""
        return tuple(board.compound for board in self._boards if board.timestamp is not None)

    @property
    def waiting(self) -> int:
        """How many clients wait for news."""
        return sum(len(board.waiters) for board in self._boards)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on serve in `loop`."""
        self._loop = loop
        self._reload()

    def add(self, *paths: Path) -> None:
        """Serve the repositories at `paths` too, if they are not served yet, and look for news. From any thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                self._loop.call_soon_threadsafe(self._take_up, paths)

    def refresh(self) -> None:
        """Something may have been published: look, and wake those who wait. From any thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                self._loop.call_soon_threadsafe(self._reload)

    def close(self) -> None:
        """Send everybody who waits away, to come back in a second."""
        self._closing = True
        for board in self._boards:
            board.waiters.wake(Woken.CLOSING)

    def _take_up(self, paths: Iterable[Path]) -> None:
        known = {board.path for board in self._boards}
        self._boards += [_Board(path) for path in paths if path not in known]
        self._reload()

    def _reload(self) -> None:
        for board in self._boards:
            document = read_document(board.path / METADATA / TIMESTAMP, MAX_TIMESTAMP_BYTES)
            if document is not None and not board.compound:
                board.compound = _compound_of(board.path)
            if document != board.timestamp and (document is None or board.compound):
                board.timestamp = document
                board.waiters.wake(Woken.CHANGED)

    # Requests.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        reply = _Reply(scope, send)
        if scope["method"] not in ("GET", "HEAD"):
            await reply.text(405, "GET and HEAD are all there is", [(b"allow", b"GET, HEAD")])
            return
        path: str = scope["path"]
        if path == "/":
            await self._index(reply)
            return
        _, first, compound, rest = [*path.split("/", 3), "", "", ""][:4]
        board = next((board for board in self._boards if board.compound == compound), None)
        if first != "feed" or board is None or board.timestamp is None:
            await reply.text(404, "not here")
        elif rest == METADATA + TIMESTAMP:
            await self._timestamp(board, reply, receive)
        elif rest == FEED:
            document = self._cache.get(board.path / FEED)
            await reply.document(document, b"application/feed+json", _FRESH)
        elif not is_immutable(rest):
            await reply.text(404, "not here")
        elif rest.startswith(MEDIA):
            await reply.media(board.path / rest)
        else:
            await reply.document(self._cache.get(board.path / rest), TYPES[".json"], _FOREVER)

    async def _timestamp(self, board: _Board, reply: _Reply, receive: Receive) -> None:
        """The long poll: who has the newest timestamp waits for the next one."""
        document = board.timestamp
        asked = next((int(match[1]) for value in reply.values(b"prefer") if (match := _WAIT.search(value))), 0)
        seconds = min(asked, LONGEST_WAIT) if self.waiting < MOST_WAITERS else 0
        extra = [(b"preference-applied", f"wait={seconds}".encode())] if seconds else []
        if seconds and document is not None and reply.knows(document.etag) and not reply.head and not self._closing:
            why = await self._wait(board, receive, seconds)
            if why is Woken.GONE:
                return
            document = board.timestamp
        if self._closing:
            await reply.text(503, "closing; come back", [(b"retry-after", b"1"), (b"connection", b"close")])
        else:
            await reply.document(document, TYPES[".json"], _FRESH, extra)

    async def _wait(self, board: _Board, receive: Receive, seconds: int) -> Woken:
        future = board.waiters.join(seconds)

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            settle(future, Woken.GONE)

        # Nobody should wait on behalf of a client that hung up; the server ends `receive` with the answer, too.
        watching = asyncio.ensure_future(watch())
        try:
            return await future
        finally:
            watching.cancel()

    async def _index(self, reply: _Reply) -> None:
        now = self._clock.now()
        lines, well = [], True
        for board in self._boards:
            name = board.compound or board.path.name
            expires = _expires(board.timestamp)
            well = well and expires is not None and expires > now
            if expires is None:
                lines.append(f"{name}: nothing published yet")
            elif expires <= now:
                lines.append(f"{name}: EXPIRED {expires:%Y-%m-%d %H:%M} UTC; publish again, with the keys")
            else:
                lines.append(f"{name}: ok until {expires:%Y-%m-%d %H:%M} UTC, {len(board.waiters)} screens waiting")
        await reply.text(200 if well else 503, "signage feed host\n" + "\n".join(lines))


class _Reply:
    """One answer to one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.head = scope["method"] == "HEAD"
        self._headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
        self._send = send

    def values(self, name: bytes) -> list[bytes]:
        """What the request says under `name` (lower case)."""
        return [value for key, value in self._headers if key == name]

    def knows(self, etag: str) -> bool:
        """Whether the client has what `etag` names (RFC 9110 §13.1.2: weak comparison)."""
        tags = [tag.strip().removeprefix("W/") for value in self.values(b"if-none-match") for tag in _split(value)]
        return etag in tags or "*" in tags

    async def text(self, status: int, text: str, extra: Headers | None = None) -> None:
        data = f"{text}\n".encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), *(extra or [])]
        await self._whole(status, data, headers)

    async def document(
        self, document: Document | None, kind: bytes, caching: tuple[bytes, bytes], extra: Headers | None = None
    ) -> None:
        """`document`, or 304 where the client has it, or 404 where there is none."""
        if document is None:
            await self.text(404, "not here")
            return
        headers = [(b"etag", document.etag.encode()), caching, *(extra or [])]
        if self.knows(document.etag):
            await self._start(304, headers)
            await self._send({"type": "http.response.body", "body": b""})
        else:
            await self._whole(200, document.data, [(b"content-type", kind), *headers])

    async def media(self, path: Path) -> None:
        """The file `path`, named by its SHA-256, in pieces: memory does not grow with the number of clients."""
        etag = f'"{path.stem}"'
        opened = open_file(path)
        if opened is None:
            await self.text(404, "not here")
            return
        with os.fdopen(opened[0], "rb") as file:
            headers = [(b"etag", etag.encode()), _FOREVER, (b"accept-ranges", b"bytes")]
            if self.knows(etag):
                await self._start(304, headers)
                await self._send({"type": "http.response.body", "body": b""})
                return
            size = opened[1].st_size
            piece = self._piece(size, etag)
            if piece is not None and not piece:
                await self.text(416, "no such bytes", [(b"content-range", f"bytes */{size}".encode())])
                return
            headers.append((b"content-type", TYPES[path.suffix]))
            if piece is not None:
                headers.append((b"content-range", f"bytes {piece.start}-{piece.stop - 1}/{size}".encode()))
            status, sent = (206, piece) if piece is not None else (200, range(size))
            await self._start(status, [*headers, (b"content-length", str(len(sent)).encode())])
            await self._pour(file, range(0) if self.head else sent)

    def _piece(self, size: int, etag: str) -> range | None:
        """The bytes that the request asks for (RFC 9110 §14); empty where there are none, None for all of them.

        Several ranges, other units and what cannot be read are answered with all, as the standard allows.
        """
        found = [_RANGE.match(value) for value in self.values(b"range")]
        conditions = [value.decode("latin-1").strip() for value in self.values(b"if-range")]
        if len(found) != 1 or found[0] is None or self.head or any(value != etag for value in conditions):
            return None
        first, last = found[0].groups()
        if not first:
            return range(max(0, size - int(last)), size) if last else None
        if last and int(last) < int(first):
            return None
        return range(int(first), min(size, int(last) + 1) if last else size)

    async def _pour(self, file: BinaryIO, sent: range) -> None:
        """The bytes `sent` of `file`, and the end of the answer."""
        left = len(sent)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await asyncio.to_thread(file.seek, sent.start)
                while left > 0:
                    piece = await asyncio.to_thread(file.read, min(PIECE_BYTES, left))
                    if not piece:
                        return  # shorter than announced: the server hangs up, so the client cannot take it as whole
                    left -= len(piece)
                    await self._send({"type": "http.response.body", "body": piece, "more_body": True})
        except TimeoutError:
            return
        await self._send({"type": "http.response.body", "body": b""})

    async def _whole(self, status: int, data: bytes, headers: Headers) -> None:
        await self._start(status, [*headers, (b"content-length", str(len(data)).encode())])
        await self._send({"type": "http.response.body", "body": b"" if self.head else data})

    async def _start(self, status: int, headers: Headers) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": [*headers, *_SECURITY]})


def _split(value: bytes) -> list[str]:
    return value.decode("latin-1").split(",")


def _compound_of(repository: Path) -> str:
    document = read_document(repository / FEED)
    with contextlib.suppress(CodecError):
        return decode(document.data).compound.id if document else ""
    return ""


def _expires(document: Document | None) -> dt.datetime | None:
    if document is None:
        return None
    try:
        return Metadata[Timestamp].from_bytes(document.data).signed.expires
    except DeserializationError:
        return None
