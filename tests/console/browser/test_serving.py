"""The process: one at a time, its files, its restarts, the feed host beside it."""

from __future__ import annotations

import http.client
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import requests
from console.browser.conftest import PASSWORD, Console, Office


def test_the_feed_host_answers_beside_the_console(office: Office) -> None:
    url = office.console.url
    timestamp = requests.get(f"{url}feed/huaian/metadata/timestamp.json", timeout=10)
    assert timestamp.status_code == 200
    assert "signage-form" not in timestamp.headers.get("Set-Cookie", "")
    assert requests.get(f"{url}feed/", timeout=10).text.startswith("signage feed host\nhuaian: ok")
    for path in ("feed/nonesuch/metadata/timestamp.json", "feed/huaian/../../secret.key", "feed/huaian/.lock"):
        assert requests.get(url + path, timeout=10).status_code == 404


def test_static_files_are_kept_for_ever_under_their_version_and_nothing_else_is_given(office: Office) -> None:
    url = office.console.url
    page = requests.get(f"{url}login/", timeout=10).text
    address = page.split('rel="stylesheet" href="/')[1].split('"')[0]
    style = requests.get(url + address, timeout=10)
    assert style.headers["Content-Type"].startswith("text/css")
    assert "immutable" in style.headers["Cache-Control"]
    stale = requests.get(f"{url}static/old/console/console.css", timeout=10)
    assert stale.headers["Cache-Control"] == "no-cache"
    for path in (
        "static/",
        "static/x",
        "static/x/../../settings.py",
        "static/x/console/../settings.py",
        "static/x/wagtailadmin/js/core.js",
    ):
        assert requests.get(url + path, timeout=10).status_code == 404


def test_a_body_that_is_too_large_or_without_an_end_is_not_read(office: Office) -> None:
    port = urlsplit(office.console.url).port
    for header, value, status in (("Content-Length", "99000000", 413), ("Transfer-Encoding", "chunked", 411)):
        connection = http.client.HTTPConnection("127.0.0.1", port or 0, timeout=10)
        connection.putrequest("POST", "/login/")
        connection.putheader(header, value)
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()


def test_what_is_secret_is_readable_by_its_owner_alone(office: Office) -> None:
    data = office.console.data
    assert stat.S_IMODE((data / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    for key in data.rglob("*.pem"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_second_process_on_the_same_folder_is_refused_in_words(office: Office) -> None:
    command = [sys.executable, "-m", "signage", "serve", "--data", str(office.console.data), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "another `signage serve` is at work" in done.stderr
    assert "PostgreSQL" in done.stderr


def test_a_restart_keeps_sessions_and_gives_no_first_link_any_more(office: Office, tmp_path: Path) -> None:
    data = tmp_path / "copy"
    shutil.copytree(office.console.data, data, ignore=shutil.ignore_patterns("console.sqlite3*"))
    with (
        sqlite3.connect(office.console.data / "console.sqlite3") as live,
        sqlite3.connect(data / "console.sqlite3") as copy,
    ):
        live.backup(copy)
    live.close()
    copy.close()
    first = Console(data)
    session = requests.Session()
    form = session.get(f"{first.url}login/", timeout=10).text
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = session.post(
        f"{first.url}login/", timeout=10, allow_redirects=False,
        data={"csrfmiddlewaretoken": token, "username": "shen", "password": PASSWORD},
    )  # fmt: skip
    assert answer.status_code == 302
    assert first.stop() == 0
    again = Console(data)
    try:
        assert session.get(f"{again.url}people/", timeout=10, allow_redirects=False).status_code == 200
    finally:
        again.process.send_signal(signal.SIGTERM)
        assert again.process.stdout is not None
        assert again.process.stdout.read() == "", "no link is given any more"
        assert again.stop() == 0
