"""Carries reports to the console: bounded in time and bytes, no redirects, nothing from the environment."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import threading
from collections.abc import Callable, Iterator
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import msgspec
import requests

from signage import __version__
from signage.errors import ReportError
from signage.feed.report import HERE, MAX_ANSWER_BYTES, PATH, SIGNATURE, Answer
from signage.feed.sockets import Sockets, TrackingAdapter
from signage.feed.webfetcher import CONNECT_SECONDS

SECONDS = 20.0
"""From asking to the answer's last byte, however steadily it trickles."""

_FAILURES = (requests.RequestException, OSError, ValueError)


def report_url(feed: str, said: str) -> str:
    """Where reports go: what was `said` (a URL, or `off`), else to the host of the feed; empty: nowhere."""
    if said:
        return "" if said == "off" else said
    parts = urlsplit(feed)
    return f"{parts.scheme}://{parts.netloc}/{PATH}" if parts.scheme in ("http", "https") and parts.netloc else ""


class ReportClient:
    """A console at `url`. For one thread; only `close` may be called from another."""

    def __init__(self, url: str, now: Callable[[], dt.datetime], *, seconds: float = SECONDS) -> None:
        self.url = url
        self.offset: float | None = None
        """Seconds that this clock is ahead of the console's, by its `Date`; None until it answered once."""
        self._now = now
        self._seconds = seconds
        self._closed = False
        self._sockets = Sockets(lambda: self._closed)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"User-Agent": f"signage/{__version__}", "Accept-Encoding": "identity"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, TrackingAdapter(self._sockets))

    def is_console(self) -> bool:
        """Whether there is a console that takes reports. Raises: `ReportError` when nobody answers."""
        status, data = self._ask("GET", None, {})
        if status != 200:
            return False
        try:
            found = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False  # a login page, or another site
        return isinstance(found, dict) and HERE.items() <= found.items()

    def send(self, body: bytes, signature: str) -> Answer:
        """Hand over a sealed report. Raises: `ReportError`, with the status where the console refused it."""
        status, data = self._ask("POST", body, {"Content-Type": "application/json", SIGNATURE: signature})
        if status != 200:
            raise ReportError(f"{self.url}: answered {status}", status=status)
        try:
            return msgspec.json.decode(data, type=Answer)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError) as error:
            raise ReportError(f"{self.url}: not an answer of a console: {error}", status=status) from error

    def close(self) -> None:
        """Break off whatever is under way; nothing is sent any more."""
        self._closed = True
        self._sockets.break_off()
        self._session.close()

    # Inside.

    def _ask(self, method: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._closed:
            raise ReportError("told to stop")
        before = self._now()
        try:
            with (
                self._within(),
                self._session.request(
                    method,
                    self.url,
                    data=body,
                    headers=headers,
                    stream=True,
                    allow_redirects=False,
                    timeout=(CONNECT_SECONDS, self._seconds),
                ) as response,
            ):
                after = self._now()
                data = response.raw.read(MAX_ANSWER_BYTES + 1, decode_content=False)
        except _FAILURES as error:
            raise ReportError(f"{self.url}: no answer") from error
        if len(data) > MAX_ANSWER_BYTES:
            raise ReportError(f"{self.url}: the answer has more than {MAX_ANSWER_BYTES} bytes", status=200)
        self._compare(response.headers.get("Date", ""), before + (after - before) / 2)
        return response.status_code, data

    def _compare(self, date: str, mine: dt.datetime) -> None:
        try:
            theirs = email.utils.parsedate_to_datetime(date)
        except ValueError:
            return
        if theirs.tzinfo is not None:
            # a Date says whole seconds: on average it is half a second past that
            self.offset = round((mine - theirs).total_seconds() - 0.5, 1)

    @contextlib.contextmanager
    def _within(self) -> Iterator[None]:
        timer = threading.Timer(self._seconds, self._sockets.break_off)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
