"""A notice's facts as staff write them: a mapping of labels to lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_type_hints

import msgspec

from signage.content.notice import Fact, TranslatedFact
from signage.sources.fields import Table, bounds_problem

F = TypeVar("F", bound=Fact | TranslatedFact)

_MAX_FACTS = 8


def read_facts(table: Table, kind: type[F]) -> tuple[F, ...]:
    """What stands under `facts`, as `kind`; where each stands is noted in the table's lines, by label and by number."""
    node = table.node("facts")
    if node is None:
        return ()
    if not isinstance(node.value, Mapping):
        table.fault("facts", "应是一行一个“名称: 内容”，如 时间: 12月10日 9:00至16:00")
        return ()
    bounds = get_type_hints(kind, include_extras=True)
    facts: list[F] = []
    for label, value in node.value.items():
        path = f"facts.{label}"
        if not isinstance(value.value, str):
            table.faults.add(value.line, path, "内容应是一行文字")
            continue
        fact = kind(label=label.strip(), value=value.value.strip())
        faulty = [*_bounds("名称", fact.label, bounds["label"]), *_bounds("内容", fact.value, bounds["value"])]
        for problem in faulty:
            table.faults.add(value.line, path, problem)
        if faulty:
            continue
        table.lines[path] = table.lines[f"facts.{len(facts)}"] = value.line
        facts.append(fact)
    if len(facts) > _MAX_FACTS:
        table.fault("facts", f"{len(facts)}条事项，最多6条；其余写进正文")
        del facts[_MAX_FACTS:]
    return tuple(facts)


def _bounds(what: str, text: str, kind: Any) -> Iterator[str]:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError as error:
        yield what + bounds_problem(error, text)
