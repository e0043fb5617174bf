"""The tokens of `theme.toml`: their tables, and what each takes. themes/README.md says what each one colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from signage.kiosk.theme import Palette, Place, Spacing, TypeScale

_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_SHORT_COLOUR = re.compile(r"#[0-9a-f]{3}\Z")
_FILE_NAME = re.compile(r"[\w-][\w.-]{0,79}\Z")

Read = Callable[[object], object]
"""Reads a token's value; raises `ValueError` with what is wrong and what would be right."""

PLACE = Place.CORNER
"""Where a picture lies whose theme does not say it."""


def colour(value: object) -> str:
    """`#rrggbb`, small letters. Raises: `ValueError`."""
    if isinstance(value, str):
        said = value.strip().lower()
        if _COLOUR.match(said):
            return said
        if _SHORT_COLOUR.match(said):
            raise ValueError(
                f"{value!r} is not a colour; write #rrggbb, here #{''.join(2 * digit for digit in said[1:])}"
            )
    raise ValueError(f"{value!r} is not a colour; write #rrggbb")


def _pair(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"{value!r} is not a pair; write [ground, text], two colours")
    return colour(value[0]), colour(value[1])


def _whole(low: int, high: int) -> Read:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{value!r} is not a whole number from {low} to {high}")
        return value

    return read


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")  # noqa: TRY004 - one kind of fault for a reader to catch
    return value


def _family(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is not a font; write the name of a font family")
    if any(mark in value for mark in "'\";<>&"):
        raise ValueError(f"{value!r} has quotes or marks in it that no font family's name has")
    return value.strip()


def _text(longest: int, *, required: bool = False) -> Read:
    def read(value: object) -> str:
        if not isinstance(value, str) or len(value) > longest or (required and not value.strip()):
            raise ValueError(f"{value!r} is not a text of {'1 to ' if required else 'at most '}{longest} characters")
        return value.strip()

    return read


def _place(value: object) -> Place:
    if not isinstance(value, str) or value not in list(Place):
        raise ValueError(f"{value!r} is no place; write {', '.join(Place)}")
    return Place(value)


def _file(value: object) -> str:
    """The name of a file in the theme's folder; empty for none."""
    if not isinstance(value, str) or (value and not _FILE_NAME.match(value)):
        raise ValueError(f"{value!r} is not the name of a file in this folder, such as lantern.svg")
    return value


TYPE_BOUNDS = {
    **dict.fromkeys(("clock",), (90, 160)),
    **dict.fromkeys(("strip_name", "title", "title_long"), (75, 120)),
    **dict.fromkeys(("name", "fact", "body", "heading"), (48, 72)),
    **dict.fromkeys(("date", "strip_text", "small", "chip", "label", "hint"), (32, 56)),
}
"""Sizes in pixels at 1080 across, from and to. What is read from 3 m has 75 at least, from 1.5 m 48, at touch 32 (EN
301 549 §5.1.4 on a panel of 43 inches); more than the second does not find room on the glass."""

TABLES: Mapping[str, Mapping[str, Read]] = {
    "about": {"name": _text(12, required=True), "name_en": _text(24), "description": _text(120)},
    "palette": {field.name: colour for field in fields(Palette)},
    "alert": dict.fromkeys(("red", "orange", "yellow", "blue", "other", "urgent", "important", "notice"), _pair),
    "fonts": {"sans": _family, "serif": _family},
    "motion": {"fade_ms": _whole(0, 2000)},
    "spacing": {
        field.name: _whole(*{"radius": (0, 48), "gap": (8, 32), "margin": (24, 64)}[field.name])
        for field in fields(Spacing)
    },
    "media": {"grey": _flag, "brightness": _whole(40, 100)},
    "picture": {"file": _file, "panel_file": _file, "place": _place},
    "type": {field.name: _whole(*TYPE_BOUNDS[field.name]) for field in fields(TypeScale)},
}

OPTIONAL = frozenset({"about", "picture"})
"""Tables that even a theme which extends nothing may leave out."""
