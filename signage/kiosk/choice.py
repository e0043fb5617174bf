"""Which theme the rotation wears: by staff's word first, else by the screen's settings, the festivals and the hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from signage.content.compound import Look
from signage.content.feed import Feed
from signage.playlist.daylight import is_night
from signage.playlist.duty import local_day
from signage.playlist.season import season

AUTO, DAY, NIGHT, MOURNING = "auto", "default", "night", "mourning"


class ThemeChoice:
    """Chooses a theme's name. `has` says whether there is one of that name that will do."""

    def __init__(self, theme: str, night: str, has: Callable[[str], bool]) -> None:
        """`theme`: `auto`, or the one that this screen always wears. `night`: a rule of `daylight.is_night`."""
        self._theme, self._night, self._has = theme, night, has

    def __call__(self, feed: Feed | None, now: dt.datetime, *, trusted: bool) -> str:
        """The theme at `now`. A clock that is not trusted knows neither night nor festival."""
        look = feed.compound.look if feed else Look.AUTO
        wanted = {Look.DAY: self._day, Look.NIGHT: NIGHT, Look.MOURNING: MOURNING}.get(look, "")
        if wanted:
            return self._known(wanted)
        if feed is None or not trusted:
            return self._day
        festival = season(local_day(now, feed.zone))
        if look is Look.FESTIVAL:
            return self._known(festival or self._day)
        if self._theme != AUTO:
            return self._theme
        if is_night(now, feed.compound, self._night):
            return self._known(NIGHT)
        return self._known(festival or DAY)

    @property
    def _day(self) -> str:
        return DAY if self._theme == AUTO else self._theme

    def _known(self, name: str) -> str:
        return name if name in (DAY, self._theme) or self._has(name) else self._day
