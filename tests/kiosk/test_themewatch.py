"""A theme that is being made: each change is seen once, however it is written, and a faulty one changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from signage.kiosk.themewatch import ThemeWatch
from signage.paths import themes_dir

DEFAULT = themes_dir() / "default"


class Themes:
    """A folder of themes under watch, and what the watch said."""

    def __init__(self, folder: Path, qtbot) -> None:
        self.folder, self.qtbot = folder, qtbot
        shutil.copytree(DEFAULT, folder / "default")
        self.write("mine", self.text())
        self.seen: list[object] = []
        self.watch = ThemeWatch(folder / "mine", self.seen.append)

    def text(self, body: str = "[motion]\nfade_ms = 1\n", base: str = "default") -> str:
        return f'extends = "{base}"\n[about]\nname = "试"\n{body}'

    def write(self, name: str, text: str) -> None:
        (self.folder / name).mkdir(exist_ok=True)
        (self.folder / name / "theme.toml").write_text(text, encoding="utf-8")

    def fade(self, milliseconds: int) -> None:
        self.write("mine", self.text(f"[motion]\nfade_ms = {milliseconds}\n"))

    def wait(self, count: int):
        """The theme that was said as the `count`th."""
        self.qtbot.waitUntil(lambda: len(self.seen) >= count, timeout=5000)
        self.rest()
        assert len(self.seen) == count
        return self.seen[-1]

    def wait_refused(self, log) -> None:
        """Until a faulty theme was read and refused."""
        self.qtbot.waitUntil(lambda: any("stays as it was" in message for message in log.messages()), timeout=5000)
        self.rest()

    def rest(self) -> None:
        """Until everything that is under way has been said."""
        self.qtbot.wait(400)


@pytest.fixture
def themes(tmp_path, qapp, qtbot, monkeypatch):
    monkeypatch.setenv("SIGNAGE_THEMES", str(tmp_path))
    made = Themes(tmp_path, qtbot)
    yield made
    made.watch.close()


def test_a_change_in_place(themes):
    themes.fade(2)
    assert themes.wait(1).fade_ms == 2
    themes.fade(3)
    assert themes.wait(2).fade_ms == 3


def test_a_file_that_is_replaced_again_and_again(themes):
    file = themes.folder / "mine" / "theme.toml"
    for count in (1, 2, 3):
        fresh = file.with_name(".theme.toml.new")
        fresh.write_text(themes.text(f"[motion]\nfade_ms = {count + 10}\n"))
        fresh.replace(file)
        assert themes.wait(count).fade_ms == count + 10


def test_a_file_that_is_deleted_first(themes, expect_log):
    file = themes.folder / "mine" / "theme.toml"
    file.rename(file.with_name("theme.toml~"))
    themes.wait_refused(expect_log)
    expect_log("no such file", "stays as it was")
    assert themes.seen == []
    themes.fade(7)
    assert themes.wait(1).fade_ms == 7


def test_what_it_extends_is_watched_too(themes):
    file = themes.folder / "default" / "theme.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("radius = 28", "radius = 12"), encoding="utf-8")
    assert themes.wait(1).spacing.radius == 12


def test_many_writes_are_one_change(themes):
    for fade in range(20, 30):
        themes.fade(fade)
    assert themes.wait(1).fade_ms == 29


def test_a_new_template_and_a_new_picture(themes):
    template = (DEFAULT / "body.html.j2").read_text(encoding="utf-8")
    (themes.folder / "mine" / "body.html.j2").write_text(template.replace("font-weight:500", "font-weight:600"))
    assert themes.wait(1).template == themes.folder / "mine" / "body.html.j2"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="4" height="2"/>'
    (themes.folder / "mine" / "a.svg").write_text(svg)
    assert themes.wait(2).picture is None
    themes.write("mine", themes.text('[picture]\nfile = "a.svg"\n'))
    assert themes.wait(3).picture.file == themes.folder / "mine" / "a.svg"
    (themes.folder / "mine" / "a.svg").write_text(svg.replace("0 0 4 2", "0 0 8 4"))
    themes.wait(4)


def test_a_faulty_theme_changes_nothing_until_it_is_mended(themes, expect_log):
    themes.write("mine", themes.text('[palette]\npapper = "#ffffff"\n'))
    themes.wait_refused(expect_log)
    expect_log("theme.toml:5: palette.papper: unknown token; did you mean paper?", "theme mine stays as it was")
    assert themes.seen == []
    themes.fade(5)
    assert themes.wait(1).fade_ms == 5


def test_a_theme_that_is_hard_to_read_is_not_shown(themes, expect_log):
    themes.write("mine", themes.text('[palette]\nmuted = "#aaaaaa"\n'))
    themes.wait_refused(expect_log)
    expect_log("palette.muted", "stays as it was")
    assert themes.seen == []


def test_a_base_that_is_taken_away_and_comes_back(themes, expect_log):
    (themes.folder / "default").rename(themes.folder / "away")
    themes.wait_refused(expect_log)
    expect_log("no theme 'default'", "stays as it was")
    assert themes.seen == []
    (themes.folder / "away").rename(themes.folder / "default")
    themes.fade(9)
    themes.qtbot.waitUntil(lambda: bool(themes.seen) and themes.seen[-1].fade_ms == 9, timeout=5000)
    themes.rest()


def test_another_base_is_watched_from_then_on(themes):
    themes.write("other", themes.text("[motion]\nfade_ms = 44\n"))
    themes.write("mine", themes.text("", base="other"))
    assert themes.wait(1).fade_ms == 44
    themes.write("other", themes.text("[motion]\nfade_ms = 45\n"))
    assert themes.wait(2).fade_ms == 45


def test_what_is_written_anew_but_is_the_same_is_no_change(themes):
    themes.fade(1)
    (themes.folder / "mine" / ".theme.toml.swp").write_bytes(b"an editor's own")
    themes.rest()
    assert themes.seen == []


def test_watching_ends(themes):
    themes.watch.close()
    themes.fade(2)
    themes.rest()
    assert themes.seen == []
