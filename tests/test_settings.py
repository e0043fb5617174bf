"""The screen's settings: what is wrong is named by file, line and setting, with what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from signage.errors import SettingsError
from signage.paths import assets_dir
from signage.settings import ScreenSettings, parse_size, screen_settings


def written(folder: Path, text: str) -> Path:
    file = folder / "screen.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(folder: Path, text: str, **overrides: object) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        screen_settings(written(folder, text), overrides)
    return caught.value


def test_nothing_said_gives_the_defaults() -> None:
    assert screen_settings(None, {}) == ScreenSettings()


def test_the_command_line_overrules_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'theme = "default"\nstale_hours = 3\n')
    settings = screen_settings(file, {"theme": "night", "stale_hours": None})
    assert (settings.theme, settings.stale_hours) == ("night", 3)


@pytest.mark.parametrize("said", ["off", "https://console.example/report/", ""])
def test_where_reports_go_may_be_said(tmp_path: Path, said: str) -> None:
    assert screen_settings(written(tmp_path, f'report = "{said}"\n'), {}).report == said


@pytest.mark.parametrize("said", ["no", "ftp://h.example/", "javascript:x", "https://a b/"])
def test_a_place_for_reports_that_is_none_is_refused(tmp_path: Path, said: str) -> None:
    assert refused(tmp_path, f'report = "{said}"\n').key == "report"


def test_paths_are_relative_to_the_file_and_a_url_is_none(tmp_path: Path) -> None:
    file = written(tmp_path, 'feed = "https://h.example/feed/a/"\nroot = "root.json"\nstore = "/var/store"\n')
    settings = screen_settings(file, {})
    assert settings.feed == "https://h.example/feed/a/"
    assert settings.root == str(tmp_path / "root.json")
    assert settings.store == "/var/store"
    assert screen_settings(written(tmp_path, 'feed = "stick"\n'), {}).feed == str(tmp_path / "stick")


def test_an_unknown_setting_is_named_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    error = refused(tmp_path, '# a screen\ntheme = "default"\nstale_hour = 3\n')
    assert error.key == "stale_hour"
    assert error.place.endswith("screen.toml:3")
    assert "did you mean stale_hours?" in str(error)
    assert "known are" in str(refused(tmp_path, "zzz = 1\n"))


@pytest.mark.parametrize(
    ("line", "key", "part"),
    [
        ('pace = "fast"', "pace", "float"),
        ("pace = 0", "pace", "> 0"),
        ("journal_days = 0", "journal_days", ">= 1"),
        ('size = "large"', "size", "matching"),
        ('theme = "../evil"', "theme", "matching"),
        ('cursor = "yes"', "cursor", "bool"),
    ],
)
def test_a_value_out_of_bounds_is_named(tmp_path: Path, line: str, key: str, part: str) -> None:
    error = refused(tmp_path, f"\n{line}\n")
    assert error.key == key
    assert error.place.endswith("screen.toml:2")
    assert part in str(error)


def test_the_command_line_is_blamed_for_its_own(tmp_path: Path) -> None:
    assert refused(tmp_path, "", pace=-1).place == "command line"


def test_a_file_that_is_none_or_no_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        screen_settings(tmp_path / "missing.toml", {})
    assert "line 1" in str(refused(tmp_path, "theme = default\n"))
    bad = tmp_path / "screen.toml"
    bad.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError):
        screen_settings(bad, {})


def test_the_example_of_a_real_screen_is_right() -> None:
    settings = screen_settings(assets_dir() / "system" / "screen.toml", {})
    assert settings.feed
    assert settings.root


@pytest.mark.parametrize(("text", "size"), [("1080x1920", (1080, 1920)), ("540x960", (540, 960))])
def test_a_size(text: str, size: tuple[int, int]) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "1080", "1080X1920", "10x10", "1080x1920x3", "99999x1"])
def test_a_size_that_is_none(text: str) -> None:
    with pytest.raises(SettingsError, match="WIDTHxHEIGHT"):
        parse_size(text)
