"""A resident at a phone, the paper wall, an old code: the public pages in a browser without script or log-in."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from console.browser.conftest import DESK, PHONE, Office
from console.browser.test_face import LOOK
from console.browser.test_walk import photo, saved, write_water_cut
from playwright.sync_api import Page, expect


def on_the_glass(office: Office, place: Path) -> str:
    """A water cut with a photo, approved; gives its number."""
    url = office.console.url
    editor = office.log_in("xu")
    number = write_water_cut(editor, url)
    editor.set_input_files("[data-picker]", photo(place))
    expect(editor.locator(".pictures img")).to_have_count(1)
    editor.fill(".pictures input[type=text]", "水箱")
    saved(editor)
    editor.click("button[value=submit]")
    editor.wait_for_url(f"**/notices/{number}/")
    approver = office.log_in("cheng")
    approver.goto(f"{url}notices/{number}/")
    approver.click("text=批准上屏")
    expect(approver.locator(".message.success")).to_contain_text("已发到屏幕")
    return number


def stranger(office: Office, size: tuple[int, int]) -> Page:
    """Somebody without a log-in and without JavaScript."""
    page = office.sit_down(size).context.browser.new_context(  # type: ignore[union-attr]
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=False
    )
    office._pages.append(opened := page.new_page())
    opened.set_default_timeout(40_000)
    return opened


def test_a_resident_reads_prints_and_is_told_that_it_is_over(office: Office, tmp_path: Path) -> None:
    url = office.console.url
    number = on_the_glass(office, tmp_path)
    phone = stranger(office, PHONE)
    phone.goto(f"{url}c/huaian/")
    expect(phone.locator("h1")).to_have_text("槐安新苑")
    expect(phone.locator("#contacts ~ ul")).to_contain_text("0000-0001")
    phone.locator(".row", has_text="水箱清洗临时停水").first.click()
    phone.wait_for_url(re.compile(rf"/c/huaian/notices/notice-{number}$"))
    expect(phone.locator("h1")).to_have_text("水箱清洗临时停水")
    expect(phone.locator("dl")).to_contain_text("1至6号楼")
    picture = phone.locator("figure img")
    assert (
        phone.request.get(url.rstrip("/") + (picture.get_attribute("src") or "")).headers["content-type"]
        == "image/jpeg"
    )
    phone.click("text=English")
    expect(phone.locator(".chips")).to_contain_text("Water cut")
    expect(phone.locator(".chips")).to_contain_text("Chinese only")

    paper = stranger(office, DESK)
    paper.goto(f"{url}c/huaian/notices/notice-{number}")
    document = pypdfium2.PdfDocument(paper.pdf(prefer_css_page_size=True))
    try:
        assert [round(points) for points in document.get_page_size(0)] == [595, 842]
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert len(document) <= 2
    finally:
        document.close()
    address = f"/c/huaian/notices/notice-{number}"
    for said in ("水箱清洗临时停水", "停水〔", "和檐物业槐安服务处", "公示至2030年12月10日", address):
        assert said in words, said
    assert "English" not in words

    writer = office.log_in("xu")
    writer.goto(f"{url}notices/{number}/")
    writer.locator("summary", has_text="撤下").first.click()
    writer.locator("text=确定撤下").click()
    answer = phone.goto(url.rstrip("/") + address)
    assert answer is not None
    assert answer.status == 410
    expect(phone.locator("h1")).to_have_text("这条通知已撤下")
    office.complaints.clear()  # the browser complains of every status above 400


def test_the_public_pages_stand_at_a_desk_and_on_a_phone(office: Office, tmp_path: Path) -> None:
    url = office.console.url
    number = on_the_glass(office, tmp_path)
    found = []
    page = office.sit_down(PHONE)
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for path in ("", "?lang=en", f"notices/notice-{number}", f"notices/notice-{number}?lang=en"):
            page.goto(f"{url}c/huaian/{path}")
            found += [f"{path} at {size[0]}: {fault}" for fault in page.evaluate(LOOK)]
    assert found == []
