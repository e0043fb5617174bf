"""The demo's console as a process beside the screen: there, not there, or not to be had."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from signage import demo_console
from signage.demo_console import LOG_INS, DemoConsole, compound_id, console_installed
from signage.paths import assets_dir


def beside(tmp_path: Path, program: str) -> DemoConsole:
    """A console whose program is another."""
    console = DemoConsole(tmp_path, tmp_path)
    console._command = [sys.executable, "-c", program]
    return console


def test_it_is_only_opened_where_its_packages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert console_installed()
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "wagtail" else real(name))
    assert not console_installed()


def test_its_address_and_log_ins_are_said_with_a_password_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = f"import os, sys; print('http://127.0.0.1:1/' + os.environ['{demo_console.PASSWORD_VARIABLE}'], flush=True); sys.stdin.read()"  # noqa: E501
    with beside(tmp_path, program) as console:
        assert console.ready.wait(30)
        console._thread.join(30)
    said = capsys.readouterr().out
    assert all(f"{role} {name}" in said for role, name in LOG_INS)
    assert f"http://127.0.0.1:1/{console._password}" in said
    assert console._password != DemoConsole(tmp_path, tmp_path)._password
    assert console._process.poll() is not None


def test_one_that_does_not_start_is_said_and_nothing_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with beside(tmp_path, "raise SystemExit(3)") as console:
        console._thread.join(30)
        assert not console.ready.is_set()
    assert "did not start" in capsys.readouterr().out


def test_one_that_is_ended_before_it_is_ready_complains_of_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with beside(tmp_path, "import time; time.sleep(600)"):
        pass
    assert "did not start" not in capsys.readouterr().out


def test_the_people_are_those_of_the_seeded_database() -> None:
    from signage.server.console import demo

    assert [name for _role, name in LOG_INS] == [demo.WRITER[0], demo.APPROVER[0], demo.ADMINISTRATOR[0]]
    assert demo.PASSWORD_VARIABLE == demo_console.PASSWORD_VARIABLE


def test_the_compounds_id_is_its_folders() -> None:
    assert compound_id(assets_dir() / "demo") == "huaian-xinyuan"
