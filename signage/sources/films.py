"""Films as staff put them into the folder: told by their content, and published without what a phone adds.

They are not re-encoded, and never in memory as a whole: `FilmFile` gives them out piece by piece, with the parts that
say where and by whom they were taken blanked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from signage.content.media import MAX_FILM_BYTES
from signage.sources.mp4 import probe_mp4
from signage.sources.nodes import SourceError
from signage.sources.probe import Blank, Probe
from signage.sources.textfile import inside
from signage.sources.webm import EBML, probe_webm

SUFFIXES = {".mp4", ".webm"}
CHUNK_BYTES = 1_000_000

_FTYP = b"ftyp"


@dataclass(frozen=True)
class FilmFile:
    """A film on disk as it is published. Its content is verified again by whoever takes it."""

    path: Path
    blanks: tuple[Blank, ...]

    def __call__(self) -> Iterator[bytes]:
        """Its bytes from the start. Raises: `OSError`."""
        position = 0
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield _blanked(chunk, position, self.blanks)
                position += len(chunk)


@dataclass(frozen=True)
class FoundFilm:
    """A film, what it says of itself, and the size and SHA-256 (hex) of what is published of it."""

    probe: Probe
    file: FilmFile
    size: int
    sha256: str


def read_film(path: Path, root: Path) -> FoundFilm:
    """The film at `path` in `root`.

    Raises: `SourceError` when it is not there, leads out of `root`, is too large, or is no film that screens play.
    """
    real = inside(path, root)
    try:
        with real.open("rb") as file:
            size = real.stat().st_size
            if size > MAX_FILM_BYTES:
                most = MAX_FILM_BYTES // 1_000_000
                raise SourceError(f"视频有{size / 1_000_000:.0f} MB，最多{most} MB；请剪短，或压缩到 1080p、5 Mbit/s")
            head = file.read(12)
            if head[4:8] == _FTYP:
                probe = probe_mp4(file, size)
            elif head[:4] == EBML.to_bytes(4, "big"):
                probe = probe_webm(file, size)
            else:
                raise SourceError("不是 MP4 或 WebM 视频（看的是内容，不是文件名）；请导出为 MP4（H.264）")
        taken = FilmFile(real, probe.blanks)
        digest, size = hashlib.sha256(), 0
        for chunk in taken():
            digest.update(chunk)
            size += len(chunk)
    except OSError as error:
        raise SourceError(f"读不出来：{error.strerror or error}") from None
    return FoundFilm(probe, taken, size, digest.hexdigest())


def _blanked(chunk: bytes, position: int, blanks: tuple[Blank, ...]) -> bytes:
    """`chunk`, which stands at `position` of its file, without what is blanked."""
    end = position + len(chunk)
    touched = [blank for blank in blanks if blank.start < end and blank.end > position]
    if not touched:
        return chunk
    data = bytearray(chunk)
    for blank in touched:
        first, last = max(blank.start, position), min(blank.end, end)
        instead = blank.head[first - blank.start : last - blank.start]
        data[first - position : last - position] = instead.ljust(last - first, b"\0")
    return bytes(data)
