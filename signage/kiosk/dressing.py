"""Which style the glass wears: the rotation's by staff's word and by the hour, a visitor's by what they asked for."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from signage.content.feed import Feed
from signage.kiosk.browse import Comfort
from signage.kiosk.layout import View
from signage.kiosk.phrases import SOURCE, offered
from signage.kiosk.style import Style
from signage.kiosk.wardrobe import Wardrobe

CONTRAST = "contrast"
"""The theme of 高对比."""


class Choice(Protocol):
    """Says which theme the rotation wears."""

    def __call__(self, feed: Feed | None, now: dt.datetime, *, trusted: bool) -> str:
        """A theme's name."""


class Dressing:
    """The base style and those of visits."""

    def __init__(self, wardrobe: Wardrobe, choice: Choice) -> None:
        self._wardrobe, self._choice = wardrobe, choice
        self._theme = ""
        self.contrast = wardrobe.has(CONTRAST)
        """Whether 高对比 can be offered."""
        self.english = offered("en")
        """Whether English can be."""
        self.base: Style | None = None
        """The rotation's."""

    def chosen(self, feed: Feed | None, now: dt.datetime, *, trusted: bool, swapped: bool) -> Style | None:
        """The rotation's style at `now`, if it is another than before. Raises: `SettingsError`."""
        theme = self._choice(feed, now, trusted=trusted)
        if not self._wardrobe.swap(swapped=swapped) and theme == self._theme:
            return None
        return self._make(theme)

    def renewed(self) -> Style:
        """The same theme, made anew: its files were changed."""
        return self._make(self._theme)

    def _make(self, theme: str) -> Style:
        style = self._wardrobe.style(theme)
        self._theme, self.base = theme, style
        return style

    def visiting(self, comfort: Comfort) -> Style:
        """The style for a resident who asked for `comfort`."""
        return self._wardrobe.style(
            CONTRAST if comfort.contrast else self._theme,
            View.LARGE if comfort.large else View.BROWSE,
            "en" if comfort.english else SOURCE,
            still=comfort.still,
        )

    def wear(self, style: Style) -> None:
        """Draw everything in `style` from now on."""
        self._wardrobe.wear(style)

    def undress(self) -> None:
        """The rotation's style again."""
        if self.base is not None:
            self._wardrobe.wear(self.base)
