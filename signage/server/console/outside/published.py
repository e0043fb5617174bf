"""The feeds as they are published, read once a version; pages made from them, kept while they stay true.

What the screens are given is the one truth: a page knows no draft, and needs no database. A crowd that follows one QR
costs one reading.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from signage.content.base import Record
from signage.content.feed import Feed
from signage.errors import PublishError
from signage.feed.held import read_held
from signage.feed.layout import METADATA, TIMESTAMP
from signage.playlist.live import next_boundary

PAGES_KEPT = 400

Stamp = tuple[int, int, int]
"""What of a file changes with every publish: it is a new file each time."""


class Reading(Record, frozen=True, kw_only=True):
    """A compound's feed as it was published at one time. Later ones have another `stamp`."""

    path: Path
    stamp: Stamp
    feed: Feed


class DamagedError(PublishError):
    """What is published cannot be read; the log says why."""


_readings: dict[Path, Reading] = {}
_pages: OrderedDict[tuple[object, ...], tuple[dt.datetime, dt.datetime, bytes]] = OrderedDict()
_guard = threading.Lock()


def published(code: str) -> Reading | None:
    """What is published of the compound `code` now; None when nothing is. Raises: `DamagedError`."""
    path = settings.DATA.feed(code)
    try:
        found = (path / METADATA / TIMESTAMP).stat()
    except OSError:
        return None
    stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
    with _guard:
        known = _readings.get(path)
        if known is not None and known.stamp == stamp:
            return known
        try:
            held = read_held(path)
        except PublishError as error:
            raise DamagedError(str(error)) from error
        if held is None or held.feed is None:
            raise DamagedError(f"{path}: the published feed cannot be read")
        reading = _readings[path] = Reading(path=path, stamp=stamp, feed=held.feed)
        return reading


def kept(reading: Reading, what: tuple[object, ...], now: dt.datetime, make: Callable[[], bytes]) -> bytes:
    """The page `what` of `reading` at `now`: made anew whenever something on it may have changed."""
    key = (reading.path, reading.stamp, *what)
    with _guard:
        found = _pages.get(key)
        if found is not None and found[0] <= now < found[1]:
            _pages.move_to_end(key)
            return found[2]
    page = make()
    with _guard:
        _pages[key] = (now, next_boundary(reading.feed, now), page)
        while len(_pages) > PAGES_KEPT:
            _pages.popitem(last=False)
    return page
