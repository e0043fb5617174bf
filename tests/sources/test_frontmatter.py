"""YAML read as text, and refused where it is too clever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.sources.frontmatter import parse, split
from signage.sources.nodes import Faults, Node, SourceError


def read(front: str) -> tuple[Node | None, list[tuple[int, str]]]:
    faults = Faults("notices/n.md")
    node = parse(front, faults)
    return node, [(fault.line, fault.problem) for fault in faults.found]


def test_split() -> None:
    assert split("---\na: 1\n---\n\nbody\n---\nmore") == ("a: 1", "\nbody\n---\nmore", 3)
    with pytest.raises(SourceError, match="第一行"):
        split("a: 1")
    with pytest.raises(SourceError, match="没有结束"):
        split("---\na: 1\n")


def test_every_scalar_is_text_with_its_line() -> None:
    node, faults = read("a: no\nb: 12:30\nc: 2026-12-01\nd:\n  x: 007\n  y: ~\ne: [1, 2.0]")
    assert faults == []
    assert node is not None
    value = node.value
    assert isinstance(value, dict)
    assert [value[key] for key in "abc"] == [Node("no", 2), Node("12:30", 3), Node("2026-12-01", 4)]
    assert value["d"].value == {"x": Node("007", 6), "y": Node("~", 7)}
    assert [item.value for item in value["e"].value] == ["1", "2.0"]


@pytest.mark.parametrize(
    ("front", "line", "word"),
    [
        ("a: &x 1\nb: *x", 2, "引号"),
        ("a: 1\nb: *x", 3, "引号"),
        ("a: !!python/object 1", 2, "引号"),
        ("a: 1\na: 2", 3, "两次"),
        ("标题: 通知: 停水", 2, "引号"),
        ("标题：停水", 2, "半角"),
        ("- a\n- b", 2, "键: 值"),
        ("", 2, "键: 值"),
        ("a: 1\nb: [1", 3, "YAML"),
        ("a:\n\t- 1", 3, "Tab"),
        ("[1, 2]: 3", 2, "一个词"),
    ],
)
def test_faults_name_line_and_mend(front: str, line: int, word: str) -> None:
    _, faults = read(front)
    assert [number for number, _ in faults] == [line]
    assert word in faults[0][1]


def test_depth_is_a_fault() -> None:
    _, faults = read("a: " + "[" * 5000)
    assert len(faults) == 1


@given(st.text(max_size=60) | st.text("ab: -[]{}&*!|>'\"\n\t#%@,?", max_size=30))
def test_any_text_is_nodes_or_faults(text: str) -> None:
    node, faults = read(text)
    assert (node is None) <= bool(faults)
