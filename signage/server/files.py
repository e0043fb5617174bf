"""A repository's files as a host gives them out: small ones from memory, pictures and films in pieces."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

CACHED_FILE_BYTES = 5_000_000
"""Files up to this size are kept in memory: metadata and feeds, which every screen fetches after a publish."""

TYPES = {
    ".json": b"application/json",
    ".jpg": b"image/jpeg",
    ".png": b"image/png",
    ".webp": b"image/webp",
    ".mp4": b"video/mp4",
    ".webm": b"video/webm",
}


@dataclass(frozen=True)
class Document:
    """A small file: its content and its strong ETag."""

    data: bytes
    etag: str


def etag_of(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def open_file(path: Path) -> tuple[int, os.stat_result] | None:
    """A descriptor of the plain file `path`, and its status; None when there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    return descriptor, status


def read_document(path: Path, limit: int = CACHED_FILE_BYTES) -> Document | None:
    """The plain file `path`; None when there is none, it is too large, or it cannot be read."""
    opened = open_file(path)
    if opened is None:
        return None
    with os.fdopen(opened[0], "rb") as file:
        try:
            data = file.read(limit + 1)
        except OSError:
            return None
    return Document(data, etag_of(data)) if len(data) <= limit else None


class DocumentCache:
    """The small files last asked for, at most `limit` bytes of them. A file that was replaced is read anew."""

    def __init__(self, limit: int = 32_000_000) -> None:
        self._limit = limit
        self._size = 0
        self._held: OrderedDict[Path, tuple[tuple[int, int, int], Document]] = OrderedDict()

    def get(self, path: Path) -> Document | None:
        try:
            status = os.lstat(path)
        except OSError:
            self._drop(path)
            return None
        sign = (status.st_mtime_ns, status.st_size, status.st_ino)
        held = self._held.get(path)
        if held is not None and held[0] == sign:
            self._held.move_to_end(path)
            return held[1]
        self._drop(path)
        document = read_document(path)
        if document is not None:
            self._held[path] = (sign, document)
            self._size += len(document.data)
            while self._size > self._limit:
                self._drop(next(iter(self._held)))
        return document

    def _drop(self, path: Path) -> None:
        held = self._held.pop(path, None)
        if held is not None:
            self._size -= len(held[1].data)
