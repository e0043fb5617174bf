"""Figures, their budgets, and the table of both."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO


class NotMeasuredError(Exception):
    """A figure cannot be had here; the text says why."""


@dataclass(frozen=True)
class Row:
    """One figure. `met` None: there is no budget to meet, or it could not be measured."""

    figure: str
    budget: str
    measured: str
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "ok", False: "MISSED", None: "–"}[self.met]


def not_measured(figure: str, budget: str, why: object) -> Row:
    """A row that says why there is no figure."""
    return Row(figure, budget, f"not measured: {why}")


def summary(values: Sequence[float], unit: str, digits: int = 0) -> str:
    """Median, worst and number of `values`, in words."""
    if not values:
        raise NotMeasuredError("no values came")
    return (
        f"median {statistics.median(values):.{digits}f} {unit}, worst {max(values):.{digits}f} {unit} (n={len(values)})"
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of `values` do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_table(rows: Sequence[Row], out: TextIO) -> None:
    """All rows, columns aligned, long texts wrapped by nobody."""
    head = Row("figure", "budget", "measured")
    widths = [max(len(getattr(row, name)) for row in (head, *rows)) for name in ("figure", "budget")]

    def line(figure: str, budget: str, verdict: str, measured: str) -> None:
        print(f"{figure:<{widths[0]}}  {budget:<{widths[1]}}  {verdict:<7}  {measured}", file=out)

    line(head.figure, head.budget, "verdict", head.measured)
    line("-" * widths[0], "-" * widths[1], "-" * 7, "-" * 40)
    for row in rows:
        line(row.figure, row.budget, row.verdict, row.measured)
