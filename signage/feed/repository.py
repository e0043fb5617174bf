"""A compound's repository: a folder that any static host, CDN or USB stick can carry.

    <repo>/metadata/{N.root,timestamp,N.snapshot,N.targets}.json   TUF's, with consistent snapshots
    <repo>/targets/<sha256>.feed.json                              the feed, as signed
    <repo>/media/<sha256>.<ext>                                    its pictures and films
    <repo>/feed.json                                               the newest feed under a plain name, for feed readers

Everything but timestamp.json (and feed.json, which nobody must trust) is written once and never changed.
timestamp.json is written last: until its rename, everybody sees the feed before; from then on, the new one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from signage.clock import BUILT, Clock, SystemClock
from signage.content.codec import encode
from signage.content.feed import Feed
from signage.content.media import MAX_TOTAL_BYTES, Content, MediaFile, chunks
from signage.errors import PublishError
from signage.feed.held import Held, read_held
from signage.feed.keys import OnlineKeys
from signage.feed.layout import FEED, MEDIA, METADATA, SIGNED_FIELD, TARGETS, TIMESTAMP
from signage.feed.sweep import sweep
from signage.feed.terms import Terms, renewal_due
from signage.store.disk import has_content, locked, new_file, remove_unfinished, sync_folder, write_whole

_log = logging.getLogger(__name__)

R = TypeVar("R", Timestamp, Snapshot, Targets)

_SERIALIZER = JSONSerializer(compact=True)


@dataclass(frozen=True)
class Published:
    """What a publisher did. `version` is the feed's; `expires` when screens will call it expired."""

    version: int
    changed: bool
    """Whether screens get another feed."""
    signed: bool
    """Whether anything was written: a new feed, or signatures renewed."""
    published: dt.datetime
    expires: dt.datetime


class Repository:
    """One compound's repository in `path`. Any number of processes may publish; they take turns."""

    def __init__(self, path: Path, keys: OnlineKeys, *, clock: Clock | None = None, terms: Terms | None = None) -> None:
        self._path = path
        self._keys = keys
        self._clock = clock or SystemClock()
        self._terms = terms or Terms()

    @property
    def path(self) -> Path:
        return self._path

    def feed(self) -> Feed | None:
        """The feed that is published; None when there is none. Raises: `PublishError` when it cannot be read."""
        held = read_held(self._path)
        return held.feed if held else None

    def publish(self, feed: Feed, media: Mapping[str, Content], *, allow_empty: bool = False) -> Published:
        """Sign `feed` and make it the newest; `media` has its pictures and films, by name.

        A feed that says what the published one says makes no new version. `published` never goes backwards.
        Raises: `PublishError` when it is another compound's, loses everything without `allow_empty`, lacks pictures or
        films, has more of them than a screen takes, or cannot be written; `CodecError` when a value is out of its
        bounds. What was published stays, whole.
        """
        with self._turn(create=True):
            held = read_held(self._path)
            now = self._now(held)
            if held is not None and held.feed is not None:
                self._guard(held.feed, feed, allow_empty=allow_empty)
                # `published` never goes backwards, and alone it is no news.
                feed = msgspec.structs.replace(feed, published=max(feed.published, held.feed.published))
                if msgspec.structs.replace(feed, published=held.feed.published) == held.feed:
                    self._write_media(feed, media)
                    return self._renew(held, now)
            data = encode(feed)
            self._write_media(feed, media)
            return self._sign(held, data, feed, now)

    def refresh(self) -> Published:
        """Renew the signatures that are past half of their life, or of keys that were rotated away.

        Raises: `PublishError` when there is nothing published yet, or it cannot be written.
        """
        with self._turn():
            held = read_held(self._path)
            if held is None:
                raise PublishError(f"{self._path}: nothing is published here yet")
            return self._renew(held, self._now(held))

    def damaged(self) -> tuple[str, ...]:
        """Names of published pictures that are missing or rotten; they are removed, so that publishing mends them."""
        with self._turn():
            held = read_held(self._path)
            names = []
            for media in held.feed.media() if held is not None and held.feed is not None else ():
                path = self._path / MEDIA / media.name
                if has_content(path, media.sha256):
                    continue
                path.unlink(missing_ok=True)
                names.append(media.name)
            return tuple(names)

    # Inside.

    @contextlib.contextmanager
    def _turn(self, *, create: bool = False) -> Iterator[None]:
        """One publisher at a time, what a crash left cleared away, and every error of the disk in words."""
        if not create and not (self._path / METADATA).is_dir():
            raise PublishError(f"{self._path}: nothing is published here yet")
        try:
            for name in ("", METADATA, TARGETS, MEDIA):
                (self._path / name).mkdir(parents=True, exist_ok=True)
            with locked(self._path / ".lock", seconds=self._terms.wait_for_lock):
                for name in ("", METADATA, TARGETS, MEDIA):
                    remove_unfinished(self._path / name)
                self._verify_keys()
                yield
        except BlockingIOError as error:
            raise PublishError(f"{self._path}: another publisher is at work and does not end") from error
        except OSError as error:
            raise PublishError(f"{self._path}: cannot be written: {error.strerror or error}") from error

    def _verify_keys(self) -> None:
        """Signing with the keys of another repository would make every screen refuse this one, for good."""
        for path in (self._path / METADATA).glob("*.root.json"):
            number = int(path.name.partition(".")[0])
            if self._keys.roots.get(number) != path.read_bytes():
                raise PublishError(
                    f"{path}: not among the keys that were given; sign with the keys that this repository was made with"
                )

    def _now(self, held: Held | None) -> dt.datetime:
        """The moment of signing: the clock's, but never before the last one."""
        now = self._clock.now()
        last = max(BUILT, held.signed) if held else BUILT
        if now < BUILT or now > last + self._terms.clock_leap:
            raise PublishError(f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, which cannot be; set it first")
        if now < last and held:
            _log.warning(
                "this machine's clock says %s, but the feed was signed at %s already: check the clock",
                f"{now:%Y-%m-%d %H:%M} UTC",
                f"{last:%Y-%m-%d %H:%M} UTC",
            )
        return max(now, last)

    def _guard(self, before: Feed, after: Feed, *, allow_empty: bool) -> None:
        if after.compound.id != before.compound.id:
            raise PublishError(
                f"{self._path}: the repository of compound {before.compound.id!r}, not of {after.compound.id!r}; "
                "each compound has its own repository"
            )
        lost = [
            name
            for name, was, now in (
                ("notices", before.items, after.items),
                ("duty roster", before.roster.slots, after.roster.slots),
                ("services", before.services, after.services),
            )
            if was and not now
        ]
        left = after.items or after.roster.slots or after.services
        if not allow_empty and ("notices" in lost or (lost and not left)):
            raise PublishError(
                f"{self._path}: this would empty every screen: gone at once are the {', '.join(lost)}; "
                "if that is meant, say --allow-empty"
            )

    def _write_media(self, feed: Feed, media: Mapping[str, Content]) -> None:
        total = sum(file.size for file in feed.media())
        if total > MAX_TOTAL_BYTES:
            raise PublishError(
                f"{self._path}: pictures and films have {total // 1_000_000} MB together, and screens take "
                f"{MAX_TOTAL_BYTES // 1_000_000} MB at most"
            )
        folder = self._path / MEDIA
        written = False
        for file in feed.media():
            path = folder / file.name
            if path.is_file() and path.stat().st_size == file.size:
                continue
            content = media.get(file.name)
            if content is None:
                raise PublishError(f"{self._path}: {file.name} is in the feed but was not given")
            with new_file(path, sync=False) as out:
                for chunk in _verified(file, content):
                    out.write(chunk)
            written = True
        if written:
            sync_folder(folder)

    def _sign(self, held: Held | None, data: bytes, feed: Feed, now: dt.datetime) -> Published:
        """Write a new version of every role, for the feed `data`."""
        target = TargetFile.from_data(FEED, data, ["sha256"])
        write_whole(self._path / TARGETS / f"{target.hashes['sha256']}.{FEED}", data)
        write_whole(self._path / FEED, data)
        version = held.version + 1 if held else 1
        about = self._new_targets(version, {FEED: target}, now)
        snapshot = self._new_snapshot(held.snapshot.signed.version + 1 if held else 1, about, now)
        expires = self._new_timestamp(held.timestamp.signed.version + 1 if held else 1, snapshot, now)
        return Published(version, changed=True, signed=True, published=feed.published, expires=expires)

    def _renew(self, held: Held, now: dt.datetime) -> Published:
        """Write new versions of the roles whose signatures need it; and so of those that vouch for them."""
        version, about = held.version, held.snapshot.signed.meta["targets.json"]
        snapshot = held.timestamp.signed.snapshot_meta
        new_targets = self._due(held.targets, self._terms.targets, now)
        new_snapshot = new_targets or self._due(held.snapshot, self._terms.snapshot, now)
        if not new_snapshot and not self._due(held.timestamp, self._terms.timestamp, now):
            expires = held.timestamp.signed.expires
            return Published(version, changed=False, signed=False, published=held.published, expires=expires)
        if new_targets:
            version += 1
            about = self._new_targets(version, held.targets.signed.targets, now)
        if new_snapshot:
            snapshot = self._new_snapshot(held.snapshot.signed.version + 1, about, now)
        expires = self._new_timestamp(held.timestamp.signed.version + 1, snapshot, now)
        return Published(version, changed=False, signed=True, published=held.published, expires=expires)

    def _due(self, metadata: Metadata[R], lifetime: dt.timedelta, now: dt.datetime) -> bool:
        """Whether the signature ends soon, or is by a key that was rotated away."""
        signed = metadata.signed
        if renewal_due(signed.expires, lifetime, now):
            return True
        try:
            self._keys.root.verify_delegate(signed.type, metadata.signed_bytes, metadata.signatures)
        except UnsignedMetadataError:
            return True
        return False

    def _new_targets(self, version: int, targets: dict[str, TargetFile], now: dt.datetime) -> MetaFile:
        signed = Targets(version=version, expires=_until(now, self._terms.targets), targets=targets)
        return MetaFile.from_data(version, self._write_role(signed, f"{version}.targets.json"), ["sha256"])

    def _new_snapshot(self, version: int, about: MetaFile, now: dt.datetime) -> MetaFile:
        signed = Snapshot(version=version, expires=_until(now, self._terms.snapshot), meta={"targets.json": about})
        return MetaFile.from_data(version, self._write_role(signed, f"{version}.snapshot.json"), ["sha256"])

    def _new_timestamp(self, version: int, snapshot: MetaFile, now: dt.datetime) -> dt.datetime:
        """The switch: all that the timestamp leads to is on the disk before it is."""
        folder = self._path / METADATA
        for number, root in self._keys.roots.items():
            path = folder / f"{number}.root.json"
            if not path.is_file():
                write_whole(path, root, sync=False)
        sync_folder(folder)
        signed = Timestamp(
            version=version,
            expires=_until(now, self._terms.timestamp),
            snapshot_meta=snapshot,
            unrecognized_fields={SIGNED_FIELD: now.isoformat()},
        )
        self._write_role(signed, TIMESTAMP)
        sync_folder(folder)
        try:
            sweep(self._path, self._terms, self._clock.now())
        except OSError as error:
            _log.warning("%s: old files cannot be removed: %s", self._path, error.strerror or error)
        return signed.expires

    def _write_role(self, signed: R, name: str) -> bytes:
        metadata: Metadata[R] = Metadata(signed)
        metadata.sign(self._keys.signers[signed.type])
        data = metadata.to_bytes(_SERIALIZER)
        write_whole(self._path / METADATA / name, data, sync=False)
        return data


def _until(now: dt.datetime, lifetime: dt.timedelta) -> dt.datetime:
    return (now + lifetime).replace(microsecond=0)


def _verified(file: MediaFile, content: Content) -> Iterator[bytes]:
    """The bytes of `content`, in pieces; at their end they were what `file` says. Raises: `PublishError`."""
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in chunks(content):
            size += len(chunk)
            if size > file.size:
                break
            digest.update(chunk)
            yield chunk
    except OSError as error:
        raise PublishError(f"{file.name} cannot be read any more: {error.strerror or error}; publish again") from error
    if size != file.size or digest.hexdigest() != file.sha256:
        raise PublishError(f"{file.name} is not what its name says: it was changed meanwhile; publish again")
