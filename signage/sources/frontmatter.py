"""A Markdown file's front matter: YAML read as plain text, every scalar a string with its line.

YAML 1.1 turns `no` into false and `12:30` into 750; read by PyYAML's composer alone, no scalar is interpreted. Anchors,
aliases and tags are refused: staff need none, and they are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from signage.sources.nodes import Faults, Node, SourceError

_MARK = re.compile(r"---[ \t]*")


class _Refused(yaml.MarkedYAMLError):
    def __init__(self, problem: str, event: yaml.Event) -> None:
        super().__init__(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]


class _Loader(yaml.BaseLoader):
    """Composes nodes; refuses anchors, aliases and tags."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:  # an alias names its anchor too
            raise _Refused("不能用 & 和 *（YAML 的锚和引用）开头；请给值加上引号", event)
        if getattr(event, "tag", None) is not None:
            raise _Refused("不能用 ! 开头；请给值加上引号", event)
        return super().compose_node(parent, index)


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and how many lines stand before the body.

    Raises: `SourceError` when the file does not begin with front matter between two lines `---`.
    """
    lines = text.split("\n")
    if not _MARK.fullmatch(lines[0]):
        raise SourceError("第一行应是 ---，接着写标题、类别等，再以一行 --- 结束", 1)
    for number, line in enumerate(lines[1:], start=1):
        if _MARK.fullmatch(line):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 1
    raise SourceError("开头的 --- 没有结束；请在正文前加一行 ---", 1)


def parse(front: str, faults: Faults, first_line: int = 2) -> Node | None:
    """The front matter as a mapping of nodes; None and a fault when it is not one. `first_line` is that of `front`."""
    try:
        root = yaml.compose(front, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add((mark.line if mark else 0) + first_line, "", _problem(error, front))
        return None
    except (yaml.YAMLError, RecursionError, ValueError):
        faults.add(first_line, "", "开头这一段读不懂；请每行写一个“键: 值”")
        return None
    if not isinstance(root, yaml.MappingNode):
        faults.add(first_line, "", "开头这一段应是“键: 值”，一行一个，冒号用半角加空格（标题: 停水通知）")
        return None
    try:
        return _node(root, first_line, faults, first_line)
    except RecursionError:
        faults.add(first_line, "", "层次太深")
        return None


def _node(node: yaml.Node, line: int, faults: Faults, offset: int) -> Node:
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Node] = {}
        for key, value in node.value:
            at = key.start_mark.line + offset
            if not isinstance(key, yaml.ScalarNode):
                faults.add(at, "", "键应是一个词")
                continue
            if key.value in values:
                faults.add(at, key.value, f"“{key.value}”写了两次")
                continue
            values[key.value] = _node(value, at, faults, offset)
        return Node(values, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(item, item.start_mark.line + offset, faults, offset) for item in node.value], line)
    return Node(str(node.value), line)


def _problem(error: yaml.MarkedYAMLError, front: str) -> str:
    if isinstance(error, _Refused):
        return str(error.problem)
    mark = error.problem_mark
    line = front.split("\n")[mark.line] if mark and mark.line < front.count("\n") + 1 else ""
    problem = error.problem or "写法不对"
    if "mapping values are not allowed" in problem:
        return '一行里有两个“: ”；请给值加上引号，如 标题: "通知: 停水"'
    if "\t" in line:
        return "缩进不能用 Tab；请用空格"
    if "：" in line and ": " not in line:
        return "冒号应是半角加空格（标题: 停水通知），不能是“：”"
    return f"YAML 写法不对（{problem}）；请检查引号、括号和缩进"
