"""影响我家吗？: what concerns a building, and what the banner says. 9 December 2026 is a Wednesday."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import alert, at, notice
from strategies import feeds

from signage.content.alert import Alert, MsgType, Status
from signage.content.feed import Feed
from signage.content.notice import Effect, Item, Poster, Posting, Priority, Translation
from signage.playlist.concerns import Concern, concerned_soon, concerns
from signage.playlist.live import alerts_in_force, next_boundary, posted

NOW = sample.NOW
ALWAYS = Posting(start=at(1), end=at(28))
WATER = notice(posting=ALWAYS)
POWER = notice(
    "power",
    "计划检修停电",
    category="停电",
    effect=Effect(start=at(16, 8, 30), end=at(16, 11, 30)),
    buildings=("7", "8", "9"),
    priority=Priority.IMPORTANT,
    posting=ALWAYS,
)
DRILL = notice(
    "drill",
    "学用灭火器",
    category="消防",
    effect=Effect(start=at(12, 10), end=at(12, 11)),
    buildings=(),
    posting=ALWAYS,
)
OPINION = notice(
    "shed", "充电棚方案", category="征询", effect=None, buildings=(), posting=Posting(start=at(8), end=at(26))
)
LIFT = notice("lift", "电梯照明更换", category="维修", effect=None, buildings=("2",), posting=ALWAYS)
FOUND = notice("found", "拾到老花镜", category="招领", effect=None, buildings=(), posting=ALWAYS)
EVERYTHING = (WATER, POWER, DRILL, OPINION, LIFT, FOUND)


def ask(building: str, *items: Item, now: dt.datetime = NOW, alerts: tuple[Alert, ...] = ()) -> list[Concern]:
    return list(concerns(sample.feed(items=items, alerts=alerts), building, now))


def ids(found: list[Concern]) -> list[str]:
    return [concern.id for concern in found]


def test_each_building_has_its_own_list_in_the_order_of_time() -> None:
    assert ids(ask("2", *EVERYTHING)) == ["water", "drill", "shed", "lift"]
    assert ids(ask("6", *EVERYTHING)) == ["water", "drill", "shed"]
    assert ids(ask("8", *EVERYTHING)) == ["drill", "power", "shed"]
    # one that the compound does not have is concerned by what concerns everybody
    assert ids(ask("99", *EVERYTHING)) == ["drill", "shed"]


def test_what_is_said_of_each() -> None:
    water, drill, shed, lift = ask("2", *EVERYTHING)
    assert water == Concern(
        kind="item",
        id="water",
        title="水箱清洗临时停水",
        category="停水",
        when="明天 9:00–16:00",
        area="1至6号楼",
        brief="1至6号楼停水",
        start=at(10, 9),
        end=at(10, 16),
    )
    assert (drill.when, drill.area, drill.everybody, drill.brief) == (
        "12月12日（周六）10:00–11:00", "全小区", True, "学用灭火器",
    )  # fmt: skip
    assert (shed.when, shed.area, shed.everybody) == ("公示至12月25日", "全小区", True)
    assert (lift.when, lift.area, lift.everybody) == ("公示至12月27日", "2号楼", False)


def test_nothing_that_is_over_and_nothing_that_is_not_posted() -> None:
    assert ids(ask("2", WATER, now=at(10, 15, 59))) == ["water"]
    assert ids(ask("2", WATER, now=at(10, 16))) == []
    later, before = Posting(start=at(9, 15), end=at(28)), Posting(start=at(1), end=at(9, 14))
    assert ids(ask("2", notice(posting=later), notice(posting=before))) == []
    # what has a time is over with it, however long its posting goes on; a deadline is over with the posting
    meeting = notice("m", category="会议", effect=Effect(start=at(9, 14)), buildings=(), posting=ALWAYS)
    assert ids(ask("2", meeting)) == []
    assert ids(ask("2", OPINION, now=at(25, 23, 59))) == ["shed"]
    assert ids(ask("2", OPINION, now=at(26))) == []


def test_a_day_without_an_hour_lasts_that_day() -> None:
    meeting = notice("m", category="会议", effect=Effect(start=at(9)), buildings=(), posting=ALWAYS)
    (concern,) = ask("2", meeting)
    assert (concern.when, concern.running, concern.end) == ("今天", True, at(10))
    assert ids(ask("2", meeting, now=at(10))) == []


def test_what_runs_says_so() -> None:
    (concern,) = ask("2", WATER, now=at(10, 12))
    assert (concern.when, concern.running) == ("进行中 · 至16:00", True)


def test_alerts_in_force_come_first_and_a_drill_is_called_one() -> None:
    fire = alert("fire", buildings=("5",), event="火情", headline="5号楼火情", status=Status.ACTUAL)
    cold = alert("cold")
    found = ask("5", WATER, alerts=(cold, fire))
    assert ids(found) == [one.identifier for one in alerts_in_force((cold, fire), NOW)] + ["water"]
    assert ids(ask("2", WATER, alerts=(cold, fire))) == ["cold", "water"]
    by_id = {concern.id: concern for concern in found}
    assert (by_id["fire"].category, by_id["fire"].area, by_id["fire"].drill) == ("火情", "5号楼", False)
    assert (by_id["cold"].category, by_id["cold"].area, by_id["cold"].drill) == ("演练", "全小区", True)
    assert (by_id["cold"].when, by_id["cold"].kind, by_id["cold"].running) == ("有效至 12月10日 18:00", "alert", True)
    test = concerns(sample.feed(items=(), alerts=(alert("t", status=Status.TEST),)), "1", NOW, "en")
    assert test[0].category == "Test"


def test_an_alert_that_was_lifted_or_expired_is_gone() -> None:
    cold = alert("cold")
    cancel = alert("off", msg_type=MsgType.CANCEL, references=(cold.reference,), sent=at(9, 14, 1))
    assert ids(ask("2", alerts=(cold, cancel))) == []
    assert ids(ask("2", alerts=(cold,), now=at(10, 18))) == []


def test_posters_concern_people_too() -> None:
    picture, _ = sample.picture()
    poster = Poster(id="p", title="冬至", picture=picture, posting=ALWAYS, effect=Effect(start=at(21, 14)))
    (concern,) = ask("2", poster)
    assert (concern.when, concern.title) == ("12月21日（周一）14:00", "冬至")


def test_in_english() -> None:
    english = Translation(language="en", title="Tank cleaning", category="Water")
    feed = sample.feed(items=(notice(posting=ALWAYS, translations=(english,)), POWER, OPINION))
    water, shed = concerns(feed, "2", NOW, "en")
    assert (water.title, water.category, water.when, water.area, water.brief) == (
        "Tank cleaning", "Water", "tomorrow 9:00–16:00", "Buildings 1–6", "Buildings 1–6: water",
    )  # fmt: skip
    assert (shed.category, shed.when, shed.area) == ("Consultation", "Posted until 25 Dec", "Whole compound")
    (power,) = [one for one in concerns(feed, "8", NOW, "en") if one.id == "power"]
    assert (power.title, power.brief) == ("计划检修停电", "Buildings 7–9: power cut")


# The banner.


def soon(*items: Item, now: dt.datetime = NOW, language: Any = "zh-Hans") -> Concern | None:
    return concerned_soon(sample.feed(items=items), now, language)


def test_the_banner_of_the_picture() -> None:
    concern = soon(WATER, DRILL, OPINION)
    assert concern is not None
    assert (concern.when, concern.brief) == ("明天 9:00–16:00", "1至6号楼停水")
    everybody = soon(notice(buildings=(), posting=ALWAYS))
    assert everybody is not None
    assert everybody.brief == "全小区停水"


def test_the_more_important_goes_before_the_sooner() -> None:
    important = notice("i", priority=Priority.IMPORTANT, effect=Effect(start=at(15)), posting=ALWAYS)
    urgent = notice("u", priority=Priority.URGENT, effect=Effect(start=at(16)), posting=ALWAYS)
    for items, name in (
        ((DRILL, WATER), "water"),
        ((DRILL, WATER, important), "i"),
        ((DRILL, urgent, WATER, important), "u"),
        ((notice("b", posting=ALWAYS), notice("a", posting=ALWAYS)), "a"),
    ):
        concern = soon(*items)
        assert concern is not None
        assert concern.id == name


def test_only_notices_that_take_effect_within_a_week_make_a_banner() -> None:
    assert soon(OPINION, LIFT, FOUND) is None
    assert soon(POWER, now=at(9, 8, 30)) is None
    assert soon(POWER, now=at(9, 8, 31)) is not None
    assert soon(WATER, now=at(10, 16)) is None
    picture, _ = sample.picture()
    assert soon(Poster(id="p", title="冬至", picture=picture, posting=ALWAYS, effect=Effect(start=at(10)))) is None


# Whatever a feed says.


@settings(max_examples=80)
@given(feeds(), st.data(), st.datetimes(dt.datetime(2002, 1, 1), dt.datetime(2198, 1, 1)))  # noqa: DTZ001
def test_every_list_is_whole_and_in_order(feed: Feed, data: st.DataObject, naive: dt.datetime) -> None:
    now = naive.replace(tzinfo=dt.UTC)
    if feed.items and data.draw(st.booleans()):
        now = data.draw(st.sampled_from(feed.items)).posting.start.astimezone(dt.UTC)
    building = data.draw(st.sampled_from([*feed.compound.buildings, "1"]))
    found = concerns(feed, building, now)
    ranks = [0 if one.kind == "alert" else 2 if one.when.startswith("公示至") else 1 for one in found]
    assert ranks == sorted(ranks)
    dated = [one.start for one, rank in zip(found, ranks, strict=True) if rank == 1]
    assert dated == sorted(dated)
    assert all(one.end > now or one.start > now for one in found)
    for one in found:
        assert one.when
        assert one.area
    live = {item.id for item in feed.items if posted(item, now)} | {
        one.identifier for one in alerts_in_force(feed.alerts, now)
    }
    assert set(ids(list(found))) <= live


@given(st.integers(0, 5 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_nothing_changes_before_the_next_boundary(minute: int, length: int) -> None:
    start = at(8) + dt.timedelta(minutes=minute)
    feed = sample.feed(
        items=(notice(effect=Effect(start=start, end=start + dt.timedelta(minutes=length)), posting=ALWAYS),)
    )
    change = next_boundary(feed, NOW)
    assert concerns(feed, "2", change - dt.timedelta.resolution) == concerns(feed, "2", NOW)
