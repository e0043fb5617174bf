"""The watchdog: fed by frames and by nothing else, over a real socket."""

from __future__ import annotations

import socket

import pytest
import sample

from signage.kiosk.watchdog import Notifier, Watchdog


@pytest.fixture
def manager(tmp_path):
    """A service manager: a datagram socket that hears what is said."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(tmp_path / "notify"))
        channel.setblocking(False)

        class Manager:
            address = str(tmp_path / "notify")

            @staticmethod
            def heard():
                said = []
                while True:
                    try:
                        said.append(channel.recv(100).decode())
                    except BlockingIOError:
                        return said

        yield Manager


def notifier(manager, seconds=0.3):
    return Notifier({"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": str(int(seconds * 1_000_000))})


def test_frames_feed_it(make_glass, manager, qtbot):
    glass = make_glass(sample.feed())
    glass.bring("week")
    watchdog = Watchdog(glass.screen.witness, notifier(manager), glass.screen)
    assert watchdog._timer.interval() == 100, "a third of what the manager waits"
    said: list[str] = []

    def twice():
        said.extend(manager.heard())
        return said.count("WATCHDOG=1") >= 2

    qtbot.waitUntil(twice, timeout=4000)
    assert set(said) == {"WATCHDOG=1"}


def test_it_starves_when_frames_stop(make_glass, manager, qtbot):
    glass = make_glass(sample.feed())
    glass.bring("week")
    watchdog = Watchdog(glass.screen.witness, notifier(manager), glass.screen)
    qtbot.waitUntil(lambda: "WATCHDOG=1" in manager.heard(), timeout=4000)
    glass.window.hide()
    glass.drain()
    manager.heard()
    asked = []
    watchdog._timer.timeout.connect(lambda: asked.append(1))
    qtbot.waitUntil(lambda: len(asked) >= 3, timeout=4000)
    assert not manager.heard(), "a timer is no proof of life"
    glass.window.show()
    qtbot.waitUntil(lambda: "WATCHDOG=1" in manager.heard(), timeout=4000)


def test_a_change_of_slides_does_not_drop_a_heartbeat(make_glass, manager, qtbot):
    glass = make_glass(sample.feed())
    glass.bring("week")
    watchdog = Watchdog(glass.screen.witness, notifier(manager, 3600), glass.screen)
    watchdog._ask()
    glass.screen.airtime.left()
    qtbot.waitUntil(lambda: "WATCHDOG=1" in manager.heard(), timeout=4000)


def test_ready_is_said_when_the_first_slide_was_painted(make_glass, manager, monkeypatch, qtbot):
    monkeypatch.setenv("NOTIFY_SOCKET", manager.address)
    glass = make_glass(sample.feed())
    assert manager.heard() == []
    glass.bring("week")
    glass.bring("services")
    assert manager.heard() == ["READY=1"]


def test_without_a_manager_nothing_is_said(make_glass):
    glass = make_glass(sample.feed())
    watchdog = Watchdog(glass.screen.witness, Notifier({}), glass.screen)
    assert not watchdog._timer.isActive()
    watchdog.ready()


@pytest.mark.parametrize(("text", "seconds"), [("", None), ("x", None), ("-1", None), ("30000000", 30.0)])
def test_the_interval(text, seconds):
    assert Notifier({"WATCHDOG_USEC": text}).interval == seconds


def test_a_manager_in_the_abstract_namespace():
    name = "signage-test-watchdog"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind("\0" + name)
        channel.settimeout(4)
        Notifier({"NOTIFY_SOCKET": f"@{name}"}).say("READY=1")
        assert channel.recv(100) == b"READY=1"


def test_a_manager_that_is_gone_is_logged_and_stops_nothing(tmp_path, expect_log):
    expect_log("the service manager cannot be told READY=1")
    Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")}).say("READY=1")
