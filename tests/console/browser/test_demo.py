"""`signage demo`: the screen at once, the staff console beside it, and what is approved there on that very screen."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from console.browser.conftest import PATIENCE
from playwright.sync_api import Browser, expect

MAKING = 6 * PATIENCE
"""Seconds in which a loaded machine makes the console's database and fills it."""


class Demo:
    """`signage demo`, offscreen; what it says is in `said`."""

    def __init__(self, place: Path) -> None:
        self.journal = place / "airtime.jsonl"
        self.said: list[str] = []
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SIGNAGE", "DJANGO"))}
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "signage", "demo", "--for", "900", "--size", "540x960", "--pace", "40"),
                *("--snapshots", str(place / "out"), "--journal", str(self.journal)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**kept, "QT_QPA_PLATFORM": "offscreen"},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(self.process.stdout)

    def painted(self) -> set[str]:
        if not self.journal.exists():
            return set()
        lines = map(json.loads, self.journal.read_text(encoding="utf-8").splitlines())
        return {line["item"] for line in lines if line["event"] == "painted"}

    def wait(self, what: object, seconds: float, words: str) -> None:
        end = time.monotonic() + seconds
        while not what():  # type: ignore[operator]
            assert time.monotonic() < end, f"not seen in time: {words}; said: {self.said}"
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(40)
        self._reader.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(tmp_path)
    yield made
    if made.process.poll() is None:
        made.stop()


def test_the_demo_shows_at_once_and_what_is_approved_in_its_console(demo: Demo, browser: Browser) -> None:
    demo.wait(lambda: demo.painted() - {""}, MAKING, "a notice on the glass")
    demo.wait(lambda: "staff console: http" in "".join(demo.said), MAKING, "the console")
    said = "".join(demo.said)
    url = re.search(r"staff console: (\S+)", said)[1]  # type: ignore[index]
    password = re.search(r"password (\S+),", said)[1]  # type: ignore[index]
    page = browser.new_context(locale="zh-CN").new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{url}login/")
    page.fill("#id_username", "cheng")
    page.fill("#id_password", password)
    page.click("main button.main")
    page.click(".list a.row:has-text('周末陪诊')")
    number = re.search(r"/notices/(\d+)/", page.url)[1]  # type: ignore[index]
    page.click("text=批准上屏")
    expect(page.locator(".message.success")).to_contain_text("已发到屏幕")
    demo.wait(lambda: f"notice-{number}" in demo.painted(), MAKING, "what was approved, on the glass")
    page.context.close()
    assert demo.stop() == 0
