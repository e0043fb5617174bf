"""Memory, its growth, and the processor time of a resting slide, beside Chromium showing the same slides."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import content
from tests.bench.browser import Chromium
from tests.bench.motion import fade_row
from tests.bench.place import STILL, Kiosk, Place, now
from tests.bench.processes import Use
from tests.bench.table import NotMeasuredError, Row, not_measured

SETTLED = 1000
"""Slides after which memory counts."""

FASTEST = 1000.0
REST = 0.01
REST_SECONDS = 20.0
SLIDES_A_SECOND = 5.0
"""Slower than this, and the run is given up."""


def sampled(use: Callable[[], Use]) -> Use:
    """The use with the median memory of five moments: slides come and go meanwhile."""
    uses = []
    for _ in range(5):
        uses.append(use())
        time.sleep(0.4)
    return sorted(uses, key=lambda one: one.pss)[2]


def memory_rows(place: Place, slides: int, fades: int) -> list[Row]:
    """The screen through so many slides, Chromium through a thousand; meanwhile both at rest; then Chromium's fades.

    Memory is only taken while no second screen runs: two would share their libraries, and each look smaller.
    """
    repository = place.repository()
    feed, media = content.feed(now())
    repository.publish(feed, media)
    with contextlib.ExitStack() as stack, place.host(repository.path) as url:
        chromium: Chromium | None = None
        problem: object = None
        store = place.filled_store(url)
        resting = place.new("store")
        shutil.copytree(store, resting)
        try:
            chromium = stack.enter_context(Chromium(place, feed, media, count=SETTLED, fades=fades))
        except NotMeasuredError as error:
            problem = error
        rows = _measured("memory", "≤ 110 MB", lambda: _screen_rows(place, url, store, resting, slides, chromium))
        if chromium is None:
            return [*rows, not_measured("all beside chromium", "", problem)]
        return [*rows, *_measured("chromium's fades", "", lambda: _chromium_fades(chromium, fades))]


def _measured(figure: str, budget: str, measure: Callable[[], list[Row]]) -> list[Row]:
    try:
        return measure()
    except NotMeasuredError as error:
        return [not_measured(figure, budget, error)]


def _screen_rows(
    place: Place, url: str, store: Path, resting: Path, slides: int, chromium: Chromium | None
) -> list[Row]:
    with Kiosk(place, url, store, pace=FASTEST, theme=STILL) as kiosk:
        kiosk.wait_painted(SETTLED, SETTLED / SLIDES_A_SECOND)
        first = sampled(kiosk.use)
        rows = [
            Row(
                f"memory after {SETTLED:,} slides",
                "≤ 110 MB",
                f"{first.pss:.0f} MB PSS, of it {first.own:.0f} MB own; RSS {first.rss:.0f} MB{kiosk.company()}",
                first.pss <= 110,
            )
        ]
        began = time.monotonic()
        if chromium is not None:
            chromium.report(180)
            time.sleep(1)
            rows.append(_ratio_row(first, sampled(chromium.use)))
        rows += _rest_rows(place, url, resting, chromium)
        kiosk.wait_painted(slides - SETTLED, slides / SLIDES_A_SECOND)
        speed = (slides - SETTLED) / (time.monotonic() - began)
        last = sampled(kiosk.use)
    more = last.own - first.own
    same = (first.descriptors, first.threads) == (last.descriptors, last.threads)
    return [
        *rows,
        Row(
            f"growth from {SETTLED:,} to {slides:,} slides",
            "≤ 2 MB",
            f"{more:+.1f} MB own, to {last.own:.0f} MB (about {speed:.0f} slides/s, fades off)",
            more <= 2,
        ),
        Row(
            "descriptors and threads meanwhile",
            "constant",
            f"{first.descriptors} → {last.descriptors} descriptors, {first.threads} → {last.threads} threads",
            same,
        ),
    ]


def _ratio_row(screen: Use, chromium: Use) -> Row:
    share = screen.pss / chromium.pss
    words = f"{share:.2f} (chromium {chromium.pss:.0f} MB PSS in {chromium.processes} processes)"
    return Row("memory beside chromium, same slides", "≤ 1/3", words, share <= 1 / 3)


def _rest_rows(place: Place, url: str, store: Path, chromium: Chromium | None) -> list[Row]:
    """Both at once: it is processor seconds that count, not the clock's."""
    with Kiosk(place, url, store, pace=REST) as kiosk:
        kiosk.wait(lambda line: line["event"] == "painted")
        time.sleep(5)
        before = kiosk.use().cpu, chromium.use().cpu if chromium else 0.0
        time.sleep(REST_SECONDS)
        screen, browser = (
            (kiosk.use().cpu - before[0]) / REST_SECONDS * 100,
            ((chromium.use().cpu if chromium else 0.0) - before[1]) / REST_SECONDS * 100,
        )
    rows = [
        Row("processor on a resting slide", "≤ 1 %", f"{screen:.2f} % of a core over {REST_SECONDS:.0f} s", screen <= 1)
    ]
    if chromium is not None:
        rows.append(Row("processor on a resting slide: chromium", "", f"{browser:.2f} % of a core"))
    return rows


def _chromium_fades(chromium: Chromium, fades: int) -> list[Row]:
    row = fade_row("frame interval in a fade: chromium", chromium.fades(30 + 2 * fades))
    return [Row(row.figure, "", row.measured)]
