"""The process that draws slides for the console: requests and answers as lines of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import sample
from PySide6.QtGui import QImage

from signage.content.codec import encode
from signage.content.media import Film
from signage.content.notice import Posting, Video
from signage.kiosk.preview import Answer


class Worker:
    """A real process, and what was asked of it."""

    def __init__(self, place: Path) -> None:
        self.media, self.to = place / "media", place / "drawn"
        self.media.mkdir()
        self.to.mkdir()
        self.log = place / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "signage.kiosk.preview"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            )

    def ask(self, item: str, **changes: object) -> Answer:
        request = {
            "id": 7, "feed": encode(sample.feed()).decode(), "item": item, "now": sample.NOW.isoformat(),
            "media": str(self.media), "to": str(self.to), "size": [540, 960], **changes,
        }  # fmt: skip
        return self.say(json.dumps(request).encode())

    def say(self, line: bytes) -> Answer:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()
        return msgspec.json.decode(self.process.stdout.readline(), type=Answer)

    def end(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(20)


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    made = Worker(tmp_path_factory.mktemp("preview"))
    for name, data in sample.PICTURES.items():
        (made.media / name).write_bytes(data)
    yield made
    if made.process.poll() is None:
        made.end()
    made.process.stdout.close()


def test_a_film_is_drawn_as_its_poster_frame_and_is_not_fetched(worker):
    frame, _ = sample.picture()
    film = Film(sha256="f" * 64, size=80_000_000, mime="video/webm", width=600, height=800, seconds=8.0)
    posting = Posting(start=sample.at(1), end=sample.at(22))
    feed = sample.feed(items=(Video(id="ebike", title="电动车不进楼", video=film, poster=frame, posting=posting),))
    answer = worker.ask("ebike", feed=encode(feed).decode())
    assert answer.error == ""
    (page,) = answer.pages
    assert QImage(page.file).pixelColor(270, 550).name() == "#1e5b50"


def test_each_page_is_drawn_with_its_time_and_its_glyphs(worker):
    answer = worker.ask("charging")
    assert answer.id == 7
    assert answer.error == ""
    assert answer.count == len(answer.pages) > 2
    images = [QImage(page.file) for page in answer.pages]
    assert {(image.width(), image.height()) for image in images} == {(540, 960)}
    assert len({image.constBits().tobytes() for image in images}) == len(images)
    assert all(page.dwell >= 10 and 20 <= page.glyph <= 40 for page in answer.pages)


def test_only_as_many_pages_as_asked_and_the_count_of_all(worker):
    answer = worker.ask("charging", pages=1)
    assert len(answer.pages) == 1
    assert answer.count > 2


def test_the_same_item_twice_another_shape_and_back(worker):
    for size in ([540, 960], [540, 960], [960, 540], [540, 960]):
        answer = worker.ask("water", size=size, pages=1)
        assert answer.error == ""
        image = QImage(answer.pages[0].file)
        assert [image.width(), image.height()] == size


def test_a_poster_is_drawn_with_its_picture(worker):
    assert worker.ask("dumplings").count == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"item": "nonesuch"}, "not live"),
        ({"feed": "{}"}, "not a JSON Feed"),
        ({"theme": "nonesuch"}, "nonesuch"),
        ({"media": "/nonesuch"}, ""),
    ],
)
def test_what_cannot_be_drawn_is_answered_and_the_next_one_drawn(worker, changes, words):
    answer = worker.ask(**{"item": "water", **changes})
    if words:
        assert words in answer.error
    assert worker.ask("found").error == ""


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b'{"id": 1}', b"\xff\xfe", b'{"theme": "../x"}'])
def test_what_is_no_request_is_answered_too(worker, line):
    assert "not a request" in worker.say(line).error
    assert worker.ask("found", pages=1).error == ""


def test_it_ends_with_its_input_and_has_warned_of_nothing(worker):
    assert worker.end() == 0
    assert "WARNING" not in worker.log.read_text()
