"""Clears a repository of what no screen can still be pulling."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from pathlib import Path

from tuf.api.metadata import Metadata, Snapshot, Targets
from tuf.api.serialization import DeserializationError

from signage.content.codec import decode
from signage.errors import CodecError
from signage.feed.layout import FEED, MEDIA, METADATA, TARGETS
from signage.feed.terms import Terms

_VERSIONED = re.compile(r"(\d+)\.(snapshot|targets)\.json\Z")


def sweep(repository: Path, terms: Terms, now: dt.datetime) -> None:
    """Remove the files that are older than `terms.keep_for` and not needed by the last `terms.keep_versions` versions.

    Roots stay for ever: a screen that was off for years walks along them. Raises: `OSError`.
    """
    metadata = repository / METADATA
    versions: dict[str, dict[int, Path]] = {"snapshot": {}, "targets": {}}
    for path in metadata.iterdir():
        if match := _VERSIONED.match(path.name):
            versions[match[2]][int(match[1])] = path
    snapshots = _newest(versions["snapshot"], terms.keep_versions)
    # The newest snapshots may all name one targets version that is older than the newest on disk (a crashed publish).
    named = {number for path in snapshots for number in _targets_of(path)}
    targets = {*_newest(versions["targets"], terms.keep_versions)}
    targets |= {path for number, path in versions["targets"].items() if number in named}
    keep = {*snapshots, *targets}
    for path in targets:
        keep |= _needs(repository, path)
    before = (now - terms.keep_for).timestamp()
    candidates = [*versions["snapshot"].values(), *versions["targets"].values()]
    candidates += [*(repository / TARGETS).iterdir(), *(repository / MEDIA).iterdir()]
    for path in candidates:
        if path not in keep and path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _newest(paths: dict[int, Path], count: int) -> list[Path]:
    return [paths[number] for number in sorted(paths, reverse=True)[:count]]


def _targets_of(path: Path) -> set[int]:
    with contextlib.suppress(OSError, DeserializationError, KeyError):
        return {Metadata[Snapshot].from_bytes(path.read_bytes()).signed.meta["targets.json"].version}
    return set()


def _needs(repository: Path, path: Path) -> set[Path]:
    """The feed, and its pictures, of one version of the targets."""
    try:
        target = Metadata[Targets].from_bytes(path.read_bytes()).signed.targets[FEED]
        document = repository / TARGETS / f"{target.hashes['sha256']}.{FEED}"
    except (OSError, DeserializationError, KeyError):
        return set()
    try:
        return {document, *(repository / MEDIA / media.name for media in decode(document.read_bytes()).media())}
    except (OSError, CodecError):
        return {document}
