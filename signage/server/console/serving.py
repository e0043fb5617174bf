"""`signage serve --data DIR`: the feed host and the staff console as one process.

Requests under /feed/ go to the raw feed host, untouched by Django: ten thousand screens wait there. The rest is
Django's.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from signage.clock import Clock
from signage.errors import SettingsError, SignageError
from signage.server.app import FeedHost, Message, Receive, Scope, Send
from signage.server.host import Server, listen, raise_limits, uvicorn_settings

_log = logging.getLogger(__name__)

MAX_BODY_BYTES = 45_000_000
"""A phone's photo and its form; anything larger is refused before it is read."""

CARE_SECONDS = 20.0
"""How often what failed is tried again."""

RENEW_ROUNDS = 6 * 3600 / CARE_SECONDS
"""Signatures are looked at every six hours."""


class Combined:
    """One ASGI application of two."""

    def __init__(
        self,
        feeds: FeedHost,
        console: Callable[[Scope, Receive, Send], object],
        statics: Callable[[str], tuple[bytes, str, bool] | None],
    ) -> None:
        self._feeds = feeds
        self._console = console
        self._statics = statics

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._feeds.attach(loop)

    def close(self) -> None:
        self._feeds.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if path == "/feed/":
            await self._feeds({**scope, "path": "/"}, receive, send)
        elif path.startswith("/feed/"):
            await self._feeds(scope, receive, send)
        elif path.startswith("/static/"):
            await self._static(scope, path.removeprefix("/static/"), send)
        elif (refusal := _refused(scope)) is not None:
            await _plain(send, *refusal)
        else:
            await self._console(scope, receive, send)  # type: ignore[misc]

    async def _static(self, scope: Scope, name: str, send: Send) -> None:
        found = self._statics(name) if scope["method"] in ("GET", "HEAD") else None
        if found is None:
            await _plain(send, 404, "not here")
            return
        data, kind, forever = found
        caching = b"public, max-age=31536000, immutable" if forever else b"no-cache"
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(data)).encode()),
            (b"cache-control", caching),
            (b"x-content-type-options", b"nosniff"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else data})


def _refused(scope: Scope) -> tuple[int, str] | None:
    """Why a request's body is not even read: it is too large, or does not say how large it is."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if b"transfer-encoding" in headers and not length:
        return 411, "say how long it is"
    if length.isdigit() and int(length) > MAX_BODY_BYTES:
        return 413, f"文件太大，最多{MAX_BODY_BYTES // 1_000_000}兆"
    return None


async def _plain(send: Send, status: int, text: str) -> None:
    data = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(data)).encode()),
        (b"connection", b"close"),
    ]
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": data})


class Caretaker:
    """Publishes what failed to be, renews signatures, forgets old sessions; on PostgreSQL hears what others publish."""

    def __init__(self, look: Callable[[str], None]) -> None:
        """`look` is called with the code of a compound that another process has published; empty: any may be."""
        self._look = look
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, name="caretaker", daemon=True)]

    def start(self) -> None:
        from django.db import connection

        if connection.vendor == "postgresql":
            self._threads.append(threading.Thread(target=self._listen, name="listener", daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(10)

    def _run(self) -> None:
        rounds = 0
        while True:
            try:
                self._care(renew=rounds % RENEW_ROUNDS == 0)
            except Exception:  # noqa: BLE001 — a database that is away for a minute must not end the care
                _log.exception("the caretaker failed; it tries again")
            rounds += 1
            if self._stop.wait(CARE_SECONDS):
                return

    def _care(self, *, renew: bool) -> None:
        from django.contrib.sessions.models import Session
        from django.db import close_old_connections, connection

        from signage.server.console import moment
        from signage.server.console.evidence import airtime
        from signage.server.console.publishing import outbox

        try:
            outbox.publish_due()
            if renew:
                airtime.forget()
                outbox.renew()
                Session.objects.filter(expire_date__lt=moment.now()).delete()
        finally:
            close_old_connections()
            connection.close()

    def _listen(self) -> None:
        """Wake our waiting screens whenever another process has published: one LISTEN for all of them."""
        import psycopg
        from django.db import connection

        while not self._stop.is_set():
            try:
                with psycopg.connect(**connection.get_connection_params(), autocommit=True) as listening:
                    listening.execute("LISTEN signage")
                    self._look("")
                    while not self._stop.is_set():
                        for notice in listening.notifies(timeout=1.0):
                            self._look(notice.payload)
            except (psycopg.Error, OSError, SignageError) as error:
                _log.warning("what other processes publish cannot be heard of (%s); trying again", error)
                self._stop.wait(2)


class ConsoleHost:
    """The feed host and the console on `host`:`port` (0: a free one), over the data folder `data`.

    One a process: Django has one set of settings.
    """

    def __init__(
        self,
        data: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        names: tuple[str, ...] = (),
        proxy: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Makes whatever is not there yet, and listens, but does not serve yet.

        Raises: `SettingsError` when the address cannot be had, the folder cannot be used, or another process has it.
        """
        self._held = contextlib.ExitStack()
        try:
            self._socket = listen(host, port)
            self._held.callback(self._socket.close)
            self._port: int = self._socket.getsockname()[1]
            self._address = host
            self._set_up(data, names, proxy, clock)
            self._make(proxy)
        except BaseException:
            self._held.close()
            raise

    def _set_up(self, data: Path, names: tuple[str, ...], proxy: bool, clock: Clock | None) -> None:
        os.environ["SIGNAGE_DATA"] = str(data)
        os.environ["SIGNAGE_NAMES"] = ",".join(names)
        os.environ["SIGNAGE_PROXY"] = "1" if proxy else "0"
        os.environ["DJANGO_SETTINGS_MODULE"] = "signage.server.console.settings"
        import django
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.db import connection

        try:
            django.setup()
        except (ImproperlyConfigured, ValueError) as error:
            raise SettingsError("environment", "console", str(error)) from error
        from signage.server.console import moment

        if clock is not None:
            moment.use_clock(clock)
        if connection.vendor == "sqlite":
            self._held.enter_context(settings.DATA.only_process())

    def _make(self, proxy: bool) -> None:
        from django.conf import settings
        from django.core.asgi import get_asgi_application
        from django.db import DatabaseError, connection

        from signage.server.console import firststart, mirror, statics
        from signage.server.console.drawing import draughtsman
        from signage.server.console.publishing import outbox

        try:
            self.first_link = firststart.prepare()
            """The path of the one-time link for the first administrator; empty once there is one."""
        except DatabaseError as error:
            place = "DATABASE_URL" if connection.vendor == "postgresql" else "--data"
            raise SettingsError(place, "database", f"cannot be used: {error}".strip()) from error
        self._feeds = FeedHost(settings.DATA.feeds())

        def look(code: str = "") -> None:
            """Somebody has published: fetch what they wrote, and wake those who wait for it."""
            mirror.fetch(code)
            self._feeds.add(*settings.DATA.feeds())

        self._caretaker = Caretaker(look)
        self._draughtsman = draughtsman

        def heard(code: str) -> None:
            self._feeds.add(settings.DATA.feed(code))

        outbox.published.append(heard)
        self._held.callback(outbox.published.remove, heard)
        self._app = Combined(self._feeds, get_asgi_application(), statics.answer)
        config = uvicorn.Config(self._app, **{**uvicorn_settings(), "proxy_headers": proxy})  # type: ignore[arg-type]
        self._on_ready: Callable[[], None] | None = None
        self._server = Server(config, self._app, self._serving)

    @property
    def url(self) -> str:
        """Where the console is, ending in `/`; for a wildcard address, as this machine itself reaches it."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self._address, self._address)  # noqa: S104
        return f"http://{f'[{name}]' if ':' in name and name[0] != '[' else name}:{self._port}/"

    def run(self, ready: Callable[[], None] | None = None) -> None:
        """Serve in this thread until a signal. `ready` is called once it serves."""
        self._on_ready = ready
        raise_limits()
        with self._beside():
            asyncio.run(self._server.serve(sockets=[self._socket]))

    @contextlib.contextmanager
    def _beside(self) -> Iterator[None]:
        try:
            self._caretaker.start()
            yield
        finally:
            self._caretaker.stop()
            self._draughtsman.close()
            self._held.close()

    def _serving(self) -> None:
        if self._on_ready is not None:
            self._on_ready()


def serve_console(data: Path, *, host: str, port: int, names: tuple[str, ...] = (), proxy: bool = False) -> int:
    """Serve until Ctrl-C or SIGTERM, and say where. Gives the exit status. Raises: as `ConsoleHost`."""
    server = ConsoleHost(data, host=host, port=port, names=names, proxy=proxy)

    def say() -> None:
        print(server.url, flush=True)
        if server.first_link:
            print(
                f"the first administrator, once, within the hour: {server.url.rstrip('/')}{server.first_link}",
                flush=True,
            )

    with contextlib.suppress(KeyboardInterrupt):
        server.run(say)
    return 0
