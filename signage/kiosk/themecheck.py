"""What is wrong with a theme: what its files say (`themefile`), and what only Qt can tell: whether its fonts are here,
whether its picture can be drawn and read over, and what its template makes of a notice.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError
from PySide6.QtCore import QSizeF, QUrl
from PySide6.QtGui import QFontDatabase, QImage, QTextDocument

from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Span, Table
from signage.content.fault import Fault
from signage.content.media import Media
from signage.kiosk.layout import Layout, layout
from signage.kiosk.ornament import ornament
from signage.kiosk.ornamentcheck import file_problem, over_picture
from signage.kiosk.panel import Panel
from signage.kiosk.phrases import Phrases
from signage.kiosk.sandbox import body_template
from signage.kiosk.style import Style
from signage.kiosk.theme import Theme
from signage.kiosk.themefile import Reading, in_order, read_placed
from signage.kiosk.typeset import PageDocument, Typesetter

SHAPES = ((1080, 1920), (1920, 1080))
"""Panels that a theme is tried on."""

_PICTURE = Media(sha256="0" * 64, size=1000, mime="image/png", width=800, height=600)

SAMPLE: tuple[Block, ...] = (
    Heading(text="小标题"),
    Paragraph(spans=(Span(text="　　一段话，"), Span(text="其中有重点", strong=True), Span(text="。\n第二行 <b>&"))),
    Listing(items=((Span(text="第一项"),), (Span(text="第二项", strong=True),))),
    Listing(items=((Span(text="先"),), (Span(text="后"),)), ordered=True),
    Table(header=("项目", "金额（元）"), rows=(("停车", "48200"), ("场地", "6300")), right=(1,)),
    Figure(media=_PICTURE, caption="图片说明"),
    Figure(media=_PICTURE),
    Paragraph(spans=(Span(text="完。"),)),
)
"""A body with every kind of block."""


def check_theme(folder: Path) -> Reading:
    """The theme in `folder` with every fault that can be found without residents. Needs a `QGuiApplication`."""
    reading = read_placed(folder)
    theme = reading.theme
    if theme is None:
        return reading
    found = (*reading.faults, *_font_faults(theme, reading), *_picture_faults(theme, reading), *_trial_faults(theme))
    return Reading(theme, in_order(found, reading.folders), reading.places, reading.folders)


def _at(reading: Reading, field: str, problem: str) -> Fault:
    file, line = reading.places.get(field, (str(reading.folders[0]), 0))
    return Fault(file=file, line=line, field=field, problem=problem)


def _font_faults(theme: Theme, reading: Reading) -> Iterator[Fault]:
    families = QFontDatabase.families()
    for field, family in (("fonts.sans", theme.sans), ("fonts.serif", theme.serif)):
        if family in families:
            continue
        near = difflib.get_close_matches(family, families, 1)
        mend = f"did you mean {near[0]!r}?" if near else "install it: the default's are in fonts-noto-cjk"
        yield _at(reading, field, f"no font {family!r} on this machine; {mend}")


def _picture_faults(theme: Theme, reading: Reading) -> Iterator[Fault]:
    if theme.picture is None:
        return
    files = {"picture.file": theme.picture.file, "picture.panel_file": theme.picture.panel_file}
    for field, file in files.items():
        if (problem := file_problem(file)) is not None:
            yield _at(reading, field if field in reading.places else "picture.file", problem)
            return
    for shape, field in zip(SHAPES, files, strict=True):
        drawn = ornament(theme.picture, _panel(theme, shape))
        for problem in over_picture(drawn, theme.palette) if drawn else ():
            yield _at(reading, field if field in reading.places else "picture.file", problem)


def _trial_faults(theme: Theme) -> Iterator[Fault]:
    """What comes of setting a notice with the theme's own template, on each shape."""
    file = theme.template
    try:
        template = body_template(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError, TemplateError):
        return  # named before
    foreign: set[str] = set()
    for shape in SHAPES:
        panel = _panel(theme, shape)
        typesetter = Typesetter(Style(theme, panel, Phrases()), lambda _: None)
        document = PageDocument()
        try:
            markup = template.render(typesetter.values(SAMPLE))
        except TemplateError as error:
            yield Fault(file=str(file), line=template.line_of(error), problem=f"setting a notice fails: {error}")
            return
        blank = QImage(8, 6, QImage.Format.Format_RGB32)
        kind = QTextDocument.ResourceType.ImageResource.value
        document.addResource(kind, QUrl(f"media:{_PICTURE.sha256}"), blank)
        document.setPageSize(QSizeF(panel.page.width, panel.page.height))
        document.setHtml(markup)
        text = document.toPlainText()
        document.pageCount()
        foreign |= set(document.foreign)
        lost = [said for said in ("小标题", "其中有重点", "第二项", "48200", "图片说明", "完。") if said not in text]
        if lost:
            yield Fault(file=str(file), problem=f"“{lost[0]}” of a notice is not on the page: every block must be set")
            return
    for name in sorted(foreign):
        own = 'src="media:{{ block.media.sha256 }}"'
        problem = f"asks for {name!r}; a page shows a notice's own pictures only, {own}"
        yield Fault(file=str(file), problem=problem)


def _panel(theme: Theme, shape: tuple[int, int]) -> Layout:
    return layout(Panel(width=shape[0], height=shape[1]), theme.type_scale)
