"""What is live: posting windows, and CAP followed through Update, Cancel and expiry."""

from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from sample import at, notice

from signage.content.alert import Alert, Certainty, MsgType, Reference, Scope, Severity, Source, Status, Urgency
from signage.content.feed import Feed
from signage.content.notice import Effect, Posting, Priority
from signage.playlist.live import alerts_in_force, effect_end, live_items, next_boundary, posted

TICK = dt.timedelta.resolution
NOW = at(9, 14)


def names(feed: Feed, now: dt.datetime = NOW) -> list[str]:
    return [item.id for item in live_items(feed, now)]


def feed_of(*items: object, **changes: object) -> Feed:
    base = sample.feed(items=items, services=())
    return msgspec.structs.replace(base, roster=msgspec.structs.replace(base.roster, slots=()), **changes)


# Notices.


def test_a_posting_window_includes_its_start_and_not_its_end() -> None:
    item = notice(posting=Posting(start=at(7), end=at(11)))
    assert [posted(item, now) for now in (at(7) - TICK, at(7), at(11) - TICK, at(11))] == [False, True, True, False]


def test_items_come_pinned_first_then_by_priority_then_by_what_is_soonest() -> None:
    def effect(day: int) -> Effect:
        return Effect(start=at(day, 9), end=at(day, 16))

    items = [
        notice("z-pinned", pinned=True, effect=None),
        notice("urgent", priority=Priority.URGENT, effect=None),
        notice("important", priority=Priority.IMPORTANT, effect=None),
        notice("tomorrow", effect=effect(10)),
        notice("friday", effect=effect(11)),
        notice("begun", effect=effect(8)),
        notice("none", effect=None),
        notice("over", posting=Posting(start=at(1), end=at(9))),
    ]
    for order in itertools.islice(itertools.permutations(items), 0, None, 997):
        assert names(feed_of(*order)) == ["z-pinned", "urgent", "important", "tomorrow", "friday", "begun", "none"]


def test_windows_are_judged_by_the_instant_also_in_the_doubled_hour() -> None:
    # In New York 1:30 comes twice on 1 November 2026; wall clocks of one zone compare as if it came once.
    zone = ZoneInfo("America/New_York")
    first = dt.datetime(2026, 11, 1, 1, 30, tzinfo=zone)
    second = first.replace(fold=1)
    item = notice(posting=Posting(start=first, end=second))
    assert posted(item, first)
    assert posted(item, dt.datetime(2026, 11, 1, 1, 10, tzinfo=zone, fold=1))
    assert not posted(item, second)


def test_an_effect_without_an_end_is_over_as_it_comes() -> None:
    assert effect_end(notice(effect=Effect(start=at(10)))) == at(10)
    assert effect_end(notice(effect=None)) is None


# Alerts.


def alert(name: str = "a", day: int = 9, hour: int = 10, **changes: object) -> Alert:
    return sample.alert(name, **{"sent": at(day, hour), "expires": at(20), **changes})


def following(kind: MsgType, *ended: Alert, name: str = "b", hour: int = 12, **changes: object) -> Alert:
    references = tuple(message.reference for message in ended)
    return alert(name, hour=hour, msg_type=kind, references=references, **changes)


def shown(*alerts: Alert, now: dt.datetime = NOW) -> list[str]:
    """The identifiers in force, whatever order the messages came in."""
    results = {tuple(a.identifier for a in alerts_in_force(order, now)) for order in itertools.permutations(alerts)}
    assert len(results) == 1
    return list(results.pop())


def test_an_alert_is_in_force_from_its_sending_until_it_expires() -> None:
    message = alert(expires=at(9, 18))
    moments = (at(9, 10) - TICK, at(9, 10), at(9, 18) - TICK, at(9, 18))
    assert [bool(shown(message, now=now)) for now in moments] == [False, True, True, False]


def test_effective_delays_an_alert_but_never_foreruns_its_sending() -> None:
    assert shown(alert(effective=at(9, 15)), now=at(9, 15) - TICK) == []
    assert shown(alert(effective=at(9, 15)), now=at(9, 15)) == ["a"]
    assert shown(alert(effective=at(9, 8)), now=at(9, 9)) == []


def test_onset_is_the_hazard_s_not_the_message_s() -> None:
    assert shown(alert(onset=at(12))) == ["a"]


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({"status": Status.ACTUAL}, True),
        ({"status": Status.EXERCISE}, True),
        ({"status": Status.TEST}, True),
        ({"status": Status.SYSTEM}, False),
        ({"status": Status.DRAFT}, False),
        ({"scope": Scope.RESTRICTED}, False),
        ({"scope": Scope.PRIVATE}, False),
        ({"msg_type": MsgType.UPDATE}, True),
        ({"msg_type": MsgType.CANCEL}, False),
        ({"msg_type": MsgType.ACK}, False),
        ({"msg_type": MsgType.ERROR}, False),
    ],
)
def test_what_a_public_screen_shows(changes: dict[str, object], seen: bool) -> None:
    assert bool(shown(alert(**changes))) is seen


def test_an_update_takes_the_place_of_what_it_updates_once_it_is_sent() -> None:
    old = alert("old")
    new = following(MsgType.UPDATE, old, name="new")
    assert shown(old, new, now=at(9, 12) - TICK) == ["old"]
    assert shown(old, new, now=at(9, 12)) == ["new"]


def test_an_update_that_is_not_yet_effective_has_ended_its_forerunner_already() -> None:
    # CAP: it "updates and supersedes" from the moment it is sent.
    old = alert("old")
    assert shown(old, following(MsgType.UPDATE, old, effective=at(9, 20))) == []


def test_a_cancel_ends_and_is_never_shown() -> None:
    old = alert("old")
    lifted = following(MsgType.CANCEL, old)
    assert shown(old, lifted, now=at(9, 12) - TICK) == ["old"]
    assert shown(old, lifted, now=at(9, 12)) == []


def test_an_update_of_an_update_that_is_then_cancelled() -> None:
    first = alert("1")
    second = following(MsgType.UPDATE, first, name="2", hour=11)
    third = following(MsgType.UPDATE, second, name="3", hour=12)
    lifted = following(MsgType.CANCEL, third, name="4", hour=13)
    series = (first, second, third, lifted)
    hours = [shown(*series, now=at(9, hour)) for hour in (10, 11, 12, 13)]
    assert hours == [["1"], ["2"], ["3"], []]


def test_what_was_ended_stays_ended_when_the_ending_message_expires() -> None:
    old = alert("old")
    assert shown(old, following(MsgType.CANCEL, old, expires=at(9, 13))) == []
    assert shown(old, following(MsgType.UPDATE, old, expires=at(9, 13))) == []


@pytest.mark.parametrize("kind", [MsgType.ALERT, MsgType.ACK])
def test_what_only_answers_or_repeats_ends_nothing(kind: MsgType) -> None:
    old = alert("old")
    assert "old" in shown(old, following(kind, old))


def test_an_issuer_s_rejection_of_its_own_message_ends_it() -> None:
    old = alert("old")
    assert shown(old, following(MsgType.ERROR, old)) == []


@pytest.mark.parametrize(
    ("ended", "ending"), [*itertools.permutations([Status.ACTUAL, Status.EXERCISE, Status.TEST, Status.DRAFT], 2)]
)
def test_a_drill_s_all_clear_never_ends_what_is_real(ended: Status, ending: Status) -> None:
    old = alert("old", status=ended)
    seen = [] if ended is Status.DRAFT else ["old"]
    assert shown(old, following(MsgType.CANCEL, old, status=ending)) == seen


def test_nobody_cancels_another_s_alert() -> None:
    old = alert("old", sender="meteo.example", source=Source.OFFICIAL)
    assert shown(old, following(MsgType.CANCEL, old, sender="huaian")) == ["old"]


def test_a_cancel_acts_whatever_its_scope() -> None:
    old = alert("old")
    assert shown(old, following(MsgType.CANCEL, old, scope=Scope.RESTRICTED)) == []


@pytest.mark.parametrize("field", ["sender", "identifier", "sent"])
def test_a_reference_means_the_message_of_which_all_three_are_true(field: str) -> None:
    old = alert("old")
    other = {"sender": "other", "identifier": "other", "sent": at(9, 9)}[field]
    wrong = msgspec.structs.replace(old.reference, **{field: other})
    assert shown(old, alert("b", hour=12, msg_type=MsgType.CANCEL, references=(wrong,))) == ["old"]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
def test_a_reference_may_spell_its_moment_in_another_zone(zone: str) -> None:
    # 5:30Z is in the doubled hour of New York: Python says it equals nothing in another zone.
    sent = dt.datetime(2026, 11, 1, 5, 30, tzinfo=dt.UTC)
    old = sample.alert("old", sent=sent, expires=sent + dt.timedelta(days=1))
    spelt = Reference(sender=old.sender, identifier="old", sent=sent.astimezone(ZoneInfo(zone)))
    later = sent + dt.timedelta(hours=3)
    lifted = sample.alert("b", sent=later, expires=old.expires, msg_type=MsgType.CANCEL, references=(spelt,))
    assert shown(old, lifted, now=later - TICK) == ["old"]
    assert shown(old, lifted, now=later) == []


def test_the_most_severe_comes_first_then_urgency_certainty_the_newest_and_the_name() -> None:
    base = {"severity": Severity.EXTREME, "urgency": Urgency.IMMEDIATE, "certainty": Certainty.OBSERVED}
    ordered = [
        alert("z-new", hour=11, **base),
        alert("a", **base),
        alert("b", **base),
        alert("certain", hour=12, **{**base, "certainty": Certainty.LIKELY}),
        alert("urgent", hour=12, **{**base, "urgency": Urgency.EXPECTED}),
        alert("severe", hour=12, **{**base, "severity": Severity.SEVERE}),
        alert("unknown", hour=12, **{**base, "severity": Severity.UNKNOWN}),
    ]
    for order in itertools.islice(itertools.permutations(ordered), 0, None, 499):
        assert [a.identifier for a in alerts_in_force(order, NOW)] == [a.identifier for a in ordered]


@st.composite
def series(draw: st.DrawFn) -> list[Alert]:
    """Messages that refer to each other at random, forward and in circles."""
    count = draw(st.integers(1, 6))
    messages = [
        alert(
            str(n),
            hour=draw(st.integers(8, 16)),
            expires=at(9, draw(st.integers(12, 20))),
            status=draw(st.sampled_from([Status.ACTUAL, Status.EXERCISE])),
            msg_type=draw(st.sampled_from(MsgType)),
        )
        for n in range(count)
    ]
    return [
        msgspec.structs.replace(
            message, references=tuple(draw(st.lists(st.sampled_from(messages), max_size=2).map(refer)))
        )
        for message in messages
    ]


def refer(messages: list[Alert]) -> list[Reference]:
    return [message.reference for message in messages]


@given(series(), st.randoms(use_true_random=False), st.integers(8, 20))
def test_the_order_of_the_list_never_matters(messages: list[Alert], random: object, hour: int) -> None:
    shuffled = list(messages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert alerts_in_force(shuffled, at(9, hour)) == alerts_in_force(messages, at(9, hour))


@given(series(), st.integers(8, 20))
def test_nothing_that_an_ending_message_names_is_in_force(messages: list[Alert], hour: int) -> None:
    now = at(9, hour)
    live = alerts_in_force(messages, now)
    assert all(a.sent <= now < a.expires for a in live)
    for message in messages:
        if message.msg_type in (MsgType.UPDATE, MsgType.CANCEL) and message.sent <= now:
            named = {(reference.identifier, message.status) for reference in message.references}
            assert not named & {(a.identifier, a.status) for a in live}


# When it changes next.


def test_the_next_boundary_is_the_nearest_of_all() -> None:
    item = notice(posting=Posting(start=at(9, 15), end=at(11)), effect=None)
    assert next_boundary(feed_of(item), NOW) == at(9, 15)
    assert next_boundary(feed_of(item), at(9, 15)) == at(10)
    assert next_boundary(feed_of(item), at(10, 12)) == at(11)
    warned = feed_of(item, alerts=(alert(expires=at(9, 14, 30)),))
    assert next_boundary(warned, NOW) == at(9, 14, 30)
    due = feed_of(notice(posting=Posting(start=at(1), end=at(20)), effect=Effect(start=at(12, 22), end=at(12, 23))))
    assert [next_boundary(due, at(9, 20)), next_boundary(due, at(11, 20))] == [at(9, 22), at(11, 22)]
    lasting = feed_of(notice(posting=Posting(start=at(1), end=at(31)), effect=Effect(start=at(12, 8), end=at(30))))
    assert [next_boundary(lasting, at(13)), next_boundary(lasting, at(15))] == [at(13, 8), at(15, 8)]


def test_midnight_is_that_of_the_compound() -> None:
    assert next_boundary(feed_of(), at(9, 23, 59)) == at(10)
    berlin = msgspec.structs.replace(sample.feed().compound, zone="Europe/Berlin")
    before_spring = dt.datetime(2026, 3, 28, 22, 59, tzinfo=dt.UTC)
    feed = feed_of(compound=berlin)
    night = next_boundary(feed, before_spring)
    assert night == dt.datetime(2026, 3, 28, 23, tzinfo=dt.UTC)
    assert next_boundary(feed, night) - night == dt.timedelta(hours=23)
