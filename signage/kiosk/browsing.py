"""A resident touches: carries out what `browse` decides, in a style of their own, and ends by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from signage.clock import Clock
from signage.content.feed import Feed
from signage.kiosk.airtime import Airtime, Painted
from signage.kiosk.browse import HOME, At, BrowseState, Comfort, Place
from signage.kiosk.deck import Deck
from signage.kiosk.places import Places
from signage.kiosk.style import Style
from signage.kiosk.typeset import Typeset
from signage.kiosk.views import FreshView
from signage.kiosk.visit import ComfortView, Visit, VisitView
from signage.playlist.live import live_items


class Dresser(Protocol):
    """Makes and wears the styles of a visit."""

    def visiting(self, comfort: Comfort) -> Style:
        """The style for a resident who asked for `comfort`."""

    def wear(self, style: Style) -> None:
        """Draw everything in `style` from now on."""

    @property
    def contrast(self) -> bool:
        """Whether 高对比 can be offered."""

    @property
    def english(self) -> bool:
        """Whether English can be."""

    def undress(self) -> None:
        """The rotation's style again."""


class Browsing(QObject):
    """Owns `BrowseState` and shows it. `ended`: the resident went back or went away."""

    ended = Signal()
    redressed = Signal()
    """The style changed: what the frame says may have to be said in another language."""

    def __init__(
        self,
        visit: Visit,
        dresser: Dresser,
        decks: Callable[[Style], Deck],
        airtime: Airtime,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._visit, self._dresser, self._decks = visit, dresser, decks
        self._airtime, self._clock = airtime, clock
        self._state = BrowseState()
        self._feed: Feed | None = None
        self._deck: Deck | None = None
        self._places = Places()
        self._hidden = False
        self._words = ""
        self._view = VisitView()
        self._idle = QTimer(self)
        self._idle.setInterval(1000)
        self._idle.timeout.connect(self.second)
        visit.went.connect(self._go)
        visit.went_back.connect(self._back)
        visit.went_home.connect(self._home)
        visit.turned.connect(self._turn)
        visit.toggled.connect(self._toggle)
        visit.stayed.connect(self._stay)
        visit.scroll_left.connect(self._scrolled)

    @property
    def active(self) -> bool:
        """Whether a resident has the glass."""
        return self._state.active

    @property
    def place(self) -> Place:
        """Where the resident is."""
        return self._state.place

    @property
    def comfort(self) -> Comfort:
        """What the resident asked for."""
        return self._state.comfort

    @property
    def style(self) -> Style | None:
        """How the visit is drawn; None while nobody visits."""
        return self._deck.style if self._deck and self._state.active else None

    def refresh(self, feed: Feed, now: dt.datetime, *, trusted: bool) -> None:
        """What can be browsed. What is read may have been withdrawn or revised meanwhile."""
        self._feed = feed
        self._places.trusted = trusted
        if not self._state.active:
            return
        if self._deck is not None:
            self._deck.only(feed.items)
            self._deck.trusted = trusted
        live = {item.id for item in live_items(feed, now)}
        known = {place.item for place in self._state.trail}
        self._state = self._state.without(frozenset(known - live))
        self.show()

    def set_fresh(self, fresh: FreshView, version: int) -> None:
        """How current the content is."""
        self._places.fresh, self._places.version = fresh, version

    def begin(self, place: Place, where: str) -> None:
        """A touch on `where` opens `place`."""
        self._airtime.write("touched", where, place.item)
        self._airtime.left()
        self._hidden = False  # an alert may have come since the last visit
        self._state = BrowseState().begun(place)
        self._dress()
        self._idle.start()
        self.show()

    def hide(self) -> None:
        """An alert comes in between."""
        self._hidden = True
        self._idle.stop()

    def unhide(self) -> None:
        """The very same place again, with time enough to find it."""
        self._hidden = False
        self._state = self._state.resumed()
        self._idle.start()
        self.show()

    def end(self) -> None:
        """Back to the rotation, fresh for the next person."""
        if self._deck is None:
            return
        self._idle.stop()
        self._airtime.left()
        self._hidden = False
        self._state = BrowseState()
        self._deck = None
        self._say()
        self._visit.set_place("", "", {})
        self._visit.set_rows(())
        self._dresser.undress()
        self.ended.emit()

    def stop(self) -> None:
        """No timer fires any more."""
        self._idle.stop()

    def second(self) -> None:
        """A second without a touch."""
        self._state = self._state.second()
        if self._state.left <= 0:
            self.end()
        else:
            self._say_time()

    def receive(self, result: Typeset) -> None:
        """A typeset page, perhaps one that is waited for."""
        if self._deck is not None and self._deck.receive(result):
            self.show()

    def redress(self) -> None:
        """The theme below the visit changed."""
        if self._state.active:
            self._dress()
            self.show()

    def show(self) -> None:
        """Say to QML where the resident is, and what is there."""
        if not self._state.active or self._feed is None or self._deck is None:
            return
        shown = self._places.shown(self._state.place, self._feed, self._deck, self._clock.now())
        if shown is None:
            self._say_time()
            return  # typeset soon, and then shown
        self._state = self._state.paged(shown.page, shown.pages)
        if shown.rows is not None:  # a list that is left keeps its rows: it may still be making one
            self._visit.set_rows(shown.rows)
        self._say(shown.page_words)
        self._visit.set_place(shown.component, shown.key, shown.properties)
        place = self._state.place
        self._painted(
            Painted(f"browse/{place.at}", place.item, place.page, f"browse:{self._state.comfort}:{shown.drawn}")
        )

    def _painted(self, painted: Painted) -> None:
        if not self._hidden and not self._airtime.shows(painted):
            self._airtime.left()
            self._airtime.after_frame(painted)

    # What the resident does

    def _go(self, at: str, item: str, tab: str, by_time: bool) -> None:
        if not self._state.active:
            return
        self._airtime.write("touched", at, item)
        self._state = self._state.gone_to(Place(At(at), item, tab=tab, by_time=by_time))
        self.show()

    def _back(self) -> None:
        self._airtime.write("touched", "back", self._state.place.item)
        self._state = self._state.back()
        if self._state.active:
            self.show()
        else:
            self.end()

    def _home(self) -> None:
        self._airtime.write("touched", "home")
        self._state = self._state.gone_to(HOME)
        self.show()

    def _turn(self, pages: int) -> None:
        before = self._state.place
        self._state = self._state.turned(pages)
        if self._state.place != before:
            self._airtime.write("touched", "page", self._state.place.item, self._state.place.page)
            self.show()

    def _toggle(self, name: str) -> None:
        if not self._state.active:
            return
        self._airtime.write("touched", name)
        self._state = self._state.toggled(name)
        self._dress()
        self.show()

    def _stay(self) -> None:
        if self._state.active:
            self._state = self._state.touched()
            self._say_time()

    def _scrolled(self, pixels: float) -> None:
        self._state = self._state.scrolled(pixels)

    # What is said

    def _dress(self) -> None:
        style = self._dresser.visiting(self._state.comfort)
        if self._deck is None or self._deck.style != style:
            self._deck = self._decks(style)
            self._deck.trusted = self._places.trusted
        self._dresser.wear(style)
        self.redressed.emit()

    def _say(self, page_words: str | None = None) -> None:
        state = self._state
        self._words = self._words if page_words is None else page_words
        self._view = VisitView(
            active=state.active,
            at=state.place.at,
            low=state.comfort.low,
            page=state.place.page,
            pages=state.pages,
            page_words=self._words,
            comforts=self._comforts() if state.active else (),
        )
        self._say_time()

    def _say_time(self) -> None:
        state = self._state
        self._view = dataclasses.replace(
            self._view, idle_left=state.left, idle_share=state.share, idle_warning=state.warning
        )
        self._visit.set_view(self._view)

    def _comforts(self) -> tuple[ComfortView, ...]:
        comfort, style = self._state.comfort, self.style
        if style is None:
            return ()
        say, ribbon = style.say, style.layout.ribbon
        words = {
            "large": say("大字"),
            "contrast": say("高对比"),
            "low": say("低位"),
            "english": "中文" if comfort.english else "English",
            "still": say("不动"),
        }
        absent = set() if self._dresser.contrast else {"contrast"}
        if ribbon:
            absent.add("low")
        if not style.theme.fade_ms and not comfort.still:
            absent.add("still")  # nothing moves here anyway
        if not self._dresser.english:
            absent.add("english")
        return tuple(
            ComfortView(name, words[name], getattr(comfort, name))
            for name in (field.name for field in dataclasses.fields(Comfort))
            if name not in absent
        )
