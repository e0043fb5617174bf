"""Takes the guide's pictures from the demo's own console, as a clerk sees it: static/console/guide-*.webp.

Needs Debian's Chromium. Each picture is a part of a page, at half its size, and at most `MOST_BYTES`.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from signage.clock import SystemClock
from signage.demo_console import LOG_INS, PASSWORD_VARIABLE
from signage.demo_content import shift_demo
from signage.paths import assets_dir
from signage.server.console.guide import PICTURE_PIXELS

STATIC = Path(__file__).resolve().parent.parent / "signage" / "server" / "console" / "static" / "console"
PASSWORD = "guide-pictures-1"  # noqa: S105 — of a console that lives for a minute, on this machine
MOST_BYTES = 60_000
WINDOW = (1180, 900)
WIDTH, HEIGHT = 1180, 590
"""The part of a page that is taken: two to one, as `PICTURE_PIXELS`."""


@contextmanager
def console() -> Iterator[str]:
    """The demo's console, and its address."""
    with tempfile.TemporaryDirectory() as place:
        content = Path(place, "content")
        shift_demo(assets_dir() / "demo", content, SystemClock().now())
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "signage.server.console.demo", str(Path(place, "data")), str(content)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, PASSWORD_VARIABLE: PASSWORD},
        )
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.terminate()
            process.wait(20)


def log_in(browser: Browser, url: str, username: str) -> Page:
    context = browser.new_context(viewport={"width": WINDOW[0], "height": WINDOW[1]}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{url}login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(url)
    return page


def take(page: Page, key: str, top: int = 0) -> None:
    """The part of the page from `top` on, as the picture `key`."""
    page.evaluate(f"window.scrollTo(0, {top})")
    page.wait_for_timeout(400)
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
    with Image.open(io.BytesIO(shot)) as whole:
        small = whole.convert("RGB").resize(PICTURE_PIXELS, Image.Resampling.LANCZOS)
    for quality in (88, 80, 70, 60):
        out = io.BytesIO()
        small.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST_BYTES:
            break
    path = STATIC / f"guide-{key}.webp"
    path.write_bytes(out.getvalue())
    print(f"{path.name}: {out.tell()} bytes")


def drawn(page: Page, selector: str) -> None:
    """Waits until the pictures of screens are drawn."""
    page.wait_for_selector(selector)
    page.wait_for_function(
        "selector => [...document.querySelectorAll(selector)].slice(0, 4).every(each => each.naturalWidth)",
        arg=selector,
    )


def main() -> int:
    writer, approver = (name for role, name in LOG_INS if role != "administrator")
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with console() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        page = log_in(browser, url, writer)
        page.goto(f"{url}write/")
        page.click("button.kind-water-cut")
        page.wait_for_url("**/edit/")
        page.fill("#a-reason", "水箱清洗")
        page.fill("#start", "2030-12-10T09:00")
        page.fill("#end", "2030-12-10T16:00")
        drawn(page, ".stage img")
        page.wait_for_timeout(4000)
        take(page, "write", 0)
        page.goto(f"{url}withdraw/")
        page.locator(".list .row").nth(1).locator("summary").click()
        take(page, "withdraw")
        page.goto(f"{url}rosters/")
        sheet = {"name": "2026年12月排片表.xlsx", "mimeType": "application/octet-stream", "buffer": b""}
        page.set_input_files("#file", sheet)
        take(page, "roster")
        page.locator(".plain-list a.row-title").first.click()
        page.locator(".turn-do a").first.click()
        page.wait_for_selector(".turn-do button")
        top = page.locator(".week-tabs").bounding_box()
        take(page, "swap", int(top["y"] + page.evaluate("window.scrollY")) - 6 if top else 0)
        page.goto(f"{url}screens/huaian-xinyuan/")
        drawn(page, "img.thumb:not([hidden])")
        page.wait_for_timeout(8000)
        take(page, "screens")
        other = log_in(browser, url, approver)
        other.click(".list a.row:has-text('周末陪诊')")
        drawn(other, ".stage img")
        take(other, "approve")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
