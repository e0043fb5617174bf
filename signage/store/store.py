"""The last good feed, its pictures and films: what a screen shows whatever happens to network, host or power.

    <store>/feeds/<number>-v<version>-<sha256>.json   the last two feeds, as they were signed
    <store>/media/<sha256>.<ext>                      their pictures and films
    <store>/media/.part-<sha256>.<ext>                the beginning of a film, the rest of which is to come
    <store>/state.json                                what was seen (`state.State`)
    <store>/metadata/                                 TUF's own files, which may be lost at any time

There is no pointer that could be damaged: the current feed is the highest number whose content has its own SHA-256.
So one rename is the switch, and a feed that rots gives way to the one before. A feed does not wait for its films, which
have poster frames to stand in for them.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from signage.content.feed import Feed
from signage.content.media import Film, MediaFile
from signage.errors import StoreError
from signage.store import mediafolder
from signage.store.disk import has_content, locked, new_file, remove_unfinished, sync_folder, write_whole
from signage.store.generations import Generation, generation_name, list_generations, read_generation
from signage.store.mediafolder import MediaMismatchError as MediaMismatchError
from signage.store.state import State, latest, read_state, write_state

_log = logging.getLogger(__name__)

RESERVE_BYTES = 20_000_000
"""Free space that pictures leave on the disk, for the feed itself, the state and the journal."""

REACHED_EVERY = dt.timedelta(hours=1)
"""How often an unchanged "the host was reached" is written down."""


@dataclass(frozen=True)
class StoredFeed:
    """A feed of the store. `version` is the publisher's; `sha256` that of the document; instants are in UTC."""

    feed: Feed
    version: int
    sha256: str
    pulled_at: dt.datetime
    reached_at: dt.datetime
    """When the host last gave a verified answer: how old the content may be at most."""


@dataclass(frozen=True)
class ScrubReport:
    """What a scrub found: `checked` files; names of those `damaged` and removed, and of those `dropped` as unneeded."""

    checked: int
    damaged: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def needs_pull(self) -> bool:
        """Whether something must be fetched again (`PullLoop.pull_now`)."""
        return bool(self.damaged)


class Store:
    """The store in `folder`, owned by one process at a time. Thread-safe. A context manager; `close` gives it back."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder where it is not there yet.

        Raises: `StoreError` when it cannot be made or written, or another process owns it.
        """
        self._folder = folder
        self._feeds = folder / "feeds"
        self._media = folder / "media"
        self._guard = threading.RLock()
        self._ready = False
        self._current: StoredFeed | None = None
        self._current_path: Path | None = None
        self._received: set[str] = set()
        self._resources = contextlib.ExitStack()
        with self._failing("cannot be used"):
            for path in (folder, self._feeds, self._media):
                path.mkdir(parents=True, exist_ok=True)
            try:
                self._resources.enter_context(locked(folder / "lock"))
            except BlockingIOError:
                raise StoreError(f"{folder}: another signage process uses this store; stop it first") from None
        try:
            with self._failing("cannot be used"):
                for path in (folder, self._feeds, self._media):
                    remove_unfinished(path)
            self._state = self._load_state()
        except BaseException:
            self._resources.close()
            raise
        self._reached_written = self._state.reached
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write down what is only remembered, and let another process have the store."""
        with self._guard:
            if not self._open:
                return
            if self._state.reached != self._reached_written:
                try:
                    self._write_state(self._state)
                except StoreError as error:
                    _log.warning("%s", error)
            self._open = False
            self._resources.close()

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def metadata_folder(self) -> Path:
        """For TUF's own files."""
        return self._folder / "metadata"

    @property
    def state(self) -> State:
        with self._guard:
            return self._state

    # Reading.

    def current(self) -> StoredFeed | None:
        """The last good feed, read from disk once; None when there is none yet. A damaged one is passed over."""
        with self._guard:
            if not self._ready:
                self._load()
            if self._current is None:
                return None
            reached = latest(self._state.reached, self._current.pulled_at) or self._current.pulled_at
            return replace(self._current, reached_at=reached)

    def media_path(self, media: MediaFile) -> Path | None:
        """Where the file lies; None when it is not there. It was verified when it came; `scrub` verifies again."""
        path = self._media / media.name
        try:
            return path if path.stat().st_size == media.size else None
        except OSError:
            return None

    def missing(self, feed: Feed) -> tuple[MediaFile, ...]:
        """The pictures and films of `feed` that are not here yet."""
        return tuple(media for media in feed.media() if self.media_path(media) is None)

    def missing_pictures(self, feed: Feed) -> tuple[MediaFile, ...]:
        """Those of `missing` that a feed waits for."""
        return tuple(media for media in self.missing(feed) if not isinstance(media, Film))

    def missing_films(self, feed: Feed) -> tuple[Film, ...]:
        """Those of `missing` that come after the feed."""
        return tuple(media for media in self.missing(feed) if isinstance(media, Film))

    def received(self, film: Film) -> int:
        """Bytes of a missing `film` that came already, from its start. Raises: `StoreError`."""
        with self._failing("cannot be read"):
            return mediafolder.received(self._media, film)

    def holds(self, sha256: str) -> bool:
        """Whether the feed with this document is the current one, whole, with all its pictures (not its films)."""
        with self._guard:
            current = self.current()
            if current is None or current.sha256 != sha256 or self._current_path is None:
                return False
            return self._current_path.is_file() and not self.missing_pictures(current.feed)

    # Writing.

    def receive(self, media: MediaFile, chunks: Iterable[bytes]) -> None:
        """Take in one picture or film as a whole; it stays even if the pull that brought it fails later.

        Raises: `MediaMismatchError` when it is not what it is called, `StoreError` when the disk is full or broken,
        and whatever `chunks` raises; nothing of it is kept then.
        """
        self._must_be_open()
        self._must_have_room(media.size)
        with self._failing("a picture cannot be written"):
            mediafolder.receive(self._media, media, chunks)
        with self._guard:
            self._received.add(media.name)

    def append(self, film: Film, start: int, chunks: Iterable[bytes]) -> bool:
        """Take in a piece of a film, from byte `start` on, which is at most `received`; it stays whatever comes later.

        Returns whether the film is whole, and verified, now.
        Raises: `MediaMismatchError` when what came is not what it is called, and nothing of it is kept; `StoreError`
        when the disk is full or broken; whatever `chunks` raises.
        """
        self._must_be_open()
        self._must_have_room(film.size - start)
        with self._failing("a film cannot be written"):
            whole = mediafolder.append(self._media, film, start, chunks)
        if whole:
            with self._guard:
                self._received.add(film.name)
        return whole

    def commit(
        self,
        data: bytes,
        feed: Feed,
        *,
        version: int,
        at: dt.datetime,
        state: State | None = None,
        pictures_later: bool = False,
    ) -> StoredFeed:
        """Make `feed`, whose signed document is `data`, the current one; one rename is the switch.

        `at` is the moment of the pull; `state` what was seen with it. The feed before stays to fall back to. With
        `pictures_later` pictures may be missing: `holds` is false until they came and the feed was committed again.
        Films may always be missing.
        Raises: `StoreError` when the disk is full or broken, or pictures are missing: all stays as it was.
        """
        self._must_be_open()
        absent = () if pictures_later else self.missing_pictures(feed)
        if absent:
            raise StoreError(f"{self._folder}: {len(absent)} pictures of the feed are missing, first {absent[0].name}")
        sha256 = hashlib.sha256(data).hexdigest()
        with self._guard:
            self.current()
            before = self._current_path
            # The state goes first: seen but not shown only means to pull once more; shown but not seen could be undone.
            self.remember(_reached(state or self._state, at))
            number = max((generation.number for generation in self._generations()), default=0) + 1
            path = self._feeds / generation_name(number, version, sha256)
            with self._failing("the feed cannot be written"), new_file(path) as file:
                file.write(data)
                file.flush()
                os.utime(file.fileno(), (at.timestamp(), at.timestamp()))
            self._current = StoredFeed(feed=feed, version=version, sha256=sha256, pulled_at=at, reached_at=at)
            self._current_path = path
            self._ready = True
            self._received.clear()
            try:
                self._sweep({path, before} if before else {path})
            except OSError as error:
                _log.warning("%s", self._problem("old files cannot be removed", error))
            return self._current

    def remember(self, state: State) -> None:
        """Write down `state` where it differs in more than the hour. Raises: `StoreError`."""
        with self._guard:
            same = msgspec.structs.replace(state, reached=self._state.reached) == self._state
            if not same:
                self._write_state(state)
            elif state.reached is not None:
                self.note_reached(state.reached)

    def note_reached(self, at: dt.datetime) -> None:
        """The host gave a verified answer at `at`. Written down at most once an hour. Raises: `StoreError`."""
        with self._guard:
            state = _reached(self._state, at)
            written = self._reached_written
            if written is None or state.reached is None or abs(state.reached - written) >= REACHED_EVERY:
                self._write_state(state)
            else:
                self._state = state

    def begin(self, pinned: bytes) -> State:
        """The state under the root `pinned`; a root other than before starts it anew. Raises: `StoreError`."""
        with self._guard:
            name = hashlib.sha256(pinned).hexdigest()
            if self._state.pinned != name:
                fresh = State(pinned=name)
                if not self._state.pinned and not self._state.compound:
                    # The state was lost, the content was not: what can be known from it still holds.
                    current = self.current()
                    if current is not None:
                        fresh = State(pinned=name, compound=current.feed.compound.id, signed=current.feed.published)
                self._write_state(fresh)
            return self._state

    def set_aside_metadata(self) -> None:
        """Put TUF's own files out of the way, so that they are fetched anew. Raises: `StoreError`."""
        self._must_be_open()
        aside = self._folder / "metadata.damaged"
        with self._failing("damaged metadata cannot be set aside"):
            if aside.is_dir() and not aside.is_symlink():
                shutil.rmtree(aside)
            else:
                aside.unlink(missing_ok=True)
            with contextlib.suppress(FileNotFoundError):
                self.metadata_folder.rename(aside)

    def scrub(self) -> ScrubReport:
        """Read everything anew; remove what is damaged, and what no feed here needs. For a nightly job.

        What is shown stays shown; what was damaged comes back with the next pull. Raises: `StoreError`.
        """
        self._must_be_open()
        damaged: list[str] = []
        dropped: list[str] = []
        checked = 0
        with self._failing("cannot be scrubbed"):
            needed: dict[str, MediaFile] = {}
            with self._guard:
                for generation in self._generations():
                    checked += 1
                    found = read_generation(generation)
                    if found is None:
                        generation.path.unlink(missing_ok=True)
                        damaged.append(generation.path.name)
                        continue
                    needed |= {media.name: media for media in found.media()}
                current = self.current()
                if current is not None:
                    needed |= {media.name: media for media in current.feed.media()}
                keep = needed.keys() | self._received
                dropped += mediafolder.drop(self._media, frozenset(keep))
            # Hashing takes long on a small machine: nobody waits for it.
            for name, media in needed.items():
                checked += 1
                path = self._media / name
                if path.is_file() and not has_content(path, media.sha256):
                    path.unlink(missing_ok=True)
                    damaged.append(name)
        if damaged:
            _log.warning("%s: damaged on disk, removed to be fetched anew: %s", self._folder, ", ".join(damaged))
        return ScrubReport(checked, tuple(damaged), tuple(dropped))

    # Inside.

    def _load_state(self) -> State:
        path = self._folder / "state.json"
        try:
            return read_state(path.read_bytes())
        except FileNotFoundError:
            return State()
        except (OSError, ValueError) as error:
            _log.warning("%s: damaged (%s); what can be known from the content is kept", path, error)
            return State()

    def _write_state(self, state: State) -> None:
        self._must_be_open()
        with self._failing("the state cannot be written"):
            write_whole(self._folder / "state.json", write_state(state))
        self._state = state
        self._reached_written = state.reached

    def _load(self) -> None:
        for generation in self._generations():
            feed = read_generation(generation)
            if feed is None:
                _log.warning("%s: damaged; falling back to the feed before it", generation.path)
                continue
            with self._failing("cannot be read"):
                pulled = dt.datetime.fromtimestamp(generation.path.stat().st_mtime, dt.UTC)
            self._current = StoredFeed(feed, generation.version, generation.sha256, pulled, pulled)
            self._current_path = generation.path
            break
        self._ready = True

    def _generations(self) -> list[Generation]:
        with self._failing("cannot be read"):
            return list_generations(self._feeds)

    def _sweep(self, keep: set[Path]) -> None:
        for generation in self._generations():
            if generation.path not in keep:
                generation.path.unlink(missing_ok=True)
        needed: set[str] = set()
        for generation in self._generations():
            feed = self._current.feed if self._current and generation.path == self._current_path else None
            feed = feed or read_generation(generation)
            if feed is not None:
                needed |= {media.name for media in feed.media()}
        mediafolder.drop(self._media, frozenset(needed))
        sync_folder(self._feeds)

    def _must_have_room(self, size: int) -> None:
        with self._failing("cannot be read"):
            free = shutil.disk_usage(self._media).free
        if free < size + RESERVE_BYTES:
            raise StoreError(
                f"{self._folder}: the disk is full: {free // 1_000_000} MB are free, "
                f"{(size + RESERVE_BYTES) // 1_000_000 + 1} MB are needed"
            )

    def _must_be_open(self) -> None:
        if not self._open:
            raise StoreError(f"{self._folder}: the store was closed")

    @contextlib.contextmanager
    def _failing(self, problem: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._problem(problem, error) from error

    def _problem(self, problem: str, error: OSError) -> StoreError:
        return StoreError(f"{self._folder}: {problem}: {error.strerror or error}")


def _reached(state: State, at: dt.datetime) -> State:
    """`state` with the host reached at `at`."""
    return msgspec.structs.replace(state, reached=at)
