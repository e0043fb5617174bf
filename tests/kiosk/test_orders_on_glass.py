"""Orders on a real glass: blackout over everything, the safe slide's words, and everything back as it was."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
import sample
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from signage.content.compound import Display
from signage.content.order import Order
from signage.kiosk.app import Screen
from signage.settings import ScreenSettings
from signage.store.identity import Identity
from signage.store.store import Store

ME = Identity(id="a" * 32, key="1" * 64)
OTHER = "b" * 32


def ordered(*orders, **changes):
    return msgspec.structs.replace(sample.feed(**changes), orders=orders)


DARK = Order(display=Display.BLACKOUT, since=sample.NOW)


def test_a_blackout_in_the_rotation_and_its_end(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    before = glass.mark()
    glass.publish(ordered(DARK))
    glass.wait_painted("blackout", after=before)
    assert glass.texts().split("\n") == ["槐安新苑", "暂停播放 · Paused"]
    before = glass.mark()
    glass.publish(sample.feed())
    glass.wait_painted("week", after=before)


def test_a_blackout_ends_a_visit_and_touch_does_nothing(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.go("hint", "tile-notices-tap")
    before = glass.mark()
    glass.publish(ordered(DARK))
    glass.wait_painted("blackout", after=before)
    assert glass.visit("active") is False
    glass.tap_at(270, 480)
    glass.tap_at(270, 900)
    glass.rest()
    assert glass.on_glass == ("blackout", "")
    assert not [line for line in glass.lines()[before:] if line["event"] == "touched"]


def test_a_blackout_is_over_an_alert_too_and_the_alert_is_there_after_it(make_glass):
    alert = sample.alert("smoke", headline="2号车库冒烟")
    glass = make_glass(sample.feed(alerts=(alert,)))
    glass.wait_painted("alert")
    before = glass.mark()
    glass.publish(ordered(DARK, alerts=(alert,)))
    glass.wait_painted("blackout", after=before)
    assert "冒烟" not in glass.texts()
    fresh = sample.alert("fire", headline="5号楼火情")
    glass.publish(ordered(DARK, alerts=(alert, fresh)))
    glass.rest()
    assert glass.on_glass == ("blackout", "")
    before = glass.mark()
    glass.publish(sample.feed(alerts=(alert,)))
    glass.wait_painted("alert", after=before)
    assert "冒烟" in glass.texts()


def test_it_is_dark_from_the_first_frame_after_a_restart(make_glass):
    glass = make_glass(ordered(DARK))
    line = glass.wait_painted(None)
    assert line["slide"] == "blackout"


def test_the_safe_slide_says_staffs_words_and_who_says_them(make_glass):
    glass = make_glass(ordered(Order(display=Display.SAFE, words="设备检修，请看公告墙")))
    glass.wait_painted("safe")
    shown = glass.texts().split("\n")
    assert shown == ["设备检修，请看公告墙", "槐安新苑 · 门卫室 0000-0001"]
    glass.publish(ordered(Order(display=Display.SAFE)))
    assert "设备检修" not in glass.texts()
    assert "槐安新苑" in glass.texts()


@pytest.mark.parametrize("markup", ["<b>粗</b>", "<img src='file:///etc/passwd'>"])
def test_words_are_words(make_glass, markup):
    glass = make_glass(ordered(Order(display=Display.SAFE, words=markup)))
    glass.wait_painted("safe")
    assert markup in glass.texts()


def test_an_order_for_another_screen_changes_nothing(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.publish(ordered(Order(screen=OTHER, display=Display.BLACKOUT)))
    glass.rest()
    assert glass.on_glass[0] == "week"


def test_a_screen_knows_the_orders_for_itself(tmp_path, qapp, qtbot):
    store = Store(tmp_path / "store")
    settings = ScreenSettings(size="540x960", pace=0.001)
    screen = Screen(settings, store, make_clock(), ME)
    try:
        screen.start(None)
        screen.conductor.set_feed(ordered(Order(screen=ME.id, display=Display.BLACKOUT)), 1, None)
        assert screen.glass.property("mode") == "blackout"
        screen.conductor.set_feed(ordered(Order(screen=OTHER, display=Display.BLACKOUT)), 2, None)
        assert screen.glass.property("mode") == "rotation"
    finally:
        screen.close()
        store.close()
        shiboken6.delete(screen)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make_clock():
    class Held:
        def now(self):
            return sample.NOW.astimezone(dt.UTC)

    return Held()


# Pairing


def test_the_first_boot_says_how_to_pair_it(make_glass):
    glass = make_glass(None)
    glass.wait_painted("boot")
    assert "配对码" not in glass.texts()
    glass.conductor.set_pairing("A3K 7PD", "3F2A 91C0 77E1 0B4D")
    assert "A3K 7PD" in glass.texts()
    assert "根指纹 3F2A 91C0 77E1 0B4D" in glass.texts()
    glass.conductor.set_pairing("", "")
    assert "配对码" not in glass.texts()


def test_the_card_takes_turns_until_it_is_paired(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    assert "card" not in {entry.kind for entry in glass.rotator.entries}
    glass.conductor.set_pairing("A3K 7PD", "3F2A 91C0 77E1 0B4D")
    glass.bring("card")
    assert "A3K 7PD" in glass.texts()
    before = glass.mark()
    glass.conductor.set_pairing("C4M 9RT", "3F2A 91C0 77E1 0B4D")
    glass.qtbot.waitUntil(lambda: "C4M 9RT" in glass.texts())
    glass.conductor.set_pairing("", "")
    glass.wait_painted(None, after=before)
    assert "card" not in {entry.kind for entry in glass.rotator.entries}


def test_what_this_screen_is_says_the_code_as_well(make_glass):
    glass = make_glass(sample.feed())
    glass.conductor.set_pairing("A3K 7PD", "3F2A 91C0 77E1 0B4D")
    glass.bring("card")
    glass.tap("glassStage")
    glass.qtbot.waitUntil(lambda: "A3K 7PD · 根指纹 3F2A 91C0 77E1 0B4D" in glass.texts())
