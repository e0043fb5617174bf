"""A screen from its first code to a blackout that outlives its death: a real browser, console and kiosk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from console.browser.conftest import PHONE, Kiosk, Office, wait_for
from console.browser.test_face import faults
from playwright.sync_api import Page, expect

from signage.feed.report import in_groups
from signage.kiosk.liaison import RESTART_STATUS
from signage.store.identity import load_identity


def again(kiosk: Kiosk, office: Office, place: Path) -> Kiosk:
    root = office.console.data / "keys" / "huaian" / "root.json"
    return Kiosk(place, f"{office.console.url}feed/huaian/", root)


def the_code(office: Office, place: Path) -> tuple[str, str]:
    """What the glass shows: asked of the console's database, where the kiosk's own report put it."""
    import sqlite3

    identity = load_identity(place / "store").id
    found: list[tuple[str, str]] = []

    def seen() -> bool:
        with sqlite3.connect(office.console.data / "console.sqlite3", timeout=5) as database:
            query = "SELECT code, root FROM screens_screen WHERE identity = ? AND code <> '' AND shows <> ''"
            found[:] = database.execute(query, [identity]).fetchall()
        return bool(found)

    wait_for(seen, "the kiosk's first report")
    return found[0]


def shown_dark(kiosk: Kiosk, after: int) -> bool:
    return any(line["event"] == "painted" and line["slide"] == "blackout" for line in kiosk.lines()[after:])


def last_painted(kiosk: Kiosk) -> object:
    return [line["slide"] for line in kiosk.lines() if line["event"] == "painted"][-1]


def confirm(page: Page, where: str, words: str, sure: str) -> None:
    box = page.locator(where)
    box.locator("summary", has_text=words).first.click()
    box.locator("button", has_text=sure).first.click()


@pytest.fixture
def paired(office: Office, kiosk: Kiosk, tmp_path: Path) -> Iterator[tuple[Page, Kiosk]]:
    """A kiosk that the administrator has paired as 东门, by its code, and that is let go in the end."""
    wait_for(lambda: kiosk.painted(), "the screen's first slide")
    code, root = the_code(office, tmp_path)
    page = office.log_in("shen")
    page.goto(f"{office.console.url}screens/")
    page.click("text=配对新屏幕")
    page.fill("#code", in_groups(code, 3).lower())
    page.click("main button.main")
    expect(page.locator("#print")).to_have_text(in_groups(root, 4))
    page.check("input[name=same]")
    page.fill("#name", "东门")
    page.click("main button.main")
    expect(page.locator(".message.success")).to_contain_text("“东门”配对好了")
    yield page, kiosk
    page.goto(f"{office.console.url}screens/")
    page.locator(".list a.row", has_text="东门").click()
    if page.locator(".banner.dark").count():
        confirm(page, ".stop-buttons", "恢复", "确定恢复")
    confirm(page, "main", "解除配对", "确定解除")
    expect(page.locator(".message.success")).to_contain_text("已解除配对")


def test_a_screen_is_seen_stopped_killed_and_given_back(
    office: Office, paired: tuple[Page, Kiosk], tmp_path: Path
) -> None:
    page, kiosk = paired
    address = page.url
    expect(page.locator("h1")).to_have_text("槐安新苑 东门")
    expect(page.locator(".state")).to_contain_text("在线")
    page.click("button[value=snapshot]")
    expect(page.locator("img.snapshot")).to_be_visible()
    wait_for(
        lambda: page.locator("img.snapshot").evaluate("image => image.naturalWidth") >= 540, "the picture of the glass"
    )

    phone = office.log_in("shen", PHONE)
    before = len(kiosk.lines())
    confirm(phone, ".stop-bar", "黑屏", "确定")
    expect(phone.locator(".message.success")).to_contain_text("已黑屏")
    wait_for(lambda: shown_dark(kiosk, before), "the dark glass")
    page.goto(address)
    expect(page.locator(".banner.dark")).to_contain_text("来自“全部”")

    kiosk.process.kill()
    kiosk.process.wait()
    before = len(kiosk.lines())
    kiosk.process = again(kiosk, office, tmp_path).process
    wait_for(lambda: shown_dark(kiosk, before), "still dark after its death")
    assert [line["slide"] for line in kiosk.lines()[before:] if line["event"] == "painted"] == ["blackout"]

    before = len(kiosk.lines())
    phone.goto(office.console.url)
    confirm(phone, ".stop-bar", "恢复", "确定全部恢复")
    expect(phone.locator(".message.success")).to_contain_text("已恢复")
    wait_for(lambda: kiosk.painted(after=before), "the glass is back")
    assert last_painted(kiosk) != "blackout"


def test_a_restart_is_done_once(office: Office, paired: tuple[Page, Kiosk], tmp_path: Path) -> None:
    page, kiosk = paired
    confirm(page, "main", "重启屏幕程序", "确定重启")
    expect(page.locator(".message.success")).to_contain_text("已发给屏幕")
    wait_for(lambda: kiosk.process.poll() is not None, "the program ends")
    assert kiosk.process.returncode == RESTART_STATUS
    before = len(kiosk.lines())
    kiosk.process = again(kiosk, office, tmp_path).process
    wait_for(lambda: kiosk.painted(after=before), "the glass after the restart")
    expect(page.locator("text=重启已发给屏幕")).to_have_count(0)
    wait_for(lambda: sum(line["event"] == "painted" for line in kiosk.lines()[before:]) >= 3, "it goes on")
    assert kiosk.process.poll() is None


def test_the_safe_slide_of_one_screen(office: Office, paired: tuple[Page, Kiosk]) -> None:
    page, kiosk = paired
    before = len(kiosk.lines())
    page.locator(".stop-buttons summary", has_text="安全画面").click()
    page.fill(".stop-buttons input[name=words]", "设备检修，请看公告墙")
    page.click(".stop-buttons button[value=safe]")
    expect(page.locator(".message.success")).to_contain_text("已换成安全画面")
    wait_for(
        lambda: any(line["event"] == "painted" and line["slide"] == "safe" for line in kiosk.lines()[before:]),
        "the safe slide",
    )
    before = len(kiosk.lines())
    confirm(page, ".stop-buttons", "恢复", "确定恢复")
    wait_for(lambda: kiosk.painted(after=before), "the glass is back")


def test_the_pages_of_screens_stand_at_a_desk_and_on_a_phone(office: Office, paired: tuple[Page, Kiosk]) -> None:
    page, _kiosk = paired
    address = page.url
    found = []
    for path in ("", "screens/", "screens/huaian/", "stop/", "pair/"):
        found += faults(page, office.console.url + path)
    found += faults(page, address)
    page.locator(".stop-buttons summary", has_text="黑屏").click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click(".stop-buttons button[value=blackout]")
    for path in ("", "stop/"):
        found += faults(page, office.console.url + path)
    found += faults(page, address)
    assert found == []


def test_a_wrong_code_is_answered_in_words(office: Office) -> None:
    page = office.log_in("shen", PHONE)
    page.goto(f"{office.console.url}pair/")
    page.fill("#code", "AAAAAA")
    page.click("main button.main")
    expect(page.locator(".field-error")).to_contain_text("没有屏幕报过这个码")
    expect(page.locator("#code")).to_have_attribute("aria-invalid", re.compile("true"))
