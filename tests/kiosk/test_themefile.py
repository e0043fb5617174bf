"""Reading themes: one over another, every fault at once, each with file, line, token and what would be right."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.fault import Level
from signage.kiosk.contrast import contrast
from signage.kiosk.theme import Place
from signage.kiosk.themefile import MAX_BYTES, read_placed, read_theme
from signage.kiosk.themetokens import TABLES, TYPE_BOUNDS, colour
from signage.paths import themes_dir

DEFAULT = themes_dir() / "default"
TEXT = (DEFAULT / "theme.toml").read_text(encoding="utf-8")
TEMPLATE = (DEFAULT / "body.html.j2").read_text(encoding="utf-8")
ABOUT = '[about]\nname = "试"\n'


def write(folder: Path, text: str, **files: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        file = folder / name.replace("_", ".")
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def extending(folder: Path, text: str, base: str = "default") -> Path:
    return write(folder, f'extends = "{base}"\n{ABOUT}{text}')


def whole(folder: Path, text: str) -> Path:
    """A theme that extends nothing."""
    write(folder, text)
    (folder / "body.html.j2").write_text(TEMPLATE, encoding="utf-8")
    return folder


def line_of(folder: Path, part: str) -> int:
    lines = (folder / "theme.toml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if part in line)


def only(folder: Path):
    """The one fault of the theme in `folder`, and the theme."""
    theme, faults = read_theme(folder)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return theme, faults[0]


# One over another


def test_a_theme_says_only_what_differs(tmp_path):
    folder = extending(tmp_path / "mine", '[palette]\naccent = "#8A1111"\n[motion]\nfade_ms = 0\n')
    theme, faults = read_theme(folder)
    base, _ = read_theme(DEFAULT)
    assert faults == ()
    assert (theme.palette.accent, theme.palette.ink) == ("#8a1111", base.palette.ink)
    assert (theme.fade_ms, theme.type_scale, theme.alert) == (0, base.type_scale, base.alert)
    assert (theme.name, theme.folder, theme.bases) == ("mine", folder, (DEFAULT,))
    assert theme.template == DEFAULT / "body.html.j2"
    assert theme.templates == (DEFAULT / "body.html.j2",)


def test_a_theme_extends_one_that_extends_another(tmp_path):
    extending(tmp_path / "a", '[palette]\naccent = "#8a1111"\ngold = "#6b4a00"\n')
    folder = extending(tmp_path / "b", '[palette]\ngold = "#5b4000"\n', base="a")
    (folder / "body.html.j2").write_text("{{ blocks|length }}")
    theme, faults = read_theme(folder)
    assert faults == ()
    assert (theme.palette.accent, theme.palette.gold) == ("#8a1111", "#5b4000")
    assert theme.bases == (tmp_path / "a", DEFAULT)
    assert theme.templates == (folder / "body.html.j2", DEFAULT / "body.html.j2")


def test_a_theme_beside_it_comes_before_a_shipped_one(tmp_path):
    whole(tmp_path / "default", TEXT.replace("fade_ms = 500", "fade_ms = 77"))
    assert read_theme(extending(tmp_path / "mine", ""))[0].fade_ms == 77


def test_a_themes_name_is_its_own(tmp_path):
    folder = write(tmp_path / "mine", 'extends = "default"\n[motion]\nfade_ms = 3\n')
    theme, fault = only(folder)
    assert theme.about.name == "mine", "and not the name of what it extends"
    assert (fault.field, fault.level) == ("about.name", Level.WARNING)


def test_a_theme_that_extends_nothing(tmp_path):
    theme, faults = read_theme(whole(tmp_path / "own", TEXT))
    assert faults == ()
    assert theme.bases == ()


def test_windows_editors_mark_their_files(tmp_path):
    folder = extending(tmp_path / "mine", "[motion]\nfade_ms = 3\n")
    file = folder / "theme.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    theme, faults = read_theme(folder)
    assert faults == ()
    assert theme.fade_ms == 3


# What it extends


def test_themes_that_extend_each_other(tmp_path):
    extending(tmp_path / "a", "", base="b")
    extending(tmp_path / "b", "", base="c")
    theme, fault = only(extending(tmp_path / "c", "", base="a"))
    assert theme is None
    assert fault.field == "extends"
    assert "c → a → b → c" in fault.problem
    assert fault.file == str(tmp_path / "b" / "theme.toml")
    assert fault.line == 1


def test_a_theme_that_extends_itself(tmp_path):
    theme, fault = only(extending(tmp_path / "a", "", base="a"))
    assert theme is None
    assert "a → a" in fault.problem


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ('"defualt"', "did you mean default?"),
        ('"zzz"', "known are "),
        ('"../default"', "no theme '../default'"),
        ('""', "no theme ''"),
        ("3", "no theme 3"),
        ('["default"]', "no theme ['default']"),
    ],
)
def test_a_theme_that_extends_what_is_not_there(tmp_path, said, says):
    theme, fault = only(write(tmp_path / "mine", f"{ABOUT}".replace("[about]", f"extends = {said}\n[about]")))
    assert theme is None
    assert (fault.field, fault.line) == ("extends", 1)
    assert says in fault.problem


def test_what_is_wrong_with_what_it_extends_is_named_there(tmp_path):
    base = extending(tmp_path / "a", '[palette]\nink = "black"\n')
    theme, fault = only(extending(tmp_path / "b", "", base="a"))
    assert theme is None
    assert (fault.file, fault.line, fault.field) == (str(base / "theme.toml"), line_of(base, "ink"), "palette.ink")


# Tokens


@pytest.mark.parametrize(
    ("before", "after", "field", "says"),
    [
        ('paper = "#f4efe4"', 'paper = "beige"', "palette.paper", "'beige' is not a colour; write #rrggbb"),
        ('paper = "#f4efe4"', "paper = 7", "palette.paper", "is not a colour"),
        ('paper = "#f4efe4"', 'paper = "#fff"', "palette.paper", "here #ffffff"),
        ('paper = "#f4efe4"', 'paper = "#f4efe4ff"', "palette.paper", "is not a colour"),
        ('paper = "#f4efe4"', "paper = 2026-01-01", "palette.paper", "is not a colour"),
        ('orange = ["#f08418", "#111111"]', 'orange = "#f08418"', "alert.orange", "[ground, text], two colours"),
        ('orange = ["#f08418", "#111111"]', 'orange = ["#f08418"]', "alert.orange", "two colours"),
        ('orange = ["#f08418", "#111111"]', 'orange = ["#f08418", "x"]', "alert.orange", "is not a colour"),
        ('orange = ["#f08418", "#111111"]', 'orange = {ground = "#f08418"}', "alert.orange", "two colours"),
        ('sans = "Noto Sans CJK SC"', 'sans = ""', "fonts.sans", "name of a font"),
        ('sans = "Noto Sans CJK SC"', "sans = 3", "fonts.sans", "name of a font"),
        ('sans = "Noto Sans CJK SC"', 'sans = "a\'; color: red"', "fonts.sans", "no font family's name"),
        ("fade_ms = 500 ", "fade_ms = 5000 ", "motion.fade_ms", "0 to 2000"),
        ("fade_ms = 500 ", "fade_ms = true ", "motion.fade_ms", "whole number"),
        ("fade_ms = 500 ", "fade_ms = 0.5 ", "motion.fade_ms", "whole number"),
        ("radius = 28", "radius = 49", "spacing.radius", "0 to 48"),
        ("gap = 20", "gap = 7", "spacing.gap", "8 to 32"),
        ("margin = 40", "margin = 65", "spacing.margin", "24 to 64"),
        ("grey = false", "grey = 0", "media.grey", "neither true nor false"),
        ("brightness = 100", "brightness = 39", "media.brightness", "40 to 100"),
        ("clock = 132", "clock = 4", "type.clock", "90 to 160"),
        ("clock = 132", 'clock = "132"', "type.clock", "whole number"),
        ("fact = 52", "fact = 47", "type.fact", "48 to 72"),
        ('name = "白天"', 'name = ""', "about.name", "1 to 12 characters"),
        ('name = "白天"', 'name = "一个长得放不下的主题名字呀"', "about.name", "1 to 12 characters"),
        ('name_en = "Day"', "name_en = 1", "about.name_en", "at most 24"),
    ],
)
def test_a_faulty_token_is_named_with_its_line(tmp_path, before, after, field, says):
    text = TEXT.replace(before, after)
    assert text != TEXT
    folder = whole(tmp_path / "own", text)
    theme, fault = only(folder)
    assert theme is None
    assert (fault.file, fault.line, fault.field) == (str(folder / "theme.toml"), line_of(folder, after.strip()), field)
    assert says in fault.problem


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ('[palette]\npapper = "#ffffff"\n', "palette.papper", "did you mean paper?"),
        ("[type]\nclok = 132\n", "type.clok", "did you mean clock?"),
        ("[palette]\nfade_ms = 3\n", "palette.fade_ms", "it belongs under [motion]"),
        ("[palette]\nxyz = 3\n", "palette.xyz", "unknown token; known are paper"),
        ("[pallete]\n", "pallete", "did you mean palette?"),
        ("[sounds]\nbell = 1\n", "sounds", "unknown table; known are about"),
        ("[palette]\nink.dark = 1\n", "palette.ink", "is not a colour"),
        ("[[palette]]\n", "palette", "write [palette] on a line of its own"),
        ('[picture]\nplace = "top"\n', "picture.place", "write header, foot, corner"),
        ('[picture]\nfile = "../default/theme.toml"\n', "picture.file", "a file in this folder"),
        ('[picture]\nfile = "/etc/passwd"\n', "picture.file", "a file in this folder"),
        ('[picture]\nfile = ".hidden.svg"\n', "picture.file", "a file in this folder"),
        ("[picture]\nfile = 3\n", "picture.file", "a file in this folder"),
    ],
)
def test_what_is_not_known_is_named_with_what_may_be_meant(tmp_path, text, field, says):
    folder = extending(tmp_path / "mine", text)
    theme, fault = only(folder)
    assert theme is None
    assert fault.field == field
    assert fault.line == line_of(folder, text.splitlines()[0 if says.startswith("unknown table") else -1])
    assert says in fault.problem


def test_a_token_outside_of_any_table(tmp_path):
    _, fault = only(write(tmp_path / "mine", f'extends = "default"\nfade_ms = 3\n{ABOUT}'))
    assert (fault.line, fault.field) == (2, "fade_ms")
    assert "it belongs under [motion]" in fault.problem
    _, fault = only(write(tmp_path / "other", f'extends = "default"\npalette = "dark"\n{ABOUT}'))
    assert (fault.line, fault.field) == (2, "palette")
    assert "is no table" in fault.problem


@pytest.mark.parametrize("key", ["muted", "fade_ms", "serif", "yellow", "heading", "radius", "grey"])
def test_a_missing_token_is_named_with_its_table(tmp_path, key):
    lines = TEXT.splitlines()
    kept = [line for line in lines if not line.startswith(f"{key} =")]
    assert len(kept) == len(lines) - 1
    theme, fault = only(whole(tmp_path / "own", "\n".join(kept)))
    assert theme is None
    table = fault.field.partition(".")[0]
    assert fault.field == f"{table}.{key}"
    assert fault.line == kept.index(f"[{table}]") + 1
    assert 'extends = "default"' in fault.problem


@pytest.mark.parametrize("table", ["palette", "alert", "fonts", "motion", "spacing", "media", "type"])
def test_a_missing_table_is_named_once(tmp_path, table):
    text = re.sub(rf"\[{table}\].*?(?=\n\[|\Z)", "", TEXT, flags=re.DOTALL)
    theme, fault = only(whole(tmp_path / "own", text))
    assert theme is None
    assert fault.field == table
    assert f"write a [{table}] table" in fault.problem


def test_a_theme_that_says_nothing_at_all(tmp_path):
    theme, faults = read_theme(write(tmp_path / "own", ""))
    assert theme is None
    assert {fault.field for fault in faults} == set(TABLES) - {"about", "picture"}


def test_every_fault_is_named_at_once_in_the_order_of_the_file(tmp_path):
    text = '[palette]\npaper = "beige"\nmute = "#555555"\n[motion]\nfade_ms = -1\n[sound]\nx = 1\n[fonts]\nsans = 1\n'
    theme, faults = read_theme(extending(tmp_path / "mine", text))
    assert theme is None
    assert [fault.field for fault in faults] == [
        "palette.paper",
        "palette.mute",
        "motion.fade_ms",
        "sound",
        "fonts.sans",
    ]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


# Files


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"[palette]\npaper = beige\n", 2, "no TOML"),
        (b"palette = [", 1, "no TOML"),
        (b"[a]\n[b]\n[a]\n", 3, "no TOML"),
        (b"\xff\xfe", 0, "save it as UTF-8"),
        (b"a = " + b"[" * 5000, 0, "cannot be read"),
        (b"a = " + b"9" * 5000, 0, "cannot be read"),
        (b"#" * (MAX_BYTES + 1), 0, "this is no theme"),
    ],
)
def test_a_file_that_is_no_theme(tmp_path, content, line, says):
    (tmp_path / "theme.toml").write_bytes(content)
    theme, fault = only(tmp_path)
    assert theme is None
    assert fault.line == line
    assert says in fault.problem


def test_a_theme_that_is_not_there(tmp_path):
    theme, fault = only(tmp_path / "nowhere")
    assert theme is None
    assert "no such file; `signage theme list`" in fault.problem


def test_a_folder_in_the_files_place(tmp_path):
    (tmp_path / "theme.toml").mkdir()
    theme, fault = only(tmp_path)
    assert theme is None
    assert "cannot be read" in fault.problem


def test_a_theme_without_any_template(tmp_path):
    theme, fault = only(write(tmp_path / "own", TEXT))
    assert theme is None
    assert fault.file == str(tmp_path / "own" / "body.html.j2")


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("a\n{% if %}", 2, "Expected an expression"),
        ("\n\n{% include 'x' %}", 3, "includes nothing"),
        ("{{ text|safe }}", 1, "safe"),
    ],
)
def test_a_template_that_will_not_do_leaves_the_one_that_it_extends(tmp_path, template, line, says):
    folder = extending(tmp_path / "mine", "")
    (folder / "body.html.j2").write_text(template)
    theme, fault = only(folder)
    assert theme is not None
    assert theme.templates[-1] == DEFAULT / "body.html.j2"
    assert (fault.file, fault.line) == (str(folder / "body.html.j2"), line)
    assert says in fault.problem


def test_a_template_that_is_no_text(tmp_path):
    folder = extending(tmp_path / "mine", "")
    (folder / "body.html.j2").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in only(folder)[1].problem


# Pictures


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"></svg>'


def test_a_picture_and_its_other_on_the_panel(tmp_path):
    text = '[picture]\nfile = "a.svg"\npanel_file = "b.svg"\nplace = "foot"\n'
    folder = write(tmp_path / "mine", f'extends = "default"\n{ABOUT}{text}', a_svg=SVG, b_svg=SVG)
    picture = read_theme(folder)[0].picture
    assert (picture.place, picture.file, picture.panel_file) == (Place.FOOT, folder / "a.svg", folder / "b.svg")


def test_a_picture_alone_serves_both_shapes(tmp_path):
    folder = write(tmp_path / "mine", f'extends = "default"\n{ABOUT}[picture]\nfile = "a.svg"\n', a_svg=SVG)
    picture = read_theme(folder)[0].picture
    assert (picture.place, picture.file, picture.panel_file) == (Place.CORNER, folder / "a.svg", folder / "a.svg")


def test_a_picture_is_inherited_replaced_and_taken_away(tmp_path):
    text = '[picture]\nfile = "a.svg"\npanel_file = "b.svg"\n'
    base = write(tmp_path / "base", f'extends = "default"\n{ABOUT}{text}', a_svg=SVG, b_svg=SVG)
    heir = read_theme(extending(tmp_path / "heir", "", base="base"))[0].picture
    assert (heir.file, heir.panel_file) == (base / "a.svg", base / "b.svg")
    folder = extending(tmp_path / "other", '[picture]\nfile = "c.svg"\n', base="base")
    (folder / "c.svg").write_text(SVG)
    other = read_theme(folder)[0].picture
    assert (other.file, other.panel_file) == (folder / "c.svg", folder / "c.svg")
    assert read_theme(extending(tmp_path / "none", '[picture]\nfile = ""\n', base="base"))[0].picture is None


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("a.svg", None, "no file a.svg"),
        ("a.gif", b"GIF89a", "neither .svg nor .png"),
        ("a.svg", b" " * 200_001, "at most 200,000"),
        ("a.png", b" " * 2_000_001, "at most 2,000,000"),
    ],
)
def test_a_picture_that_will_not_do_is_left_away(tmp_path, file, content, says):
    folder = extending(tmp_path / "mine", f'[picture]\nplace = "header"\nfile = "{file}"\n')
    if content is not None:
        (folder / file).write_bytes(content)
    theme, fault = only(folder)
    assert theme is not None
    assert theme.picture is None
    assert (fault.field, fault.line) == ("picture.file", line_of(folder, file))
    assert says in fault.problem


# Legibility


def test_a_text_below_its_floor_is_named_where_it_is_said_with_what_would_do(tmp_path):
    folder = extending(tmp_path / "mine", '[palette]\nmuted = "#999999"\n')
    theme, faults = read_theme(folder)
    assert theme is not None, "it can be drawn"
    assert {(fault.field, fault.line) for fault in faults} == {("palette.muted", line_of(folder, "muted"))}
    for fault in faults:
        found = re.search(r"(#\w{6}) would do for muted", fault.problem)
        ground = re.search(r"on \w+ (#\w{6})", fault.problem)
        assert found
        assert ground
        assert contrast(found[1], ground[1]) >= 4.5


def test_a_ground_that_swallows_its_texts_is_named_itself(tmp_path):
    folder = extending(tmp_path / "mine", '[palette]\ncard = "#8a8a8a"\n')
    _, faults = read_theme(folder)
    assert faults
    assert {fault.line for fault in faults} == {line_of(folder, "card")}


def test_what_the_base_says_wrongly_is_named_in_the_base(tmp_path):
    base = extending(tmp_path / "a", '[palette]\nmuted = "#999999"\n')
    _, faults = read_theme(extending(tmp_path / "b", '[palette]\nline = "#cccccc"\n', base="a"))
    assert {fault.file for fault in faults} == {str(base / "theme.toml")}


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ('red = ["#b0111c", "#888888"]', "7:1 is the floor"),
        ('red = ["#22508a", "#ffffff"]', "is not red: residents know an official signal by its colour"),
        ('yellow = ["#c9c9c9", "#111111"]', "is not yellow"),
        ('blue = ["#0a5c2a", "#ffffff"]', "is not blue"),
        ('orange = ["#f7c600", "#111111"]', "is not orange"),
    ],
)
def test_a_signal_keeps_its_colour_and_its_words(tmp_path, pair, says):
    folder = extending(tmp_path / "mine", f"[alert]\n{pair}\n")
    theme, fault = only(folder)
    assert theme is not None
    assert (fault.field, fault.line) == (f"alert.{pair.partition(' ')[0]}", line_of(folder, pair))
    assert says in fault.problem


# Whatever is written


@given(st.text(max_size=200))
def test_whatever_is_written_is_answered(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("theme")
    (folder / "theme.toml").write_text(text, encoding="utf-8")
    theme, faults = read_theme(folder)
    assert theme is None
    assert faults


SCALARS = st.booleans() | st.integers(-5, 5) | st.text("#abc0\"'", max_size=8)
JUNK = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@given(st.sampled_from([(table, key) for table, tokens in TABLES.items() for key in tokens]), JUNK)
def test_whatever_a_token_is_given_is_taken_or_refused(place, value):
    table, key = place
    with contextlib.suppress(ValueError):  # and nothing else
        TABLES[table][key](value)


@given(st.integers(0, 0xFFFFFF), st.booleans())
def test_every_colour_is_one(value, capital):
    text = f"#{value:06x}"
    assert colour(text.upper() if capital else text) == text


def test_the_default_theme_lies_within_the_bounds():
    theme, _ = read_theme(DEFAULT)
    for key, (low, high) in TYPE_BOUNDS.items():
        assert low <= getattr(theme.type_scale, key) <= high


def test_each_token_has_its_place(tmp_path):
    folder = extending(tmp_path / "mine", "[motion]\nfade_ms = 3\n")
    places = read_placed(folder).places
    assert places["motion.fade_ms"] == (str(folder / "theme.toml"), line_of(folder, "fade_ms"))
    assert places["fonts.sans"] == (str(DEFAULT / "theme.toml"), line_of(DEFAULT, "sans ="))
