"""Themes: every fault named by file, line and token; contrast that older eyes need; tokens that QML declares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from signage.errors import SettingsError
from signage.kiosk.layout import layout
from signage.kiosk.panel import Panel
from signage.kiosk.theme import contrast, load_theme
from signage.kiosk.tokens import camel, token_values
from signage.paths import themes_dir

DEFAULT = themes_dir() / "default"
TEXT = (DEFAULT / "theme.toml").read_text(encoding="utf-8")
THEMES = sorted(folder.name for folder in themes_dir().iterdir() if (folder / "theme.toml").is_file())

MESSAGES = [
    ("ink", "paper"),  # titles of guides; a page in landscape
    ("ink", "card"),  # titles, facts, pages, days to come
    ("ink", "past_card"),  # rows of a table
    ("ink", "pill"),
    ("primary_text", "primary"),  # who is on duty; the panel; today
]
"""What a resident came to read: 7:1 (WCAG 2.2 §1.4.6)."""

OTHERS = [
    ("muted", "paper"),
    ("muted", "card"),
    ("muted", "pill"),
    ("primary", "paper"),
    ("primary", "card"),
    ("primary", "pill"),
    ("primary_text_soft", "primary"),
    ("primary_text_gold", "primary"),
    ("gold", "gold_soft"),  # the badge of a stale feed
    ("past", "past_card"),
    *((tone, f"{tone}_soft") for tone in ("accent", "gold", "blue", "plum", "olive", "violet")),
    *((tone, "card") for tone in ("accent", "gold", "primary")),  # the letters of 1+3+X
    *(
        ("card", tone) for tone in ("primary", "blue", "plum", "violet", "olive", "accent", "gold")
    ),  # glyphs of services
]
"""All other text: 4.5:1 (WCAG 2.2 §1.4.3)."""


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), MESSAGES)
def test_messages_stand_at_seven_to_one(name, text, ground):
    palette = load_theme(themes_dir() / name).palette
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 7


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), OTHERS)
def test_all_other_text_stands_at_four_and_a_half(name, text, ground):
    palette = load_theme(themes_dir() / name).palette
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("colour", load_theme(DEFAULT).alert)
def test_alerts_can_be_read(name, colour):
    """The grounds are the officials' own colours: their text is as far from them as black or white can be."""
    ground, text = load_theme(themes_dir() / name).alert[colour]
    assert contrast(ground, text) >= 6.5
    assert contrast(ground, text) >= max(contrast(ground, "#ffffff"), contrast(ground, "#111111")) - 0.1
    # what stands in bars and boxes of its own
    assert contrast("#111111", "#ffffff") >= 7
    assert contrast("#111111", "#ffd84a") >= 7


def test_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#ffffff", "#ff0000") == contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.01)


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("before", "after", "key", "says"),
    [
        ('paper = "#f4efe4"', 'paper = "beige"', "palette.paper", "is not a colour; write #rrggbb"),
        ('paper = "#f4efe4"', "paper = 7", "palette.paper", "is not a colour"),
        ('paper = "#f4efe4"', 'paper = "#fff"', "palette.paper", "is not a colour"),
        ('paper = "#f4efe4"', 'papper = "#f4efe4"', "palette.papper", "unknown token"),
        ('orange = ["#ea7a12", "#111111"]', 'orange = "#ea7a12"', "alert.orange", "two colours"),
        ('orange = ["#ea7a12", "#111111"]', 'orange = ["#ea7a12"]', "alert.orange", "two colours"),
        ('orange = ["#ea7a12", "#111111"]', 'orange = ["#ea7a12", "x"]', "alert.orange", "is not a colour"),
        ('sans = "Noto Sans CJK SC"', 'sans = ""', "fonts.sans", "name of a font"),
        ('sans = "Noto Sans CJK SC"', "sans = 3", "fonts.sans", "name of a font"),
        ("fade_ms = 500", "fade_ms = 5000", "motion.fade_ms", "0 to 2000"),
        ("fade_ms = 500", "fade_ms = true", "motion.fade_ms", "whole number"),
        ("fade_ms = 500", "fade_ms = 0.5", "motion.fade_ms", "whole number"),
        ("clock = 132", "clock = 4", "type.clock", "24 to 400"),
        ("clock = 132", 'clock = "132"', "type.clock", "whole number"),
        ("clock = 132", "clok = 132", "type.clok", "unknown token"),
    ],
)
def test_a_faulty_token_is_named_with_its_line(tmp_path, before, after, key, says):
    text = TEXT.replace(before, after)
    assert text != TEXT
    (tmp_path / "theme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(says)) as caught:
        load_theme(tmp_path)
    assert caught.value.place == f"theme.toml:{line_of(text, after)}"
    assert caught.value.key == key


@pytest.mark.parametrize("key", ["muted", "fade_ms", "serif", "yellow", "heading"])
def test_a_missing_token_is_named_with_its_table(tmp_path, key):
    lines = TEXT.splitlines()
    kept = [line for line in lines if not line.startswith(f"{key} =")]
    assert len(kept) == len(lines) - 1
    (tmp_path / "theme.toml").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(SettingsError, match="missing") as caught:
        load_theme(tmp_path)
    table = caught.value.key.partition(".")[0]
    assert caught.value.key == f"{table}.{key}"
    assert caught.value.place == f"theme.toml:{kept.index(f'[{table}]') + 1}"


@pytest.mark.parametrize("table", ["palette", "alert", "fonts", "motion", "type"])
def test_a_missing_table_is_named(tmp_path, table):
    (tmp_path / "theme.toml").write_text(TEXT.replace(f"[{table}]", "[other]"), encoding="utf-8")
    with pytest.raises(SettingsError):
        load_theme(tmp_path)
    (tmp_path / "theme.toml").write_text(
        re.sub(rf"\[{table}\].*?(?=\n\[|\Z)", "", TEXT, flags=re.DOTALL), encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=rf"write a \[{table}\] table"):
        load_theme(tmp_path)


def test_an_unknown_table_is_named(tmp_path):
    text = TEXT + "\n[sounds]\nbell = 1\n"
    (tmp_path / "theme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="unknown table") as caught:
        load_theme(tmp_path)
    assert caught.value.place == f"theme.toml:{line_of(text, '[sounds]')}"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"palette = [", b""])
def test_a_file_that_is_no_theme(tmp_path, content):
    (tmp_path / "theme.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=re.escape("theme.toml")):
        load_theme(tmp_path)


def test_a_theme_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match="no such file; name a folder under themes/"):
        load_theme(tmp_path / "night")


def test_a_theme_is_what_its_file_says():
    theme = load_theme(DEFAULT)
    assert theme.palette.ink == "#1d2a29"
    assert theme.alert["blue"] == ("#0b4a94", "#ffffff")
    assert theme.fade_ms == 500
    assert theme.type_scale.clock == 132
    assert theme.template.is_file()


def test_qml_declares_precisely_the_tokens_that_are_set():
    import signage.kiosk

    qml = (Path(signage.kiosk.__file__).parent / "qml" / "Signage" / "Glass" / "Tokens.qml").read_text()
    declared = set(re.findall(r"^    property \w+ (\w+)", qml, re.MULTILINE)) - {"shift"}  # kiosk/care.py sets it
    theme = load_theme(DEFAULT)
    for panel in ((1080, 1920), (1920, 1080)):
        assert set(token_values(theme, layout(Panel(width=panel[0], height=panel[1]), theme.type_scale))) == declared


def test_every_tone_that_python_names_is_known_to_qml():
    import signage.kiosk
    from signage.kiosk.present import SERVICE_TONES, TONES

    qml = (Path(signage.kiosk.__file__).parent / "qml" / "Signage" / "Glass" / "Tokens.qml").read_text()
    known = set(re.findall(r'case "(\w+)"', qml)) | {"primary"}
    assert {*TONES.values(), *SERVICE_TONES} <= known


@pytest.mark.parametrize(("name", "said"), [("ink", "ink"), ("primary_text_soft", "primaryTextSoft"), ("a_b", "aB")])
def test_names_in_qml(name, said):
    assert camel(name) == said
