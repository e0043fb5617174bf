"""The conductor: decides what has the glass at every moment and says it to QML.

    feed, clock, touches ──► conductor ──► Glass ──► QML ──► a frame ──► journal

Order of precedence: blackout, safe slide, an alert in force, a resident browsing, the rotation.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QObject, QTimer

from signage.clock import Clock, FlooredClock
from signage.content.compound import Display
from signage.content.feed import Feed
from signage.content.notice import Video
from signage.kiosk import present
from signage.kiosk.airtime import Airtime, Painted
from signage.kiosk.alerts import AlertPage, alert_pages
from signage.kiosk.browse import HOME, At, Place
from signage.kiosk.browsing import Browsing
from signage.kiosk.deck import Deck, item_of
from signage.kiosk.dressing import Dressing
from signage.kiosk.films import Films
from signage.kiosk.glass import Glass
from signage.kiosk.phrases import Phrases
from signage.kiosk.rotator import Rotator
from signage.kiosk.style import Style
from signage.kiosk.typeset import Typeset, TypesetFailed
from signage.kiosk.views import properties
from signage.playlist.live import alerts_in_force, next_boundary

_log = logging.getLogger(__name__)

RECHECK = dt.timedelta(seconds=5)
"""The wall clock may be set while we wait: nothing is trusted to a longer timer."""


GUIDES = MappingProxyType(
    {
        "week": Place(At.DUTY),
        "services": Place(At.SERVICES),
        "facilities": Place(At.FACILITIES),
        "card": Place(At.ABOUT),
    }
)
"""What a touch on a slide that is not a notice's opens."""


class Conductor(QObject):
    """Owns the state of one screen. Everything here happens on the main thread."""

    def __init__(
        self,
        glass: Glass,
        dressing: Dressing,
        decks: Callable[[Style], Deck],
        airtime: Airtime,
        clock: Clock,
        *,
        films: Films,
        pace: float = 1.0,
        stale_after: dt.timedelta = dt.timedelta(hours=6),
        care: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._glass, self._dressing, self._decks, self._airtime = glass, dressing, decks, airtime
        self._films = films
        self._clock = clock = FlooredClock(clock)
        self._pace = pace
        self._stale_after, self._care = stale_after, care
        self._feed: Feed | None = None
        self._reached_at: dt.datetime | None = None
        self._mode = "boot"
        self._alerts: tuple[AlertPage, ...] = ()
        self._alert_index = 0
        self._style = self._first_style()
        self.rotator = Rotator(glass, decks(self._style), airtime, clock, pace=pace, parent=self)
        self.browsing = Browsing(glass.visit_, dressing, decks, airtime, clock, self)

        self._boundary = QTimer(self)
        self._boundary.setSingleShot(True)
        self._boundary.timeout.connect(self.tick)
        self._alert_turn = QTimer(self)
        self._alert_turn.setSingleShot(True)
        self._alert_turn.timeout.connect(self._next_alert)

        glass.slide_settled.connect(self._settled)
        glass.film_failed.connect(self._film_failed)
        glass.stage_touched.connect(self._touch_stage)
        glass.hint_touched.connect(self._touch_hint)
        self.browsing.ended.connect(self._browsing_ended)
        self.browsing.redressed.connect(self._say_frame)

    # What comes in

    def set_feed(self, feed: Feed, version: int, reached_at: dt.datetime | None) -> None:
        """Show `feed` from now on. What is new to this screen comes at once; what is gone leaves at once."""
        known = {item.id for item in self._feed.items} if self._feed else None
        self._feed, self._reached_at = feed, reached_at
        self._airtime.feed_version = version
        self.rotator.deck.only(feed.items)
        self._films.only(feed.items)
        self.tick()
        if known is not None and not self.browsing.active:
            fresh = next((e for e in self.rotator.entries if e.item_id and e.item_id not in known), None)
            if fresh is not None:
                self.rotator.begin(fresh)

    def reached(self, at: dt.datetime) -> None:
        """The host has been heard, with a signed answer, at `at`: what is shown is current."""
        self._reached_at = at
        self._say_fresh(self._clock.now())

    def receive_page(self, result: Typeset) -> None:
        """Take a typeset page."""
        if isinstance(result, TypesetFailed):
            _log.error("%s cannot be typeset, its words stand alone: %s", result.item.id, result.problem)
            self._airtime.error(f"{result.item.__class__.__name__.lower()}:{result.item.id}", result.problem)
        self.rotator.receive(result)
        self.browsing.receive(result)

    def stop(self) -> None:
        """No timer fires any more; what is on the glass is said to have left it."""
        self._boundary.stop()
        self._alert_turn.stop()
        self.rotator.stop()
        self.browsing.stop()
        self._airtime.left()

    # What is true now

    def tick(self) -> None:
        """Compare the glass with the moment, and mend it."""
        self._clock.known_past = self._feed.published if self._feed else None
        now, trusted = self._clock.now(), self._clock.trusted()
        self.rotator.deck.trusted = trusted
        self._dress(now, trusted=trusted)
        self._say_frame()
        self._update_alerts(now)
        self._set_mode(self._mode_now())
        if self._feed is not None:
            self.rotator.refresh(self._feed, now)
            if not self.browsing.active:
                self.rotator.keep(now)
            self.browsing.refresh(self._feed, now, trusted=trusted)
        self._arm(now)

    # How it is drawn

    def redress(self) -> None:
        """The theme's files were changed: draw everything anew."""
        self._put_on(self._dressing.renewed())

    def _first_style(self) -> Style:
        now = self._clock.now()
        style = self._dressing.chosen(None, now, trusted=self._clock.trusted(), swapped=self._swapped(now))
        style = style or self._dressing.renewed()
        self._dressing.wear(style)
        return style

    def _swapped(self, now: dt.datetime) -> bool:
        """Every other week the sides of the frame change places, so that nothing burns in."""
        zone = self._feed.zone if self._feed else dt.UTC
        return self._care and now.astimezone(zone).isocalendar().week % 2 == 1

    def _dress(self, now: dt.datetime, *, trusted: bool) -> None:
        style = self._dressing.chosen(self._feed, now, trusted=trusted, swapped=self._swapped(now))
        if style is not None:
            self._put_on(style)

    def _put_on(self, style: Style) -> None:
        self._style = style
        deck = self._decks(style)
        deck.trusted = self.rotator.deck.trusted

        def wear() -> None:
            if not self.browsing.active:
                self._dressing.undress()

        self.rotator.redress(deck, wear)
        self.browsing.redress()

    @property
    def _say(self) -> Phrases:
        """The words of whoever has the glass."""
        return (self.browsing.style or self._style).say

    def _say_frame(self) -> None:
        """Header, duty and freshness, in the language of whoever has the glass."""
        now, trusted = self._clock.now(), self._clock.trusted()
        say = self._say
        self._glass.set_header(present.header_view(self._feed, now, say, trusted=trusted))
        self._glass.set_duty(present.duty_view(self._feed, now, say, trusted=trusted))
        self._say_fresh(now)

    def _mode_now(self) -> str:
        if self._feed is None:
            return "boot"
        display = self._feed.compound.display
        if display is not Display.NORMAL:
            return "blackout" if display is Display.BLACKOUT else "safe"
        return "takeover" if self._alerts else "rotation"

    def _set_mode(self, mode: str) -> None:
        if mode == self._mode and mode != "boot":
            return
        if mode == self._mode:
            self._airtime.after_frame(Painted("boot", "", 0, "boot"))
            return
        self._airtime.left()
        self._mode = mode
        self._glass.set_mode(mode)
        self.rotator.pause()
        if mode == "takeover":
            self.browsing.hide()
            self._show_alert()
            return
        self._glass.set_alert({})
        if mode != "rotation":
            self.browsing.end()
            self._airtime.after_frame(Painted(mode, "", 0, mode))
        elif self.browsing.active:
            self.browsing.unhide()
        else:
            self.rotator.resume()

    def _arm(self, now: dt.datetime) -> None:
        """Wake at the next boundary or minute, and in five seconds whatever the wall clock does meanwhile."""
        minute = now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
        moments = [minute, now + RECHECK]
        if self._feed is not None:
            moments.append(next_boundary(self._feed, now))
        self._boundary.start(max(1, int((min(moments) - now).total_seconds() * 1000) + 1))

    def _say_fresh(self, now: dt.datetime) -> None:
        fresh = present.fresh_view(self._feed, self._reached_at, now, self._stale_after, self._say)
        self._glass.set_fresh(fresh)
        self.browsing.set_fresh(fresh, self._airtime.feed_version)

    # Alerts

    def _update_alerts(self, now: dt.datetime) -> None:
        live = alerts_in_force(self._feed.alerts, now) if self._feed else ()
        style = dataclasses.replace(self._style, say=self._say)  # in the language of whoever it interrupts
        pages = tuple(
            page
            for turn, alert in enumerate(live)
            for page in alert_pages(alert, now, self._feed, style, (turn, len(live)))
        )
        if pages == self._alerts:
            return
        shown = self._alerts[self._alert_index] if self._alerts else None
        known = {page.identifier for page in self._alerts}
        self._alerts = pages
        same = [i for i, p in enumerate(pages) if shown and (p.identifier, p.index) == (shown.identifier, shown.index)]
        fresh = [i for i, page in enumerate(pages) if page.identifier not in known]
        # a new alert is read at once, whatever its rank; else the one being read stays
        self._alert_index = fresh[0] if fresh else same[0] if same else 0
        if len(pages) < 2:
            self._alert_turn.stop()
        if pages and self._mode == "takeover" and pages[self._alert_index] != shown:
            self._airtime.left()
            self._show_alert()

    def _show_alert(self) -> None:
        page = self._alerts[self._alert_index]
        self._airtime.write("alert", "alert", page.identifier, page.index)
        self._glass.set_alert(properties(page.view))

    def _next_alert(self) -> None:
        if self._mode == "takeover" and len(self._alerts) > 1:
            self._airtime.left()
            self._alert_index = (self._alert_index + 1) % len(self._alerts)
            self._show_alert()

    # What QML says

    def _settled(self, key: str) -> None:
        if self.rotator.settled(key) or self._mode != "takeover":
            return
        page = self._alerts[self._alert_index]
        if key == page.key:
            self._airtime.after_frame(Painted("alert", page.identifier, page.index, key))
            if len(self._alerts) > 1:
                self._alert_turn.start(max(1, round(page.dwell * 1000 / self._pace)))

    def _film_failed(self, key: str, problem: str) -> None:
        """From now on the poster frame of the film on the stage stands for it, beginning with this slide."""
        slide = self.rotator.slide
        item = item_of(self._feed, slide.entry) if self._feed and slide and slide.key == key else None
        if isinstance(item, Video):
            _log.error("%s: its film cannot be played, its poster frame stands in: %s", item.id, problem)
            self._airtime.error(f"video:{item.id}", problem)
            self._films.fail(item.video)
            self.rotator.keep(self._clock.now())

    def _touch_stage(self) -> None:
        slide = self.rotator.slide
        place = HOME
        if self._feed is not None and slide is not None:
            item = item_of(self._feed, slide.entry)
            place = Place(At.READING, item.id, slide.page) if item else GUIDES.get(slide.entry.kind, HOME)
        self._begin_browsing(place, "stage")

    def _touch_hint(self) -> None:
        self._begin_browsing(HOME, "hint")

    def _begin_browsing(self, place: Place, where: str) -> None:
        if self._mode == "rotation" and not self.browsing.active:
            self.rotator.pause()
            self.browsing.begin(place, where)

    def _browsing_ended(self) -> None:
        self._say_frame()
        if self._mode == "rotation":
            self.rotator.keep(self._clock.now())
            self.rotator.resume()
