"""The states that every screen has: first boot, stale, a wrong clock, quiet, empty, and the turns of the duty."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
import sample

from signage.content.compound import Display
from signage.content.duty import Roster
from signage.content.notice import Posting


def compound(**changes):
    return msgspec.structs.replace(sample.feed().compound, **changes)


def short(name, title, **changes):
    return sample.notice(name, title, body=(), effect=None, **changes)


# First boot


def test_first_boot_is_calm_and_the_first_feed_comes_at_once(make_glass):
    glass = make_glass(None)
    line = glass.wait_painted("boot")
    assert line["feed_version"] == 0
    assert "正在等待第一份内容" in glass.texts()
    assert "14:05" in glass.texts()
    glass.conductor.tick()
    glass.rest()
    assert len(glass.lines("painted")) == 1
    glass.publish(sample.feed(), 7)
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "boot"))
    assert glass.lines("painted")[-1]["feed_version"] == 7
    assert "正在等待第一份内容" not in glass.texts()
    assert "槐安新苑" in glass.texts()


def test_a_stored_feed_is_on_the_glass_before_any_network(make_glass):
    glass = make_glass(sample.feed())
    glass.qtbot.waitUntil(lambda: bool(glass.lines("painted")))
    assert glass.lines("painted")[0]["slide"] != "boot"


# How old


@pytest.mark.parametrize("size", ["540x960", "960x540"])
def test_the_age_is_said_when_the_host_is_not_heard_and_only_then(make_glass, size):
    glass = make_glass(sample.feed(), stale_hours=6.0, size=size)
    glass.bring("week")
    assert "离线" not in glass.texts()
    assert glass.state("stale") is False
    glass.move(sample.NOW + dt.timedelta(hours=6))
    assert glass.state("stale") is False
    glass.move(sample.NOW + dt.timedelta(hours=8, seconds=1))
    assert glass.state("stale") is True
    assert "离线 · 内容是8小时前的" in glass.texts()
    glass.conductor.reached(glass.clock.now())
    assert glass.state("stale") is False
    assert "离线" not in glass.texts()
    glass.move(sample.NOW + dt.timedelta(hours=13))
    assert glass.state("stale") is False


def test_an_old_feed_is_still_shown(make_glass):
    lasting = short("lasting", "长期公告", posting=Posting(start=sample.at(1), end=sample.at(30)))
    glass = make_glass(sample.feed(items=(lasting,)))
    glass.move(sample.at(20))
    glass.bring("notice", "lasting")
    assert "长期公告" in glass.texts()


# A wrong clock

WRONG = [dt.datetime(1970, 1, 1, tzinfo=dt.UTC), sample.at(9, 9), sample.at(2)]


@pytest.mark.parametrize("now", WRONG)
@pytest.mark.parametrize("size", ["540x960", "960x540"])
def test_a_clock_that_is_wrong_claims_nothing(make_glass, now, size):
    glass = make_glass(sample.feed(), now=now, size=size)
    glass.bring("week")
    texts = glass.texts()
    for words in ("--:--", "时间待校准", "田小满"):
        assert words in texts
    for words in ("此刻", "今天 ", "已结束", "农历", "下一班"):
        assert words not in texts
    glass.bring("services")
    glass.qtbot.waitUntil(lambda: "时间待校准，请询门岗" in glass.texts())
    assert "现在" not in glass.texts()
    glass.bring("notice", "water")
    assert "水箱清洗临时停水" in glass.texts(), "what was posted when it was signed is shown"
    assert "明天" not in glass.texts()
    glass.bring("notice", "water", 1)
    assert "明天" not in glass.texts()
    glass.go("hint")
    for words in ("此刻", "现在开放", "明天"):
        assert words not in glass.texts()
    glass.go("tile-notices-tap")
    assert "水箱清洗临时停水" in glass.texts()
    assert "明天" not in glass.texts()


def test_a_clock_that_is_wrong_holds_no_alert_back(make_glass):
    glass = make_glass(sample.feed(alerts=(sample.alert(sent=sample.at(9, 13)),)), now=WRONG[0])
    glass.wait_painted("alert", "cold")


def test_a_clock_that_was_set_is_believed_at_once(make_glass):
    glass = make_glass(sample.feed(), now=WRONG[0])
    glass.bring("week")
    before = glass.mark()
    glass.move(sample.NOW)
    glass.wait_painted("week", after=before)
    assert "此刻当班 14:00–16:00" in glass.texts()
    assert "14:05" in glass.texts()
    assert "时间待校准" not in glass.texts()


def test_a_publisher_a_little_ahead_does_not_make_the_clock_wrong(make_glass):
    glass = make_glass(sample.feed(published=sample.NOW.astimezone(dt.UTC) + dt.timedelta(seconds=30)))
    glass.bring("week")
    assert "田小满" in str(glass.state("dutyName"))


def test_the_boundary_is_found_again_while_the_clock_stands(make_glass):
    glass = make_glass(sample.feed(), now=WRONG[0])
    assert 0 < glass.conductor._boundary.interval() <= 5001


# Quiet


def test_blackout_is_dark_and_says_so_and_ends_when_the_feed_says_so(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    before = glass.mark()
    glass.publish(sample.feed(compound=compound(display=Display.BLACKOUT)))
    glass.wait_painted("blackout", after=before)
    assert glass.texts().split("\n") == ["槐安新苑", "暂停播放 · Paused"]
    image = glass.picture()
    pixels = [image.pixelColor(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    dark = sum(pixel.name() == "#000000" for pixel in pixels)
    assert dark > 0.97 * len(pixels)
    assert max(pixel.lightness() for pixel in pixels) > 100  # not blank: nobody takes it for broken
    assert [line["event"] for line in glass.lines()[before:]] == ["left", "painted"]
    glass.publish(sample.feed())
    glass.wait_painted("week", after=before)


def test_the_safe_slide_is_the_compounds_name_and_nothing_else(make_glass):
    glass = make_glass(sample.feed(compound=compound(display=Display.SAFE)))
    glass.wait_painted("safe")
    assert "槐安新苑" in glass.texts()
    assert "门卫室 0000-0001" in glass.texts()
    for words in ("水箱", "田小满", "等待"):
        assert words not in glass.texts()


def test_from_blackout_to_safe_and_back(make_glass):
    glass = make_glass(sample.feed(compound=compound(display=Display.BLACKOUT)))
    glass.wait_painted("blackout")
    glass.publish(sample.feed(compound=compound(display=Display.SAFE)))
    glass.wait_painted("safe")
    glass.publish(sample.feed(compound=compound(display=Display.BLACKOUT)))
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] == "blackout")


# Empty


def test_an_empty_feed_shows_the_card_and_the_duty(make_glass):
    glass = make_glass(sample.feed(items=(), services=(), facilities=()))
    glass.bring("card")
    glass.qtbot.waitUntil(lambda: "此刻当班" in glass.texts())
    texts = glass.texts()
    for words in ("槐安新苑", "邻里相望，平安相守", "云汀街道 槐安居委会", "门卫室 0000-0001", "田小满", "14:05"):
        assert words in texts
    assert {glass.step()["slide"] for _ in range(6)} == {"card", "week"}
    glass.go("hint", "tile-notices-tap")
    assert "眼下没有通知" in glass.texts()


def test_a_feed_with_nothing_at_all(make_glass):
    glass = make_glass(sample.feed(items=(), services=(), facilities=(), roster=Roster()))
    glass.bring("card")
    glass.bring("week")


def test_one_slide_alone_stays_and_is_not_repainted(make_glass, monkeypatch):
    glass = make_glass(sample.feed(items=(), services=(), facilities=()))
    glass.bring("card")
    entries = glass.rotator._entries
    glass.rotator._entries = tuple(entry for entry in entries if entry.kind == "card")
    before = glass.mark()
    glass.rotator._dwell_over()
    glass.rest()
    assert glass.mark() == before
    assert glass.rotator._dwell.isActive()


# The duty


def test_no_roster_is_said_plainly(make_glass):
    glass = make_glass(sample.feed(roster=Roster()))
    glass.bring("week")
    assert glass.texts().count("排片表待公布") >= 7
    assert "无人当班" not in glass.texts()


def test_last_months_roster_is_not_this_weeks(make_glass):
    old = tuple(
        msgspec.structs.replace(slot, start=slot.start - dt.timedelta(days=28), end=slot.end - dt.timedelta(days=28))
        for slot in sample.roster().slots
    )
    glass = make_glass(sample.feed(roster=Roster(slots=old, months=("2026-11",))))
    glass.bring("week")
    assert "田小满" not in glass.texts()
    assert "排片表待公布" in glass.texts()


def test_nobody_on_duty_now_and_who_is_next(make_glass):
    glass = make_glass(sample.feed(published=sample.at(9, 11, 50)), now=sample.at(9, 12))
    glass.bring("services")
    glass.qtbot.waitUntil(lambda: "当班信息" in glass.texts())
    assert "此刻无人当班" in glass.texts()
    assert "今天 14:00" in glass.texts()
    assert "田小满" in glass.texts()


def test_the_duty_ends_at_four_exactly(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.move(sample.at(9, 16) - dt.timedelta(milliseconds=1))
    assert glass.state("dutyName") == "田小满"
    assert "此刻当班 14:00–16:00" in glass.texts()
    before = glass.mark()
    glass.move(sample.at(9, 16))
    assert glass.state("dutyName") == "此刻无人当班"
    assert glass.state("nextName") == "柏宁"
    assert glass.state("nextTime") == "明早 9:00"
    glass.wait_painted("week", after=before)
    assert "此刻当班" not in glass.texts()
    assert "今天已结束" in glass.texts()


def test_monday_turns_the_week(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    assert "12月7日–13日" in glass.texts()
    assert "沈若禾" in glass.texts()
    glass.move(sample.at(14) - dt.timedelta(milliseconds=1))
    assert "12月7日–13日" in glass.texts()
    before = glass.mark()
    glass.move(sample.at(14))
    glass.wait_painted("week", after=before)
    assert "12月14日–20日" in glass.texts()
    assert "沈若禾" not in glass.texts()
    assert "无人当班" in glass.texts(), "the month was drawn up: these are days without duty"


def test_midnight_makes_tomorrow_today(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("notice", "water")
    assert "明天" in glass.texts()
    assert glass.state("dateText") == "12月9日 星期三"
    before = glass.mark()
    glass.move(sample.at(10))
    glass.wait_painted("notice", "water", after=before)
    assert "明天" not in glass.texts()
    assert "今天 9:00 起" in glass.texts()
    assert glass.state("dateText") == "12月10日 星期四"


def test_the_clock_ticks_without_a_new_painting(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("facilities")
    before = glass.mark()
    glass.move(sample.NOW + dt.timedelta(minutes=1))
    assert "14:06" in glass.texts()
    glass.rest()
    assert glass.mark() == before


def test_services_open_and_close_with_the_clock(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("services")
    open_now = glass.texts().count("现在开放")
    before = glass.mark()
    glass.move(sample.at(9, 16))
    glass.wait_painted("services", after=before)
    assert glass.texts().count("现在开放") == open_now - 2, "reception and tools go with the roster"
