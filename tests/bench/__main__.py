"""`python -m tests.bench [--long] [figure …]`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable

import psutil
import PySide6

from tests.bench import latency, memory, motion, visits, waiting
from tests.bench.place import SIZE, Place
from tests.bench.table import NotMeasuredError, Row, not_measured, print_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Every budget beside its figure.")
    parser.add_argument("--long", action="store_true", help="whole counts: about an hour")
    parser.add_argument("only", nargs="*", metavar="FIGURE", help="only these")
    options = parser.parse_args()
    long = options.long
    plan: dict[str, Callable[[Place], list[Row]]] = {
        "memory": lambda place: memory.memory_rows(place, 100_000 if long else 3_000, 60 if long else 12),
        "start": lambda place: latency.start_rows(place, 5),
        "alert": lambda place: latency.alert_rows(place, 200 if long else 20),
        "watched": lambda place: latency.watched_rows(place, 30 if long else 6),
        "boundary": lambda place: latency.boundary_rows(place, 20 if long else 4),
        "fade": lambda place: motion.fade_rows(place, 60 if long else 12),
        "landing": lambda place: motion.landing_rows(place, 60 if long else 12),
        "touch": lambda place: motion.touch_rows(place, 200 if long else 20),
        "scroll": lambda place: visits.scroll_rows(place, 40 if long else 12),
        "visits": lambda place: visits.visit_rows(place, 50),
        "waiting": lambda place: waiting.waiting_rows(place, 10_000 if long else 500),
    }
    unknown = [name for name in options.only if name not in plan]
    if unknown:
        parser.error(f"unknown figure {unknown[0]}; known are {', '.join(plan)}")
    rows: list[Row] = []
    with Place() as place:
        print(
            f"PySide6 {PySide6.__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, "
            f"load {psutil.getloadavg()[0]:.1f}; software backend, {place.platform}, {SIZE}",
            flush=True,
        )
        for name in options.only or plan:
            began = time.monotonic()
            try:
                rows += plan[name](place)
            except NotMeasuredError as error:
                rows.append(not_measured(name, "", error))
            print(f"  {name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print_table(rows, sys.stdout)
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
