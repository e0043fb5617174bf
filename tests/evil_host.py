"""A feed host on loopback that does to single files what attackers, failing disks and captive portals do."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Trick = Callable[["Handler", bytes], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: EvilServer

    def do_GET(self) -> None:
        host = self.server.host
        host.asked.append(self.path)
        path = host.folder / self.path.lstrip("/")
        data = path.read_bytes() if path.is_file() else None
        for part, trick in host.tricks.items():
            if part in self.path:
                # Whoever is tricked hangs up at some point; that is no news here.
                with suppress(OSError):
                    trick(self, data or b"")
                self.close_connection = True
                return
        if data is None:
            self.answer(404, b"not here")
        elif host.ranges and (found := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))):
            first, last = int(found[1]), min(int(found[2]), len(data) - 1)
            self.answer(206, data[first : last + 1], Content_Range=f"bytes {first}-{last}/{len(data)}")
        else:
            self.answer(200, data)

    def answer(self, status: int, data: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent."""


class EvilServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, host: EvilHost) -> None:
        self.host = host
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up; that is what is tested."""


class EvilHost:
    """Serves `folder` as it is, but for the `tricks`: a part of the path, and what to do with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tricks: dict[str, Trick] = {}
        self.asked: list[str] = []
        self.ranges = False
        """Whether it gives out pieces of files."""
        self.stop = threading.Event()
        self._server = EvilServer(self)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    @contextmanager
    def running(self) -> Iterator[EvilHost]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def flipped(handler: Handler, data: bytes) -> None:
    """One bit, in the middle."""
    middle = len(data) // 2
    handler.answer(200, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


def truncated(handler: Handler, data: bytes) -> None:
    """Shorter, and honest about it."""
    handler.answer(200, data[: len(data) // 2])


def cut_off(handler: Handler, data: bytes) -> None:
    """Shorter than announced."""
    handler.answer(200, data[: len(data) // 2], len(data))


def empty(handler: Handler, _data: bytes) -> None:
    handler.answer(200, b"")


def padded(handler: Handler, data: bytes) -> None:
    """Longer than anything that is allowed."""
    handler.answer(200, data + b" " * 9_000_000)


def endless(handler: Handler, data: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.server.host.stop.is_set():
        handler.wfile.write(data + b" " * 65_536)


def trickling(handler: Handler, data: bytes) -> None:
    """A byte now and then: each read is in time, the whole never is."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    for byte in data:
        handler.wfile.write(bytes([byte]))
        if handler.server.host.stop.wait(0.05):
            return


def trickling_headers(handler: Handler, _data: bytes) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000):
        handler.wfile.write(f"X-{number}: x\r\n".encode())
        if handler.server.host.stop.wait(0.05):
            return


def silent(handler: Handler, _data: bytes) -> None:
    handler.server.host.stop.wait()


def slammed(handler: Handler, _data: bytes) -> None:
    """The connection is closed without a word."""
    handler.connection.shutdown(socket.SHUT_RDWR)


def portal(handler: Handler, _data: bytes) -> None:
    """A captive portal: everything is a login page."""
    handler.answer(200, b"<html><body>Please log in</body></html>", Content_Type="text/html")


def elsewhere(handler: Handler, _data: bytes) -> None:
    handler.answer(302, b"", Location="http://127.0.0.1:9/feed/metadata/timestamp.json")


def in_circles(handler: Handler, _data: bytes) -> None:
    handler.answer(302, b"", Location=handler.path)


def bomb(handler: Handler, _data: bytes) -> None:
    """Small on the wire, large when unpacked."""
    handler.answer(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")


def garbage(handler: Handler, _data: bytes) -> None:
    handler.wfile.write(b"\x00\x01\x02 not HTTP at all\r\n\r\n")


def missing(handler: Handler, _data: bytes) -> None:
    handler.answer(404, b"not here")


def failing(handler: Handler, _data: bytes) -> None:
    handler.answer(500, b"oh")
