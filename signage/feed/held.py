"""What a repository holds now, as its publisher reads it back."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from signage.clock import BUILT
from signage.content.codec import decode
from signage.content.feed import Feed
from signage.errors import CodecError, PublishError
from signage.feed.layout import FEED, METADATA, SIGNED_FIELD, TARGETS, TIMESTAMP

_log = logging.getLogger(__name__)

R = TypeVar("R", Timestamp, Snapshot, Targets)

_LATER_SNAPSHOT = re.compile(r"(?:[2-9]|[1-9]\d+)\.snapshot\.json")


@dataclass(frozen=True)
class Held:
    """A repository's newest state. `feed` is None when its document is damaged: the next publish replaces it."""

    timestamp: Metadata[Timestamp]
    snapshot: Metadata[Snapshot]
    targets: Metadata[Targets]
    feed: Feed | None
    signed: dt.datetime
    """When it was last signed."""

    @property
    def version(self) -> int:
        return self.targets.signed.version

    @property
    def published(self) -> dt.datetime:
        return self.feed.published if self.feed else self.signed


def read_held(repository: Path) -> Held | None:
    """What `repository` holds; None when nothing was ever published there.

    Signatures are not verified: this is the publisher's own disk, and rotated keys must not lock it out.
    Raises: `PublishError` when the metadata is damaged.
    """
    folder = repository / METADATA
    if not (folder / TIMESTAMP).exists():
        # A crash within the very first publish leaves version 1 of the rest; that is nothing yet.
        if folder.is_dir() and any(_LATER_SNAPSHOT.fullmatch(path.name) for path in folder.iterdir()):
            raise PublishError(f"{folder / TIMESTAMP}: missing, but the rest is there; restore it from a backup")
        return None
    timestamp = _read(folder / TIMESTAMP, Timestamp)
    snapshot = _read(folder / f"{timestamp.signed.snapshot_meta.version}.snapshot.json", Snapshot)
    targets = _read(folder / f"{snapshot.signed.meta['targets.json'].version}.targets.json", Targets)
    return Held(timestamp, snapshot, targets, _read_feed(repository, targets.signed), _signed(timestamp.signed))


def _read(path: Path, role: type[R]) -> Metadata[R]:
    try:
        metadata = Metadata[R].from_bytes(path.read_bytes())
    except (OSError, DeserializationError) as error:
        raise PublishError(f"{path}: damaged; restore the repository from a backup") from error
    if not isinstance(metadata.signed, role):
        raise PublishError(f"{path}: damaged (a {metadata.signed.type}); restore the repository from a backup")
    return metadata


def _read_feed(repository: Path, targets: Targets) -> Feed | None:
    try:
        target = targets.targets[FEED]
        path = repository / TARGETS / f"{target.hashes['sha256']}.{FEED}"
        data = path.read_bytes()
        target.verify_length_and_hashes(data)
        return decode(data)
    except (OSError, KeyError, RepositoryError, CodecError) as error:
        _log.warning("%s: the published feed is damaged (%s); the next one replaces it", repository, error)
        return None


def _signed(timestamp: Timestamp) -> dt.datetime:
    return signed_moment(timestamp) or BUILT


def signed_moment(timestamp: Timestamp) -> dt.datetime | None:
    """When `timestamp` was signed, by the publisher's clock; None when it does not say."""
    try:
        moment = dt.datetime.fromisoformat(timestamp.unrecognized_fields[SIGNED_FIELD])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None
