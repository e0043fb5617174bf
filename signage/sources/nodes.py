"""What staff wrote, before it means anything: values with the line on which they stand, from YAML and TOML alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from signage.content.fault import Fault, Level

Scalar: TypeAlias = "str | bool | int | float | dt.datetime | dt.date | dt.time"


@dataclass(frozen=True)
class Node:
    """A scalar, a sequence or a mapping of nodes; `line` counts from 1 (0: unknown)."""

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    line: int


@dataclass
class Faults:
    """Collects the faults of one file."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, name: str, problem: str, level: Level = Level.ERROR) -> None:
        self.found.append(Fault(file=self.file, line=line, field=name, problem=problem, level=level))

    def warn(self, line: int, name: str, problem: str) -> None:
        self.add(line, name, problem, Level.WARNING)


@dataclass(frozen=True)
class Part:
    """Where a part of the feed was written: it turns a checked feed's faults into file and line.

    `place` is what `check` calls the part (`notices/<id>`); `lines` maps dotted fields to lines.
    """

    place: str
    file: str
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int:
        """The line of the field `name`, or of the nearest field around it."""
        while name:
            if name in self.lines:
                return self.lines[name]
            name = name.rpartition(".")[0]
        return self.line


class SourceError(Exception):
    """A file cannot be read at all; its text says why and what would be right."""

    def __init__(self, problem: str, line: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
