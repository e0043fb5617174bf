"""One item exactly as the screen would draw it, to PNG: the kiosk's own typesetter and QML, without a window to see."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QEventLoop, QTimer

from signage.clock import Clock
from signage.content.codec import encode
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.content.media import chunks
from signage.errors import ContentError, SignageError
from signage.kiosk.airtime import Painted
from signage.kiosk.app import Screen, application
from signage.kiosk.theme import load_theme
from signage.paths import themes_dir
from signage.playlist.slides import Entry, slides
from signage.settings import ScreenSettings
from signage.sources.folder import read_folder
from signage.store.store import Store

SECONDS_A_PAGE = 10

REST_MS = 150
"""After a fade of the theme's length all is at rest."""


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
    feed = msgspec.structs.replace(reading.feed, alerts=(alert,) if alert else ())
    entry = None if alert else find_entry(feed, item, clock)
    app = application()
    with tempfile.TemporaryDirectory() as place, Store(Path(place)) as store:
        for media in store.missing(feed):
            store.receive(media, chunks(reading.media[media.name]))
        store.commit(encode(feed), feed, version=1, at=clock.now())
        width, height = size
        # a pace so slow that the rotation never moves on by itself
        screen = Screen(ScreenSettings(size=f"{width}x{height}", theme=theme, pace=0.001), store, clock)
        try:
            screen.start(None)
            # the slide was painted; the duty strip may still be on its way out
            rest = load_theme(themes_dir() / theme).fade_ms + REST_MS
            files = _pages(screen, entry, to, rest) if entry else _alert(screen, item, to, rest)
        finally:
            screen.close()
            app.processEvents()
    return files


def find_entry(feed: Feed, item: str, clock: Clock) -> Entry:
    entries = slides(feed, clock.now())
    for entry in entries:
        if item in (entry.item_id, entry.kind, entry.key):
            return entry
    if item == "card":
        return Entry(key="card", kind="card")
    known = ", ".join(entry.item_id or entry.kind for entry in entries)
    raise SignageError(f"{item}: not live at {clock.now():%Y-%m-%d %H:%M} UTC; live are {known}")


def _alert(screen: Screen, identifier: str, to: Path, rest: int) -> list[Path]:
    wait_for(screen, lambda painted: (painted.kind, painted.item) == ("alert", identifier), lambda: None, identifier)
    return [save(screen, to, rest)]


def save(screen: Screen, file: Path, rest: int) -> Path:
    loop = QEventLoop()
    QTimer.singleShot(rest, loop.quit)
    loop.exec()
    if not screen.window.grabWindow().save(str(file)):
        raise SignageError(f"{file}: cannot be written")
    return file


def _pages(screen: Screen, entry: Entry, to: Path, rest: int) -> list[Path]:
    files: list[Path] = []
    page, pages = 0, 1
    while page < pages:
        current = page

        def wanted(painted: Painted, page: int = current) -> bool:
            return (painted.kind, painted.item, painted.page) == (entry.kind, entry.item_id, page)

        def bring(page: int = current) -> None:
            screen.conductor.rotator.show_entry(entry, page)

        painted = wait_for(screen, wanted, bring, f"{entry.item_id or entry.kind}, page {page + 1}")
        slide = screen.conductor.rotator.slide
        pages = slide.pages if slide else 0
        file = to if page == 0 else to.with_name(f"{to.stem}-p{page + 1}{to.suffix}")
        files.append(save(screen, file, rest if page == 0 else 0))
        page = painted.page + 1
    return files


def wait_for(screen: Screen, wanted: Callable[[Painted], bool], bring: Callable[[], None], name: str) -> Painted:
    """Let `bring` do its work and wait until what is `wanted` was painted."""
    loop = QEventLoop()
    seen: list[Painted] = []

    def watch(painted: Painted) -> None:
        if wanted(painted):
            seen.append(painted)
            loop.quit()

    screen.airtime.watcher = watch
    bring()
    QTimer.singleShot(SECONDS_A_PAGE * 1000, loop.quit)
    if not seen:
        loop.exec()
    screen.airtime.watcher = None
    if not seen:
        raise SignageError(f"{name}: did not come to the glass")
    return seen[0]
