"""Reports over a real socket: what a screen says, what it takes for an answer, and whom it leaves alone."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from repositories import Hand

from signage.content.compound import Display
from signage.errors import ReportError
from signage.feed.report import LATEST, MAX_LINES_BYTES, SOONEST, Report, unseal
from signage.feed.reportclient import ReportClient, report_url
from signage.kiosk.reporting import LastErrors, Reporting
from signage.kiosk.scene import Pairing, Scene
from signage.store.identity import load_identity

LINE = b'{"at":"2026-12-07T06:05:00Z","event":"painted"}\n'
PRINT = "3F2A91C077E10B4D"


class Console:
    """A console as a test tells it to be."""

    def __init__(self) -> None:
        self.clock = Hand()
        self.reports: list[Report] = []
        self.gets = 0
        self.greeting: bytes = b'{"reports": 1}'
        self.status = 200
        self.paired = False
        self.wanted: int | None = None
        self.answer: bytes | None = None
        self.headers: dict[str, str] = {}
        self.kept = b""
        console = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                console.gets += 1
                self.reply(console.status, console.greeting)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                report = unseal(body, self.headers["Signage-Signature"])
                console.reports.append(report)
                if abs(report.at - console.clock.now()) > dt.timedelta(minutes=5):
                    self.reply(409, b"")
                    return
                if report.offset == len(console.kept) and console.paired:
                    console.kept += report.lines
                said = {"paired": console.paired, "name": "东门", "offset": len(console.kept), "next": 60}
                if console.wanted is not None:
                    said["offset"] = console.wanted
                self.reply(console.status, console.answer or json.dumps(said).encode())

            def reply(self, status: int, body: bytes) -> None:
                self.send_response_only(status)
                self.send_header("Date", email.utils.format_datetime(console.clock.now(), usegmt=True))
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Connection", "close")
                for name, value in console.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/report/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture
def console() -> Iterator[Console]:
    made = Console()
    yield made
    made.close()


class Screen:
    """Reporting with everything in the test's hands."""

    def __init__(self, console: Console, tmp_path, **more) -> None:
        self.clock = Hand()
        self.said: list[Pairing] = []
        self.seconds = 0.0
        self.journal = tmp_path / "airtime.jsonl"
        self.reporting = Reporting(
            more.pop("url", console.url),
            load_identity(tmp_path),
            PRINT,
            tmp_path,
            self.clock,
            self.said.append,
            journal=self.journal,
            chance=lambda: 0.5,
            monotonic=lambda: self.seconds,
            **more,
        )


@pytest.fixture
def screen(console, tmp_path) -> Iterator[Screen]:
    made = Screen(console, tmp_path)
    yield made
    made.reporting.close()


@pytest.mark.parametrize(
    ("feed", "said", "url"),
    [
        ("http://h.example:8470/feed/huaian/", "", "http://h.example:8470/report/"),
        ("https://h.example/feed/huaian/", "", "https://h.example/report/"),
        ("/media/stick/repo", "", ""),
        ("https://h.example/feed/huaian/", "off", ""),
        ("/media/stick/repo", "https://c.example/x/report/", "https://c.example/x/report/"),
    ],
)
def test_where_reports_go(feed, said, url):
    assert report_url(feed, said) == url


def test_a_screen_that_is_not_paired_shows_a_code_and_reports_the_same(console, screen):
    screen.reporting.step()
    (report,) = console.reports
    (pairing,) = screen.said
    assert pairing.code.replace(" ", "") == report.code
    assert len(report.code) == 6
    assert pairing.fingerprint == "3F2A 91C0 77E1 0B4D"
    assert (report.root, report.lines) == (PRINT, b"")
    screen.clock.pass_(seconds=9)
    screen.reporting.step()
    assert console.reports[1].code == report.code
    assert len(screen.said) == 1
    screen.seconds += 601
    screen.clock.pass_(seconds=601)
    console.clock.pass_(seconds=610)
    screen.reporting.step()
    assert console.reports[2].code != report.code
    assert screen.said[-1].code.replace(" ", "") == console.reports[2].code


def test_once_it_is_paired_the_code_goes_and_the_journal_comes(console, screen):
    screen.journal.write_bytes(LINE * 3)
    screen.reporting.step()
    console.paired = True
    assert screen.reporting.step() == SOONEST
    assert screen.said[-1] == Pairing()
    assert console.kept == b""
    assert screen.reporting.step() == 60
    assert console.kept == LINE * 3
    with screen.journal.open("ab") as file:
        file.write(LINE)
    screen.reporting.step()
    assert console.kept == LINE * 4
    assert {report.code for report in console.reports[2:]} == {""}


def test_one_that_is_let_go_shows_a_code_again(console, screen):
    console.paired = True
    screen.reporting.step()
    console.paired = False
    assert screen.reporting.step() == SOONEST
    assert screen.said[-1:] in ([], [Pairing()])
    screen.reporting.step()
    assert screen.said[-1].code.replace(" ", "") == console.reports[-1].code != ""


def test_a_long_journal_comes_piece_by_piece_without_waiting(console, screen):
    screen.journal.write_bytes(LINE * 6000)
    console.paired = True
    pauses = [screen.reporting.step() for _ in range(5)]
    assert console.kept == LINE * 6000
    assert all(len(report.lines) <= MAX_LINES_BYTES for report in console.reports)
    assert pauses[:3] == [SOONEST] * 3
    assert pauses[-1] == 60


def test_it_says_how_it_is(console, screen, tmp_path):
    screen.reporting.scene = Scene("huaian", 7, Display.SAFE, "notice", "notice-3", "1080x1920")
    screen.seconds = 90.0
    screen.reporting.step()
    health = console.reports[0].health
    assert console.reports[0].compound == "huaian"
    assert (health.feed_version, health.display, health.slide, health.item) == (7, Display.SAFE, "notice", "notice-3")
    assert (health.uptime, health.size) == (90, "1080x1920")
    assert health.free > 0


def test_what_was_done_and_a_snapshot_are_sent_until_they_were_taken(console, screen):
    screen.reporting.did(("a", "b"))
    screen.reporting.take(b"\xff\xd8\xffpicture")
    console.status = 500
    screen.reporting.step()
    console.status = 200
    screen.reporting._is_console = True
    screen.reporting.step()
    assert console.reports[-1].done == ("a", "b")
    assert console.reports[-1].snapshot == b"\xff\xd8\xffpicture"
    screen.reporting.step()
    assert console.reports[-1].done == ()
    assert console.reports[-1].snapshot == b""


def test_a_snapshot_that_is_too_large_is_not_sent(console, screen):
    screen.reporting.take(b"x" * 200_001)
    screen.reporting.step()
    assert console.reports[0].snapshot == b""


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_wrong_clock_is_measured_and_bars_no_report(console, screen, hours):
    screen.clock.pass_(hours=hours)
    screen.reporting.step()
    assert console.reports[-1].health.clock_offset == pytest.approx(hours * 3600, abs=1)
    assert abs(console.reports[-1].at - console.clock.now()) < dt.timedelta(seconds=2)
    assert len(screen.said) == 1


def test_the_moments_of_reports_never_repeat(console, screen):
    for _ in range(4):
        screen.reporting.step()
    moments = [report.at for report in console.reports]
    assert moments == sorted(set(moments))
    assert len(moments) == 4


# Whom it leaves alone, and what it does not believe


@pytest.mark.parametrize(
    ("status", "greeting"),
    [(404, b"not found"), (200, b"<html>log in to the Wi-Fi</html>"), (200, b"[]"), (200, b'{"reports": 0}'),
     (302, b""), (200, b"[" * 3000)],
)  # fmt: skip
def test_a_host_without_a_console_is_not_sent_reports(console, screen, status, greeting):
    console.status, console.greeting = status, greeting
    console.headers = {"Location": "http://127.0.0.1:9/"} if status == 302 else {}
    assert screen.reporting.step() >= 1800
    assert console.reports == []
    assert console.gets == 1
    assert screen.said == []


def test_one_that_was_named_by_hand_is_not_asked_first(console, tmp_path):
    screen = Screen(console, tmp_path, known=True)
    screen.reporting.step()
    assert (console.gets, len(console.reports)) == (0, 1)
    screen.reporting.close()


def test_a_console_that_went_away_is_asked_again_in_an_hour(console, screen):
    screen.reporting.step()
    console.status = 404
    assert screen.reporting.step() >= 1800
    assert screen.said[-1] == Pairing()


@pytest.mark.parametrize(
    "answer",
    [b"<html>", b"{}", b'{"paired": "yes"}', b'{"paired": true, "offset": -1}',
     b'{"paired": true, "name": "%s"}' % (b"x" * 50),
     b"x" * 9000, b'{"paired": true, "next": -5}', b"[" * 3900],
)  # fmt: skip
def test_an_answer_that_is_none_changes_nothing(console, screen, answer):
    screen.reporting.step()
    before = list(screen.said)
    console.answer = answer
    assert screen.reporting.step() > 0
    assert screen.said == before


def test_an_answer_can_neither_command_nor_hurry_nor_silence(console, screen):
    console.answer = json.dumps(
        {"paired": True, "name": "x", "offset": 0, "next": 0, "restart": True, "feed": "http://evil.example/"}
    ).encode()
    screen.reporting.step()
    assert screen.reporting.step() >= SOONEST * 0.9
    console.answer = json.dumps({"paired": True, "next": 10**9}).encode()
    assert screen.reporting.step() <= LATEST * 1.1


def test_an_unreachable_console_is_said_once_and_tried_less_often(console, screen, caplog):
    caplog.set_level("INFO", "signage.kiosk.reporting")
    screen.reporting.step()
    console.close()
    pauses = [screen.reporting.step() for _ in range(8)]
    assert pauses == sorted(pauses)
    assert 15 <= pauses[0] <= 60
    assert pauses[-1] == 600
    assert sum("no report" in record.message for record in caplog.records) == 1


def test_a_trickling_console_is_given_up(console, tmp_path):
    import socket

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def trickle() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            try:
                while True:
                    connection.sendall(b"H")
                    threading.Event().wait(0.02)
            except OSError:
                return

    thread = threading.Thread(target=trickle, daemon=True)
    thread.start()
    client = ReportClient(f"http://127.0.0.1:{port}/report/", Hand().now, seconds=0.3)
    with pytest.raises(ReportError, match="no answer"):
        client.is_console()
    client.close()
    thread.join(5)
    listening.close()


def test_after_the_end_nothing_is_sent(console, screen):
    screen.reporting.close()
    assert screen.reporting.step() > 0
    assert (console.gets, console.reports) == (0, [])


def test_the_last_errors_are_few_and_each_once(caplog):
    import logging

    errors = LastErrors(most=3)
    logger = logging.getLogger("signage.test.errors")
    for words in ("one", "two", "one", "three", "four"):
        errors.handle(logger.makeRecord(logger.name, logging.WARNING, "", 0, words, (), None))
    assert errors.lines == ("test.errors: one", "test.errors: three", "test.errors: four")
    old = logger.makeRecord(logger.name, logging.WARNING, "", 0, "old", (), None)
    old.created -= 90_000
    errors.handle(old)
    assert "test.errors: old" not in errors.lines
