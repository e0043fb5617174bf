"""A resident's fingers on the glass: real presses on a real window."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
import sample
from PySide6.QtCore import QCoreApplication, QPointF
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
    line = glass.wait_painted("browse/reading", "water")
    assert line["page"] == page
    assert (glass.lines("touched")[-1]["slide"], glass.lines("touched")[-1]["item"]) == ("stage", "water")
    assert "水箱清洗临时停水" in glass.texts()
    assert "返回" in glass.texts()


@pytest.mark.parametrize(
    ("kind", "at"), [("week", "duty"), ("services", "services"), ("facilities", "facilities"), ("notice", "reading")]
)
def test_a_touch_on_a_slide_opens_what_it_is_about(make_glass, kind, at):
    glass = make_glass(sample.feed())
    glass.bring(kind, "water" if kind == "notice" else "")
    glass.tap("stage")
    glass.wait_painted(f"browse/{at}")
    assert glass.lines("touched")[-1]["slide"] == "stage"


def test_a_touch_on_the_hint_opens_home(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.tap("hint")
    glass.wait_painted("browse/home", "")
    assert glass.lines("touched")[-1]["slide"] == "hint"
    for words in ("您想看什么？", "通知公告", "5 条在公示", "此刻 田小满 当班", "影响我家吗？", "返回轮播"):
        assert words in glass.texts()


def test_a_row_opens_its_notice_and_pages_turn(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    line = glass.go("hint", "tile-notices-tap", "notice-charging")
    assert (line["slide"], line["item"], line["page"]) == ("browse/reading", "charging", 0)
    touched = len(glass.lines("touched"))
    glass.tap("previous-tap")
    assert len(glass.lines("touched")) == touched, "there is nothing before the first page"
    last = glass.visit("pages") - 1
    assert last > 1
    for page in range(1, last + 1):
        assert glass.go("next-tap")["page"] == page
    touched = len(glass.lines("touched"))
    glass.tap("next-tap")
    assert glass.visit("page") == last
    assert len(glass.lines("touched")) == touched, "a dead button is no touch"
    assert glass.go("previous-tap")["page"] == last - 1


@pytest.mark.parametrize(("dx", "page"), [(-200, 1), (200, 0), (-20, 0)])
def test_a_finger_drawn_across_turns_the_page(make_glass, dx, page):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap", "notice-charging")
    glass.swipe("reading", dx)
    glass.qtbot.waitUntil(lambda: glass.visit("page") == page)
    glass.swipe("reading", 200)
    glass.qtbot.waitUntil(lambda: glass.visit("page") == 0)


def test_back_goes_the_way_back_and_then_to_the_slide_that_was_there(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("notice", "fraud")
    glass.go("stage")
    assert glass.go("back-tap")["slide"] == "browse/home"
    before = glass.mark()
    glass.tap("back-tap")
    glass.wait_painted("notice", "fraud", after=before)
    assert glass.visit("active") is False
    assert glass.rotator._dwell.isActive()


def test_home_is_one_touch_away_from_anywhere(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    for way in (("tile-notices-tap", "notice-water", "action-code-water-tap"), ("tile-services-tap", "service-fire")):
        if glass.visit("active") is False:
            glass.go("hint")
        glass.go(*way)
        assert glass.go("home-tap")["slide"] == "browse/home"


def test_the_glass_returns_by_itself_after_a_minute(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("notice", "water")
    glass.go("stage")
    assert glass.browsing._idle.interval() == 1000
    assert glass.browsing._idle.isActive()
    glass.idle(39)
    assert glass.visit("idleWarning") is False
    assert glass.find("stay-tap") is None
    glass.idle(1)
    assert glass.visit("idleWarning") is True
    assert "20 秒后返回轮播" in glass.texts()
    assert glass.visit("idleShare") == pytest.approx(20 / 60)
    glass.idle(18)
    glass.tap("stay-tap")
    glass.drain()
    assert glass.visit("idleLeft") == 60
    assert glass.visit("at") == "reading", "whoever stays, stays where they are"
    glass.idle(59)
    assert "1 秒后返回轮播" in glass.texts()
    before = glass.mark()
    glass.idle(1)
    assert glass.visit("active") is False
    glass.wait_painted("notice", "water", after=before)


@pytest.mark.parametrize("touch", ["next-tap", "home-tap", "comfort-large-tap", "plain"])
def test_every_touch_gives_the_full_minute_again(make_glass, touch):
    glass = make_glass(sample.feed())
    glass.bring("notice", "water")
    glass.go("stage")
    glass.idle(30)
    if touch == "plain":
        glass.tap_at(glass.window.width() / 2, glass.window.height() / 2)
    else:
        glass.tap(touch)
    glass.drain()
    assert glass.visit("idleLeft") == 60


def test_the_rotation_stands_still_while_somebody_reads(make_glass):
    glass = make_glass(sample.feed(), pace=1000)
    glass.qtbot.waitUntil(lambda: bool(glass.lines("painted")))
    glass.tap("hint")
    glass.wait_painted("browse/home", "")
    before = glass.mark()
    assert not glass.rotator._dwell.isActive()
    glass.qtbot.wait(60)  # several slides' time at this pace
    assert glass.mark() == before


def test_the_list_scrolls_under_a_finger_and_opens_nothing(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    notices = glass.item("notices")
    before = glass.mark()
    glass.drag("notices", -300)
    glass.qtbot.waitUntil(lambda: notices.property("contentY") > 100 and not notices.property("moving"))
    assert glass.mark() == before, "nothing was opened"
    assert glass.visit("idleLeft") == 60


def test_the_list_has_buttons_for_who_cannot_draw_a_finger(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    notices = glass.item("notices")
    seen = [notices.property("contentY")]
    for _ in range(12):
        glass.tap("next-tap")
        glass.drain()
        seen.append(notices.property("contentY"))
    assert seen[1] > 0.5 * notices.height()
    assert all(two - one < notices.height() for one, two in pairwise(seen)), "no row is passed over"
    assert notices.property("atYEnd")
    for _ in range(12):
        glass.tap("previous-tap")
        glass.drain()
    assert notices.property("atYBeginning")


def test_a_list_is_found_where_it_was_left(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    glass.tap("next-tap")
    glass.drain()
    left = glass.item("notices").property("contentY")
    assert left > 0
    row = next(
        item.objectName() for item in glass.everything()
        if item.objectName().startswith("notice-") and 0 < item.mapToItem(glass.item("notices"), QPointF()).y() < 200
    )  # fmt: skip
    glass.go(row, "back-tap")
    assert glass.item("notices").property("contentY") == pytest.approx(left, abs=1)


def test_a_new_feed_leaves_the_list_where_it_is(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
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


@pytest.mark.parametrize("turns", range(6))
def test_rows_may_go_while_their_list_is_being_made(make_glass, turns):
    glass = make_glass(many())
    glass.bring("week")
    glass.go("hint")
    glass.tap("tile-notices-tap")
    for _ in range(turns):
        QCoreApplication.processEvents()
    glass.publish(many(3))
    glass.rest()
    assert glass.item("notices").property("count") == 3


def test_the_next_person_starts_at_the_top(make_glass):
    glass = make_glass(many())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    glass.item("notices").setProperty("contentY", 400)
    glass.idle(60)
    glass.go("hint", "tile-notices-tap")
    assert glass.item("notices").property("contentY") == 0


def test_a_category_and_an_order_are_chosen(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    glass.go("action-notices-停水-tap")
    assert "1 条在公示" in glass.texts()
    assert glass.find("notice-water") is not None
    assert glass.find("notice-fraud") is None
    glass.go("action-notices-tap")  # all of them again
    assert glass.item("notices").property("count") == 5
    assert "按时间排" in glass.texts()


def test_what_is_read_and_withdrawn_gives_the_list(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("week")
    glass.go("hint", "tile-notices-tap", "notice-water")
    before = glass.mark()
    glass.publish(sample.feed(items=tuple(item for item in feed.items if item.id != "water")))
    glass.wait_painted("browse/notices", after=before)
    glass.drain()
    assert "水箱清洗临时停水" not in glass.texts()
    assert glass.go("notice-fraud")["item"] == "fraud"


def test_what_is_read_and_ends_gives_home(make_glass):
    ending = sample.notice("short", "快要结束", effect=None, posting=Posting(start=sample.at(7), end=sample.at(9, 15)))
    glass = make_glass(sample.feed(items=(ending, sample.long_notice())))
    glass.bring("notice", "short")
    glass.go("stage")
    before = glass.mark()
    glass.move(sample.at(9, 15))
    glass.wait_painted("browse/home", "", after=before)
    glass.drain()
    assert "快要结束" not in glass.texts()


def test_what_is_read_and_revised_is_redrawn(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("notice", "found")
    glass.go("stage")
    before = glass.mark()
    revised = tuple(
        msgspec.structs.replace(item, title="老花镜已领回") if item.id == "found" else item for item in feed.items
    )
    glass.publish(sample.feed(items=revised))
    glass.wait_painted("browse/reading", "found", after=before)
    assert "老花镜已领回" in glass.texts()


def test_a_poster_is_read_too_and_its_picture_seen_alone(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("poster", "dumplings")
    glass.go("stage")
    assert glass.find("next-tap") is None, "one page needs no buttons to turn it"
    line = glass.go("action-picture-dumplings-tap")
    assert (line["slide"], line["item"]) == ("browse/picture", "dumplings")
    assert "冬至包饺子" in glass.texts()


def test_a_picture_that_is_gone_leads_nowhere_and_breaks_nothing(make_glass, expect_log):
    expect_log("dumplings cannot be typeset")
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("poster", "dumplings")
    glass.go("stage")
    poster = next(item for item in feed.items if item.id == "dumplings")
    glass.store.media_path(poster.picture).unlink()
    assert glass.go("action-picture-dumplings-tap")["slide"] == "browse/picture"
    assert glass.go("home-tap")["slide"] == "browse/home"


def test_every_target_has_a_name(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")

    def name(target):
        item = glass.item(target)
        return QQmlProperty(item, "Accessible.name", qmlContext(item)).read()

    assert name("hint")
    assert name("stage") == "查看这一条"
    glass.go("hint")
    assert name("back-tap") == "返回轮播"
    assert name("tile-notices-tap").startswith("通知公告")
    glass.go("tile-notices-tap")
    assert name("notice-water") == "水箱清洗临时停水"
    glass.go("notice-charging")
    assert name("back-tap") == "返回"
    assert name("home-tap") == "首页"
    assert name("previous-tap") == "上一页"
    assert name("next-tap") == "下一页"
    assert name("comfort-large-tap") == "大字"


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
    glass.go("hint")
    glass.publish(sample.feed(compound=msgspec.structs.replace(feed.compound, display=Display.BLACKOUT)))
    glass.wait_painted("blackout")
    glass.publish(feed)
    glass.qtbot.waitUntil(lambda: glass.on_glass[0] not in ("", "blackout"))
    assert not glass.on_glass[0].startswith("browse")
    assert glass.visit("active") is False
