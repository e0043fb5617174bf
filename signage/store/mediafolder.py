"""The store's pictures and films: taken in whole, or a film piece by piece, and believed only when verified.

The beginning of a film stays over broken connections and power cuts, until the rest is here too. A power cut may
damage it, so nothing is believed before the whole has the SHA-256 that the feed says.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from signage.content.media import Film, MediaFile
from signage.errors import StoreError
from signage.store.disk import has_content, new_file, sync_folder

PART_PREFIX = ".part-"
"""Of the name of a film's beginning."""


class MediaMismatchError(StoreError):
    """What came is not the picture or film that the feed names."""


def receive(folder: Path, media: MediaFile, chunks: Iterable[bytes]) -> None:
    """Take in the whole of `media`.

    Raises: `MediaMismatchError`, `OSError`, and whatever `chunks` raises; nothing of it is kept then.
    """
    digest, size = hashlib.sha256(), 0
    with new_file(folder / media.name) as file:
        for chunk in chunks:
            size += len(chunk)
            if size > media.size:
                raise MediaMismatchError(f"{media.name}: more than the {media.size} bytes that the feed says")
            digest.update(chunk)
            file.write(chunk)
        if size != media.size:
            raise MediaMismatchError(f"{media.name}: {size} bytes, where the feed says {media.size}")
        if digest.hexdigest() != media.sha256:
            raise MediaMismatchError(f"{media.name}: another content than the feed says")


def received(folder: Path, film: Film) -> int:
    """Bytes of `film` that came already, from its start. Raises: `OSError`."""
    try:
        return _part(folder, film).stat().st_size
    except FileNotFoundError:
        return 0


def append(folder: Path, film: Film, start: int, chunks: Iterable[bytes]) -> bool:
    """Take in a piece of `film` from byte `start` on, over what stands there; whether the film is whole now.

    What came stays if `chunks` break off. Raises: `MediaMismatchError`, and nothing of the film is kept then;
    `ValueError` when what is before `start` is not here; `OSError`; whatever `chunks` raises.
    """
    path = _part(folder, film)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        if start > os.fstat(descriptor).st_size:
            raise ValueError(f"{film.name}: a piece from byte {start} on, but what is before it is not here")
        file.truncate(start)
        file.seek(start)
        size = start
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > film.size:
                    break
                file.write(chunk)
        finally:
            file.flush()
            os.fsync(descriptor)
    if size < film.size:
        return False
    if size == film.size and has_content(path, film.sha256):
        path.replace(folder / film.name)
        sync_folder(folder)
        return True
    path.unlink(missing_ok=True)
    problem = f"more than the {film.size} bytes" if size > film.size else "another content than"
    raise MediaMismatchError(f"{film.name}: {problem} that the feed says")


def drop(folder: Path, keep: frozenset[str]) -> list[str]:
    """Remove every file, and every beginning of one, that is not named in `keep`; their names. Raises: `OSError`."""
    dropped = []
    for path in folder.iterdir():
        name = path.name.removeprefix(PART_PREFIX)
        if name not in keep and not name.startswith("."):
            path.unlink(missing_ok=True)
            dropped.append(path.name)
    return dropped


def _part(folder: Path, film: Film) -> Path:
    return folder / f"{PART_PREFIX}{film.name}"
