"""What moves and what answers: frames within a fade, at rest and while a feed lands; a touch to its frame."""

from __future__ import annotations

import contextlib
import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from signage.feed.repository import Repository
from tests.bench import content
from tests.bench.place import SIZE, Place, now, tail
from tests.bench.processes import end
from tests.bench.table import NotMeasuredError, Row, quantile, summary

MEDIAN_MS, WORST_MS, TOUCH_MS = 18.0, 50.0, 50.0
PACE = 100.0
"""So that a fade comes about every second."""

FEED_KB = 1000
EVERY_SECONDS = 1.0
"""How often the large feed lands anew."""

BUDGET = f"median ≤ {MEDIAN_MS:.0f} ms, none over {WORST_MS:.0f} ms"


def fade_row(figure: str, intervals: list[float]) -> Row:
    """Intervals in milliseconds as a row. Raises: `NotMeasuredError` when there are too few."""
    if len(intervals) < 50:
        raise NotMeasuredError(f"only {len(intervals)} frames came")
    middle, worst = statistics.median(intervals), max(intervals)
    over = sum(interval > WORST_MS for interval in intervals)
    words = f"median {middle:.1f} ms, p95 {quantile(intervals, 0.95):.1f} ms, worst {worst:.0f} ms"
    words += (
        f" ({len(intervals)} intervals, {over} over {WORST_MS:.0f} ms, {1000 / statistics.mean(intervals):.0f} fps)"
    )
    return Row(figure, BUDGET, words, middle <= MEDIAN_MS and worst <= WORST_MS)


def fade_rows(place: Place, fades: int) -> list[Row]:
    """Frames within fades while nothing else happens."""
    repository = place.repository()
    repository.publish(*content.feed(now()))
    with place.host(repository.path) as url:
        found = run_screen(place, "fades", url, place.filled_store(url), fades, pace=PACE)
    return [fade_row("frame interval in a fade", found["intervals"])]


def landing_rows(place: Place, fades: int) -> list[Row]:
    """The same while a feed of a megabyte is pulled, verified and taken over every second, and pages are typeset."""
    repository = place.repository()
    base, media = content.feed(now())
    repository.publish(base, media)
    with place.host(repository.path) as url:
        store = place.filled_store(url)
        with _landing(repository, media) as landed:
            found = run_screen(place, "fades", url, store, fades, pace=PACE)
    row = fade_row(f"… while a feed of {FEED_KB / 1000:.0f} MB lands, pages typeset", found["intervals"])
    return [Row(row.figure, row.budget, f"{row.measured}; {len(landed)} feeds landed", row.met)]


@contextlib.contextmanager
def _landing(repository: Repository, media: dict[str, bytes]) -> Iterator[list[int]]:
    over = threading.Event()
    landed: list[int] = []

    def run() -> None:
        start = now()
        while not over.wait(EVERY_SECONDS):
            repository.publish(content.grown(start, len(landed), FEED_KB), media)
            landed.append(len(landed))

    thread = threading.Thread(target=run, name="landing")
    thread.start()
    try:
        yield landed
    finally:
        over.set()
        thread.join()


def touch_rows(place: Place, count: int) -> list[Row]:
    """A finger down → its tint; a finger up → the list of notices."""
    repository = place.repository()
    repository.publish(*content.feed(now()))
    with place.host(repository.path) as url:
        found = run_screen(place, "touches", url, place.filled_store(url), count)
    return [
        Row(
            f"touch: {name}",
            f"≤ {TOUCH_MS:.0f} ms",
            summary(found[key], "ms"),
            max(found[key], default=1e9) <= TOUCH_MS,
        )
        for name, key in (("press → tint painted", "pressed"), ("release → list painted", "opened"))
    ]


def run_screen(
    place: Place, plan: str, feed: str, store: Path, count: int, *, pace: float = 1.0, theme: str = "default"
) -> Any:
    """Run the screen with probes. Raises: `NotMeasuredError` when it fails."""
    log = place.new("screen").with_suffix(".log")
    command = [sys.executable, "-m", "tests.bench.screen", plan, "--feed", feed, "--root", str(place.root)]
    command += ["--store", str(store), "--size", SIZE, "--pace", str(pace), "--theme", theme, "--count", str(count)]
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True, env=place.environment
        )
    try:
        words, _ = process.communicate(timeout=30 + 4 * count)
    except subprocess.TimeoutExpired:
        raise NotMeasuredError(f"the screen did not come to an end: {tail(log)}") from None
    finally:
        end(process)
    if process.returncode != 0 or not words.strip():
        raise NotMeasuredError(f"the screen ended with status {process.returncode}: {tail(log)}")
    return json.loads(words)
