"""A notice in the language that a resident asked for, where staff have translated it."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from signage.content.notice import Fact, Item, Notice, Poster, Translation, Video


def speaks(item: Item, language: str) -> bool:
    """Whether `item` can be read in `language`: it is written in it, or translated. Where not, the glass marks it."""
    return same_language(item.language, language) or _translation(item, language) is not None


ItemT = TypeVar("ItemT", Notice, Poster, Video, Item)


def in_language(item: ItemT, language: str) -> ItemT:
    """`item` with its words in `language`; as it is where it is written so, or not translated.

    A translation's words may be longer than a notice's own bounds.
    """
    found = None if same_language(item.language, language) else _translation(item, language)
    if found is None:
        return item
    return msgspec.structs.replace(
        item,
        title=found.title,
        category=found.category,
        facts=tuple(Fact(label=fact.label, value=fact.value) for fact in found.facts),
        body=found.body,
        language=found.language,
        translations=(),
    )


def _translation(item: Item, language: str) -> Translation | None:
    """The one in exactly `language`, else the first of its kin: en-GB for en."""
    found = (
        [one for one in item.translations if same_language(one.language, language)] if isinstance(item, Notice) else []
    )
    return next((one for one in found if one.language.lower() == language.lower()), found[0] if found else None)


def same_language(one: str, other: str) -> bool:
    """Whether two language tags are of one language and, where both name one, of one script."""
    first, second = one.lower().split("-"), other.lower().split("-")
    scripts = [next((part for part in tag[1:] if len(part) == 4), "") for tag in (first, second)]
    return first[0] == second[0] and (scripts[0] == scripts[1] or "" in scripts)
