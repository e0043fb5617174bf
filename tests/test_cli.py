"""The command line: parses, delegates, and says what is wrong with the right exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from content_folders import make_folder

from signage import __version__, cli
from signage.paths import assets_dir

COMMANDS = ("demo", "check", "publish", "serve", "kiosk", "render", "theme", "keys", "doctor")


@pytest.fixture(autouse=True)
def quiet_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line sets up logging for a process of its own; here it is the tests'."""
    monkeypatch.setattr(cli.logging, "basicConfig", lambda **_: None)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """The exit status, and what went to stdout and stderr."""
    try:
        status = cli.main([str(argument) for argument in arguments])
    except SystemExit as ended:
        status = int(ended.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "--help")
    assert status == 0
    for command in COMMANDS:
        assert command in out
        status, text, _ = run(capsys, command, "--help")
        assert status == 0
        assert "usage: signage" in text


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[:2] == (0, f"signage {__version__}\n")


def test_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "signage", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"signage {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("check",),
        ("publish", "content"),
        ("keys",),
        ("theme",),
        ("theme", "check", "nonesuch"),
        ("theme", "new"),
        ("theme", "new", "no name"),
        ("demo", "--for", "soon"),
        ("kiosk",),
        ("kiosk", "--feed", "repo"),
        ("kiosk", "--feed", "repo", "--root", "r", "--pace", "0"),
        ("kiosk", "--feed", "repo", "--root", "r", "--now", "yesterday"),
        ("kiosk", "--feed", "repo", "--root", "r", "--now", "2026-12-09T14:05"),
        ("render", ".", "week", "--to", "x.png", "--size", "huge"),
        ("serve", "one", "two", "--watch", "three"),
        ("serve",),
        ("serve", "one", "--data", "two"),
        ("serve", "--data", "one", "--watch", "two"),
    ],
)
def test_wrong_usage_is_status_2_and_says_why(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert "signage" in err


def test_a_good_folder_is_checked_published_and_published_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, keys, repository = make_folder(tmp_path / "content"), tmp_path / "keys", tmp_path / "repo"
    assert run(capsys, "check", folder)[0] == 0
    status, out, _ = run(capsys, "keys", "init", keys)
    assert status == 0
    assert "root.json" in out
    status, _, err = run(capsys, "publish", folder, "--to", repository, "--keys", keys)
    assert status == 0
    assert "published version 1" in err
    assert "as before" in run(capsys, "publish", folder, "--to", repository, "--keys", keys)[2]
    assert run(capsys, "keys", "rotate", keys)[0] == 0


def test_a_bad_folder_is_status_1_and_publishes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "content")
    notice = next((folder / "notices").glob("*.md"))
    notice.write_text(notice.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    status, out, _ = run(capsys, "check", folder)
    assert status == 1
    assert f"notices/{notice.name}:" in out
    status, _, err = run(capsys, "publish", folder, "--to", tmp_path / "repo")
    assert status == 1
    assert notice.name in err
    assert not (tmp_path / "repo" / "metadata").exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("publish", "nowhere", "--to", "repo"), "nowhere"),
        (("serve", "nowhere"), "nothing is published here"),
        (("keys", "rotate", "nowhere"), "nowhere"),
    ],
)
def test_work_that_fails_is_status_1_and_names_the_place(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    part: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys, *arguments)
    assert status == 1
    assert part in err


def test_an_item_is_rendered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    picture = tmp_path / "week.png"
    now = "2026-12-09T14:05+08:00"
    arguments = ("render", assets_dir() / "demo", "week", "--to", picture, "--size", "540x960", "--now", now)
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    assert out.strip() == str(picture)
    assert picture.stat().st_size > 10_000
    status, _, err = run(capsys, *arguments[:2], "no-such-notice", *arguments[3:])
    assert status == 1
    assert "live are" in err


def test_a_theme_is_made_listed_and_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    status, out, _ = run(capsys, "theme", "list")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()][:2] == ["default", "contrast"]
    file = tmp_path / "mine" / "theme.toml"
    assert run(capsys, "theme", "new", "mine", "--in", tmp_path)[:2] == (0, f"{file}\n")
    assert run(capsys, "theme", "new", "mine", "--in", tmp_path)[0] == 1
    assert run(capsys, "theme", "check", file.parent)[:2] == (0, "mine: good\n")
    file.write_text(file.read_text(encoding="utf-8").replace("# ink = ", "inc = "), encoding="utf-8")
    status, out, _ = run(capsys, "theme", "check", file.parent, "night")
    assert status == 1
    line = file.read_text(encoding="utf-8").splitlines().index('inc = "#1d2a29"') + 1
    assert out.splitlines()[0] == f"{file}:{line}: palette.inc: unknown token; did you mean ink?"
    assert out.splitlines()[-1] == "night: good"


def test_what_the_extra_brings_is_named_where_it_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(*_: object) -> int:
        raise ModuleNotFoundError("No module named 'yaml'", name="yaml")

    monkeypatch.setattr(cli, "_check", missing)
    status, _, err = run(capsys, "check", tmp_path)
    assert status == 1
    assert "signage[server]" in err


def test_a_module_of_our_own_that_is_missing_is_a_bug_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(*_: object) -> int:
        raise ModuleNotFoundError("No module named 'signage.nothing'", name="signage.nothing")

    monkeypatch.setattr(cli, "_check", missing)
    with pytest.raises(ModuleNotFoundError):
        run(capsys, "check", tmp_path)


def test_ctrl_c_is_a_good_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_check", interrupted)
    assert run(capsys, "check", tmp_path)[0] == 0
