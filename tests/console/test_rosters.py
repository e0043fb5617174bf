"""A roster's way from a sheet to the feed: looked at, kept, approved by another, changed, withdrawn."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from console.conftest import feed
from console.test_permissions import DONE, FORBIDDEN, GONE, PAGE, PEOPLE, client, expected, got
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from icalendar import Calendar
from openpyxl import Workbook

from signage.server.console.drawing import Draughtsman
from signage.server.console.evidence.models import Entry, broken
from signage.server.console.rosters import listing, work
from signage.server.console.rosters.models import RosterMonth, RosterState, RosterSubmission, RosterVersion
from signage.server.console.rosters.standing import standing_of
from signage.server.console.rosters.turns import Turns
from signage.server.console.tree.models import BranchSetting, GuardedTime

MONTH = "2026-12"
AT = f"/rosters/huaian/{MONTH}/"
CSV = (
    "日期,时间,姓名,单位,事项\n12月7日,,沈若禾,党总支,急难愁盼\n12月8日,,许知夏,居委会,\n12月9日,上午,骆青山,业委会,\n"
)


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch):
    monkeypatch.setattr(Draughtsman, "available", staticmethod(lambda: False))


def sheet(text: str = CSV, name: str = "2026年12月.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def upload(tree, file=None, name="editor", month=MONTH, compound="huaian"):
    data = {"compound": compound, "month": month, "file": file or sheet()}
    return tree.client(name).post("/rosters/upload/", data)


def packed(answer) -> str:
    return re.search(r'name="packed" value="([^"]+)"', answer.content.decode())[1]


def kept(tree, text: str = CSV, name: str = "editor"):
    """A month as a draft, from a sheet."""
    answer = upload(tree, sheet(text), name)
    assert answer.status_code == 200, answer.content.decode()
    done = tree.client(name).post(f"{AT}keep/", {"packed": packed(answer)})
    assert done.status_code == 302
    return standing_of(tree.compound, MONTH)


def submitted(tree, name: str = "editor"):
    standing = standing_of(tree.compound, MONTH)
    return work.submit(tree.person(name), tree.compound, MONTH, standing.mark)


def announced(tree, settled, text: str = CSV):
    kept(tree, text)
    submission = submitted(tree)
    settled(lambda: work.approve(tree.access("approver"), tree.compound, MONTH, submission.pk))
    return standing_of(tree.compound, MONTH)


def people(tree) -> list[str]:
    return [slot.person for slot in standing_of(tree.compound, MONTH).turns.slots]


# A sheet.


def test_a_sheet_is_shown_and_nothing_is_kept(tree):
    answer = upload(tree)
    page = answer.content.decode()
    for words in ("沈若禾", "急难愁盼", "没有人当班", "读到5班", "现在还没有存"):
        assert words in page
    assert not RosterMonth.objects.exists()
    assert not Entry.objects.filter(action="roster").exists()


def test_a_sheet_is_kept_as_it_was_shown_with_a_line_in_the_log(tree):
    standing = kept(tree)
    assert people(tree) == ["沈若禾", "沈若禾", "许知夏", "许知夏", "骆青山"]
    assert standing.state is RosterState.DRAFT
    entry = Entry.objects.get(action="roster")
    assert entry.title == "槐安新苑2026年12月排片表"
    assert entry.details["file"] == "2026年12月.csv"
    assert list(broken()) == []


def test_an_old_csv_of_the_office_is_read(tree):
    answer = upload(tree, sheet(encoding="gb18030"))
    assert "沈若禾" in answer.content.decode()


def test_a_workbook_with_merged_cells_is_read(tree):
    book = Workbook()
    page = book.active
    for row in (
        ["槐安新苑排片表"],
        ["日期", "时间", "姓名", "单位"],
        ["12月7日", "上午", "沈若禾", "党总支"],
        ["", "下午", "程远舟", "党总支"],
    ):
        page.append(row)
    page.merge_cells("A1:D1")
    page.merge_cells("A3:A4")
    out = io.BytesIO()
    book.save(out)
    answer = upload(tree, SimpleUploadedFile("12月.xlsx", out.getvalue()))
    assert answer.status_code == 200
    assert "程远舟" in answer.content.decode()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (sheet("日期,姓名,单位\n12月7日,沈若禾,党总支\n13月9日,许知夏,居委会\n"), "第3行"),
        (sheet("日期,姓名,单位,时间\n12月7日,沈若禾,党总支,11:00-9:00\n"), "结束早于开始"),
        (sheet("姓名,电话\n沈若禾,1\n"), "表头"),
        (sheet("日期,姓名,单位,同意公示\n12月7日,沈若禾,党总支,否\n"), "不同意公示"),
        (sheet(name="2026.xls"), "旧版 .xls"),
        (sheet(name="roster.pdf"), "请上传 .xlsx 或 .csv"),
        (sheet("", name="a.csv"), "文件是空的"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04broken"), "不是 .xlsx 表格，或已损坏"),
        (SimpleUploadedFile("a.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 99), "加了密码"),
        (SimpleUploadedFile("a.csv", b"a" * 4_000_001), "表格太大"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place_and_cannot_be_kept(tree, file, words):
    answer = upload(tree, file)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'name="packed"' not in answer.content.decode()


def test_a_name_that_tells_another_month_is_asked_about(tree):
    answer = upload(tree, sheet(name="2027年1月.csv"))
    assert "文件名写的是2027-01，选的月份是2026-12" in answer.content.decode()


def test_only_months_that_a_screen_will_show_are_taken(tree):
    for month in ("2026-11", "2027-07"):
        assert upload(tree, month=month).status_code == 422
    for month in ("2026-13", "x", ""):
        assert upload(tree, month=month).status_code == GONE


def test_a_name_that_looks_like_markup_is_text(tree):
    page = upload(tree, sheet("日期,姓名,单位\n12月7日,<b>x</b>,居委会\n")).content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page


def test_a_preview_is_kept_by_whom_it_was_shown_to_for_its_month_alone(tree):
    text = packed(upload(tree))
    for name, address in (
        ("both", f"{AT}keep/"),
        ("editor", "/rosters/huaian/2027-01/keep/"),
        ("area-editor", "/rosters/huaian-east/2026-12/keep/"),
    ):
        tree.client(name).post(address, {"packed": text})
    tree.client("editor").post(f"{AT}keep/", {"packed": text[:-3] + "abc"})
    assert not RosterVersion.objects.exists()


def test_what_somebody_set_since_a_preview_is_not_overwritten(tree):
    text = packed(upload(tree))
    kept(tree, CSV.replace("许知夏", "贺清"), "both")
    answer = tree.client("editor").post(f"{AT}keep/", {"packed": text}, follow=True)
    assert "刚刚有人改过这张排片表" in answer.content.decode()
    assert "贺清" in people(tree)


def test_a_second_sheet_is_shown_with_what_differs(tree):
    kept(tree)
    page = upload(tree, sheet(CSV.replace("12月9日,上午,骆青山", "12月9日,上午,田小满"))).content.decode()
    assert "和原来的不同" in page
    assert re.search(r"<del>[^<]*骆青山[^<]*</del> → <ins>[^<]*田小满", page)
    same = upload(tree).content.decode()
    assert "没有不同" in same
    answer = tree.client("editor").post(f"{AT}keep/", {"packed": packed(upload(tree))}, follow=True)
    assert "完全一样" in answer.content.decode()


def test_holidays_are_named_and_what_is_not_announced_is_not_guessed(tree, clock):
    clock.time = dt.datetime(2026, 9, 20, 2, tzinfo=dt.UTC)
    text = "日期,姓名,单位\n10月1日,沈若禾,党总支\n"
    page = upload(tree, sheet(text, name="10月.csv"), month="2026-10").content.decode()
    assert "国庆节放假" in page
    far = upload(tree, sheet("日期,姓名,单位\n3月1日,沈若禾,党总支\n", name="3.csv"), month="2027-03").content.decode()
    assert "放假安排还没有公布" in far


# The second person.


def test_a_roster_is_on_the_glass_once_another_approved_it(tree, settled):
    kept(tree)
    assert feed(tree.compound) is None
    submission = submitted(tree)
    settled(lambda: tree.client("approver").post(f"{AT}approve/", {"submission": submission.pk}))
    found = feed(tree.compound).roster
    assert found.months == (MONTH,)
    assert [slot.person for slot in found.slots] == ["沈若禾", "沈若禾", "许知夏", "许知夏", "骆青山"]
    assert standing_of(tree.compound, MONTH).state is RosterState.LIVE
    assert feed(tree.sister) is None


def test_nobody_approves_what_they_set(tree):
    kept(tree, name="both")
    submission = submitted(tree, "editor")
    answer = tree.client("both").post(f"{AT}approve/", {"submission": submission.pk})
    assert answer.status_code == FORBIDDEN
    assert "须由另一人审核" in answer.content.decode()
    page = tree.client("both").get(AT).content.decode()
    assert "批准上屏" not in page


def test_an_administrator_may_let_one_person_do_both_and_a_guarded_time_may_not(tree, settled, clock):
    data = {"do": "alone", "alone": ["roster"], "sure": "1"}
    assert tree.client("administrator").post(f"/branches/{tree.compound.pk}/", data).status_code == DONE
    assert BranchSetting.objects.get().alone == ["roster"]
    kept(tree, name="both")
    submission = submitted(tree, "both")
    guard = GuardedTime.objects.create(branch=tree.area, start=clock.now(), end=clock.now() + dt.timedelta(days=1))
    guard.named.add(tree.person("both"))
    approve = {"submission": submission.pk}
    assert tree.client("both").post(f"{AT}approve/", approve).status_code == FORBIDDEN
    guard.delete()
    assert settled(lambda: tree.client("both").post(f"{AT}approve/", approve)).status_code == DONE
    assert standing_of(tree.compound, MONTH).state is RosterState.LIVE


def test_what_is_wrong_cannot_be_submitted(tree):
    kept(
        tree,
        "日期,时间,姓名,单位\n12月7日,9:00-11:00,甲,居委会\n12月7日,10:00-12:00,甲,居委会\n12月8日,,13812345678,居委会\n",
    )
    mark = standing_of(tree.compound, MONTH).mark
    answer = tree.client("editor").post(f"{AT}submit/", {"mark": mark}, follow=True)
    page = answer.content.decode()
    assert "重叠" in page
    assert "手机号" in page
    assert not RosterSubmission.objects.exists()


def test_a_returned_roster_is_mended_and_sent_again(tree, settled):
    kept(tree)
    submission = submitted(tree)
    tree.client("approver").post(f"{AT}return/", {"submission": submission.pk, "comment": "12日漏了代表"})
    assert standing_of(tree.compound, MONTH).state is RosterState.RETURNED
    assert "12日漏了代表" in tree.client("editor").get("/").content.decode()
    assert "12日漏了代表" in tree.client("editor").get(AT).content.decode()
    deputy = {"person": "闻溪", "organisation": "人大代表", "topic": "代表接待", "special": "on"}
    form = turn(tree, day="2026-12-12", start="09:30", **deputy)
    assert tree.client("editor").post(f"{AT}turn/", form).status_code == DONE
    again = submitted(tree)
    settled(lambda: work.approve(tree.access("approver"), tree.compound, MONTH, again.pk))
    assert [slot.person for slot in feed(tree.compound).roster.slots if slot.special] == ["闻溪"]


def test_a_submission_that_was_recalled_or_decided_is_not_decided_again(tree, settled):
    kept(tree)
    first = submitted(tree)
    tree.client("editor").post(f"{AT}recall/")
    answer = tree.client("approver").post(f"{AT}approve/", {"submission": first.pk}, follow=True)
    assert "刚刚被别人处理过或收回了" in answer.content.decode()
    second = submitted(tree)
    answer = tree.client("approver").post(f"{AT}approve/", {"submission": first.pk}, follow=True)
    assert standing_of(tree.compound, MONTH).waiting.pk == second.pk


def test_while_it_waits_nobody_changes_it(tree):
    kept(tree)
    mark = standing_of(tree.compound, MONTH).mark
    submitted(tree)
    for path, data in (
        ("swap/", {"first": 0, "second": 2, "mark": mark}), ("remove/", {"index": 0, "mark": mark}), ("discard/", {}),
    ):  # fmt: skip
        answer = tree.client("editor").post(f"{AT}{path}", data, follow=True)
        assert "请先收回" in answer.content.decode()
    assert people(tree) == ["沈若禾", "沈若禾", "许知夏", "许知夏", "骆青山"]


def test_a_withdrawn_roster_leaves_the_feed_and_can_come_again(tree, settled):
    announced(tree, settled)
    settled(lambda: tree.client("alerts").post(f"{AT}withdraw/", {"reason": "传错了"}))
    assert feed(tree.compound).roster.months == ()
    assert standing_of(tree.compound, MONTH).state is RosterState.WITHDRAWN
    assert Entry.objects.get(action="withdraw").details["reason"] == "传错了"
    again = submitted(tree)
    settled(lambda: work.approve(tree.access("approver"), tree.compound, MONTH, again.pk))
    assert feed(tree.compound).roster.months == (MONTH,)


def test_a_feed_forgets_months_that_are_long_over(tree, settled, clock):
    announced(tree, settled)
    clock.time = dt.datetime(2027, 2, 3, tzinfo=dt.UTC)
    from signage.server.console.rosters.announced import announced as shown

    assert shown(tree.compound, clock.now()).months == ()


# The grid.


def test_two_people_swap_in_two_presses(tree, settled):
    announced(tree, settled)
    editor = tree.client("editor")
    first = editor.get(f"{AT}?week=2026-12-07&swap=0").content.decode()
    assert "再点要换的那个人" in first
    mark = re.search(r'name="mark" value="([^"]+)"', first)[1]
    done = editor.post(f"{AT}swap/", {"first": 0, "second": 2, "mark": mark, "week": "2026-12-07"})
    assert done.headers["Location"] == f"{AT}?week=2026-12-07#grid"
    assert people(tree) == ["许知夏", "许知夏", "沈若禾", "沈若禾", "骆青山"]
    page = editor.get(AT).content.decode()
    assert "原沈若禾" in page
    assert "和屏上的不同" in page
    assert [slot.person for slot in feed(tree.compound).roster.slots][:2] == ["沈若禾", "沈若禾"]
    submission = submitted(tree)
    settled(lambda: work.approve(tree.access("approver"), tree.compound, MONTH, submission.pk))
    assert {slot.replaces for slot in feed(tree.compound).roster.slots} == {"沈若禾", "许知夏", ""}


def turn(tree, **changes):
    return {"day": "2026-12-10", "start": "09:00", "end": "11:00", "person": "柏宁", "organisation": "物业",
            "consent": "on", "mark": standing_of(tree.compound, MONTH).mark, **changes}  # fmt: skip


def test_a_turn_is_added_changed_and_removed(tree):
    kept(tree)
    editor = tree.client("editor")
    assert editor.post(f"{AT}turn/", turn(tree)).headers["Location"] == f"{AT}?week=2026-12-07#grid"
    added = standing_of(tree.compound, MONTH).turns.slots[-1]
    assert (added.person, added.group.value, added.organisation) == ("柏宁", "3", "物业")
    editor.post(f"{AT}turn/", turn(tree, index=5, topic="停水送水协调", group="X"))
    changed = standing_of(tree.compound, MONTH).turns.slots[-1]
    assert (changed.topic, changed.group.value) == ("停水送水协调", "X")
    editor.post(f"{AT}remove/", {"index": 5, "mark": standing_of(tree.compound, MONTH).mark})
    assert "柏宁" not in people(tree)
    assert [entry.details["changed"] for entry in Entry.objects.filter(action="roster-edit")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": ""}, "要本人同意"),
        ({"day": "2027-01-02"}, "不在这个月里"),
        ({"start": "11:00", "end": "09:00"}, "结束早于开始"),
        ({"start": "00:00", "end": "23:00"}, "一班太长"),
        ({"person": "甲、乙"}, "一班填一个人"),
        ({"person": "字" * 21}, "20"),
        ({"organisation": " "}, "field-error"),
        ({"topic": "急\u202e难"}, "特殊符号"),
        ({"mark": "0.0"}, "刚刚有人改过"),
        ({"day": "x"}, "field-error"),
    ],
)
def test_a_turn_that_cannot_be_is_said_at_its_place(tree, changes, words):
    kept(tree)
    answer = tree.client("editor").post(f"{AT}turn/", turn(tree, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "柏宁" not in people(tree)


def test_who_is_in_a_roster_here_has_consented_already(tree):
    kept(tree)
    form = turn(tree, person="许知夏", organisation="居委会", consent="")
    assert tree.client("editor").post(f"{AT}turn/", form).status_code == DONE


def test_a_month_may_begin_by_hand(tree):
    assert tree.client("editor").post(f"{AT}turn/", turn(tree)).status_code == DONE
    assert people(tree) == ["柏宁"]


def test_an_empty_month_begins_with_the_one_before(tree, settled):
    announced(tree, settled)
    editor = tree.client("editor")
    assert "照上个月的星期排" in editor.get("/rosters/huaian/2027-01/").content.decode()
    editor.post("/rosters/huaian/2027-01/carry-over/")
    assert [slot.person for slot in standing_of(tree.compound, "2027-01").turns.slots][:2] == ["沈若禾", "沈若禾"]
    again = editor.post("/rosters/huaian/2027-01/carry-over/", follow=True)
    assert "已经有排班" in again.content.decode()
    nothing = editor.post("/rosters/huaian/2027-06/carry-over/", follow=True)
    assert "没有排片表可抄" in nothing.content.decode()
    assert tree.client("approver").post("/rosters/huaian/2027-01/carry-over/").status_code == FORBIDDEN


def test_changes_of_one_sitting_are_one_version_and_a_sheet_is_its_own(tree, clock):
    kept(tree)
    editor = tree.client("editor")
    editor.post(f"{AT}turn/", turn(tree))
    editor.post(f"{AT}turn/", turn(tree, day="2026-12-11"))
    assert RosterVersion.objects.count() == 2
    clock.pass_(hours=1)
    editor.post(f"{AT}turn/", turn(tree, day="2026-12-13"))
    assert RosterVersion.objects.count() == 3
    tree.client("both").post(f"{AT}turn/", turn(tree, day="2026-12-14"))
    assert RosterVersion.objects.count() == 4


def test_discarding_goes_back_to_what_is_announced(tree, settled):
    announced(tree, settled)
    tree.client("editor").post(f"{AT}turn/", turn(tree))
    assert standing_of(tree.compound, MONTH).pending
    tree.client("editor").post(f"{AT}discard/")
    assert not standing_of(tree.compound, MONTH).pending
    assert "柏宁" not in people(tree)


def test_discarding_a_month_that_was_never_announced_leaves_none(tree):
    kept(tree)
    tree.client("editor").post(f"{AT}discard/")
    assert standing_of(tree.compound, MONTH).state is RosterState.MISSING


# The first page.


def test_the_next_months_roster_is_asked_for_from_the_25th(tree, settled, clock):
    announced(tree, settled)
    waits = lambda name="editor": [row.standing.month for row in listing.missing(tree.access(name))]  # noqa: E731
    clock.time = dt.datetime(2026, 12, 24, 15, 59, tzinfo=dt.UTC)
    assert waits() == []
    clock.time = dt.datetime(2026, 12, 24, 16, 0, tzinfo=dt.UTC)  # the 25th in Shanghai
    assert waits() == ["2027-01"]
    assert waits("approver") == []
    page = tree.client("editor").get("/").content.decode()
    assert "下个月的排片表该传了" in page
    assert "/rosters/?compound=huaian&amp;month=2027-01" in page


def test_a_month_without_a_roster_is_asked_for_at_once(tree):
    assert [(row.standing.month, row.urgent) for row in listing.missing(tree.access("editor"))] == [(MONTH, True)]


def test_the_month_proposed_for_a_sheet_is_the_first_that_has_none(tree, settled, clock):
    assert listing.wanted_month(tree.compound) == MONTH
    kept(tree)
    assert listing.wanted_month(tree.compound) == "2027-01"
    clock.time = dt.datetime(2027, 1, 26, tzinfo=dt.UTC)
    assert listing.wanted_month(tree.compound) == "2027-02"


def test_the_first_page_says_who_is_to_approve(tree):
    kept(tree)
    submitted(tree)
    assert "去审核" in tree.client("approver").get("/").content.decode()
    assert "排片表请您审核" not in tree.client("foreign-approver").get("/").content.decode()


# Elsewhere: Excel, paper, phones.


def test_a_downloaded_month_uploaded_again_is_the_same(tree):
    kept(tree)
    answer = tree.client("editor").get(f"{AT}roster.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    page = upload(tree, SimpleUploadedFile("again.xlsx", answer.content)).content.decode()
    assert "没有不同" in page


def test_a_month_is_printed_as_announced(tree, settled):
    announced(tree, settled)
    tree.client("editor").post(f"{AT}turn/", turn(tree))
    page = tree.client("editor").get(f"{AT}print/").content.decode()
    assert "沈若禾" in page
    assert "柏宁" not in page
    assert "0000-0001" in page


def test_anybody_subscribes_to_what_is_announced_and_to_nothing_else(tree, settled):
    stranger = Client(HTTP_HOST="localhost")
    kept(tree)
    assert b"VEVENT" not in stranger.get("/duty/huaian.ics").content
    submission = submitted(tree)
    settled(lambda: work.approve(tree.access("approver"), tree.compound, MONTH, submission.pk))
    tree.client("editor").post(f"{AT}turn/", turn(tree))
    answer = stranger.get("/duty/huaian.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "public" in answer.headers["Cache-Control"]
    events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    assert str(events[0]["summary"]) == "沈若禾（党总支）急难愁盼"
    assert len(events) == 5
    assert stranger.get("/duty/nowhere.ics").status_code == GONE


# Who may do what where, by HTTP.

ACTIONS = {
    # action: (state that the month must be in, path, what is posted, what each person gets)
    "see": ("draft", "", None, expected(other=PAGE)),
    "sheet": ("draft", "roster.xlsx", None, expected(other=PAGE)),
    "print": ("draft", "print/", None, expected(other=PAGE)),
    "week": ("draft", "week.webp", None, expected(other=GONE)),
    "form": ("draft", "turn/", None, expected(editor=PAGE, area_editor=PAGE)),
    "turn": ("draft", "turn/", {"day": "2026-12-10", "start": "9:00", "end": "11:00", "person": "柏宁",
             "organisation": "物业", "consent": "on"}, expected(editor=DONE, area_editor=DONE)),
    "remove": ("draft", "remove/", {"index": 0}, expected(editor=DONE, area_editor=DONE)),
    "swap": ("draft", "swap/", {"first": 0, "second": 2}, expected(editor=DONE, area_editor=DONE)),
    "submit": ("draft", "submit/", {}, expected(editor=DONE, area_editor=DONE)),
    "discard": ("draft", "discard/", {}, expected(editor=DONE, area_editor=DONE)),
    "recall": ("submitted", "recall/", {}, expected(editor=DONE, area_editor=DONE)),
    "approve": ("submitted", "approve/", {}, expected(approver=DONE, area_approver=DONE)),
    "return": ("submitted", "return/", {"comment": "改"}, expected(approver=DONE, area_approver=DONE)),
    "withdraw": ("live", "withdraw/", {}, expected(other=DONE)),
}  # fmt: skip


def _state(tree):
    standing = standing_of(tree.compound, MONTH)
    return standing.state, standing.turns, standing.live and standing.live.pk


@pytest.mark.parametrize("action", ACTIONS)
def test_every_person_and_every_action(tree, settled, action):
    state, path, posted, wanted = ACTIONS[action]
    if state == "live":
        announced(tree, settled)
    else:
        kept(tree)
    if state == "submitted":
        submitted(tree)
    before, found = _state(tree), {}
    for name in PEOPLE:
        if posted is None:
            found[name] = got(client(tree, name).get(f"{AT}{path}"))
            continue
        standing = standing_of(tree.compound, MONTH)
        data = {**posted, "submission": getattr(standing.waiting, "pk", ""), "mark": standing.mark}
        with transaction.atomic():
            found[name] = got(client(tree, name).post(f"{AT}{path}", data))
            assert (_state(tree) != before) == (found[name] == DONE), name
            transaction.set_rollback(True)
    assert found == wanted


def test_every_person_and_the_sheet(tree):
    found = {name: got(client(tree, name).post("/rosters/upload/", {"compound": "huaian", "month": MONTH, "file": sheet()})) for name in PEOPLE}  # fmt: skip # noqa: E501
    assert found == expected(editor=PAGE, area_editor=PAGE)
    text = packed(upload(tree))
    for name in PEOPLE:
        if name not in ("editor", "area-editor"):
            client(tree, name).post(f"{AT}keep/", {"packed": text})
    assert not RosterVersion.objects.exists()


def test_a_month_of_another_branch_does_not_exist_in_any_address(tree):
    from signage.server.console.rosters.urls import urlpatterns

    turns = Turns()
    work.keep(tree.person("foreign-editor"), tree.foreign, MONTH, turns, "")
    for name in ("editor", "approver", "administrator", "area-editor"):
        someone = tree.client(name)
        for pattern in urlpatterns:
            address = "/" + str(pattern.pattern)
            if "<slug:month>" not in address:
                continue
            for code, month in (("liuan", MONTH), ("nowhere", MONTH), ("huaian", "2026-13"), ("huaian", "x")):
                at = address.replace("<slug:code>", code).replace("<slug:month>", month)
                for method in (someone.get, someone.post):
                    assert method(at).status_code in (GONE, 405), at


def test_every_address_but_the_calendar_needs_a_log_in(tree):
    from signage.server.console.rosters.urls import urlpatterns

    stranger = Client(HTTP_HOST="localhost")
    for pattern in urlpatterns:
        address = "/" + str(pattern.pattern).replace("<slug:code>", "huaian").replace("<slug:month>", MONTH)
        for method in (stranger.get, stranger.post):
            assert (got(method(address)) == "login") == (pattern.name != "duty-calendar"), address


def test_no_turn_is_found_at_a_place_where_there_is_none(tree):
    kept(tree)
    mark = standing_of(tree.compound, MONTH).mark
    for index in ("99", "-1", "x", "9" * 20, ""):
        assert tree.client("editor").post(f"{AT}remove/", {"index": index, "mark": mark}).status_code == GONE
        assert tree.client("editor").post(f"{AT}swap/", {"first": 0, "second": index, "mark": mark}).status_code == GONE
    for query in ("swap=99", "swap=x", "week=x", "week=2026-99-99", "swap=-1"):
        assert tree.client("editor").get(f"{AT}?{query}").status_code == PAGE


# The pages.


def pages(tree):
    yield "editor", "/rosters/"
    yield "area-editor", "/rosters/?compound=huaian-east&month=2027-01"
    yield "approver", "/rosters/"
    yield "nobody", "/rosters/"
    for who in ("editor", "approver", "alerts"):
        yield who, AT
    yield "editor", f"{AT}?week=2026-12-07&swap=0&whole=0"
    yield "editor", "/rosters/huaian/2027-01/"
    yield "editor", f"{AT}turn/?index=0"
    yield "editor", f"{AT}turn/?day=2026-12-09&shift=pm"
    yield "editor", f"{AT}turn/?special=1&day="
    yield "editor", f"{AT}print/"
    yield "editor", "/"


@pytest.mark.parametrize("state", ["draft", "submitted", "live"])
def test_every_page_is_drawn_in_both_languages_under_its_policy(tree, settled, state):
    from console.test_pages import PO

    if state == "live":
        announced(tree, settled)
    kept(tree, CSV.replace("骆青山", "田小满"))
    if state == "submitted":
        submitted(tree)
    ours = set(re.findall(r'^msgid "(.*[\u4e00-\u9fff].*)"$', PO.read_text(encoding="utf-8"), re.MULTILINE))
    ours = {words for words in ours if "%" not in words and "{" not in words and len(words) > 2}
    ours -= {"党总支", "居委会"}  # what places are called on the glass
    for language in ("zh-hans", "en"):
        clients = {}
        for who, address in pages(tree):
            someone = clients.setdefault(who, tree.client(who))
            someone.cookies["signage-language"] = language
            answer = someone.get(address)
            assert answer.status_code == PAGE, (who, address)
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            html = answer.content.decode()
            assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", html), address
            assert not re.search(r"\{%|\{\{", html), address
            if language == "en":
                texts = set(re.findall(r">\s*([^<>]*?)\s*<", html))
                texts |= set(re.findall(r'(?:placeholder|aria-label|title)="([^"]*)"', html))
                assert not texts & ours, (address, texts & ours)
