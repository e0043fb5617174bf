"""Whose turn it is: fair by weight, nobody starved, never the same twice running while there is another.

Stride scheduling (Waldspurger & Weihl 1995): each entry passes along a common line by 1/weight a turn, and the one
furthest behind comes next. What is new starts just behind all others and so comes at once. The state is a value, so
the same inputs give the same rotation, and content may change at any turn.

An entry heavier than all others together is owed more than every second turn, which it may not have. What it is owed
beyond one round (1 on the line) is forgiven: left to grow, the debt would hold up an older entry for hours whenever
something new begins beside the debtor.

So no two entries are ever further apart than two rounds (2 on the line), and while the entries stay the same, between
two turns of `e` the others have at most 1 + max weight(o) + the sum over all others `o` of 1 + weight(o)/weight(e):
when `e` leaves x for x + 1/weight(e), only the one shown before it lies behind x, by one round at most, and each `o`
comes once at most after it has passed `e`. What was never shown comes before anything that was. An entry that waits
when others arrive may lie two rounds ahead of them: until its next turn each of the others comes at most
1 + 2 weight(o) times.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from signage.content.base import Record
from signage.playlist.slides import Entry

MOST_OWED = Fraction(1)
"""How far an entry may lie behind all others: one turn of the lightest entry."""


class History(Record, frozen=True, kw_only=True):
    """How far along the line each key is, where the line stands (`here`), and the key shown last."""

    passes: dict[str, Fraction] = msgspec.field(default_factory=dict)
    here: Fraction = Fraction(0)
    last: str = ""

    def after(self, entry: Entry) -> History:
        """The history after `entry` was shown, in its turn or out of it."""
        here = self.passes.get(entry.key, self.start)
        passes = {**self.passes, entry.key: here + Fraction(1, entry.weight)}
        if len(passes) > 1:
            (behind, key), (runner_up, _) = heapq.nsmallest(2, ((value, key) for key, value in passes.items()))
            passes[key] = max(behind, runner_up - MOST_OWED)
        return History(passes=passes, here=here, last=entry.key)

    def only(self, keys: Iterable[str]) -> History:
        """Without what is not among `keys` any more; positions are kept small, relations stay."""
        kept = set(keys)
        passes = {key: value for key, value in self.passes.items() if key in kept}
        base = min(self.here, *passes.values()) if passes else self.here
        if not base and len(passes) == len(self.passes):
            return self
        moved = {key: value - base for key, value in passes.items()}
        return History(passes=moved, here=self.here - base, last=self.last)

    @property
    def start(self) -> Fraction:
        """Where a new entry begins: where the line stands, or with the one furthest behind: it need not wait."""
        return min(self.here, *self.passes.values()) if self.passes else self.here


def choose(entries: Sequence[Entry], history: History) -> Entry | None:
    """The entry whose turn it is; None where there is none.

    The furthest behind comes, what was never shown before what was, then the heavier, then the order of `entries`.
    """
    candidates = [entry for entry in entries if entry.key != history.last] or list(entries)
    start = history.start
    order = {entry.key: index for index, entry in enumerate(entries)}

    def place(entry: Entry) -> tuple[Fraction, bool, int, int]:
        return (history.passes.get(entry.key, start), entry.key in history.passes, -entry.weight, order[entry.key])

    return min(candidates, key=place, default=None)


def upcoming(entries: Sequence[Entry], history: History, count: int) -> tuple[Entry, ...]:
    """The next `count` entries, as things stand."""
    coming: list[Entry] = []
    for _ in range(count):
        entry = choose(entries, history)
        if entry is None:
            break
        coming.append(entry)
        history = history.after(entry)
    return tuple(coming)
