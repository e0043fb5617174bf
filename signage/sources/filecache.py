"""Remembers what a file meant, until the file changes: `--watch` reads a folder after every stroke of a key."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

Signature = tuple[int, int, int] | None
"""Modification time in ns, size, inode; None for a file that is not there."""

SETTLED_NS = 100_000_000
"""A file changed later than this before it was read may change again within the clock's grain: not remembered."""


def signature(path: Path) -> Signature:
    try:
        status = os.stat(path)  # noqa: PTH116 — follows links like reading does; half the cost of Path.stat
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@dataclass(frozen=True)
class _Entry:
    context: Hashable
    seen: tuple[tuple[Path, Signature], ...]
    value: Any


class FileCache:
    """Values derived from files; `now_ns` is the clock of the file system's times."""

    def __init__(self, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._now_ns = now_ns
        self._entries: dict[Path, _Entry] = {}

    def get(self, path: Path, context: Hashable, derive: Callable[[list[Path]], T]) -> T:
        """What `derive` makes of `path`; remembered while `path`, what it lists as read, and `context` are the same."""
        entry = self._entries.get(path)
        if entry is not None and entry.context == context and all(signature(file) == sign for file, sign in entry.seen):
            value: T = entry.value
            return value
        before = signature(path)
        others: list[Path] = []
        started = self._now_ns()
        value = derive(others)
        seen = ((path, before), *((file, signature(file)) for file in dict.fromkeys(others)))
        if all(sign is None or started - sign[0] > SETTLED_NS for _, sign in seen):
            self._entries[path] = _Entry(context, seen, value)
        else:
            self._entries.pop(path, None)
        return value

    def keep(self, paths: set[Path]) -> None:
        """Forgets every file but `paths`."""
        for path in self._entries.keys() - paths:
            del self._entries[path]
