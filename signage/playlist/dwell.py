"""How long a slide stays: as long as an older reader needs.

T = max(10, 4 + 1.2·N/2.7) seconds for N characters: 4 s to notice, 2.7 characters a second (older readers of Chinese),
a fifth more to finish in peace. One page never holds the glass for more than a minute and a half.
"""

from __future__ import annotations

import re

from signage.content.notice import Notice

SHORTEST, LONGEST = 10.0, 90.0
"""Seconds."""
NOTICE_SECONDS = 4.0
CHARACTERS_PER_SECOND = 2.7
LEISURE = 1.2

ALERT_SHORTEST, ALERT_LONGEST = 8.0, 40.0
"""Seconds of an alert's turn where several take turns: each must come round soon."""

BROWSE_IDLE = 60
"""Seconds after the last touch until the rotation comes back."""
BROWSE_WARNING = 20
"""The last seconds of these, counted down visibly."""

_RUN = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
_SILENT = re.compile(r"[^\w]")


def reading_length(text: str) -> int:
    """Characters as they are read: one each of Chinese, one for each run of digits or three Latin letters, no marks."""
    length = 0
    for run in _RUN.findall(text):
        if run.isascii() and run.isalpha():
            length += -(-len(run) // 3)
        elif not _SILENT.fullmatch(run):
            length += 1
    return length


def dwell(characters: int) -> float:
    """Seconds that a slide of `characters` stays."""
    return min(LONGEST, max(SHORTEST, NOTICE_SECONDS + LEISURE * characters / CHARACTERS_PER_SECOND))


def alert_dwell(characters: int) -> float:
    """Seconds of an alert's turn."""
    return min(ALERT_LONGEST, max(ALERT_SHORTEST, NOTICE_SECONDS + characters / CHARACTERS_PER_SECOND))


def notice_characters(notice: Notice) -> int:
    """Characters on a notice's first screenful: title and facts; who signs it is not read through."""
    return reading_length(notice.title) + sum(reading_length(fact.label + fact.value) for fact in notice.facts)
