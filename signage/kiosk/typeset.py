"""The page typesetter: a notice's blocks → Jinja2 → Qt rich text → `QTextDocument`, split into pages that fit.

Runs on the press, one worker thread, so that a long text never holds a frame. Staff text may have any length; a page
never cuts a line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import TemplateError
from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QImageReader,
    QPainter,
    QPalette,
    QTextDocument,
    QTextOption,
)

from signage.content.body import Block, block_text
from signage.content.media import Media
from signage.content.notice import Item, Notice, Poster, Video
from signage.errors import SettingsError
from signage.kiosk.sandbox import BodyTemplate, body_template
from signage.kiosk.style import Style
from signage.kiosk.theme import Theme
from signage.kiosk.tint import tinted

PROPORTIONAL = ("pwid", "palt")
"""OpenType features: a Chinese font's quotes, apostrophes and dots, no wider than the letters of another language."""

_log = logging.getLogger(__name__)

MAX_PAGES = 40
"""Pages of one notice that can be read on the glass; the rest is behind its QR."""

SETTINGS = ((1.0, 144), (0.94, 138), (0.89, 130))
"""Settings tried, the most comfortable first: a share of the theme's size, and leading in percent. The first that needs
no page more than the tightest does is taken: two lines alone on a last page help nobody."""

BLUR = 12
"""Pixels that a picture is boiled down to for the blurred ground of a poster."""

LIST_INDENT = 1.35
"""Indent of a list in ems: room for a number of two digits and its point."""


Part = int | Media
"""What is typeset of an item: a page of its body by number from 0 (a poster is its own page 0), or one of its pictures
alone, as large as the stage takes it."""


@dataclass(frozen=True)
class Page:
    """One part of an item. `count` is how many pages there are; `characters` are on this one."""

    style: Style
    item: Item
    part: Part
    count: int
    characters: int
    image: QImage


@dataclass(frozen=True)
class TypesetFailed:
    """An item that could not be typeset, and why."""

    style: Style
    item: Item
    part: Part
    problem: str


Typeset = Page | TypesetFailed


@dataclass(frozen=True)
class Fit:
    """A picture's size on the page, in pixels."""

    width: int
    height: int


class Typesetter:
    """Typesets single pages in one style."""

    def __init__(self, style: Style, media_path: Callable[[Media], Path | None]) -> None:
        self._style = style
        self._theme = style.theme
        self._layout = style.layout
        self._media_path = media_path
        self._templates = _templates(style.theme)
        self._problems: set[str] = set()

    def values(self, blocks: tuple[Block, ...], share: float = 1.0, leading: int = 144) -> dict[str, Any]:
        """What a template is given to set `blocks`, its body at `share` of the theme's size."""
        px, scale = self._layout.px, self._theme.type_scale
        body = scale.body * share
        return {
            "blocks": [_plain(block) for block in blocks],
            "palette": asdict(self._theme.palette),
            "sans": self._theme.sans,
            "serif": self._theme.serif,
            "size": {
                "body": px(body),
                "heading": px(scale.heading),
                "table": px(body * 0.86),
                "small": px(scale.small),
                "gap": px(body * 0.55),
                "cell": px(16),
                "leading": leading,
            },
            "fit": self._fit,
        }

    def markup(self, blocks: tuple[Block, ...], share: float = 1.0, leading: int = 144) -> str:
        """`blocks` as Qt rich text. Raises: `TemplateError` where even the last template fails."""
        values = self.values(blocks, share, leading)
        *own, last = self._templates
        for template in own:
            try:
                return template.render(values)
            except TemplateError as error:
                # what staff wrote is read by residents, whatever a theme's author did
                problem = f"{template.file}:{template.line_of(error)}: {error}"
                if problem not in self._problems:
                    self._problems.add(problem)
                    _log.warning("%s; set by the template of a theme that it extends", problem)
        return last.render(values)

    def page(self, notice: Notice, index: int) -> Page:
        """Page `index` of `notice`, painted on the card's colour; the last page where `index` is beyond it."""
        page = self._layout.page
        document = self._document(notice, *SETTINGS[0])
        for share, leading in SETTINGS[1:]:
            if document.pageCount() > 1:
                tighter = self._document(notice, share, leading)
                document = tighter if tighter.pageCount() < document.pageCount() else document
        count = max(1, min(document.pageCount(), MAX_PAGES))
        index = max(0, min(index, count - 1))
        image = QImage(page.width, page.height, QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.palette.card if self._layout.portrait else self._theme.palette.paper))
        painter = QPainter(image)
        try:
            painter.setRenderHints(QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(0, -index * page.height)
            context = QAbstractTextDocumentLayout.PaintContext()
            context.clip = QRectF(0, index * page.height, page.width, page.height)
            colours = QPalette()
            colours.setColor(QPalette.ColorRole.Text, QColor(self._theme.palette.ink))
            context.palette = colours
            painter.setClipRect(context.clip)
            document.documentLayout().draw(painter, context)
        finally:
            painter.end()
        characters = sum(len(block_text(block)) for block in notice.body)
        return Page(self._style, notice, index, count, round(characters / count), image)

    def _document(self, notice: Notice, share: float, leading: int) -> QTextDocument:
        page = self._layout.page
        document = PageDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        font = QFont(self._theme.sans)
        font.setPixelSize(self._layout.px(self._theme.type_scale.body * share))
        font.setWeight(QFont.Weight.Medium)
        if not notice.language.lower().startswith("zh"):
            for feature in PROPORTIONAL:
                font.setFeature(QFont.Tag.fromString(feature), 1)
        document.setDefaultFont(font)
        document.setIndentWidth(font.pixelSize() * LIST_INDENT)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        for block in notice.body:
            if (media := getattr(block, "media", None)) is not None:
                self._add_picture(document, media)
        document.setPageSize(QSizeF(page.width, page.height))
        document.setHtml(self.markup(notice.body, share, leading))
        return document

    def poster(self, poster: Poster | Video) -> Page:
        """`poster`'s picture, whole and as large as the stage takes it; beside it the same picture, blurred.

        Made here and once, because the software renderer would scale it anew in every frame of a fade.
        """
        stage = self._layout.stage
        width, height = stage.width, stage.height - self._layout.card_top
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.palette.pill))
        media = poster.picture if isinstance(poster, Poster) else poster.poster
        scale = min(width / media.width, height / media.height)
        fit = Fit(max(1, round(media.width * scale)), max(1, round(media.height * scale)))
        picture = self._read(media, fit)
        if picture is None:
            raise OSError(f"picture {media.name} cannot be drawn")
        painter = QPainter(image)
        try:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if fit.width < width or fit.height < height:
                smooth = Qt.TransformationMode.SmoothTransformation
                cover = Qt.AspectRatioMode.KeepAspectRatioByExpanding
                blurred = picture.scaled(BLUR, BLUR, cover, smooth).scaled(width, height, cover, smooth)
                painter.drawImage((width - blurred.width()) // 2, (height - blurred.height()) // 2, blurred)
                veil = QColor(self._theme.palette.paper)
                veil.setAlphaF(0.45)
                painter.fillRect(image.rect(), veil)
            painter.drawImage((width - picture.width()) // 2, (height - picture.height()) // 2, picture)
        finally:
            painter.end()
        return Page(self._style, poster, 0, 1, 0, image)

    def picture(self, item: Item, media: Media) -> Page:
        """`media` alone, whole, as large as the stage below a title takes it. Raises: `OSError` where it is gone."""
        width, height = self._layout.picture
        scale = min(width / media.width, height / media.height)
        image = self._read(media, Fit(max(1, round(media.width * scale)), max(1, round(media.height * scale))))
        if image is None:
            raise OSError(f"picture {media.name} cannot be drawn")
        return Page(self._style, item, media, 1, 0, image)

    def _fit(self, media: dict[str, Any]) -> Fit:
        page = self._layout.page
        room = page.height - self._layout.px(self._theme.type_scale.small * 2.4)
        scale = min(page.width / media["width"], room / media["height"], 2.0)
        return Fit(max(1, round(media["width"] * scale)), max(1, round(media["height"] * scale)))

    def _read(self, media: Media, fit: Fit) -> QImage | None:
        """The picture at the size of `fit`; None where it is not there or cannot be read."""
        path = self._media_path(media)
        if path is None:
            return None
        # the format comes from the content, not from the name; a JPEG is scaled while it is decoded
        reader = QImageReader(str(path), QByteArray(media.mime.removeprefix("image/").encode()))
        reader.setScaledSize(QSize(fit.width, fit.height))
        image = reader.read()
        return None if image.isNull() else tinted(image, self._theme.media)

    def _add_picture(self, document: QTextDocument, media: Media) -> None:
        fit = self._fit({"width": media.width, "height": media.height})
        image = self._read(media, fit)
        if image is None:
            _log.warning("notice picture %s cannot be drawn; its place stays empty", media.name)
            image = QImage(fit.width, fit.height, QImage.Format.Format_RGB32)
            image.fill(QColor(self._theme.palette.pill))
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"media:{media.sha256}"), image)


class PageDocument(QTextDocument):
    """A document that has no resource but those that it was given: Qt would look for others on disk."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []
        """Names of what was asked for and not given."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        self.foreign.append(QUrl(name).toString())
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        nothing.fill(0)
        return nothing if kind == QTextDocument.ResourceType.ImageResource.value else ""


def _templates(theme: Theme) -> tuple[BodyTemplate, ...]:
    """The theme's own template, and those to fall back on. Raises: `SettingsError` where none will do."""
    templates = []
    for file in theme.templates:
        try:
            templates.append(body_template(file.read_text(encoding="utf-8"), str(file)))
        except (OSError, UnicodeDecodeError, TemplateError) as error:
            _log.warning("%s: %s", file, error)
    if not templates:
        raise SettingsError(
            str(theme.template), "template", "no template that can be used; `signage theme check` says why"
        )
    return tuple(templates)


def _plain(block: Block) -> dict[str, Any]:
    """`block` as plain dicts and tuples: the sandbox gives templates values, not our objects."""
    plain: dict[str, Any] = msgspec.to_builtins(block)
    plain.setdefault("ordered", False)
    plain.setdefault("right", ())
    plain.setdefault("caption", "")
    for spans in (*plain.get("items", ()), plain.get("spans", ())):
        for span in spans:
            span.setdefault("strong", False)
    return plain
