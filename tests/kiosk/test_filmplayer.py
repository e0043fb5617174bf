"""Films as QtMultimedia plays them: the demo's own, and files that are broken in every way that a file can be."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import film_files
import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QColor, QImage

from signage.kiosk import filmplayer, qtlog
from signage.kiosk.filmplayer import QtShowing, open_film
from signage.paths import assets_dir

DEMO = (assets_dir() / "demo" / "media" / "ebike.webm").read_bytes()
SHORT = DEMO[:60_000]
"""Its first second: where a file was cut off, its film ends."""

SIZE = QSize(320, 180)


def damaged() -> bytes:
    """Its headers are whole, its pictures are not."""
    data, luck = bytearray(DEMO), random.Random(1)
    for at in range(2000, len(data)):
        if luck.random() < 0.02:
            data[at] = luck.randrange(256)
    return bytes(data)


@pytest.fixture(scope="module", autouse=True)
def loaded(qapp) -> None:
    assert filmplayer.why_not() == ""


@pytest.fixture
def play(tmp_path: Path, qtbot) -> Iterator[Callable[[bytes], QtShowing]]:
    """Begins to play a file of these bytes; stopped when the test ends."""
    showings: list[QtShowing] = []

    def begin(data: bytes) -> QtShowing:
        file = tmp_path / f"{len(showings)}.webm"
        file.write_bytes(data)
        showing = open_film(QUrl.fromLocalFile(str(file)).toString())
        assert isinstance(showing, QtShowing)
        showings.append(showing)
        return showing

    yield begin
    for showing in showings:
        showing.close(stuck=False)


def pictures_of(showing: QtShowing, qtbot, size: QSize = SIZE) -> list[QImage]:
    """Every picture, until it is over or cannot go on."""
    pictures = []

    def over() -> bool:
        picture = showing.picture(size)
        if picture is not None:
            pictures.append(picture)
        return showing.over or bool(showing.problem)

    qtbot.waitUntil(over, timeout=20_000)
    return pictures


def test_a_film_moves_and_comes_to_its_end(play, qtbot):
    showing = play(SHORT)
    assert not showing.over
    pictures = pictures_of(showing, qtbot)
    assert (showing.over, showing.problem) == (True, "")
    assert len(pictures) > 1
    assert pictures[0] != pictures[-1]
    assert {(picture.width(), picture.height()) for picture in pictures} == {(320, 180)}
    assert showing.picture(SIZE) is None, "the last one was given already"


def test_its_colours_are_those_it_was_drawn_in(play, qtbot):
    first = pictures_of(play(SHORT), qtbot, QSize(1280, 720))[0]
    frame = QImage(str(assets_dir() / "demo" / "media" / "ebike.png"))
    for x, y in ((30, 30), (90, 220), (640, 690), (1130, 190), (1000, 345)):
        seen, drawn = QColor(first.pixel(x, y)), QColor(frame.pixel(x, y))
        apart = [abs(seen.red() - drawn.red()), abs(seen.green() - drawn.green()), abs(seen.blue() - drawn.blue())]
        assert max(apart) <= 8, (x, y, seen.name(), drawn.name())


@pytest.mark.parametrize(
    ("data", "problem", "logged"),
    [
        (b"", "Could not open file", "Could not open media"),
        (b"no film at all\n" * 500, "Could not open file", "Could not open media"),
        (DEMO[: DEMO.index(b"\x1f\x43\xb6\x75")], "Could not open file", "Could not open media"),
        (DEMO.replace(b"V_VP9", b"V_XXX"), "No SW decoder found", "No SW decoder found"),
        (film_files.webm(film_files.info(), film_files.tracks(2)), "it has no pictures", ""),
    ],
    ids=["empty", "text", "headers alone", "codec unknown", "sound alone"],
)
def test_what_cannot_be_played_says_why(play, qtbot, expect_log, data, problem, logged):
    qtlog.install()  # in the place of pytest-qt's, for this test
    if logged:
        expect_log(logged)
    showing = play(data)
    qtbot.waitUntil(lambda: bool(showing.problem) or showing.over, timeout=20_000)
    assert problem in showing.problem
    assert showing.picture(SIZE) is None


def test_a_damaged_film_says_why_or_goes_on(play, qtbot):
    showing = play(damaged())
    pictures_of(showing, qtbot)
    assert showing.problem or showing.over


def test_ffmpeg_is_quiet_about_damage(tmp_path):
    """It writes to standard error itself, past every log: in a process of its own."""
    file = tmp_path / "damaged.webm"
    file.write_bytes(damaged())
    program = """
import sys, time
from PySide6.QtCore import QSize, QUrl
from signage.kiosk.app import application
from signage.kiosk.filmplayer import open_film, why_not
app = application()
assert why_not() == ""
showing = open_film(QUrl.fromLocalFile(sys.argv[1]).toString())
end = time.monotonic() + 20
while not (showing.over or showing.problem) and time.monotonic() < end:
    app.processEvents()
    showing.picture(QSize(64, 36))
    time.sleep(0.01)
showing.close(stuck=False)
"""
    result = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert result.stderr == ""


def test_a_film_whose_disk_hangs_holds_nobody_up(tmp_path, qtbot):
    pipe = tmp_path / "hangs.webm"
    os.mkfifo(pipe)
    heard_enough = threading.Event()

    def feed() -> None:
        with pipe.open("wb", buffering=0) as end:
            end.write(SHORT[:40_000])
            heard_enough.wait(60)

    feeder = threading.Thread(target=feed)
    feeder.start()
    try:
        showing = open_film(QUrl.fromLocalFile(str(pipe)).toString())
        qtbot.wait(300)
        assert not showing.over
        showing.close(stuck=True)  # returns, though its threads cannot be joined
        assert len(filmplayer._left) == 1
        filmplayer._take_apart(filmplayer._left[0][0])
        assert len(filmplayer._left) == 1, "not yet"
    finally:
        heard_enough.set()
        feeder.join()
    filmplayer._take_apart(float("inf"))
    assert filmplayer._left == []


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        ("ModuleNotFoundError(name)", "pip install 'signage[video]'"),
        ("ImportError('libpulse.so.0: cannot open shared object file')", "libpulse.so.0"),
    ],
)
def test_a_machine_without_addons_says_what_to_install(raised, words):
    program = f"""
import sys
class Block:
    def find_spec(self, name, path, target=None):
        if name == "PySide6.QtMultimedia":
            raise {raised}
sys.meta_path.insert(0, Block())
import signage.kiosk.app
assert "PySide6.QtMultimedia" not in sys.modules
from signage.kiosk.filmplayer import why_not
print(why_not())
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert words in result.stdout
    assert "install" in result.stdout
