"""Static files: found once at the start, given out by the application itself, for ever under one digest of them all.

Our own instead of WhiteNoise: under ASGI that one answers with iterators that Django must read in one go, and warns
of it each time; and the feed host beside us has the machinery already.
"""

from __future__ import annotations

import functools
import hashlib
import mimetypes
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage

_LEFT_OUT = (".map", ".scss", ".md")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@functools.cache
def found() -> dict[str, Path]:
    """Every static file by its name: nothing else can be asked for, so there is no path to traverse."""
    files: dict[str, Path] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.startswith(("console/", "django_prose_editor/")) and not name.endswith(_LEFT_OUT):
                files.setdefault(name.replace("\\", "/"), Path(storage.path(name)))
    return files


@functools.cache
def version() -> str:
    """A digest of all of them: their addresses change when any changes, and links between them stay relative."""
    digest = hashlib.sha256()
    for name, path in sorted(found().items()):
        digest.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


class Statics(StaticFilesStorage):
    """Addresses as `/static/<version>/<name>`."""

    def url(self, name: str | None) -> str:
        return f"{self.base_url}{version()}/{name}"


def answer(path: str) -> tuple[bytes, str, bool] | None:
    """Content, type, and whether it may be kept for ever, of `/static/<version>/<name>`; None when there is none."""
    asked, _, name = path.partition("/")
    file = found().get(name)
    if file is None:
        return None
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return file.read_bytes(), kind, asked == version()
