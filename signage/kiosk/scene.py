"""What the glass and the reports say to each other, as frozen values: one thread sets a whole one, another reads it."""

from __future__ import annotations

from dataclasses import dataclass

from signage.content.compound import Display


@dataclass(frozen=True)
class Scene:
    """What the main thread knows of the glass."""

    compound: str = ""
    feed_version: int = 0
    display: Display = Display.NORMAL
    slide: str = ""
    item: str = ""
    size: str = ""


@dataclass(frozen=True)
class Pairing:
    """What the glass says while the screen is not paired; empty once it is, or where there is no console."""

    code: str = ""
    fingerprint: str = ""
