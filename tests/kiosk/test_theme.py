"""Themes as they are shipped: legible for older eyes, each what it promises; what a screen makes of a faulty one."""

from __future__ import annotations

import colorsys
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from signage.errors import SettingsError
from signage.kiosk.contrast import MESSAGE, OTHER, PAIRS, contrast, luminance
from signage.kiosk.layout import layout
from signage.kiosk.panel import Panel
from signage.kiosk.theme import load_theme
from signage.kiosk.themecheck import check_theme
from signage.kiosk.tokens import camel, token_values
from signage.paths import themes_dir

DEFAULT = themes_dir() / "default"
THEMES = sorted(folder.name for folder in themes_dir().iterdir() if (folder / "theme.toml").is_file())
SHIPPED = ["contrast", "default", "mid-autumn", "mourning", "national", "night", "spring"]


def palette(name: str) -> dict[str, str]:
    return asdict(load_theme(themes_dir() / name).palette)


def test_these_are_shipped():
    assert set(SHIPPED) <= set(THEMES)


@pytest.mark.parametrize("name", THEMES)
def test_a_shipped_theme_is_without_any_fault(qapp, name):
    reading = check_theme(themes_dir() / name)
    assert reading.faults == ()
    assert reading.theme is not None
    assert reading.theme.about.name
    assert reading.theme.about.name_en
    assert reading.theme.about.description


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.text}-{pair.ground}")
def test_every_text_can_be_read(name, pair):
    """7:1 for what a resident came to read (WCAG 2.2 §1.4.6), 4.5:1 for all other text (§1.4.3)."""
    assert pair.floor in (MESSAGE, OTHER)
    colours = palette(name)
    assert contrast(colours[pair.text], colours[pair.ground]) >= pair.floor


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("colour", load_theme(DEFAULT).alert)
def test_alerts_can_be_read(name, colour):
    ground, text = load_theme(themes_dir() / name).alert[colour]
    assert contrast(ground, text) >= MESSAGE
    # what stands in bars and boxes of its own
    assert contrast("#111111", "#ffffff") >= MESSAGE
    assert contrast("#111111", "#ffd84a") >= MESSAGE


@pytest.mark.parametrize("name", THEMES)
def test_signals_have_their_official_colours_in_every_theme(name):
    assert load_theme(themes_dir() / name).alert == load_theme(DEFAULT).alert


def test_in_mourning_all_is_grey_but_a_signal():
    theme = load_theme(themes_dir() / "mourning")
    for name, colour in asdict(theme.palette).items():
        assert colour[1:3] == colour[3:5] == colour[5:7], name
    assert theme.media.grey
    assert theme.picture is None


def test_high_contrast_is_high():
    colours = palette("contrast")
    ratios = [contrast(colours[pair.text], colours[pair.ground]) for pair in PAIRS]
    assert min(ratios) >= 7
    assert sum(ratio >= 12 for ratio in ratios) / len(ratios) > 0.8


def test_nothing_of_the_night_is_bright():
    theme = load_theme(themes_dir() / "night")
    colours = asdict(theme.palette)
    grounds = {pair.ground for pair in PAIRS} - {"primary_ink", "accent", "gold", "blue", "plum", "olive", "violet"}
    assert max(luminance(colours[ground]) for ground in (*grounds, "line", "dot")) < 0.07
    assert max(map(luminance, colours.values())) < 0.8, "and no text is white"
    for name in ("paper", "card", "ink", "muted"):
        red, green, blue = (int(colours[name][i : i + 2], 16) for i in (1, 3, 5))
        assert red > green > blue, f"{name} is warm"
    assert theme.media.brightness < 0.8


@pytest.mark.parametrize("name", ["spring", "national"])
def test_a_warning_is_told_from_the_red_of_a_feast(name):
    """The strip is red; what warns of a cut is orange."""

    def hue(colour: str) -> float:
        return colorsys.rgb_to_hsv(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0] * 360

    colours = palette(name)
    assert min(hue(colours["primary"]), 360 - hue(colours["primary"])) < 8
    assert 18 < hue(colours["accent"]) < 45


# What a screen makes of it


def copy_of_default(folder: Path, before: str, after: str) -> Path:
    text = (DEFAULT / "theme.toml").read_text(encoding="utf-8")
    assert before in text
    folder.mkdir()
    (folder / "theme.toml").write_text(text.replace(before, after), encoding="utf-8")
    (folder / "body.html.j2").write_bytes((DEFAULT / "body.html.j2").read_bytes())
    return folder


def test_a_theme_that_cannot_be_drawn_is_refused_by_its_first_fault(tmp_path):
    folder = copy_of_default(tmp_path / "mine", 'paper = "#f4efe4"', 'paper = "beige"')
    with pytest.raises(SettingsError, match="'beige' is not a colour") as caught:
        load_theme(folder)
    line = (
        (folder / "theme.toml")
        .read_text(encoding="utf-8")
        .splitlines()
        .index('paper = "beige"          # the glass itself')
    )
    assert caught.value.place == f"{folder / 'theme.toml'}:{line + 1}"
    assert caught.value.key == "palette.paper"


def test_how_many_more_faults_there_are_is_said(tmp_path):
    (tmp_path / "theme.toml").write_text('extends = "default"\n[palette]\nink = 1\ncard = 2\nline = 3\n')
    with pytest.raises(SettingsError, match=re.escape("(and 2 more: `signage theme check` names them)")):
        load_theme(tmp_path)


def test_a_theme_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="no such file; `signage theme list`"):
        load_theme(tmp_path / "nowhere")


def test_a_theme_that_is_hard_to_read_is_drawn_and_logged(tmp_path, expect_log):
    expect_log("theme mine", "palette.muted")
    theme = load_theme(copy_of_default(tmp_path / "mine", 'muted = "#56605d"', 'muted = "#8a8f8d"'))
    assert theme.palette.muted == "#8a8f8d"


def test_a_theme_is_what_its_file_says():
    theme = load_theme(DEFAULT)
    assert theme.palette.ink == "#1d2a29"
    assert theme.alert["blue"] == ("#0b4a94", "#ffffff")
    assert theme.fade_ms == 500
    assert theme.type_scale.clock == 132
    assert (theme.spacing.radius, theme.spacing.gap, theme.spacing.margin) == (28, 20, 40)
    assert (theme.media.grey, theme.media.brightness) == (False, 1.0)
    assert (theme.about.name, theme.about.name_en) == ("白天", "Day")
    assert theme.picture is None
    assert theme.template == DEFAULT / "body.html.j2"


# What QML knows of it


def tokens_qml() -> str:
    import signage.kiosk

    return (Path(signage.kiosk.__file__).parent / "qml" / "Signage" / "Glass" / "Tokens.qml").read_text()


@pytest.mark.parametrize("name", THEMES)
def test_qml_declares_precisely_the_tokens_that_are_set(name):
    declared = set(re.findall(r"^    property \w+ (\w+)", tokens_qml(), re.MULTILINE)) - {
        "shift"
    }  # kiosk/care.py sets it
    theme = load_theme(themes_dir() / name)
    for panel in ((1080, 1920), (1920, 1080)):
        assert set(token_values(theme, layout(Panel(width=panel[0], height=panel[1]), theme.type_scale))) == declared


def test_every_tone_that_python_names_is_known_to_qml():
    from signage.kiosk.present import TONES
    from signage.kiosk.present_guide import SERVICE_TONES

    known = set(re.findall(r'case "(\w+)"', tokens_qml())) | {"primary"}
    assert {*TONES.values(), *SERVICE_TONES} <= known


@pytest.mark.parametrize(("name", "said"), [("ink", "ink"), ("primary_text_soft", "primaryTextSoft"), ("a_b", "aB")])
def test_names_in_qml(name, said):
    assert camel(name) == said
