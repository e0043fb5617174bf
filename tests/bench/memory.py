"""Memory, its growth, and the processor time of a resting slide, beside Chromium showing the same slides."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

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
    """The screen through so many slides, Chromium through a thousand; then Chromium's fades and its rest."""
    repository = place.repository()
    feed, media = content.feed(now())
    repository.publish(feed, media)
    rows: list[Row] = []
    with contextlib.ExitStack() as stack, place.host(repository.path) as url:
        chromium: Chromium | None = None
        problem: object = None
        try:
            chromium = stack.enter_context(Chromium(place, feed, media, count=SETTLED, fades=fades))
        except NotMeasuredError as error:
            problem = error
        first = _screen_rows(place, url, slides, rows)
        beside = None
        if chromium is not None:
            try:
                chromium.report(180)
                time.sleep(1)
                beside = sampled(chromium.use)
            except NotMeasuredError as error:
                chromium, problem = None, error
        rows.append(_ratio_row(first, beside, problem))
        rows += _rest_rows(place, url, chromium, problem)
        if chromium is not None:
            try:
                rows.append(_beside(fade_row("frame interval in a fade: chromium", chromium.fades(30 + 2 * fades))))
            except NotMeasuredError as error:
                rows.append(not_measured("frame interval in a fade: chromium", "", error))
    return rows


def _screen_rows(place: Place, url: str, slides: int, rows: list[Row]) -> Use | None:
    figure, budget = f"memory after {SETTLED:,} slides", "≤ 110 MB"
    growth = f"growth from {SETTLED:,} to {slides:,} slides"
    try:
        with Kiosk(place, url, place.filled_store(url), pace=FASTEST, theme=STILL) as kiosk:
            kiosk.wait_painted(SETTLED, SETTLED / SLIDES_A_SECOND)
            first = sampled(kiosk.use)
            rows.append(Row(figure, budget, f"{first.pss:.0f} MB PSS (RSS {first.rss:.0f} MB)", first.pss <= 110))
            began = time.monotonic()
            kiosk.wait_painted(slides - SETTLED, slides / SLIDES_A_SECOND)
            speed = (slides - SETTLED) / (time.monotonic() - began)
            last = sampled(kiosk.use)
    except NotMeasuredError as error:
        rows.append(not_measured(growth if rows else figure, "≤ 2 MB" if rows else budget, error))
        return first if rows else None
    more = last.pss - first.pss
    rows.append(
        Row(growth, "≤ 2 MB", f"{more:+.1f} MB ({speed:.0f} slides/s, fades off, five samples' median)", more <= 2)
    )
    same = (first.descriptors, first.threads) == (last.descriptors, last.threads)
    words = f"{first.descriptors} → {last.descriptors} descriptors, {first.threads} → {last.threads} threads"
    rows.append(Row("descriptors and threads meanwhile", "constant", words, same))
    return first


def _ratio_row(screen: Use | None, chromium: Use | None, problem: object) -> Row:
    figure, budget = "memory beside chromium, same slides", "≤ 1/3"
    if screen is None or chromium is None:
        return not_measured(figure, budget, problem or "the screen's memory is not known")
    share = screen.pss / chromium.pss
    words = f"{share:.2f} (chromium {chromium.pss:.0f} MB PSS in {chromium.processes} processes)"
    return Row(figure, budget, words, share <= 1 / 3)


def _rest_rows(place: Place, url: str, chromium: Chromium | None, problem: object) -> list[Row]:
    """Both at once: processor seconds are counted, not the clock's."""
    with Kiosk(place, url, place.filled_store(url), pace=REST) as kiosk:
        kiosk.wait(lambda line: line["event"] == "painted")
        time.sleep(5)
        before = kiosk.use(), chromium.use() if chromium else None
        time.sleep(REST_SECONDS)
        after = kiosk.use(), chromium.use() if chromium else None
    share = (after[0].cpu - before[0].cpu) / REST_SECONDS * 100
    words = f"{share:.2f} % of a core over {REST_SECONDS:.0f} s; {after[0].pss:.0f} MB PSS at rest"
    rows = [Row("processor on a resting slide", "≤ 1 %", words, share <= 1)]
    if before[1] is not None and after[1] is not None:
        share = (after[1].cpu - before[1].cpu) / REST_SECONDS * 100
        rows.append(Row("processor on a resting slide: chromium", "", f"{share:.2f} % of a core"))
    else:
        rows.append(not_measured("processor on a resting slide: chromium", "", problem))
    return rows


def _beside(row: Row) -> Row:
    return Row(row.figure, "", row.measured)
