"""Alerts on a real window: at once, over everything but an order for quiet, and gone when they end."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest
import sample
from PySide6.QtGui import QColor

from signage.content.alert import MsgType, Severity, Source, Status
from signage.content.compound import Display

LONG = "".join(
    f"第{number}条：今天夜里到明天白天，本市大部地区将出现大风降温天气，请注意防范。" for number in range(1, 41)
)


def feed(*alerts, **changes):
    return sample.feed(alerts=alerts, **changes)


def alert(name="cold", **changes):
    return sample.alert(name, **changes)


def shown(glass):
    """Which alert's page has the glass."""
    return (glass.lines("painted")[-1]["item"], glass.lines("painted")[-1]["page"])


def next_turn(glass):
    before = glass.mark()
    glass.conductor._next_alert()
    glass.wait_painted("alert", after=before)


def test_an_alert_takes_the_glass_at_once(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    before = glass.mark()
    glass.publish(feed(alert()))
    glass.wait_painted("alert", "cold")
    assert [line["event"] for line in glass.lines()[before:]] == ["left", "alert", "painted"]
    assert [line["feed_version"] for line in glass.lines()[before + 1 :]] == [2, 2]
    texts = glass.texts()
    for words in (alert().headline, alert().description, alert().instruction, "演示气象台", "有效至 12月10日 18:00"):
        assert words in texts
    assert "今日我当班" not in texts
    assert not glass.rotator._dwell.isActive()


def test_an_alert_of_the_stored_feed_is_the_first_thing_on_the_glass(make_glass):
    glass = make_glass(feed(alert()))
    glass.wait_painted("alert", "cold")
    assert [line["slide"] for line in glass.lines("painted")] == ["alert"]
    before = glass.mark()
    glass.publish(sample.feed())
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "alert"))
    assert glass.lines()[before]["event"] == "left"


def test_the_slide_comes_back_after_the_alert(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("notice", "fraud")
    glass.publish(feed(alert()))
    glass.wait_painted("alert")
    before = glass.mark()
    glass.publish(sample.feed())
    glass.wait_painted("notice", "fraud", after=before)
    assert glass.rotator._dwell.isActive()
    assert alert().headline not in glass.texts()


def test_an_alert_in_the_middle_of_a_fade(make_glass):
    glass = make_glass(sample.feed(), fade=400)
    glass.bring("week")
    glass.rotator.begin(next(entry for entry in glass.rotator.entries if entry.kind == "services"))
    stage = next(item for item in glass.everything() if item.objectName() == "glassStage")
    glass.qtbot.waitUntil(lambda: bool(stage.property("fading")))
    before = glass.mark()
    glass.publish(feed(alert()))
    glass.wait_painted("alert", "cold", after=before)
    glass.publish(sample.feed())
    glass.wait_painted("services", after=before)
    assert not stage.property("fading")
    assert "门岗八大功能" in glass.texts()
    glass.qtbot.waitUntil(lambda: "此刻当班" in glass.texts())


@pytest.mark.parametrize("fade", [0, 60])
def test_the_strip_is_hidden_by_the_duty_week_alone(make_glass, fade):
    glass = make_glass(sample.feed(), fade=fade)
    for kind in ("week", "services", "week", "facilities"):
        glass.bring(kind)
        glass.qtbot.waitUntil(lambda shown=kind != "week": ("14:00–16:00   门卫室接待桌" in glass.texts()) == shown)


def test_the_very_place_in_the_list_comes_back(make_glass):
    items = tuple(sample.notice(f"n{n:02}", f"第{n}条通知", effect=None, body=()) for n in range(30))
    glass = make_glass(sample.feed(items=items))
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    notices = glass.item("notices")
    notices.setProperty("contentY", 333)
    glass.idle(55)
    glass.publish(feed(alert(), items=items))
    glass.wait_painted("alert")
    assert not glass.browsing._idle.isActive(), "an alert uses up nobody's minute"
    assert glass.find("notices") is None
    before = glass.mark()
    glass.publish(sample.feed(items=items))
    glass.wait_painted("browse/notices", "", after=before)
    assert glass.item("notices") is notices
    assert notices.property("contentY") == 333
    assert glass.visit("idleLeft") == 20, "time enough to find the place again"
    assert glass.browsing._idle.isActive()


def test_the_very_page_that_was_read_comes_back(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap", "notice-charging", "next-tap")
    glass.publish(feed(alert()))
    glass.wait_painted("alert")
    before = glass.mark()
    glass.publish(sample.feed())
    glass.wait_painted("browse/reading", "charging", page=1, after=before)


def test_a_visit_after_an_alert_is_witnessed_as_ever(make_glass):
    glass = make_glass(sample.feed(alerts=(sample.alert(),)))
    glass.wait_painted("alert")
    before = glass.mark()
    glass.publish(sample.feed())
    glass.wait_painted(None, after=before)
    assert glass.go("hint")["slide"] == "browse/home"


def test_no_touch_reaches_through_an_alert(make_glass):
    glass = make_glass(feed(alert()))
    glass.wait_painted("alert")
    for y in range(20, 960, 60):
        glass.tap_at(270, y)
    assert not glass.lines("touched")
    assert glass.visit("active") is False


def test_several_take_turns_the_most_severe_first(make_glass):
    minor = alert("minor", severity=Severity.MINOR, colour="blue", headline="大风蓝色预警信号")
    extreme = alert("extreme", severity=Severity.EXTREME, colour="red", headline="暴雨红色预警信号")
    glass = make_glass(feed(minor, extreme, alert("cold")))
    glass.wait_painted("alert")
    seen = [shown(glass)[0]]
    assert "1 / 3" in glass.texts()
    for _ in range(5):
        next_turn(glass)
        seen.append(shown(glass)[0])
    assert seen == ["extreme", "cold", "minor"] * 2


def test_turns_go_on_by_themselves(make_glass):
    glass = make_glass(feed(alert("one"), alert("two")), pace=200)
    glass.qtbot.waitUntil(lambda: len(glass.lines("painted")) >= 4, timeout=4000)
    items = [line["item"] for line in glass.lines("painted")[:4]]
    assert items == ["one", "two", "one", "two"]


def test_a_new_alert_is_read_at_once_whatever_its_rank(make_glass):
    extreme = alert("extreme", severity=Severity.EXTREME)
    minor = alert("minor", severity=Severity.MINOR)
    glass = make_glass(feed(extreme))
    glass.wait_painted("alert", "extreme")
    glass.publish(feed(extreme, minor))
    glass.wait_painted("alert", "minor")
    next_turn(glass)
    assert shown(glass)[0] == "extreme"


def test_the_one_being_read_stays_when_another_ends(make_glass):
    one, two = alert("one", severity=Severity.EXTREME, expires=sample.at(9, 15)), alert("two")
    glass = make_glass(feed(one, two))
    glass.wait_painted("alert", "one")
    next_turn(glass)
    assert shown(glass)[0] == "two"
    glass.move(sample.at(9, 15))
    glass.qtbot.waitUntil(lambda: glass.on_glass == ("alert", "two"))
    assert "/ 2" not in glass.texts()
    assert not glass.conductor._alert_turn.isActive()


def test_an_alert_ends_at_its_own_time(make_glass):
    glass = make_glass(feed(alert(expires=sample.at(9, 15))))
    glass.wait_painted("alert")
    glass.move(sample.at(9, 15) - dt.timedelta(milliseconds=1))
    assert glass.on_glass[0] == "alert"
    glass.move(sample.at(9, 15))
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "alert"))


def test_an_alert_begins_at_its_own_time(make_glass):
    glass = make_glass(feed(alert(effective=sample.at(9, 15))))
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] != "")
    assert glass.on_glass[0] != "alert"
    glass.move(sample.at(9, 15))
    glass.wait_painted("alert", "cold")


def test_an_update_takes_the_place_of_what_it_updates(make_glass):
    first = alert()
    update = alert(
        "cold-2", msg_type=MsgType.UPDATE, sent=sample.at(9, 14, 4), references=(first.reference,), headline="降为黄色"
    )
    glass = make_glass(feed(first))
    glass.wait_painted("alert", "cold")
    glass.publish(feed(first, update))
    glass.wait_painted("alert", "cold-2")
    assert "降为黄色" in glass.texts()
    assert "寒潮橙色预警信号" not in glass.texts()
    assert "/ 2" not in glass.texts()


def test_a_cancel_gives_the_glass_back(make_glass):
    first = alert()
    cancel = alert("end", msg_type=MsgType.CANCEL, sent=sample.at(9, 14, 4), references=(first.reference,))
    glass = make_glass(feed(first))
    glass.wait_painted("alert", "cold")
    glass.publish(feed(first, cancel))
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "alert"))


@pytest.mark.parametrize(
    ("status", "banner"), [(Status.EXERCISE, "EXERCISE"), (Status.TEST, "TEST"), (Status.ACTUAL, "")]
)
def test_what_is_not_real_says_so(make_glass, status, banner):
    glass = make_glass(feed(alert(status=status)))
    glass.wait_painted("alert")
    assert ("演练" in glass.texts() or "测试" in glass.texts()) == bool(banner)
    assert banner in glass.texts()


def test_a_long_official_text_is_shown_whole_on_pages(make_glass):
    long = alert(description=LONG, instruction="请停止户外作业。" * 30)
    glass = make_glass(feed(long))
    glass.wait_painted("alert", "cold", page=0)
    pages = len(glass.conductor._alerts)
    assert pages > 2
    descriptions, instructions = "", ""
    for page in range(pages):
        assert shown(glass) == ("cold", page)
        view = glass.state("alert")
        assert view["description"] + view["instruction"]
        assert view["description"] in glass.texts()
        assert view["instruction"] in glass.texts()
        assert f"第 {page + 1} 页 共 {pages} 页" in glass.texts()
        descriptions += view["description"]
        instructions += view["instruction"]
        next_turn(glass)
    assert descriptions == long.description
    assert instructions == long.instruction
    assert shown(glass) == ("cold", 0)


@pytest.mark.parametrize("description", ["\n" * 4000, " " * 4000, "一\n" * 500, ""])
def test_an_alert_with_a_strange_text_is_shown_all_the_same(make_glass, description):
    glass = make_glass(feed(alert(description=description, instruction="")))
    glass.wait_painted("alert", "cold")
    assert alert().headline in glass.texts()


def test_an_unknown_kind_and_colour_still_draw(make_glass):
    glass = make_glass(feed(alert(event="陨石", colour="紫", source=Source.OFFICIAL)))
    glass.wait_painted("alert")
    assert "陨石" in glass.texts()
    ground, ink = glass.conductor._style.theme.alert["other"]
    assert glass.picture().pixelColor(4, 400) == QColor(ground)
    assert ground != ink


@pytest.mark.parametrize("colour", ["red", "orange", "yellow", "blue"])
def test_the_ground_is_the_official_colour(make_glass, colour):
    glass = make_glass(feed(alert(colour=colour)))
    glass.wait_painted("alert")
    assert glass.picture().pixelColor(4, 400) == QColor(glass.conductor._style.theme.alert[colour][0])


def test_a_reminder_of_the_compound_wears_no_official_name(make_glass):
    glass = make_glass(feed(alert(source=Source.COMPOUND, sender_name="", colour="")))
    glass.wait_painted("alert")
    assert "小区紧急提醒" in glass.texts()
    assert "槐安新苑" in glass.texts()
    assert "寒潮 橙" not in glass.texts()


@pytest.mark.parametrize("display", [Display.SAFE, Display.BLACKOUT])
def test_an_order_for_quiet_is_above_an_alert(make_glass, display):
    quiet = msgspec.structs.replace(sample.feed().compound, display=display)
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.publish(feed(alert(), compound=quiet))
    glass.wait_painted(str(display))
    assert alert().headline not in glass.texts()
    assert not glass.lines("alert")
    before = glass.mark()
    glass.publish(feed(alert()))
    glass.wait_painted("alert", "cold", after=before)
    glass.publish(feed(alert(), compound=quiet))
    glass.qtbot.waitUntil(lambda: glass.on_glass == (str(display), ""))
    assert alert().headline not in glass.texts()


def test_a_corrected_text_is_painted_anew(make_glass):
    glass = make_glass(feed(alert()))
    glass.wait_painted("alert")
    before = glass.mark()
    glass.publish(feed(alert(description="更正：最低气温零下5℃。")))
    glass.wait_painted("alert", "cold", after=before)
    assert "更正：最低气温零下5℃。" in glass.texts()


def test_a_correction_elsewhere_leaves_what_is_read(make_glass):
    one, two = alert("one", severity=Severity.EXTREME), alert("two")
    glass = make_glass(feed(one, two))
    glass.wait_painted("alert", "one")
    glass.publish(feed(one, alert("two", description="更正。")))
    glass.rest()
    assert glass.on_glass == ("alert", "one")
    assert glass.conductor._alert_turn.isActive()
    next_turn(glass)
    assert "更正。" in glass.texts()


def test_an_alert_that_stands_is_said_once(make_glass):
    glass = make_glass(feed(alert()))
    glass.wait_painted("alert")
    before = glass.mark()
    for minute in range(6, 20):
        glass.move(sample.at(9, 14, minute))
        glass.drain()
    assert glass.mark() == before


def test_a_notice_that_ends_under_an_alert_is_not_what_comes_back(make_glass):
    ending = sample.notice("short", "快要结束", effect=None, body=())
    glass = make_glass(sample.feed(items=(ending, sample.notice("other", "另一条", effect=None, body=()))))
    glass.bring("notice", "short")
    glass.publish(feed(alert(), items=(ending,)))
    glass.wait_painted("alert")
    before = glass.mark()
    glass.publish(sample.feed(items=()))
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "alert"))
    assert not [line for line in glass.lines()[before:] if line["event"] == "painted" and line["item"] == "short"]


def test_the_journal_tells_of_pages(make_glass):
    glass = make_glass(feed(alert(description=LONG)))
    glass.wait_painted("alert", page=0)
    next_turn(glass)
    said = [(line["event"], line["page"]) for line in glass.lines()]
    assert said == [("alert", 0), ("painted", 0), ("left", 0), ("alert", 1), ("painted", 1)]
    assert all(re.match(r"2026-12-09T06:05:00\.\d{6}Z\Z", str(line["at"])) for line in glass.lines())
