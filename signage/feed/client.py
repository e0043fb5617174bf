"""tuf's client, with what it lacks: the moment at which signatures are judged, and a timestamp that is here already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from tuf.api.metadata import TargetFile, Timestamp
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from signage.feed.fetcher import FeedFetcher
from signage.feed.held import signed_moment
from signage.feed.layout import (
    FEED,
    MAX_ROOT_BYTES,
    MAX_SNAPSHOT_BYTES,
    MAX_TARGETS_BYTES,
    MAX_TIMESTAMP_BYTES,
    METADATA,
    TIMESTAMP,
)
from signage.store.state import Seen

CONFIG = UpdaterConfig(
    max_root_rotations=64,
    max_delegations=1,
    root_max_length=MAX_ROOT_BYTES,
    timestamp_max_length=MAX_TIMESTAMP_BYTES,
    snapshot_max_length=MAX_SNAPSHOT_BYTES,
    targets_max_length=MAX_TARGETS_BYTES,
)


class Client(Updater):
    """One refresh against `base_url`; tuf's own state is in `folder`.

    Raises (also `refresh`): tuf's `RepositoryError` and `DownloadError`; `OSError` when `folder` cannot be used.
    """

    def __init__(
        self,
        folder: Path,
        base_url: str,
        fetcher: FeedFetcher,
        root: bytes,
        *,
        now: dt.datetime,
        timestamp: bytes | None = None,
    ) -> None:
        """`root`: the pinned one; `now`: when expiry is judged; `timestamp`: timestamp.json, if it came already."""
        folder.mkdir(parents=True, exist_ok=True)
        url = base_url + METADATA
        primed = _Primed(fetcher, url + TIMESTAMP, timestamp) if timestamp is not None else fetcher
        super().__init__(str(folder), url, fetcher=primed, config=CONFIG, bootstrap=root)
        # tuf takes the system's clock, which on a screen may be years behind; there is no public way to say otherwise.
        self._trusted_set.reference_time = now

    def feed_target(self) -> TargetFile | None:
        """Length and SHA-256 of the feed's document, by the verified metadata."""
        return self.get_targetinfo(FEED)

    @property
    def seen(self) -> Seen:
        """The verified version of each role. After `refresh`."""
        trusted = self._trusted_set
        return Seen(
            root=trusted.root.version,
            timestamp=trusted.timestamp.version,
            snapshot=trusted.snapshot.version,
            targets=trusted.targets.version,
        )

    @property
    def timestamp(self) -> Timestamp:
        """The verified timestamp. After `refresh`."""
        return self._trusted_set.timestamp

    @property
    def signed(self) -> dt.datetime | None:
        """When the publisher signed, by its clock; None when it does not say. After `refresh`."""
        return signed_moment(self.timestamp)

    @property
    def expires(self) -> dt.datetime:
        """When the first of the signatures ends. After `refresh`."""
        trusted = self._trusted_set
        return min(role.expires for role in (trusted.root, trusted.timestamp, trusted.snapshot, trusted.targets))


class _Primed(FetcherInterface):
    """A fetcher that has one file already, and gives it once."""

    def __init__(self, fetcher: FeedFetcher, url: str, data: bytes) -> None:
        self._fetcher = fetcher
        self._held = {url: data}

    def download_bytes(self, url: str, max_length: int) -> bytes:
        data = self._held.pop(url, None)
        return data if data is not None else self._fetcher.download_bytes(url, max_length)

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self._fetcher.fetch(url)
