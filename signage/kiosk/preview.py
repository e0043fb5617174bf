"""Slides drawn for the staff console: a process that stays, with requests and answers as lines of JSON.

    {"id": 7, "feed": "<feed.json>", "item": "notice-12", "theme": "default", "size": [1080, 1920],
     "now": "2026-12-09T14:05:00+08:00", "media": "<folder of pictures>", "to": "<folder>"}
    {"id": 7, "pages": [{"file": "<folder>/1.png", "dwell": 12.4, "glyph": 52}]}        or    {"id": 7, "error": "…"}

One request is answered before the next is read. The console starts it, restarts it when it dies, and needs no Qt. The
machinery is `render`'s; what is different is that a screen stays alive between requests, so that a draft is drawn in a
tenth of a second instead of one.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.codec import decode
from signage.content.feed import Feed
from signage.content.media import MediaFile
from signage.errors import SignageError
from signage.kiosk.app import Screen, application
from signage.kiosk.deck import Slide
from signage.kiosk.render import find_entry
from signage.kiosk.tour import bring_page, rest, save
from signage.playlist.slides import Entry
from signage.settings import ScreenSettings
from signage.store.store import Store

_log = logging.getLogger(__name__)

SCREENS_KEPT = 1
"""One at a time: a screen that waits while another draws runs into its own timers. Another shape costs a third more."""

REQUESTS = 400
"""After so many the process ends, and the console starts another: whatever it held, it gives back."""

PAGES = 24
"""More screenfuls than that nobody looks through beside a form."""

SETTLED_MS = 30
"""Milliseconds until what was painted is all there: nothing fades here."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What the console asks for."""

    id: int
    feed: str
    item: str
    now: dt.datetime
    media: str
    to: str
    theme: Annotated[str, Meta(pattern=r"^[\w-]{1,40}\Z")] = "default"
    size: tuple[Annotated[int, Meta(ge=200, le=4000)], Annotated[int, Meta(ge=200, le=4000)]] = (1080, 1920)
    pages: Annotated[int, Meta(ge=1, le=PAGES)] = PAGES


class DrawnPage(msgspec.Struct, frozen=True, kw_only=True):
    """One screenful: its picture, how long it stays in seconds, and the height of its smallest message in pixels."""

    file: str
    dwell: float
    glyph: int


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: int
    pages: tuple[DrawnPage, ...] = ()
    count: int = 0
    """How many screenfuls it has, drawn or not."""
    error: str = ""


class _Moment:
    """The clock of all screens here: it stands where the request says."""

    def __init__(self) -> None:
        self.time = dt.datetime.now(dt.UTC)

    def now(self) -> dt.datetime:
        return self.time


class Studio:
    """Screens that draw whatever they are given, one thing at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._clock = _Moment()
        self._screens: OrderedDict[tuple[str, tuple[int, int]], Screen] = OrderedDict()
        self._version = 0

    def draw(self, request: Request) -> Answer:
        """The pages of the item that is asked for. Raises: `SignageError`."""
        feed = decode(request.feed.encode())
        self._clock.time = request.now.astimezone(dt.UTC)
        for media in self._store.missing_pictures(feed):
            self._take(media, Path(request.media))
        entry = find_entry(feed, request.item, self._clock)
        try:
            return self._drawn(request, feed, entry)
        except SignageError:
            # a screen that was disturbed is not worth repairing: once more, with a fresh one
            self._drop((request.theme, request.size))
            return self._drawn(request, feed, entry)

    def close(self) -> None:
        for key in tuple(self._screens):
            self._drop(key)

    def _take(self, media: MediaFile, folder: Path) -> None:
        try:
            data = (folder / media.name).read_bytes()
        except OSError as error:
            raise SignageError(f"{media.name}: {error.strerror or error}") from error
        self._store.receive(media, [data])

    def _screen(self, request: Request) -> Screen:
        key = (request.theme, request.size)
        if key not in self._screens:
            while len(self._screens) >= SCREENS_KEPT:
                self._drop(next(iter(self._screens)))
            width, height = request.size
            # a pace so slow that the rotation never moves on by itself; nobody watches a fade, somebody waits
            settings = ScreenSettings(
                size=f"{width}x{height}", theme=request.theme, pace=0.001, motion=False, films=False
            )
            screen = Screen(settings, self._store, self._clock)
            screen.start(None)
            self._screens[key] = screen
        self._screens.move_to_end(key)
        return self._screens[key]

    def _drop(self, key: tuple[str, tuple[int, int]]) -> None:
        screen = self._screens.pop(key, None)
        if screen is not None:
            screen.close()
            application().processEvents()

    def _drawn(self, request: Request, feed: Feed, entry: Entry) -> Answer:
        screen = self._screen(request)
        self._version += 1
        screen.airtime.left()
        screen.conductor.set_feed(feed, self._version, self._clock.now())
        pages: list[DrawnPage] = []
        count = 1
        while len(pages) < min(count, request.pages):
            page = len(pages)

            bring_page(screen, entry, page)
            slide = screen.conductor.rotator.slide
            if slide is None:
                raise SignageError(f"{request.item}: gone while it was drawn")
            count = slide.pages
            rest(SETTLED_MS)
            file = save(screen.window, Path(request.to) / f"{page + 1}.png")
            pages.append(DrawnPage(file=str(file), dwell=slide.dwell, glyph=_glyph(slide, screen, request.theme)))
        return Answer(id=request.id, pages=tuple(pages), count=count)


def _glyph(slide: Slide, screen: Screen, theme: str) -> int:
    """Pixels of the smallest text that is the message: facts, or the prose of a page."""
    said = slide.properties.get("factSize")
    if isinstance(said, int) and said > 0:
        return said
    style = screen.wardrobe.style(theme)
    return style.layout.px(style.theme.type_scale.body)


def main() -> int:
    """Answer requests until standard input ends. Gives the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    application()
    decoder = msgspec.json.Decoder(Request)
    with tempfile.TemporaryDirectory(prefix="signage-preview-") as place, Store(Path(place)) as store:
        studio = Studio(store)
        try:
            for _ in range(REQUESTS):
                line = sys.stdin.buffer.readline()
                if not line:
                    break
                sys.stdout.buffer.write(msgspec.json.encode(_answer(studio, decoder, line)) + b"\n")
                sys.stdout.buffer.flush()
        finally:
            studio.close()
    return 0


def _answer(studio: Studio, decoder: msgspec.json.Decoder[Request], line: bytes) -> Answer:
    try:
        request = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Answer(id=0, error=f"not a request: {error}")
    try:
        return studio.draw(request)
    except SignageError as error:
        return Answer(id=request.id, error=str(error))


if __name__ == "__main__":
    sys.exit(main())
