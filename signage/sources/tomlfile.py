"""TOML with lines: `tomllib` gives the values, this finds where each key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from signage.sources.nodes import Node, SourceError

_LOCATION = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_STATEMENT_LINES = 200
"""A statement over more lines than this is not located: each attempt parses it whole."""

Path = tuple[str | int, ...]


def parse(text: str) -> Node:
    """The document as nodes.

    Raises: `SourceError` with the line when it is not TOML.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LOCATION.search(str(error))
        line = int(found.group(1)) if found and found.group(1) else text.count("\n") + 1
        raise SourceError(_problem(text, line, str(error)), line) from None
    except (RecursionError, ValueError):
        raise SourceError("TOML 写法不对；请检查括号和日期") from None
    return _node(document, (), _locate(text), 1)


def _problem(text: str, line: int, problem: str) -> str:
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    if re.match(r"\s*[^\x00-\x7f\"'#\[]", written):
        return '中文键要加引号，如 "名称" = "槐安新苑"'
    if any(mark in written for mark in "“”＝"):
        return '引号和等号应是半角：name = "槐安新苑"'
    if "overwrite" in problem:
        return "这一项写了两次"
    return f'TOML 写法不对（{_LOCATION.sub("", problem).strip()}）；文字要加引号，如 name = "槐安新苑"'


def _node(value: Any, path: Path, lines: Mapping[Path, int], outer: int) -> Node:
    line = lines.get(path, outer)
    if isinstance(value, dict):
        return Node({key: _node(item, (*path, key), lines, line) for key, item in value.items()}, line)
    if isinstance(value, list):
        return Node([_node(item, (*path, index), lines, line) for index, item in enumerate(value)], line)
    return Node(value, line)


def _locate(text: str) -> dict[Path, int]:
    """The line of each table header and of each key. `text` is valid, so a piece of it that parses is a statement."""
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    statement: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not statement:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            first = number
        statement.append(line)
        if len(statement) > _STATEMENT_LINES:
            return found
        try:
            piece = tomllib.loads("\n".join(statement))
        except tomllib.TOMLDecodeError:
            continue
        is_header = statement[0].lstrip().startswith("[")
        statement = []
        if is_header:
            table = _header(piece, arrays)
            found.setdefault(table, first)
        else:
            for path in _paths(piece):
                found.setdefault((*table, *path), first)
    return found


def _header(piece: dict[str, Any], arrays: dict[Path, int]) -> Path:
    """The path of a header's table: `[[service]]` is ("service", n), counting from 0."""
    path: Path = ()
    value: Any = piece
    while value:
        key, value = next(iter(value.items()))
        path = (*path, key)
        if isinstance(value, list):
            arrays[path] = arrays.get(path, -1) + 1
            return (*path, arrays[path])
        if path in arrays:
            path = (*path, arrays[path])
    return path


def _paths(piece: dict[str, Any]) -> list[Path]:
    """Every key of a statement, outer ones first: `posting.days = 7` gives ("posting",) and ("posting", "days")."""
    paths: list[Path] = []
    for key, value in piece.items():
        paths.append((key,))
        if isinstance(value, dict):
            paths.extend((key, *inner) for inner in _paths(value))
    return paths
