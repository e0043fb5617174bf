"""The console's side of the preview: one process, restarted when it dies, and the newest request of a form wins."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest
import sample

from signage.server.console import drawing
from signage.server.console.drawing import Draughtsman, DrawingError, Order, SupersededError

FAKE = """
import json, pathlib, sys, time
sys.path[:0] = {path!r}
from PIL import Image
log = pathlib.Path({log!r})
for line in sys.stdin:
    request = json.loads(line)
    with log.open("a") as file:
        file.write(request["item"] + "\\n")
    {act}
    file = pathlib.Path(request["to"], "1.png")
    Image.new("RGB", (108, 192), "green").save(file)
    page = {{"file": str(file), "dwell": 10.0, "glyph": 52}}
    print(json.dumps({{"id": request["id"], "pages": [page], "count": 1}}), flush=True)
"""


class Fake:
    """A process in the kiosk's place that does `act` with each request; `log` says what it was asked."""

    def __init__(self, place: Path, act: str = "pass") -> None:
        self.log = place / "log"
        self.log.touch()
        self.script = place / "fake.py"
        self.script.write_text(FAKE.format(path=sys.path, log=str(self.log), act=act), encoding="utf-8")

    def command(self) -> list[str]:
        return [sys.executable, str(self.script)]

    def asked(self) -> list[str]:
        return self.log.read_text().split()


@pytest.fixture
def made(tmp_path):
    running: list[Draughtsman] = []

    def make(act: str = "pass") -> tuple[Draughtsman, Fake]:
        fake = Fake(tmp_path, act)
        running.append(Draughtsman(fake.command))
        return running[-1], fake

    yield make
    for draughtsman in running:
        draughtsman.close()


def order(item: str, **changes: object) -> Order:
    base = Order(feed=sample.feed(), item=item, now=sample.NOW, size=(108, 192), media=Path("media"))
    return Order(**{**base.__dict__, **changes})


def test_an_order_becomes_pages(made):
    draughtsman, _ = made()
    result = draughtsman.draw("form", order("water"))
    assert result.count == 1
    assert result.pages[0].image.startswith(b"RIFF")
    assert (result.pages[0].dwell, result.pages[0].glyph) == (10.0, 52)


def test_what_was_drawn_already_is_not_drawn_again_within_the_minute(made):
    draughtsman, fake = made()
    later = msgspec.structs.replace(sample.feed(), published=sample.at(9, 14))
    for each in (order("water"), order("water", feed=later), order("water", width=50), order("found")):
        draughtsman.draw("form", each)
    assert fake.asked() == ["water", "water", "found"]


def test_a_process_that_dies_is_started_again(made):
    draughtsman, fake = made("if len(log.read_text().split()) == 2: sys.exit(3)")
    draughtsman.draw("form", order("water"))
    draughtsman.draw("form", order("found"))
    assert fake.asked() == ["water", "found", "found"]


def test_a_process_that_always_dies_is_an_error_in_words(made):
    draughtsman, _ = made("sys.exit(3)")
    with pytest.raises(DrawingError, match="没有回答"):
        draughtsman.draw("form", order("water"))


def test_a_process_that_hangs_is_given_up(made, monkeypatch, expect_log):
    monkeypatch.setattr(drawing, "WAIT_SECONDS", 0.5)
    expect_log("not drawn within")
    draughtsman, _ = made("time.sleep(60)")
    with pytest.raises(DrawingError):
        draughtsman.draw("form", order("water"))


def test_the_processs_own_error_is_passed_on(made):
    act = 'print(json.dumps({"id": 1, "error": "glass broken"}), flush=True); continue'
    draughtsman, _ = made(act)
    with pytest.raises(DrawingError, match="glass broken"):
        draughtsman.draw("form", order("water"))


def test_of_one_form_the_newest_request_wins(made, tmp_path):
    gate = tmp_path / "gate"
    draughtsman, fake = made(f"while not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.01)")
    outcomes: dict[str, str] = {}

    def ask(key: str, item: str) -> None:
        try:
            draughtsman.draw(key, order(item))
            outcomes[item] = "drawn"
        except SupersededError:
            outcomes[item] = "superseded"

    threads = []
    for key, item in (("other", "first"), ("form", "second"), ("form", "third"), ("else", "fourth"), ("form", "fifth")):
        thread = threading.Thread(target=ask, args=(key, item))
        thread.start()
        threads.append(thread)
        end = time.monotonic() + 10
        while item not in fake.asked() and not _pending(draughtsman, item) and time.monotonic() < end:
            time.sleep(0.01)
    gate.touch()
    for thread in threads:
        thread.join(20)
    assert outcomes == {
        "first": "drawn", "second": "superseded", "third": "superseded", "fourth": "drawn", "fifth": "drawn",
    }  # fmt: skip


def _pending(draughtsman: Draughtsman, item: str) -> bool:
    return any(job.order.item == item for job in list(draughtsman._pending.values()))


def test_too_many_at_once_are_told_to_come_back(made, monkeypatch):
    monkeypatch.setattr(drawing, "QUEUE", 0)
    draughtsman, _ = made()
    with pytest.raises(DrawingError, match="太多"):
        draughtsman.draw("form", order("water"))


def test_without_qt_it_says_so(made, monkeypatch):
    monkeypatch.setattr(Draughtsman, "available", staticmethod(lambda: False))
    draughtsman, fake = made()
    with pytest.raises(DrawingError, match="没有安装屏幕程序"):
        draughtsman.draw("form", order("water"))
    assert fake.asked() == []


def test_an_idle_process_gives_its_memory_back_and_another_is_started(made, monkeypatch):
    monkeypatch.setattr(drawing, "IDLE_SECONDS", 0.1)
    draughtsman, fake = made()
    draughtsman.draw("form", order("water"))
    end = time.monotonic() + 10
    while draughtsman._process is not None and time.monotonic() < end:
        time.sleep(0.02)
    assert draughtsman._process is None
    draughtsman.draw("form", order("found"))
    assert fake.asked() == ["water", "found"]


def test_requests_carry_what_the_kiosk_needs(made, tmp_path):
    seen = tmp_path / "seen"
    draughtsman, _ = made(f"pathlib.Path({str(seen)!r}).write_text(line)")
    draughtsman.draw("form", order("water", theme="night", pages=2))
    request = json.loads(seen.read_text())
    assert (request["item"], request["theme"], request["pages"], request["size"]) == ("water", "night", 2, [108, 192])
