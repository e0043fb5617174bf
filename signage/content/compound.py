"""The compound 小区 itself."""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Meta

from signage.content.base import Buildings, Id, Record, Text
from signage.content.duty import Month


class Display(enum.StrEnum):
    """What its screens show: everything, only the compound's own card, or nothing but black."""

    NORMAL = "normal"
    SAFE = "safe"
    BLACKOUT = "blackout"


class Look(enum.StrEnum):
    """Which theme its screens wear, by staff's word. `AUTO`: each screen's own, by the sun and the festivals."""

    AUTO = "auto"
    DAY = "day"
    NIGHT = "night"
    FESTIVAL = "festival"
    MOURNING = "mourning"


class Receptions(Record, frozen=True, kw_only=True):
    """Totals of one month's receptions 接待. Never names."""

    month: Month
    received: Annotated[int, Meta(ge=0, le=99_999)]
    closed: Annotated[int, Meta(ge=0, le=99_999)]
    """已办结; the rest is 办理中."""


class Compound(Record, frozen=True, kw_only=True):
    """A housing estate and its gatehouse. Latitude and longitude in degrees, north and east positive (WGS 84)."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=12)]
    subdistrict: Text = ""
    committee: Text = ""
    """居委会, as it signs."""
    property_company: Text = ""
    buildings: Buildings = ()
    """All its buildings, in the order in which residents count them."""
    zone: Annotated[str, Meta(min_length=1, max_length=40)] = "Asia/Shanghai"
    latitude: Annotated[float, Meta(ge=-90, le=90)] = 31.22
    longitude: Annotated[float, Meta(ge=-180, le=180)] = 121.53
    gate: Annotated[str, Meta(max_length=20)] = "门卫室"
    gate_phone: Annotated[str, Meta(max_length=30)] = ""
    public_url: Annotated[str, Meta(max_length=200, pattern=r"^(https?://[^\s]+/)?\Z")] = ""
    """Where the public pages are, ending in `/`; a notice's QR leads to `<public_url>notices/<id>`."""
    motto: Annotated[str, Meta(max_length=30)] = ""
    display: Display = Display.NORMAL
    look: Look = Look.AUTO
    receptions: Receptions | None = None
