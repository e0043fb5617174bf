"""A crowd of screens that wait on one feed host: `python -m tests.bench.crowd URL COUNT`, a process of its own.

Says `waiting` once all wait, then, when the news has come to all, the moments of the first, the median and the last.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from urllib.parse import urlsplit

AT_ONCE = 200
"""Connections that are being made at a time."""


class Waiter(asyncio.Protocol):
    """One screen's long poll, down to the first bytes of the answer."""

    def __init__(self, request: bytes, answered: asyncio.Queue[tuple[float, bytes]]) -> None:
        self._request, self._answered = request, answered
        self._waits = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._waits:  # an answer may come in pieces
            self._waits = False
            self._answered.put_nowait((time.time(), data[:12]))


async def wait_together(url: str, count: int) -> dict[str, object]:
    """Let `count` screens wait; gives the moments (seconds since the epoch) at which they were answered."""
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    path = f"{parts.path.rstrip('/')}/metadata/timestamp.json"
    etag = re.search(rb"(?im)^etag: *(\S+)", await _get(host, port, path, ""))
    if etag is None:
        raise SystemExit("the host gives no ETag")
    more = f"If-None-Match: {etag[1].decode()}\r\nPrefer: wait=55\r\n"
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode()
    answered: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    transports: list[asyncio.BaseTransport] = []
    for begin in range(0, count, AT_ONCE):
        made = await asyncio.gather(
            *(
                loop.create_connection(lambda: Waiter(request, answered), host, port)
                for _ in range(min(AT_ONCE, count - begin))
            )
        )
        transports += [transport for transport, _ in made]
    for _ in range(200):
        said = re.search(rb"(\d+) screens waiting", await _get(host, port, "/", ""))
        if said and int(said[1]) >= count:
            break
        await asyncio.sleep(0.05)
    else:
        raise SystemExit(f"not all wait: {said[1].decode() if said else 'none'} of {count}")
    print("waiting", flush=True)
    answers = [await asyncio.wait_for(answered.get(), 30) for _ in range(count)]
    good = sum(status.endswith(b"200") for _, status in answers)
    moments = sorted(at for at, _ in answers)
    for transport in transports:
        transport.close()
    return {"first": moments[0], "median": moments[count // 2], "last": moments[-1], "good": good}


async def _get(host: str, port: int, path: str, more: str) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer


def main() -> None:
    url, count = sys.argv[1], int(sys.argv[2])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print(json.dumps(asyncio.run(wait_together(url, count))))


if __name__ == "__main__":
    main()
