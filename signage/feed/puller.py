"""One pull: what the host has, verified against the pinned root, whole into the store, or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

import msgspec
from tuf.api.metadata import TargetFile

from signage.clock import BUILT, Clock
from signage.content.codec import MAX_FEED_BYTES, decode
from signage.content.feed import Feed
from signage.content.media import MAX_TOTAL_BYTES, Film, MediaFile
from signage.errors import CodecError, FeedExpiredError, FeedUnreachableError, FeedUntrustedError
from signage.feed.client import Client
from signage.feed.fetcher import FeedFetcher
from signage.feed.keys import load_root
from signage.feed.layout import FEED, MEDIA, TARGETS
from signage.feed.trouble import expired_words, translated
from signage.store.state import State
from signage.store.store import MediaMismatchError, Store, StoredFeed

_log = logging.getLogger(__name__)

PIECE_SECONDS = 0.5
"""How long one piece of a film should take: whoever has an alert waits for so long at most."""

REFUSED_SECONDS = 3600.0
"""A film that was not what it is called is left alone for so long: it must not eat a mobile plan."""

FIRST_PIECE_BYTES, LEAST_PIECE_BYTES, MOST_PIECE_BYTES = 262_144, 16_384, 8_000_000


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

    def __init__(
        self,
        fetcher: FeedFetcher,
        store: Store,
        root: bytes,
        *,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`root` is the content of the pinned root.json.

        Raises: `KeysError` when it is not a root; `StoreError`.
        """
        load_root(root, "the pinned root")
        self._fetcher = fetcher
        self._store = store
        self._root = root
        self._clock = clock
        self._monotonic = monotonic
        self._piece = FIRST_PIECE_BYTES
        self._tried: dict[str, int] = {}
        self._left_alone: dict[str, float] = {}
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
            raise FeedExpiredError(expired_words(self._expires, now), url=self._fetcher.place)

    def _pull(self, timestamp: bytes | None) -> Pulled | None:
        state = self._store.begin(self._root)
        now = self._now(state)
        with translated(self._fetcher.place, now):
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
        """Document and pictures of a verified `target` into the store; films come after it (`fetch_film`)."""
        sha256 = target.hashes["sha256"]
        seen = msgspec.structs.replace(state, seen=client.seen, signed=client.signed or state.signed)
        if self._store.holds(sha256):
            self._store.remember(msgspec.structs.replace(seen, reached=self._clock.now()))
            return None
        if self._refused is not None and self._refused[0] == sha256:
            # Nothing about it has changed: not fetched again, so that a broken feed does not eat a mobile plan.
            raise self._refused[1].with_traceback(None)
        data, feed = self._fetched.get(sha256) or self._fetch_document(target, sha256, state)
        missing = self._store.missing_pictures(feed)
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
        return _commands(feed) != _commands(before)

    def _fetch_document(self, target: TargetFile, sha256: str, state: State) -> tuple[bytes, Feed]:
        """The document and what it says; kept until its pictures are here too, however often that is tried."""
        with translated(self._fetcher.place, self._clock.now()):
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
        if total > MAX_TOTAL_BYTES:
            raise self._untrusted(
                f"its pictures and films have {total // 1_000_000} MB; "
                f"at most {MAX_TOTAL_BYTES // 1_000_000} MB are taken"
            )
        return feed

    def films_missing(self) -> bool:
        """Whether films of the current feed are still to come, and may be asked for. Raises: `StoreError`."""
        return self._next_film() is not None

    def fetch_film(self) -> Pulled | None:
        """Bring one more piece of a film into the store; the current feed where that made the film whole.

        A piece is as large as about `PIECE_SECONDS` allow, so that between two pieces there is time to look for news.
        Raises: as `pull`.
        """
        found = self._next_film()
        if found is None:
            return None
        current, film = found
        self._tried[film.name] = self._tried.get(film.name, 0) + 1
        path = MEDIA + film.name
        before = self._store.received(film)
        began = self._monotonic()
        try:
            with (
                translated(self._fetcher.place, self._clock.now(), path),
                self._fetcher.piece(
                    self._fetcher.base_url + path, before, max(1, min(self._piece, film.size - before))
                ) as (start, chunks),
            ):
                whole = self._store.append(film, start, chunks)
        except MediaMismatchError as error:
            self._left_alone[film.name] = self._monotonic() + REFUSED_SECONDS
            raise self._untrusted(f"tampered with, or damaged on the way: {error}") from error
        self._tried.pop(film.name)
        if whole:
            return Pulled(current.feed, current.version, self._clock.now())
        came = self._store.received(film) - before
        if came <= 0:
            raise FeedUnreachableError(f"{path}: nothing came", url=self._fetcher.place)
        wanted = came * PIECE_SECONDS / max(self._monotonic() - began, 0.001)
        self._piece = round(max(LEAST_PIECE_BYTES, min(wanted, MOST_PIECE_BYTES)))
        return None

    def _next_film(self) -> tuple[StoredFeed, Film] | None:
        current = self._store.current()
        if current is None:
            return None
        now = self._monotonic()
        films = (
            film for film in self._store.missing_films(current.feed) if self._left_alone.get(film.name, now) <= now
        )
        # one that fails lets the others go first
        found = min(films, key=lambda film: self._tried.get(film.name, 0), default=None)
        return None if found is None else (current, found)

    def _fetch_media(self, media: MediaFile) -> None:
        path = MEDIA + media.name

        def stream() -> Generator[bytes, None, None]:
            with translated(self._fetcher.place, self._clock.now(), path):
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


def _commands(feed: Feed) -> tuple[object, ...]:
    """What `feed` says that a screen does at once."""
    return feed.alerts, feed.orders, feed.compound.display, feed.compound.look
