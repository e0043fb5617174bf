"""Reads one table of staff's keys: aliases resolved, types and bounds enforced, every fault collected with its line."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import msgspec

from signage.content.base import Text
from signage.sources.nodes import Faults, Node
from signage.sources.times import MAX_BUILDINGS, parse_buildings, parse_day, parse_moment

T = TypeVar("T")

Keys = Mapping[str, tuple[str, ...]]
"""The keys that a table may have, each with its other spellings."""

FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_BOUND = re.compile(r"Expected `\w+` (of length )?(<=|>=|<|>) (-?[\d.]+)")
_MUST_BE = {"<=": "不大于", ">=": "不小于", "<": "小于", ">": "大于"}


def bounds_problem(error: msgspec.ValidationError, value: object, hint: str = "") -> str:
    """msgspec's complaint about `value` in staff's words; `hint` shows what would be right."""
    found = _BOUND.search(str(error))
    if found is None:
        return f"“{value}”写法不对" + (f"；{hint}" if hint else "")
    length, sign, bound = found.groups()
    if not length:  # a number, though front matter writes it as text
        return f"{value}超出范围，应{_MUST_BE[sign]}{bound.removesuffix('.0')}"
    if isinstance(value, str):
        return f"不能为空{hint and '；' + hint}" if sign == ">=" else f"{len(value)}个字太长，最多{bound}个字"
    if isinstance(value, Sequence):
        return f"不能少于{bound}项" if sign == ">=" else f"{len(value)}项太多，最多{bound}项"
    return f"“{value}”写法不对" + (f"；{hint}" if hint else "")


class Table:
    """A mapping of `keys`. Unknown keys are faults at once, with the nearest known one."""

    def __init__(self, node: Node, keys: Keys, faults: Faults, path: str = "", lines: dict[str, int] | None = None):
        self.line = node.line
        self.path = path
        self.faults = faults
        self.lines: dict[str, int] = {} if lines is None else lines
        self._nodes: dict[str, Node] = {}
        if not isinstance(node.value, Mapping):
            faults.add(node.line, path, "应是一组“键: 值”")
            return
        canonical = {alias: name for name, aliases in keys.items() for alias in (name, *aliases)}
        for key, value in node.value.items():
            name = canonical.get(key)
            if name is None:
                near = difflib.get_close_matches(key, canonical, n=1, cutoff=0.5)
                mend = f"是不是“{near[0]}”？" if near else f"可用的有 {'、'.join(keys)}"
                faults.add(value.line, self._full(key), f"不认识的键“{key}”；{mend}")
            elif name in self._nodes:
                faults.add(value.line, self._full(name), f"写了两次（“{key}”也是它）")
            else:
                self._nodes[name] = value
                self.lines[self._full(name)] = value.line

    def __contains__(self, name: str) -> bool:
        return name in self._nodes

    def _full(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def node(self, name: str) -> Node | None:
        return self._nodes.get(name)

    def fault(self, name: str, problem: str) -> None:
        node = self._nodes.get(name)
        self.faults.add(node.line if node else self.line, self._full(name), problem)

    def warn(self, name: str, problem: str) -> None:
        node = self._nodes.get(name)
        self.faults.warn(node.line if node else self.line, self._full(name), problem)

    def require(self, *names: str) -> None:
        for name in names:
            if name not in self._nodes:
                self.faults.add(self.line, self._full(name), "缺少这一项，必须填写")

    def value(self, name: str, kind: Any, default: T, hint: str = "") -> T:
        """The value of `name` converted to `kind` (a bounded msgspec type), or `default` where absent or faulty."""
        node = self._nodes.get(name)
        if node is None:
            return default
        value = node.value
        try:
            if _base(kind) is str:
                if isinstance(value, (Sequence, Mapping)) and not isinstance(value, str):
                    self.fault(name, "应是一行文字")
                    return default
                value = str(value).strip()
            return cast("T", msgspec.convert(value, kind, strict=False))
        except msgspec.ValidationError as error:
            self.fault(name, bounds_problem(error, value, hint))
        return default

    def text(self, name: str, kind: Any = Text, default: str = "", hint: str = "") -> str:
        return self.value(name, kind, default, hint)

    def flag(self, name: str, *, default: bool) -> bool:
        node = self._nodes.get(name)
        if node is None:
            return default
        found = FLAGS.get(str(node.value).strip().lower())
        if found is None:
            self.fault(name, f"“{node.value}”应为 true 或 false（是或否）")
            return default
        return found

    def choice(self, name: str, choices: Mapping[str, T], default: T) -> T:
        """One of `choices`, in any case of letters."""
        node = self._nodes.get(name)
        if node is None:
            return default
        written = str(node.value).strip()
        for spelling, value in choices.items():
            if spelling.lower() == written.lower():
                return value
        near = difflib.get_close_matches(written, choices, n=1)
        mend = f"是不是“{near[0]}”？" if near else f"应为 {'、'.join(choices)} 之一"
        self.fault(name, f"“{written}”不对；{mend}")
        return default

    def parsed(self, name: str, parse: Callable[[object], T]) -> T | None:
        """The scalar `name` as `parse` reads it; its `ValueError` becomes a fault."""
        node = self._nodes.get(name)
        if node is None:
            return None
        try:
            return parse(node.value)
        except ValueError as error:
            self.fault(name, str(error))
            return None

    def moment(self, name: str, zone: ZoneInfo, *, end: bool = False) -> dt.datetime | None:
        return self.parsed(name, lambda value: parse_moment(value, zone, end=end))

    def day(self, name: str) -> dt.date | None:
        return self.parsed(name, parse_day)

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        node = self._nodes.get(name)
        if node is None:
            return ()
        nodes = node.value if isinstance(node.value, (list, tuple)) else [node]
        if isinstance(node.value, Mapping) or any(isinstance(item.value, (list, tuple, Mapping)) for item in nodes):
            self.fault(name, "应是一列文字")
            return ()
        return tuple(str(item.value).strip() for item in nodes)

    def buildings(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for text in self.strings(name):
            try:
                names.update(dict.fromkeys(parse_buildings(text, known)))
            except ValueError as error:
                self.fault(name, str(error))
        long = next((one for one in names if len(one) > 12), None)
        if long is not None:
            self.fault(name, f"“{long}”不像楼号；请写成如 1-6 或 [1, 3, 12A]")
            return ()
        if len(names) > MAX_BUILDINGS:
            self.fault(name, f"{len(names)}幢太多，最多{MAX_BUILDINGS}幢")
            return ()
        return tuple(names)

    def table(self, name: str, keys: Keys) -> Table | None:
        node = self._nodes.get(name)
        return None if node is None else Table(node, keys, self.faults, self._full(name), self.lines)

    def tables(self, name: str, keys: Keys) -> Iterator[Table]:
        """The tables of an array of tables, each with lines of its own."""
        node = self._nodes.get(name)
        if node is None:
            return
        if not isinstance(node.value, (list, tuple)):
            self.fault(name, f"应写成 [[{name}]]")
            return
        for item in node.value:
            yield Table(item, keys, self.faults, self._full(name))


def _base(kind: Any) -> Any:
    """The bare type under `Annotated`."""
    return getattr(kind, "__origin__", kind)
