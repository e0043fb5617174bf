"""`signage serve --data` where it cannot start: in words, with the mend, and never with a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def start(data: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SIGNAGE", "DJANGO", "DATABASE"))}
    command = [sys.executable, "-m", "signage", "serve", "--data", str(data), "--port", "0", *options]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=90, check=False, env={**clean, **environment}
    )


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused(start(tmp_path / "file" / "data"), "--data", "cannot be made")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused(start(tmp_path / "console", "--port", str(taken.getsockname()[1])), "cannot listen")


@pytest.mark.parametrize("url", ["nonsense", "postgres://nobody@127.0.0.1:1/none"])
def test_a_database_that_is_not_there(tmp_path: Path, url: str) -> None:
    refused(start(tmp_path / "console", DATABASE_URL=url))


def test_a_database_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "console").mkdir()
    (tmp_path / "console" / "console.sqlite3").write_bytes(b"this is no database at all, whatever its name says" * 50)
    refused(start(tmp_path / "console"), "database", "cannot be used")
