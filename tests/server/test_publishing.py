"""`signage publish`, and where its keys come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_folders import make_folder
from repositories import Hand

from signage.cli import main
from signage.errors import KeysError, PublishError
from signage.feed.keys import init_keys
from signage.server.publishing import KEYS_VARIABLE, find_keys, publish_folder


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "content")


@pytest.fixture(autouse=True)
def _no_keys_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEYS_VARIABLE, raising=False)


def publish(content: Path, repo: Path, keys: Path | None = None, **options: bool) -> tuple[int, str]:
    lines: list[str] = []
    status = publish_folder(content, repo, keys, Hand(), tell=lines.append, **options)
    return status, "\n".join(lines)


def test_a_first_publish_makes_keys_beside_the_repository(content: Path, tmp_path: Path) -> None:
    status, said = publish(content, tmp_path / "repo")
    assert status == 0
    assert f"new keys in {tmp_path / 'repo-keys'}" in said
    assert "published version 1, signed until 2026-12-14 06:05 UTC" in said
    assert not list((tmp_path / "repo").rglob("*.pem"))
    status, said = publish(content, tmp_path / "repo")
    assert status == 0
    assert "version 1 as before; nothing has changed" in said


def test_lost_keys_are_not_made_anew_for_a_repository_in_use(content: Path, tmp_path: Path) -> None:
    publish(content, tmp_path / "repo")
    (tmp_path / "repo-keys").rename(tmp_path / "elsewhere")
    with pytest.raises(KeysError, match="where are its keys"):
        publish(content, tmp_path / "repo")
    assert publish(content, tmp_path / "repo", tmp_path / "elsewhere")[0] == 0


def test_keys_that_are_named_are_never_made(content: Path, tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="signage keys init"):
        publish(content, tmp_path / "repo", tmp_path / "typo")
    assert not (tmp_path / "typo").exists()


def test_keys_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "named"))
    assert find_keys(tmp_path / "repo", None, Hand(), print) == tmp_path / "named"
    assert find_keys(tmp_path / "repo", tmp_path / "said", Hand(), print) == tmp_path / "said"


def test_a_fault_is_said_and_nothing_is_published(content: Path, tmp_path: Path) -> None:
    path = content / "notices" / "water.md"
    path.write_text(path.read_text("utf-8").replace("title", "tilte"), "utf-8")
    status, said = publish(content, tmp_path / "repo")
    assert status == 1
    assert "notices/water.md" in said
    assert "not published" in said
    assert not (tmp_path / "repo").exists()


def test_emptying_must_be_meant(content: Path, tmp_path: Path) -> None:
    publish(content, tmp_path / "repo")
    for path in (content / "notices").iterdir():
        path.unlink()
    with pytest.raises(PublishError, match="--allow-empty"):
        publish(content, tmp_path / "repo")
    assert publish(content, tmp_path / "repo", allow_empty=True)[0] == 0


def test_the_command_line_reports_and_exits(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = tmp_path / "keys"
    assert main(["keys", "init", str(keys)]) == 0
    assert str(keys / "root.json") in capsys.readouterr().out
    assert main(["publish", str(content), "--to", str(tmp_path / "repo"), "--keys", str(keys)]) == 0
    assert "published version 1" in capsys.readouterr().err
    assert main(["keys", "rotate", str(keys)]) == 0
    assert "root version 2" in capsys.readouterr().out
    assert main(["publish", str(content), "--to", str(tmp_path / "repo"), "--keys", str(keys)]) == 0
    assert "signatures renewed" in capsys.readouterr().err
    init_keys(tmp_path / "other")
    assert main(["publish", str(content), "--to", str(tmp_path / "repo"), "--keys", str(tmp_path / "other")]) == 1
    assert "keys that this repository was made with" in capsys.readouterr().err
    assert main(["serve", str(tmp_path / "nothing")]) == 1
    assert "nothing is published here" in capsys.readouterr().err
