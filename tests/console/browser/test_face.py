"""How every page stands at a desk and on a phone: nothing cut, nothing beside the glass, every control with a name."""

from __future__ import annotations

import re

import pytest
from console.browser.conftest import DESK, PHONE, Office
from console.browser.test_walk import saved, write_water_cut
from playwright.sync_api import Page

LOOK = """() => {
    const faults = []
    const wide = document.documentElement.scrollWidth - window.innerWidth
    if (wide > 0) faults.push(`page is ${wide} px wider than the window`)
    const named = (e) => (e.labels && e.labels.length) || e.getAttribute('aria-label')
        || e.getAttribute('aria-labelledby')
        || e.textContent.trim() || e.getAttribute('title') || e.type === 'hidden'
    for (const e of document.querySelectorAll('input, select, textarea, button, a[href], summary')) {
        if (!named(e)) faults.push(`no name: ${e.outerHTML.slice(0, 120)}`)
        const box = e.getBoundingClientRect()
        if (!box.width || e.type === 'hidden' || getComputedStyle(e).position === 'absolute') continue
        const target = e.closest('label.tick, label.building') || e
        const size = target.getBoundingClientRect()
        if (e.matches('button, .button, summary, select, input') && size.height < 30)
            faults.push(`only ${Math.round(size.height)} px high: ${e.outerHTML.slice(0, 120)}`)
    }
    const whole = 'h1:not(.sr), h2, .button, .chip, .door, .kind-name, .row-title, .nav a'
    for (const e of document.querySelectorAll(whole)) {
        if (e.offsetParent && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
            faults.push(`cut: ${e.textContent.trim().slice(0, 40)}`)
    }
    if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1')
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
    for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push(`twice: #${id}`)
    return faults
}"""


def faults(page: Page, address: str) -> list[str]:
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(address)
        found += [f"{address} at {size[0]}: {fault}" for fault in page.evaluate(LOOK)]
    return found


def test_every_page_of_staff(office: Office) -> None:
    page = office.log_in("he")
    number = write_water_cut(page, office.console.url)
    saved(page)
    found = []
    for path in ("", "write/", "notices/", f"notices/{number}/", f"notices/{number}/edit/", "withdraw/", "screens/",
                 "screens/huaian/", "password/", "log/"):  # fmt: skip
        found += faults(page, office.console.url + path)
    assert found == []


def test_every_page_of_administrators(office: Office) -> None:
    page = office.log_in("shen")
    found = []
    for path in (
        "people/",
        "people/new/",
        "people/2/",
        "compounds/",
        "branches/1/",
        "branches/3/",
        "branches/5/",
        "setup/",
        "log/",
    ):
        found += faults(page, office.console.url + path)
    assert not any("没有这个页面" in text for text in found)
    assert found == []


def test_the_gate(office: Office) -> None:
    page = office.sit_down()
    assert faults(page, f"{office.console.url}login/") == []


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_urgent_thing_is_two_touches_from_home(office: Office, size: tuple[int, int]) -> None:
    page = office.log_in("xu", size)
    page.click("a.door.red")
    page.wait_for_url("**/withdraw/")


def test_a_keyboard_alone_writes_and_submits(office: Office) -> None:
    page = office.log_in("xu")
    page.goto(f"{office.console.url}write/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "lost":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/edit/"))
    page.focus("#a-thing")
    page.keyboard.type("钥匙一串")
    page.keyboard.press("Tab")
    page.keyboard.type("今晨门岗前")
    saved(page)
    page.focus("button[value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/notices/\d+/$"))
    assert page.locator(".chip.gold").first.text_content() == "待审核"
