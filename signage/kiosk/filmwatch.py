"""Is a film still moving? Pure: what was seen of a showing, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

FRAME_SECONDS = 1 / 25
"""Between two pictures at least: what the eye wants, and no more than a machine without a graphics card draws."""

STALL_SECONDS = 3.0
"""Without a new picture for so long, a film that has nothing read ahead has stalled."""

LULL_SECONDS = 20.0
"""The same for one that has: a slide show or the recording of a resting screen holds a picture for long."""

STUCK_SECONDS = 0.5
"""Without a new picture for so long, a film may hang in a read: nobody waits for it."""

WATCHED_SECONDS = 0.25
"""At most so much counts between two looks: when nobody looked, it was not the film that stood still."""


@dataclass(frozen=True)
class Watch:
    """How a showing goes: how many pictures came, and seconds since the last, or since it was opened."""

    pictures: int = 0
    still: float = 0.0

    def came(self) -> Watch:
        """A new picture came."""
        return Watch(self.pictures + 1)

    def waited(self, seconds: float) -> Watch:
        """So long after the look before, there was none."""
        return replace(self, still=self.still + min(max(seconds, 0.0), WATCHED_SECONDS))

    @property
    def stuck(self) -> bool:
        """Whether it may hang."""
        return self.still >= STUCK_SECONDS

    def problem(self, *, over: bool, buffered: bool) -> str:
        """Why it is given up; empty while it goes well, or came well to its end."""
        if over:
            return "" if self.pictures else "none of its pictures can be decoded"
        if self.still >= (LULL_SECONDS if buffered and self.pictures else STALL_SECONDS):
            after = f" after {self.pictures} pictures" if self.pictures else ""
            return f"stalled: no new picture for {self.still:.0f} s{after}"
        return ""


def rest(cost: float) -> float:
    """Seconds until the next look, after one that took `cost` seconds: half of the time is left to all else."""
    return max(FRAME_SECONDS - cost, cost)
