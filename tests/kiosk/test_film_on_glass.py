"""Films on a real window: the demo's own film by the real player, and players that do what films do when they break."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable

import msgspec
import psutil
import pytest
import sample
from PySide6.QtCore import QPointF, QRect, QSize, QUrl
from PySide6.QtGui import QColor, QImage

from signage.content.media import Film
from signage.content.notice import Posting, Video
from signage.kiosk import app, qtlog
from signage.kiosk.film import FilmView, Means
from signage.kiosk.filmplayer import ADDONS
from signage.paths import assets_dir

DEMO = (assets_dir() / "demo" / "media" / "ebike.webm").read_bytes()
BEGINNING = DEMO[:60_000]
"""Its first second."""


def film(data: bytes = DEMO) -> Film:
    digest = hashlib.sha256(data).hexdigest()
    return Film(sha256=digest, size=len(data), mime="video/webm", width=1280, height=720, seconds=8.0)


def video(data: bytes = DEMO, name: str = "ebike") -> Video:
    frame, _ = sample.picture()
    posting = Posting(start=sample.at(1), end=sample.at(22))
    return Video(id=name, title="电动车不进楼", video=film(data), poster=frame, posting=posting)


def feed(*videos: Video, **changes: object):
    base = sample.feed(**changes)
    return msgspec.structs.replace(base, items=(*base.items, *(videos or (video(),))))


class Player:
    """A showing that does what the test says."""

    def __init__(self) -> None:
        self.url, self.over, self.buffered, self.problem = "", False, False, ""
        self.next: QImage | None = None
        self.closed: list[bool] = []

    def show(self, colour: str) -> None:
        """A picture comes, all in this colour."""
        self.next = QImage(2, 2, QImage.Format.Format_RGB32)
        self.next.fill(colour)

    def picture(self, size: QSize) -> QImage | None:
        picture, self.next = self.next, None
        return None if picture is None else picture.scaled(size)

    def close(self, *, stuck: bool) -> None:
        self.closed.append(stuck)


class Players:
    """Gives a new player for each showing, and the time."""

    def __init__(self) -> None:
        self.made: list[Player] = []
        self.time = 0.0
        self.step = 0.0
        """Seconds that go by with each question for the time."""

    def open_film(self, url: str) -> Player:
        player = Player()
        player.url = url
        self.made.append(player)
        return player

    def monotonic(self) -> float:
        self.time += self.step
        return self.time


@pytest.fixture
def players(monkeypatch) -> Players:
    players = Players()
    monkeypatch.setattr(FilmView, "means", Means(players.open_film, players.monotonic))
    return players


def put(glass, *films: bytes) -> None:
    for data in films:
        glass.store.receive(film(data), [data])


@pytest.fixture
def show(make_glass) -> Callable:
    """A screen on which the film's slide has begun."""

    def begin(data: bytes = DEMO, **how: object):
        glass = make_glass(feed(video(data)), **how)
        put(glass, data)
        glass.bring("video", "ebike")
        return glass

    return begin


def view(glass) -> FilmView | None:
    """The film on the glass."""
    return next((item for item in glass.everything() if isinstance(item, FilmView) and item.isVisible()), None)


def picture_of(glass) -> QImage:
    """What is seen of it."""
    film = view(glass)
    assert film is not None
    corner = film.mapToScene(QPointF(0, 0)).toPoint()
    return glass.picture().copy(QRect(corner, QSize(round(film.width()), round(film.height()))))


def colour_of(glass) -> str:
    """The colour in its middle."""
    picture = picture_of(glass)
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).name()


def plays(glass, players: Players, number: int = 1) -> Player:
    """The player of its so many'th showing, which shows green."""
    glass.qtbot.waitUntil(lambda: len(players.made) == number, timeout=8000)
    players.made[-1].show("#00ff00")
    glass.qtbot.waitUntil(lambda: view(glass) is not None and colour_of(glass) == "#00ff00", timeout=8000)
    return players.made[-1]


def errors(glass) -> list[tuple[object, object]]:
    return [(line["slide"], line["problem"]) for line in glass.lines("error")]


# The real player


@pytest.mark.parametrize("size", ["540x960", "960x540", "1280x320"])
def test_the_demo_film_moves_in_its_own_shape(show, size):
    glass = show(size=size)
    glass.qtbot.waitUntil(lambda: view(glass) is not None and view(glass).begun, timeout=8000)
    film, first = view(glass), picture_of(glass)
    assert abs(film.width() / film.height() - 16 / 9) < 0.02
    glass.qtbot.waitUntil(lambda: picture_of(glass) != first, timeout=8000)
    assert errors(glass) == []


def test_its_last_picture_stays(show):
    glass = show(BEGINNING)
    glass.qtbot.waitUntil(lambda: view(glass)._spent, timeout=20_000)
    frames, last = glass.rest(), picture_of(glass)
    glass.qtbot.wait(200)
    assert (picture_of(glass), frames) == (last, []), "nothing is drawn for a film that is over"
    assert errors(glass) == []
    assert glass.on_glass == ("video", "ebike")


def test_what_is_no_film_gives_way_to_its_poster_frame(show, expect_log):
    qtlog.install()
    expect_log("ebike: its film cannot be played", "Could not open media")
    glass = show(b"no film at all")
    glass.qtbot.waitUntil(lambda: bool(errors(glass)), timeout=8000)
    assert errors(glass) == [("video:ebike", "Could not open file")]
    glass.qtbot.waitUntil(lambda: view(glass) is None and glass.on_glass == ("video", "ebike"), timeout=8000)
    assert glass.rotator.slide.component == "PosterSlide"


def test_fifty_showings_leave_nothing_behind(show):
    """Descriptors and threads, and the items themselves: memory is the bench's."""
    glass = show(BEGINNING)
    here = psutil.Process()
    used: list[tuple[int, int]] = []
    for _ in range(50):
        glass.qtbot.waitUntil(lambda: view(glass) is not None and view(glass).begun, timeout=8000)
        glass.bring("week")
        glass.drain()
        used.append((here.num_fds(), here.num_threads()))
        glass.bring("video", "ebike")
    assert max(used[40:]) <= max(used[:10])
    assert sum(isinstance(item, FilmView) for item in glass.everything()) == 1


# What the screen makes of it


def test_it_is_played_from_the_store_and_begins_when_its_slide_is_whole(make_glass, players):
    glass = make_glass(feed(), fade=3000)
    put(glass, DEMO)
    glass.rotator.begin(next(entry for entry in glass.rotator.entries if entry.kind == "video"))
    glass.qtbot.waitUntil(lambda: view(glass) is not None, timeout=8000)
    assert players.made == [], "nothing is decoded while the slide fades in"
    plays(glass, players)
    assert players.made[0].url == QUrl.fromLocalFile(str(glass.store.media_path(film()))).toString()
    assert glass.on_glass == ("video", "ebike")


def test_its_poster_frame_is_seen_until_it_begins(show, players):
    glass = show()
    glass.qtbot.waitUntil(lambda: len(players.made) == 1, timeout=8000)
    assert colour_of(glass) == "#1e5b50"
    plays(glass, players)


@pytest.mark.parametrize(("seconds", "dwell"), [(4.0, 10.0), (40.0, 41.0)])
def test_its_slide_stays_as_long_as_it_runs(make_glass, players, seconds, dwell):
    long = msgspec.structs.replace(video(), video=msgspec.structs.replace(film(), seconds=seconds))
    glass = make_glass(feed(long))
    put(glass, DEMO)
    glass.bring("video", "ebike")
    assert glass.rotator.slide.dwell == dwell


def test_a_film_that_has_not_come_is_played_when_its_turn_comes_again(make_glass, players):
    glass = make_glass(feed())
    glass.bring("video", "ebike")
    assert (glass.rotator.slide.component, view(glass)) == ("PosterSlide", None)
    glass.bring("week")
    put(glass, DEMO)
    glass.bring("video", "ebike")
    plays(glass, players)


def test_a_film_that_stalls_gives_way_and_is_not_tried_again(show, players, expect_log):
    expect_log("ebike: its film cannot be played, its poster frame stands in: stalled: no new picture for 3 s")
    glass = show()
    player = plays(glass, players)
    before = glass.mark()
    players.step = 0.1
    glass.qtbot.waitUntil(lambda: bool(errors(glass)), timeout=20_000)
    assert errors(glass) == [("video:ebike", "stalled: no new picture for 3 s after 1 pictures")]
    assert player.closed == [True], "it may hang in a read"
    glass.qtbot.waitUntil(lambda: view(glass) is None, timeout=8000)
    glass.wait_painted("video", "ebike", after=before)
    assert glass.rotator.slide.component == "PosterSlide"
    glass.bring("week")
    glass.bring("video", "ebike")
    glass.publish(feed())
    assert (len(players.made), len(errors(glass)), view(glass)) == (1, 1, None)
    glass.publish(feed(video(BEGINNING)))
    put(glass, BEGINNING)
    glass.bring("week")
    glass.bring("video", "ebike")
    plays(glass, players, 2)


def test_a_film_that_never_begins_gives_way(show, players, expect_log):
    expect_log("stalled: no new picture for 3 s")
    glass = show()
    players.step = 0.1
    glass.qtbot.waitUntil(lambda: bool(errors(glass)), timeout=20_000)
    glass.qtbot.waitUntil(lambda: view(glass) is None, timeout=8000)


@pytest.mark.parametrize("begun", [False, True])
def test_a_film_that_breaks_gives_way(show, players, expect_log, begun):
    expect_log("its film cannot be played, its poster frame stands in: the codec is not there")
    glass = show()
    glass.qtbot.waitUntil(lambda: len(players.made) == 1, timeout=8000)
    player = plays(glass, players) if begun else players.made[0]
    player.problem = "the codec is not there"
    glass.qtbot.waitUntil(lambda: errors(glass) == [("video:ebike", "the codec is not there")], timeout=8000)
    glass.qtbot.waitUntil(lambda: view(glass) is None, timeout=8000)
    assert player.closed == [False]


def test_a_film_that_ends_well_is_closed_and_not_begun_anew(show, players):
    glass = show()
    player = plays(glass, players)
    player.show("#0000ff")
    player.over = True
    glass.qtbot.waitUntil(lambda: player.closed == [False], timeout=8000)
    glass.rest()
    assert colour_of(glass) == "#0000ff"
    glass.conductor.tick()
    glass.rest()
    assert (len(players.made), errors(glass)) == (1, [])


def test_an_alert_stops_it_and_gives_the_slide_back(show, players):
    glass = show()
    player = plays(glass, players)
    glass.publish(feed(alerts=(sample.alert(),)))
    glass.wait_painted("alert", "cold")
    assert player.closed == [False]
    assert len(players.made) == 1
    glass.publish(feed())
    glass.qtbot.waitUntil(lambda: glass.on_glass == ("video", "ebike"), timeout=8000)
    plays(glass, players, 2)


def test_a_resident_stops_it_and_sees_its_poster_frame(show, players):
    glass = show()
    player = plays(glass, players)
    glass.tap("stage")
    glass.wait_painted("browse/reading", "ebike")
    assert player.closed == [False]
    glass.browsing.end()
    glass.qtbot.waitUntil(lambda: glass.on_glass == ("video", "ebike"), timeout=8000)
    plays(glass, players, 2)


def test_the_next_slide_stops_it(show, players):
    glass = show()
    player = plays(glass, players)
    glass.bring("week")
    glass.qtbot.waitUntil(lambda: player.closed == [False], timeout=8000)
    assert view(glass) is None


def test_in_a_grey_theme_it_is_grey(show, players):
    glass = show(theme="mourning")
    glass.qtbot.waitUntil(lambda: len(players.made) == 1, timeout=8000)
    players.made[0].show("#00ff00")
    glass.qtbot.waitUntil(lambda: view(glass).begun, timeout=8000)
    colour = QColor(colour_of(glass))
    assert colour.red() == colour.green() == colour.blue()


@pytest.mark.parametrize("how", [{"films": False}, {"motion": False}])
def test_where_films_are_turned_off_the_poster_frame_is_shown(show, players, how, caplog):
    with caplog.at_level(logging.INFO):
        glass = show(**how)
    assert (glass.rotator.slide.component, view(glass), players.made) == ("PosterSlide", None, [])
    assert "films are shown as their poster frames: the screen's settings say so" in caplog.text


def test_without_addons_the_poster_frame_is_shown_and_it_is_said_once(show, players, monkeypatch, caplog):
    monkeypatch.setattr(app, "why_not", lambda: ADDONS)
    with caplog.at_level(logging.INFO):
        glass = show()
        glass.bring("week")
        glass.bring("video", "ebike")
    assert (glass.rotator.slide.component, view(glass), players.made) == ("PosterSlide", None, [])
    assert [record.getMessage() for record in caplog.records if "films" in record.getMessage()] == [
        f"films are shown as their poster frames: {ADDONS}"
    ]
    assert errors(glass) == []


def test_a_film_without_its_poster_frame_is_played_all_the_same(make_glass, players, expect_log):
    expect_log("cannot be typeset")
    glass = make_glass(feed())
    put(glass, DEMO)
    glass.store.media_path(video().poster).write_bytes(b"no picture")
    glass.bring("video", "ebike")
    plays(glass, players)


def test_the_end_of_the_screen_stops_it(show, players):
    glass = show()
    player = plays(glass, players)
    glass.screen.window.setProperty("quitting", True)  # what `Screen.close` says first
    assert player.closed == [False]
