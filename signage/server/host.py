"""`signage serve`: the feed host as a process, or as a thread of another one."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Protocol, Self
from urllib.parse import quote

import uvicorn

from signage.clock import Clock, SystemClock
from signage.errors import PublishError, SettingsError
from signage.feed.layout import METADATA, TIMESTAMP
from signage.feed.repository import Repository
from signage.server.app import FeedHost
from signage.server.publishing import open_repository, to_stderr
from signage.server.watch import FolderWatch, Renewal, RepositoryWatch

BACKLOG = 4096
FAREWELL_SECONDS = 3
"""How long a client in the middle of a download keeps the host from ending."""


class Waiting(Protocol):
    """An application whose clients wait for news in an event loop."""

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on serve in `loop`."""

    def close(self) -> None:
        """Send everybody who waits away."""


class Server(uvicorn.Server):
    """uvicorn, that says when it serves, sends waiters away first when it ends, and swallows the signal it ends by."""

    def __init__(self, config: uvicorn.Config, app: Waiting, serving: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._serving = serving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.attach(asyncio.get_running_loop())
        await super().startup(sockets)
        self._serving()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


class Host:
    """A feed host on `host`:`port` (0: a free one), with what publishes and renews beside it.

    `run` serves in this thread; as a context manager it serves in one of its own.
    """

    def __init__(
        self,
        repos: Sequence[Path],
        *,
        watch: Path | None = None,
        keys: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """Publishes the content folder `watch`, if given, into the one repository, and listens, but does not serve yet.

        Raises: `SettingsError` when the address cannot be had, or `watch` has not exactly one repository; `KeysError`;
        `PublishError` when a repository is empty.
        """
        self._tell = tell or to_stderr
        clock = clock or SystemClock()
        if watch is not None and len(repos) != 1:
            raise SettingsError("--watch", "watch", "a content folder is published into one repository: name just one")
        if watch is not None and not watch.is_dir():
            raise SettingsError("--watch", "watch", f"no folder {watch}")
        for path in repos if watch is None else ():
            if not (path / METADATA / TIMESTAMP).is_file():
                raise PublishError(f"{path}: nothing is published here; `signage publish DIR --to {path}` first")
        signing = self._open(repos, watch, keys, clock)
        self._watch = FolderWatch(watch, signing[0], clock, self._tell, self._published) if watch else None
        self._renewal = Renewal(signing, self._watch.publish if self._watch else None) if signing else None
        self._app: FeedHost | None = None
        self._address = host
        self._socket = listen(host, port)
        self._port: int = self._socket.getsockname()[1]
        try:
            if self._watch is not None:
                self._watch.start()
            self._app = FeedHost(repos, clock=clock)
        except BaseException:
            self._close()
            raise
        self._others = RepositoryWatch(repos, self._app.refresh)
        config = uvicorn.Config(self._app, **uvicorn_settings())
        self._ready = threading.Event()
        self._on_ready: Callable[[list[str]], None] | None = None
        self._server = Server(config, self._app, self._serving)
        self._thread = threading.Thread(target=self._serve, name="feed-host", daemon=True)

    @property
    def url(self) -> str:
        """Where the host is, ending in `/`."""
        name = f"[{self._address}]" if ":" in self._address else self._address
        return f"http://{name}:{self._port}/"

    def feed_url(self, compound: str) -> str:
        """The base URL of a compound's feed: a screen's `--feed`."""
        return f"{self.url}feed/{quote(compound, safe='')}/"

    @property
    def feed_urls(self) -> list[str]:
        """The base URLs of all feeds here."""
        return [self.feed_url(compound) for compound in self._app.compounds] if self._app else []

    @property
    def waiting(self) -> int:
        """How many screens wait for news."""
        return self._app.waiting if self._app else 0

    def run(self, ready: Callable[[list[str]], None] | None = None) -> None:
        """Serve in this thread until a signal, or `stop`. `ready` is called with the feeds' URLs once it serves."""
        self._on_ready = ready
        self._serve()

    def stop(self) -> None:
        """End serving: who waits is sent away at once. Any thread."""
        self._server.should_exit = True
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    # Inside.

    def _open(self, repos: Sequence[Path], watch: Path | None, keys: Path | None, clock: Clock) -> list[Repository]:
        if watch is None and keys is None:
            return []
        return [open_repository(path, keys, clock, self._tell) for path in repos]

    def _published(self) -> None:
        if self._app is not None:
            self._app.refresh()

    def _serve(self) -> None:
        raise_limits()
        with self._beside():
            asyncio.run(self._server.serve(sockets=[self._socket]))

    @contextlib.contextmanager
    def _beside(self) -> Iterator[None]:
        try:
            if self._renewal is not None:
                self._renewal.start()
            self._others.start()
            yield
        finally:
            self._others.stop()
            self._close()
            self._ready.set()

    def _close(self) -> None:
        if self._renewal is not None:
            self._renewal.stop()
        if self._watch is not None:
            self._watch.stop()
        self._socket.close()

    def _serving(self) -> None:
        self._ready.set()
        if self._on_ready is not None:
            self._on_ready(self.feed_urls)


def serve(
    repos: Sequence[Path],
    *,
    watch: Path | None = None,
    keys: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 8470,
    ready: Callable[[list[str]], None] | None = None,
) -> int:
    """Serve until Ctrl-C or SIGTERM. `ready` gets the feeds' URLs (by default they are printed). Gives the exit status.

    Raises: as `Host`.
    """
    server = Host(repos, watch=watch, keys=keys, host=host, port=port)

    def say(urls: list[str]) -> None:
        for url in urls or [server.url]:
            print(url, flush=True)

    with contextlib.suppress(KeyboardInterrupt):
        server.run(ready or say)
    return 0


def uvicorn_settings() -> dict[str, Any]:
    """uvicorn as we use it: quiet, and patient with those who wait."""
    return {
        "log_config": None,
        "log_level": "critical",
        "access_log": False,
        "server_header": False,
        "lifespan": "off",
        "ws": "none",
        "proxy_headers": False,
        "timeout_keep_alive": 75,
        "timeout_graceful_shutdown": FAREWELL_SECONDS,
        "backlog": BACKLOG,
    }


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises: `SettingsError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off: without, every answer takes 40 ms longer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        text = getattr(error, "strerror", None) or str(error)
        raise SettingsError("--host/--port", "port", f"cannot listen on {host}:{port}: {text}") from error
    return listening


def raise_limits() -> None:
    """Every waiting screen is a descriptor; the usual soft limit of 1,024 is far too low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
