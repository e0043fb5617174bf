"""What becomes of an alert: one person or two, the glass, its update, its all-clear."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from console.conftest import feed, titles
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.content.alert import MsgType, Severity, Source, Status, Urgency
from signage.content.check import check
from signage.content.feed import Feed
from signage.playlist.live import alerts_in_force
from signage.server.console.alerts import rules, work
from signage.server.console.alerts.kinds import BY_KIND, GRAVE, KINDS, LEVELS
from signage.server.console.alerts.models import Message
from signage.server.console.alerts.said import Said, alert_of, cancel_of, ends_at, missing, proposed
from signage.server.console.evidence.models import Entry
from signage.server.console.notices.work import FaultyError, StateError
from signage.server.console.publishing import outbox
from signage.server.console.publishing.models import Publication
from signage.server.console.tree.models import GuardedTime
from signage.server.console.tree.roles import Guard, Role

NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)
SHANGHAI = dt.timezone(dt.timedelta(hours=8))

FIRE = Said(
    kind="fire",
    level="red",
    headline="2号车库冒烟",
    description="2号车库冒烟，微型消防站处置中。",
    instruction=("请勿进入", "5号楼居民由西侧离开"),
    ends="1h",
    issuer="槐安居委会",
)
WATER = Said(kind="supply", level="yellow", headline="临时停水", description="水管爆裂，正在抢修。", ends="3h")
COLD = Said(
    kind="cold-wave",
    level="blue",
    headline="寒潮蓝色预警信号",
    description="演示气象台12月7日14时发布寒潮蓝色预警信号。",
    ends="today",
    issuer="演示气象台",
    issued=NOW - dt.timedelta(minutes=5),
)


def sent(tree, settled, said=WATER, branch=None, name="alerts", second="alerts-two"):
    """A message that was sent, by one or two as it must be."""
    message = work.write(tree.person(name), branch or tree.compound, said)
    message = settled(lambda: work.confirm(tree.access(name), message))
    if message.status == Message.WAITING:
        message = settled(lambda: work.second(tree.access(second), message, message.written_at.isoformat()))
    assert message.status == Message.SENT
    return message


def on_glass(compound, now=NOW):
    found = feed(compound)
    return [alert.headline for alert in alerts_in_force(found.alerts, now)] if found else []


# What goes at once, and what waits.


def test_a_mild_one_goes_out_with_one_word(team, settled):
    message = work.write(team.person("alerts"), team.compound, WATER)
    assert on_glass(team.compound) == []
    message = settled(lambda: work.confirm(team.access("alerts"), message))
    assert message.status == Message.SENT
    assert on_glass(team.compound) == ["临时停水"]
    assert feed(team.sister) is None


@pytest.mark.parametrize("level", GRAVE)
def test_a_grave_one_waits_for_a_second_person(team, settled, level):
    said = msgspec.structs.replace(FIRE, level=level)
    message = work.write(team.person("alerts"), team.compound, said)
    message = settled(lambda: work.confirm(team.access("alerts"), message))
    assert message.status == Message.WAITING
    assert feed(team.compound) is None
    settled(lambda: work.second(team.access("alerts-two"), message, message.written_at.isoformat()))
    assert on_glass(team.compound) == ["2号车库冒烟"]


def test_nobody_is_their_own_second(team):
    message = work.write(team.person("alerts"), team.compound, FIRE)
    message = work.confirm(team.access("alerts"), message)
    for name in ("alerts", "editor", "administrator", "chief", "foreign-approver", "nobody"):
        with pytest.raises(PermissionDenied):
            work.second(team.access(name), message, message.written_at.isoformat())
    message.refresh_from_db()
    assert message.status == Message.WAITING


def test_an_approver_may_be_the_second(team, settled):
    sent(team, settled, FIRE, second="approver")
    assert on_glass(team.compound) == ["2号车库冒烟"]


def test_who_changes_it_while_it_waits_is_its_writer_and_it_waits_anew(team):
    message = work.write(team.person("alerts"), team.compound, FIRE)
    message = work.confirm(team.access("alerts"), message)
    seen = message.written_at.isoformat()
    message = work.rewrite(team.person("alerts-two"), message, msgspec.structs.replace(FIRE, headline="车库着火"))
    assert message.status == Message.DRAFT
    message = work.confirm(team.access("alerts-two"), message)
    with pytest.raises(PermissionDenied):
        work.second(team.access("alerts-two"), message, message.written_at.isoformat())
    assert seen == message.written_at.isoformat()  # the clock stands still here


def test_what_was_read_is_what_is_confirmed(team, clock):
    message = work.write(team.person("alerts"), team.compound, FIRE)
    message = work.confirm(team.access("alerts"), message)
    seen = message.written_at.isoformat()
    clock.pass_(seconds=5)
    work.rewrite(team.person("alerts"), message, msgspec.structs.replace(FIRE, headline="别的话"))
    message = work.confirm(team.access("alerts"), message)
    with pytest.raises(StateError, match="再看一遍"):
        work.second(team.access("alerts-two"), message, seen)


def test_an_administrators_word_lets_a_level_go_without(team, settled):
    work.set_alone(team.person("administrator"), team.compound, ["orange"])
    orange = work.write(team.person("alerts"), team.compound, msgspec.structs.replace(FIRE, level="orange"))
    red = work.write(team.person("alerts"), team.compound, FIRE)
    assert settled(lambda: work.confirm(team.access("alerts"), orange)).status == Message.SENT
    assert work.confirm(team.access("alerts"), red).status == Message.WAITING
    assert Entry.objects.filter(action="alert-alone").get().details == {"levels": ["orange"]}


def test_in_a_guarded_time_even_a_mild_one_needs_a_named_second(team, settled, clock):
    work.set_alone(team.person("administrator"), team.compound, ["red", "orange"])
    guard = GuardedTime.objects.create(
        branch=team.area, start=clock.now(), end=clock.now() + dt.timedelta(days=1), reason="进博会"
    )
    guard.named.add(team.person("approver"))
    message = work.write(team.person("alerts"), team.compound, WATER)
    message = work.confirm(team.access("alerts"), message)
    assert message.status == Message.WAITING
    with pytest.raises(PermissionDenied, match="重保"):
        work.second(team.access("alerts-two"), message, message.written_at.isoformat())
    settled(lambda: work.second(team.access("approver"), message, message.written_at.isoformat()))
    assert on_glass(team.compound) == ["临时停水"]


def test_a_guarded_time_below_counts_for_what_reaches_there(team, clock):
    guard = GuardedTime.objects.create(
        branch=team.sister, start=clock.now(), end=clock.now() + dt.timedelta(days=1), reason="进博会"
    )
    guard.named.add(team.person("area-approver"))
    message = work.write(team.person("area-alerts"), team.area, WATER)
    assert work.must_wait(message)


def test_it_is_sent_back_mended_and_sent(team, settled):
    message = work.write(team.person("alerts"), team.compound, FIRE)
    message = work.confirm(team.access("alerts"), message)
    work.send_back(team.person("alerts-two"), message, "楼号不对")
    message.refresh_from_db()
    assert (message.status, message.comment) == (Message.RETURNED, "楼号不对")
    message = work.rewrite(team.person("alerts"), message, msgspec.structs.replace(FIRE, headline="3号车库冒烟"))
    message = work.confirm(team.access("alerts"), message)
    settled(lambda: work.second(team.access("alerts-two"), message, message.written_at.isoformat()))
    assert on_glass(team.compound) == ["3号车库冒烟"]


def test_what_is_given_up_is_never_sent(team):
    message = work.write(team.person("alerts"), team.compound, FIRE)
    work.drop(team.person("alerts"), message)
    with pytest.raises(StateError):
        work.confirm(team.access("alerts"), message)


def test_what_was_sent_is_not_changed_and_not_sent_again(team, settled):
    message = sent(team, settled)
    for act in (
        lambda: work.rewrite(team.person("alerts"), message, FIRE),
        lambda: work.confirm(team.access("alerts"), message),
        lambda: work.drop(team.person("alerts"), message),
        lambda: work.send_back(team.person("approver"), message, "不"),
    ):
        with pytest.raises(StateError):
            act()
    assert on_glass(team.compound) == ["临时停水"]


# On the glass, and away from it.


def test_the_all_clear_gives_the_glass_back(team, settled, clock):
    message = sent(team, settled, FIRE)
    clock.pass_(minutes=35)
    cancel = settled(lambda: work.lift(team.person("editor"), message, "火已扑灭"))
    assert on_glass(team.compound, clock.now()) == []
    (told,) = feed(team.compound).alerts
    assert (told.msg_type, told.references) == (MsgType.CANCEL, (message.cap.reference,))
    assert told.identifier == cancel.identifier
    with pytest.raises(StateError, match="不在屏上"):
        work.lift(team.person("editor"), message)


def test_an_update_takes_its_place(team, settled, clock):
    message = sent(team, settled, FIRE)
    clock.pass_(minutes=10)
    update = work.write(
        team.person("alerts"),
        team.compound,
        msgspec.structs.replace(FIRE, level="yellow", headline="火已控制"),
        message,
    )
    settled(lambda: work.confirm(team.access("alerts"), update))
    assert on_glass(team.compound, clock.now()) == ["火已控制"]
    (told,) = feed(team.compound).alerts
    assert (told.msg_type, told.references) == (MsgType.UPDATE, (message.cap.reference,))


def test_an_update_that_ends_sooner_does_not_bring_the_first_back(team, settled, clock):
    message = sent(team, settled, msgspec.structs.replace(FIRE, ends="today"))
    update = work.write(team.person("alerts"), team.compound, msgspec.structs.replace(WATER, ends="1h"), message)
    settled(lambda: work.confirm(team.access("alerts"), update))
    clock.pass_(hours=2)
    settled(lambda: outbox.want([team.compound]))
    assert on_glass(team.compound, clock.now()) == []


def test_only_one_of_two_updates_takes_the_place(team, settled):
    message = sent(team, settled)
    first = work.write(team.person("alerts"), team.compound, WATER, message)
    second = work.write(team.person("alerts-two"), team.compound, WATER, message)
    settled(lambda: work.confirm(team.access("alerts"), first))
    with pytest.raises(StateError, match="不在屏上"):
        work.confirm(team.access("alerts-two"), second)


def test_it_ends_by_itself(team, settled, clock):
    message = sent(team, settled)
    clock.pass_(hours=3)
    assert on_glass(team.compound, clock.now()) == []
    assert not message.in_force(clock.now())


def test_a_branchs_alert_reaches_every_compound_below(team, settled):
    message = work.write(team.person("area-alerts"), team.area, COLD)
    settled(lambda: work.confirm(team.access("area-alerts"), message))
    assert on_glass(team.compound) == on_glass(team.sister) == ["寒潮蓝色预警信号"]
    assert feed(team.foreign) is None


def test_a_drill_says_so(team, settled):
    sent(team, settled, msgspec.structs.replace(FIRE, drill=True))
    (alert,) = feed(team.compound).alerts
    assert alert.status is Status.EXERCISE
    assert Entry.objects.filter(action="alert-send").get().details["drill"] is True


def test_every_step_is_in_the_log(team, settled):
    message = sent(team, settled, FIRE)
    settled(lambda: work.lift(team.person("editor"), message, "解除"))
    found = Entry.objects.filter(subject=message.subject).order_by("pk")
    assert [(entry.action, entry.person.username) for entry in found] == [
        ("alert", "alerts"),
        ("alert-ask", "alerts"),
        ("alert-send", "alerts-two"),
        ("alert-lift", "editor"),
    ]
    assert found[2].details["compounds"] == ["huaian"]
    assert found[2].details["writer"] == "alerts"


# The outbox.


def test_a_notice_that_holds_the_feed_back_does_not_hold_an_alert_back(stuck, settled):
    message = sent(stuck, settled)
    assert on_glass(stuck.compound) == ["临时停水"]
    assert titles(stuck.compound) == ["水箱清洗临时停水"]
    publication = Publication.objects.get(compound=stuck.compound)
    assert publication.problem == "图片读不出来"
    assert publication.urgent
    assert publication.is_due
    settled(lambda: work.lift(stuck.person("alerts"), message))
    assert on_glass(stuck.compound) == []


def test_alerts_come_before_other_work(team, settled, monkeypatch):
    order = []
    monkeypatch.setattr(outbox, "publish", lambda compound: order.append(compound.code) or True)
    outbox.want([team.compound, team.sister])
    outbox.want([team.foreign], urgent=True)
    outbox.publish_due()
    assert order == ["liuan", "huaian", "huaian-east"]


# What is wrong with it.


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": ""}, "headline"),
        ({"headline": "台风预警信号"}, "headline"),  # a compound's own never wears a signal's name
        ({"headline": "长" * 61}, "headline"),
        ({"description": "", "instruction": ()}, "description"),
        ({"description": "身穿……的老人"}, "description"),
        ({"description": "看不见\u202e的"}, "description"),
        ({"ends": "until"}, "until"),
        ({"ends": "until", "until": NOW}, "until"),
        ({"ends": "until", "until": NOW + dt.timedelta(days=8)}, "until"),
        ({"buildings": ("99",)}, "buildings"),
    ],
)
def test_faults_are_named_and_hold_it_back(team, changes, field):
    said = msgspec.structs.replace(WATER, **changes)
    found = [fault for fault in work.faults_of(said, team.compound) if fault.level.value == "error"]
    assert field in {fault.field for fault in found}
    message = work.write(team.person("alerts"), team.compound, said)
    with pytest.raises(FaultyError):
        work.confirm(team.access("alerts"), message)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issuer": ""}, "issuer"),
        ({"issued": None}, "issued"),
        ({"issued": NOW + dt.timedelta(minutes=1)}, "issued"),
        ({"issued": NOW - dt.timedelta(days=4)}, "issued"),
        ({"description": ""}, "description"),
    ],
)
def test_an_official_signal_needs_who_issued_it_when_and_its_words(changes, field):
    found = missing(msgspec.structs.replace(COLD, **changes), NOW, SHANGHAI)
    assert field in {fault.field for fault in found}


def test_what_ended_while_it_waited_does_not_go_out(team, clock):
    said = msgspec.structs.replace(FIRE, ends="until", until=clock.now() + dt.timedelta(minutes=10))
    message = work.write(team.person("alerts"), team.compound, said)
    message = work.confirm(team.access("alerts"), message)
    clock.pass_(minutes=11)
    with pytest.raises(FaultyError):
        work.second(team.access("alerts-two"), message, message.written_at.isoformat())


# Pure.


def test_an_official_signal_bears_its_stations_time_and_colour():
    alert = alert_of(COLD, "alert-1", "branch-1", NOW, SHANGHAI)
    assert (alert.source, alert.colour, alert.severity) == (Source.OFFICIAL, "blue", Severity.MINOR)
    assert (alert.sent, alert.sender_name) == (COLD.issued, "演示气象台")
    assert alert.expires == dt.datetime(2026, 12, 7, 16, tzinfo=dt.UTC)  # midnight in Shanghai


def test_a_compounds_own_has_no_colour():
    alert = alert_of(FIRE, "alert-1", "branch-1", NOW, SHANGHAI)
    assert (alert.source, alert.colour) == (Source.COMPOUND, "")
    assert (alert.severity, alert.urgency) == (Severity.EXTREME, Urgency.IMMEDIATE)
    assert alert.instruction == "请勿进入\n5号楼居民由西侧离开"


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
@pytest.mark.parametrize("level", [level.key for level in LEVELS])
def test_the_words_to_begin_from_pass_the_check_but_for_what_must_be_filled_in(kind, level, tree):
    said = proposed(kind, level, "槐安新苑", "槐安居委会", NOW)
    about = BY_KIND[kind]
    filled = msgspec.structs.replace(
        said,
        headline=said.headline.replace("……", "某"),
        description=said.description.replace("……", "某") or "原文如此。",
        issuer="演示气象台",
    )
    assert list(missing(filled, NOW, SHANGHAI)) == []
    alert = alert_of(filled, "alert-1", "branch-1", NOW, SHANGHAI)
    faults = check(Feed(compound=tree.compound.compound, published=NOW, alerts=(alert,)))
    assert [str(fault) for fault in faults] == []
    assert about.official == (alert.source is Source.OFFICIAL)


moments = st.integers(0, 365 * 86_400).map(lambda seconds: NOW + dt.timedelta(seconds=seconds, microseconds=7))


@given(moments, st.sampled_from(["1h", "3h", "today"]), st.integers(0, 1440))
@settings(deadline=None)
def test_it_is_in_force_from_its_sending_to_its_end_and_never_after_the_all_clear(now, ends, after):
    said = msgspec.structs.replace(FIRE, ends=ends)
    alert = alert_of(said, "alert-1", "branch-1", now, SHANGHAI)
    end = ends_at(said, now.replace(microsecond=0), SHANGHAI)
    later = now + dt.timedelta(minutes=after)
    assert bool(alerts_in_force([alert], later)) == (later < end)
    cancel = cancel_of(alert, "alert-2", later)
    assert not alerts_in_force([alert, cancel], later + dt.timedelta(seconds=1))


@given(
    st.sampled_from([level.key for level in LEVELS]),
    st.sets(st.sampled_from(GRAVE)),
    st.booleans(),
)
def test_nothing_grave_goes_alone_unless_somebody_said_so(level, alone, guarded):
    guards = (Guard(start=NOW, end=NOW + dt.timedelta(hours=1), named=frozenset({7})),) if guarded else ()
    needed = rules.needs_second(level, alone, guards, NOW)
    assert needed == (guarded or (level in GRAVE and level not in alone))


@pytest.mark.parametrize("role", Role)
def test_who_can_be_the_second(role):
    may = not rules.why_not_second(1, {role}, 2, (), NOW)
    assert may == (role in {Role.ALERTS, Role.APPROVER})
    assert rules.why_not_second(1, {role}, 1, (), NOW)
