"""The rotation on the glass: whose turn it is, which page, how long. `playlist` decides; here it is carried out."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from signage.clock import Clock
from signage.content.feed import Feed
from signage.kiosk.airtime import Airtime, Painted
from signage.kiosk.deck import Deck, Slide
from signage.kiosk.glass import Glass
from signage.kiosk.typeset import Typeset
from signage.playlist.rotation import History, choose, upcoming
from signage.playlist.slides import Entry, slides
from signage.playlist.turns import Turn

_log = logging.getLogger(__name__)

SETTLE_SECONDS = 6.0
"""A slide that is not whole on the glass by then is given up and the next one comes."""


class Rotator(QObject):
    """Keeps one live slide on the stage. While paused (an alert, a resident) the slide is kept true but not timed."""

    def __init__(
        self, glass: Glass, deck: Deck, airtime: Airtime, clock: Clock, *, pace: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._glass, self._deck, self._airtime, self._clock = glass, deck, airtime, clock
        self._pace = pace
        self._feed: Feed | None = None
        self._entries: tuple[Entry, ...] = ()
        self._history = History()
        self._turn = Turn()
        self._slide: Slide | None = None
        self._settled_key = ""
        self._wanted: tuple[Entry, int] | None = None
        self._running = False
        self.paired = True
        """Whether a console knows this screen; while not, its card takes turns."""
        self._next: tuple[Deck, Callable[[], None]] | None = None
        self._dwell = self._single_shot(self._dwell_over)
        self._settle = self._single_shot(self._never_settled)

    def _single_shot(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may end a slide up to 5 % before its time
        timer.timeout.connect(slot)
        return timer

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What takes turns now."""
        return self._entries

    @property
    def deck(self) -> Deck:
        """What slides are drawn from."""
        return self._deck

    @property
    def slide(self) -> Slide | None:
        """What is on the stage, or on its way."""
        return self._slide

    # What the conductor says

    def refresh(self, feed: Feed, now: dt.datetime) -> None:
        """What takes turns at `now` follows from `feed`."""
        self._feed = feed
        self._entries = slides(feed, now, paired=self.paired)
        keys = {entry.key for entry in self._entries}
        self._history = self._history.only(keys)
        self._turn = self._turn.only(keys)

    def keep(self, now: dt.datetime) -> None:
        """The slide on the stage is still live and says what is true now; if not, it changes at once."""
        if self._feed is None:
            return
        if self._slide is None:
            if self._wanted is None:
                self._advance()
            return
        entry = next((e for e in self._entries if e.key == self._slide.entry.key), None)
        if entry is None:
            self._wanted = None
            self._advance()
            return
        current = self._deck.slide(entry, self._slide.page, self._feed, now)
        if current is None:
            self._wanted = self._wanted or (entry, self._slide.page)
        elif current.key != self._slide.key:
            self._show(current)

    def begin(self, entry: Entry) -> None:
        """A turn of `entry` begins, whoever's turn it would be."""
        self._turn = self._turn.began(entry.key)
        self._history = self._history.after(entry)
        self._want(entry, 0)

    def show_entry(self, entry: Entry, page: int) -> None:
        """Bring `page` of `entry` to the glass out of turn, live or not; it is said to be painted anew."""
        if entry.key not in [known.key for known in self._entries]:
            self._entries = (*self._entries, entry)
        self._airtime.left()
        self._want(entry, page)
        there = self._slide is not None and (self._slide.entry.key, self._slide.page) == (entry.key, page)
        if there and self._slide is not None and self._slide.key == self._settled_key:
            self._airtime.after_frame(self._painted(self._slide))

    def receive(self, result: Typeset) -> None:
        """A typeset page, perhaps one that is waited for."""
        if self._next is not None and self._next[0].receive(result):
            self._redress()
        elif self._deck.receive(result) and self._wanted:
            self._want(*self._wanted)

    def redress(self, deck: Deck, then: Callable[[], None]) -> None:
        """Draw from `deck`, in another style, as soon as its slide is typeset; `then` is called at that moment."""
        self._next = (deck, then)
        self._redress()

    def _redress(self) -> None:
        if self._next is None:
            return
        deck, then = self._next
        slide = self._slide
        if slide is not None and self._feed is not None:
            entry = next((e for e in self._entries if e.key == slide.entry.key), None)
            if entry is not None and deck.slide(entry, slide.page, self._feed, self._clock.now()) is None:
                return  # the press is at it
        self._next = None
        self._deck = deck
        then()
        self.keep(self._clock.now())
        if self._wanted:
            self._want(*self._wanted)  # the deck that was asked for it is gone

    def resume(self) -> None:
        """The stage is seen (again): its slide is painted, and its time runs."""
        self._running = True
        if self._slide is not None and self._slide.key == self._settled_key:
            self._say_painted(self._slide)

    def pause(self) -> None:
        """Something else has the glass."""
        self._running = False
        self._dwell.stop()

    def settled(self, key: str) -> bool:
        """QML says that `key` is whole with the next frame. Gives whether it is this slide."""
        if self._slide is None or key != self._slide.key:
            return False
        self._settle.stop()
        self._settled_key = key
        if self._running:
            self._say_painted(self._slide)
        return True

    def stop(self) -> None:
        """No timer fires any more."""
        self._dwell.stop()
        self._settle.stop()

    # Turns

    def _dwell_over(self) -> None:
        slide = self._slide
        if slide is not None and any(entry.key == slide.entry.key for entry in self._entries):
            page = self._turn.next_page(slide.page, slide.pages)
            if page is not None:
                self._turn = self._turn.went_on()
                self._want(slide.entry, page)
                return
        self._advance()

    def _advance(self) -> None:
        """The next entry's turn."""
        if self._slide is not None:
            self._turn = self._turn.ended(self._slide.page, self._slide.pages)
        entry = choose(self._entries, self._history)
        if entry is not None:
            self.begin(entry)

    def _want(self, entry: Entry, page: int) -> None:
        """Bring `page` of `entry` to the stage as soon as it is typeset; what is there stays until then."""
        if self._feed is None:
            return
        if all(known.key != entry.key for known in self._entries):
            self._wanted = None
            self._advance()
            return
        slide = self._deck.slide(entry, page, self._feed, self._clock.now())
        if slide is None:
            self._wanted = (entry, page)
            if not self._settle.isActive():
                self._settle.start(int(SETTLE_SECONDS * 1000))
            return
        self._wanted = None
        self._show(slide)

    def _show(self, slide: Slide) -> None:
        if self._slide is not None and slide.key == self._slide.key == self._settled_key:
            self._settle.stop()
            if self._running:
                self._arm(slide)  # its own successor: it is there already
            return
        if self._running:
            self._airtime.left()
        self._slide = slide
        keys = [entry.key for entry in self._entries]
        index = keys.index(slide.entry.key) if slide.entry.key in keys else 0
        self._dwell.stop()
        self._settle.start(int(SETTLE_SECONDS * 1000))
        self._deck.show("rotation", slide)
        self._glass.set_slide(slide.component, slide.key, slide.properties, (len(keys), index))
        self._prefetch(slide)

    def _prefetch(self, slide: Slide) -> None:
        if self._feed is None:
            return
        if slide.page + 1 < slide.pages:
            self._deck.prefetch(slide.entry, slide.page + 1, self._feed)
        for entry in upcoming(self._entries, self._history, 2):
            self._deck.prefetch(entry, 0, self._feed)

    def _never_settled(self) -> None:
        wanted = self._wanted[0].key if self._wanted else self._slide.entry.key if self._slide else "?"
        _log.error("slide %s did not come to the glass within %.0f s; the next one comes", wanted, SETTLE_SECONDS)
        self._airtime.error(wanted, "did not settle")
        self._wanted = None
        self._advance()

    def _say_painted(self, slide: Slide) -> None:
        """The reader's time counts from the frame that shows the slide; where none comes, the rotation goes on."""
        self._airtime.after_frame(self._painted(slide), lambda: self._arm(slide))
        self._arm(slide)

    def _arm(self, slide: Slide) -> None:
        self._dwell.start(max(1, round(slide.dwell * 1000 / self._pace)))

    @staticmethod
    def _painted(slide: Slide) -> Painted:
        return Painted(slide.entry.kind, slide.entry.item_id, slide.page, slide.key)
