"""Whether every character can be drawn: a glyph that no font has is a fault for staff, not a box on the screen.

GB 18030 names have rare characters. Fontconfig knows what the installed fonts cover; publishing machine and screen are
assumed to have the same fonts (`signage doctor` on the screen tells otherwise).
"""

from __future__ import annotations

import functools
import subprocess
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.texts import placed_texts

_TIMEOUT = 30.0
"""Seconds; the first run after new fonts rebuilds fontconfig's cache."""


class Coverage:
    """The code points that the fonts cover, as sorted ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for first, last in sorted(ranges):
            if merged and first <= merged[-1][1] + 1:
                merged[-1][1] = max(merged[-1][1], last)
            else:
                merged.append([first, last])
        self._starts = [first for first, _ in merged]
        self._ends = [last for _, last in merged]
        self._known: set[str] = set()

    def __contains__(self, character: str) -> bool:
        index = bisect_right(self._starts, ord(character)) - 1
        return index >= 0 and ord(character) <= self._ends[index]

    def missing(self, text: str) -> list[str]:
        """The characters of `text` that no font draws, each once. Spaces, controls and joiners need no glyph."""
        fresh = [character for character in dict.fromkeys(text) if character not in self._known]
        lacking = [character for character in fresh if character not in self and not _is_invisible(character)]
        self._known.update(character for character in fresh if character not in lacking)
        return lacking


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"} or "\ufe00" <= character <= "\ufe0f"


def parse_charsets(listing: str) -> Coverage:
    """The coverage in what `fc-list --format '%{charset}\\n'` prints: `20-7e a0 4e00-9fff`, a font a line."""
    ranges: set[tuple[int, int]] = set()
    for line in set(listing.splitlines()):
        for piece in line.split():
            first, _, last = piece.partition("-")
            try:
                ranges.add((int(first, 16), int(last or first, 16)))
            except ValueError:
                continue
    return Coverage(ranges)


@functools.cache
def installed() -> Coverage | None:
    """What this machine's fonts cover, asked once a process; None when fontconfig is not here."""
    try:
        done = subprocess.run(
            ["fc-list", "--format", "%{charset}\\n"],  # noqa: S607 — found on the PATH, like every tool
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return parse_charsets(done.stdout) if done.stdout.strip() else None


def glyph_faults(feed: Feed, coverage: Coverage | None) -> Iterator[Fault]:
    """Each text of `feed` with characters that no font draws, placed as `check` places its faults."""
    if coverage is None:
        yield Fault(
            file="compound",
            level=Level.WARNING,
            problem="无法检查生僻字：这台机器没有 fontconfig（fc-list）；请安装 fontconfig 和 fonts-noto-cjk",
        )
        return
    for place, field, text in placed_texts(feed):
        for character in coverage.missing(text):
            yield Fault(
                file=place,
                field=field,
                problem=f"“{character}”（U+{ord(character):04X}）没有字体能显示；请换字，或安装含此字的字体",
            )
