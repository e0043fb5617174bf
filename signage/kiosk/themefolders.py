"""`signage theme`: the themes that are here, a check of them, and a folder for a new one."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from PySide6.QtGui import QGuiApplication

from signage.content.fault import Fault, Level
from signage.errors import SettingsError, SignageError
from signage.kiosk.theme import Theme, load_theme
from signage.kiosk.themecheck import check_theme
from signage.kiosk.themefile import THEME_FILE, Reading, read_placed
from signage.paths import themes_dir

BASE = "default"
"""The theme that a new one extends."""

_NAME = re.compile(r"[\w-]{1,40}\Z")


def theme_folder(name: str) -> Path:
    """The folder of the theme `name`, or that folder itself where `name` is a path.

    Raises: `SettingsError` naming what is near, or what is there.
    """
    if any(mark in name for mark in ("/", os.sep, ".")):
        return Path(name)
    known = {folder.name: folder for folder in theme_folders()}
    if name in known:
        return known[name]
    if (Path(name) / THEME_FILE).is_file():
        return Path(name)
    near = difflib.get_close_matches(name, known, 1)
    mend = f"did you mean {near[0]}?" if near else f"here are {', '.join(known)}"
    raise SettingsError(str(themes_dir()), "theme", f"no theme {name!r}; {mend}")


def theme_folders() -> list[Path]:
    """The folders of all themes that are here, the default one first."""
    folders = [file.parent for file in themes_dir().glob(f"*/{THEME_FILE}")]
    return sorted(folders, key=lambda folder: (folder.name != BASE, folder.name))


def list_themes(out: TextIO) -> int:
    """One theme a line: its name, what staff call it, what it extends. Gives 1 where one of them cannot be drawn."""
    rows: list[tuple[str, ...]] = []
    status = 0
    for folder in theme_folders():
        reading = read_placed(folder)
        theme = reading.theme
        if theme is None:
            rows.append((folder.name, "", "", f"cannot be drawn: signage theme check {folder.name}"))
            status = 1
            continue
        extends = f"extends {theme.bases[0].name}" if theme.bases else "extends nothing"
        about = theme.about
        rows.append((folder.name, f"{about.name} {about.name_en}".strip(), extends, about.description))
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True))
        out.write("  ".join(cells).rstrip() + "\n")
    return status


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def check_themes(names: Sequence[str], out: TextIO) -> int:
    """Writes every fault of the themes `names` (none: all that are here) and a line for each. Gives 0 where all are
    good, 1 where not. Raises: `SettingsError` for a name that is none."""
    folders = [theme_folder(name) for name in names] or theme_folders()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # fonts and pictures are known without a display
    app = QGuiApplication.instance() or QGuiApplication(["signage"])
    said: set[Fault] = set()
    status = 0
    for folder in folders:
        reading = check_theme(folder)
        for fault in reading.faults:
            if fault not in said:  # a theme's faults are those of all that extend it
                out.write(f"{_line(fault)}\n")
        said.update(reading.faults)
        errors = sum(fault.level is Level.ERROR for fault in reading.faults)
        status = 1 if errors else status
        out.write(f"{folder.name}: {_verdict(reading, errors)}\n")
    del app
    return status


def _line(fault: Fault) -> str:
    file = Path(fault.file)
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    place = f"{file}:{fault.line}" if fault.line else str(file)
    field = f" {fault.field}:" if fault.field else ""
    note = "" if fault.level is Level.ERROR else " note:"
    return f"{place}:{note}{field} {fault.problem}"


def _verdict(reading: Reading, errors: int) -> str:
    if not errors:
        return "good"
    faults = "1 fault" if errors == 1 else f"{errors} faults"
    return f"{faults}; it cannot be drawn" if reading.theme is None else faults


def new_theme(name: str, place: Path | None) -> Path:
    """Makes the folder of a new theme in `place` (none: where all themes are), which changes nothing yet; gives it.

    Raises: `SettingsError` for a name that is none, `SignageError` where it is there already or cannot be written.
    """
    if not _NAME.match(name):
        raise SettingsError("theme new", "NAME", f"{name!r}: write letters, digits, - and _, 40 at most")
    folder = (place or themes_dir()) / name
    base = load_theme(themes_dir() / BASE)
    try:
        folder.mkdir(parents=True)
        (folder / THEME_FILE).write_text(_first_text(name, base), encoding="utf-8")
    except FileExistsError as error:
        raise SignageError(f"{folder}: there already; choose another name") from error
    except OSError as error:
        raise SignageError(f"{folder}: cannot be written: {error.strerror}; `--in DIR` makes it elsewhere") from error
    return folder


def _first_text(name: str, base: Theme) -> str:
    """A `theme.toml` that says nothing yet, with all that it might say."""

    def table(title: str, note: str, values: Mapping[str, object]) -> str:
        lines = (f"# {key} = {_toml(value)}\n" for key, value in values.items())
        return f"\n[{title}]\n# {note}\n{''.join(lines)}"

    media = {"grey": base.media.grey, "brightness": round(base.media.brightness * 100)}
    picture = {"file": "lantern.svg", "panel_file": "lantern-panel.svg", "place": "corner"}
    return (
        f"# {name}: only what differs from the theme that it extends. What each token colours: themes/README.md\n"
        f"#   check it:  signage theme check {name}\n"
        f"#   see it:    signage render assets/demo week --to week.png --theme {name}\n"
        f'extends = "{BASE}"\n\n[about]\nname = "{name[:12]}"\nname_en = ""\ndescription = ""\n'
        + table("palette", "Take away the # of what you change; `check` measures contrast.", asdict(base.palette))
        + table("fonts", "Families that are installed on the screen.", {"sans": base.sans, "serif": base.serif})
        + table("motion", "How long one slide fades over another; 0: without a fade.", {"fade_ms": base.fade_ms})
        + table("spacing", "Pixels at 1080 across.", asdict(base.spacing))
        + table("media", "Staff's own pictures: in grey, and at how many percent of their light.", media)
        + table("picture", "A picture of your own in this folder: behind header, foot, or the corner's clock.", picture)
        + table("type", "Glyph sizes in pixels at 1080 across.", asdict(base.type_scale))
    )


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
