"""A resident's fingers on the glass: real presses on a real window."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
import sample
from PySide6.QtCore import QPointF
from PySide6.QtQml import QQmlProperty, qmlContext

from signage.content.compound import Display
from signage.content.notice import Posting


def many(count=30):
    """A feed with more notices than a list shows at once."""
    return sample.feed(
        items=tuple(
            sample.notice(f"n{number:02}", f"第{number}条通知", effect=None, body=(sample.text("正文。"),))
            for number in range(count)
        )
    )


@pytest.mark.parametrize("page", [0, 1])
def test_a_touch_opens_the_very_page_that_is_on_the_glass(make_glass, page):
    glass = make_glass(sample.feed())
    glass.bring("notice", "water", page)
    glass.tap("stage")
    line = glass.wait_painted("browse", "water")
    assert line["page"] == page
    assert (glass.lines("touched")[-1]["slide"], glass.lines("touched")[-1]["item"]) == ("stage", "water")
    assert "水箱清洗临时停水" in glass.texts()
    assert "返回列表" in glass.texts()


@pytest.mark.parametrize("name", ["hint", "stage"])
def test_a_touch_on_the_hint_or_on_a_guide_opens_the_list(make_glass, name):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.tap(name)
    glass.wait_painted("browse", "")
    assert glass.lines("touched")[-1]["slide"] == name
    for item in sample.feed().items:
        assert item.title in glass.texts()
    assert "返回轮播" in glass.texts()


def test_a_row_opens_its_notice_and_pages_turn(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.tap("hint")
    glass.wait_painted("browse", "")
    glass.tap("notice-charging")
    glass.wait_painted("browse", "charging", page=0)
    glass.tap("previous-tap")
    assert glass.state("readingPage") == 0, "there is nothing before the first page"
    last = glass.state("readingPages") - 1
    for page in range(1, last + 1):
        glass.tap("next-tap")
        glass.wait_painted("browse", "charging", page=page)
    touched = len(glass.lines("touched"))
    glass.tap("next-tap")
    assert glass.state("readingPage") == last
    assert len(glass.lines("touched")) == touched, "a dead button is no touch"
    before = glass.mark()
    glass.tap("previous-tap")
    glass.wait_painted("browse", "charging", page=last - 1, after=before)


def test_back_goes_to_the_list_and_then_to_the_slide_that_was_there(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("notice", "fraud")
    glass.tap("stage")
    glass.wait_painted("browse", "fraud")
    glass.tap("back-tap")
    glass.wait_painted("browse", "")
    before = glass.mark()
    glass.tap("back-tap")
    glass.wait_painted("notice", "fraud", after=before)
    assert glass.state("browsing") is False
    assert glass.rotator._dwell.isActive()


def test_the_glass_returns_by_itself_after_a_minute(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("notice", "water")
    glass.tap("stage")
    glass.wait_painted("browse", "water")
    assert glass.browsing._idle.interval() == 1000
    assert glass.browsing._idle.isActive()
    glass.idle(39)
    assert glass.state("idleWarning") is False
    glass.idle(1)
    assert glass.state("idleWarning") is True
    assert "20 秒后返回轮播" in glass.texts()
    assert glass.state("idleShare") == pytest.approx(20 / 60)
    glass.idle(19)
    assert "1 秒后返回轮播" in glass.texts()
    before = glass.mark()
    glass.idle(1)
    assert glass.state("browsing") is False
    glass.wait_painted("notice", "water", after=before)


@pytest.mark.parametrize("touch", ["next-tap", "back-tap", "plain"])
def test_every_touch_gives_the_full_minute_again(make_glass, touch):
    glass = make_glass(sample.feed())
    glass.bring("notice", "water")
    glass.tap("stage")
    glass.wait_painted("browse", "water")
    glass.idle(50)
    if touch == "plain":
        glass.tap_at(glass.window.width() / 2, glass.window.height() / 2)
    else:
        glass.tap(touch)
    assert glass.state("idleLeft") == 60


def test_the_rotation_stands_still_while_somebody_reads(make_glass):
    glass = make_glass(sample.feed(), pace=1000)
    glass.qtbot.waitUntil(lambda: bool(glass.lines("painted")))
    glass.tap("hint")
    glass.wait_painted("browse", "")
    before = glass.mark()
    assert not glass.rotator._dwell.isActive()
    glass.qtbot.wait(60)  # several slides' time at this pace
    assert glass.mark() == before


def test_the_list_scrolls_under_a_finger_and_opens_nothing(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.tap("hint")
    glass.wait_painted("browse", "")
    notices = glass.item("notices")
    before = glass.mark()
    glass.drag("notices", -300)
    glass.qtbot.waitUntil(lambda: notices.property("contentY") > 100 and not notices.property("moving"))
    assert glass.mark() == before, "nothing was opened"
    assert glass.state("idleLeft") == 60


def test_a_new_feed_leaves_the_list_where_it_is(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.tap("hint")
    glass.wait_painted("browse", "")
    notices = glass.item("notices")
    notices.setProperty("contentY", 400)
    glass.drain()
    glass.publish(many(31))
    glass.drain()
    assert notices.property("count") == 31
    assert notices.property("contentY") == 400
    glass.publish(many(2))
    glass.drain()
    assert notices.property("count") == 2
    top = notices.mapToScene(QPointF()).y()
    assert glass.item("notice-n00").mapToScene(QPointF()).y() == top, "no empty list for want of scrolling back"


def test_the_next_person_starts_at_the_top(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.tap("hint")
    glass.item("notices").setProperty("contentY", 400)
    glass.idle(60)
    glass.tap("hint")
    assert glass.item("notices").property("contentY") == 0


def test_what_is_read_and_withdrawn_gives_the_list(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("notice", "water")
    glass.tap("stage")
    glass.wait_painted("browse", "water")
    before = glass.mark()
    glass.publish(sample.feed(items=tuple(item for item in feed.items if item.id != "water")))
    glass.wait_painted("browse", "", after=before)
    assert "水箱清洗临时停水" not in glass.texts()
    glass.tap("notice-fraud")
    glass.wait_painted("browse", "fraud")


def test_what_is_read_and_ends_gives_the_list(make_glass):
    ending = sample.notice("short", "快要结束", effect=None, posting=Posting(start=sample.at(7), end=sample.at(9, 15)))
    glass = make_glass(sample.feed(items=(ending, sample.long_notice())))
    glass.bring("notice", "short")
    glass.tap("stage")
    glass.wait_painted("browse", "short")
    before = glass.mark()
    glass.move(sample.at(9, 15))
    glass.wait_painted("browse", "", after=before)
    assert "快要结束" not in glass.texts()


def test_what_is_read_and_revised_is_redrawn(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("notice", "found")
    glass.tap("stage")
    glass.wait_painted("browse", "found")
    before = glass.mark()
    revised = tuple(
        msgspec.structs.replace(item, title="老花镜已领回") if item.id == "found" else item for item in feed.items
    )
    glass.publish(sample.feed(items=revised))
    glass.wait_painted("browse", "found", after=before)
    assert "老花镜已领回" in glass.texts()


def test_a_poster_is_read_too(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("poster", "dumplings")
    glass.tap("stage")
    glass.wait_painted("browse", "dumplings")
    assert glass.find("next-tap") is None, "one page needs no buttons to turn it"


def test_every_target_has_a_name(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")

    def name(target):
        item = glass.item(target)
        return QQmlProperty(item, "Accessible.name", qmlContext(item)).read()

    assert name("hint")
    assert name("stage") == "查看这一条"
    glass.tap("hint")
    assert name("back-tap") == "返回轮播"
    assert name("notice-water") == "水箱清洗临时停水"
    glass.tap("notice-charging")
    glass.wait_painted("browse", "charging")
    assert name("back-tap") == "返回列表"
    assert name("previous-tap") == "上一页"
    assert name("next-tap").startswith("下一页")


@pytest.mark.parametrize("size", ["1080x1920", "1920x1080", "768x1366", "1366x768"])
def test_targets_are_large_and_apart(make_glass, size):
    """GLASS.md: a target is at least 20 mm; 1080 pixels of a 43 inch panel are 535 mm."""
    glass = make_glass(sample.feed(), size=size)
    least = 20 / 535 * 1080 * glass.tokens.property("unit")
    glass.bring("week")

    def large(*names):
        for name in names:
            item = glass.item(name)
            assert min(item.width(), item.height()) >= least, f"{name}: {item.width()}x{item.height()}, least {least}"

    large("hint", "stage")
    glass.tap("hint")
    large("back-tap", "notice-water")
    glass.tap("notice-charging")
    glass.wait_painted("browse", "charging")
    large("back-tap", "previous-tap", "next-tap")
    middles = sorted(glass.item(name).mapToScene(QPointF()).x() for name in ("back-tap", "previous-tap", "next-tap"))
    assert all(two - one >= 60 for one, two in pairwise(middles))


@pytest.mark.parametrize("display", [Display.SAFE, Display.BLACKOUT])
def test_a_quiet_glass_answers_no_touch(make_glass, display):
    feed = sample.feed()
    glass = make_glass(sample.feed(compound=msgspec.structs.replace(feed.compound, display=display)))
    glass.wait_painted(str(display))
    for y in range(40, 960, 80):
        glass.tap_at(270, y)
    assert not glass.lines("touched")
    assert glass.find("hint") is None


def test_a_touch_before_the_first_feed_does_nothing(make_glass):
    glass = make_glass(None)
    glass.wait_painted("boot")
    for y in range(40, 960, 80):
        glass.tap_at(270, y)
    assert not glass.lines("touched")


def test_a_blackout_ends_browsing_for_good(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("week")
    glass.tap("hint")
    glass.wait_painted("browse", "")
    glass.publish(sample.feed(compound=msgspec.structs.replace(feed.compound, display=Display.BLACKOUT)))
    glass.wait_painted("blackout")
    glass.publish(feed)
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "blackout"))
    assert glass.on_glass[0] != "browse"
    assert glass.state("browsing") is False
