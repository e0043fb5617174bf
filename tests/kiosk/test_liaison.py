"""A screen and its console: commands reach what they are for, pictures are small, a report follows what was painted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from PySide6.QtGui import QColor, QImage
from repositories import NOW, Hand, feed, make_repository

from signage.content.compound import Display
from signage.content.order import Command, CommandKind, Order
from signage.kiosk import liaison as module
from signage.kiosk.liaison import SNAPSHOT_BYTES, SNAPSHOT_PIXELS, Liaison, jpeg
from signage.kiosk.scene import Scene
from signage.settings import ScreenSettings
from signage.store.identity import load_identity
from signage.store.store import Store


class Noted:
    """In the place of `Reporting`."""

    def __init__(self):
        self.scene = Scene()
        self.done = ()
        self.pictures = []

    def did(self, commands):
        self.done += commands

    def take(self, picture):
        self.pictures.append(picture)

    def step(self):
        return 60.0

    def close(self):
        """Nothing."""


@pytest.fixture
def bench(tmp_path, qapp) -> Iterator[Liaison]:
    _repository, root = make_repository(tmp_path, Hand())
    with Store(tmp_path / "store") as store:
        identity = load_identity(store.folder)
        made = Liaison(ScreenSettings(feed="x"), store, Hand(), identity, root)
        made.me = identity.id
        made._reporting = Noted()
        made._scheduler = BackgroundScheduler()
        made.asked = []
        made.report_in = made.asked.append
        yield made
        made.stop()


def said(screen, kind):
    command = Command(id=kind.value, kind=kind, issued=NOW, expires=NOW + dt.timedelta(minutes=5))
    return msgspec.structs.replace(feed("a"), orders=(Order(screen=screen, commands=(command,)),))


def test_a_restart_ends_the_program_and_is_said_to_be_done(bench, qtbot):
    ended = []
    bench.restart = lambda: ended.append(1)
    bench.heed(said(bench.me, CommandKind.RESTART))
    bench.heed(said(bench.me, CommandKind.RESTART))
    qtbot.waitUntil(lambda: bool(ended))
    assert (ended, bench._reporting.done) == ([1], ("restart",))
    assert bench.asked == [module.AT_ONCE]


def test_a_refetch_fetches(bench):
    fetched = []
    bench.refetch = lambda: fetched.append(1)
    bench.heed(said(bench.me, CommandKind.REFETCH))
    assert fetched == [1]


def test_a_snapshot_is_taken_of_what_has_come_to_rest_and_sent(bench, qtbot, monkeypatch):
    monkeypatch.setattr(module, "SETTLE_MS", 1)
    image = QImage(1080, 1920, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    bench.picture = lambda: image
    bench._scheduler.start()
    try:
        bench.heed(said(bench.me, CommandKind.SNAPSHOT))
        qtbot.waitUntil(lambda: bool(bench._reporting.pictures))
    finally:
        bench._scheduler.shutdown()
    (picture,) = bench._reporting.pictures
    assert picture.startswith(b"\xff\xd8\xff")
    sent = QImage.fromData(picture)
    assert max(sent.width(), sent.height()) == SNAPSHOT_PIXELS


def test_a_report_follows_what_was_painted(bench):
    week = Scene(compound="huaian", feed_version=1, slide="week")
    bench.says(week)
    assert bench.asked == [module.AT_ONCE]
    bench.says(Scene(compound="huaian", feed_version=2, display=Display.BLACKOUT))  # on its way, not painted
    assert bench.asked == [module.AT_ONCE]
    assert bench._reporting.scene.slide == "week"
    bench.says(Scene(compound="huaian", feed_version=2, display=Display.BLACKOUT, slide="blackout"))
    assert bench.asked == [module.AT_ONCE, module.AT_ONCE]
    bench.says(Scene(compound="huaian", feed_version=3, display=Display.BLACKOUT, slide="blackout"))
    assert bench.asked[2:] == [module.SOON]
    bench.says(Scene(compound="huaian", feed_version=3, display=Display.BLACKOUT, slide="blackout"))
    assert len(bench.asked) == 3


def test_a_picture_of_noise_is_small_enough_all_the_same(qapp):
    import random

    chance = random.Random(1)
    noise = QImage(chance.randbytes(1600 * 1600 * 4), 1600, 1600, QImage.Format.Format_RGB32)
    data = jpeg(noise)
    assert len(data) <= SNAPSHOT_BYTES
    assert not QImage.fromData(data).isNull()


def test_a_screen_without_a_console_reports_to_nobody(bench, tmp_path):
    bench._reporting = None
    bench.start(lambda _value: None, bench._scheduler)  # its feed is a folder
    assert bench._reporting is None
