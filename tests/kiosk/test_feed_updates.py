"""Feeds that come at bad moments, and residents who touch everything: the glass stays alive and is never blank."""

from __future__ import annotations

import random

import msgspec
import pytest
import sample
from PySide6.QtGui import QColor

from signage.kiosk import rotator as rotator_module


def short(name, title=""):
    return sample.notice(name, title or f"通知{name}", body=(), effect=None)


def feed(*names, **changes):
    return sample.feed(items=tuple(short(name) for name in names), **changes)


class NeverBlank:
    """After every frame: a whole, opaque slide is on the stage, and under one that fades in lies another."""

    def __init__(self, glass):
        self._glass = glass
        self.frames = 0
        self.blank: list[str] = []
        glass.window.frameSwapped.connect(self._look)

    def _look(self):
        self.frames += 1
        places = sorted(self._glass.places(), key=lambda place: place.z())
        under = places[:1] if fading(self._glass) else places
        if not any(place.opacity() == 1 and place.property("item") is not None for place in under):
            self.blank.append(str([(place.property("key"), place.opacity()) for place in places]))

    def check(self):
        assert self.frames
        assert not self.blank, f"{len(self.blank)} of {self.frames} frames without a slide: {self.blank[:3]}"


def fading(glass):
    stage = next(item for item in glass.everything() if item.objectName() == "glassStage")
    return bool(stage.property("fading"))


def begin_fade(glass, kind, item=""):
    """The slide begins to fade in; returns in the middle of it."""
    entry = next(entry for entry in glass.rotator.entries if (entry.kind, entry.item_id) == (kind, item))
    glass.rotator.begin(entry)
    glass.qtbot.waitUntil(lambda: fading(glass))


def test_a_fade_blends_one_slide_into_the_next(make_glass):
    glass = make_glass(feed("a", "b"), fade=500)
    glass.bring("week")
    witness = NeverBlank(glass)
    before = glass.mark()
    begin_fade(glass, "services")
    assert glass.lines()[before:][0]["event"] == "left"
    assert not glass.lines("painted")[-1:] or glass.on_glass == ("", ""), "nothing is painted while it fades"
    line = glass.wait_painted("services", after=before)
    assert line["slide"] == "services"
    witness.check()
    assert witness.frames > 5


def test_news_in_the_middle_of_a_fade_come_at_once(make_glass):
    glass = make_glass(feed("a", "b"), fade=300)
    glass.bring("week")
    witness = NeverBlank(glass)
    begin_fade(glass, "notice", "a")
    before = glass.mark()
    glass.publish(feed("a", "b", "news"))
    glass.wait_painted("notice", "news", after=before)
    witness.check()
    assert "通知news" in glass.texts()
    assert "通知a" not in glass.texts()


def test_what_fades_in_and_is_withdrawn_leaves_at_once(make_glass):
    glass = make_glass(feed("a", "b"), fade=300)
    glass.bring("week")
    witness = NeverBlank(glass)
    begin_fade(glass, "notice", "a")
    glass.publish(feed("b"))
    glass.qtbot.waitUntil(lambda: glass.on_glass not in (("", ""), ("week", "")))
    witness.check()
    assert "通知a" not in glass.texts()
    assert glass.on_glass != ("notice", "a")


def test_what_fades_out_and_is_withdrawn_is_gone_after_the_fade(make_glass):
    glass = make_glass(feed("a", "b"), fade=300)
    glass.bring("notice", "a")
    witness = NeverBlank(glass)
    begin_fade(glass, "notice", "b")
    glass.publish(feed("b"))
    glass.wait_painted("notice", "b")
    witness.check()
    assert "通知a" not in glass.texts()


def test_what_fades_in_and_is_revised_is_drawn_anew(make_glass):
    glass = make_glass(feed("a", "b"), fade=300)
    glass.bring("week")
    witness = NeverBlank(glass)
    begin_fade(glass, "notice", "a")
    glass.publish(sample.feed(items=(short("a", "改过的标题"), short("b"))))
    glass.wait_painted("notice", "a")
    witness.check()
    assert "改过的标题" in glass.texts()
    assert "通知a" not in glass.texts()


def test_back_to_the_slide_that_fades_out(make_glass):
    glass = make_glass(feed("a", "b"), fade=300)
    glass.bring("notice", "a")
    witness = NeverBlank(glass)
    begin_fade(glass, "notice", "b")
    before = glass.mark()
    glass.rotator.begin(next(entry for entry in glass.rotator.entries if entry.item_id == "a"))
    glass.wait_painted("notice", "a", after=before)
    witness.check()
    assert "通知b" not in glass.texts()


def test_an_interrupted_fade_shows_a_slide_in_every_picture(make_glass):
    glass = make_glass(feed("a", "b"), fade=300)
    glass.bring("notice", "a")
    paper = QColor(glass.tokens.property("paper"))
    stage = glass.tokens.property("stage")

    def empty():
        image = glass.picture()
        xs = range(int(stage.x()) + 4, int(stage.x() + stage.width()) - 4, 7)
        # below the strip the stage is a card or a slide's own texts: never one plain surface
        ys = range(int(stage.y() + stage.height() * 0.3), int(stage.y() + stage.height()) - 4, 7)
        return all(image.pixelColor(x, y) == paper for y in ys for x in xs)

    assert not empty()
    begin_fade(glass, "notice", "b")
    glass.rotator.begin(next(entry for entry in glass.rotator.entries if entry.item_id == "a"))
    assert not empty()
    glass.qtbot.waitUntil(lambda: not fading(glass))
    assert not empty()


def test_fifty_feeds_in_a_row(make_glass):
    glass = make_glass(feed("a", "b"), fade=50, pace=200)
    glass.qtbot.waitUntil(lambda: bool(glass.lines("painted")))
    witness = NeverBlank(glass)
    for number in range(50):
        glass.publish(feed("a", f"n{number}", "b"))
        if number % 5 == 0:
            glass.drain()
    glass.wait_painted("notice", "n49")
    after = len(glass.lines("painted"))
    witness.check()
    glass.qtbot.waitUntil(lambda: len(glass.lines("painted")) > after + 4, timeout=5000)
    assert not glass.lines("error")
    assert {line["item"] for line in glass.lines("painted")[after:]} <= {"", "a", "b", "n49"}


def test_fifty_feeds_with_bodies_to_typeset(make_glass, monkeypatch):
    monkeypatch.setattr(rotator_module, "SETTLE_SECONDS", 20)
    glass = make_glass(sample.feed(), fade=50, pace=200)
    glass.qtbot.waitUntil(lambda: bool(glass.lines("painted")))
    witness = NeverBlank(glass)
    base = sample.feed().items
    for number in range(50):
        new = msgspec.structs.replace(sample.long_notice(), body=(sample.text(f"第{number}版。" * 60),))
        glass.publish(sample.feed(items=(new, *(item for item in base if item.id != "charging"))))
        glass.drain()
    glass.qtbot.waitUntil(
        lambda: any(line["item"] == "charging" and line["feed_version"] == 51 for line in glass.lines("painted")),
        timeout=15_000,
    )
    witness.check()
    assert not glass.lines("error")


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_touches_anywhere(make_glass, seed):
    chance = random.Random(seed)
    glass = make_glass(sample.feed(), fade=30, pace=300)
    glass.qtbot.waitUntil(lambda: bool(glass.lines("painted")))
    width, height = glass.window.width(), glass.window.height()
    for number in range(200):
        glass.tap_at(chance.randrange(width), chance.randrange(height))
        if number % 40 == 20:
            glass.publish(sample.feed(alerts=(sample.alert(),) if chance.random() < 0.5 else ()))
        if number % 10 == 0:
            glass.drain()
    glass.publish(sample.feed())
    glass.idle(60)
    count = len(glass.lines("painted"))
    glass.qtbot.waitUntil(lambda: len(glass.lines("painted")) > count + 2, timeout=6000)
    assert glass.state("mode") == "rotation"
    assert glass.lines("touched")
    assert not glass.lines("error")


def test_a_slide_that_says_twice_that_it_is_whole_comes_once(make_glass):
    glass = make_glass(feed("a", "b"), fade=200)
    glass.bring("week")
    witness = NeverBlank(glass)
    begin_fade(glass, "notice", "a")
    coming = max(glass.places(), key=lambda place: place.z()).property("item")
    coming.setProperty("ready", False)
    coming.setProperty("ready", True)
    glass.wait_painted("notice", "a")
    glass.rest()
    witness.check()
