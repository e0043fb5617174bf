"""The airtime journal as one stream of bytes, as the console keeps it, whatever files it lies in.

The journal turns over daily and its oldest files go (`kiosk.journal`); a console asks from a byte on. So where each
file begins in the stream is remembered beside the store, and written once a day.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from signage.errors import StoreError
from signage.store.disk import write_whole

_log = logging.getLogger(__name__)

NAME = "journal.json"
_CURRENT = ""


class JournalStream:
    """Reads the journal `file`; what must be remembered is in `folder`."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._memory = folder / NAME
        self._starts = self._load()

    def read(self, wanted: int, limit: int) -> tuple[int, bytes]:
        """Whole lines from byte `wanted` on, at most `limit` bytes of one file, with where they begin.

        A console that wants what is gone here, or has had more than there is (from a journal that was lost), gets the
        oldest there is as what follows: the stream goes on where it stopped.
        Raises: `StoreError` where nothing can be read or remembered.
        """
        try:
            files = self._place(wanted)
            for path, start, end in files:
                if wanted < end:
                    return wanted, self._lines(path, wanted - start, limit, last=path == self._file)
        except OSError as error:
            raise StoreError(f"{self._file}: cannot be read: {error.strerror or error}") from error
        return wanted, b""

    def _place(self, wanted: int) -> list[tuple[Path, int, int]]:
        """The files, oldest first, each with where it begins and ends in the stream."""
        turned = sorted(path for path in self._file.parent.glob(f"{self._file.name}.*") if path.is_file())
        starts: dict[str, int] = {}
        next_start = self._starts.get(_CURRENT, 0)
        found = []
        for path in turned:
            # one that is not known yet was the current file when we looked last
            start = self._starts.get(path.name, next_start)
            next_start = start + path.stat().st_size
            starts[path.name] = start
            found.append((path, start, next_start))
        size = self._file.stat().st_size if self._file.exists() else 0
        starts[_CURRENT] = next_start
        found.append((self._file, next_start, next_start + size))
        if not found[0][1] <= wanted <= next_start + size:
            ahead = wanted - found[0][1]
            starts = {name: start + ahead for name, start in starts.items()}
            found = [(path, start + ahead, end + ahead) for path, start, end in found]
        if starts != self._starts:
            write_whole(self._memory, msgspec.json.encode(starts))
            self._starts = starts
        return found

    @staticmethod
    def _lines(path: Path, skip: int, limit: int, *, last: bool) -> bytes:
        with path.open("rb") as file:
            file.seek(skip)
            data = file.read(limit)
        whole = data.rfind(b"\n") + 1
        # what a power cut tore off at the end of a file, or is longer than any line, goes as it is
        return data[:whole] if whole or (last and len(data) < limit) else data

    def _load(self) -> dict[str, int]:
        try:
            return msgspec.json.decode(self._memory.read_bytes(), type=dict[str, int])
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("%s: damaged (%s); the journal is counted anew", self._memory, error)
            return {}
