"""`signage publish`: a content folder, checked, signed, published."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from signage.clock import Clock
from signage.errors import KeysError
from signage.feed.keys import init_keys, load_keys
from signage.feed.layout import METADATA, TIMESTAMP
from signage.feed.repository import Published, Repository
from signage.sources.folder import read_folder
from signage.sources.report import fault_line

KEYS_VARIABLE = "SIGNAGE_KEYS"


def to_stderr(line: str) -> None:
    """Say `line` to whoever started the command."""
    print(line, file=sys.stderr, flush=True)


def find_keys(repository: Path, keys: Path | None, clock: Clock, tell: Callable[[str], None]) -> Path:
    """The folder of keys for `repository`: `keys`, else what SIGNAGE_KEYS names, else `<repository>-keys` beside it.

    The last is made, and said to `tell`, where nothing was published in `repository` yet: never inside of it, because
    a repository is given out as it is.
    Raises: `KeysError` when there are none.
    """
    if keys is not None:
        return keys
    if said := os.environ.get(KEYS_VARIABLE):
        return Path(said)
    place = repository.absolute()
    beside = place.with_name(f"{place.name}-keys")
    if not beside.exists():
        if (repository / METADATA / TIMESTAMP).exists():
            raise KeysError(f"{repository}: where are its keys? Say --keys DIR, or set {KEYS_VARIABLE}")
        tell(init_keys(beside, clock=clock))
    return beside


def open_repository(repository: Path, keys: Path | None, clock: Clock, tell: Callable[[str], None]) -> Repository:
    """The repository, ready to publish in (see `find_keys`). Raises: `KeysError`."""
    return Repository(repository, load_keys(find_keys(repository, keys, clock, tell)), clock=clock)


def publish_folder(
    folder: Path,
    repository: Path,
    keys: Path | None,
    clock: Clock,
    *,
    allow_empty: bool = False,
    tell: Callable[[str], None] | None = None,
) -> int:
    """Check the content folder and publish it in `repository`; faults, then the result, go to `tell` (stderr).

    Returns the exit status: 0 published, 1 when a fault forbids it.
    Raises: `KeysError`, `PublishError`, `CodecError`.
    """
    tell = tell or to_stderr
    reading = read_folder(folder, now=clock.now())
    for fault in reading.faults:
        tell(fault_line(fault))
    if reading.feed is None:
        tell(f"{folder}: not published; what was published before stays")
        return 1
    published = open_repository(repository, keys, clock, tell).publish(
        reading.feed, reading.media, allow_empty=allow_empty
    )
    tell(said(repository, published))
    return 0


def said(repository: Path, published: Published) -> str:
    """What a publish did, in a line."""
    until = f"signed until {published.expires:%Y-%m-%d %H:%M} UTC"
    if published.changed:
        return f"{repository}: published version {published.version}, {until}"
    renewed = "signatures renewed" if published.signed else "nothing has changed"
    return f"{repository}: version {published.version} as before; {renewed}, {until}"
