"""themes/README.md is true: its example is made as it says, and every token is explained."""

from __future__ import annotations

import re

from signage.kiosk.themecheck import check_theme
from signage.kiosk.themefile import read_theme
from signage.kiosk.themefolders import new_theme
from signage.kiosk.themetokens import TABLES, TYPE_BOUNDS
from signage.paths import themes_dir

TEXT = (themes_dir() / "README.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
(SVG,) = re.findall(r"```svg\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_is_made_as_it_says(qapp, tmp_path):
    folder = new_theme("bamboo", tmp_path)
    file = folder / "theme.toml"
    file.write_text(TOML[0], encoding="utf-8")
    said = re.search(r"^themes/bamboo/theme.toml:(\d+): (palette\.muted): (.*)$", TEXT, re.MULTILINE)
    assert said
    reading = check_theme(folder)
    assert (int(said[1]), said[2], said[3]) in [(fault.line, fault.field, fault.problem) for fault in reading.faults]
    assert f"bamboo: {len(reading.faults)} faults" in TEXT
    mended = re.search(r"`(muted = \"#\w{6}\")`", TEXT)
    assert mended
    file.write_text(TOML[0].replace('muted = "#7d857c"', mended[1]), encoding="utf-8")
    assert check_theme(folder).faults == ()
    file.write_text(file.read_text(encoding="utf-8") + TOML[1], encoding="utf-8")
    (folder / "leaves.svg").write_text(SVG, encoding="utf-8")
    panel = re.search(r"`leaves-panel.svg` is the same drawing in `(#\w{6})`", TEXT)
    assert panel
    (folder / "leaves-panel.svg").write_text(SVG.replace("#d5e2c4", panel[1]), encoding="utf-8")
    assert check_theme(folder).faults == ()


def test_every_token_is_explained():
    explained = set(re.findall(r"`(\w+)`", TEXT[TEXT.index("## Every token") :]))
    assert {token for table in TABLES.values() for token in table} <= explained
    assert {f"[{table}]" for table in TABLES} <= set(re.findall(r"`(\[\w+\])`", TEXT))


def test_the_bounds_are_those_that_hold():
    for token, (low, high) in TYPE_BOUNDS.items():
        assert re.search(rf"^\| `{token}` \| .* \| {low}–{high} \|$", TEXT, re.MULTILINE), token


def test_every_theme_that_is_shipped_is_named():
    for file in themes_dir().glob("*/theme.toml"):
        theme, _ = read_theme(file.parent)
        assert theme is not None
        assert f"| `{theme.name}` | {theme.about.name} |" in TEXT
