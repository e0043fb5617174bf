"""From a written file to the glass, with real processes, a real socket and a real window (offscreen)."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from signage.clock import SystemClock
from signage.demo_content import drill, shift_demo
from signage.feed.keys import init_keys
from signage.paths import assets_dir
from signage.server.publishing import publish_folder

PATIENCE = 20.0
"""Seconds that a loaded machine may take; how long it really takes is the bench's matter."""


class Way:
    """A compound's folder, its feed host and one screen, each a process of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.content, self.repository, self.keys = place / "content", place / "repo", place / "keys"
        self.journal = place / "airtime.jsonl"
        self.log = place / "kiosk.log"
        self._running: list[subprocess.Popen[str]] = []
        shift_demo(assets_dir() / "demo", self.content, SystemClock().now())
        (self.content / "alerts").mkdir(exist_ok=True)
        init_keys(self.keys)
        assert publish_folder(self.content, self.repository, self.keys, SystemClock(), tell=lambda _: None) == 0

    def start(self, *arguments: str, **options: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "signage", *arguments]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen(command, env=environment, text=True, **options)  # type: ignore[call-overload]
        self._running.append(process)
        return process

    def host(self) -> tuple[subprocess.Popen[str], str]:
        host = self.start(
            "serve", str(self.repository), "--watch", str(self.content), "--keys", str(self.keys), "--port", "0",
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert host.stdout is not None
        return host, host.stdout.readline().strip()

    def kiosk(self, feed: str) -> subprocess.Popen[str]:
        with self.log.open("a") as log:
            return self.start(
                *("kiosk", "--feed", feed, "--root", str(self.keys / "root.json")),
                *("--store", str(self.place / "store"), "--size", "540x960", "--journal", str(self.journal)),
                *("--pace", "20", "--poll-seconds", "1"),
                stderr=log,
            )

    def lines(self) -> list[dict[str, object]]:
        if not self.journal.exists():
            return []
        return [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines()]

    def wait(self, what: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < end, f"not seen in time; the log says:\n{self.log.read_text()}"
            time.sleep(0.02)

    def painted(self, slide: str, item: str = "", *, after: int = 0) -> bool:
        return any(
            line["event"] == "painted" and line["slide"] == slide and item in ("", line["item"])
            for line in self.lines()[after:]
        )

    def close(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            if process.poll() is None:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    made = Way(tmp_path)
    yield made
    made.close()


def test_a_file_becomes_a_slide_an_alert_takes_over_and_gives_back(way: Way) -> None:
    _, feed = way.host()
    way.kiosk(feed)
    way.wait(lambda: way.painted("notice"))

    text = (way.content / "notices" / "lost-glasses.md").read_text(encoding="utf-8")
    (way.content / "notices" / "lost-keys.md").write_text(
        text.replace("拾到老花镜一副", "拾到钥匙一串"), encoding="utf-8"
    )
    way.wait(lambda: way.painted("notice", "lost-keys"))

    before = len(way.lines())
    words = drill(way.content, "cold-orange", SystemClock().now(), dt.timedelta(hours=1))
    file = way.content / "alerts" / "cold-orange.toml"
    file.write_text(words, encoding="utf-8")
    way.wait(lambda: way.painted("alert", after=before))
    before = len(way.lines())
    file.unlink()
    way.wait(lambda: way.painted("notice", after=before) or way.painted("week", after=before))
    assert [line for line in way.lines() if line["event"] == "error"] == []


def test_a_killed_host_changes_nothing_and_a_restart_shows_the_last_feed(way: Way) -> None:
    host, feed = way.host()
    first = way.kiosk(feed)
    way.wait(lambda: way.painted("notice"))
    host.kill()
    host.wait()
    way.wait(lambda: any(line.get("kind") == "FeedUnreachableError" for line in way.lines()))
    before = len(way.lines())
    way.wait(lambda: sum(line["event"] == "painted" for line in way.lines()[before:]) >= 2)

    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    before = len(way.lines())
    way.kiosk(feed)
    way.wait(lambda: way.painted("notice", after=before) or way.painted("week", after=before))
    assert not any(line["event"] == "painted" and line["slide"] == "boot" for line in way.lines()[before:])


def test_a_changed_byte_is_refused_and_said_and_the_old_content_stays(way: Way) -> None:
    folder = way.place / "stick"
    shutil.copytree(way.repository, folder)
    way.kiosk(str(folder))
    way.wait(lambda: way.painted("notice"))

    for name in ("fraud.md", "fraud.en.md"):
        (way.content / "notices" / name).unlink()
    assert publish_folder(way.content, way.repository, way.keys, SystemClock(), tell=lambda _: None) == 0
    for file in way.repository.rglob("*.feed.json"):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        copied = folder / file.relative_to(way.repository)
        if not copied.exists():
            copied.write_bytes(bytes(data))
    for file in (way.repository / "metadata").iterdir():
        if file.is_file() and file.name != "timestamp.json":
            shutil.copy(file, folder / "metadata")
    shutil.copy(way.repository / "metadata" / "timestamp.json", folder / "metadata")
    way.wait(lambda: any(line.get("kind") == "FeedUntrustedError" for line in way.lines()))
    before = len(way.lines())
    way.wait(lambda: sum(line["event"] == "painted" for line in way.lines()[before:]) >= 2)
    assert all(
        line["feed_version"] == 1 for line in way.lines() if line["event"] == "painted" and line["slide"] != "boot"
    )
    assert "WARNING" in way.log.read_text(encoding="utf-8")
