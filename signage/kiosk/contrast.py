"""Contrast: which colour of a theme is written on which, how far apart they must stand, and what would be far enough.

Pure. The ratio is WCAG 2.2's, from relative luminance; the floors are its §1.4.6 for what a resident came to read and
its §1.4.3 for all other text.
"""

from __future__ import annotations

from dataclasses import dataclass

MESSAGE = 7.0
"""Text that is the message: titles, facts, names, alerts (WCAG 2.2 §1.4.6)."""

OTHER = 4.5
"""All other text: labels, sources, hints (WCAG 2.2 §1.4.3)."""


@dataclass(frozen=True)
class Pair:
    """`text` is written on `ground` (tokens of the palette), at `floor`:1 or better."""

    text: str
    ground: str
    floor: float
    where: str


TONES = ("accent", "gold", "blue", "plum", "olive", "violet")
"""Tones of notices and services; each has a soft ground of its own, `<tone>_soft`."""

PAIRS = (
    Pair("ink", "paper", MESSAGE, "the clock, titles of guides, a page of a wide screen"),
    Pair("ink", "card", MESSAGE, "titles, facts, pages, days to come"),
    Pair("ink", "past_card", MESSAGE, "rows of a table"),
    Pair("ink", "pill", MESSAGE, "rows of a table, when a notice takes effect"),
    Pair("primary_text", "primary", MESSAGE, "who is on duty, today, the panel of a wide screen"),
    Pair("muted", "paper", OTHER, "subtitles, the lunar date, freshness"),
    Pair("muted", "card", OTHER, "labels, hours, sources"),
    Pair("muted", "pill", OTHER, "words beside a chip"),
    Pair("primary_ink", "paper", OTHER, "the compound's name, headings"),
    Pair("primary_ink", "card", OTHER, "headings, how many are free, the group 3"),
    Pair("primary_ink", "pill", OTHER, "the hint, buttons, chips without a tone"),
    Pair("primary_text_soft", "primary", OTHER, "organisations, the next on duty"),
    Pair("primary_text_gold", "primary", OTHER, "“此刻当班”"),
    Pair("past", "past_card", OTHER, "a day that is over"),
    Pair("past", "paper", OTHER, "an event that is over, on a wide screen"),
    *(
        Pair(tone, ground, OTHER, "what concerns a building, a countdown")
        for tone in TONES
        for ground in ("card", "paper")
    ),
    *(Pair(tone, f"{tone}_soft", OTHER, "a notice's kind") for tone in TONES),
    *(Pair("card", tone, OTHER, "a service's sign") for tone in ("primary_ink", *TONES)),
)
"""Every pair that is drawn. tests/kiosk/test_theme.py holds each theme to it."""

ON_PICTURE = (
    Pair("ink", "paper", MESSAGE, "the clock and the date"),
    Pair("muted", "paper", OTHER, "the lunar date, freshness"),
    Pair("primary_ink", "paper", OTHER, "the compound's name"),
)
"""What may be written over a theme's picture where it lies on the paper."""

ON_PANEL_PICTURE = (
    Pair("primary_text", "primary", MESSAGE, "the clock and the date"),
    Pair("primary_text_soft", "primary", OTHER, "the lunar date, freshness"),
    Pair("primary_text_gold", "primary", OTHER, "freshness of a stale feed"),
)
"""What may be written over a theme's picture where it lies on the panel of a wide screen."""


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def far_enough(colour: str, other: str, floor: float) -> str | None:
    """The colour nearest to `colour`, on its way to white or to black, at `floor`:1 from `other`; None where there is
    none."""
    ends = sorted(("#ffffff", "#000000"), key=lambda end: -contrast(end, other))
    # its own side first: what is written dark stays dark
    if (luminance(colour) > luminance(other)) != (ends[0] == "#ffffff"):
        ends.reverse()
    for end in ends:
        for step in range(65):
            mixed = mix(colour, end, step / 64)
            if contrast(mixed, other) >= floor:
                return mixed
    return None


def contrast_problem(text: str, ground: str, pair: Pair) -> str | None:
    """What is wrong with the colour `text` on the colour `ground`, and what would do; None where all is well."""
    ratio = contrast(text, ground)
    if ratio >= pair.floor:
        return None
    better = far_enough(text, ground, pair.floor)
    mend = f"{better} would do for {pair.text}" if better else f"no {pair.text} can be read there"
    return (
        f"{pair.text} {text} on {pair.ground} {ground} stands at {ratio:.2f}:1, and {pair.floor:g}:1 is the floor"
        f" ({pair.where}); {mend}"
    )


def mix(one: str, other: str, share: float) -> str:
    """`one` with a `share` (0 to 1) of `other` laid over it."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
