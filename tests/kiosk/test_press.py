"""The press: pages are made elsewhere, whatever is asked is answered, and a style is a style."""

from __future__ import annotations

import threading

import pytest
import sample
from jinja2 import TemplateError
from styles import style_of

from signage.kiosk.press import STYLES_KEPT, Press
from signage.kiosk.typeset import Page, TypesetFailed, Typesetter

STYLE = style_of((540, 960))


class Answers:
    """What the press posted, and on which threads."""

    def __init__(self):
        self.values = []
        self.threads = []
        self._one = threading.Semaphore(0)

    def post(self, value):
        self.values.append(value)
        self.threads.append(threading.current_thread())
        self._one.release()

    def wait(self, count=1):
        for _ in range(count):
            assert self._one.acquire(timeout=10)
        return self.values[-count:]


@pytest.fixture
def answers():
    return Answers()


@pytest.fixture
def press(qapp, answers):
    made = Press({}.get, answers.post)
    yield made
    made.close()


def test_pages_are_made_off_the_main_thread_and_posted(press, answers):
    subject = sample.long_notice()
    press.submit(STYLE, subject, 1)
    (answer,) = answers.wait()
    assert isinstance(answer, Page)
    assert (answer.style, answer.item, answer.part) == (STYLE, subject, 1)
    assert answers.threads[0] is not threading.main_thread()
    assert answers.threads[0].name.startswith("typeset")
    assert answer.image == Typesetter(STYLE, {}.get).page(subject, 1).image


def test_each_order_is_answered_in_its_own_style(press, answers):
    styles = [style_of((540 + 40 * n, 960)) for n in range(STYLES_KEPT + 2)]
    for style in [*styles, styles[0]]:
        press.submit(style, sample.long_notice(), 0)
    pages = answers.wait(len(styles) + 1)
    assert [page.style for page in pages] == [*styles, styles[0]]
    assert len({page.image.width() for page in pages}) == len(styles)


def test_what_cannot_be_typeset_is_answered_for(press, answers, monkeypatch):
    def fail(self, *_):
        raise TemplateError("broken")

    monkeypatch.setattr(Typesetter, "markup", fail)
    press.submit(STYLE, sample.notice(), 0)
    (answer,) = answers.wait()
    assert isinstance(answer, TypesetFailed)
    assert "broken" in answer.problem


def test_a_picture_that_is_gone_is_answered_for(press, answers):
    media, _ = sample.picture()
    press.submit(STYLE, sample.notice(), media)
    (answer,) = answers.wait()
    assert isinstance(answer, TypesetFailed)
    assert answer.part == media


def test_a_closed_press_drops_what_waits(answers, qapp):
    press = Press({}.get, answers.post)
    for _ in range(30):
        press.submit(STYLE, sample.long_notice(), 0)
    press.close()
    assert len(answers.values) < 30
