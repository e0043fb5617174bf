"""Many screens waiting on one feed host: how long after a publish the last of them is answered."""

from __future__ import annotations

import json
import resource
import select
import subprocess
import sys

import msgspec

from tests.bench import content
from tests.bench.place import Place, now, publish, tail
from tests.bench.processes import end
from tests.bench.table import NotMeasuredError, Row

SPARE = 200
"""Descriptors that each side needs for itself."""


def waiting_rows(place: Place, wanted: int) -> list[Row]:
    """As many of `wanted` screens as descriptors allow, without TLS: in front of the host a proxy ends that."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    count = wanted if limit == resource.RLIM_INFINITY else min(wanted, limit - SPARE)
    repository = place.repository()
    feed, media = content.feed(now())
    repository.publish(feed, media)
    log = place.new("crowd").with_suffix(".log")
    with place.host(repository.path) as url, log.open("w", encoding="utf-8") as errors:
        crowd = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.crowd", url, str(count)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            assert crowd.stdout is not None
            ready, _, _ = select.select([crowd.stdout], [], [], 90)
            if not ready or crowd.stdout.readline().strip() != "waiting":
                raise NotMeasuredError(f"the crowd did not gather: {tail(log)}")
            revised = (content.notice(0, now(), title="水管抢修"), *feed.items[1:])
            before = publish(repository, msgspec.structs.replace(feed, items=revised, published=now()), media)
            words = crowd.stdout.readline()
        finally:
            end(crowd)
    if not words:
        raise NotMeasuredError(f"the crowd ended early: {tail(log)}")
    found = json.loads(words)
    last, middle = (found[name] - before.timestamp() for name in ("last", "median"))
    text = f"last {last * 1000:.0f} ms, median {middle * 1000:.0f} ms after the publish began; {found['good']} got it"
    return [
        Row(
            f"{count:,} screens waiting on one host (no TLS)",
            "last ≤ 1 s (10,000)",
            text,
            last <= 1 and found["good"] == count,
        )
    ]
