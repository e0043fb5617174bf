"""The conductor: decides what is on the glass at every moment and says it to QML.

    feed, clock, touches ──► conductor ──► Glass ──► QML ──► a frame ──► journal

Order of precedence: blackout, safe slide, an alert in force, a resident browsing, the rotation.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from signage.clock import Clock, credible
from signage.content.compound import Display
from signage.content.feed import Feed
from signage.kiosk import present
from signage.kiosk.alerts import AlertPage, alert_pages
from signage.kiosk.browse import BrowseState
from signage.kiosk.deck import Deck, Slide, item_of
from signage.kiosk.frames import FrameWitness
from signage.kiosk.glass import Glass
from signage.kiosk.journal import Journal
from signage.kiosk.layout import Layout
from signage.kiosk.theme import Theme
from signage.kiosk.typeset import Page, TypesetFailed
from signage.kiosk.views import properties as as_properties
from signage.playlist.live import alerts_in_force, live_items, next_boundary
from signage.playlist.rotation import History, choose, upcoming
from signage.playlist.slides import Entry, slides
from signage.playlist.turns import Turn

_log = logging.getLogger(__name__)

RECHECK = dt.timedelta(seconds=5)
"""The wall clock may be set while we wait: nothing is trusted to a longer timer."""

SETTLE_SECONDS = 6.0
"""A slide that is not whole on the glass by then is given up and the next one comes."""


@dataclass(frozen=True)
class Painted:
    """What a frame has shown."""

    kind: str
    item: str
    page: int
    key: str


class Conductor(QObject):
    """Owns the state of one screen. Everything here happens on the main thread."""

    def __init__(
        self,
        glass: Glass,
        deck: Deck,
        witness: FrameWitness,
        journal: Journal,
        clock: Clock,
        theme: Theme,
        layout: Layout,
        *,
        pace: float = 1.0,
        stale_after: dt.timedelta = dt.timedelta(hours=6),
        painted: Callable[[Painted], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._glass, self._deck, self._witness = glass, deck, witness
        self._journal, self._clock = journal, clock
        self._theme, self._layout = theme, layout
        self._pace = pace
        self._stale_after = stale_after
        self._on_painted = painted

        self._feed: Feed | None = None
        self._version = 0
        self._shown_mode = "boot"
        self._reached_at: dt.datetime | None = None
        self._history = History()
        self._entries: tuple[Entry, ...] = ()
        self._slide: Slide | None = None
        self._settled_key = ""
        self._turn = Turn()
        self._wanted: tuple[Entry, int] | None = None
        self._alerts: tuple[AlertPage, ...] = ()
        self._alert_index = 0
        self._painted: Painted | None = None
        self._browse = BrowseState()

        self._boundary = self._timer(self.tick)
        self._dwell = self._timer(self._dwell_over)
        self._settle = self._timer(self._never_settled)
        self._alert_turn = self._timer(self._next_alert)
        self._idle = self._timer(self._idle_second, single=False)
        self._idle.setInterval(1000)

        glass.slide_settled.connect(self._settled)
        glass.stage_touched.connect(self._touch_stage)
        glass.hint_touched.connect(self._touch_hint)
        glass.notice_opened.connect(self._open)
        glass.went_back.connect(self._back)
        glass.page_turned.connect(self._turn_page)
        glass.touched.connect(self._still_here)

    def _timer(self, slot: Callable[[], None], *, single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.timeout.connect(slot)
        return timer

    # What comes in

    def set_feed(self, feed: Feed, version: int, reached_at: dt.datetime | None) -> None:
        """Show `feed` from now on. What is new to this screen comes next, at once; what is gone leaves at once."""
        known = {item.id for item in self._feed.items} if self._feed else None
        self._feed, self._version, self._reached_at = feed, version, reached_at
        self._deck.only(feed.items)
        now = self._clock.now()
        self._refresh_entries(now)
        fresh = [] if known is None else [e for e in self._entries if e.item_id and e.item_id not in known]
        self._update(now)
        if fresh and not self._browse.active:
            self._begin(fresh[0])

    def reached(self, at: dt.datetime) -> None:
        """The host has been heard, with a signed answer, at `at`: what is shown is current."""
        self._reached_at = at
        self._say_fresh(self._clock.now())

    def receive_page(self, result: Page | TypesetFailed) -> None:
        """Take a typeset page."""
        if isinstance(result, TypesetFailed):
            _log.error("notice %s cannot be typeset, its facts stand alone: %s", result.notice.id, result.problem)
            self._journal.write("error", item=result.notice.id, problem=result.problem)
        self._deck.receive(result)
        if self._wanted:
            self._want(*self._wanted)
        if self._browse.item_id:
            self._show_reading()

    def start(self) -> None:
        """Begin with what there is."""
        self.tick()

    def stop(self) -> None:
        """No timer fires any more; what is on the glass is said to have left it."""
        for timer in (self._boundary, self._dwell, self._settle, self._alert_turn, self._idle):
            timer.stop()
        self._left()

    def watch(self, painted: Callable[[Painted], None] | None) -> None:
        """Call `painted` for every slide that a frame has shown, from now on."""
        self._on_painted = painted

    def show_entry(self, entry: Entry, page: int) -> None:
        """Bring `page` of `entry` to the glass out of turn, live or not; it is said to be painted anew."""
        if entry.key not in [known.key for known in self._entries]:
            self._entries = (*self._entries, entry)
        self._left()
        self._want(entry, page)
        if self._slide is not None and (self._slide.entry.key, self._slide.page) == (entry.key, page):
            self._after_frame(self._painted_slide(self._slide))

    @property
    def pages_shown(self) -> int:
        """How many pages the slide on the glass is one of."""
        return self._slide.pages if self._slide else 0

    # What is true now

    def tick(self) -> None:
        """Compare the glass with the moment, and mend it."""
        now = self._clock.now()
        if self._feed is not None:
            self._refresh_entries(now)
        self._update(now)

    def _update(self, now: dt.datetime) -> None:
        trusted = self._trusted(now)
        self._glass.set_header(present.header_view(self._feed, now, trusted=trusted))
        self._glass.set_duty(present.duty_view(self._feed, now, trusted=trusted))
        self._say_fresh(now)
        self._update_alerts(now)
        self._set_mode(self._mode())
        if self._feed is not None:
            self._glass.set_notices(present.notice_rows(self._feed, now))
            self._keep_slide(now)
            self._keep_reading()
        self._arm(now)

    def _trusted(self, now: dt.datetime) -> bool:
        return credible(now, self._feed.published if self._feed else None)

    def _mode(self) -> str:
        if self._feed is None:
            return "boot"
        display = self._feed.compound.display
        if display is not Display.NORMAL:
            return "blackout" if display is Display.BLACKOUT else "safe"
        return "takeover" if self._alerts else "rotation"

    def _set_mode(self, mode: str) -> None:
        if mode == self._shown_mode:
            return
        self._left()
        self._shown_mode = mode
        self._glass.set_mode(mode)
        if mode == "takeover":
            self._dwell.stop()
            self._idle.stop()
            self._show_alert()
        elif mode == "rotation":
            self._glass.set_alert({})
            if self._browse.active:
                self._browse = self._browse.resumed()
                self._idle.start()
                self._say_browse()
            elif self._slide is not None:
                self._after_frame(self._painted_slide(self._slide))
                self._arm_dwell(self._slide)
        else:
            self._stop_browsing()
            self._dwell.stop()
            self._glass.set_alert({})
            self._after_frame(Painted(mode, "", 0, mode))

    def _arm(self, now: dt.datetime) -> None:
        """Wake at the next boundary or minute, and in five seconds whatever the wall clock does meanwhile."""
        minute = now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
        moments = [minute, now + RECHECK]
        if self._feed is not None:
            moments.append(next_boundary(self._feed, now))
        wait = (min(moments) - now).total_seconds()
        self._boundary.start(max(1, int(wait * 1000) + 1))

    def _say_fresh(self, now: dt.datetime) -> None:
        self._glass.set_fresh(present.fresh_view(self._feed, self._reached_at, now, self._stale_after))

    # The rotation

    def _refresh_entries(self, now: dt.datetime) -> None:
        assert self._feed is not None  # noqa: S101 - callers looked
        self._entries = slides(self._feed, now)
        keys = {entry.key for entry in self._entries}
        self._history = self._history.only(keys)
        self._turn = self._turn.only(keys)

    def _keep_slide(self, now: dt.datetime) -> None:
        """The slide on the glass is still live and says what is true now; if not, it changes at once."""
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

    def _dwell_over(self) -> None:
        if self._shown_mode != "rotation" or self._browse.active:
            return
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
            self._begin(entry)

    def _begin(self, entry: Entry) -> None:
        """A turn of `entry` begins."""
        self._turn = self._turn.began(entry.key)
        self._history = self._history.after(entry)
        self._want(entry, 0)

    def _want(self, entry: Entry, page: int) -> None:
        """Bring `page` of `entry` to the glass as soon as it is typeset; what is there stays until then."""
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
            self._arm_dwell(slide)  # its own successor: it is there already
            return
        if self._shown_mode == "rotation" and not self._browse.active:
            self._left()
        self._slide = slide
        keys = [entry.key for entry in self._entries]
        index = keys.index(slide.entry.key) if slide.entry.key in keys else 0
        self._dwell.stop()
        self._settle.start(int(SETTLE_SECONDS * 1000))
        self._glass.set_slide(slide.component, slide.key, slide.properties, (len(keys), index))
        self._prefetch(slide)

    def _prefetch(self, slide: Slide) -> None:
        if self._feed is None:
            return
        if slide.page + 1 < slide.pages:
            self._deck.prefetch(slide.entry, slide.page + 1, self._feed)
        for entry in upcoming(self._entries, self._history, 2):
            self._deck.prefetch(entry, 0, self._feed)

    def _settled(self, key: str) -> None:
        """QML says that `key` is whole with the next frame."""
        if self._slide is not None and key == self._slide.key:
            self._settle.stop()
            self._settled_key = key
            if self._shown_mode == "rotation" and not self._browse.active:
                self._after_frame(self._painted_slide(self._slide))
                self._arm_dwell(self._slide)
        elif self._alerts and key == self._alerts[self._alert_index].key:
            page = self._alerts[self._alert_index]
            self._after_frame(Painted("alert", page.identifier, page.index, key))
            if len(self._alerts) > 1:
                self._alert_turn.start(self._milliseconds(page.dwell))

    def _never_settled(self) -> None:
        wanted = self._wanted[0].key if self._wanted else self._slide.entry.key if self._slide else "?"
        _log.error("slide %s did not come to the glass within %.0f s; the next one comes", wanted, SETTLE_SECONDS)
        self._journal.write("error", slide=wanted, problem="did not settle")
        self._wanted = None
        self._advance()

    def _arm_dwell(self, slide: Slide) -> None:
        self._dwell.start(self._milliseconds(slide.dwell))

    def _milliseconds(self, seconds: float) -> int:
        return max(1, round(seconds * 1000 / self._pace))

    # Alerts

    def _update_alerts(self, now: dt.datetime) -> None:
        live = alerts_in_force(self._feed.alerts, now) if self._feed else ()
        pages = tuple(
            page
            for alert in live
            for page in alert_pages(alert, now, self._feed, self._theme, self._layout, self._alert_turns(live, alert))
        )
        if pages == self._alerts:
            return
        shown = self._alerts[self._alert_index].key if self._alerts else ""
        known = {page.identifier for page in self._alerts}
        self._alerts = pages
        keys = [page.key for page in pages]
        fresh = [i for i, page in enumerate(pages) if page.identifier not in known]
        self._alert_index = fresh[0] if fresh else keys.index(shown) if shown in keys else 0
        if not pages:
            self._alert_turn.stop()
        elif self._shown_mode == "takeover" and keys[self._alert_index] != shown:
            self._left()
            self._show_alert()

    @staticmethod
    def _alert_turns(live: tuple[Any, ...], alert: Any) -> tuple[int, int]:
        return live.index(alert), len(live)

    def _show_alert(self) -> None:
        page = self._alerts[self._alert_index]
        self._journal.write("alert", slide="alert", item=page.identifier, page=page.index, feed_version=self._version)
        self._glass.set_alert(as_properties(page.view))

    def _next_alert(self) -> None:
        if self._shown_mode == "takeover" and len(self._alerts) > 1:
            self._left()
            self._alert_index = (self._alert_index + 1) % len(self._alerts)
            self._show_alert()

    # What a frame has shown

    def _painted_slide(self, slide: Slide) -> Painted:
        return Painted(slide.entry.kind, slide.entry.item_id, slide.page, slide.key)

    def _after_frame(self, painted: Painted) -> None:
        """Once the next frame is on the glass, say so."""

        def swapped() -> None:
            if self._painted == painted:
                return
            self._painted = painted
            self._write("painted", painted)
            if self._on_painted is not None:
                self._on_painted(painted)

        self._witness.after_frame(swapped)

    def _left(self) -> None:
        self._witness.forget()
        if self._painted is not None:
            self._write("left", self._painted)
            self._painted = None

    def _write(self, event: str, what: Painted) -> None:
        self._journal.write(event, slide=what.kind, item=what.item, page=what.page, feed_version=self._version)

    # A resident touches

    def _touch_stage(self) -> None:
        item = item_of(self._feed, self._slide.entry) if self._feed and self._slide else None
        self._start_browsing(item.id if item is not None else "", "stage")

    def _touch_hint(self) -> None:
        self._start_browsing("", "hint")

    def _start_browsing(self, item_id: str, where: str) -> None:
        if self._shown_mode != "rotation" or self._browse.active:
            return
        self._journal.write("touched", slide=where, item=item_id, page=0, feed_version=self._version)
        self._left()
        self._dwell.stop()
        page = self._slide.page if item_id and self._slide else 0
        self._browse = BrowseState(active=True, item_id=item_id, page=page)
        self._idle.start()
        self._show_reading()

    def _open(self, item_id: str) -> None:
        self._journal.write("touched", slide="list", item=item_id, page=0, feed_version=self._version)
        self._browse = self._browse.reading(item_id)
        self._show_reading()

    def _turn_page(self, pages: int) -> None:
        self._browse = self._browse.turned(pages)
        self._journal.write(
            "touched", slide="page", item=self._browse.item_id, page=self._browse.page, feed_version=self._version
        )
        self._show_reading()

    def _back(self) -> None:
        self._journal.write("touched", slide="back", item=self._browse.item_id, page=0, feed_version=self._version)
        if self._browse.item_id:
            self._browse = self._browse.listing()
            self._show_reading()
        else:
            self._stop_browsing()

    def _still_here(self) -> None:
        if self._browse.active:
            self._browse = self._browse.touched()
            self._say_browse()

    def _idle_second(self) -> None:
        self._browse = self._browse.second()
        if self._browse.left <= 0:
            self._stop_browsing()
        else:
            self._say_browse()

    def _stop_browsing(self) -> None:
        """Back to the rotation, fresh for the next person."""
        if not self._browse.active:
            return
        self._idle.stop()
        self._left()
        self._browse = BrowseState()
        self._glass.set_reading("", {})
        self._say_browse()
        if self._slide is not None and self._shown_mode == "rotation":
            self._after_frame(self._painted_slide(self._slide))
            self._arm_dwell(self._slide)

    def _keep_reading(self) -> None:
        """What is read may have been withdrawn or revised meanwhile."""
        if self._browse.item_id and self._feed is not None:
            live = {item.id for item in live_items(self._feed, self._clock.now())}
            if self._browse.item_id not in live:
                self._browse = self._browse.listing()
            self._show_reading()

    def _show_reading(self) -> None:
        if not self._browse.active or self._feed is None:
            return
        entry = next((e for e in self._entries if e.item_id and e.item_id == self._browse.item_id), None)
        if entry is None:
            self._browse = self._browse.listing()
            self._glass.set_reading("", {})
            self._say_browse()
            self._after_frame(Painted("browse", "", 0, "browse"))
            return
        slide = self._deck.slide(entry, self._browse.page, self._feed, self._clock.now())
        if slide is None:
            return  # typeset soon: receive_page comes back here
        self._browse = self._browse.paged(slide.page, slide.pages)
        self._glass.set_reading(slide.component, slide.properties)
        self._say_browse()
        self._deck.prefetch(entry, slide.page + 1, self._feed)
        self._left()
        self._after_frame(Painted("browse", entry.item_id, slide.page, f"browse:{slide.key}"))

    def _say_browse(self) -> None:
        self._glass.set_browse(self._browse.view())
