"""What only Qt can tell of a theme: its fonts, its picture, and what its template makes of a notice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from signage.kiosk.ornamentcheck import MAX_SIDE, file_problem
from signage.kiosk.themecheck import check_theme
from signage.paths import themes_dir

TEMPLATE = (themes_dir() / "default" / "body.html.j2").read_text(encoding="utf-8")
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg {NAMESPACES} viewBox="0 0 400 200" width="400" height="200">'
A, USE_A = '<g id="a"><path/></g>', '<use xlink:href="#a"/>'


def theme(folder: Path, text: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "theme.toml").write_text(f'extends = "default"\n[about]\nname = "试"\n{text}', encoding="utf-8")
    return folder


def faults(folder: Path):
    return check_theme(folder).faults


def with_template(tmp_path: Path, template: str) -> Path:
    folder = theme(tmp_path / "mine")
    (folder / "body.html.j2").write_text(template, encoding="utf-8")
    return folder


# Fonts


@pytest.mark.parametrize(
    ("family", "says"),
    [("Noto Sans CJK CS", "did you mean 'Noto Sans CJK"), ("Zapfino", "fonts-noto-cjk")],
)
def test_a_font_that_is_not_here(qapp, tmp_path, family, says):
    (fault,) = faults(theme(tmp_path / "mine", f'[fonts]\nsans = "{family}"\n'))
    assert (fault.field, fault.line) == ("fonts.sans", 5)
    assert repr(family) in fault.problem
    assert says in fault.problem


# Pictures


def pictured(tmp_path: Path, svg: str, panel: str | None = None, place: str = "header") -> Path:
    text = f'[picture]\nplace = "{place}"\nfile = "a.svg"\n' + ('panel_file = "b.svg"\n' if panel else "")
    folder = theme(tmp_path / "mine", text)
    (folder / "a.svg").write_text(svg, encoding="utf-8")
    if panel:
        (folder / "b.svg").write_text(panel, encoding="utf-8")
    return folder


def disc(colour: str) -> str:
    return f'{HEAD}<circle cx="200" cy="120" r="70" fill="{colour}"/></svg>'


def test_a_faint_picture_on_both_grounds(qapp, tmp_path):
    assert faults(pictured(tmp_path, disc("#efe6d2"), disc("#1b5349"))) == ()


@pytest.mark.parametrize("place", ["header", "foot", "corner"])
def test_a_picture_that_swallows_what_lies_over_it(qapp, tmp_path, place):
    found = faults(pictured(tmp_path, disc("#777777"), disc("#1b5349"), place))
    assert {(fault.field, fault.line) for fault in found} == {("picture.file", 6)}
    problems = " ".join(fault.problem for fault in found)
    for part in ("ink #1d2a29", "muted #56605d", "over its #777777", "7:1 is the floor", "4.5:1 is the floor"):
        assert part in problems


def test_the_panel_has_its_own_ground_and_texts(qapp, tmp_path):
    found = faults(pictured(tmp_path, disc("#efe6d2"), disc("#5f9c8f")))
    assert {(fault.field, fault.line) for fault in found} == {("picture.panel_file", 7)}
    assert any("primary_text #ffffff" in fault.problem for fault in found)


def test_one_picture_for_both_is_measured_on_both(qapp, tmp_path):
    found = faults(pictured(tmp_path, disc("#efe6d2")))
    assert {fault.field for fault in found} == {"picture.file"}
    assert all("primary_text" in fault.problem for fault in found)


def test_what_is_half_transparent_is_measured_as_it_looks(qapp, tmp_path):
    veil = disc("#000000").replace("<circle", '<circle opacity="0.05"')
    assert faults(pictured(tmp_path, veil, disc("#1b5349"))) == ()


def test_at_the_glasss_edge_a_picture_may_be_strong(qapp, tmp_path):
    """A header's picture fills 1080×218 of the drawing: the upper 28 are free of words, the rest is not."""
    svg = HEAD.replace("400", "1080").replace("200", "218")
    assert (
        faults(pictured(tmp_path, f'{svg}<rect width="1080" height="26" fill="#b0111c"/></svg>', disc("#1b5349"))) == ()
    )
    low = f'{svg}<rect width="1080" height="40" fill="#b0111c"/></svg>'
    assert {fault.field for fault in faults(pictured(tmp_path, low, disc("#1b5349")))} == {"picture.file"}


@pytest.mark.parametrize(
    ("svg", "says"),
    [
        ("no picture at all", "is no XML"),
        (f"{HEAD}<circle", "is no XML"),
        ("", "is no XML"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}</svg>', "DOCTYPE or an entity"),
        (f'{HEAD}<image href="file:///etc/x.png"/></svg>', "has a <image>"),
        (f"{HEAD}<script>alert(1)</script></svg>", "has a <script>"),
        (f"{HEAD}<foreignObject/></svg>", "has a <foreignObject>"),
        (f"{HEAD}<text>字</text></svg>", "has a <text>"),
        (f"{HEAD}<style>@import url(x.css)</style></svg>", "has a <style>"),
        (f'{HEAD}<filter id="f"/></svg>', "has a <filter>"),
        (f'{HEAD}<use xlink:href="other.svg#a"/></svg>', "'other.svg#a', outside of it"),
        (f'{HEAD}<use href="http://host/a.svg#a"/></svg>', "outside of it"),
        (f'{HEAD}<rect fill="url(http://host/a.svg#a)"/></svg>', "outside of it"),
        (f"{HEAD}<rect style=\"fill: url('a.svg#a')\"/></svg>", "outside of it"),
        (f'{HEAD}<use xlink:href="#nothing"/></svg>', "is not there"),
        (f'{HEAD}{A}<g id="b">{USE_A}{USE_A}</g><use xlink:href="#b"/></svg>', "uses others"),
        (f'{HEAD}<g id="a"><use xlink:href="#a"/></g></svg>', "uses others"),
        (f"{HEAD}{A.replace('<path/>', '<path/>' * 50)}{USE_A * 50}</svg>", "things; at most 2,000"),
        (f"{HEAD}{'<g>' * 3000}{'</g>' * 3000}</svg>", "things; at most"),
    ],
)
def test_an_svg_that_is_none_or_reaches_out_of_itself(qapp, tmp_path, svg, says):
    (fault,) = faults(pictured(tmp_path, svg))
    assert (fault.field, fault.line) == ("picture.file", 6)
    assert says in fault.problem


def test_an_svg_may_refer_to_its_own_parts(qapp, tmp_path):
    gradient = '<linearGradient id="g"><stop stop-color="#efe6d2"/></linearGradient>'
    parts = f'<defs>{gradient}<g id="a"><path d="M0 0h9v9z"/></g></defs>'
    svg = f'{HEAD}{parts}<rect width="9" height="9" fill="url(#g)"/><use xlink:href="#a" fill="#efe6d2"/></svg>'
    (tmp_path / "a.svg").write_text(svg)
    assert file_problem(tmp_path / "a.svg") is None


def png(file: Path, width: int, height: int) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#efe6d2"))
    assert image.save(str(file))


def test_pngs(qapp, tmp_path):
    png(tmp_path / "good.png", 40, 20)
    assert file_problem(tmp_path / "good.png") is None
    png(tmp_path / "huge.png", MAX_SIDE + 1, 1)
    assert f"at most {MAX_SIDE} a side" in str(file_problem(tmp_path / "huge.png"))
    (tmp_path / "none.png").write_bytes(b"no picture")
    assert "cannot be drawn" in str(file_problem(tmp_path / "none.png"))
    whole = (tmp_path / "good.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    assert "cannot be drawn" in str(file_problem(tmp_path / "cut.png"))


# Templates


def test_a_template_of_ones_own(qapp, tmp_path):
    assert faults(with_template(tmp_path, TEMPLATE.replace("font-weight:500", "font-weight:600"))) == ()


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("\n{{ blocks[0].year.month }}", 2, "has no attribute"),
        ("\n\n{{ colour.ink }}", 3, "'colour' is undefined"),
        ("{% for block in blocks %}\n{{ block.text }}\n{% endfor %}", 2, "'text'"),
        ("{{ blocks.__class__ }}", 1, "unsafe"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", 1, "steps"),
    ],
)
def test_a_template_that_fails_on_a_notice(qapp, tmp_path, template, line, says):
    folder = with_template(tmp_path, template)
    (fault,) = faults(folder)
    assert (fault.file, fault.line) == (str(folder / "body.html.j2"), line)
    assert says in fault.problem


@pytest.mark.parametrize(
    "source",
    [
        "/etc/picture.png",
        "file:///etc/picture.png",
        "http://127.0.0.1/x.png",
        "qrc:/x.png",
        "media:other",
        "../../x.png",
    ],
)
def test_a_template_that_asks_for_files(qapp, tmp_path, source):
    folder = with_template(tmp_path, TEMPLATE.replace("</body>", f'<img src="{source}"/></body>'))
    (fault,) = faults(folder)
    assert fault.file == str(folder / "body.html.j2")
    assert f"asks for {source!r}" in fault.problem


def test_a_template_that_asks_for_a_style_sheet_or_a_ground(qapp, tmp_path):
    page = TEMPLATE.replace("<html>", "<html><style>@import url(/etc/x.css);</style>")
    page = page.replace('<body style="', '<body style="background-image:url(/etc/y.png); ')
    problems = " ".join(fault.problem for fault in faults(with_template(tmp_path, page)))
    assert "/etc/x.css" in problems
    assert "/etc/y.png" in problems


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ('block.block == "table"', "48200"),
        ('block.block == "list"', "第二项"),
        ('block.block == "heading"', "小标题"),
        ('block.block == "figure"', "图片说明"),
    ],
)
def test_a_template_that_leaves_a_kind_of_block_out(qapp, tmp_path, left_out, says):
    (fault,) = faults(with_template(tmp_path, TEMPLATE.replace(left_out, "false")))
    assert f"“{says}” of a notice is not on the page" in fault.problem
