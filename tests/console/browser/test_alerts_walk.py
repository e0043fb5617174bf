"""Alerts by browser and phone: to the glass with a second person, and back, by the journal of a real screen."""

from __future__ import annotations

from console.browser.conftest import PHONE, Kiosk, Office, add_person, set_password, wait_for
from playwright.sync_api import Page, expect


def publishers(office: Office) -> None:
    """Two people who send alerts; made once for all walks."""
    chief = office.log_in("shen")
    for name, username in (("田小满", "tian"), ("骆青山", "luo")):
        chief.goto(f"{office.console.url}people/")
        if chief.locator("main", has_text=username).count():
            continue
        link = add_person(chief, office.console.url, name, username, "alerts")
        visitor = office.sit_down()
        set_password(visitor, link)
        visitor.wait_for_url(office.console.url)


def choose(page: Page, url: str, kind: str, level: str, *, drill: bool = False) -> None:
    page.goto(url)
    page.click("a.door:has-text('发提醒')")
    page.locator(".choice", has_text=kind).click()
    page.locator(f".level-choice.level-{level}").click()
    if drill:
        page.check("input[name=drill]")
    page.click("main button.main")
    expect(page.locator("h1")).to_have_text("写提醒")


def number(page: Page) -> str:
    page.wait_for_url("**/alerts/*/")
    return page.url.rstrip("/").split("/")[-1]


def test_red_waits_for_a_second_takes_the_glass_and_gives_it_back(office: Office, kiosk: Kiosk) -> None:
    url = office.console.url
    publishers(office)
    wait_for(lambda: kiosk.painted(), "the screen's first slide")
    writer = office.log_in("tian", PHONE)
    choose(writer, url, "火情", "red")
    writer.fill("#headline", "2号车库冒烟")
    writer.locator(".building:has(input[value='5'])").click()
    expect(writer.locator(".stage img")).to_be_visible()
    writer.click("main button.main")
    key = number(writer)
    writer.click("text=请第二个人确认")
    expect(writer.locator(".message.success")).to_contain_text("等第二个人确认")
    expect(writer.locator(".decide")).to_contain_text("须由另一人确认")
    assert not kiosk.painted(f"alert-{key}")

    second = office.log_in("luo", PHONE)
    second.click("text=去确认")
    expect(second.locator(".stage img")).to_be_visible()
    before = len(kiosk.lines())
    second.click("text=确认，马上发到屏幕")
    expect(second.locator(".message.success")).to_contain_text("已上屏")
    wait_for(lambda: kiosk.painted(f"alert-{key}", after=before), "the takeover")

    writer.goto(url)
    row = writer.locator(".alert-row.forced", has_text="2号车库冒烟")
    row.locator("summary").click()
    before = len(kiosk.lines())
    row.locator("text=确定解除").click()
    expect(writer.locator(".message.success")).to_contain_text("已解除")
    wait_for(lambda: any(line["event"] == "left" for line in kiosk.lines()[before:]), "the takeover leaves")
    wait_for(lambda: kiosk.painted(after=before), "the glass given back")
    assert not kiosk.painted(f"alert-{key}", after=before)


def test_a_mild_drill_goes_at_once_is_updated_and_lifted(office: Office, kiosk: Kiosk) -> None:
    url = office.console.url
    publishers(office)
    wait_for(lambda: kiosk.painted(), "the screen's first slide")
    page = office.log_in("tian")
    choose(page, url, "停水停电", "yellow", drill=True)
    page.click("main button.main")
    first = number(page)
    page.click("text=马上发到屏幕")
    wait_for(lambda: kiosk.painted(f"alert-{first}"), "the drill")
    page.goto(url)
    expect(page.locator(".alert-row.forced")).to_contain_text("演练")
    page.goto(f"{url}alerts/{first}/")
    page.click("text=更新内容")
    page.fill("#headline", "供水已恢复一半")
    page.click("main button.main")
    page.click("text=马上发到屏幕")
    second = number(page)
    wait_for(lambda: kiosk.painted(f"alert-{second}"), "the update")
    page.locator(".decide summary").click()
    before = len(kiosk.lines())
    page.click("text=确定解除")
    expect(page.locator(".message.success")).to_contain_text("已解除")
    wait_for(lambda: kiosk.painted(after=before), "the glass given back")
    assert not kiosk.painted(f"alert-{first}", after=before)
    assert not kiosk.painted(f"alert-{second}", after=before)


def test_what_is_wrong_is_said_while_one_types(office: Office) -> None:
    publishers(office)
    page = office.log_in("tian")
    choose(page, office.console.url, "走失", "yellow")
    expect(page.locator("[data-faults] li.error")).to_contain_text("还有“……”没有填")
    page.fill("#description", "一位老人在小区附近走失，身穿蓝色外套。")
    expect(page.locator("[data-faults] li.error")).to_have_count(0)
