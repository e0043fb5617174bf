"""All text of a value that a resident may read, with where it stands."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Any

import msgspec

from signage.content.duty import DutySlot
from signage.content.feed import Feed
from signage.content.notice import Item, Notice, Translation
from signage.content.zone import find_zone

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


def slot_field(slot: DutySlot, zone: dt.tzinfo) -> str:
    """How a fault names a turn: `2026-12-07 09:00 沈若禾`."""
    return f"{slot.start.astimezone(zone):%Y-%m-%d %H:%M} {slot.person}"


def translation_place(item: Item, translation: Translation) -> str:
    """What `check` calls a translation: `notices/water-cut/en`. No id has a slash, so nothing else is called so."""
    return f"notices/{item.id}/{translation.language}"


def _item_parts(item: Item) -> Iterator[tuple[str, msgspec.Struct]]:
    if not isinstance(item, Notice):
        yield f"notices/{item.id}", item
        return
    yield f"notices/{item.id}", msgspec.structs.replace(item, translations=())
    for translation in item.translations:
        yield translation_place(item, translation), translation


def placed_texts(feed: Feed) -> Iterator[tuple[str, str, str]]:
    """Every text of `feed`: the part (as `check` names it), the field in it, the text."""
    zone = find_zone(feed.compound.zone) or dt.UTC
    parts: list[tuple[str, msgspec.Struct]] = [("compound", feed.compound)]
    parts += [part for item in feed.items for part in _item_parts(item)]
    parts += [(f"alerts/{alert.identifier}", alert) for alert in feed.alerts]
    parts += [(f"services/{service.id}", service) for service in feed.services]
    parts += [(f"facilities/{facility.id}", facility) for facility in feed.facilities]
    parts += [(f"contacts/{contact.name}", contact) for contact in feed.contacts]
    for place, value in parts:
        for field, text in texts(value):
            yield place, field, text
    for slot in feed.roster.slots:
        place, field = f"duty/{slot.start.astimezone(zone):%Y-%m}", slot_field(slot, zone)
        for _, text in texts(slot):
            yield place, field, text
