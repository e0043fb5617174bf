"""Where each key of a TOML document stands."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.sources.nodes import Node, SourceError
from signage.sources.tomlfile import parse

DOCUMENT = '''\
# a comment

[compound]
name = "槐安新苑"
text = """
key = 'no key'
"""
buildings = [
  "1",
  "2",
]

[[service]]
id = "a"
[service.hours]
monday = 1
[[service]]
id = "b"
hours.monday = 2

["公示规则".audit]
days = 30
'''


def line(node: Node, *path: str | int) -> int:
    value: Any = node
    for step in path:
        value = value.value[step]
    return int(value.line)


def test_lines() -> None:
    node = parse(DOCUMENT)
    assert line(node, "compound") == 3
    assert line(node, "compound", "name") == 4
    assert line(node, "compound", "text") == 5
    assert line(node, "compound", "buildings") == 8
    assert line(node, "service", 0) == 13
    assert line(node, "service", 0, "hours", "monday") == 16
    assert line(node, "service", 1, "id") == 18
    assert line(node, "service", 1, "hours", "monday") == 19
    assert line(node, "公示规则", "audit", "days") == 22


@pytest.mark.parametrize(
    ("text", "number", "word"),
    [
        ("a = 1\nb = x", 2, "引号"),
        ('a = 1\n名称 = "x"', 2, "中文键要加引号"),
        ("a = “x”", 1, "半角"),
        ("a = 1\na = 2", 2, "两次"),
        ("a = [1,\n2", 2, "TOML"),
    ],
)
def test_faults_name_line_and_mend(text: str, number: int, word: str) -> None:
    with pytest.raises(SourceError, match=word) as caught:
        parse(text)
    assert caught.value.line == number


def test_a_very_long_statement_is_read_without_lines() -> None:
    node = parse("a = [\n" + "1,\n" * 1000 + "]\nb = 2\n")
    assert line(node, "b") == 1


@given(st.text("abc=[]{}\"'.,\n 1#", max_size=60))
def test_any_text_is_nodes_or_a_source_error(text: str) -> None:
    with contextlib.suppress(SourceError):
        assert isinstance(parse(text).value, dict)


def test_depth() -> None:
    with pytest.raises(SourceError):
        parse("a = " + "[" * 20_000)
