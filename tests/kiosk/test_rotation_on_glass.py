"""The rotation on a real window: what comes, when it is said to be painted, and what changes it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import msgspec
import pytest
import sample
from jinja2 import TemplateError

from signage.clock import ShiftedClock
from signage.content.notice import Posting, Priority
from signage.kiosk import rotator as rotator_module
from signage.kiosk.press import Press
from signage.kiosk.typeset import Typesetter


def short(name, **changes):
    return sample.notice(name, changes.pop("title", f"通知{name}"), body=(), effect=None, **changes)


def test_every_slide_comes_round(make_glass, qtbot):
    glass = make_glass(sample.feed(), pace=400)
    wanted = {"week", "notice", "poster", "services", "facilities"}
    qtbot.waitUntil(lambda: wanted <= {line["slide"] for line in glass.lines("painted")}, timeout=30_000)


def test_a_long_notice_is_read_in_order_and_goes_on_where_its_turn_ended(make_glass):
    glass = make_glass(sample.feed(items=(sample.long_notice(), short("found"))))
    glass.bring("week")
    turns: list[list[int]] = []
    previous = None
    while len(turns) < 5:
        line = glass.step()
        if line["item"] == "charging":
            if previous == "charging" and line["page"] != 0:
                turns[-1].append(line["page"])
            else:
                turns.append([line["page"]])
        previous = line["item"]
    pages = glass.rotator._deck.pages(sample.long_notice())
    assert pages > 4
    assert {page for turn in turns for page in turn} == set(range(pages))
    for turn in turns[:-1]:
        assert turn[0] == 0
        assert len(turn) <= 4
        assert all(two == one + 1 for one, two in pairwise(turn[1:]))
    for one, two in pairwise(turns[:-1]):
        assert two[1] == (one[-1] + 1 if one[-1] + 1 < pages else 1)


def test_no_entry_comes_twice_running(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    seen = [("week", "", 0)]
    for _ in range(40):
        line = glass.step()
        seen.append((line["slide"], line["item"], line["page"]))
    for one, two in pairwise(seen):
        assert one != two
        if one[:2] == two[:2]:
            assert two[2] != 0, "a turn of the same entry followed its own"


def test_a_slide_leaves_when_its_posting_ends(make_glass):
    end = sample.at(9, 15)
    notice = short("short", posting=Posting(start=sample.at(7), end=end))
    glass = make_glass(sample.feed(items=(notice, short("other"))))
    glass.bring("notice", "short")
    glass.move(end - dt.timedelta(milliseconds=1))
    assert glass.on_glass == ("notice", "short")
    before = glass.mark()
    glass.move(end)
    glass.qtbot.waitUntil(lambda: glass.on_glass not in (("", ""), ("notice", "short")))
    assert glass.lines()[before]["event"] == "left"
    for _ in range(8):
        assert glass.step()["item"] != "short"


def test_the_boundary_timer_is_set_to_the_next_boundary(make_glass):
    end = sample.NOW + dt.timedelta(seconds=2)
    notice = short("short", posting=Posting(start=sample.at(7), end=end.astimezone(dt.UTC)))
    glass = make_glass(sample.feed(items=(notice,)))
    assert 1900 < glass.conductor._boundary.interval() <= 2001


def test_an_item_is_shown_from_the_start_of_its_posting(make_glass):
    start = sample.at(9, 15)
    notice = short("later", posting=Posting(start=start, end=sample.at(20)))
    glass = make_glass(sample.feed(items=(short("other"), notice)))
    glass.bring("week")
    glass.move(start - dt.timedelta(milliseconds=1))
    assert "later" not in [entry.item_id for entry in glass.rotator.entries]
    glass.move(start)
    assert glass.step()["item"] == "later"


def test_a_new_item_is_painted_at_once(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    new = sample.notice("burst", "水管爆裂抢修", effect=None)
    before = glass.mark()
    glass.publish(sample.feed(items=(*sample.feed().items, new)))
    line = glass.wait_painted("notice", "burst")
    assert line["feed_version"] == 2
    assert [(line["event"], line["slide"], line["item"]) for line in glass.lines()[before:]] == [
        ("left", "week", ""),
        ("painted", "notice", "burst"),
    ]


def test_a_feed_without_news_changes_nothing(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    frames, slides = glass.rest(), []
    glass.screen.glass.slideChanged.connect(lambda: slides.append(1))
    before = glass.lines()
    glass.publish(sample.feed())
    glass.conductor.tick()
    glass.qtbot.wait(60)  # three frames' time, in which nothing may happen
    assert glass.lines() == before
    assert not slides
    assert not frames


def test_what_is_withdrawn_while_on_the_glass_leaves_at_once(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("notice", "water")
    before = glass.mark()
    glass.publish(sample.feed(items=tuple(item for item in feed.items if item.id != "water")))
    glass.qtbot.waitUntil(lambda: glass.on_glass not in (("", ""), ("notice", "water")))
    assert glass.lines()[before]["event"] == "left"
    assert glass.lines()[before]["item"] == "water"


def test_a_revised_notice_is_redrawn_on_the_glass(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("notice", "found")
    before = glass.mark()
    revised = tuple(
        msgspec.structs.replace(item, title="老花镜已领回") if item.id == "found" else item for item in feed.items
    )
    glass.publish(sample.feed(items=revised))
    line = glass.wait_painted("notice", "found", after=before)
    assert line["page"] == 0
    assert "老花镜已领回" in glass.texts()
    assert "拾到老花镜一副" not in glass.texts()


def test_a_revised_page_is_redrawn_on_the_glass(make_glass):
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("notice", "water", 1)
    old = glass.picture()
    before = glass.mark()
    revised = tuple(
        msgspec.structs.replace(item, body=(sample.text("改期到下周。"),)) if item.id == "water" else item
        for item in feed.items
    )
    glass.publish(sample.feed(items=revised))
    glass.wait_painted("notice", "water", page=1, after=before)
    assert glass.picture() != old


def test_a_notice_that_cannot_be_typeset_stands_by_its_facts(make_glass, monkeypatch, expect_log):
    expect_log("cannot be typeset")

    def fail(self, *_):
        raise TemplateError("broken")

    monkeypatch.setattr(Typesetter, "markup", fail)
    glass = make_glass(sample.feed(items=(sample.notice(), sample.long_notice())))
    glass.bring("notice", "water")
    assert "请提前储水，关好龙头" in glass.texts()
    # neither facts nor a body that can be drawn: its title and its source
    glass.bring("notice", "charging")
    assert "电动自行车集中充电管理约定" in glass.texts()
    errors = glass.lines("error")
    assert {line["slide"] for line in errors} == {"notice:water", "notice:charging"}
    assert all("broken" in line["problem"] for line in errors)
    for _ in range(8):
        assert glass.step()["page"] == 0


def test_a_slide_that_never_settles_gives_way(make_glass, monkeypatch, expect_log):
    expect_log("did not come to the glass")
    monkeypatch.setattr(rotator_module, "SETTLE_SECONDS", 0.1)
    monkeypatch.setattr(Press, "submit", lambda *_: None)
    glass = make_glass(sample.feed(items=(sample.notice(priority=Priority.URGENT),)))
    glass.bring("week")
    before = glass.mark()
    errors = len(glass.lines("error"))
    glass.rotator.begin(next(entry for entry in glass.rotator.entries if entry.item_id == "water"))
    assert glass.on_glass == ("week", ""), "the old slide stays until the new one is whole"
    glass.qtbot.waitUntil(lambda: len(glass.lines("error")) > errors)
    glass.qtbot.waitUntil(lambda: glass.on_glass not in (("", ""), ("week", "")), timeout=3000)
    assert glass.lines("error")[-1]["slide"] == "notice:water"
    assert [line["event"] for line in glass.lines()[before:]][:3] == ["error", "left", "painted"]


def test_a_poster_whose_picture_is_gone_shows_its_title(make_glass, expect_log):
    expect_log("dumplings cannot be typeset")
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("week")
    poster = next(item for item in feed.items if item.id == "dumplings")
    glass.store.media_path(poster.picture).unlink()
    glass.bring("poster", "dumplings")
    assert "冬至包饺子" in glass.texts()


@pytest.mark.qt_log_ignore("Error decoding")
def test_a_poster_that_cannot_be_decoded_shows_its_title(make_glass, expect_log):
    expect_log("dumplings cannot be typeset")
    feed = sample.feed()
    glass = make_glass(feed)
    glass.bring("week")
    poster = next(item for item in feed.items if item.id == "dumplings")
    glass.store.media_path(poster.picture).write_bytes(b"x" * poster.picture.size)
    glass.bring("poster", "dumplings")
    assert "冬至包饺子" in glass.texts()


def test_painted_is_said_only_after_a_frame_that_shows_it(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.drain()
    events: list[str] = []
    glass.screen.glass.slide_settled.connect(lambda _: events.append("settled"))
    glass.window.frameSwapped.connect(lambda: events.append("frame"))
    glass.screen.airtime.watcher = lambda _: events.append("painted")
    for _ in range(3):
        glass.step()
        glass.drain()
    assert [event for event in events if event != "frame"] == ["settled", "painted"] * 3
    for place in (place for place, event in enumerate(events) if event == "painted"):
        assert events[place - 1] == "frame"


def test_nothing_is_painted_while_no_frame_comes(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.window.hide()
    glass.drain()
    before = len(glass.lines("painted"))
    for _ in range(3):
        glass.rotator._dwell_over()
        glass.drain()
    assert len(glass.lines("painted")) == before
    glass.window.show()
    glass.qtbot.waitUntil(lambda: len(glass.lines("painted")) == before + 1)


def test_each_slide_has_the_time_that_its_reader_needs(make_glass, qtbot):
    pace = 100.0
    glass = make_glass(sample.feed(), pace=pace, running=ShiftedClock(sample.NOW))
    needed: list[float] = []
    glass.screen.airtime.watcher = lambda _: needed.append(glass.rotator.slide.dwell)
    qtbot.waitUntil(lambda: len(glass.lines("left")) >= 8, timeout=20_000)
    glass.screen.conductor.stop()
    painted, left = glass.lines("painted"), glass.lines("left")
    for before, after, seconds in list(zip(painted, left, needed, strict=True))[:-1]:
        stood = dt.datetime.fromisoformat(after["at"]) - dt.datetime.fromisoformat(before["at"])
        assert stood.total_seconds() >= seconds / pace - 0.001, before
        assert seconds >= 10


@pytest.mark.parametrize("pace", [1.0, 20.0])
def test_the_timer_follows_the_pace(make_glass, pace):
    glass = make_glass(sample.feed(), pace=pace)
    glass.bring("week")
    assert glass.rotator._dwell.interval() == round(glass.rotator.slide.dwell * 1000 / pace)
