"""Whose turn it is: fair by weight, nobody starved, never the same twice running while there is another.

Stride scheduling (Waldspurger & Weihl 1995): each entry passes along a common line by 1/weight a turn, and the one
furthest behind comes next. What is new starts just behind all others and so comes at once. The state is a value, so
the same inputs give the same rotation, and content may change at any turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from signage.content.base import Record
from signage.playlist.slides import Entry


class History(Record, frozen=True, kw_only=True):
    """How far along the line each key is, and the key shown last."""

    passes: dict[str, Fraction] = msgspec.field(default_factory=dict)
    last: str = ""

    def after(self, entry: Entry) -> History:
        """The history after `entry` was shown."""
        here = max(self.passes.get(entry.key, self._start()), self._start())
        return History(passes={**self.passes, entry.key: here + Fraction(1, entry.weight)}, last=entry.key)

    def only(self, keys: Iterable[str]) -> History:
        """Without what is not among `keys` any more; positions are kept small, relations stay."""
        kept = set(keys)
        passes = {key: value for key, value in self.passes.items() if key in kept}
        base = min(passes.values(), default=Fraction(0))
        return History(passes={key: value - base for key, value in passes.items()}, last=self.last)

    def _start(self) -> Fraction:
        """Where a new entry begins: with the one furthest behind, so that it neither waits nor takes over."""
        return min(self.passes.values(), default=Fraction(0))


def choose(entries: Sequence[Entry], history: History) -> Entry | None:
    """The entry whose turn it is; None where there is none.

    The furthest behind comes, what was never shown before what was, then the heavier, then the order of `entries`.
    """
    candidates = [entry for entry in entries if entry.key != history.last] or list(entries)
    start = min(history.passes.values(), default=Fraction(0))
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
