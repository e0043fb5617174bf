"""Files that are written whole or not at all, whatever moment the power goes."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

TEMP_PREFIX = ".new-"
"""Names of files not whole yet. Whoever owns the folder removes what a crash left (`remove_unfinished`)."""


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable: a rename is not, until its folder was written. Raises: `OSError`."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def new_file(path: Path, *, mode: int = 0o644, sync: bool = True) -> Iterator[BinaryIO]:
    """A file to write; when the block ends well it takes the place of `path` at once, else nothing has changed.

    With `sync` false the caller syncs the folder (`sync_folder`), once for many files. The content is always synced.
    Raises: `OSError`.
    """
    descriptor, name = tempfile.mkstemp(prefix=TEMP_PREFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            yield file
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if sync:
        sync_folder(path.parent)


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, sync: bool = True) -> None:
    """`data` as the content of `path`, whole or not at all (see `new_file`). Raises: `OSError`."""
    with new_file(path, mode=mode, sync=sync) as file:
        file.write(data)


def remove_unfinished(folder: Path) -> None:
    """Remove what a crash left in `folder`. Only for the one who owns the folder. Raises: `OSError`."""
    for path in folder.glob(f"{TEMP_PREFIX}*"):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def locked(path: Path, *, seconds: float = 0, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Holds the lock of the file `path`; waits at most about `seconds` for another holder, process or thread.

    The kernel drops the lock when its holder dies. Raises: `BlockingIOError` when it is held; `OSError`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        for left in range(int(seconds / 0.02), -1, -1):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not left:
                    raise
            pause(0.02)
        yield
    finally:
        os.close(descriptor)


def has_content(path: Path, sha256: str) -> bool:
    """Whether the file is there, can be read, and has this SHA-256 (hex)."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
