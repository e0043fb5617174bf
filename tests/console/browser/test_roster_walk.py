"""From the committee's own sheet to the duty week on the glass: a real browser, a real console, a real screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from console.browser.conftest import DESK, PHONE, Kiosk, Office, wait_for
from openpyxl import Workbook
from playwright.sync_api import Page, expect

ZONE = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    return dt.datetime.now(ZONE).date()


def sheet(place: Path, month: dt.date) -> Path:
    """As a committee keeps it: a merged title, dates as text, one cell for a day's two people, a note at the foot."""
    book = Workbook()
    page = book.active
    page.append([f"槐安新苑{month.year}年{month.month}月接待排片表"])
    page.merge_cells("A1:E1")
    page.append(["日期", "星期", "时间", "姓名", "单位"])
    day = month.replace(day=1)
    while day.month == month.month:
        row = page.max_row + 1
        people = [("许知夏", "居委会"), ("骆青山", "业委会"), ("柏宁", "物业")][day.day % 3]
        page.append([f"{day.month}月{day.day}日", f"周{'一二三四五六日'[day.weekday()]}", "上午", *people])
        page.append([None, None, "14：00—16：00", "老　范", "志愿者"])
        page.merge_cells(f"A{row}:A{row + 1}")
        page.merge_cells(f"B{row}:B{row + 1}")
        day += dt.timedelta(days=1)
    page.append(["说明：姓名均经本人同意公示"])
    path = place / f"{month.year}年{month.month}月排片表.xlsx"
    book.save(path)
    return path


def upload(page: Page, url: str, file: Path, month: str) -> None:
    page.goto(url)
    page.click("a.door:has-text('传排片表')")
    page.select_option("#month", month)
    page.set_input_files("#file", file)
    page.click("text=上传，先看一看")


def test_a_sheet_is_approved_and_painted_and_two_people_swap(office: Office, kiosk: Kiosk, tmp_path: Path) -> None:
    url, month = office.console.url, f"{today():%Y-%m}"
    wait_for(lambda: kiosk.painted(), "the screen's first slide")
    editor = office.log_in("xu")
    upload(editor, url, sheet(tmp_path, today()), month)
    expect(editor.locator("h1")).to_contain_text("先看一看")
    expect(editor.locator(".turn-person", has_text="老范").first).to_be_visible()
    editor.click("text=没有问题，存为草稿")
    expect(editor.locator(".message.success")).to_contain_text("已存为草稿")
    editor.fill("#note", "请今天批")
    editor.click("button:has-text('提交审核')")
    expect(editor.locator(".message.success")).to_contain_text("等另一人审核")

    approver = office.log_in("cheng")
    approver.click(".list a.row:has-text('许知夏')")
    expect(approver.locator(".decide")).to_contain_text("请今天批")
    before = len(kiosk.lines())
    approver.click("text=批准上屏")
    expect(approver.locator(".message.success")).to_contain_text("已发到屏幕")
    wait_for(
        lambda: any(line["event"] == "painted" and line["slide"] == "week" for line in kiosk.lines()[before:]),
        "the duty week on the glass",
    )

    editor.goto(f"{url}rosters/huaian/{month}/")
    cells = editor.locator(".turn", has=editor.locator("text=居委会"))
    cells.first.locator("a:has-text('换')").click()
    expect(editor.locator(".banner")).to_contain_text("再点要换的那个人")
    editor.locator(".turn", has=editor.locator("text=老范")).first.locator("button").click()
    expect(editor.locator(".message.success")).to_contain_text("换好了")
    expect(editor.locator(".tags .chip.blue").first).to_contain_text("原")
    editor.click("button:has-text('提交审核')")
    approver.goto(f"{url}rosters/huaian/{month}/")
    expect(approver.locator(".changes")).to_contain_text("老范")
    before = len(kiosk.lines())
    approver.click("text=批准上屏")
    wait_for(lambda: any(line["event"] == "pulled" for line in kiosk.lines()[before:]), "the swap pulled")


def test_a_sheet_that_cannot_be_read_says_where_and_keeps_nothing(office: Office, tmp_path: Path) -> None:
    editor = office.log_in("he")
    file = tmp_path / "roster.csv"
    file.write_text("日期,姓名,单位\n32日,许知夏,居委会\n", encoding="gb18030")
    upload(editor, office.console.url, file, f"{today():%Y-%m}")
    expect(editor.locator(".faults li.error").first).to_contain_text("第2行 日期")
    expect(editor.locator("text=没有问题，存为草稿")).to_have_count(0)
    office.complaints.clear()  # the browser writes down the answer 422


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_no_page_of_rosters_is_wider_than_its_window(office: Office, size: tuple[int, int]) -> None:
    page = office.log_in("xu", size)
    for path in ("", f"{today():%Y-%m}/", f"{today():%Y-%m}/turn/"):
        page.goto(f"{office.console.url}rosters/{f'huaian/{path}' if path else ''}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
