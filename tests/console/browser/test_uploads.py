"""One button for pictures, PDFs and Word documents: what becomes of them stands beside it, in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from console.browser.conftest import DESK, PHONE, Office
from console.browser.test_face import LOOK
from console.browser.test_walk import begin, photo, saved
from playwright.sync_api import expect
from uploads import docx, pages, paragraph, run


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_several_files_at_once_each_find_their_place_or_say_why_not(
    office: Office, tmp_path: Path, size: tuple[int, int]
) -> None:
    body = paragraph(run("关于修缮围墙的通知"), properties='<w:jc w:val="center"/>') + paragraph(
        run("围墙自周一起修缮，请绕行东门。")
    )
    (tmp_path / "修缮.docx").write_bytes(docx(body))
    (tmp_path / "两页.pdf").write_bytes(pages(2))
    (tmp_path / "图标.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    page = office.log_in("xu", size)
    number = begin(page, office.console.url, "free")
    names = ("修缮.docx", "图标.svg", "两页.pdf")
    page.set_input_files("[data-picker]", [*(tmp_path / name for name in names), photo(tmp_path)])
    expect(page.locator(".pictures img")).to_have_count(3)
    expect(page.locator("[data-upload-words]")).to_have_text("IMG_0001.JPG 已放好。")
    expect(page.locator("[data-upload-faults] li.error")).to_contain_text("图标.svg")
    expect(page.locator("[data-upload-faults] li.error")).to_contain_text("SVG")
    expect(page.locator("#title")).to_have_value("关于修缮围墙的通知")
    expect(page.locator(".ProseMirror")).to_contain_text("请绕行东门")
    saved(page)
    assert page.evaluate(LOOK) == []
    if shots := os.environ.get("SIGNAGE_SHOTS"):
        page.screenshot(path=f"{shots}/uploads-{size[0]}.png", full_page=True)
    page.goto(f"{office.console.url}notices/{number}/")
    expect(page.locator(".paper-notice .prose")).to_contain_text("请绕行东门")
    office.complaints.clear()  # the browser complains of every refusal


def test_a_telephone_number_is_mended_or_answered_before_anybody_approves(office: Office) -> None:
    page = office.log_in("xu")
    number = begin(page, office.console.url, "lost")
    page.fill("#a-thing", "钥匙一串")
    page.fill("#a-found", "门岗前，失主请打13912345678")
    asked = page.locator("[data-asked] li")
    expect(asked).to_have_count(1)
    expect(asked).to_contain_text("手机号")
    if shots := os.environ.get("SIGNAGE_SHOTS"):
        page.screenshot(path=f"{shots}/asked.png", full_page=True)
    asked.locator("input").check()
    saved(page)
    expect(asked).to_have_class("cleared")
    page.click("button[value=submit]")
    page.wait_for_url(f"**/notices/{number}/")
    expect(page.locator(".chip.gold").first).to_have_text("待审核")
