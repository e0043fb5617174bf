"""Screens as the console knows them: reports taken once and from the right one, pairing, orders in the feed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest
from console.conftest import NOW, a_screen, approve, feed, write
from django.test import Client

from signage.content.compound import Display
from signage.content.order import CommandKind
from signage.feed.report import MAX_REPORT_BYTES, NEAR, Health, Report, seal
from signage.playlist.orders import commands_due, standing
from signage.server.console.evidence import airtime
from signage.server.console.evidence.models import Entry
from signage.server.console.publishing import outbox
from signage.server.console.screens import listing, orders, pairing
from signage.server.console.screens.models import CODE_LIFE, SILENT, Screen
from signage.server.console.screens.reports import FORGOTTEN, MOST_FROM_ONE
from signage.store.identity import Identity, load_identity

LINE = b'{"at":"2026-12-07T06:05:00.000000Z","event":"painted","slide":"week","item":"","page":0,"feed_version":1}\n'


class Kiosk:
    """What a screen sends, by hand."""

    def __init__(self, place: Path, clock, compound="huaian", root=""):
        place.mkdir(parents=True, exist_ok=True)
        self.identity: Identity = load_identity(place)
        self.clock, self.compound, self.root = clock, compound, root
        self.client = Client(HTTP_HOST="localhost")

    def sealed(self, **more):
        key = self.identity.private_key()
        said = {
            "screen": self.identity.id, "key": key.public_key().public_bytes_raw().hex(), "at": self.clock.now(),
            "compound": self.compound, "root": self.root, "health": Health(slide="week"), **more,
        }  # fmt: skip
        return seal(Report(**said), key)

    def post(self, body, signature):
        return self.client.post(
            "/report/", body, content_type="application/json", headers={"Signage-Signature": signature}
        )

    def report(self, **more):
        self.clock.pass_(seconds=2)
        answer = self.post(*self.sealed(**more))
        assert answer.status_code == 200, answer.status_code
        return answer.json()

    @property
    def screen(self) -> Screen:
        return Screen.objects.get(identity=self.identity.id)


@pytest.fixture
def published(tree, settled):
    """The compound's feed is out, so that it has keys and a root."""
    settled(lambda: outbox.want([tree.compound]))
    return tree


@pytest.fixture
def kiosk(published, clock, tmp_path) -> Kiosk:
    return Kiosk(tmp_path / "kiosk", clock, root=pairing.root_of(published.compound))


@pytest.fixture
def paired(kiosk, published, settled) -> Kiosk:
    kiosk.report(code="A3K7PD")
    screen = kiosk.screen
    settled(lambda: orders.pair(published.person("administrator"), screen, published.compound, "东门"))
    return kiosk


# Reports


def test_whoever_asks_learns_that_this_is_a_console(db):
    assert Client(HTTP_HOST="localhost").get("/report/").json() == {"reports": 1}


def test_a_new_screen_is_known_and_not_paired(kiosk):
    answer = kiosk.report(code="A3K7PD", health=Health(version="1", feed_version=3))
    assert (answer["paired"], answer["name"], answer["offset"]) == (False, "", 0)
    screen = kiosk.screen
    assert (screen.code, screen.compound, screen.health.feed_version) == ("A3K7PD", None, 3)


def test_the_answer_holds_nothing_that_could_command(paired):
    assert set(paired.report()) == {"paired", "name", "offset", "next"}


def test_a_paired_screen_is_told_its_name_and_what_of_its_journal_is_wanted(paired):
    assert paired.report()["offset"] == 0
    answer = paired.report(offset=0, lines=LINE * 2)
    assert (answer["paired"], answer["name"], answer["offset"]) == (True, "东门", 2 * len(LINE))
    assert airtime.take(paired.identity.id, "huaian", 0, b"") == 2 * len(LINE)


def test_lines_that_are_none_do_not_stop_the_reports(paired):
    answer = paired.report(offset=0, lines=LINE + b"rubbish\n")
    assert answer["offset"] == len(LINE) + len(b"rubbish\n")


def test_a_screen_that_is_not_paired_has_no_journal_kept(kiosk):
    assert kiosk.report(offset=0, lines=LINE, code="A3K7PD")["offset"] == 0
    assert airtime.take(kiosk.identity.id, "huaian", 0, b"") == 0


def test_a_replayed_report_is_refused(paired):
    paired.clock.pass_(seconds=2)
    sealed = paired.sealed(health=Health(slide="card"))
    assert paired.post(*sealed).status_code == 200
    assert paired.post(*sealed).status_code == 409
    paired.clock.pass_(minutes=2)
    assert paired.post(*sealed).status_code == 409


@pytest.mark.parametrize("off", [NEAR + dt.timedelta(seconds=1), -NEAR - dt.timedelta(seconds=1)])
def test_a_report_of_another_time_is_refused(paired, off):
    paired.clock.pass_(seconds=2)
    assert paired.post(*paired.sealed(at=paired.clock.now() + off)).status_code == 409


def test_a_report_with_a_wrong_key_is_refused(paired, tmp_path, clock):
    thief = Kiosk(tmp_path / "thief", clock)
    clock.pass_(seconds=2)
    body, signature = thief.sealed(screen=paired.identity.id, health=Health(slide="card"))
    assert thief.post(body, signature).status_code == 400
    body, _signature = paired.sealed()
    assert paired.post(body, signature).status_code == 400
    assert paired.screen.health.slide == "week"


def test_a_huge_body_is_refused(kiosk):
    answer = kiosk.post(b"x" * (MAX_REPORT_BYTES + 1), "00" * 64)
    assert answer.status_code == 413
    for body in (b"", b"{}", b"[" * 10_000):
        assert kiosk.post(body, "00" * 64).status_code == 400


def test_too_often_is_refused(paired):
    paired.report()
    paired.clock.pass_(seconds=0.5)
    assert paired.post(*paired.sealed()).status_code == 429


def test_strangers_do_not_fill_the_house(published, clock, tmp_path):
    for number in range(MOST_FROM_ONE):
        Kiosk(tmp_path / f"k{number}", clock).report(code="A3K7PD")
    clock.pass_(seconds=2)
    last = Kiosk(tmp_path / "last", clock)
    assert last.post(*last.sealed(code="C4M9RT")).status_code == 429
    clock.pass_(seconds=FORGOTTEN.total_seconds() + 60)
    assert last.post(*last.sealed(code="C4M9RT")).status_code == 200
    assert Screen.objects.count() == 1


def test_a_snapshot_is_kept_when_it_is_a_picture_of_a_paired_screen(paired, tree):
    paired.report(snapshot=b"<script>alert(1)</script>")
    assert paired.screen.snapshot is None
    paired.report(snapshot=b"\xff\xd8\xffpicture")
    answer = tree.client("editor").get(f"/screens/huaian/{paired.screen.pk}/glass.jpg")
    assert answer.content == b"\xff\xd8\xffpicture"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


# Pairing


def test_from_a_code_to_a_name(kiosk, tree):
    kiosk.report(code="A3K7PD")
    someone = tree.client("administrator")
    page = someone.post("/pair/", {"code": "a3k 7pd"}).content.decode()
    print_ = pairing.root_of(tree.compound)
    assert re.sub(r"\s", "", print_) in re.sub(r"\s", "", page)
    answer = someone.post("/pair/", {"code": "A3K7PD", "name": "东门"})
    assert "请先核对屏上的指纹" in answer.content.decode()
    answer = someone.post("/pair/", {"code": "A3K7PD", "name": " ", "same": "1"})
    assert "请写明屏幕在哪里" in answer.content.decode()
    answer = someone.post("/pair/", {"code": "A3K7PD", "name": "东门", "same": "1"})
    screen = kiosk.screen
    assert answer.headers["Location"] == f"/screens/huaian/{screen.pk}/"
    assert (screen.compound, screen.name, screen.code) == (tree.compound, "东门", "")
    entry = Entry.objects.get(action="pair")
    assert (entry.title, entry.branch) == ("槐安新苑 东门", tree.compound.path)
    assert kiosk.report()["paired"] is True


def test_an_old_code_is_no_code(kiosk, clock):
    kiosk.report(code="A3K7PD")
    clock.pass_(seconds=CODE_LIFE.total_seconds() + 1)
    assert pairing.find("A3K7PD")[0] is None
    kiosk.report(code="C4M9RT")
    assert pairing.find("A3K7PD")[0] is None
    assert pairing.find("c4m 9rt")[0] == kiosk.screen


def test_a_code_that_two_screens_show_is_nobodys(kiosk, clock, tmp_path):
    kiosk.report(code="A3K7PD")
    Kiosk(tmp_path / "copy", clock).report(code="A3K7PD")
    found, problem = pairing.find("A3K7PD")
    assert found is None
    assert "冒充" in problem


def test_guessing_is_slow(kiosk, tree):
    kiosk.report(code="A3K7PD")
    someone = tree.client("administrator")
    for _ in range(5):
        assert someone.post("/pair/", {"code": "AAAAAA"}).status_code == 200
    answer = someone.post("/pair/", {"code": "A3K7PD", "name": "东门", "same": "1"})
    assert answer.status_code == 429
    assert kiosk.screen.compound is None


def test_a_screen_that_believes_another_root_or_shows_another_compound_is_not_paired(kiosk, tree, clock, tmp_path):
    kiosk.root = "0" * 16
    kiosk.report(code="A3K7PD")
    page = tree.client("administrator").post("/pair/", {"code": "A3K7PD"}).content.decode()
    assert "指纹不一致" in page
    Kiosk(tmp_path / "foreign", clock, compound="liuan").report(code="C4M9RT")
    page = tree.client("administrator").post("/pair/", {"code": "C4M9RT"}).content.decode()
    assert "不是您管理的小区" in page
    Kiosk(tmp_path / "fresh", clock, compound="").report(code="HHHHHH")
    assert "还没有收到内容" in tree.client("administrator").post("/pair/", {"code": "HHHHHH"}).content.decode()


def test_a_name_is_taken_once_a_compound(kiosk, tree):
    a_screen(tree.compound)
    kiosk.report(code="A3K7PD")
    posted = {"code": "A3K7PD", "name": "东门", "same": "1"}
    assert "已有一块屏幕叫" in tree.client("administrator").post("/pair/", posted).content.decode()


def test_a_replacement_takes_name_and_standing_order(kiosk, tree, settled):
    old = a_screen(tree.compound)
    settled(lambda: orders.show_on_screen(tree.person("alerts"), old, Display.BLACKOUT))
    kiosk.report(code="A3K7PD")
    posted = {"code": "A3K7PD", "name": "", "same": "1", "instead": old.pk}
    settled(lambda: tree.client("administrator").post("/pair/", posted))
    old.refresh_from_db()
    assert (kiosk.screen.name, kiosk.screen.display, old.compound, old.display) == ("东门", "blackout", None, "normal")
    assert standing(feed(tree.compound), kiosk.identity.id).display is Display.BLACKOUT
    assert standing(feed(tree.compound), old.identity).display is Display.NORMAL


# Orders


def test_a_blackout_of_a_branch_is_in_every_feed_below_and_goes_as_it_came(tree, settled):
    screen = a_screen(tree.compound)
    someone = tree.client("chief")
    settled(lambda: someone.post("/stop/", {"branch": tree.area.pk, "do": "blackout"}))
    for compound in (tree.compound, tree.sister):
        assert standing(feed(compound), "").display is Display.BLACKOUT
        assert standing(feed(compound), screen.identity).since is not None
    assert outbox.held_feed(tree.foreign) is None
    entry = Entry.objects.get(action="blackout")
    assert (entry.title, entry.branch) == ("槐安居民区", tree.area.path)
    settled(lambda: someone.post("/stop/", {"branch": tree.area.pk, "do": "normal"}))
    assert standing(feed(tree.compound), "").display is Display.NORMAL
    assert Entry.objects.filter(action="resume").count() == 1


def test_resuming_a_branch_gives_everything_below_back_but_nothing_above(tree, settled):
    screen = a_screen(tree.compound)
    person = tree.person("chief")
    settled(lambda: orders.show_on_screen(person, screen, Display.SAFE, "检修"))
    settled(lambda: orders.show_on_branch(person, tree.compound, Display.BLACKOUT))
    settled(lambda: orders.show_on_branch(person, tree.root, Display.SAFE))
    answer = tree.client("alerts").post("/stop/", {"branch": tree.compound.pk, "do": "normal"}, follow=True)
    assert "“全部”上还有停播" in answer.content.decode()
    settled(lambda: outbox.want([tree.compound]))
    assert standing(feed(tree.compound), screen.identity).display is Display.SAFE
    assert standing(feed(tree.compound), screen.identity).words == ""
    settled(lambda: orders.show_on_branch(person, tree.root, Display.NORMAL))
    assert feed(tree.compound).orders == ()


def test_the_words_of_a_safe_slide_are_one_plain_line(tree, settled):
    screen = a_screen(tree.compound)
    posted = {"do": "safe", "words": "  设备检修\n请看公告墙 " + "长" * 80}
    settled(lambda: tree.client("alerts").post(f"/screens/huaian/{screen.pk}/do/", posted))
    held = standing(feed(tree.compound), screen.identity)
    assert held.display is Display.SAFE
    assert held.words.startswith("设备检修 请看公告墙 长")
    assert len(held.words) == 60


def test_words_that_no_font_draws_are_refused_and_nothing_changes(tree, settled):
    screen = a_screen(tree.compound)
    for address, posted in (
        (f"/screens/huaian/{screen.pk}/do/", {"do": "safe"}),
        ("/stop/", {"do": "safe", "branch": tree.compound.pk}),
    ):
        answer = tree.client("administrator").post(address, {**posted, "words": "请看\U000e1234墙"}, follow=True)
        assert "没有字体能显示" in answer.content.decode()
    assert orders.orders(tree.compound, NOW) == ()


def test_a_command_is_in_the_feed_until_it_was_done(paired, tree, settled):
    someone = tree.client("administrator")
    settled(lambda: someone.post(f"/screens/huaian/{paired.screen.pk}/do/", {"do": "snapshot"}))
    settled(lambda: someone.post(f"/screens/huaian/{paired.screen.pk}/do/", {"do": "snapshot"}))
    (due,) = commands_due(feed(tree.compound), paired.identity.id, paired.clock.now(), set())
    assert due.kind is CommandKind.SNAPSHOT
    assert commands_due(feed(tree.compound), "f" * 32, paired.clock.now(), set()) == ()
    assert paired.report()["next"] < 60
    assert paired.report(done=(due.id,))["next"] == 60
    settled(lambda: outbox.want([tree.compound]))
    assert feed(tree.compound).orders == ()


def test_one_screen_cannot_say_that_anothers_command_is_done(paired, tree, clock, tmp_path):
    other = a_screen(tree.compound, "西门")
    given = orders.command(tree.person("administrator"), other, CommandKind.RESTART)
    paired.report(done=(given.name,))
    given.refresh_from_db()
    assert given.done_at is None


def test_an_expired_command_leaves_the_feed(paired, tree, settled, clock):
    settled(lambda: orders.command(tree.person("administrator"), paired.screen, CommandKind.RESTART))
    clock.pass_(hours=1)
    settled(lambda: outbox.want([tree.compound]))
    assert feed(tree.compound).orders == ()


def test_no_fault_of_a_notice_holds_up_a_blackout(tree, settled, monkeypatch, expect_log):
    expect_log("is not published")
    approve(tree, settled, write(tree))
    before = feed(tree.compound)
    from signage.content.fault import Fault

    broken = Fault(file="notices/notice-1", field="title", problem="坏了")
    monkeypatch.setattr(outbox, "undrawn", lambda _feed: iter([broken]))
    monkeypatch.setattr(
        outbox, "built", lambda *a, real=outbox.built, **k: msgspec.structs.replace(real(*a, **k), blocking=(broken,))
    )
    settled(lambda: orders.show_on_branch(tree.person("alerts"), tree.compound, Display.BLACKOUT))
    after = feed(tree.compound)
    assert standing(after, "").display is Display.BLACKOUT
    assert after.items == before.items


def test_a_screen_that_was_let_go_is_ordered_nothing_and_may_come_back(paired, tree, settled):
    settled(lambda: orders.show_on_screen(tree.person("alerts"), paired.screen, Display.BLACKOUT))
    key = paired.screen.pk
    settled(lambda: tree.client("administrator").post(f"/screens/huaian/{key}/do/", {"do": "unpair"}))
    assert feed(tree.compound).orders == ()
    assert tree.client("administrator").get(f"/screens/huaian/{key}/").status_code == 404
    assert paired.report(code="C4M9RT")["paired"] is False
    assert pairing.find("C4M9RT")[0] == paired.screen


# In words


def test_a_silent_screen_waits_on_the_first_page(paired, tree, clock):
    assert "没有消息" not in tree.client("editor").get("/").content.decode()
    clock.pass_(seconds=SILENT.total_seconds() + 1)
    page = tree.client("editor").get("/").content.decode()
    assert "没有消息：请看看电源和网络" in page
    assert "现在没有要处理的事" not in page
    assert "没有消息" not in tree.client("foreign-editor").get("/").content.decode()


def test_whoever_sees_a_stopped_compound_is_told(tree, settled):
    screen = a_screen(tree.compound)
    settled(lambda: orders.show_on_branch(tree.person("chief"), tree.area, Display.BLACKOUT))
    settled(lambda: orders.show_on_screen(tree.person("alerts"), screen, Display.SAFE, "检修中"))
    for name in ("editor", "alerts", "area-editor", "chief"):
        page = tree.client(name).get("/").content.decode()
        assert "槐安居民区</strong> 黑屏" in page, name
        assert "槐安新苑 东门</strong> 安全画面 “检修中”" in page, name
        assert ("去恢复" in page) == (name in ("alerts", "chief")), name
    assert "黑屏" not in tree.client("foreign-editor").get("/").content.decode()
    picture = tree.client("editor").get("/screens/huaian/now.webp")
    assert (picture.headers["Content-Type"], picture.content.decode()) == ("text/plain; charset=utf-8", "黑屏")


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (Health(clock_offset=31.0), "时钟快了31秒"),
        (Health(clock_offset=-125.0), "时钟慢了2分5秒"),
        (Health(free=5_000_000), "只剩5 MB"),
    ],
)
def test_what_somebody_should_look_after_is_said(tree, health, words):
    screen = a_screen(tree.compound, health=health)
    (row,) = listing.rows([screen])
    assert words in row.warnings[0]


def test_what_is_well_is_not_warned_of(tree):
    (row,) = listing.rows([a_screen(tree.compound, health=Health(clock_offset=-29.0, free=10**9, slide="week"))])
    assert row.warnings == []
    assert row.on_glass == "本周值班"


def test_a_resident_who_reads_is_said_without_what_they_read(tree):
    (row,) = listing.rows([a_screen(tree.compound, health=Health(slide="browse/duty"))])
    assert row.on_glass == "居民正在翻看"


def test_a_screen_that_is_behind_is_said_after_a_while(paired, tree, clock):
    paired.report(health=Health(feed_version=0))
    (row,) = listing.rows([paired.screen])
    assert not row.behind  # it was just published
    clock.pass_(minutes=5)
    (row,) = listing.rows([paired.screen])
    assert row.behind
    assert "内容不是最新的" in row.warnings[0]


def test_what_is_on_the_glass_has_its_title(paired, tree, settled):
    notice = approve(tree, settled, write(tree))
    paired.report(health=Health(slide="notice", item=notice.item_id))
    (row,) = listing.rows([paired.screen])
    assert row.on_glass == notice.title
