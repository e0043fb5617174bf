"""One item exactly as the screen would draw it, to PNG: the kiosk's own typesetter and QML, without a window to see."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from signage.clock import Clock
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.errors import ContentError, SignageError
from signage.kiosk.tour import Tour, save
from signage.playlist.slides import Entry, slides
from signage.settings import ScreenSettings
from signage.sources.folder import read_folder


def render(folder: Path, item: str, to: Path, size: tuple[int, int], theme: str, clock: Clock) -> list[Path]:
    """Draw `item` (an id, or week, services, facilities, card) of the content in `folder`; gives the files written.

    The first page is `to`, further ones `<name>-p2.png` and so on.
    Raises: `ContentError` for a folder with errors, `SignageError` for an item that is not live at the clock's moment.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    reading = read_folder(folder, now=clock.now())
    if reading.feed is None:
        raise ContentError([fault for fault in reading.faults if fault.level is Level.ERROR])
    alert = next((alert for alert in reading.feed.alerts if alert.identifier == item), None)
    width, height = size
    settings = ScreenSettings(size=f"{width}x{height}", theme=theme)
    feed = msgspec.structs.replace(reading.feed, alerts=())
    with Tour(feed, reading.media, settings, clock) as tour:
        stops = iter((tour.alert(alert),)) if alert is not None else tour.pages(find_entry(feed, item, clock))
        return [save(tour.window, _page(to, stop.page)) for stop in stops]


def _page(to: Path, page: int) -> Path:
    return to if page == 0 else to.with_name(f"{to.stem}-p{page + 1}{to.suffix}")


def find_entry(feed: Feed, item: str, clock: Clock) -> Entry:
    """The slide of `item` (an id, a kind or a key). Raises: `SignageError` where it is not live."""
    entries = slides(feed, clock.now())
    for entry in entries:
        if item in (entry.item_id, entry.kind, entry.key):
            return entry
    if item == "card":
        return Entry(key="card", kind="card")
    known = ", ".join(entry.item_id or entry.kind for entry in entries)
    raise SignageError(f"{item}: not live at {clock.now():%Y-%m-%d %H:%M} UTC; live are {known}")
