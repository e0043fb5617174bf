"""What each screen of the browse mode shows: the QML component, its properties, the notices in its list."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signage.content.feed import Feed
from signage.content.links import item_url
from signage.content.notice import Item
from signage.kiosk import present, present_browse, present_guide
from signage.kiosk.browse import At, Place
from signage.kiosk.browseviews import ActionView, CodeView, PictureView
from signage.kiosk.deck import Deck, entry_of
from signage.kiosk.phrases import Phrases
from signage.kiosk.views import FreshView, NoticeRow, properties

ALL_EVENTS = (200, 30)
"""Lines of the week's events where they can be scrolled: altogether, and a day."""


@dataclass(frozen=True)
class Shown:
    """A place, ready for QML. The same `key`: the same screen, where a list keeps its scroll; `drawn` changes with
    whatever is drawn."""

    component: str
    key: str
    properties: dict[str, Any]
    drawn: str
    page: int = 0
    pages: int = 1
    page_words: str = ""
    rows: tuple[NoticeRow, ...] | None = None
    """The notices of its list, where it has one."""


@dataclass(frozen=True)
class _Scene:
    """What a place is made from."""

    place: Place
    feed: Feed
    deck: Deck
    now: dt.datetime

    @property
    def say(self) -> Phrases:
        return self.deck.style.say

    @property
    def item(self) -> Item:
        """The item that the place is about. Raises: `LookupError`."""
        item = next((item for item in self.feed.items if item.id == self.place.item), None)
        if item is None:
            raise LookupError(self.place.item)
        return item


class Places:
    """Makes what is shown. None where a page has to be typeset first."""

    def __init__(self) -> None:
        self.trusted = True
        """Whether the clock is."""
        self.fresh = FreshView()
        self.version = 0
        self._makers: dict[At, Callable[[_Scene], Shown | None]] = {
            At.HOME: self._home,
            At.NOTICES: self._notices,
            At.READING: self._reading,
            At.PICTURE: self._picture,
            At.CODE: self._code,
            At.DUTY: self._duty,
            At.SERVICES: self._services,
            At.SERVICE: self._service,
            At.FACILITIES: self._facilities,
            At.BUILDINGS: self._buildings,
            At.CONCERNS: self._concerns,
            At.EVENTS: self._events,
            At.CONTACTS: self._contacts,
            At.ABOUT: self._about,
        }

    def shown(self, place: Place, feed: Feed, deck: Deck, now: dt.datetime) -> Shown | None:
        """What `place` shows at `now`; home where it has nothing (any more) to show."""
        scene = _Scene(place, feed, deck, now)
        try:
            return self._makers.get(place.at, self._home)(scene)
        except (LookupError, ValueError):  # what it was about is gone
            return self._home(scene)

    def _made(self, scene: _Scene, component: str, view: object, **more: Any) -> Shown:
        place = scene.place
        values = properties(view)
        values["scrollTo"] = place.scroll
        key = f"{component}/{place.item}/{place.tab}/{place.by_time}"
        drawn = f"{key}~{zlib.crc32(repr((values, more)).encode()):08x}"
        return Shown(component, key, values, drawn, **more)

    def _home(self, scene: _Scene) -> Shown:
        view = present_browse.home_view(scene.feed, scene.now, self.fresh, scene.say, trusted=self.trusted)
        return self._made(scene, "HomeScreen", view if self.trusted else present_browse.unclaimed_home(view))

    def _notices(self, scene: _Scene) -> Shown:
        view, rows = present_browse.notices_view(scene.feed, scene.now, scene.place, scene.say)
        if not self.trusted:
            rows = tuple(present.unclaimed(row) for row in rows)
        return self._made(scene, "NoticesScreen", view, rows=rows)

    def _reading(self, scene: _Scene) -> Shown | None:
        item = scene.item
        slide = scene.deck.slide(entry_of(item), scene.place.page, scene.feed, scene.now)
        if slide is None:
            return None
        scene.deck.show("visit", slide)
        scene.deck.prefetch(slide.entry, slide.page + 1, scene.feed)
        say = scene.say
        actions = []
        if present_browse.item_pictures(item):
            actions.append(ActionView(say("看大图"), At.PICTURE, item.id))
        if item_url(scene.feed.compound, item.id):
            actions.append(ActionView(say("二维码"), At.CODE, item.id))
        values = {
            "component": slide.component,
            "slide": slide.properties,
            "slideKey": slide.key,
            "actions": [properties(action) for action in actions],
            "mark": present.foreign_mark(item, say),
        }
        words = say("%d / %d 页") % (slide.page + 1, slide.pages) if slide.pages > 1 else ""
        key = f"ReadingScreen/{item.id}"
        return Shown("ReadingScreen", key, values, slide.key, slide.page, slide.pages, words)

    def _picture(self, scene: _Scene) -> Shown | None:
        item = scene.item
        media = present_browse.item_pictures(item)
        index = min(scene.place.page, len(media) - 1)
        url = scene.deck.picture(item, media[index])
        if url is None:
            return None
        say = scene.say
        words = say("%d / %d 图") % (index + 1, len(media)) if len(media) > 1 else ""
        view = PictureView(title=item.title, caption=media[index].alt, image=url)
        return self._made(scene, "PictureScreen", view, page=index, pages=len(media), page_words=words)

    def _code(self, scene: _Scene) -> Shown:
        item = scene.item
        address = item_url(scene.feed.compound, item.id)
        if not address:
            raise LookupError(item.id)
        stage = scene.deck.style.layout.stage
        image = scene.deck.code(address, round(min(stage.width, stage.height) * 0.62))
        words = scene.say("用手机扫一扫，把全文带回家")
        return self._made(scene, "CodeScreen", CodeView(item.title, words, image, address))

    def _duty(self, scene: _Scene) -> Shown:
        if scene.place.tab == present_browse.MONTH:
            return self._month(scene)
        moment = scene.now + dt.timedelta(weeks=scene.place.page)
        view = present_guide.week_view(scene.feed, scene.now, scene.say, moment)
        view = view if self.trusted else present.unclaimed(view)
        listed = present_browse.week_list_view(view, scene.place, scene.say)
        return self._made(scene, "DutyScreen", listed, page=scene.place.page)

    def _month(self, scene: _Scene) -> Shown:
        name, weeks = present_guide.month_view(scene.feed, scene.now, scene.say, scene.place.page)
        if not self.trusted:
            weeks = tuple(present.unclaimed_days(week) for week in weeks)
        view = present_browse.month_list_view(name, weeks, scene.place, scene.say)
        return self._made(scene, "MonthScreen", view, page=scene.place.page)

    def _concerns(self, scene: _Scene) -> Shown:
        view = present_browse.concerns_view(scene.feed, scene.place.item, scene.now, scene.say)
        return self._made(scene, "ConcernsScreen", view)

    def _events(self, scene: _Scene) -> Shown:
        events = present_guide.events_view(scene.feed, scene.now, scene.say, *ALL_EVENTS)
        events = events if self.trusted else present.unclaimed(events)
        return self._made(scene, "EventsScreen", present_browse.events_view(events, scene.feed, scene.say))

    def _services(self, scene: _Scene) -> Shown:
        view = present_browse.services_view(scene.feed, scene.now, scene.say, trusted=self.trusted)
        return self._made(scene, "ServicesScreen", view)

    def _service(self, scene: _Scene) -> Shown:
        view = present_browse.service_view(scene.feed, scene.place.item, scene.now, scene.say, trusted=self.trusted)
        return self._made(scene, "ServiceScreen", view)

    def _facilities(self, scene: _Scene) -> Shown:
        return self._made(scene, "FacilitiesScreen", present_browse.facilities_view(scene.feed, scene.say))

    def _buildings(self, scene: _Scene) -> Shown:
        return self._made(scene, "BuildingsScreen", present_browse.buildings_view(scene.feed, scene.say))

    def _contacts(self, scene: _Scene) -> Shown:
        return self._made(scene, "ContactsScreen", present_browse.contacts_view(scene.feed, scene.say))

    def _about(self, scene: _Scene) -> Shown:
        return self._made(
            scene, "AboutScreen", present_browse.about_view(scene.feed, self.fresh, self.version, scene.say)
        )
