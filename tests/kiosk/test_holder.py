"""What holds a slide: one item at a time, and nothing of those before."""

from __future__ import annotations

import pytest
import sample


def held(glass):
    """The items in the stage's two places."""
    return [child for place in glass.places() for child in place.childItems()]


def test_only_the_slide_that_is_shown_lives(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    for _ in range(12):
        glass.step()
        glass.drain()
        assert len(held(glass)) == 1


def test_an_alert_that_is_lifted_leaves_nothing(make_glass):
    glass = make_glass(sample.feed())
    glass.bring("week")
    before = len(glass.everything())
    for _ in range(3):
        glass.publish(sample.feed(alerts=(sample.alert(),)))
        glass.wait_painted("alert")
        mark = glass.mark()
        glass.publish(sample.feed())
        glass.wait_painted("week", after=mark)
        glass.drain()
    assert len(glass.everything()) == before


@pytest.mark.qt_log_ignore("NoSuchSlide")
def test_a_component_that_is_not_there_is_said_and_holds_nothing(make_glass, qtlog):
    glass = make_glass(sample.feed())
    glass.bring("week")
    place = next(place for place in glass.places() if not place.childItems())
    place.hold("NoSuchSlide", {})
    assert place.property("item") is None
    assert any("NoSuchSlide cannot be drawn" in record.message for record in qtlog.records)
