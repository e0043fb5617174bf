"""From a cause to the glass: start, alert, saved file, end of a posting window. Taken from the screen's own journal."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from typing import Any

import msgspec

from signage.demo_content import drill, shift_demo
from signage.paths import assets_dir
from tests.bench import content
from tests.bench.place import Kiosk, Place, moment, now, publish
from tests.bench.table import Row, summary

FEW, MANY = 10, 1000
"""Notices in the two feeds that start is compared for."""


def is_alert(line: dict[str, Any]) -> bool:
    return bool(line["event"] == "painted" and line["slide"] == "alert")


def start_rows(place: Place, runs: int) -> list[Row]:
    """Start to the first painted slide with the feed in the store; then the same with a hundred times the notices."""
    seconds: dict[int, list[float]] = {}
    memory: dict[int, float] = {}
    for notices in (FEW, MANY):
        repository = place.repository()
        repository.publish(*content.feed(now(), notices))
        with place.host(repository.path) as url:
            store = place.filled_store(url)
            seconds[notices], memory[notices] = _starts(place, url, store, runs)
    few, many = (statistics.median(seconds[count]) for count in (FEW, MANY))
    more = memory[MANY] - memory[FEW]
    return [
        Row("start to first painted slide", "≤ 0.8 s", summary(seconds[FEW], "s", 2), few <= 0.8),
        Row(
            f"start with {MANY:,} notices instead of {FEW}",
            "≤ 1.2 ×",
            f"{many / few:.2f} × ({summary(seconds[MANY], 's', 2)})",
            many / few <= 1.2,
        ),
        Row(
            f"memory with {MANY:,} notices instead of {FEW}",
            "≤ +10 MB",
            f"{more:+.1f} MB own ({memory[FEW]:.0f} MB, then {memory[MANY]:.0f} MB, 5 s after the start)",
            more <= 10,
        ),
    ]


def _starts(place: Place, url: str, store: Any, runs: int) -> tuple[list[float], float]:
    seconds, memory = [], []
    for number in range(runs):
        with Kiosk(place, url, store) as kiosk:
            line = kiosk.wait(lambda line: line["event"] == "painted")
            seconds.append((moment(line) - kiosk.started).total_seconds())
            if number == runs - 1:
                time.sleep(5)
                memory.append(kiosk.use().own)
    return seconds, statistics.median(memory)


def alert_rows(place: Place, count: int) -> list[Row]:
    """An alert published → painted; an alert lifted → gone from the glass; both over the feed host on loopback."""
    repository = place.repository()
    base, media = content.feed(now())
    repository.publish(base, media)
    chance = random.Random(7)
    painted, gone = [], []
    with place.host(repository.path) as url, Kiosk(place, url, place.new("store")) as kiosk:
        kiosk.wait(lambda line: line["event"] == "painted" and line.get("feed_version", 0) > 0)
        time.sleep(1.5)
        for number in range(count):
            time.sleep(chance.uniform(0.1, 0.5))
            name = f"drill-{number}"
            before = publish(
                repository, msgspec.structs.replace(base, alerts=(content.alert(name, now()),), published=now()), media
            )
            line = kiosk.wait(lambda line, name=name: is_alert(line) and line["item"] == name)  # type: ignore[misc]
            painted.append((moment(line) - before).total_seconds() * 1000)
            time.sleep(chance.uniform(0.1, 0.3))
            before = publish(repository, msgspec.structs.replace(base, published=now()), media)
            line = kiosk.wait(lambda line: line["event"] == "painted" and line["slide"] != "alert")
            gone.append((moment(line) - before).total_seconds() * 1000)
    middle, worst = statistics.median(painted), max(painted)
    return [
        Row(
            "alert: publish → painted",
            "median ≤ 200 ms, worst ≤ 500 ms",
            summary(painted, "ms"),
            middle <= 200 and worst <= 500,
        ),
        Row("alert lifted: publish → rotation painted", "", summary(gone, "ms")),
    ]


def watched_rows(place: Place, count: int) -> list[Row]:
    """An alert's file saved in the content folder that the host watches → painted."""
    folder = place.new("content")
    shift_demo(assets_dir() / "demo", folder, now())
    (folder / "alerts").mkdir(exist_ok=True)
    repository = place.new("repo")
    times = []
    with (
        place.host(repository, "--watch", str(folder), "--keys", str(place.keys)) as url,
        Kiosk(place, url, place.new("store")) as kiosk,
    ):
        kiosk.wait(lambda line: line["event"] == "painted" and line.get("feed_version", 0) > 0)
        time.sleep(1.5)
        for _ in range(count):
            file = folder / "alerts" / "garage-smoke.toml"
            hidden = file.with_name(f".{file.name}")
            hidden.write_text(drill(folder, "garage-smoke", now(), dt.timedelta(hours=1)), encoding="utf-8")
            before = now()
            hidden.replace(file)
            times.append((moment(kiosk.wait(is_alert)) - before).total_seconds() * 1000)
            file.unlink()
            kiosk.wait(lambda line: line["event"] == "painted" and line["slide"] != "alert")
            time.sleep(0.3)
    return [Row("alert: file saved in a watched folder → painted", "", summary(times, "ms"))]


def boundary_rows(place: Place, count: int) -> list[Row]:
    """Posting windows end while their notices are on the glass; the next slide, faded in whole, against the clock."""
    repository = place.repository()
    first = now() + dt.timedelta(seconds=9)
    ends = [first + dt.timedelta(seconds=2.2 * number) for number in range(count)]
    repository.publish(content.ending(now(), ends), {})
    late = []
    with Kiosk(place, str(repository.path), place.new("store")) as kiosk:
        kiosk.wait(lambda line: line["event"] == "painted" and line["item"] == "a-ending-0")
        for number, end in enumerate(ends):
            gone = f"a-ending-{number}"
            kiosk.wait(lambda line, gone=gone: line["event"] == "left" and line["item"] == gone)  # type: ignore[misc]
            line = kiosk.wait(lambda line: line["event"] == "painted")
            late.append((moment(line) - end).total_seconds())
    return [
        Row(
            "schedule boundary → next slide whole on the glass",
            "≤ 1 s",
            summary(late, "s", 2),
            min(late) >= 0 and max(late) <= 1,
        )
    ]
