"""Where a resident is while touching, and what they asked for, as values: decisions without a clock and without Qt."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace

from signage.playlist.dwell import BROWSE_IDLE, BROWSE_WARNING


class At(enum.StrEnum):
    """The screens of the browse mode."""

    HOME = "home"
    NOTICES = "notices"
    READING = "reading"
    PICTURE = "picture"
    CODE = "code"
    DUTY = "duty"
    SERVICES = "services"
    SERVICE = "service"
    FACILITIES = "facilities"
    BUILDINGS = "buildings"
    CONCERNS = "concerns"
    EVENTS = "events"
    CONTACTS = "contacts"
    ABOUT = "about"


@dataclass(frozen=True)
class Place:
    """One screen and what it shows."""

    at: At
    item: str = ""
    """An item's or a service's id, or a building."""
    page: int = 0
    """The page of what is read, the picture, or how many weeks or months from now."""
    tab: str = ""
    """The part chosen of several: a category of notices; `month` of the duty."""
    by_time: bool = False
    scroll: float = 0
    """How far down the list was when it was left, in pixels."""


@dataclass(frozen=True)
class Comfort:
    """What makes the screen easier for the one who touches. The next person starts without any of it."""

    large: bool = False
    contrast: bool = False
    low: bool = False
    english: bool = False
    still: bool = False

    def toggled(self, name: str) -> Comfort:
        """With `name` turned on or off. Raises: `ValueError` for a name that is none."""
        if name not in self.__dataclass_fields__:
            raise ValueError(f"no comfort {name!r}")
        return replace(self, **{name: not getattr(self, name)})


HOME = Place(At.HOME)
DEEPEST = 8
"""Screens that `back` leads through; beyond, the oldest but home are forgotten."""


@dataclass(frozen=True)
class BrowseState:
    """Not browsing, unless `trail` holds a place: the way that `back` goes. `left` counts down whole seconds."""

    trail: tuple[Place, ...] = ()
    comfort: Comfort = field(default_factory=Comfort)
    pages: int = 1
    left: int = BROWSE_IDLE

    @property
    def active(self) -> bool:
        return bool(self.trail)

    @property
    def place(self) -> Place:
        """Where the resident is; home while nobody browses."""
        return self.trail[-1] if self.trail else HOME

    @property
    def warning(self) -> bool:
        """Whether the seconds left are counted down for all to see."""
        return self.left <= BROWSE_WARNING

    @property
    def share(self) -> float:
        """What is left of the time, 0 to 1."""
        return self.left / BROWSE_IDLE

    def begun(self, place: Place) -> BrowseState:
        """Somebody touches: at `place`, with home behind it."""
        return BrowseState(trail=(HOME,) if place == HOME else (HOME, place))

    def touched(self) -> BrowseState:
        """Somebody is here: the full time again."""
        return replace(self, left=BROWSE_IDLE)

    def second(self) -> BrowseState:
        """One second without a touch."""
        return replace(self, left=self.left - 1)

    def resumed(self) -> BrowseState:
        """After an alert: the same place, with time enough to find it again."""
        return replace(self, left=max(self.left, BROWSE_WARNING))

    def gone_to(self, place: Place) -> BrowseState:
        """On to `place`. Home is where it began; what lies on the way already is gone back to."""
        if place == HOME:
            return self._at(self.trail[:1])
        trail = self.trail
        if place.at is self.place.at and place.at is not At.READING:
            trail = trail[:-1]  # the same screen, another tab or page: not one more step for `back`
        trail = (*trail, place)
        return self._at((trail[0], *trail[max(1, len(trail) - DEEPEST + 1) :]))

    def back(self) -> BrowseState:
        """One step back; from the first place out of the browse mode."""
        return self._at(self.trail[:-1])

    def turned(self, pages: int) -> BrowseState:
        """`pages` on, or back where negative; within what there is, but for weeks and months, which never end."""
        page = self.place.page + pages
        if self.place.at is not At.DUTY:
            page = max(0, min(page, self.pages - 1))
        return self._replaced(replace(self.place, page=page)).touched()

    def paged(self, page: int, pages: int) -> BrowseState:
        """It turned out that this is page `page` of `pages`."""
        return replace(self._replaced(replace(self.place, page=page)), pages=pages)

    def scrolled(self, pixels: float) -> BrowseState:
        """The list here is so far down."""
        return self._replaced(replace(self.place, scroll=pixels)) if self.active else self

    def toggled(self, name: str) -> BrowseState:
        """One comfort on or off. What is read begins anew: its pages are others. Raises: `ValueError`."""
        place = self.place
        page = 0 if name == "large" and place.at is At.READING else place.page
        state = self._replaced(replace(place, page=page, scroll=0)) if self.active else self
        return replace(state.touched(), comfort=self.comfort.toggled(name))

    def without(self, gone: frozenset[str]) -> BrowseState:
        """Items that are not live any more cannot be read: back to where they were chosen."""
        kept = tuple(
            place for place in self.trail if not (place.at in (At.READING, At.PICTURE, At.CODE) and place.item in gone)
        )
        return self if kept == self.trail else replace(self, trail=kept or self.trail[:1], pages=1)

    def _at(self, trail: tuple[Place, ...]) -> BrowseState:
        return replace(self, trail=trail, pages=1, left=BROWSE_IDLE)

    def _replaced(self, place: Place) -> BrowseState:
        return replace(self, trail=(*self.trail[:-1], place))
