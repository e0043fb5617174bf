"""Proof of play: page, table, certificate; what is not known is said."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json

import pytest
from console.conftest import NOW, approve, write
from console.test_alerts import WATER, sent
from console.test_permissions import GONE, LOGIN, PAGE, client, got
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signage.errors import JournalError
from signage.server.console.alerts import work as alerts
from signage.server.console.evidence import proof
from signage.server.console.evidence.airtime import take
from signage.server.console.evidence.models import Airtime, Chunk, Entry, record
from signage.server.console.evidence.showing import Stay, gaps
from signage.server.console.notices import work


def line(at, event, item, slide="notice"):
    fields = {"at": at.isoformat().replace("+00:00", "Z"), "event": event, "slide": slide, "item": item}
    return json.dumps({**fields, "page": 0, "feed_version": 1}, separators=(",", ":")).encode() + b"\n"


class Screen:
    """A screen whose journal says that what it shows takes turns, a minute each."""

    def __init__(self, name, compound, clock):
        self.name, self.compound, self.clock = name, compound, clock
        self.sent = 0

    def shows(self, items, *, minutes):
        start = self.clock.now()
        lines = b""
        for minute in range(minutes):
            at, item = start + dt.timedelta(minutes=minute), items[minute % len(items)]
            lines += line(at, "painted", item) + line(at + dt.timedelta(minutes=1), "left", item)
        self.clock.pass_(minutes=minutes)
        self.say(lines)

    def say(self, lines):
        self.sent = take(self.name, self.compound.code, self.sent, lines)


@pytest.fixture
def notice(tree, settled):
    return approve(tree, settled, write(tree))


@pytest.fixture
def shown(tree, notice, clock):
    """A notice that one screen showed half of forty minutes, was silent for half an hour, and showed again."""
    screen = Screen("screen-east", tree.compound, clock)
    screen.shows([notice.item_id, "other"], minutes=40)
    clock.pass_(minutes=30)
    screen.shows([notice.item_id, "other"], minutes=20)
    return notice


def test_first_last_times_and_seconds_a_day(tree, shown, clock):
    told = tree.client("editor").get(f"/airtime/notices/{shown.pk}/").context["shown"].proof
    (screen,) = told.screens
    assert (told.times, told.seconds) == (30, 1800)
    assert told.first == shown.approved_at
    assert told.last == clock.now() - dt.timedelta(minutes=1)
    assert [(day.day, day.times, day.seconds) for day in screen.sum.days] == [(dt.date(2026, 12, 7), 30, 1800)]
    assert not told.unheard


def test_a_silence_is_told_everywhere(tree, shown):
    someone = tree.client("editor")
    page = someone.get(f"/airtime/notices/{shown.pk}/").content.decode()
    assert "有30分00秒没有收到这块屏幕的报告" in page
    paper = someone.get(f"/airtime/notices/{shown.pk}/certificate/").content.decode()
    assert "2026-12-07 14:45:00 至 2026-12-07 15:15:00：没有报告，屏上内容不明" in paper
    rows = list(
        csv.reader(io.StringIO(someone.get(f"/airtime/notices/{shown.pk}/airtime.csv").content.decode("utf-8-sig")))
    )
    assert rows[1] == ["槐安新苑", "screen-e", "2026-12-07", "30", "1800", "", "", ""]
    assert rows[2][5:] == ["2026-12-07 14:45:00", "2026-12-07 15:15:00", "没有收到报告"]


def test_a_compound_that_never_reported_is_told(tree, notice, clock):
    clock.pass_(hours=1)
    paper = tree.client("editor").get(f"/airtime/notices/{notice.pk}/certificate/").content.decode()
    assert "槐安新苑：没有任何屏幕报告过，不能证明在那里显示过" in paper
    assert "没有记录" in paper


def test_a_screen_that_is_paired_and_never_reported_is_all_silence(tree, shown, monkeypatch):
    names = {("huaian", "screen-east"): "东门", ("huaian", "screen-west"): "西门"}
    monkeypatch.setattr(proof, "screens_of", [lambda _compounds: names])
    told = tree.client("editor").get(f"/airtime/notices/{shown.pk}/").context["shown"].proof
    assert [(each.name, each.sum.times, each.silence) for each in told.screens] == [
        ("东门", 30, 1800),
        ("西门", 0, 5400),
    ]


def test_what_is_still_on_the_glass_counts_to_the_last_word(tree, notice, clock):
    screen = Screen("screen-east", tree.compound, clock)
    at = clock.now()
    screen.say(line(at, "painted", notice.item_id) + line(at + dt.timedelta(seconds=50), "pulled", ""))
    clock.pass_(minutes=2)
    told = tree.client("editor").get(f"/airtime/notices/{notice.pk}/").context["shown"].proof
    assert (told.seconds, told.times) == (50, 1)


def test_bad_lines_and_wrong_clocks_are_told(tree, notice, clock):
    screen = Screen("screen-east", tree.compound, clock)
    future = clock.now() + dt.timedelta(days=1)
    screen.say(line(future, "painted", notice.item_id) + line(future, "left", notice.item_id))
    with pytest.raises(JournalError):
        screen.say(b"nonsense\n")
    clock.pass_(days=2)
    page = tree.client("editor").get(f"/airtime/notices/{notice.pk}/").content.decode()
    assert "有1次显示时屏幕的时钟不准，没有计入" in page
    assert "记录里有1处读不出来" in page


def test_the_certificate_says_it_all(tree, shown):
    paper = tree.client("editor").get(f"/airtime/notices/{shown.pk}/certificate/").content.decode()
    letting = Entry.objects.get(action="approve")
    for words in (
        "水箱清洗临时停水",
        "停水〔2026〕12号",
        "和檐物业槐安服务处",
        "12月7日（周一）至12月10日（周四）",
        "审核人 approver（approver）",
        "提交</dt><dd>editor（editor）",
        "30次，30分00秒",
        f"第{letting.pk}条",
        letting.digest,
        Entry.objects.order_by("-pk").first().digest,
        Chunk.objects.latest("number").digest,
        "操作记录每一条都在",
    ):
        assert words in paper, words
    assert "供水管理" in paper  # the legal basis


def test_it_is_in_chinese_whatever_the_language_of_the_console(tree, shown):
    someone = tree.client("editor")
    someone.cookies["signage-language"] = "en"
    paper = someone.get(f"/airtime/notices/{shown.pk}/certificate/").content.decode()
    assert "30次，30分00秒" in paper
    assert "Print (A4)" in paper


def test_the_digest_can_be_checked_as_it_says(tree, shown):
    chunk = Chunk.objects.first()
    answer = tree.client("editor").get(f"/airtime/journals/{chunk.pk}.jsonl")
    header = answer.headers["X-Journal-Header"]
    assert hashlib.sha256(header.encode()).hexdigest() == chunk.digest
    assert hashlib.sha256(answer.content).hexdigest() == header.split()[-1]
    assert answer.content == chunk.lines


def test_a_broken_chain_is_said_on_it(tree, shown, monkeypatch):
    from signage.server.console.evidence import proofviews

    monkeypatch.setattr(proofviews, "broken_journal", lambda _screen: [2])
    monkeypatch.setattr(proofviews, "broken", lambda: [5])
    paper = tree.client("editor").get(f"/airtime/notices/{shown.pk}/certificate/").content.decode()
    assert "从第5条起对不上，请勿采信" in paper
    assert "第2段对不上，请勿采信" in paper


def test_an_alert_has_its_proof_too(team, settled, clock):
    message = sent(team, settled, WATER)
    Screen("screen-east", team.compound, clock).shows([message.identifier], minutes=5)
    settled(lambda: alerts.lift(team.person("alerts"), message))
    page = team.client("alerts").get(f"/airtime/alerts/{message.pk}/certificate/").content.decode()
    assert "临时停水" in page
    assert "提醒发布人 alerts" in page
    assert "1次，5分00秒" in page


def test_what_was_withdrawn_counts_until_then(tree, shown, settled, clock):
    settled(lambda: work.withdraw(tree.person("editor"), shown))
    Screen("screen-west", tree.compound, clock).shows([shown.item_id], minutes=10)
    told = tree.client("editor").get(f"/airtime/notices/{shown.pk}/").context["shown"].proof
    assert told.seconds == 1800


PATHS = ("notices/{}/", "notices/{}/airtime.csv", "notices/{}/certificate/")


@pytest.mark.parametrize("path", PATHS)
def test_who_sees_the_notice_sees_its_proof(tree, shown, path):
    for name, status in (
        ("editor", PAGE), ("approver", PAGE), ("administrator", PAGE), ("area-editor", PAGE), ("chief", PAGE),
        ("foreign-editor", GONE), ("foreign-administrator", GONE), ("nobody", GONE), ("stranger", LOGIN),
    ):  # fmt: skip
        assert got(client(tree, name).get(f"/airtime/{path.format(shown.pk)}")) == status, name


def test_of_a_branchs_notice_one_sees_ones_own_compounds_alone(tree, settled, clock):
    above = approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    for name, compound in (("own", tree.compound), ("sister", tree.sister)):
        Screen(name, compound, clock).shows([above.item_id], minutes=1)
    told = tree.client("editor").get(f"/airtime/notices/{above.pk}/").context["shown"].proof
    assert [each.screen for each in told.screens] == ["own"]
    chunk = Chunk.objects.get(screen="sister")
    assert tree.client("editor").get(f"/airtime/journals/{chunk.pk}.jsonl").status_code == GONE
    assert tree.client("area-editor").get(f"/airtime/journals/{chunk.pk}.jsonl").status_code == PAGE


def test_a_draft_has_no_proof(tree):
    assert tree.client("editor").get(f"/airtime/notices/{write(tree).pk}/").status_code == GONE


lengths = st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 1500), st.booleans()), max_size=20)


@given(lengths)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_finds_the_gaps_that_there_are(tree, told):
    """Spells one after another, some with a wrong clock: what SQL leaves of them has just the same gaps."""
    at, stays = NOW, []
    for before, long, doubtful in told:
        start = at + dt.timedelta(seconds=before, microseconds=137)
        at = start + dt.timedelta(seconds=long)
        stays.append(Stay(start=start, end=at, doubtful=doubtful))
    with transaction.atomic():
        for each in stays:
            Airtime.objects.create(
                screen="s", compound="huaian", slide="n", item="n", page=0, feed_version=1, chunk=1,
                start=each.start, end=each.end, doubtful=each.doubtful,
            )  # fmt: skip
        end = at + dt.timedelta(hours=1)
        found = gaps(proof._stretches(Airtime.objects.all()), NOW, end)
        assert list(proof._stays(Airtime.objects.all())) == stays
        transaction.set_rollback(True)
    assert found == gaps(stays, NOW, end)


# The log.


def test_the_log_by_person_and_branch(tree):
    record("edit", tree.person("editor"), branch=tree.compound.path, title="甲")
    record("edit", tree.person("foreign-editor"), branch=tree.foreign.path, title="乙")
    chief = tree.client("chief")
    for query, found in (
        (f"who={tree.person('editor').pk}", ["甲"]),
        (f"branch={tree.foreign.pk}", ["乙"]),
        (f"branch={tree.subdistrict.pk}", ["乙", "甲"]),
        (f"branch={tree.compound.pk}&who={tree.person('foreign-editor').pk}", []),
        ("branch=999999999", []),
    ):
        assert [entry.title for entry in chief.get(f"/log/?{query}").context["page"]] == found, query
        rows = list(csv.reader(io.StringIO(chief.get(f"/log.csv?{query}").content.decode("utf-8-sig"))))
        assert [row[5] for row in rows[1:]] == found, query


def test_a_filter_shows_nothing_of_another_branch(tree):
    record("edit", tree.person("foreign-editor"), branch=tree.foreign.path, title="乙")
    page = tree.client("administrator").get(f"/log/?branch={tree.foreign.pk}")
    assert list(page.context["page"]) == []
    assert "foreign-editor" not in page.content.decode()


def test_a_table_that_is_too_long_says_so(tree, monkeypatch):
    from signage.server.console.evidence import views

    monkeypatch.setattr(views, "MOST_ROWS", 2)
    for title in "甲乙丙":
        record("edit", tree.person("editor"), branch=tree.compound.path, title=title)
    rows = tree.client("chief").get("/log.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert "只列出最近2条" in rows[-1]
