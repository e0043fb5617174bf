"""Themes: tokens from `themes/<name>/theme.toml`, checked, and the sizes that follow from them and from the panel."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from signage.errors import SettingsError

_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")


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

    @property
    def template(self) -> Path:
        """The Jinja2 template that typesets a notice's body."""
        return self.folder / "body.html.j2"


def _line(text: str, section: str, key: str) -> int:
    """The line of `key` in `[section]`, or of the section, or 1."""
    current, found = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\]]+)\]", line):
            current = header[1].strip()
            found = number if current == section else found
        elif current == section and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return found


def load_theme(folder: Path) -> Theme:
    """The theme in `folder`. Raises: `SettingsError` naming the file, the line, the token and what it should be."""
    file = folder / "theme.toml"
    try:
        text = file.read_text(encoding="utf-8")
        document: dict[str, Any] = tomllib.loads(text)
    except FileNotFoundError as error:
        raise SettingsError(str(file), "theme", "no such file; name a folder under themes/") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(file), "theme", str(error)) from error

    def fail(section: str, key: str, problem: str) -> SettingsError:
        return SettingsError(f"{file.name}:{_line(text, section, key)}", f"{section}.{key}", problem)

    def section(name: str, wanted: set[str]) -> dict[str, Any]:
        table = document.get(name)
        if not isinstance(table, dict):
            raise fail(name, "*", f"missing: write a [{name}] table")
        for key in table.keys() - wanted:
            raise fail(name, key, f"unknown token; known are {', '.join(sorted(wanted))}")
        for key in sorted(wanted - table.keys()):
            raise fail(name, key, "missing")
        return table

    def colour(name: str, key: str, value: object) -> str:
        if not isinstance(value, str) or not _COLOUR.match(value.lower()):
            raise fail(name, key, f"{value!r} is not a colour; write #rrggbb")
        return value.lower()

    def whole(name: str, key: str, value: object, low: int, high: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise fail(name, key, f"{value!r} is not a whole number from {low} to {high}")
        return value

    for name in document.keys() - {"palette", "alert", "fonts", "motion", "type"}:
        raise fail(name, "*", "unknown table; known are palette, alert, fonts, motion, type")
    palette = section("palette", {f.name for f in fields(Palette)})
    alert = section("alert", {"red", "orange", "yellow", "blue", "other", "urgent", "important", "notice"})
    fonts = section("fonts", {"sans", "serif"})
    motion = section("motion", {"fade_ms"})
    scale = section("type", {f.name for f in fields(TypeScale)})
    pairs: dict[str, tuple[str, str]] = {}
    for key, value in alert.items():
        if not isinstance(value, list) or len(value) != 2:
            raise fail("alert", key, "write [ground, text], two colours")
        pairs[key] = (colour("alert", key, value[0]), colour("alert", key, value[1]))
    for key in ("sans", "serif"):
        if not isinstance(fonts[key], str) or not fonts[key].strip():
            raise fail("fonts", key, "write the name of a font family")
    return Theme(
        name=folder.name,
        folder=folder,
        palette=Palette(**{key: colour("palette", key, value) for key, value in palette.items()}),
        alert=pairs,
        sans=fonts["sans"],
        serif=fonts["serif"],
        fade_ms=whole("motion", "fade_ms", motion["fade_ms"], 0, 2000),
        type_scale=TypeScale(**{key: whole("type", key, value, 24, 400) for key, value in scale.items()}),
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
