"""Images for QML: QR codes that say what they should, pages that are kept and forgotten in order."""

from __future__ import annotations

import pytest
import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from signage.kiosk.pages import KEPT, PageImages, qr_image

TEXTS = [
    "https://huaian.example/notices/water",
    "https://huaian.example/notices/%E5%81%9C%E6%B0%B4-2026",
    "https://huaian.example/notices/" + "x" * 170,
]


def dark(image, x, y):
    colour = image.pixelColor(x, y)
    assert colour.name() in ("#111111", "#ffffff"), "no half tones: they are harder to scan"
    return colour.lightness() < 128


def sampled(image, modules):
    """The matrix, sampled in the middle of each module."""
    rows = [y for y in range(image.height()) if any(dark(image, x, y) for x in range(image.width()))]
    first, last = rows[0], rows[-1]
    step = (last - first + 1) / modules
    assert step == int(step), "every module has the same whole number of pixels"
    middle = [first + int(step) * n + int(step) // 2 for n in range(modules)]
    return [[int(dark(image, x, y)) for x in middle] for y in middle], int(step), first


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("side", [164, 196, 392, 20])
def test_a_code_says_its_text(text, side):
    wanted = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    image = qr_image(text, side)
    matrix, step, inset = sampled(image, len(wanted))
    assert matrix == [[int(module) for module in row] for row in wanted]
    assert inset >= 4 * step, "the quiet zone is four modules"
    assert image.width() == image.height() >= side


def test_a_code_by_night_is_on_a_dimmer_ground():
    images = PageImages()
    url = images.code(TEXTS[0], 196, "#b8b8b8")
    image = images.requestImage(url.rpartition("/")[2], QSize(), QSize())
    assert image.pixelColor(0, 0).name() == "#b8b8b8"
    assert image == qr_image(TEXTS[0], 196, "#b8b8b8")
    assert url != images.code(TEXTS[0], 196)


def test_codes_are_made_once_and_bounded():
    images = PageImages()
    assert images.code("", 100) == ""
    url = images.code(TEXTS[0], 196)
    assert url.startswith("image://glass/qr-196-ffffff-")
    name = url.rpartition("/")[2]
    made = images.requestImage(name, QSize(), QSize())
    assert made == qr_image(TEXTS[0], 196)
    for number in range(50):
        images.code(f"https://example/{number}", 50)
    assert len(images._codes) <= KEPT * 2
    assert images.code(TEXTS[0], 196) == url
    assert images.requestImage(name, QSize(), QSize()) == made


def picture(number):
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(number)
    return image


def test_pages_are_forgotten_in_the_order_in_which_they_were_last_wanted():
    images = PageImages()
    for number in range(KEPT):
        assert images.keep(f"p{number}", picture(number)) == f"image://glass/p{number}"
    assert images.url("p0") == "image://glass/p0"
    images.keep("new", picture(9))
    assert images.url("p0") is not None, "it was wanted after p1"
    assert images.url("p1") is None
    assert images.requestImage("p1", QSize(), QSize()).isNull()
    assert images.requestImage("new", QSize(), QSize()) == picture(9)
    assert len(images._images) == KEPT


def test_what_is_about_to_be_shown_is_kept_whatever_comes():
    images = PageImages()
    images.hold("rotation", images.keep("shown", picture(1)))
    for number in range(20):
        images.keep(f"p{number}", picture(number))
    assert images.requestImage("shown", QSize(), QSize()) == picture(1)
    assert len(images._images) <= KEPT + 1
    images.hold("rotation", images.url("p19"))
    images.keep("new", picture(9))
    assert images.url("shown") is None
    assert len(images._images) <= KEPT


def test_a_page_that_comes_again_takes_the_place_of_the_old():
    images = PageImages()
    images.keep("p", picture(1))
    images.keep("p", picture(2))
    assert images.requestImage("p", QSize(), QSize()) == picture(2)
    assert len(images._images) == 1


def test_what_is_not_there_is_an_empty_image():
    assert PageImages().requestImage("nonesuch", QSize(), QSize()).isNull()
