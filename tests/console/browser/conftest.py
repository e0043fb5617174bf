"""A real console in a process of its own, a real browser before it, and a real screen behind it.

The browser reaches this machine alone: every other address is refused, written down, and fails the test.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

PATIENCE = 40.0
"""Seconds that a loaded machine may take; how long it really takes is the bench's matter."""

expect.set_options(timeout=PATIENCE * 1000)

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PASSWORD = "gate-house-9"  # noqa: S105
DESK, PHONE = (1366, 768), (390, 844)


def wait_for(what: Callable[[], object], words: str) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, f"not seen in time: {words}"
        time.sleep(0.02)


class Console:
    """`signage serve --data` as a process."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.log = data.with_suffix(".log")
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "signage", "serve", "--data", str(data), "--port", "0", *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={key: value for key, value in os.environ.items() if not key.startswith(("SIGNAGE", "DJANGO"))},
            )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http"), self.log.read_text()

    def first_link(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()[-1]

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status


class Kiosk:
    """A real screen, offscreen; what it did is in its journal."""

    def __init__(self, place: Path, feed: str, root: Path) -> None:
        self.journal, self.log = place / "airtime.jsonl", place / "kiosk.log"
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "signage", "kiosk", "--feed", feed, "--root", str(root)),
                    *("--store", str(place / "store"), "--size", "540x960", "--journal", str(self.journal)),
                    *("--pace", "20"),
                ],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                stderr=log,
            )

    def lines(self) -> list[dict[str, object]]:
        if not self.journal.exists():
            return []
        return [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines()]

    def painted(self, item: str = "", *, after: int = 0) -> bool:
        return any(line["event"] == "painted" and item in ("", line["item"]) for line in self.lines()[after:])

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@dataclass
class Office:
    """The console with people at their browsers. Whatever a browser asks for elsewhere is in `outside`."""

    console: Console
    browser: Browser
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    _pages: list[Page] = field(default_factory=list)
    _sessions: dict[str, Any] = field(default_factory=dict)

    def sit_down(self, size: tuple[int, int] = DESK, session: Any = None) -> Page:
        """A browser of its own, with nobody logged in, or with a session of before."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", storage_state=session
        )
        context.route("**/*", self._guard)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._pages.append(page)
        return page

    def _guard(self, route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        if host in ("127.0.0.1", None):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def log_in(self, username: str, size: tuple[int, int] = DESK) -> Page:
        if username in self._sessions:
            page = self.sit_down(size, self._sessions[username])
            page.goto(self.console.url)
            return page
        page = self.sit_down(size)
        page.goto(f"{self.console.url}login/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.click("main button.main")
        page.wait_for_url(self.console.url)
        self._sessions[username] = page.context.storage_state()
        return page

    def leave(self) -> None:
        for page in self._pages:
            page.context.close()
        self._pages.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: their event loop runs in the main thread from the first of them to the end."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium here; make setup installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.click("main button.main")


def add_person(page: Page, url: str, name: str, username: str, *roles: str) -> str:
    """The administrator adds a person on the compound; gives the one-time link."""
    page.goto(f"{url}people/new/")
    page.fill("#id_name", name)
    page.fill("#id_username", username)
    for role in roles:
        page.check(f"input[name=roles][value={role}]")
    option = page.locator("#branch option", has_text="槐安新苑").get_attribute("value")
    page.select_option("#branch", option)
    page.click("main button.main")
    return page.input_value(".copy")


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Office]:
    """A console that was started for the first time and set up through the browser, as anybody must."""
    console = Console(tmp_path_factory.mktemp("console") / "data")
    office = Office(console, browser)
    try:
        chief = office.sit_down()
        chief.goto(console.first_link())
        chief.fill("#id_name", "沈若禾")
        chief.fill("#id_username", "shen")
        chief.fill("#id_new_password1", PASSWORD)
        chief.fill("#id_new_password2", PASSWORD)
        chief.click("main button.main")
        chief.wait_for_url("**/setup/")
        for name, value in {
            "subdistrict": "云汀街道", "area": "槐安居民区", "name": "槐安新苑", "code": "huaian", "buildings": "1-9",
            "committee": "槐安居委会", "property_company": "和檐物业槐安服务处", "gate_phone": "0000-0001",
            "motto": "事事有回应", "facilities": "轮椅 2 1",
        }.items():  # fmt: skip
            chief.fill(f"#id_{name}", value)
        chief.click("main button.main")
        chief.wait_for_url("**/people/")
        for name, username, roles in (
            ("许知夏", "xu", ("editor",)), ("程远舟", "cheng", ("approver",)), ("贺清", "he", ("editor", "approver")),
        ):  # fmt: skip
            link = add_person(chief, console.url, name, username, *roles)
            visitor = office.sit_down()
            set_password(visitor, link)
            visitor.wait_for_url(console.url)
        office.leave()
        yield office
    finally:
        office.leave()
        console.stop()


@pytest.fixture
def office(opened: Office) -> Iterator[Office]:
    """The office; fails the test on anything asked for outside, or that a browser complains of."""
    opened.outside.clear()
    opened.complaints.clear()
    yield opened
    opened.leave()
    assert opened.outside == []
    assert opened.complaints == []
    said = opened.console.log.read_text(encoding="utf-8")
    assert not re.search(r" (WARNING|ERROR|CRITICAL) ", said), said


@pytest.fixture
def kiosk(office: Office, tmp_path: Path) -> Iterator[Kiosk]:
    root = office.console.data / "keys" / "huaian" / "root.json"
    made = Kiosk(tmp_path, f"{office.console.url}feed/huaian/", root)
    yield made
    made.stop()
