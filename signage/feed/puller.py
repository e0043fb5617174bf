"""One pull: what the host has, verified against the pinned root, whole into the store, or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import msgspec
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import TargetFile
from tuf.api.serialization import DeserializationError

from signage.clock import BUILT, Clock
from signage.content.codec import MAX_FEED_BYTES, decode
from signage.content.feed import Feed
from signage.content.media import Media
from signage.errors import CodecError, FeedExpiredError, FeedUnreachableError, FeedUntrustedError
from signage.feed.client import Client
from signage.feed.fetcher import FeedFetcher, InterruptedFetchError
from signage.feed.keys import load_root
from signage.feed.layout import FEED, MEDIA, TARGETS
from signage.store.state import State
from signage.store.store import MediaMismatchError, Store

_log = logging.getLogger(__name__)

MAX_MEDIA_TOTAL_BYTES = 400_000_000
"""All pictures of one feed together: what the smallest card of a screen can hold twice."""


@dataclass(frozen=True)
class Pulled:
    """A new feed, in the store and current. `at` is the moment by the screen's clock, in UTC."""

    feed: Feed
    version: int
    at: dt.datetime
    whole: bool = True
    """False: pictures are still to come, because an alert does not wait for them. Pull again at once."""


class Puller:
    """Pulls from one host into one store. One thread at a time."""

    def __init__(self, fetcher: FeedFetcher, store: Store, root: bytes, *, clock: Clock) -> None:
        """`root` is the content of the pinned root.json.

        Raises: `KeysError` when it is not a root; `StoreError`.
        """
        load_root(root, "the pinned root")
        self._fetcher = fetcher
        self._store = store
        self._root = root
        self._clock = clock
        self._refused: tuple[str, FeedUntrustedError] | None = None
        self._fetched: dict[str, tuple[bytes, Feed]] = {}
        self._expires: dt.datetime | None = None
        store.begin(root)

    def pull(self, timestamp: bytes | None = None) -> Pulled | None:
        """Bring the newest feed into the store; None when it is there already.

        `timestamp` is timestamp.json where a wait brought it. The store's switch is the last step: whatever is raised,
        what the screen shows stays.
        Raises: `FeedUnreachableError`, `FeedUntrustedError`, `FeedExpiredError` (when, see there); `StoreError`;
        `InterruptedFetchError` when the fetcher was closed.
        """
        try:
            return self._pull(timestamp)
        except OSError:
            # Only tuf's own files are touched without a translation of errors: they may be lost at any time.
            _log.warning("%s: unusable; set aside, and fetched anew", self._store.metadata_folder)
            self._store.set_aside_metadata()
        try:
            return self._pull(timestamp)
        except OSError as error:
            raise FeedUnreachableError(
                f"{self._store.metadata_folder} cannot be written: {error.strerror or error}", url=self._fetcher.place
            ) from error

    def still_fresh(self) -> None:
        """The host says that nothing changed: whether what was verified last still holds.

        Raises: `FeedExpiredError` when it does not: a host that repeats an old timestamp for ever is a freeze attack.
        """
        now = self._now(self._store.state)
        if self._expires is not None and now >= self._expires:
            raise FeedExpiredError(_expired(self._expires, now), url=self._fetcher.place)

    def _pull(self, timestamp: bytes | None) -> Pulled | None:
        state = self._store.begin(self._root)
        now = self._now(state)
        with self._translated(now):
            client = Client(
                self._store.metadata_folder,
                self._fetcher.base_url,
                self._fetcher,
                self._root,
                now=now,
                timestamp=timestamp,
            )
            client.refresh()
            target = client.feed_target()
        behind = state.seen.behind(client.seen)
        if behind:
            raise self._untrusted(f"rolled back: an older {behind} than this screen has seen (a replayed feed)")
        if target is None or target.length > MAX_FEED_BYTES or "sha256" not in target.hashes:
            raise self._untrusted(f"signed, but without a {FEED} that this program reads")
        pulled = self._take(client, target, state)
        self._expires = client.expires
        return pulled

    def _take(self, client: Client, target: TargetFile, state: State) -> Pulled | None:
        """Document and pictures of a verified `target` into the store."""
        sha256 = target.hashes["sha256"]
        seen = msgspec.structs.replace(state, seen=client.seen, signed=client.signed or state.signed)
        if self._store.holds(sha256):
            self._store.remember(msgspec.structs.replace(seen, reached=self._clock.now()))
            return None
        if self._refused is not None and self._refused[0] == sha256:
            # Nothing about it has changed: not fetched again, so that a broken feed does not eat a mobile plan.
            raise self._refused[1].with_traceback(None)
        data, feed = self._fetched.get(sha256) or self._fetch_document(target, sha256, state)
        missing = self._store.missing(feed)
        hurry = bool(missing) and self._is_urgent(feed)
        for media in () if hurry else missing:
            self._fetch_media(media)
        at = self._clock.now()
        seen = msgspec.structs.replace(seen, compound=feed.compound.id)
        version = client.seen.targets
        self._store.commit(data, feed, version=version, at=at, state=seen, pictures_later=hurry)
        self._refused = None
        if not hurry:
            self._fetched.clear()
        return Pulled(feed, version, at, whole=not hurry)

    def _is_urgent(self, feed: Feed) -> bool:
        """Whether `feed` raises, changes or ends an alert, or switches the screens: no poster may hold that up."""
        current = self._store.current()
        if current is None:
            return False
        before = current.feed
        return (feed.alerts, feed.compound.display) != (before.alerts, before.compound.display)

    def _fetch_document(self, target: TargetFile, sha256: str, state: State) -> tuple[bytes, Feed]:
        """The document and what it says; kept until its pictures are here too, however often that is tried."""
        with self._translated(self._clock.now()):
            url = f"{self._fetcher.base_url}{TARGETS}{sha256}.{FEED}"
            data = self._fetcher.download_bytes(url, target.length)
            target.verify_length_and_hashes(data)
        try:
            feed = self._read(data, state)
        except FeedUntrustedError as error:
            self._refused = (sha256, error)
            raise
        self._fetched = {sha256: (data, feed)}
        return data, feed

    def _read(self, data: bytes, state: State) -> Feed:
        try:
            feed = decode(data)
        except CodecError as error:
            raise self._untrusted(f"signed, but unreadable: {error}") from error
        if state.compound and feed.compound.id != state.compound:
            raise self._untrusted(
                f"the feed of compound {feed.compound.id!r}, but this screen is of {state.compound!r}; "
                "to move the screen, empty its store"
            )
        total = sum(media.size for media in feed.media())
        if total > MAX_MEDIA_TOTAL_BYTES:
            raise self._untrusted(
                f"its pictures have {total // 1_000_000} MB; at most {MAX_MEDIA_TOTAL_BYTES // 1_000_000} MB are taken"
            )
        return feed

    def _fetch_media(self, media: Media) -> None:
        path = MEDIA + media.name

        def stream() -> Generator[bytes, None, None]:
            with self._translated(self._clock.now(), path):
                yield from self._fetcher.stream(self._fetcher.base_url + path)

        try:
            with contextlib.closing(stream()) as chunks:
                self._store.receive(media, chunks)
        except MediaMismatchError as error:
            raise self._untrusted(f"tampered with, or damaged on the way: {error}") from error

    def _now(self, state: State) -> dt.datetime:
        """When expiry is judged: a clock that is behind must not make old signatures good."""
        return max(moment for moment in (self._clock.now(), BUILT, state.signed) if moment is not None)

    def _untrusted(self, problem: str) -> FeedUntrustedError:
        return FeedUntrustedError(problem, url=self._fetcher.place)

    @contextlib.contextmanager
    def _translated(self, now: dt.datetime, path: str = "") -> Iterator[None]:
        """tuf's errors into ours, in words that are the same each time."""
        prefix = f"{path}: " if path else ""
        place = self._fetcher.place
        try:
            yield
        except InterruptedFetchError:
            raise
        except DownloadLengthMismatchError as error:
            raise FeedUnreachableError(f"{prefix}answered with too much: {error}", url=place) from error
        except DownloadHTTPError as error:
            raise FeedUnreachableError(f"{prefix}{error}", url=place) from error
        except DownloadError as error:
            raise FeedUnreachableError(f"{prefix}{error}", url=place) from error
        except ExpiredMetadataError as error:
            raise FeedExpiredError(f"{error}; {_clock_says(now)}", url=place) from error
        except DeserializationError as error:
            raise self._untrusted(
                "what came is no signed document: truncated, tampered with, or a login page"
            ) from error
        except UnsignedMetadataError as error:
            raise self._untrusted(f"not signed by a key that the pinned root vouches for ({error})") from error
        except LengthOrHashMismatchError as error:
            raise self._untrusted("tampered with or truncated: not what was signed") from error
        except RepositoryError as error:
            raise self._untrusted(f"rolled back or inconsistent: {error}") from error


def _expired(expires: dt.datetime, now: dt.datetime) -> str:
    return f"signatures ended on {expires:%Y-%m-%d %H:%M} UTC; {_clock_says(now)}"


def _clock_says(now: dt.datetime) -> str:
    return f"here it is {now:%Y-%m-%d} UTC: nobody signs any more, somebody replays an old feed, or this clock is wrong"
