"""From a real screen's journal to the certificate that is printed."""

from __future__ import annotations

import os
import subprocess
import sys

from console.browser.conftest import Kiosk, Office, wait_for
from console.browser.test_walk import saved, write_water_cut
from playwright.sync_api import expect

TAKE = """
import django, pathlib, sys
django.setup()
from signage.server.console.evidence.airtime import take
lines = pathlib.Path(sys.argv[1]).read_bytes()
wanted = take("gate-east", "huaian", 0, lines[:1000])
while wanted < lines.rfind(b"\\n") + 1:
    wanted = take("gate-east", "huaian", wanted, lines[wanted : wanted + 5000])
"""
"""What the host does with a report, in a process of its own beside the console."""


def hand_in(office: Office, kiosk: Kiosk) -> None:
    """The screen's journal, as its reports would bring it."""
    settings = {"SIGNAGE_DATA": str(office.console.data), "DJANGO_SETTINGS_MODULE": "signage.server.console.settings"}
    subprocess.run([sys.executable, "-c", TAKE, str(kiosk.journal)], env={**os.environ, **settings}, check=True)


def test_what_a_real_screen_painted_is_on_the_certificate(office: Office, kiosk: Kiosk) -> None:
    url = office.console.url
    wait_for(lambda: kiosk.painted(), "the screen's first slide")
    editor = office.log_in("xu")
    number = write_water_cut(editor, url)
    saved(editor)
    editor.click("button[value=submit]")
    editor.wait_for_url(f"**/notices/{number}/")
    approver = office.log_in("cheng")
    approver.goto(f"{url}notices/{number}/")
    approver.click("text=批准上屏")
    expect(approver.locator(".message.success")).to_contain_text("已发到屏幕")
    wait_for(
        lambda: sum(line["event"] == "left" and line["item"] == f"notice-{number}" for line in kiosk.lines()) >= 2,
        "the notice twice on the glass and away again",
    )
    hand_in(office, kiosk)
    editor.goto(f"{url}notices/{number}/")
    editor.click("text=上屏时间和公示证明")
    expect(editor.locator(".totals")).to_contain_text("秒")
    expect(editor.locator("section.card", has_text="gate-eas").first).to_be_visible()
    editor.click("text=公示证明 >> nth=-1")
    expect(editor.locator(".certificate h1")).to_have_text("公示证明")
    expect(editor.locator(".certificate")).to_contain_text("审核人 程远舟（cheng）")
    expect(editor.locator(".certificate")).to_contain_text("各屏幕的记录都对得上")
    editor.emulate_media(media="print")
    expect(editor.locator("header.top")).to_be_hidden()
    paper = editor.pdf(format="A4")
    assert paper.startswith(b"%PDF")
