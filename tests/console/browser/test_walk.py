"""From the first administrator to the glass and away from it: a real browser, a real console, a real screen."""

from __future__ import annotations

import io
import re
from pathlib import Path

from console.browser.conftest import Kiosk, Office, wait_for
from PIL import Image
from playwright.sync_api import Page, expect


def photo(place: Path) -> Path:
    """A phone's photo on its side, with the place where it was taken."""
    image = Image.effect_noise((1600, 1200), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    image.save(place / "IMG_0001.JPG", "JPEG", exif=exif)
    return place / "IMG_0001.JPG"


def begin(page: Page, url: str, kind: str) -> str:
    """A new notice of this kind; gives its number."""
    page.goto(f"{url}write/")
    page.click(f"button.kind-{kind}")
    page.wait_for_url("**/edit/")
    return re.search(r"/notices/(\d+)/", page.url)[1]


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text("已保存")


def write_water_cut(page: Page, url: str) -> str:
    number = begin(page, url, "water-cut")
    page.fill("#a-reason", "水箱清洗")
    page.fill("#start", "2030-12-10T09:00")
    page.fill("#end", "2030-12-10T16:00")
    for building in "123456":
        page.locator(f".building:has(input[value='{building}'])").click()
    return number


def test_a_notice_is_written_approved_painted_and_withdrawn(office: Office, kiosk: Kiosk, tmp_path: Path) -> None:
    url = office.console.url
    wait_for(lambda: kiosk.painted(), "the screen's first slide")
    editor = office.log_in("xu")
    number = write_water_cut(editor, url)
    editor.set_input_files("[data-picker]", photo(tmp_path))
    expect(editor.locator(".pictures img")).to_have_count(1)
    editor.fill(".pictures input[type=text]", "水箱")
    expect(editor.locator("[data-auto-facts]")).to_contain_text("12月10日（周二）9:00至16:00")
    expect(editor.locator("[data-auto-facts]")).to_contain_text("1至6号楼")
    saved(editor)
    expect(editor.locator("#posting_last")).to_have_value("2030-12-10")
    editor.fill("#note", "请今天批")
    editor.click("button[value=submit]")
    editor.wait_for_url(f"**/notices/{number}/")
    expect(editor.locator("h1")).to_have_text("水箱清洗临时停水")

    approver = office.log_in("cheng")
    approver.locator(f".list a.row[href='/notices/{number}/']").click()
    expect(approver.locator(".decide")).to_contain_text("请今天批")
    expect(approver.locator(".stage img")).to_be_visible()
    before = len(kiosk.lines())
    approver.click("text=批准上屏")
    expect(approver.locator(".message.success")).to_contain_text("已发到屏幕")
    wait_for(lambda: kiosk.painted(f"notice-{number}", after=before), "the notice on the glass")
    wait_for(
        lambda: any(
            line["item"] == f"notice-{number}" and line["page"] == 2 for line in kiosk.lines() if "page" in line
        ),
        "the page with the photo",
    )

    editor.goto(f"{url}withdraw/")
    row = editor.locator(".list .row", has=editor.locator(f"form[action='/notices/{number}/withdraw/']"))
    row.locator("summary").click()
    before = len(kiosk.lines())
    row.locator("text=确定撤下").click()
    expect(editor.locator(".message.success")).to_contain_text("已撤下")
    version = max(int(str(line.get("feed_version") or 0)) for line in kiosk.lines())
    wait_for(lambda: any(line["event"] == "pulled" for line in kiosk.lines()[before:]), "the feed without it")
    after = len(kiosk.lines())
    wait_for(lambda: sum(line["event"] == "painted" for line in kiosk.lines()[after:]) >= 3, "the rotation goes on")
    assert not kiosk.painted(f"notice-{number}", after=after)
    assert version >= 1


def test_nobody_can_press_approve_on_their_own(office: Office) -> None:
    both = office.log_in("he")
    number = write_water_cut(both, office.console.url)
    saved(both)
    both.click("button[value=submit]")
    both.wait_for_url(f"**/notices/{number}/")
    expect(both.locator(".decide")).to_contain_text("须由另一人审核")
    expect(both.locator("text=批准上屏")).to_have_count(0)


def test_what_a_template_wrote_can_be_written_by_hand(office: Office) -> None:
    page = office.log_in("xu")
    number = begin(page, office.console.url, "public")
    page.fill("#a-subject", "第三季度公共收益收支")
    page.click("[data-own=body]")
    editor = page.locator(".ProseMirror")
    expect(editor).to_contain_text("现将第三季度公共收益收支予以公示")
    editor.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("明细如下：")
    page.click("[data-do=table]")
    for cell in ("项目", "金额", "停车", "48200"):
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    page.click("[data-own=facts]")
    page.locator("[name=fact_value]").first.fill("收支明细")
    page.click("[data-add-fact]")
    page.locator("[name=fact_label]").last.fill("查账")
    page.locator("[name=fact_value]").last.fill("周三接待时间")
    saved(page)
    page.goto(f"{office.console.url}notices/{number}/")
    expect(page.locator(".prose table td").nth(1)).to_have_text("48200")
    expect(page.locator(".facts")).to_contain_text("收支明细")
    expect(page.locator(".facts")).to_contain_text("查账")


def test_pasting_from_elsewhere_leaves_text_and_form(office: Office) -> None:
    page = office.log_in("xu")
    number = begin(page, office.console.url, "free")
    page.fill("#title", "粘贴的通知")
    page.locator(".ProseMirror").click()
    page.evaluate(
        """() => {
            const data = new DataTransfer()
            data.setData("text/html", `<p style="color:red" onclick="x()">甲<b>乙</b><img src="https://evil.example/p.png">
                </p><ul><li>一</li></ul><script>alert(1)</script><a href="javascript:x">丙</a>`)
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }"""
    )
    saved(page)
    page.goto(f"{office.console.url}notices/{number}/")
    prose = page.locator(".paper-notice .prose")
    expect(prose.locator("strong")).to_have_text("乙")
    expect(prose.locator("li")).to_have_text("一")
    expect(prose).to_contain_text("丙")
    assert page.locator(".prose img, .prose a, .prose script").count() == 0


def test_a_line_that_goes_down_loses_nothing(office: Office) -> None:
    page = office.log_in("xu")
    number = begin(page, office.console.url, "lost")
    saved(page)
    page.context.set_offline(True)
    page.fill("#a-thing", "雨伞一把")
    expect(page.locator("[data-saved]")).to_have_text("没有保存上，正在重试")
    page.context.set_offline(False)
    saved(page)
    office.complaints.clear()  # the browser itself says that there was no line
    other = office.log_in("he")
    other.goto(f"{office.console.url}notices/{number}/")
    expect(other.locator("h1")).to_have_text("拾到雨伞一把")


def test_two_writers_are_told_and_neither_loses_their_words(office: Office) -> None:
    first, second = office.log_in("xu"), office.log_in("he")
    number = begin(first, office.console.url, "event")
    first.fill("#a-subject", "冬至包饺子")
    saved(first)
    second.goto(f"{office.console.url}notices/{number}/edit/")
    expect(second.locator("[data-others]")).to_contain_text("许知夏")
    second.fill("#a-place", "活动室")
    saved(second)
    first.fill("#a-place", "小花园")
    expect(first.locator("[data-conflict]")).to_contain_text("贺清刚刚改过")
    expect(first.locator("#a-place")).to_have_value("小花园")
    first.click("[data-force]")
    saved(first)
    first.reload()
    expect(first.locator("#a-place")).to_have_value("小花园")
    office.complaints.clear()  # the browser writes down the answer 409


def test_the_preview_follows_the_form_in_both_shapes(office: Office) -> None:
    page = office.log_in("xu")
    begin(page, office.console.url, "fraud")
    stage = page.locator(".stage img")
    expect(stage).to_be_visible()
    before = stage.get_attribute("src")
    page.fill("#a-headline", "陌生链接不要点")
    expect(stage).not_to_have_attribute("src", before or "")
    expect(page.locator(".measures")).to_contain_text("米外看得清")
    page.click("[data-shape=landscape]")
    expect(page.locator(".stage")).to_have_class(re.compile("landscape"))
    wait_for(lambda: stage.evaluate("image => image.naturalWidth > image.naturalHeight"), "the slide in landscape")
    page.click("[data-step='1']")
    expect(page.locator(".leaf-words")).to_contain_text("第2页")
    with Image.open(io.BytesIO(page.locator(".stage").screenshot())) as shown:
        assert len(shown.convert("RGB").getcolors(1_000_000) or []) > 50


def test_the_form_says_what_is_missing_where_it_is_missing(office: Office) -> None:
    page = office.log_in("xu")
    begin(page, office.console.url, "meeting")
    page.fill("#issuer", "")
    saved(page)
    expect(page.locator("[data-faults] li.error")).to_have_count(5)
    expect(page.locator("[data-field=issuer]")).to_have_class(re.compile("faulty"))
    page.click("button[value=submit]")
    expect(page.locator(".message.error")).to_contain_text("还有5处要改")
