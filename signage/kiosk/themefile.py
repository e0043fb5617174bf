"""Reads a theme's folder: its `theme.toml`, over that of the theme which it extends, and so on. No Qt, so no fonts and
no pixels: those are `themecheck`'s.

Every fault is found at once, with file, line and token, what is wrong and what would be right.
"""

from __future__ import annotations

import colorsys
import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from signage.content.fault import Fault, Level
from signage.errors import SettingsError
from signage.kiosk import themetokens
from signage.kiosk.contrast import MESSAGE, PAIRS, Pair, contrast_problem
from signage.kiosk.sandbox import body_template
from signage.kiosk.theme import (
    TEMPLATE,
    About,
    Media,
    Palette,
    Picture,
    Spacing,
    Theme,
    TypeScale,
)
from signage.paths import themes_dir
from signage.sources import tomlfile
from signage.sources.nodes import Node, SourceError

THEME_FILE = "theme.toml"
MAX_BYTES = 100_000
"""Of a theme.toml; the default theme's has some 4,000."""

PICTURE_BYTES = {".svg": 200_000, ".png": 2_000_000}
"""Kinds of pictures, and what each may weigh: the screen decodes it on a small machine."""

HUES = {"red": (345, 15), "orange": (15, 42), "yellow": (42, 65), "blue": (195, 235)}
"""Degrees of hue, from and to, in which residents still see the colour of an official signal (蓝、黄、橙、红)."""

MIN_SATURATION = 0.5

_TOML_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True)
class _Said:
    """A token's value and where it stands; `depth` counts the themes between: 0 is the theme that is read."""

    value: Any
    file: str
    line: int
    depth: int


class _Reader:
    """Reads one theme and those that it extends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broken: list[Fault] = []
        """Faults that leave no theme to draw."""
        self.flawed: list[Fault] = []
        """Faults of a theme that can be drawn."""
        self.folders: list[Path] = []
        self.said: dict[tuple[str, str], _Said] = {}
        """Each token's value, as the nearest theme says it."""
        self._faulty: set[tuple[str, str]] = set()
        self._whole = True

    def read(self) -> Theme | None:
        """The theme, where it can be drawn."""
        root, tables = self._read_layers()
        if self._whole:
            self._find_missing(root, tables)
        if self.broken:
            return None
        theme = self._theme()
        self.flawed += self._contrast_faults()
        self.flawed += self._signal_faults()
        self.flawed += self._template_faults(theme)
        if not theme.templates:
            self.broken.append(
                Fault(file=str(self.folder / TEMPLATE), problem="no such file, and no theme to inherit it from")
            )
            return None
        return theme

    def _read_layers(self) -> tuple[str, Mapping[str, Node]]:
        """Reads the theme and what it extends. Gives the file and the tables of the last, which extends nothing."""
        folder: Path | None = self.folder
        asked = Node("", 0)
        file = ""
        tables: Mapping[str, Node] = {}
        while folder is not None:
            if folder.resolve() in [known.resolve() for known in self.folders]:
                way = " → ".join(known.name for known in (*self.folders, folder))
                self._break(file, asked.line, "extends", f"the themes extend each other in a circle: {way}")
                break
            self.folders.append(folder)
            file = str(folder / THEME_FILE)
            document = self._document(folder / THEME_FILE)
            if document is None:
                break
            tables = document
            self._take(file, tables, depth=len(self.folders) - 1)
            if (node := tables.get("extends")) is None:
                return file, tables
            asked = node
            folder = self._extended(file, node, folder)
        self._whole = False
        return file, tables

    def _break(self, file: str, line: int, field: str, problem: str) -> None:
        self.broken.append(Fault(file=file, line=line, field=field, problem=problem))

    def _document(self, file: Path) -> Mapping[str, Node] | None:
        """The tables of `file`; None, and a fault, where it is no TOML."""
        try:
            if file.stat().st_size > MAX_BYTES:
                self._break(str(file), 0, "", f"more than {MAX_BYTES:,} bytes: this is no theme")
                return None
            text = file.read_text(encoding="utf-8-sig")  # as editors on Windows write it
            tomllib.loads(text)
            tables = tomlfile.parse(text).value
        except FileNotFoundError:
            self._break(str(file), 0, "", "no such file; `signage theme list` names the themes that are here")
        except UnicodeDecodeError:
            self._break(str(file), 0, "", "not UTF-8: save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            found = _TOML_LINE.search(str(error))
            line = int(found[1]) if found and found[1] else text.count("\n") + 1
            self._break(str(file), line, "", f'no TOML: {_TOML_LINE.sub("", str(error))}; write token = "value"')
        except (OSError, RecursionError, SourceError, ValueError) as error:
            self._break(str(file), 0, "", f"cannot be read: {error}")
        else:
            return tables if isinstance(tables, Mapping) else None
        return None

    def _extended(self, file: str, node: Node, folder: Path) -> Path | None:
        """The folder of the theme that `node` names: beside `folder`, or among the shipped ones."""
        known: dict[str, Path] = {}
        for place in (*_shipped(), folder.parent):
            known |= {path.parent.name: path.parent for path in place.glob(f"*/{THEME_FILE}")}
        if isinstance(node.value, str) and node.value in known:
            return known[node.value]
        near = difflib.get_close_matches(str(node.value), known, 1) if isinstance(node.value, str) else []
        mend = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
        self._break(file, node.line, "extends", f"no theme {_shown(node)}; {mend}")
        return None

    def _take(self, file: str, tables: Mapping[str, Node], depth: int) -> None:
        """Takes every token of one file that no theme above it has said; names what is wrong with each."""
        for name, table in tables.items():
            if name == "extends":
                continue
            tokens = themetokens.TABLES.get(name)
            if tokens is None:
                known = [*themetokens.TABLES, "extends"]
                self._break(file, table.line, name, f"unknown table; {_suggestion(name, known, themetokens.TABLES)}")
            elif not isinstance(table.value, Mapping):
                self._break(
                    file, _line(table), name, f"{_shown(table)} is no table; write [{name}] on a line of its own"
                )
            elif name != "about" or depth == 0:  # a theme's name is its own
                self._take_table(file, name, table.value, depth)

    def _take_table(self, file: str, name: str, table: Mapping[str, Node], depth: int) -> None:
        tokens = themetokens.TABLES[name]
        for key, node in table.items():
            read = tokens.get(key)
            if read is None:
                problem = f"unknown token; {_suggestion(key, list(tokens), themetokens.TABLES)}"
                self._break(file, node.line, f"{name}.{key}", problem)
                continue
            try:
                value = read(_bare(node))
            except ValueError as error:
                self._break(file, node.line, f"{name}.{key}", str(error))
                self._faulty.add((name, key))
                continue
            self.said.setdefault((name, key), _Said(value, file, node.line, depth))

    def _find_missing(self, file: str, tables: Mapping[str, Node]) -> None:
        for name, tokens in themetokens.TABLES.items():
            if name in themetokens.OPTIONAL:
                continue
            missing = [key for key in tokens if (name, key) not in self.said and (name, key) not in self._faulty]
            if name not in tables and len(missing) == len(tokens):
                problem = f'missing: write a [{name}] table, or extends = "default" on the first line'
                self._break(file, 1, name, problem)
                continue
            line = tables[name].line if name in tables else 1
            for key in missing:
                problem = (
                    f'missing: a theme that extends nothing says every token of [{name}]; or write extends = "default"'
                )
                self._break(file, line, f"{name}.{key}", problem)

    def _theme(self) -> Theme:
        def table(name: str) -> dict[str, Any]:
            return {key: said.value for (where, key), said in self.said.items() if where == name}

        media, about = table("media"), table("about")
        if "name" not in about:
            problem = 'no name for staff to choose it by: write name = "…" under [about]'
            file = str(self.folder / THEME_FILE)
            self.flawed.append(Fault(file=file, field="about.name", problem=problem, level=Level.WARNING))
        return Theme(
            name=self.folder.name,
            folder=self.folder,
            palette=Palette(**table("palette")),
            alert=table("alert"),
            sans=table("fonts")["sans"],
            serif=table("fonts")["serif"],
            fade_ms=table("motion")["fade_ms"],
            type_scale=TypeScale(**table("type")),
            spacing=Spacing(**table("spacing")),
            media=Media(grey=media["grey"], brightness=media["brightness"] / 100),
            about=About(**{"name": self.folder.name, **about}),
            picture=self._picture(),
            bases=tuple(self.folders[1:]),
        )

    def _picture(self) -> Picture | None:
        if not (said := self.said.get(("picture", "file"))) or not said.value:
            return None
        panel = self.said.get(("picture", "panel_file"))
        # the panel's picture goes with the paper's: one that a theme above has replaced takes both away
        panel = panel if panel and panel.value and panel.depth <= said.depth else said
        place = self.said.get(("picture", "place"))
        paths = {}
        for key, one in (("file", said), ("panel_file", panel)):
            paths[key] = self.folders[one.depth] / one.value
            if problem := _picture_problem(paths[key]):
                self.flawed.append(Fault(file=one.file, line=one.line, field=f"picture.{key}", problem=problem))
                return None
        return Picture(place=place.value if place else themetokens.PLACE, **paths)

    def _contrast_faults(self) -> Iterator[Fault]:
        for pair in PAIRS:
            text, ground = self.said["palette", pair.text], self.said["palette", pair.ground]
            if (problem := contrast_problem(text.value, ground.value, pair)) is not None:
                key, said = (pair.ground, ground) if ground.depth < text.depth else (pair.text, text)
                yield Fault(file=said.file, line=said.line, field=f"palette.{key}", problem=problem)

    def _signal_faults(self) -> Iterator[Fault]:
        for key in themetokens.TABLES["alert"]:
            said = self.said["alert", key]
            ground, text = said.value
            pair = Pair("the text", "its ground", MESSAGE, "an alert is all message")
            if (problem := contrast_problem(text, ground, pair)) is not None:
                yield Fault(file=said.file, line=said.line, field=f"alert.{key}", problem=problem)
            if key in HUES and not _is_hue(ground, *HUES[key]):
                problem = f"{ground} is not {key}: residents know an official signal by its colour; shade it, no more"
                yield Fault(file=said.file, line=said.line, field=f"alert.{key}", problem=problem)

    def _template_faults(self, theme: Theme) -> Iterator[Fault]:
        for file in theme.templates:
            try:
                body_template(file.read_text(encoding="utf-8"), str(file))
            except TemplateSyntaxError as error:
                yield Fault(file=str(file), line=error.lineno, problem=error.message or "no template")
            except (OSError, UnicodeDecodeError) as error:
                yield Fault(file=str(file), problem=f"cannot be read: {error}")


@dataclass(frozen=True)
class Reading:
    """What was read: the theme, its faults, where each token stands, and the folders that were looked into.

    `theme` is None where none can be made of it. A theme with errors beside it can be drawn, though not as it was
    meant, or not for every eye.
    """

    theme: Theme | None
    faults: tuple[Fault, ...]
    places: Mapping[str, tuple[str, int]]
    """`fonts.sans` → file and line."""
    folders: tuple[Path, ...]


def read_placed(folder: Path) -> Reading:
    """The theme in `folder`, with every fault of it and of those that it extends, in the order of their places."""
    reader = _Reader(folder)
    theme = reader.read()
    return Reading(
        theme=theme,
        faults=in_order((*reader.broken, *reader.flawed), tuple(reader.folders)),
        places={f"{table}.{key}": (said.file, said.line) for (table, key), said in reader.said.items()},
        folders=tuple(reader.folders),
    )


def read_theme(folder: Path) -> tuple[Theme | None, tuple[Fault, ...]]:
    """The theme in `folder`, None where none can be made of it, and every fault that shows without Qt."""
    reading = read_placed(folder)
    return reading.theme, reading.faults


def in_order(faults: Iterable[Fault], folders: tuple[Path, ...]) -> tuple[Fault, ...]:
    """`faults`, each once: those of the theme itself first, by file and line."""
    depths = {str(folder): depth for depth, folder in enumerate(folders)}
    return tuple(
        sorted(
            set(faults),
            key=lambda fault: (depths.get(str(Path(fault.file).parent), 0), fault.file, fault.line, fault.field),
        )
    )


def _shipped() -> tuple[Path, ...]:
    try:
        return (themes_dir(),)
    except SettingsError:
        return ()


def _line(node: Node) -> int:
    """Where `node` begins: `[[table]]` is a list, whose lines are those of its parts."""
    value = node.value
    return value[0].line if isinstance(value, Sequence) and not isinstance(value, str) and value else node.line


def _bare(node: Node) -> object:
    """The node's value without its lines."""
    value = node.value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_bare(item) for item in value]
    return {key: _bare(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def _shown(node: Node) -> str:
    text = repr(_bare(node))
    return text if len(text) <= 60 else f"{text[:57]}…"


def _suggestion(key: str, known: list[str], tables: Mapping[str, Mapping[str, object]]) -> str:
    """What may have been meant by `key`."""
    homes = [name for name, tokens in tables.items() if key in tokens]
    if homes and key not in known:
        return f"it belongs under {' or '.join(f'[{name}]' for name in homes)}"
    near = difflib.get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


def _picture_problem(file: Path) -> str | None:
    limit = PICTURE_BYTES.get(file.suffix.lower())
    if limit is None:
        return f"{file.name!r} is neither .svg nor .png"
    try:
        size = file.stat().st_size
    except OSError:
        return f"no file {file.name} in {file.parent}"
    return f"{size:,} bytes; at most {limit:,} for a {file.suffix}" if size > limit else None


def _is_hue(colour: str, low: int, high: int) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    degrees = hue * 360
    inside = low <= degrees <= high if low < high else degrees >= low or degrees <= high
    return inside and saturation >= MIN_SATURATION
