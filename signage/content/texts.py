"""All text of a value that a resident may read, with where it stands."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import msgspec

_UNSEEN = frozenset(
    {
        "id",
        "sha256",
        "mime",
        "zone",
        "public_url",
        "identifier",
        "sender",
        "basis",
        "language",
        "categories",
        "references",
        "month",
        "months",
        "colour",
    }
)
"""Fields for machines: names, addresses and codes, never drawn."""


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text in `value` and in what it holds, with its dotted path: `facts.2.value`. Codes are left out."""
    if isinstance(value, str):
        if not isinstance(value, enum.Enum):
            yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, f"{path}.{index}")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _UNSEEN:
                yield from texts(getattr(value, name), f"{path}.{name}" if path else name)
