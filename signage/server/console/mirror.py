"""Copies of the feeds in a storage that several processes share, where one is set (`SIGNAGE_BUCKET`).

Each process works on its own disk, where files can be locked and made durable. After a publish what is new is sent, the
timestamp last: whoever reads the copy sees the feed before or the new one, as in the repository itself, so any CDN may
stand before it. Before a publish what others have sent is fetched, so that versions go on from theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from tuf.api.metadata import Metadata, Timestamp
from tuf.api.serialization import DeserializationError

from signage.errors import PublishError
from signage.feed.layout import FEED, MEDIA, METADATA, TARGETS, TIMESTAMP, is_published
from signage.store.disk import write_whole

_SWITCH = METADATA + TIMESTAMP


def _storage() -> Storage | None:
    return storages["mirror"] if "mirror" in settings.STORAGES else None


def send(code: str) -> None:
    """Send what the copy of `code` lacks. Raises: `PublishError` when the storage does not take it."""
    storage = _storage()
    if storage is None:
        return
    place = settings.DATA.feed(code)
    try:
        there = set(_names(storage, code))
        for name in sorted(_local(place), key=lambda name: (name == _SWITCH, name == FEED, name)):
            if name not in there or name in (FEED, _SWITCH):
                _put(storage, f"{code}/{name}", (place / name).read_bytes())
    except OSError as error:
        raise PublishError(f"存储没有收下 {code} 的内容（{error}）；会自动再试") from error
    except Exception as error:  # every storage has errors of its own
        raise PublishError(f"存储没有收下 {code} 的内容（{type(error).__name__}）；会自动再试") from error


def fetch(code: str = "") -> None:
    """Fetch what others have sent of `code` (empty: of every compound) and is newer than what is here.

    Raises: `PublishError` when the storage does not answer.
    """
    storage = _storage()
    if storage is None:
        return
    try:
        for each in [code] if code else storage.listdir("")[0]:
            _fetch(storage, each)
    except Exception as error:  # as above
        raise PublishError(f"存储没有答复（{type(error).__name__}）；会自动再试") from error


def _fetch(storage: Storage, code: str) -> None:
    place = settings.DATA.feed(code)
    if not storage.exists(f"{code}/{_SWITCH}"):
        return
    switch = _get(storage, f"{code}/{_SWITCH}")
    if _version(switch) <= _version_here(place / _SWITCH):
        return
    for folder in (METADATA, TARGETS, MEDIA):
        (place / folder).mkdir(parents=True, exist_ok=True)
    for name in _names(storage, code):
        if name not in (FEED, _SWITCH) and is_published(name) and not (place / name).exists():
            write_whole(place / name, _get(storage, f"{code}/{name}"), sync=False)
    write_whole(place / FEED, _get(storage, f"{code}/{FEED}"))
    write_whole(place / _SWITCH, switch)


def _names(storage: Storage, code: str) -> Iterator[str]:
    """The names, relative to the repository, of what is in the copy."""
    for folder in ("", METADATA, TARGETS, MEDIA):
        where = f"{code}/{folder}".rstrip("/")
        try:
            found = storage.listdir(where)[1]
        except FileNotFoundError:
            continue
        yield from (f"{folder}{name}" for name in found)


def _local(place: Path) -> list[str]:
    names = (str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    return [name for name in names if is_published(name)]


def _put(storage: Storage, name: str, data: bytes) -> None:
    if storage.exists(name):
        storage.delete(name)
    storage.save(name, ContentFile(data))


def _get(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        data: bytes = file.read()
    return data


def _version(timestamp: bytes) -> int:
    try:
        return Metadata[Timestamp].from_bytes(timestamp).signed.version
    except DeserializationError:
        return 0


def _version_here(path: Path) -> int:
    try:
        return _version(path.read_bytes())
    except OSError:
        return 0
