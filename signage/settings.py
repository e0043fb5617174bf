"""The screen's settings: typed, frozen, bounded. A file of TOML, overruled by the command line."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from signage.errors import SettingsError


class ScreenSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that one screen needs to know. Paths are relative to the settings file."""

    feed: Annotated[str, Meta(min_length=1)] = ""
    """The feed's base URL, or the folder of a repository (a USB stick)."""
    root: str = ""
    """The `root.json` that this screen pins: whom it believes."""
    store: str = ""
    """The folder of the last good feed; by default in the user's state folder."""
    theme: Annotated[str, Meta(pattern=r"^[\w-]{1,40}\Z")] = "auto"
    """`auto`: by day, by night and for festivals its own; else the folder of the theme that is always worn. Staff's
    word in the feed (day, night, festival, mourning) goes before either."""
    night: Annotated[str, Meta(pattern=r"^(sun|never|\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})\Z")] = "sun"
    """When it is night: from sunset to sunrise where the compound is, `22:00-6:30`, or never."""
    watch_theme: bool = False
    """For those who make themes: a theme that changes on disk is worn at once."""
    size: Annotated[str, Meta(pattern=r"^(\d{3,4}x\d{3,4})?\Z")] = ""
    """`1080x1920`; empty: the whole screen."""
    snapshots: str = ""
    """A folder for a picture of each slide as painted; empty: none."""
    journal: str = ""
    """The airtime journal; empty: none."""
    journal_days: Annotated[int, Meta(ge=1, le=3650)] = 200
    """Days of journal that are kept: rules ask for six months of logs."""
    seconds: Annotated[float, Meta(ge=0, le=10_000_000)] = 0
    """End by itself after so many seconds; 0: never."""
    pace: Annotated[float, Meta(gt=0, le=1000)] = 1
    """How many times faster than reading speed slides change; 1 on every real screen."""
    poll_seconds: Annotated[float, Meta(ge=1, le=86_400)] = 30
    """How often a host without long poll is asked, on average."""
    stale_hours: Annotated[float, Meta(gt=0, le=720)] = 6
    """After so many hours without word from the host, the glass says how old its content is."""
    cursor: bool = False
    """Show a mouse pointer."""
    inches: Annotated[float, Meta(ge=5, le=200)] = 43
    """The panel's diagonal: with its pixels and the distances below it gives every size on the glass."""
    walk_metres: Annotated[float, Meta(ge=0.3, le=20)] = 3
    """From where the headline is read in passing."""
    wait_metres: Annotated[float, Meta(ge=0.3, le=20)] = 1.5
    """From where facts and pages are read."""
    touch_metres: Annotated[float, Meta(ge=0.2, le=5)] = 0.6
    """From where it is touched."""
    turned: Literal[0, 90, 180, 270] = 0
    """Degrees, clockwise, by which the panel is mounted turned, where the display server does not turn it."""
    motion: bool = True
    """Whether slides fade, lists glide and films are played."""
    films: bool = True
    """Whether films are played (with the extra `video`); where not, their poster frames are shown. A weak machine may
    be spared so."""
    care: bool = True
    """Against burn-in: the frame moves by some pixels every few minutes, its sides swap every week."""


def _suggest(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"unknown setting; did you mean {near[0]}?" if near else f"unknown setting; known are {', '.join(known)}"


def screen_settings(file: Path | None, overrides: dict[str, Any]) -> ScreenSettings:
    """Settings from `file` (none: defaults), overruled by what `overrides` says (None: not said).

    Raises: `SettingsError` for a file that cannot be read, an unknown setting, a wrong type, a value out of bounds.
    """
    known = list(ScreenSettings.__struct_fields__)
    values: dict[str, Any] = {}
    place = "command line"
    text = ""
    if file is not None:
        place = str(file)
        try:
            text = file.read_text(encoding="utf-8")
            values = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(place, "settings", str(error)) from error
        for key in ("root", "store", "snapshots", "journal", "feed"):
            value = values.get(key)
            if isinstance(value, str) and value and not (key == "feed" and "://" in value):
                values[key] = str(file.parent / value)

    def where(key: str) -> str:
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(rf"\s*{re.escape(key)}\s*=", line):
                return f"{place}:{number}"
        return place if overrides.get(key) is None else "command line"

    for key in values:
        if key not in known:
            raise SettingsError(where(key), key, _suggest(key, known))
    values.update({key: value for key, value in overrides.items() if value is not None})
    try:
        return msgspec.convert(values, ScreenSettings)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `$.")
        key = path.rstrip("`") or "settings"
        raise SettingsError(where(key), key, f"{problem}; it says {values.get(key)!r}") from error


def parse_size(text: str) -> tuple[int, int]:
    """`1080x1920` as pixels. Raises: `SettingsError` for anything else."""
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if not match:
        raise SettingsError("--size", "size", f"{text!r} is not WIDTHxHEIGHT, such as 1080x1920")
    return int(match[1]), int(match[2])
