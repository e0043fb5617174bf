"""How long a slide stays: as long as an older reader needs.

T = max(10, 4 + 1.2·N/2.7) seconds for N characters: 4 s to notice, 2.7 characters a second (older readers of Chinese),
a fifth more to finish in peace. One page never holds the glass for more than a minute and a half: whoever needs longer
touches it. A demo's faster pace divides these seconds where they are waited for.
"""

from __future__ import annotations

import re

from signage.content.notice import Notice

SHORTEST, LONGEST = 10.0, 90.0
"""Seconds that a slide stays at least, and at most."""
NOTICE_SECONDS = 4.0
CHARACTERS_PER_SECOND = 2.7
LEISURE = 1.2

FILM_MARGIN = 1.0
"""Seconds that a film's last picture stands at least: it begins a moment after its slide."""

ALERT_SHORTEST, ALERT_LONGEST = 8.0, 40.0
"""Seconds of an alert's turn where several take turns: each must come round soon."""

BROWSE_IDLE = 60
"""Seconds after the last touch until the rotation comes back."""
BROWSE_WARNING = 20
"""The last seconds of these, counted down visibly."""

_RUN = re.compile(r"[A-Za-z]+|[0-9]+|[^\W_]")
_TAKEN_AT_ONCE = 3
"""Latin letters or digits that are read in the time of one Chinese character: 96110 takes two, 9:00 two, WeChat two."""


def reading_length(text: str) -> int:
    """Characters as they are read.

    One for each Chinese character (and each letter of other scripts), one for every three Latin letters or digits of a
    run, begun ones included; none for punctuation, spaces and pictographs.
    """
    return sum(-(-len(run) // _TAKEN_AT_ONCE) for run in _RUN.findall(text))


def dwell(characters: int) -> float:
    """Seconds that a slide of `characters` (see `reading_length`) stays. Source: GLASS, Dwell; see the module."""
    return min(LONGEST, max(SHORTEST, NOTICE_SECONDS + LEISURE * characters / CHARACTERS_PER_SECOND))


def film_dwell(seconds: float) -> float:
    """Seconds that a film of `seconds` stays: it runs once, from its first picture to its last, and is never cut.

    A short one's last picture stands until the slide has had a slide's shortest time. What bounds the long one is
    content's `MAX_FILM_SECONDS`, and `signage check`, which asks about more than two minutes.
    """
    return max(SHORTEST, seconds + FILM_MARGIN)


def alert_dwell(characters: int) -> float:
    """Seconds of an alert's turn where several share the glass: read once through, then the next."""
    return min(ALERT_LONGEST, max(ALERT_SHORTEST, NOTICE_SECONDS + characters / CHARACTERS_PER_SECOND))


def notice_characters(notice: Notice) -> int:
    """Characters on a notice's first screenful: title and facts; who signs it is not read through."""
    return reading_length(notice.title) + sum(reading_length(fact.label + fact.value) for fact in notice.facts)
