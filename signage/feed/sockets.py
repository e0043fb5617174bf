"""Connections that another thread can break off: `requests` alone cannot be stopped while it waits for an answer."""

from __future__ import annotations

import contextlib
import socket
import threading
import weakref
from collections.abc import Callable
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Sockets:
    """The open sockets of one session. `refuse` says whether a new one is unwelcome. Thread-safe."""

    def __init__(self, refuse: Callable[[], bool]) -> None:
        self._refuse = refuse
        self._guard = threading.Lock()
        self._open: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    def add(self, connected: socket.socket) -> None:
        with self._guard:
            self._open.add(connected)
        # After it is listed: whoever breaks off before this line is seen here, whoever does later finds the socket.
        if self._refuse():
            _shut(connected)

    def break_off(self) -> None:
        """Whoever reads from or writes to one of the sockets gets an error, or an end, at once."""
        with self._guard:
            found = list(self._open)
        for connected in found:
            _shut(connected)


def _shut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # Not SSLSocket.shutdown, which takes the TLS state from under the thread that is reading.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


class TrackingAdapter(HTTPAdapter):
    """`requests`' own adapter, whose connections are listed in `sockets`."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        super().__init__(pool_connections=2, pool_maxsize=1)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        sockets = self._sockets

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                _track(self, sockets)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                _track(self, sockets)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


def _track(connection: HTTPConnection, sockets: Sockets) -> None:
    if connection.sock is not None:
        sockets.add(connection.sock)
