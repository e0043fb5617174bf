"""Alerts by HTTP: who may do what where, the form, the preview; every step a page."""

from __future__ import annotations

import msgspec
import pytest
from console.test_alerts import COLD, FIRE, WATER, on_glass, sent
from console.test_permissions import DONE, FORBIDDEN, GONE, LOGIN, PAGE, PEOPLE, client, expected, got

from signage.server.console.alerts import work
from signage.server.console.alerts.models import AlertSetting, Message
from signage.server.console.drawing import Draughtsman, Drawing, Page
from signage.server.console.evidence.models import Entry
from signage.server.console.tree.roles import Role


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch):
    """Nothing is drawn here."""
    monkeypatch.setattr(Draughtsman, "available", staticmethod(lambda: False))


FORM = {
    "kind": "fire",
    "level": "red",
    "headline": "2号车库冒烟",
    "description": "2号车库冒烟，微型消防站处置中。",
    "instruction": "请勿进入\r\n\r\n 5号楼居民由西侧离开 ",
    "ends": "1h",
    "issuer": "槐安居委会",
    "buildings": ["2", "5"],
}


def make(tree, settled, state):
    """A message in the state that an action needs; written by `alerts`, or by another where the second is asked."""
    message = work.write(tree.person("writer", tree.compound, Role.ALERTS), tree.compound, FIRE)
    if state == "draft":
        return message
    message = work.confirm(tree.access("writer"), message)
    if state == "waiting":
        return message
    return settled(lambda: work.second(tree.access("approver"), message, message.written_at.isoformat()))


ACTIONS = {
    # action: (state, path, what is posted, what each person gets)
    "see": ("draft", "", None, expected(other=PAGE)),
    "preview": ("draft", "preview/", None, expected(other=PAGE)),
    "edit": ("draft", "edit/", None, expected(alerts=PAGE)),
    "rewrite": ("draft", "edit/", FORM, expected(alerts=DONE)),
    "confirm": ("draft", "confirm/", {}, expected(alerts=DONE)),
    "drop": ("draft", "drop/", {}, expected(alerts=DONE)),
    "second": ("waiting", "second/", {}, expected(alerts=DONE, approver=DONE, area_approver=DONE)),
    "return": ("waiting", "return/", {"comment": "改"}, expected(alerts=DONE, approver=DONE, area_approver=DONE)),
    "update": ("sent", "update/", None, expected(alerts=PAGE)),
    "send an update": ("sent", "update/", FORM, expected(alerts=DONE)),
    "lift": ("sent", "lift/", {}, expected(other=DONE)),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_the_matrix(tree, settled, action):
    state, path, posted, wanted = ACTIONS[action]
    message = make(tree, settled, state)
    from django.db import transaction

    found = {}
    for name in PEOPLE:
        with transaction.atomic():
            person = client(tree, name)
            address = f"/alerts/{message.pk}/{path}"
            data = {**posted, "written": message.written_at.isoformat()} if posted is not None else None
            before = (Message.objects.count(), Message.objects.get(pk=message.pk).status, Entry.objects.count())
            found[name] = got(person.get(address) if data is None else person.post(address, data))
            after = (Message.objects.count(), Message.objects.get(pk=message.pk).status, Entry.objects.count())
            assert (before != after) == (found[name] == DONE), (name, before, after)
            transaction.set_rollback(True)
    assert found == wanted


def test_a_message_of_another_branch_is_not_found_by_its_number(team, settled):
    foreign = work.write(team.person("foreign-alerts", team.foreign, Role.ALERTS), team.foreign, FIRE)
    for name in ("editor", "approver", "alerts", "administrator", "area-editor"):
        someone = team.client(name)
        for path in ("", "edit/", "update/", "preview/"):
            assert someone.get(f"/alerts/{foreign.pk}/{path}").status_code == GONE, (name, path)
        for path in ("edit", "update", "confirm", "second", "return", "drop", "lift"):
            assert someone.post(f"/alerts/{foreign.pk}/{path}/", FORM).status_code == GONE, (name, path)
    foreign.refresh_from_db()
    assert foreign.status == Message.DRAFT


def test_one_from_above_is_seen_once_it_is_sent_and_not_lifted_from_below(team, settled):
    message = work.write(team.person("area-alerts"), team.area, WATER)
    someone = team.client("alerts")
    assert someone.get(f"/alerts/{message.pk}/").status_code == GONE
    settled(lambda: work.confirm(team.access("area-alerts"), message))
    assert someone.get(f"/alerts/{message.pk}/").status_code == PAGE
    for path in ("lift", "update", "second"):
        assert someone.post(f"/alerts/{message.pk}/{path}/", FORM).status_code == FORBIDDEN, path
    assert on_glass(team.compound) == ["临时停水"]


def test_nobody_sends_to_a_branch_that_is_not_theirs(team):
    for name, branch, status in (
        ("alerts", team.compound, DONE),
        ("alerts", team.sister, GONE),
        ("alerts", team.area, GONE),
        ("alerts", team.foreign, GONE),
        ("area-alerts", team.sister, DONE),
        ("editor", team.compound, FORBIDDEN),
        ("approver", team.compound, FORBIDDEN),
        ("chief", team.compound, FORBIDDEN),
        ("nobody", team.compound, FORBIDDEN),
    ):
        someone = team.client(name)
        posted = {**FORM, "branch": branch.pk, "buildings": []}
        assert someone.post("/alerts/new/", posted).status_code == status, (name, branch.title)
        drawn = someone.post("/alerts/preview/", posted).status_code
        assert (drawn == PAGE) == (status == DONE), name
        assert drawn in (PAGE, GONE, FORBIDDEN)


def test_only_an_administrator_changes_what_needs_a_second_person(team):
    for name in PEOPLE:
        wanted = {"administrator": PAGE, "chief": PAGE, "stranger": LOGIN}.get(
            name, GONE if name.startswith("foreign") or name == "nobody" else FORBIDDEN
        )
        assert got(client(team, name).get(f"/alerts/branches/{team.compound.pk}/")) == wanted, name
    someone = team.client("administrator")
    assert someone.post(f"/alerts/branches/{team.area.pk}/", {"alone": "red", "sure": "1"}).status_code == GONE
    someone.post(f"/alerts/branches/{team.compound.pk}/", {"alone": ["red"]})
    assert not AlertSetting.objects.exists()
    someone.post(f"/alerts/branches/{team.compound.pk}/", {"alone": ["red", "blue", "x"], "sure": "1"})
    assert AlertSetting.objects.get().alone == ["red"]
    assert Entry.objects.get(action="alert-alone").person.username == "administrator"


def test_from_the_first_tap_to_the_glass_and_back(team, settled):
    writer, other = team.client("alerts"), team.client("alerts-two")
    page = writer.get("/alerts/new/")
    assert "火情" in page.content.decode()
    page = writer.get(f"/alerts/new/?kind=fire&level=red&branch={team.compound.pk}&drill=1")
    assert page.context["said"].headline == "发生火情，请马上离开"
    assert "槐安新苑发生火情" in page.context["said"].description
    assert page.context["said"].drill
    answer = writer.post("/alerts/new/", {**FORM, "branch": team.compound.pk})
    message = Message.objects.get()
    assert answer.headers["Location"] == f"/alerts/{message.pk}/"
    assert message.said.instruction == ("请勿进入", "5号楼居民由西侧离开")
    assert message.said.buildings == ("2", "5")
    assert not message.said.drill
    assert "请第二个人确认" in writer.get(f"/alerts/{message.pk}/").content.decode()
    writer.post(f"/alerts/{message.pk}/confirm/")
    assert "去确认" in other.get("/").content.decode()
    assert "去确认" not in writer.get("/").content.decode()
    seen = other.get(f"/alerts/{message.pk}/").content.decode()
    assert "确认，马上发到屏幕" in seen
    message.refresh_from_db()
    settled(lambda: other.post(f"/alerts/{message.pk}/second/", {"written": message.written_at.isoformat()}))
    assert on_glass(team.compound) == ["2号车库冒烟"]
    assert "正在屏上" in writer.get("/").content.decode()
    settled(lambda: writer.post(f"/alerts/{message.pk}/lift/", {"reason": "已扑灭", "back": "home"}))
    assert on_glass(team.compound) == []
    history = writer.get("/alerts/").content.decode()
    assert "已解除" in history
    assert "已结束" in history
    assert "已扑灭" in writer.get(f"/alerts/{message.pk}/").content.decode()


def test_what_is_wrong_is_said_beside_what_was_typed(team):
    someone = team.client("alerts")
    answer = someone.post(
        "/alerts/new/", {**FORM, "branch": team.compound.pk, "headline": "台风预警信号", "ends": "until", "until": "x"}
    )
    page = answer.content.decode()
    assert answer.status_code == PAGE
    assert "小区提醒不得使用官方预警信号的名称" in page
    assert "请写明到什么时候为止" in page
    assert "2号车库冒烟，微型消防站处置中。" in page
    assert not Message.objects.exists()


def test_an_update_begins_with_what_stands_there(team, settled):
    message = sent(team, settled, FIRE)
    someone = team.client("alerts")
    assert "2号车库冒烟" in someone.get(f"/alerts/{message.pk}/update/").content.decode()
    settled(lambda: someone.post(f"/alerts/{message.pk}/update/", {**FORM, "level": "yellow", "headline": "火已控制"}))
    made = Message.objects.get(refers=message)
    settled(lambda: someone.post(f"/alerts/{made.pk}/confirm/"))
    assert on_glass(team.compound) == ["火已控制"]
    assert someone.get(f"/alerts/{message.pk}/update/").status_code == DONE


def test_the_preview_has_pictures_and_faults(team, monkeypatch):
    monkeypatch.setattr(Draughtsman, "available", staticmethod(lambda: True))
    orders = []

    def draw(_self, key, order):
        orders.append(order)
        return Drawing(pages=(Page(image=b"RIFF", dwell=10.0, glyph=60),), count=1)

    monkeypatch.setattr(Draughtsman, "draw", draw)
    posted = {**FORM, "branch": team.compound.pk, "headline": "", "ends": "until", "until": "2026-12-01T00:00"}
    answer = team.client("alerts").post("/alerts/preview/?shape=landscape", posted).json()
    assert answer["pages"][0]["src"].startswith("data:image/webp")
    assert {fault["field"] for fault in answer["faults"]} >= {"headline", "until"}
    assert orders[0].size == (1920, 1080)
    (alert,) = orders[0].feed.alerts
    assert alert.expires > orders[0].now >= alert.sent  # drawn though its end is over


def test_the_branch_page_of_a_phone_needs_no_script(team):
    """Choosing is a form of its own: kind and level are in the address."""
    page = team.client("alerts").get("/alerts/new/?kind=nonsense&level=red&branch=1")
    assert page.status_code == PAGE
    assert "请选是什么事" in page.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_in_both_languages(team, settled, language):
    message = sent(team, settled, FIRE)
    waiting = work.confirm(team.access("alerts"), work.write(team.person("alerts"), team.compound, FIRE))
    draft = work.write(team.person("alerts"), team.compound, msgspec.structs.replace(COLD, drill=True))
    official = sent(team, settled, COLD)
    settled(lambda: work.lift(team.person("alerts"), official))
    for name in ("alerts", "alerts-two", "approver", "editor", "administrator"):
        someone = team.client(name)
        someone.cookies["signage-language"] = language
        for path in ("/", "/alerts/", *(f"/alerts/{key}/" for key in Message.objects.values_list("pk", flat=True))):
            assert someone.get(path).status_code == PAGE, (name, path)
    writer = team.client("alerts")
    writer.cookies["signage-language"] = language
    for path in (
        "/alerts/new/",
        f"/alerts/new/?kind=typhoon&level=orange&branch={team.compound.pk}",
        f"/alerts/{draft.pk}/edit/",
        f"/alerts/{waiting.pk}/edit/",
        f"/alerts/{message.pk}/update/",
    ):
        page = writer.get(path)
        assert page.status_code == PAGE, path
        if language == "en":
            assert "Next" in page.content.decode(), path


def test_what_did_not_reach_the_screens_is_said(team, settled, monkeypatch, expect_log):
    from signage.server.console.publishing import outbox

    def refuse(_compound):
        raise outbox.PublishError("磁盘满了")

    monkeypatch.setattr(outbox, "_publish", refuse)
    expect_log("huaian is not published")
    someone = team.client("alerts")
    message = work.write(team.person("alerts"), team.compound, WATER)
    settled(lambda: someone.post(f"/alerts/{message.pk}/confirm/"))
    page = someone.get(f"/alerts/{message.pk}/").content.decode()
    assert "磁盘满了" in page


def test_an_alert_that_is_out_though_a_notice_is_not_is_not_called_failed(stuck, settled):
    message = sent(stuck, settled, WATER)
    page = stuck.client("alerts").get(f"/alerts/{message.pk}/").content.decode()
    assert "图片读不出来" not in page
    assert "正在屏上" in page


def test_it_is_lifted_from_the_page_on_which_things_are_withdrawn(team, settled):
    message = sent(team, settled, WATER)
    someone = team.client("editor")
    assert "临时停水" in someone.get("/withdraw/").content.decode()
    answer = settled(lambda: someone.post(f"/alerts/{message.pk}/lift/", {"back": "withdraw"}))
    assert answer.headers["Location"] == "/withdraw/"
    assert on_glass(team.compound) == []


def test_one_from_above_is_refused_in_its_own_words(team, settled):
    message = work.write(team.person("area-alerts"), team.area, WATER)
    settled(lambda: work.confirm(team.access("area-alerts"), message))
    answer = team.client("alerts").post(f"/alerts/{message.pk}/lift/")
    assert "由上级发布，您不能解除" in answer.content.decode()
