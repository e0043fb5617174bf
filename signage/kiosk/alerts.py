"""An alert as pages on the glass: the official text unchanged, as large as it fits, and never cut."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont

from signage.content.alert import Alert, Severity, Source, Status
from signage.content.feed import Feed
from signage.kiosk.fitting import wrapped_height
from signage.kiosk.icons import icon_for
from signage.kiosk.layout import Layout
from signage.kiosk.phrases import SOURCE, Phrases
from signage.kiosk.style import Style
from signage.playlist.dwell import alert_dwell
from signage.playlist.translations import same_language
from signage.playlist.vocabulary import known_words
from signage.playlist.words import issued_line, until_line

SIZES = (96, 86, 76, 68, 60, 52, 46)
"""Glyph sizes tried, in pixels of the drawing, the largest first; a text that fits none is paged at the second last."""

LEADING = 1.3

BANNERS = {Status.EXERCISE: "演练   EXERCISE   演练", Status.TEST: "测试   TEST   测试"}

COLOURS = ("red", "orange", "yellow", "blue")
"""Of official signals, each with a ground of its own in the theme."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+")


@dataclass(frozen=True)
class AlertView:
    """The properties of `Takeover.qml`."""

    key: str
    ground: str
    ink: str
    banner: str
    icon: str
    signal: str
    headline: str
    description: str
    instruction: str
    textSize: int  # noqa: N815 - a property of Takeover.qml
    issuer: str
    issued: str
    until: str
    turn: str


@dataclass(frozen=True)
class AlertPage:
    """One screenful of an alert."""

    identifier: str
    index: int
    key: str
    view: AlertView
    dwell: float


class Fitter:
    """Measures an alert's two texts at sizes of the drawing."""

    def __init__(self, family: str, layout: Layout) -> None:
        self._family, self._layout = family, layout

    def height(self, text: str, size: int, *, bold: bool) -> float:
        """Pixels of height that `text` takes at `size` of the drawing; 0 for no text."""
        weight = QFont.Weight.Bold if bold else QFont.Weight.Medium
        pixels = self._layout.fx(size)
        return wrapped_height(text, self._family, pixels, weight, self._layout.alert_text.width) * LEADING

    def both(self, description: str, instruction: str, size: int) -> float:
        """Pixels of height of both, with the rule between them."""
        gap = 2 * self._layout.fx(28) + self._layout.fx(3) if description and instruction else 0
        return self.height(description, size, bold=False) + gap + self.height(instruction, size, bold=True)


@lru_cache(maxsize=32)
def fit(description: str, instruction: str, family: str, layout: Layout) -> tuple[int, tuple[tuple[str, str], ...]]:
    """The size, in pixels of the panel, and the pages (description, instruction) that show both texts whole.

    Pages break between sentences, or inside one where a single sentence is larger than a page.
    """
    room = layout.alert_text.height
    fitter = Fitter(family, layout)
    for size in SIZES:
        if fitter.both(description, instruction, size) <= room:
            return layout.fx(size), ((description, instruction),)
    size = SIZES[-2]
    pages: list[tuple[str, str]] = []
    for text, bold in ((description, False), (instruction, True)):
        held = ""
        for piece in _pieces(text, fitter, size, room, bold=bold):
            if held and fitter.height(held + piece, size, bold=bold) > room:
                pages.append(("", held.strip()) if bold else (held.strip(), ""))
                held = ""
            held += piece
        if held.strip():
            pages.append(("", held.strip()) if bold else (held.strip(), ""))
    return layout.fx(size), tuple(pages)


def _pieces(text: str, fitter: Fitter, size: int, room: float, *, bold: bool) -> list[str]:
    pieces: list[str] = []
    for sentence in _SENTENCE.findall(text):
        rest = sentence
        while rest:
            length = _longest(rest, lambda part: fitter.height(part, size, bold=bold) <= room)
            pieces.append(rest[:length])
            rest = rest[length:]
    return pieces


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """How many characters of `text`, at least one, fit. Gallops: what is far too long is never measured whole."""
    low, high = 1, 64
    while high < len(text) and fits(text[:high]):
        low, high = high, high * 2
    if high >= len(text) and fits(text):
        return len(text)
    high = min(high, len(text)) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return max(1, low)


def alert_pages(
    alert: Alert, now: dt.datetime, feed: Feed | None, style: Style, turn: tuple[int, int]
) -> tuple[AlertPage, ...]:
    """`alert` as screenfuls. `turn` is its place among the alerts in force, from 0, and how many there are."""
    zone = feed.zone if feed else dt.UTC
    theme, layout, say = style.theme, style.layout, style.say
    ground, ink = theme.alert.get(_colour(alert), theme.alert["other"])
    size, texts = fit(alert.description, alert.instruction, theme.sans, layout)
    pages = []
    for index, (description, instruction) in enumerate(texts):
        words = [f"{turn[0] + 1} / {turn[1]}"] if turn[1] > 1 else []
        words += [say("第 %d 页 共 %d 页") % (index + 1, len(texts))] if len(texts) > 1 else []
        key = f"alert:{alert.sender}:{alert.identifier}:{alert.sent.timestamp():.0f}/{index}@{turn[0]}.{turn[1]}"
        view = AlertView(
            key=key,
            ground=ground,
            ink=ink,
            banner=BANNERS.get(alert.status, ""),
            icon=icon_for(alert).as_uri(),
            signal=_signal(alert, Phrases()),
            headline=alert.headline,
            description=description,
            instruction=instruction,
            textSize=size,
            issuer=alert.sender_name or (feed.compound.name if feed else ""),
            issued=issued_line(alert.sent, now, zone, say.language),
            until=until_line(alert.expires, now, zone, say.language),
            turn="\n".join(filter(None, (*_beside(alert, say), "   ".join(words)))),
        )
        pages.append(AlertPage(alert.identifier, index, key, view, alert_dwell(len(description) + len(instruction))))
    return tuple(pages)


LEVELS = {Severity.EXTREME: "urgent", Severity.SEVERE: "urgent", Severity.MODERATE: "important"}
"""A compound's own reminder: its colour in the theme. The rest are `notice`."""


def _colour(alert: Alert) -> str:
    """The theme's name for the ground: an official signal's colour, or the level of a compound's own reminder."""
    if alert.source is Source.COMPOUND:
        return LEVELS.get(alert.severity, "notice")
    return alert.colour if alert.colour in COLOURS else "other"


def _signal(alert: Alert, say: Phrases) -> str:
    """The words on the box: an official signal by kind and colour, a compound's own by its level."""
    if alert.source is Source.COMPOUND:
        levels = {"urgent": say("小区紧急提醒"), "important": say("小区重要提醒")}
        return levels.get(_colour(alert), say("小区提示"))
    colours = {"red": say("红"), "orange": say("橙"), "yellow": say("黄"), "blue": say("蓝")}
    parts = (known_words(alert.event, say.language), colours.get(alert.colour, ""))
    return (" " if say.language == SOURCE else ", ").join(filter(None, parts))


def _beside(alert: Alert, say: Phrases) -> tuple[str, ...]:
    """What whoever asked for another language is told beside the box. The official text itself stays as it is."""
    if say.language == SOURCE:
        return ()
    mark = "" if same_language(alert.language, say.language) else say("仅有中文")
    return _signal(alert, say), mark
