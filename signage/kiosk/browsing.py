"""A resident touches: the list of notices, the one being read, and the way back by itself."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal

from signage.clock import Clock
from signage.content.feed import Feed
from signage.kiosk.airtime import Airtime, Painted
from signage.kiosk.browse import BrowseState
from signage.kiosk.deck import Deck
from signage.kiosk.glass import Glass
from signage.playlist.live import live_items
from signage.playlist.slides import Entry


class Browsing(QObject):
    """Owns `BrowseState` and shows it. `ended`: the resident went back or went away."""

    ended = Signal()

    def __init__(self, glass: Glass, deck: Deck, airtime: Airtime, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._glass, self._deck, self._airtime, self._clock = glass, deck, airtime, clock
        self._state = BrowseState()
        self._feed: Feed | None = None
        self._entries: tuple[Entry, ...] = ()
        self._hidden = False
        self._idle = QTimer(self)
        self._idle.setInterval(1000)
        self._idle.timeout.connect(self.second)
        glass.notice_opened.connect(self._open)
        glass.went_back.connect(self._back)
        glass.page_turned.connect(self._turn_page)
        glass.touched.connect(self._still_here)

    @property
    def active(self) -> bool:
        """Whether a resident has the glass."""
        return self._state.active

    @property
    def item_id(self) -> str:
        """The notice being read; empty for the list."""
        return self._state.item_id

    def refresh(self, feed: Feed, entries: tuple[Entry, ...], now: dt.datetime) -> None:
        """What can be browsed. What is read may have been withdrawn or revised meanwhile."""
        self._feed, self._entries = feed, entries
        if self._state.item_id:
            if all(item.id != self._state.item_id for item in live_items(feed, now)):
                self._state = self._state.listing()
            self.show()

    def begin(self, item_id: str, page: int, where: str) -> None:
        """A touch on `where`: the notice `item_id`, or the list where it is empty."""
        self._airtime.write("touched", where, item_id)
        self._airtime.left()
        self._state = BrowseState(active=True, item_id=item_id, page=page)
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
        if not self._state.active:
            return
        self._idle.stop()
        self._airtime.left()
        self._hidden = False
        self._state = BrowseState()
        self._glass.set_reading("", {})
        self._say()
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
            self._say()

    def show(self) -> None:
        """Say to QML where the resident is."""
        if not self._state.active or self._feed is None:
            return
        entry = next((e for e in self._entries if e.item_id and e.item_id == self._state.item_id), None)
        if entry is None:
            self._state = self._state.listing() if self._state.item_id else self._state
            self._glass.set_reading("", {})
            self._say()
            self._painted(Painted("browse", "", 0, "browse"))
            return
        slide = self._deck.slide(entry, self._state.page, self._feed, self._clock.now())
        if slide is None:
            return  # typeset soon, and then shown
        self._state = self._state.paged(slide.page, slide.pages)
        self._glass.set_reading(slide.component, slide.properties)
        self._say()
        self._deck.prefetch(entry, slide.page + 1, self._feed)
        self._painted(Painted("browse", entry.item_id, slide.page, f"browse:{slide.key}"))

    def _painted(self, painted: Painted) -> None:
        if not self._hidden and not self._airtime.shows(painted):
            self._airtime.left()
            self._airtime.after_frame(painted)

    def _open(self, item_id: str) -> None:
        self._airtime.write("touched", "list", item_id)
        self._state = self._state.reading(item_id)
        self.show()

    def _turn_page(self, pages: int) -> None:
        self._state = self._state.turned(pages)
        self._airtime.write("touched", "page", self._state.item_id, self._state.page)
        self.show()

    def _back(self) -> None:
        self._airtime.write("touched", "back", self._state.item_id)
        if self._state.item_id:
            self._state = self._state.listing()
            self.show()
        else:
            self.end()

    def _still_here(self) -> None:
        if self._state.active:
            self._state = self._state.touched()
            self._say()

    def _say(self) -> None:
        self._glass.set_browse(self._state.view())
