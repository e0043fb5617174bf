"""From playlist entries to slides that can be drawn: which pages a notice has, what QML component shows each."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QSize

from signage.content.feed import Feed
from signage.content.links import item_url
from signage.content.media import Film, Media
from signage.content.notice import Item, Notice, Poster, Video
from signage.kiosk import present, present_guide
from signage.kiosk.fitting import FactsFit, fit_facts
from signage.kiosk.layout import Shape
from signage.kiosk.pages import PageImages
from signage.kiosk.style import Style
from signage.kiosk.tint import white
from signage.kiosk.typeset import Part, Typeset, TypesetFailed
from signage.kiosk.views import properties as as_properties
from signage.playlist.dwell import dwell, film_dwell, notice_characters, reading_length
from signage.playlist.slides import Entry, kind_of
from signage.playlist.translations import in_language

_COUNTS_KEPT = 500

EVENT_LINES = MappingProxyType({Shape.TALL: (15, 4), Shape.WIDE: (11, 3), Shape.RIBBON: (21, 3)})
"""Room on the slide of the week's events, by shape: lines altogether, lines a day."""


@dataclass(frozen=True)
class Slide:
    """One screenful, ready for QML. `key` changes whenever what is drawn changes."""

    entry: Entry
    page: int
    pages: int
    component: str
    properties: dict[str, Any]
    key: str
    dwell: float
    """Seconds that a reader needs."""


class Deck:
    """Makes slides. A notice's body must be typeset first: `slide` gives None until it is, and asks for it once.

    `films` gives the URL of a film that is whole and can be played, else an empty one: its poster frame stands in.
    """

    def __init__(
        self,
        style: Style,
        images: PageImages,
        submit: Callable[[Style, Item, Part], None],
        films: Callable[[Film], str] = lambda _: "",
    ) -> None:
        self.style = style
        self._images = images
        self._submit = submit
        self._films = films
        self._counts: OrderedDict[Item, int] = OrderedDict()
        self._characters: dict[tuple[Item, int], int] = {}
        self._names: dict[Item, str] = {}
        self._fitted: dict[Notice, FactsFit] = {}
        self._asked: set[tuple[Item, Part]] = set()
        self._failed: set[Item] = set()
        self.trusted = True
        """Whether the clock is; where it is not, slides claim nothing that depends on it."""

    def receive(self, result: Typeset) -> bool:
        """Take what the press made. Gives whether it was made for this deck."""
        if result.style != self.style:
            return False
        item, part = result.item, result.part
        if isinstance(result, TypesetFailed):
            self._failed.add(item)
            self._asked = {asked for asked in self._asked if asked[0] != item}
            return True
        self._asked.discard((item, part))
        self._images.keep(self._image_name(item, part), result.image)
        if not isinstance(part, int):
            return True
        self._counts[item] = result.count
        self._counts.move_to_end(item)
        self._characters[item, part] = result.characters
        while len(self._counts) > _COUNTS_KEPT:
            gone, _ = self._counts.popitem(last=False)
            self._names.pop(gone, None)
            self._characters = {key: n for key, n in self._characters.items() if key[0] != gone}
        return True

    def only(self, items: tuple[Item, ...]) -> None:
        """Forget everything about what is not in `items` any more."""
        live = {*items, *(in_language(item, self.style.say.language) for item in items)}
        self._counts = OrderedDict((n, c) for n, c in self._counts.items() if n in live)
        self._characters = {key: n for key, n in self._characters.items() if key[0] in live}
        self._names = {n: name for n, name in self._names.items() if n in live}
        self._fitted = {n: fitted for n, fitted in self._fitted.items() if n in live}
        self._failed &= live
        self._asked = {asked for asked in self._asked if asked[0] in live}

    def pages(self, item: Item) -> int | None:
        """How many screenfuls `item` has: its facts, then its body. None while its body is not typeset yet."""
        if not isinstance(item, Notice):
            return 1
        if not item.body or item in self._failed:
            return max(1, self._lead(item))
        if item not in self._counts:
            self._ask(item, 0)
            return None
        return self._lead(item) + self._counts[item]

    def slide(self, entry: Entry, page: int, feed: Feed, now: datetime) -> Slide | None:
        """Screenful `page` of `entry`; None while it is being typeset."""
        item = item_of(feed, entry)
        if isinstance(item, Poster | Video):
            return self._poster(entry, item)
        if isinstance(item, Notice) and entry.kind != "countdown":
            return self._notice(entry, item, page, feed, now)
        say = self.style.say
        view: present_guide.GuideView
        if isinstance(item, Notice):
            component, view = "CountdownSlide", present_guide.countdown_view(item, feed, now, say)
        else:
            lines = EVENT_LINES[self.style.layout.shape]
            component, view = present_guide.guide_slide(entry.kind, feed, now, say, lines)
        view = view if self.trusted else present.unclaimed(view)
        return self._made(entry, 0, 1, component, as_properties(view), dwell(present_guide.characters(view)))

    def _poster(self, entry: Entry, poster: Poster | Video) -> Slide | None:
        url: str | None = ""
        if poster not in self._failed:
            url = self._images.url(self._image_name(poster, 0))
            if url is None:
                self._ask(poster, 0)
                return None
        values: dict[str, Any] = {"picture": url, "title": poster.title}
        film = self._films(poster.video) if isinstance(poster, Video) else ""
        if isinstance(poster, Video) and film:
            media = self.style.theme.media
            values |= {
                "film": film,
                "filmSize": QSize(poster.video.width, poster.video.height),
                "grey": media.grey,
                "brightness": media.brightness,
            }
            return self._made(entry, 0, 1, "VideoSlide", values, film_dwell(poster.video.seconds))
        # a passer-by looks at a picture for as long as at two dozen characters
        return self._made(entry, 0, 1, "PosterSlide", values, dwell(reading_length(poster.title) + 24))

    def _notice(self, entry: Entry, original: Notice, page: int, feed: Feed, now: datetime) -> Slide | None:
        notice = in_language(original, self.style.say.language)
        pages = self.pages(notice)
        if pages is None:
            return None
        page = max(0, min(page, pages - 1))
        lead = self._lead(notice) if notice.body and notice not in self._failed else pages
        if page < lead:
            fit = self._facts(notice)
            view = present.notice_view(original, now, feed, page, pages, fit, self.style.say)
            properties = as_properties(view if self.trusted else present.unclaimed(view))
            url = item_url(feed.compound, notice.id)
            properties["qr"] = self._images.code(url, self.style.layout.code, white(self.style.theme.media))
            return self._made(entry, page, pages, "NoticeSlide", properties, dwell(notice_characters(notice)))
        index = page - lead
        image = self._images.url(self._image_name(notice, index))
        if image is None:
            self._ask(notice, index)
            return None
        page_view = present.page_view(original, now, feed, page, pages, self.style.say)
        properties = as_properties(page_view if self.trusted else present.unclaimed(page_view))
        properties["image"] = image
        seconds = dwell(self._characters.get((notice, index), 0))
        return self._made(entry, page, pages, "PageSlide", properties, seconds)

    def show(self, holder: str, slide: Slide) -> None:
        """`holder` is about to show `slide`: whatever else is typeset meanwhile, its picture is kept."""
        shown = slide.properties.get("image") or slide.properties.get("picture") or ""
        self._images.hold(holder, str(shown))

    def prefetch(self, entry: Entry, page: int, feed: Feed) -> None:
        """Have `page` of `entry` typeset before it is due."""
        found = item_of(feed, entry)
        item = None if found is None else in_language(found, self.style.say.language)
        if item is None or item in self._failed or entry.kind == "countdown":
            return
        if isinstance(item, Poster | Video):
            if self._images.url(self._image_name(item, 0)) is None:
                self._ask(item, 0)
        elif item.body:
            index = page - self._lead(item)
            if index < self._counts.get(item, 1) and (
                item not in self._counts or (index >= 0 and self._images.url(self._image_name(item, index)) is None)
            ):
                self._ask(item, max(0, index))

    def _lead(self, notice: Notice) -> int:
        """Screenfuls before the body: the facts, where there are any."""
        return len(self._facts(notice).screenfuls) if notice.facts else 0

    def _facts(self, notice: Notice) -> FactsFit:
        if notice not in self._fitted:
            self._fitted[notice] = fit_facts(notice, self.style.theme, self.style.layout)
        return self._fitted[notice]

    def picture(self, item: Item, media: Media) -> str | None:
        """The URL of a picture of `item` alone; None until it is made, empty where it cannot be."""
        if item in self._failed:
            return ""
        url = self._images.url(self._image_name(item, media))
        if url is None:
            self._ask(item, media)
        return url

    def code(self, address: str, side: int) -> str:
        """The URL of a QR code for `address`."""
        return self._images.code(address, side)

    def _ask(self, item: Item, part: Part) -> None:
        if (item, part) not in self._asked:
            self._asked.add((item, part))
            self._submit(self.style, item, part)

    def _image_name(self, item: Item, part: Part) -> str:
        if item not in self._names:
            self._names[item] = self._images.new_name()
        return f"{self._names[item]}-{part if isinstance(part, int) else part.sha256[:16]}"

    def _made(
        self, entry: Entry, page: int, pages: int, component: str, properties: dict[str, Any], seconds: float
    ) -> Slide:
        digest = zlib.crc32(repr(properties).encode())
        key = f"{entry.key}/{page}~{digest:08x}"
        return Slide(entry, page, pages, component, properties, key, seconds)


def entry_of(item: Item) -> Entry:
    """An entry that shows `item`, whether it is its turn or not."""
    kind = kind_of(item)
    return Entry(key=f"{kind}:{item.id}", kind=kind, item_id=item.id)


def item_of(feed: Feed, entry: Entry) -> Item | None:
    """The notice or poster that `entry` shows; None for the duty week, the services and their like."""
    return next((item for item in feed.items if item.id == entry.item_id), None) if entry.item_id else None
