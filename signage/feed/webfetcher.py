"""A feed over HTTP: bounded in time and bytes, interruptible, and pushed to by long poll where the host can.

The long poll is `If-None-Match` with `Prefer: wait=55` (RFC 7240 §4.3) on timestamp.json. A host that does not know it
answers at once, which the absence of `Preference-Applied` tells.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import re
import threading
from collections.abc import Generator, Iterable, Iterator
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError

from signage import __version__
from signage.feed.fetcher import CHUNK_BYTES, WAIT_SECONDS, Answer, FeedFetcher, InterruptedFetchError, Tag
from signage.feed.layout import MAX_TIMESTAMP_BYTES, MEDIA, METADATA, TARGETS, TIMESTAMP
from signage.feed.sockets import Sockets, TrackingAdapter

CONNECT_SECONDS = 5.0
GRACE_SECONDS = 10.0
"""How much longer than asked a host may hold a request before it counts as gone."""

SHORT_BYTES = 4096

DEADLINES = {METADATA: 20.0, TARGETS: 60.0, MEDIA: 300.0}
"""Seconds from asking for a file to its last byte, however steadily it trickles."""

_FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError)
_CONTENT_RANGE = re.compile(r"bytes (\d{1,12})-\d{1,12}/")
_REDIRECTS = (301, 302, 303, 307, 308)


class HttpFetcher(FeedFetcher):
    """A feed host at `base_url`, with long poll or without.

    The environment has no say: no proxies, no .netrc, no cookies. Whoever needs a proxy, a client certificate or
    another certificate authority passes a `session` that has them. Certificates are verified; compressed answers, which
    were not asked for, and redirects to other hosts are refused.
    """

    def __init__(
        self, base_url: str, *, session: requests.Session | None = None, deadlines: dict[str, float] | None = None
    ) -> None:
        self.base_url = base_url if base_url.endswith("/") else base_url + "/"
        self.place = base_url
        self._deadlines = DEADLINES | (deadlines or {})
        self._closed = False
        self._waiting = False
        self._interrupted = threading.Event()
        self._expired = threading.Event()
        self._sockets = Sockets(self._unwelcome)
        self._session = session or requests.Session()
        if session is None:
            self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"User-Agent": f"signage/{__version__}", "Accept-Encoding": "identity"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, TrackingAdapter(self._sockets))

    def wait(self, known: Tag, seconds: float = WAIT_SECONDS) -> Answer:
        headers = {"Prefer": f"wait={seconds:.0f}"}
        if known.etag:
            headers["If-None-Match"] = known.etag
        self._waiting = True
        try:
            if self._unwelcome():
                raise InterruptedFetchError("told to stop waiting")
            with self._within(seconds + GRACE_SECONDS):
                return self._ask(known, headers, seconds)
        finally:
            self._waiting = False
            self._interrupted.clear()

    def _ask(self, known: Tag, headers: dict[str, str], seconds: float) -> Answer:
        with self._get(self.base_url + METADATA + TIMESTAMP, headers, seconds + GRACE_SECONDS) as response:
            held = bool(re.search(r"\bwait\s*=", response.headers.get("Preference-Applied", "")))
            if response.status_code == 304:
                if not known.etag:
                    raise DownloadError("answered 304 although nothing is known here yet")
                return Answer(None, known, held)
            data = b""
            for chunk in self._body(response):
                data += chunk
                if len(data) > MAX_TIMESTAMP_BYTES:
                    raise DownloadLengthMismatchError(f"{TIMESTAMP} has more than {MAX_TIMESTAMP_BYTES} bytes")
        tag = Tag(response.headers.get("ETag", ""), hashlib.sha256(data).hexdigest())
        return Answer(None if tag.sha256 == known.sha256 else data, tag, held)

    def interrupt(self) -> None:
        self._interrupted.set()
        if self._waiting:
            self._sockets.break_off()

    def close(self) -> None:
        self._closed = True
        self._sockets.break_off()
        self._session.close()

    def stream(self, url: str) -> Generator[bytes, None, None]:
        kind = next((kind for kind in self._deadlines if url.startswith(self.base_url + kind)), TARGETS)
        seconds = self._deadlines[kind]
        with self._within(seconds), self._get(url, {}, seconds) as response:
            yield from self._body(response)

    @contextlib.contextmanager
    def piece(self, url: str, start: int, length: int) -> Iterator[tuple[int, Iterable[bytes]]]:
        """By a range request (RFC 9110 §14)."""
        seconds = self._deadlines[MEDIA]
        headers = {"Range": f"bytes={start}-{start + length - 1}"}
        with self._within(seconds), self._get(url, headers, seconds) as response:
            if response.status_code == 206:
                found = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
                if found is None or int(found[1]) != start:
                    raise DownloadError("answered with another piece than was asked for")
            else:
                start = 0  # the host knows no ranges
            yield start, self._body(response)

    @contextlib.contextmanager
    def _get(self, url: str, headers: dict[str, str], seconds: float) -> Iterator[requests.Response]:
        """The answer to a GET, one redirect within the host followed, its body not read yet."""
        response = self._send(url, headers, seconds)
        try:
            if response.status_code in _REDIRECTS:
                target = urljoin(url, response.headers.get("Location", ""))
                response.close()
                if not _same_host(url, target):
                    raise DownloadError("answered with a redirect to another host; a login page?")
                response = self._send(target, headers, seconds)
            if response.status_code not in ((200, 206, 304) if "Range" in headers else (200, 304)):
                # Read to its end, an answer leaves the connection open; every pull gets one 404, where roots end.
                response.raw.read(SHORT_BYTES, decode_content=False)
                raise DownloadHTTPError(f"answered {response.status_code}", response.status_code)
            yield response
        finally:
            response.close()

    def _send(self, url: str, headers: dict[str, str], seconds: float) -> requests.Response:
        timeout = (CONNECT_SECONDS, seconds)
        try:
            return self._session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=timeout)
        except requests.ConnectionError as error:
            # A host may close a kept connection at the moment when it is used again; RFC 9110 §9.2.2 allows once more.
            if not _closed_early(error) or self._expired.is_set() or self._unwelcome():
                raise
        return self._session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=timeout)

    def _body(self, response: requests.Response) -> Iterator[bytes]:
        if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise DownloadError("answered compressed, which was not asked for")
        yield from response.raw.stream(CHUNK_BYTES, decode_content=False)

    @contextlib.contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Breaks off what is not done after `seconds`, and says what failed in words that are the same each time."""
        expired = self._expired = threading.Event()

        def expire() -> None:
            expired.set()
            self._sockets.break_off()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            yield
            failure: Exception | None = None
        except _FAILURES as error:
            failure = error
        except DownloadError as error:
            failure = error
            if not (expired.is_set() or self._unwelcome()):
                raise
        finally:
            timer.cancel()
        if self._unwelcome():
            raise InterruptedFetchError("told to stop") from failure
        if expired.is_set():
            raise DownloadError(f"no whole answer within {seconds:g} s") from failure
        if failure is not None:
            raise DownloadError(_reason(failure)) from failure

    def _unwelcome(self) -> bool:
        return self._closed or (self._waiting and self._interrupted.is_set())


def _same_host(before: str, after: str) -> bool:
    """Whether a redirect stays on the host; from http to https is staying, the way back is not."""
    old, new = urlsplit(before), urlsplit(after)
    if (old.scheme, old.netloc) == (new.scheme, new.netloc):
        return True
    try:
        secured = (old.scheme, old.port or 80, new.scheme, new.port or 443) == ("http", 80, "https", 443)
    except ValueError:
        return False
    return secured and old.hostname == new.hostname


def _closed_early(error: requests.ConnectionError) -> bool:
    """Whether the host closed the connection before it said anything."""
    reason = next((one for one in error.args if isinstance(one, urllib3.exceptions.ProtocolError)), None)
    causes = reason.args if reason else ()
    return any(isinstance(one, ConnectionResetError | BrokenPipeError) for one in causes)


def _reason(error: BaseException) -> str:
    """Why there was no answer, without addresses and times: the log says the same thing once."""
    seen: set[int] = set()
    pending: list[BaseException] = [error]
    timed_out = False
    while pending:
        found = pending.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        match found:
            case urllib3.exceptions.NameResolutionError():
                return "the host's name cannot be resolved; is there a network?"
            case requests.exceptions.SSLError() | urllib3.exceptions.SSLError():
                return f"no secure connection: {_tls(found)}"
            case requests.exceptions.Timeout() | urllib3.exceptions.TimeoutError() | TimeoutError():
                timed_out = True
            case requests.exceptions.InvalidURL() | requests.exceptions.MissingSchema():
                return "not a URL that can be asked for"
            case OSError(errno=int(number)) if not isinstance(found, requests.RequestException):
                return os.strerror(number).lower()
        linked = [found.__cause__, found.__context__, getattr(found, "reason", None), *found.args]
        pending += [one for one in linked if isinstance(one, BaseException)]
    return "no answer in time" if timed_out else "the connection broke off"


def _tls(error: BaseException) -> str:
    match = re.search(r"verify failed: ([^(\]]+)", str(error))
    return f"the certificate is not accepted ({match[1].strip()})" if match else "TLS failed"
