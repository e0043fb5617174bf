"""Themes as values: colours, sizes, lengths, fonts, motion, a picture. `themefile` reads them from a folder."""

from __future__ import annotations

import enum
import logging
from dataclasses import dataclass
from pathlib import Path

from signage.content.fault import Level
from signage.errors import SettingsError
from signage.kiosk.contrast import contrast

__all__ = ["About", "Media", "Palette", "Picture", "Place", "Spacing", "Theme", "TypeScale", "contrast", "load_theme"]

_log = logging.getLogger(__name__)

TEMPLATE = "body.html.j2"
"""The Jinja2 template of a notice's body, in a theme's folder."""


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours as `#rrggbb`."""

    paper: str
    card: str
    line: str
    pill: str
    dot: str
    ink: str
    muted: str
    primary: str
    primary_ink: str
    primary_text: str
    primary_text_soft: str
    primary_text_gold: str
    accent: str
    accent_soft: str
    gold: str
    gold_soft: str
    blue: str
    blue_soft: str
    plum: str
    plum_soft: str
    olive: str
    olive_soft: str
    violet: str
    violet_soft: str
    past: str
    past_card: str


@dataclass(frozen=True, kw_only=True)
class TypeScale:
    """Glyph sizes in pixels of a 1080×1920 panel."""

    clock: int
    name: int
    date: int
    strip_name: int
    strip_text: int
    small: int
    chip: int
    title: int
    title_long: int
    fact: int
    label: int
    body: int
    heading: int
    hint: int


@dataclass(frozen=True, kw_only=True)
class Spacing:
    """Lengths in pixels of a 1080×1920 panel."""

    radius: int
    """Of the corners of cards."""
    gap: int
    """Between things that stand side by side."""
    margin: int
    """Between the content and the edge of the glass."""


@dataclass(frozen=True, kw_only=True)
class Media:
    """How staff's pictures are shown."""

    grey: bool
    brightness: float
    """A share of the picture's own light, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What staff read when they choose a theme."""

    name: str
    name_en: str = ""
    description: str = ""


class Place(enum.StrEnum):
    """Where a theme's picture lies: behind the header, behind the foot, or in the corner behind the clock."""

    HEADER = "header"
    FOOT = "foot"
    CORNER = "corner"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A theme's own picture. It lies behind everything; nothing is told by it."""

    place: Place
    file: Path
    """On the paper, as a tall screen shows it."""
    panel_file: Path
    """On the panel at the side of a wide screen, whose ground is `primary`."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One theme, whole and checked."""

    name: str
    folder: Path
    palette: Palette
    alert: dict[str, tuple[str, str]]
    """Colour of a signal → its ground and its text; `other` for one that the theme does not know; `urgent`,
    `important`, `notice` for a compound's own reminders."""
    sans: str
    serif: str
    fade_ms: int
    type_scale: TypeScale
    spacing: Spacing
    media: Media
    about: About
    picture: Picture | None = None
    bases: tuple[Path, ...] = ()
    """The folders of the themes that it extends, the nearest first."""

    @property
    def template(self) -> Path:
        """The Jinja2 template that typesets a notice's body: its own, or that of the nearest theme that it extends."""
        return next(iter(self.templates), self.folder / TEMPLATE)

    @property
    def templates(self) -> tuple[Path, ...]:
        """Its template, and those of the themes that it extends, to fall back on."""
        files = (folder / TEMPLATE for folder in (self.folder, *self.bases))
        return tuple(file for file in files if file.is_file())


def load_theme(folder: Path) -> Theme:
    """The theme in `folder`, with those that it extends.

    What can be drawn is drawn: a colour that is hard to read, or a picture that is gone, is logged, because no screen
    should stay dark for it. `signage theme check` names them all.
    Raises: `SettingsError` naming the file, the line, the token and what it should be.
    """
    from signage.kiosk.themefile import read_theme  # it reads files into the values above

    theme, faults = read_theme(folder)
    errors = [fault for fault in faults if fault.level is Level.ERROR]
    if theme is None:
        first = errors[0]
        place = f"{first.file}:{first.line}" if first.line else first.file
        more = f" (and {len(errors) - 1} more: `signage theme check` names them)" if len(errors) > 1 else ""
        raise SettingsError(place, first.field or "theme", first.problem + more)
    for fault in errors:
        _log.warning("theme %s: %s", theme.name, fault)
    return theme
