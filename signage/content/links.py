"""Addresses of what a compound publishes. The one place that knows how they are made."""

from __future__ import annotations

from urllib.parse import quote

from signage.content.compound import Compound
from signage.content.media import MediaFile

MEDIA_FOLDER = "media/"
"""Where pictures and films lie, relative to the feed."""


def item_url(compound: Compound, item_id: str) -> str:
    """The public page of an item, percent-encoded: what its QR says. Empty when the compound has no public pages."""
    return f"{compound.public_url}notices/{quote(item_id, safe='')}" if compound.public_url else ""


def media_url(compound: Compound, media: MediaFile) -> str:
    """The public address of a picture or film; empty when the compound has no public pages."""
    return f"{compound.public_url}{MEDIA_FOLDER}{media.name}" if compound.public_url else ""
