"""The public pages: what is published, as it is now, to anybody; and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET  # of our own making

import msgspec
import pytest
from console.conftest import approve, feed, write
from django.conf import settings
from django.test import Client, override_settings
from sample import NOW, PICTURES, alert, at, notice, rich_feed

from signage.content.alert import Severity
from signage.content.body import Figure, Heading, Listing, Paragraph, Span, Table
from signage.content.compound import Display
from signage.content.duty import Roster
from signage.content.links import item_url, media_url
from signage.content.notice import Effect, Posting
from signage.feed.keys import init_keys, load_keys
from signage.feed.repository import Repository
from signage.server.console import moment
from signage.server.console.evidence.models import Entry
from signage.server.console.notices import work
from signage.server.console.outside import published
from signage.server.console.publishing import outbox

ATOM = "{http://www.w3.org/2005/Atom}"


def reader(**headers) -> Client:
    """Somebody at a phone."""
    return Client(HTTP_HOST="localhost", **headers)


def page(address: str, status: int = 200) -> str:
    answer = reader().get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def words(html: str) -> str:
    """What is read of a page."""
    body = re.sub(r"<head>.*?</head>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()


@pytest.fixture
def put(data, clock):
    """Publishes a feed as the console would, at the moment of the sample."""
    clock.time = NOW.astimezone(dt.UTC)

    def publish(shown=None, pictures=PICTURES):
        shown = shown or rich_feed(alerts=(alert(),))
        folder = settings.DATA.keys(shown.compound.id)
        if not folder.exists():
            init_keys(folder, clock=moment.clock())
        repository = Repository(settings.DATA.feed(shown.compound.id), load_keys(folder), clock=moment.clock())
        repository.publish(shown, pictures, allow_empty=True)
        return shown

    return publish


# A compound.


def test_a_compounds_page_says_what_the_glass_says(put):
    shown = put()
    read = words(page("/c/huaian/"))
    for said in (
        "槐安新苑", "12月9日 星期三", "演练", "寒潮橙色预警信号", "演示气象台", "12月9日 14:00 发布",
        "有效至 12月10日 18:00",
        "此刻当班 田小满 业委会 · 14:00–16:00", "下一班 明早 9:00 柏宁", "水箱清洗临时停水", "明天", "1至6号楼",
        "本周值班 12月7日–13日", "沈若禾 党总支", "老范 志愿者 代骆青山", "接待", "现在开放", "可借 1 / 2", "暂无",
        "已借出，18:00归还", "反诈", "96110", "内容更新于 13:58", "本月接待42件，已办结40件，办理中2件",
    ):  # fmt: skip
        assert said in read, said
    for item in shown.items:
        assert item.title in read


def test_in_english_the_pages_own_words_are_english(put):
    put()
    read = words(page("/c/huaian/?lang=en"))
    for said in (
        "Wednesday 9 December", "On duty now", "Water cut for tank cleaning", "Water cut", "tomorrow", "Buildings 1–6",
        "Chinese only", "Duty this week", "open now", "Updated 13:58", "Exercise",
    ):  # fmt: skip
        assert said in read, said


def test_what_is_not_live_now_is_not_there(put, clock):
    base = rich_feed()
    soon = notice("soon", "下周的事", posting=Posting(start=at(14), end=at(20)))
    over = notice("over", "昨天的事", posting=Posting(start=at(1), end=at(9)))
    put(msgspec.structs.replace(base, items=(*base.items, soon, over)))
    read = words(page("/c/huaian/"))
    assert "下周的事" not in read
    assert "昨天的事" not in read
    page("/c/huaian/notices/soon", 404)
    clock.pass_(days=5)
    assert "下周的事" in words(page("/c/huaian/"))
    page("/c/huaian/notices/soon")


def test_an_alert_leaves_the_page_with_its_own_minute(put, clock):
    put()
    assert "寒潮橙色预警信号" in words(page("/c/huaian/"))
    clock.time = at(10, 18)
    assert "寒潮橙色预警信号" not in words(page("/c/huaian/"))


def test_a_real_alert_wears_no_drills_word(put):
    from signage.content.alert import Status

    put(rich_feed(alerts=(alert(status=Status.ACTUAL, severity=Severity.SEVERE),)))
    assert "演练" not in words(page("/c/huaian/"))


def test_a_week_that_nobody_announced_says_so(put):
    put(rich_feed(roster=Roster(months=("2027-01",))))
    read = words(page("/c/huaian/"))
    assert "今天的排片表待公布" in read
    assert "本周排片表待公布。" in read


def test_stopped_screens_stop_the_pages_too(put):
    """Whoever stops the glass because of what is on it means these pages as well."""
    base = rich_feed(alerts=(alert(),))
    for display in (Display.SAFE, Display.BLACKOUT):
        put(msgspec.structs.replace(base, compound=msgspec.structs.replace(base.compound, display=display)))
        read = words(page("/c/huaian/"))
        assert "暂停展示内容" in read
        assert "0000-0001" in read
        for hidden in ("水箱清洗", "寒潮", "田小满"):
            assert hidden not in read
        assert "暂停展示" in words(page("/c/huaian/notices/water"))
        assert "VEVENT" not in page("/c/huaian/events.ics")
        assert ET.fromstring(page("/c/huaian/atom.xml")).findall(f"{ATOM}entry") == []  # noqa: S314


# A notice.


def test_a_notices_page_has_all_of_it(put):
    put()
    read = words(page("/c/huaian/notices/water"))
    for said in (
        "水箱清洗临时停水", "停水〔2026〕12号", "范围 1至6号楼", "恢复后先放水片刻再使用", "和檐物业槐安服务处",
        "2026年12月7日",
        "公示至明天", "盖章原件见公告墙", "0000-0001",
    ):  # fmt: skip
        assert said in read, said


def test_a_translation_is_shown_to_who_asks_for_it(put):
    put()
    html = page("/c/huaian/notices/water?lang=en")
    read = words(html)
    assert "Water cut for tank cleaning" in read
    assert "Run the tap for a while" in read
    assert "恢复后先放水" not in read
    assert 'class="paper" lang="en"' in html
    chinese = page("/c/huaian/notices/fraud?lang=en")
    assert "Chinese only" in words(chinese)
    assert 'class="paper" lang="zh-Hans"' in chinese


def test_every_block_is_drawn_and_every_text_is_text(put):
    hostile = "<script>alert(1)</script>"
    body = (
        Paragraph(spans=(Span(text=f"一段{hostile}\n第二行"), Span(text="要紧", strong=True))),
        Heading(text=f"小标题{hostile}"),
        Listing(items=((Span(text="其一"),),), ordered=True),
        Listing(items=((Span(text="其二"),),)),
        Table(header=("项目", "金额"), rows=(("停车", "48200"),), right=(1,)),
        Figure(media=msgspec.structs.replace(next(iter(rich_feed().media())), alt='"><script>'), caption=hostile),
    )
    put(rich_feed(items=(notice(title=f"标题{hostile}", body=body),)))
    html = page("/c/huaian/notices/water")
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 5
    for made in (
        "<ol><li>其一",
        "<ul><li>其二",
        "<strong>要紧",
        "<br>第二行",
        '<td class="right">48200',
        "<figcaption>",
    ):
        assert made in html, made


def test_the_printed_code_leads_back_to_the_page(put):
    shown = put()
    html = page("/c/huaian/notices/water")
    assert item_url(shown.compound, "water") in html
    assert re.search(r'<svg[^>]*class="qr"', html)
    assert "style=" not in html


def test_a_poster_is_a_picture(put):
    shown = put()
    html = page("/c/huaian/notices/dumplings")
    poster = next(item for item in shown.items if item.id == "dumplings")
    assert f"/feed/huaian/media/{poster.picture.name}" in html
    assert 'alt="海报"' in html


@pytest.mark.parametrize(
    "address",
    ["/c/nonesuch/", "/c/huaian/notices/nonesuch", "/c/huaian/notices/notice-1",
     "/c/huaian/notices/notice-99999999999999999999", "/c/huaian/notices/%00"],
)  # fmt: skip
def test_what_never_was_is_not_found_in_words(put, db, address):
    put()
    html = page(address, 404)
    assert "没有这" in html
    assert "二维码" in html


# What was, and is not any more.


def test_a_notice_that_ended_says_when(put, clock):
    put()
    clock.time = at(11)
    read = words(page("/c/huaian/notices/water", 410))
    assert "这条通知已到期" in read
    assert "“水箱清洗临时停水”已于12月11日（周五）到期" in read


def test_a_notice_that_was_withdrawn_is_gone_at_once_and_its_title_with_it(tree, settled, clock):
    kept = approve(tree, settled, write(tree))
    address = f"/c/huaian/notices/{kept.item_id}"
    title = next(item.title for item in feed(tree.compound).items if item.id == kept.item_id)
    assert title in words(page(address))
    clock.pass_(hours=1)
    settled(lambda: work.withdraw(tree.person("editor"), kept))
    read = words(page(address, 410))
    assert "已撤下" in read
    assert title not in read
    assert title not in words(page("/c/huaian/"))
    page(f"/c/liuan/notices/{kept.item_id}", 404)


def test_a_notice_that_ended_is_told_from_the_consoles_memory(tree, settled, clock):
    kept = approve(tree, settled, write(tree))
    clock.pass_(days=30)
    settled(lambda: outbox.want([tree.compound]))
    assert feed(tree.compound).items == ()
    read = words(page(f"/c/huaian/notices/{kept.item_id}", 410))
    assert "已到期" in read
    assert "停水" in read


def test_a_draft_and_what_was_withdrawn_before_it_was_shown_never_were(tree, settled, clock):
    settled(lambda: outbox.want([tree.compound]))
    draft = write(tree)
    page(f"/c/huaian/notices/{draft.item_id}", 404)
    later = approve(tree, settled, write(tree, posting_start="2026-12-09T08:00"))
    page(f"/c/huaian/notices/{later.item_id}", 404)
    settled(lambda: work.withdraw(tree.person("editor"), later))
    page(f"/c/huaian/notices/{later.item_id}", 404)


def test_a_branchs_notice_that_is_hidden_here_is_gone_here_alone(tree, settled, clock):
    above = approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    clock.pass_(hours=1)
    settled(lambda: work.hide(tree.person("editor"), above, tree.compound, "不涉及"))
    page(f"/c/huaian/notices/{above.item_id}", 410)
    page(f"/c/huaian-east/notices/{above.item_id}")


# How it is answered.


def test_nothing_runs_and_nothing_is_remembered(put):
    put()
    for address in ("/c/huaian/", "/c/huaian/notices/water", "/c/huaian/atom.xml", "/c/huaian/events.ics", "/c/x/"):
        answer = reader().get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        html = answer.content.decode()
        assert not re.search(r"<script|\son[a-z]+=|javascript:", html)
        assert not re.search(r'<(?:img|link rel="stylesheet")[^>]*(?:src|href)="(?:https?:)?//', html)


def test_who_is_logged_in_gets_the_same_page_without_a_question(put, tree, django_assert_num_queries):
    put()
    someone = tree.client("editor")
    with django_assert_num_queries(0):
        answer = someone.get("/c/huaian/")
    assert answer.content.decode() == page("/c/huaian/")


def test_who_has_the_page_is_told_so(put, clock):
    put()
    first = reader().get("/c/huaian/")
    again = reader().get("/c/huaian/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    clock.time = at(9, 16)
    assert reader().get("/c/huaian/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_crowd_costs_one_reading_and_a_publish_another(put, db, monkeypatch, django_assert_num_queries):
    count = []
    real = published.read_held
    monkeypatch.setattr(published, "read_held", lambda path: count.append(path) or real(path))
    shown = put()
    with django_assert_num_queries(0):
        for _ in range(5):
            page("/c/huaian/")
            page("/c/huaian/notices/water")
    assert len(count) == 1
    put(msgspec.structs.replace(shown, items=(notice(title="水箱清洗改期"),)))
    assert "水箱清洗改期" in words(page("/c/huaian/"))
    assert len(count) == 2


def test_pages_that_are_kept_are_bounded(put, monkeypatch):
    put()
    monkeypatch.setattr(published, "PAGES_KEPT", 3)
    for item in ("water", "power", "meeting", "fraud", "found"):
        page(f"/c/huaian/notices/{item}")
    assert len(published._pages) == 3


def test_a_page_is_made_in_the_language_and_under_the_address_that_were_asked_for(put):
    base = rich_feed()
    put(msgspec.structs.replace(base, compound=msgspec.structs.replace(base.compound, public_url="")))
    assert "http://localhost/c/huaian/notices/water" in page("/c/huaian/notices/water")
    other = Client(HTTP_HOST="127.0.0.1").get("/c/huaian/notices/water").content.decode()
    assert "http://127.0.0.1/c/huaian/notices/water" in other
    assert '<html lang="en">' in page("/c/huaian/?lang=en")
    assert '<html lang="zh-Hans">' in page("/c/huaian/?lang=xx")


@pytest.mark.parametrize("indexed", [False, True])
def test_search_engines_are_asked_to_stay_away_unless_somebody_says_otherwise(put, indexed):
    put()
    with override_settings(SIGNAGE_INDEXED=indexed):
        published._pages.clear()
        answer = reader().get("/c/huaian/")
    published._pages.clear()
    assert ("X-Robots-Tag" in answer.headers) is not indexed
    assert ('name="robots"' in answer.content.decode()) is not indexed


def test_a_damaged_feed_is_said_and_not_shown(put, expect_log):
    expect_log("the published feed is damaged", "Service Unavailable")
    shown = put()
    for file in (settings.DATA.feed("huaian") / "targets").iterdir():
        file.write_bytes(b"{}")
    published._readings.clear()
    answer = reader().get("/c/huaian/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert shown.items[0].title not in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_these_pages_are_read_and_nothing_else(put, method):
    put()
    for address in ("/c/huaian/", "/c/huaian/notices/water", "/c/huaian/atom.xml"):
        assert getattr(reader(), method)(address).status_code == 405


# For machines.


def test_the_atom_feed_is_what_is_live(put):
    shown = put()
    answer = reader().get("/c/huaian/atom.xml")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)  # noqa: S314
    assert root.findtext(f"{ATOM}title") == "槐安新苑"
    entries = root.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {item.title for item in shown.items}
    water = next(entry for entry in entries if entry.findtext(f"{ATOM}title") == "水箱清洗临时停水")
    assert water.find(f"{ATOM}link").get("href") == item_url(shown.compound, "water")
    assert water.findtext(f"{ATOM}id") == item_url(shown.compound, "water")
    poster = next(entry for entry in entries if entry.findtext(f"{ATOM}title") == "冬至包饺子")
    assert f'src="{media_url(shown.compound, next(shown.media()))}"' in poster.findtext(f"{ATOM}summary")


def test_what_is_announced_is_a_calendar(put):
    from icalendar import Calendar

    base = rich_feed()
    outing = notice("outing", "春游", category="活动", effect=Effect(start=at(10), end=at(12)), buildings=())
    vote = notice("vote", "投票截止", effect=Effect(start=at(10, 18)), buildings=())
    put(msgspec.structs.replace(base, items=(*base.items, outing, vote)))
    answer = reader().get("/c/huaian/events.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = {str(event["uid"]).partition("@")[0]: event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"water", "power", "meeting", "outing", "vote"}
    assert events["water"].decoded("dtstart") == at(10, 9)
    assert events["water"].decoded("dtend") == at(10, 16)
    assert str(events["water"]["summary"]) == "停水：水箱清洗临时停水"
    assert str(events["water"]["location"]) == "槐安新苑 1至6号楼"
    assert str(events["water"]["url"]) == "https://huaian.example/notices/water"
    assert [events["outing"].decoded(part) for part in ("dtstart", "dtend")] == [
        dt.date(2026, 12, 10),
        dt.date(2026, 12, 12),
    ]
    assert "dtend" not in events["vote"]


def test_pictures_where_the_json_feed_says_they_are_lead_to_the_feed_host(put):
    shown = put()
    name = next(shown.media()).name
    answer = reader().get(f"/c/huaian/media/{name}")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/feed/huaian/media/{name}"


# What an administrator says of them.


def test_the_codes_on_the_screens_lead_here_once_an_administrator_says_so(tree, settled):
    someone = tree.client("administrator")
    assert "让二维码指向这里" in someone.get(f"/branches/{tree.compound.pk}/").content.decode()
    settled(lambda: someone.post(f"/branches/{tree.compound.pk}/public/", {"do": "on"}))
    compound = feed(tree.compound).compound
    assert compound.public_url == "http://localhost/c/huaian/"
    assert item_url(compound, "notice-1") == "http://localhost/c/huaian/notices/notice-1"
    assert Entry.objects.filter(action="branch-change", details__public_url=compound.public_url).exists()
    html = someone.get(f"/branches/{tree.compound.pk}/").content.decode()
    assert "屏上的二维码指向这里" in html
    assert "手机打不开" in html
    settled(lambda: someone.post(f"/branches/{tree.compound.pk}/public/", {"do": "off"}))
    assert feed(tree.compound).compound.public_url == ""


@pytest.mark.parametrize(
    ("address", "reaches"),
    [
        ("http://localhost:8470/c/x/", False), ("http://127.0.0.1/c/x/", False), ("http://[::1]:80/c/x/", False),
        ("http://192.168.1.5/c/x/", True), ("https://screens.example.cn/c/x/", True),
    ],
)  # fmt: skip
def test_an_address_that_no_phone_reaches_is_known(address, reaches):
    from signage.server.console.outside.staff import reaches_residents

    assert reaches_residents(address) is reaches


def test_staff_find_the_page_of_a_notice(tree, settled):
    live = approve(tree, settled, write(tree))
    html = tree.client("editor").get(f"/notices/{live.pk}/").content.decode()
    assert f'href="/c/huaian/notices/{live.item_id}"' in html
