"""A resident asks for English: every screen of the browse mode, at every shape, with nothing Chinese but content.

Content is written in Latin letters here, so that any Chinese that is left on the glass is the screen's own.
"""

from __future__ import annotations

import re

import msgspec
import pytest
import sample
from PySide6.QtQml import QQmlExpression, QQmlProperty, qmlContext
from qmltree import all_words, descendants, faults

from signage.content.feed import Feed
from signage.kiosk.browse import At
from signage.kiosk.present_browse import MONTH, OTHERS
from signage.playlist.categories import EN_CATEGORIES
from signage.playlist.vocabulary import EN_WORDS

HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
SIZES = ["1080x1920", "1920x1080", "1280x800"]


def latin(value):
    """`value` of a feed with its Chinese in Latin letters, but for the programme's own words."""
    if isinstance(value, dict):
        # what a picture shows is content, even where it is called as a category is
        return {key: latin(f"{one}一" if key == "alt" else one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [latin(one) for one in value]
    if not isinstance(value, str) or value in EN_CATEGORIES or value in EN_WORDS:
        return value
    return HAN.sub(lambda found: "aeioukmnrstl"[ord(found[0]) % 12], value)


def latin_feed(feed):
    """`feed`, its content readable for whoever reads no Chinese, and still marked as Chinese."""
    return msgspec.convert(latin(msgspec.to_builtins(feed)), Feed, strict=False)


PLACES = (
    (At.HOME,),
    (At.NOTICES,),
    (At.NOTICES, "", "停水"),
    (At.NOTICES, "", OTHERS, True),
    (At.READING, "water"),  # translated
    (At.READING, "power"),
    (At.READING, "charging"),
    (At.READING, "dumplings"),
    (At.PICTURE, "dumplings"),
    (At.CODE, "power"),
    (At.DUTY,),
    (At.DUTY, "", MONTH),
    (At.SERVICES,),
    *((At.SERVICE, service.id) for service in sample.services()),
    (At.FACILITIES,),
    (At.BUILDINGS,),
    (At.CONCERNS, "3"),
    (At.CONCERNS, "8"),
    (At.EVENTS,),
    (At.CONTACTS,),
    (At.ABOUT,),
)


def english(make_glass, feed, *comforts, **more):
    """A screen on which a resident has asked for English."""
    glass = make_glass(feed, **more)
    glass.bring("week")
    glass.go("hint", *(f"comfort-{comfort}-tap" for comfort in ("english", *comforts)))
    return glass


def go(glass, at, item="", tab="", by_time=False):
    if glass.browsing.place == (place := type(glass.browsing.place)(at, item, tab=tab, by_time=by_time)):
        return
    before = glass.mark()
    glass.screen.glass.visit_.go(at, item, tab, by_time)
    glass.wait_painted(f"browse/{at}", after=before)
    assert glass.browsing.place.at is place.at
    glass.rest()


def walk(glass):
    """Every place, and every page of what has several; gives its name once it is on the glass."""
    for place in PLACES:
        go(glass, *place)
        name = "/".join(map(str, place))
        yield name
        if place[0] is At.READING:
            for page in range(1, glass.visit("pages")):
                before = glass.mark()
                glass.tap("next-tap")
                glass.wait_painted("browse/reading", page=page, after=before)
                glass.rest()
                yield f"{name}, page {page + 1}"


def names(glass):
    """What a screen reader says of everything that can be touched."""
    targets = [item for item in glass.everything() if item.isVisible() and item.inherits("QQuickItem")]
    said = [QQmlProperty(item, "Accessible.name", qmlContext(item)).read() for item in targets if item.property("name")]
    return [words for words in said if words]


MARK = "仅有中文"
CHINESE = {"中文", f"Only in Chinese · {MARK}"}
"""What is Chinese on purpose: the way back to it, and the mark beside what is read."""


def chinese(glass):
    seen = {words.text for words in all_words(glass)} | set(names(glass))
    return sorted(words for words in seen - CHINESE if HAN.search(words))


BUTTONS = ("back", "home", "previous", "next", "action-", "comfort-")
LEAST = 0.6
"""Of the size of a button's words: below it the longest could not be read from where it is touched."""


def small_buttons(glass):
    least = LEAST * glass.tokens.property("hintSize")
    pills = [
        item
        for item in glass.everything()
        if item.objectName().startswith(BUTTONS) and item.property("main") is not None and item.isVisible()
    ]
    assert len(pills) > 4
    words = [
        (pill.property("text"), item)
        for pill in pills
        for item in descendants(pill)
        if item.property("text") == pill.property("text") and item.property("contentWidth")
    ]
    assert len(words) == len(pills)
    drawn = [(text, QQmlExpression(qmlContext(item), item, "fontInfo.pixelSize").evaluate()[0]) for text, item in words]
    return [f"{text}, {size:.0f} of {least:.0f} px" for text, size in drawn if size < least]


def test_every_screen_is_walked():
    assert {place[0] for place in PLACES} == set(At)


def test_the_content_of_the_walk_is_latin_and_complete():
    feed = latin_feed(sample.rich_feed())
    assert not [words for words in re.findall(r'"((?:[^"\\]|\\.)*)"', msgspec.json.encode(feed).decode())
                if HAN.search(words) and words not in EN_CATEGORIES and words not in EN_WORDS]  # fmt: skip
    assert [item.id for item in feed.items] == [item.id for item in sample.rich_feed().items]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("comforts", [(), ("large",), ("low", "contrast"), ("low", "large")], ids="+".join)
def test_every_screen_is_english_and_whole(make_glass, size, comforts):
    glass = english(make_glass, latin_feed(sample.rich_feed()), *comforts, size=size)
    assert all(getattr(glass.browsing.comfort, name) for name in ("english", *comforts))
    said = []
    for name in walk(glass):
        said += [f"{name}: {fault}" for fault in faults(glass)]
        said += [f"{name}: the button {button} is too small to read" for button in small_buttons(glass)]
        said += [f"{name}: “{words}” is Chinese" for words in chinese(glass)]
    assert not said, "\n" + "\n".join(said)


# What nobody translated.

ITEMS = {"water": False, "power": True, "charging": True, "dumplings": True}
"""Of the sample's items, and whether each is only in Chinese."""


def mark(glass):
    """The words of the mark beside what is read; empty where there is none."""
    chip = glass.find("foreign")
    return chip.property("text") if chip is not None else ""


def test_what_is_only_in_chinese_is_marked_where_it_is_read(make_glass):
    glass = english(make_glass, sample.rich_feed(), size="1080x1920")
    for item, foreign in ITEMS.items():
        go(glass, At.READING, item)
        assert mark(glass) == (f"Only in Chinese · {MARK}" if foreign else ""), item
        glass.go("comfort-english-tap")
        assert mark(glass) == "", "in Chinese nothing is missing"
        glass.go("comfort-english-tap")


def test_what_is_only_in_chinese_is_marked_in_every_list(make_glass):
    glass = english(make_glass, sample.rich_feed(), size="1080x1920")

    def marked():
        return sum(words.text.endswith("Only in Chinese") for words in all_words(glass))

    for place, texts in (
        ((At.NOTICES, "", "停水"), 0),
        ((At.NOTICES, "", "停电"), 1),
        ((At.CONCERNS, "3"), 3),
        ((At.EVENTS,), 1),
    ):
        go(glass, *place)
        assert marked() == texts, (place, [words.text for words in all_words(glass)])
    glass.go("comfort-english-tap")
    assert marked() == 0
    assert not [words.text for words in all_words(glass) if MARK in words.text]


# An alert, whose official text is never translated.


@pytest.mark.parametrize("size", SIZES)
def test_an_alert_is_verbatim_with_what_it_is_in_english_beside_it(make_glass, size):
    glass = english(make_glass, sample.rich_feed(), size=size)
    go(glass, At.READING, "power")
    place, before = glass.browsing.place, glass.mark()
    warned = sample.alert()
    glass.publish(sample.rich_feed(alerts=(warned,)))
    glass.wait_painted("alert", "cold", after=before)
    glass.rest()
    texts = {words.text for words in all_words(glass)}
    assert {warned.headline, warned.description, warned.instruction, "寒潮 橙"} <= texts
    assert "Cold wave, orange\nOnly in Chinese" in texts
    assert faults(glass) == []
    before = glass.mark()
    glass.publish(sample.rich_feed())
    glass.wait_painted("browse/reading", after=before)
    assert glass.browsing.place == place
    assert mark(glass) == f"Only in Chinese · {MARK}"


def test_an_alert_in_english_is_not_marked_and_one_without_a_resident_says_nothing_beside(make_glass):
    glass = english(make_glass, sample.rich_feed())
    before = glass.mark()
    glass.publish(sample.rich_feed(alerts=(sample.alert(language="en-GB", headline="Cold wave"),)))
    glass.wait_painted("alert", "cold", after=before)
    assert "Cold wave, orange" in glass.texts()
    other = make_glass(sample.rich_feed(alerts=(sample.alert(),)))
    other.wait_painted("alert", "cold")
    assert not [words for words in other.texts() if "Cold wave" in words or "Only" in words or MARK in words]


def test_the_next_person_starts_in_chinese(make_glass):
    glass = english(make_glass, sample.rich_feed(), size="1080x1920")
    glass.idle(61)
    assert not glass.browsing.active
    glass.rest()
    glass.bring("week")
    assert "今日我当班" in glass.texts()
    assert not [words for words in glass.texts() if re.search(r"[A-Za-z]{4,}", words)]
