"""The feed: everything that one compound publishes, at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta

from signage.content.alert import Alert
from signage.content.base import Instant, Record
from signage.content.compound import Compound
from signage.content.duty import Roster
from signage.content.guide import Contact, Facility, Service
from signage.content.media import MediaFile
from signage.content.notice import Item, item_media
from signage.content.order import Order


class Feed(Record, frozen=True, kw_only=True):
    """One compound's feed. `published` is the publisher's clock when it was signed."""

    compound: Compound
    published: Instant
    items: Annotated[tuple[Item, ...], Meta(max_length=5000)] = ()
    roster: Roster = Roster()
    alerts: Annotated[tuple[Alert, ...], Meta(max_length=500)] = ()
    services: Annotated[tuple[Service, ...], Meta(max_length=40)] = ()
    facilities: Annotated[tuple[Facility, ...], Meta(max_length=60)] = ()
    contacts: Annotated[tuple[Contact, ...], Meta(max_length=40)] = ()
    orders: Annotated[tuple[Order, ...], Meta(max_length=500)] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The compound's time zone. Raises: `ZoneInfoNotFoundError` (a checked feed never does)."""
        return ZoneInfo(self.compound.zone)

    def media(self) -> Iterator[MediaFile]:
        """Every picture and film that the feed needs, each once, in the order of first need."""
        seen: set[str] = set()
        for item in self.items:
            for media in item_media(item):
                if media.sha256 not in seen:
                    seen.add(media.sha256)
                    yield media
