"""notices/<notice>.<language>.md: a notice's words in another language, beside the notice's own file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from signage.content.base import Title
from signage.content.notice import TranslatedFact, Translation
from signage.sources import frontmatter
from signage.sources.facts import read_facts
from signage.sources.fields import Table
from signage.sources.markdown import FindPicture, to_blocks
from signage.sources.nodes import Faults, Node
from signage.sources.noticefile import NOTICE

TRANSLATED = ("title", "category", "facts")
"""Keys of a notice that its translation has too."""

_NAME = re.compile(r"(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
_CATEGORY = Annotated[str, Meta(min_length=1, max_length=20)]
_STAND_IN = "Notice"


@dataclass(frozen=True)
class TranslationDraft:
    """A translation whose notice is not found yet. `lines` is where its fields stand."""

    translation: Translation
    file: str
    lines: Mapping[str, int]


def translated_stem(stem: str) -> tuple[str, str] | None:
    """The name of the notice's own file, without `.md`, and the language; None when `stem` is no translation's."""
    found = _NAME.fullmatch(stem)
    return (found[1], found[2]) if found else None


def parse_translation(text: str, language: str, find_picture: FindPicture, faults: Faults) -> TranslationDraft | None:
    """What the file says in `language`; None when it cannot be made out.

    Raises: `SourceError` when there is no front matter.
    """
    front, body, before = frontmatter.split(text)
    node = frontmatter.parse(front, faults)
    if node is None:
        return None
    table = Table(Node(node.value, 1), NOTICE, faults)
    for name in NOTICE:
        if name not in TRANSLATED and name in table:
            table.fault(name, "译文里只写 title、category、facts 和正文；其余以原文为准，请删去")
    table.require("title", "category")
    blocks, block_lines = to_blocks(body, find_picture, faults, before)
    table.lines.update({f"body.{index}": line for index, line in enumerate(block_lines)})
    table.lines.setdefault("body", before + 1)
    translation = Translation(
        language=language,
        title=table.text("title", Title, _STAND_IN),
        category=table.text("category", _CATEGORY, _STAND_IN),
        facts=read_facts(table, TranslatedFact),
        body=blocks,
    )
    return TranslationDraft(translation, faults.file, table.lines)
