"""How a screen gets bytes: over HTTP, or from a folder. What the bytes are worth, the signatures decide.

A fetcher serves one thread; only `interrupt` and `close` may be called from another.
"""

from __future__ import annotations

import abc
import contextlib
import hashlib
import os
import stat
import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

from signage.errors import SettingsError
from signage.feed.layout import MAX_TIMESTAMP_BYTES, METADATA, TIMESTAMP, is_published

CHUNK_BYTES = 65_536

WAIT_SECONDS = 55.0
"""How long a host is asked to hold a request: below the 60 s at which proxies commonly hang up."""


class InterruptedFetchError(DownloadError):
    """The fetcher was told to stop waiting; nothing is wrong."""


@dataclass(frozen=True)
class Tag:
    """Which timestamp.json is known already: the host's name for it (may be empty), and its SHA-256."""

    etag: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Answer:
    """What a wait brought. `timestamp` is None when it is still the one that is known."""

    timestamp: bytes | None
    tag: Tag
    held: bool
    """Whether the host holds requests until something changes, so that asking again at once is right."""


class FeedFetcher(FetcherInterface):
    """Where a feed comes from. `base_url` ends in `/`; what is asked for is `base_url` + a path of `layout`."""

    base_url: str
    place: str
    """How people know it: the URL, or the folder."""

    @abc.abstractmethod
    def wait(self, known: Tag, seconds: float = WAIT_SECONDS) -> Answer:
        """Ask for timestamp.json; a host that can holds the answer until it is not `known`, or for `seconds`.

        Raises: `InterruptedFetchError` after `interrupt` or `close`; tuf's `DownloadError` when there is no answer,
        or none that can be one.
        """

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """All of `url`, in memory; tuf's own way goes over a file in /tmp, and leaves what it refuses half read.

        Raises: tuf's `DownloadError`; `DownloadLengthMismatchError` for more than `max_length` bytes.
        """
        data = bytearray()
        with contextlib.closing(self.stream(url)) as chunks:
            for chunk in chunks:
                data += chunk
                if len(data) > max_length:
                    raise DownloadLengthMismatchError(f"more than {max_length} bytes")
        return bytes(data)

    @abc.abstractmethod
    def stream(self, url: str) -> Generator[bytes, None, None]:
        """The bytes of `url` as they come; to be closed. Raises: tuf's `DownloadError`, here and at each chunk."""

    @contextlib.contextmanager
    def piece(self, url: str, start: int, length: int) -> Iterator[tuple[int, Iterable[bytes]]]:
        """About `length` bytes of `url` from byte `start` on: the byte from which on they are, and they, as they come.

        A host that gives out whole files only gives the whole, from byte 0 on; so does this, for a fetcher that knows
        no better. Raises: as `stream`.
        """
        del start, length
        with contextlib.closing(self.stream(url)) as chunks:
            yield 0, chunks

    def _fetch(self, url: str) -> Iterator[bytes]:
        """tuf asks here."""
        return self.stream(url)

    @abc.abstractmethod
    def interrupt(self) -> None:
        """End the running wait, or the next one, at once. From any thread."""

    @abc.abstractmethod
    def close(self) -> None:
        """End whatever runs, at once and for good. From any thread."""


class FolderFetcher(FeedFetcher):
    """A repository in a folder: a USB stick, a network share. It may come and go."""

    def __init__(self, folder: Path, *, poll_seconds: float = 0.5) -> None:
        """`poll_seconds`: how often timestamp.json is read while waiting."""
        self._folder = folder.absolute()
        self._poll = poll_seconds
        self._wake = threading.Event()
        self._closed = False
        self.base_url = self._folder.as_uri() + "/"
        self.place = str(folder)

    def wait(self, known: Tag, seconds: float = WAIT_SECONDS) -> Answer:
        for _ in range(max(1, round(seconds / self._poll))):
            data = self.download_bytes(self.base_url + METADATA + TIMESTAMP, MAX_TIMESTAMP_BYTES)
            tag = Tag(sha256=hashlib.sha256(data).hexdigest())
            if tag.sha256 != known.sha256:
                return Answer(data, tag, held=True)
            if self._wake.wait(min(self._poll, seconds)):
                if not self._closed:
                    self._wake.clear()
                raise InterruptedFetchError("told to stop waiting")
        return Answer(None, known, held=True)

    def interrupt(self) -> None:
        self._wake.set()

    def close(self) -> None:
        self._closed = True
        self._wake.set()

    def stream(self, url: str) -> Generator[bytes, None, None]:
        return self._read(url, 0, None)

    @contextlib.contextmanager
    def piece(self, url: str, start: int, length: int) -> Iterator[tuple[int, Iterable[bytes]]]:
        with contextlib.closing(self._read(url, start, length)) as chunks:
            yield start, chunks

    def _read(self, url: str, start: int, length: int | None) -> Generator[bytes, None, None]:
        path = url.removeprefix(self.base_url)
        if not is_published(path):
            raise DownloadHTTPError(f"{path}: not a name of a repository", 404)
        try:
            # A stick may hold anything under this name; a pipe or a device must not hold up the screen.
            descriptor = os.open(self._folder / path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise DownloadError(f"{path} is not a file")
                file.seek(start)
                left = length
                while chunk := file.read(CHUNK_BYTES if left is None else min(CHUNK_BYTES, left)):
                    if self._closed:
                        raise InterruptedFetchError("told to stop")
                    left = None if left is None else left - len(chunk)
                    yield chunk
        except FileNotFoundError:
            if (self._folder / METADATA).is_dir():
                raise DownloadHTTPError(f"{path} is not there", 404) from None
            raise DownloadError("there is no feed here; is the stick in?") from None
        except OSError as error:
            raise DownloadError(f"{path} cannot be read: {error.strerror or error}") from error


def open_fetcher(feed: str) -> FeedFetcher:
    """The fetcher for `feed`: an http(s) base URL, or the folder of a repository.

    Raises: `SettingsError` for a URL of another kind.
    """
    if "://" not in feed:
        return FolderFetcher(Path(feed))
    from signage.feed.webfetcher import HttpFetcher

    scheme = feed.partition("://")[0].lower()
    if scheme not in ("http", "https"):
        raise SettingsError("feed", "feed", f"{feed!r} is neither an http(s) URL nor a folder")
    return HttpFetcher(feed)
