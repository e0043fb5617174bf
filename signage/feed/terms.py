"""How long signatures hold, and how much of the past a repository keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """Lifetimes of signatures by TUF role. Each is renewed when half of it is over.

    A short timestamp bounds a freeze attack: an old feed can pass for the newest for so long and no longer. It also
    bounds how long the publisher's machine may be off before screens call the feed expired (they go on showing it).
    """

    timestamp: dt.timedelta = dt.timedelta(days=7)
    snapshot: dt.timedelta = dt.timedelta(days=60)
    targets: dt.timedelta = dt.timedelta(days=60)
    root: dt.timedelta = dt.timedelta(days=3652)
    keep_versions: int = 3
    """The last versions whose files stay, for screens in the middle of a pull."""
    keep_for: dt.timedelta = dt.timedelta(days=1)
    """Files younger than this stay, whatever needs them."""
    wait_for_lock: float = 10.0
    """Seconds that a publisher waits for another one."""
    clock_leap: dt.timedelta = dt.timedelta(days=5 * 365)
    """A publisher's clock further ahead of its last signature than this is wrong, and would outdate every screen's."""


def renewal_due(expires: dt.datetime, lifetime: dt.timedelta, now: dt.datetime) -> bool:
    """Whether a signature that ends at `expires` has less than half of `lifetime` left."""
    return expires - now < lifetime / 2
