"""`signage theme`: list, check, new."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path

import pytest

from signage.errors import SettingsError, SignageError
from signage.kiosk.themefile import read_theme
from signage.kiosk.themefolders import check_themes, list_themes, new_theme, theme_folder, theme_folders
from signage.kiosk.themetokens import TABLES
from signage.paths import themes_dir

DEFAULT = themes_dir() / "default"


@pytest.fixture
def themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of themes with the default one alone."""
    folder = tmp_path / "themes"
    (folder / "default").mkdir(parents=True)
    for file in DEFAULT.iterdir():
        (folder / "default" / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("SIGNAGE_THEMES", str(folder))
    return folder


def add(themes: Path, name: str, text: str = "") -> Path:
    folder = themes / name
    folder.mkdir()
    (folder / "theme.toml").write_text(f'extends = "default"\n[about]\nname = "试试"\nname_en = "Trial"\n{text}')
    return folder


def check(*names: str) -> tuple[int, str]:
    out = io.StringIO()
    return check_themes(names, out), out.getvalue()


# Names


def test_a_name_or_a_folder(themes, tmp_path):
    night = add(themes, "night")
    assert theme_folder("night") == night
    assert theme_folder(str(tmp_path / "elsewhere")) == tmp_path / "elsewhere"


def test_a_folder_here_needs_no_slash(themes, tmp_path, monkeypatch):
    add(tmp_path, "mine")
    monkeypatch.chdir(tmp_path)
    assert theme_folder("mine") == Path("mine")


@pytest.mark.parametrize(("name", "says"), [("nigth", "did you mean night?"), ("zzz", "here are default, night")])
def test_a_name_that_is_none(themes, name, says):
    add(themes, "night")
    with pytest.raises(SettingsError, match=re.escape(says)):
        theme_folder(name)


def test_the_default_comes_first(themes):
    add(themes, "autumn")
    assert [folder.name for folder in theme_folders()] == ["default", "autumn"]


# list


def test_the_list(themes):
    add(themes, "mine", 'description = "一句话"\n')
    out = io.StringIO()
    assert list_themes(out) == 0
    first, second = out.getvalue().splitlines()
    assert re.fullmatch(r"default  白天 Day    extends nothing  \S+", first)
    assert second == "mine     试试 Trial  extends default  一句话"


def test_a_theme_that_cannot_be_drawn_is_in_the_list(themes):
    add(themes, "mine", "[palette]\nink = 1\n")
    out = io.StringIO()
    assert list_themes(out) == 1
    assert "cannot be drawn: signage theme check mine" in out.getvalue()


# check


def test_all_are_checked_by_default(qapp, themes):
    add(themes, "mine")
    assert check() == (0, "default: good\nmine: good\n")


def test_one_is_checked(qapp, themes):
    add(themes, "mine")
    assert check("mine") == (0, "mine: good\n")


def test_each_fault_is_a_line(qapp, themes):
    folder = add(themes, "mine", '[palette]\nmuted = "#999999"\n[fonts]\nserif = "Zapfino"\n')
    status, text = check("mine")
    assert status == 1
    lines = text.splitlines()
    assert all(
        re.match(rf"{re.escape(str(folder / 'theme.toml'))}:\d+: (palette|fonts)\.\w+: ", line) for line in lines[:-1]
    )
    assert lines[-1] == "mine: 4 faults"
    assert "fonts.serif" in lines[-2]


def test_a_theme_that_cannot_be_drawn(qapp, themes):
    add(themes, "mine", "[palette]\nink = 1\n")
    status, text = check("mine")
    assert status == 1
    assert text.splitlines()[-1] == "mine: 1 fault; it cannot be drawn"


def test_the_faults_of_a_base_are_said_once(qapp, themes):
    add(themes, "a", '[alert]\nred = ["#224488", "#ffffff"]\n')
    file = add(themes, "b") / "theme.toml"
    file.write_text(file.read_text().replace('"default"', '"a"'))
    status, text = check("a", "b")
    assert status == 1
    assert text.count("is not red") == 1
    assert text.splitlines()[1:] == ["a: 1 fault", "b: 1 fault"]


def test_a_note_hinders_nothing(qapp, themes):
    folder = themes / "mine"
    folder.mkdir()
    (folder / "theme.toml").write_text('extends = "default"\n')
    status, text = check("mine")
    assert status == 0
    assert "note: about.name: no name for staff" in text
    assert text.endswith("mine: good\n")


def test_what_lies_below_is_named_from_here(qapp, themes, monkeypatch):
    add(themes, "mine", "[palette]\nink = 1\n")
    monkeypatch.chdir(themes)
    assert check("mine")[1].startswith("mine/theme.toml:6: palette.ink: ")


# new


def test_a_new_theme_is_good_and_changes_nothing(qapp, themes):
    folder = new_theme("mine", None)
    assert folder == themes / "mine"
    assert check("mine") == (0, "mine: good\n")
    new, old = read_theme(folder)[0], read_theme(themes / "default")[0]
    assert new.palette == old.palette
    assert new.about.name == "mine"


def test_a_new_theme_shows_every_token_with_its_value(qapp, themes):
    """What its comments say is what a theme may say."""
    file = new_theme("mine", None) / "theme.toml"
    text = re.sub(r"^# (\w+ = )", r"\1", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    tables = tomllib.loads(text)
    assert {name: set(table) for name, table in tables.items() if name not in ("extends", "alert")} == {
        name: set(tokens) for name, tokens in TABLES.items() if name != "alert"
    }
    file.write_text(re.sub(r"\[picture\][^\[]*", "", text), encoding="utf-8")
    assert check("mine") == (0, "mine: good\n")


def test_a_new_theme_elsewhere(themes, tmp_path):
    assert new_theme("新主题", tmp_path / "own") == tmp_path / "own" / "新主题"
    assert read_theme(tmp_path / "own" / "新主题")[1] == ()


def test_a_long_name_is_cut_for_staff(themes):
    theme, faults = read_theme(new_theme("a-name-of-twenty-five-signs", None))
    assert faults == ()
    assert theme.about.name == "a-name-of-tw"


@pytest.mark.parametrize("name", ["", "a b", "../x", "a/b", ".", "x" * 41, "a\n"])
def test_a_new_theme_without_a_proper_name(themes, name):
    with pytest.raises(SettingsError, match="write letters, digits"):
        new_theme(name, None)


def test_what_is_there_is_left_alone(themes):
    file = add(themes, "mine") / "theme.toml"
    before = file.read_bytes()
    with pytest.raises(SignageError, match="there already"):
        new_theme("mine", None)
    assert file.read_bytes() == before


def test_where_nothing_can_be_written(themes, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SignageError, match="cannot be written"):
        new_theme("mine", tmp_path / "file")
