"""Staff's pictures in a theme's light."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from signage.kiosk.theme import Media
from signage.kiosk.tint import tinted, white

FORMATS = [
    QImage.Format.Format_RGB32,
    QImage.Format.Format_ARGB32,
    QImage.Format.Format_ARGB32_Premultiplied,
    QImage.Format.Format_RGB888,
    QImage.Format.Format_Indexed8,
    QImage.Format.Format_Grayscale8,
    QImage.Format.Format_Mono,
]


def image(colour: str, kind=QImage.Format.Format_ARGB32) -> QImage:
    made = QImage(4, 4, QImage.Format.Format_ARGB32)
    made.fill(QColor(colour))
    return made.convertToFormat(kind)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("grey", [True, False])
@pytest.mark.parametrize("brightness", [1.0, 0.5])
def test_every_kind_of_image(qapp, kind, grey, brightness):
    made = tinted(image("#ffffff", kind), Media(grey=grey, brightness=brightness))
    assert made.pixelColor(1, 1).red() == pytest.approx(255 * brightness, abs=2)


def test_as_it_is(qapp):
    picture = image("#c03020")
    assert tinted(picture, Media(grey=False, brightness=1)) == picture


def test_grey_keeps_light_and_loses_colour(qapp):
    bright, dark = (tinted(image(c), Media(grey=True, brightness=1)).pixelColor(0, 0) for c in ("#ffd84a", "#0b4a94"))
    for colour in (bright, dark):
        assert colour.red() == colour.green() == colour.blue()
    assert bright.red() > 2 * dark.red()


@pytest.mark.parametrize("media", [Media(grey=True, brightness=1), Media(grey=False, brightness=0.5)])
def test_what_is_transparent_stays_so(qapp, media):
    made = tinted(image("#00ff0000"), media)
    assert made.pixelColor(0, 0).alpha() == 0
    half = tinted(image("#80ffffff"), media)
    assert half.pixelColor(0, 0).alpha() == pytest.approx(128, abs=1)


def test_the_picture_that_was_given_is_left_as_it_was(qapp):
    picture = image("#c03020")
    tinted(picture, Media(grey=True, brightness=0.5))
    assert picture.pixelColor(0, 0) == QColor("#c03020")


def test_nothing_to_tint(qapp):
    assert tinted(QImage(), Media(grey=True, brightness=0.5)).isNull()


def test_what_white_is():
    assert white(Media(grey=False, brightness=1)) == "#ffffff"
    assert white(Media(grey=False, brightness=0.72)) == "#b8b8b8"
