"""Which films are played: whole ones, on a screen that can, that did not fail before."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from repositories import film, picture, video

from signage.content.media import Film
from signage.kiosk.films import Films

ONE, TWO = film(b"one")[0], film(b"two")[0]


class Shelf:
    """Films that have come whole."""

    def __init__(self, *films: Film) -> None:
        self.whole = set(films)

    def path(self, film: Film) -> Path | None:
        return Path("/store/media") / film.name if film in self.whole else None


class Machine:
    """Says why it plays no films, and how often it was asked."""

    def __init__(self, answer: str = "") -> None:
        self.answer, self.asked = answer, 0

    def why_not(self) -> str:
        self.asked += 1
        return self.answer


def test_a_film_is_played_once_it_is_whole():
    shelf, machine = Shelf(), Machine()
    films = Films(shelf.path, machine.why_not)
    assert films.url(ONE) == ""
    assert machine.asked == 0, "nothing is loaded before a film can be played"
    shelf.whole.add(ONE)
    assert films.url(ONE) == f"file:///store/media/{ONE.name}"
    assert films.url(TWO) == ""


@pytest.mark.parametrize("times", [1, 5])
def test_why_none_can_be_played_is_asked_and_said_once(caplog, times):
    machine = Machine("PySide6-Addons is not installed")
    films = Films(Shelf(ONE, TWO).path, machine.why_not)
    with caplog.at_level(logging.INFO):
        for _ in range(times):
            assert films.url(ONE) == films.url(TWO) == ""
    assert machine.asked == 1
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.INFO, "films are shown as their poster frames: PySide6-Addons is not installed")
    ]


def test_a_film_that_failed_is_not_tried_again_while_the_feed_has_it():
    films = Films(Shelf(ONE, TWO).path, Machine().why_not)
    frame = picture(b"frame")[0]
    items = (video("a", frame, ONE), video("b", frame, TWO))
    films.fail(ONE)
    films.only(items)
    assert films.url(ONE) == ""
    assert films.url(TWO)
    films.only(items[1:])
    films.only(items)
    assert films.url(ONE), "it was taken back, and published again"


def test_a_film_that_failed_failed_for_every_notice_that_has_it():
    films = Films(Shelf(ONE).path, Machine().why_not)
    frame = picture(b"frame")[0]
    films.fail(ONE)
    films.only((video("another", frame, ONE),))
    assert films.url(ONE) == ""
