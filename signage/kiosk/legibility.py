"""Can it be read, and touched? For each theme and each kind of slide: the smallest glyph on the glass in millimetres,
from how far it is legible, the contrast of every pair of colours, and how large what is touched is.

Measured on a real screen, offscreen, that is led through everything it can show: what QML has fitted into too narrow a
place counts as it was fitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

import msgspec

from signage.clock import Clock
from signage.content.alert import Alert
from signage.content.feed import Feed
from signage.content.media import Content
from signage.kiosk.contrast import MESSAGE, OTHER, PAIRS, contrast
from signage.kiosk.inked import Ink, Target, inks, targets
from signage.kiosk.panel import BESIDE, EN_301_549, FLUENT, GLYPH, PASSING, TARGET_MM, TOUCHING, Floor, Panel
from signage.kiosk.tour import Stop, Tour
from signage.settings import ScreenSettings

ROUNDING = 0.5
"""Pixels by which a font may be smaller than asked: QML sets whole pixels."""


@dataclass(frozen=True)
class Legibility:
    """What was measured on the slides of one kind: their smallest text, and the smallest of their largest texts."""

    kind: str
    smallest: Ink
    headline: Ink
    target: Target | None = None

    @property
    def browsed(self) -> bool:
        return self.kind.startswith("browse/")

    @property
    def floor(self) -> Floor:
        """What the smallest text must reach: read by who waits, or by who touches."""
        return TOUCHING if self.browsed else BESIDE

    def problems(self, panel: Panel) -> Iterator[str]:
        """What is below its floor."""
        if self.smallest.pixels < panel.floor(self.floor) - ROUNDING:
            yield (
                f"{self.kind}: “{self.smallest.words[:12]}” is {ink_mm(self.smallest.pixels, panel):.1f} mm high, and"
                f" {self.floor.millimetres(panel.distances):.1f} mm is the floor"
            )
        if not self.browsed and self.headline.pixels < panel.floor(PASSING) - ROUNDING:
            yield (
                f"{self.kind}: its largest words, “{self.headline.words[:12]}”, are"
                f" {ink_mm(self.headline.pixels, panel):.1f} mm high, and {PASSING.millimetres(panel.distances):.1f} mm"
                " is the floor for who walks past"
            )
        if self.target is not None and self.target.side * panel.pitch < TARGET_MM - panel.pitch:
            yield (
                f"{self.kind}: “{self.target.name[:12]}” is {self.target.side * panel.pitch:.1f} mm, and"
                f" {TARGET_MM:g} mm is the floor for what is touched"
            )


@dataclass(frozen=True)
class Measured:
    """One theme on one panel."""

    theme: str
    panel: Panel
    kinds: tuple[Legibility, ...]
    message: tuple[float, str]
    """The lowest contrast ratio of what is the message, and the pair."""
    other: tuple[float, str]
    """The same of all other text."""
    faint: tuple[str, ...] = field(default=())
    """Pairs below their floor."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything below its floor."""
        return (*(problem for kind in self.kinds for problem in kind.problems(self.panel)), *self.faint)


def ink_mm(pixels: float, panel: Panel) -> float:
    """Millimetres of a Chinese glyph's ink in a font of so many pixels."""
    return pixels * GLYPH * panel.pitch


def measure(tour: Tour, theme: str, alert: Alert | None = None) -> Measured:
    """Lead `tour` through every slide, every screen of the browse mode, and a takeover by `alert`.

    Raises: `SignageError` for what does not come to the glass.
    """
    seen: dict[str, Legibility] = {}
    for stop in _stops(tour, alert):
        found = _measured(tour, stop)
        before = seen.get(stop.kind)
        seen[stop.kind] = found if before is None else _worse(before, found)
    palette = tour.screen.wardrobe.style(theme).theme.palette
    ratios = [(contrast(getattr(palette, pair.text), getattr(palette, pair.ground)), pair) for pair in PAIRS]
    faint = tuple(
        f"{pair.text} on {pair.ground}: {ratio:.2f}:1, and {pair.floor:g}:1 is the floor ({pair.where})"
        for ratio, pair in ratios
        if ratio < pair.floor
    )
    message, other = (
        min((ratio, f"{pair.text} on {pair.ground}") for ratio, pair in ratios if pair.floor == floor)
        for floor in (MESSAGE, OTHER)
    )
    return Measured(theme, tour.screen.panel, tuple(seen.values()), message, other, faint)


def _stops(tour: Tour, alert: Alert | None) -> Iterator[Stop]:
    yield from tour.slides()
    yield from tour.screens()
    if alert is not None:
        yield tour.alert(alert)
        tour.calm()


def _measured(tour: Tour, stop: Stop) -> Legibility:
    texts = list(inks(tour.window))
    browsed = stop.kind.startswith("browse/")
    rotator = tour.screen.conductor.rotator
    if not browsed and rotator.slide is not None and rotator.slide.component == "PageSlide":
        style = rotator.deck.style
        texts.append(Ink("a typeset page", style.layout.px(style.theme.type_scale.body)))
    touched = targets(tour.window) if browsed else ()
    return Legibility(
        stop.kind,
        min(texts, key=lambda ink: ink.pixels),
        max(texts, key=lambda ink: ink.pixels),
        min(touched, key=lambda each: each.side, default=None),
    )


def _worse(one: Legibility, other: Legibility) -> Legibility:
    sides = [each for each in (one.target, other.target) if each is not None]
    return Legibility(
        one.kind,
        min(one.smallest, other.smallest, key=lambda ink: ink.pixels),
        min(one.headline, other.headline, key=lambda ink: ink.pixels),
        min(sides, key=lambda each: each.side, default=None),
    )


def write(measured: Measured, out: TextIO) -> None:
    """One theme's table, and what is wrong with it."""
    panel, far = measured.panel, measured.panel.distances
    out.write(
        f"theme {measured.theme} on {panel.width}×{panel.height}, {panel.inches:g}″: {panel.pitch:.3f} mm a pixel;"
        f" passing at {far.walk:g} m, waiting at {far.wait:g} m, touching at {far.touch:g} m\n"
        "      kind                smallest           EN 301 549   fluently   headline    target\n"
    )
    for kind in measured.kinds:
        mm = ink_mm(kind.smallest.pixels, panel)
        target = f"{kind.target.side * panel.pitch:.1f} mm" if kind.target else ""
        mark = "!!" if any(kind.problems(panel)) else "ok"
        out.write(
            f"  {mark}  {kind.kind:<18}  {kind.smallest.pixels:4.0f} px  {mm:5.1f} mm"
            f"   {mm * EN_301_549 / 1000:7.2f} m  {mm * FLUENT / 1000:7.2f} m"
            f"   {ink_mm(kind.headline.pixels, panel):5.1f} mm   {target:>7}\n"
        )
    mark = "!!" if measured.faint else "ok"
    out.write(
        f"  {mark}  contrast: at least {measured.message[0]:.2f}:1 in the message ({measured.message[1]}),"
        f" {measured.other[0]:.2f}:1 in all other text ({measured.other[1]})\n"
    )
    out.writelines(f"      {problem}\n" for problem in measured.problems)


def check_legibility(
    feed: Feed,
    media: Mapping[str, Content],
    themes: Sequence[str],
    settings: ScreenSettings,
    clock: Clock,
    out: TextIO,
) -> int:
    """Measure and print each theme with `feed` on the panel of `settings`; gives 0 where nothing is below its floor.

    Raises: `SettingsError` for a theme or a panel that will not do, `SignageError` for what does not come to the glass.
    """
    status = 0
    alert = next(iter(feed.alerts), None)
    calm = msgspec.structs.replace(feed, alerts=())
    for theme in themes:
        with Tour(calm, media, msgspec.structs.replace(settings, theme=theme), clock) as tour:
            measured = measure(tour, theme, alert)
        write(measured, out)
        status = status or (1 if measured.problems else 0)
    return status
