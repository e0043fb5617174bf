"""The page typesetter: a notice's blocks → Jinja2 → Qt rich text → `QTextDocument`, split into pages that fit.

Runs on one worker thread of its own, so that a long text never holds a frame. Staff text may have any length; a page
never cuts a line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
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
from signage.kiosk.layout import Layout
from signage.kiosk.theme import Theme

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


@dataclass(frozen=True)
class Page:
    """One page of a notice's body, or a poster. `count` is how many there are; `characters` are on this one."""

    item: Item
    index: int
    count: int
    characters: int
    image: QImage


@dataclass(frozen=True)
class TypesetFailed:
    """An item that could not be typeset, and why."""

    item: Item
    problem: str


@dataclass(frozen=True)
class Fit:
    """A picture's size on the page, in pixels."""

    width: int
    height: int


class Typesetter:
    """Typesets single pages in the background and posts each `Page` (or `TypesetFailed`) through the bridge."""

    def __init__(
        self, theme: Theme, layout: Layout, media_path: Callable[[Media], Path | None], post: Callable[[object], None]
    ) -> None:
        self._theme = theme
        self._layout = layout
        self._media_path = media_path
        self._post = post
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="typeset")
        environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self._template = environment.from_string(theme.template.read_text(encoding="utf-8"))

    def submit(self, item: Item, index: int) -> None:
        """Typeset page `index` (from 0) of `item`; the answer is posted."""
        self._pool.submit(self._work, item, index)

    def close(self) -> None:
        """Drop what waits, let the current page end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, item: Item, index: int) -> None:
        try:
            result: Page | TypesetFailed = self.page(item, index) if isinstance(item, Notice) else self.poster(item)
        except Exception as error:  # noqa: BLE001 - whatever a text does to the typesetter, its slide must be answered for
            result = TypesetFailed(item, f"{type(error).__name__}: {error}")
        self._post(result)

    def markup(self, blocks: tuple[Block, ...], share: float = 1.0, leading: int = 144) -> str:
        """`blocks` as Qt rich text, its body at `share` of the theme's size. Raises: `TemplateError`."""
        px, scale = self._layout.px, self._theme.type_scale
        body = scale.body * share
        return self._template.render(
            blocks=[_plain(block) for block in blocks],
            palette=asdict(self._theme.palette),
            sans=self._theme.sans,
            serif=self._theme.serif,
            size={
                "body": px(body),
                "heading": px(scale.heading),
                "table": px(body * 0.86),
                "small": px(scale.small),
                "gap": px(body * 0.55),
                "cell": px(16),
                "leading": leading,
            },
            fit=self._fit,
        )

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
        return Page(notice, index, count, round(characters / count), image)

    def _document(self, notice: Notice, share: float, leading: int) -> QTextDocument:
        page = self._layout.page
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        font = QFont(self._theme.sans)
        font.setPixelSize(self._layout.px(self._theme.type_scale.body * share))
        font.setWeight(QFont.Weight.Medium)
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
        top = self._layout.strip.height + self._layout.px(26) if self._layout.portrait else 0
        width, height = stage.width, stage.height - top
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
        return Page(poster, 0, 1, 0, image)

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
        return None if image.isNull() else image

    def _add_picture(self, document: QTextDocument, media: Media) -> None:
        fit = self._fit({"width": media.width, "height": media.height})
        image = self._read(media, fit)
        if image is None:
            _log.warning("notice picture %s cannot be drawn; its place stays empty", media.name)
            image = QImage(fit.width, fit.height, QImage.Format.Format_RGB32)
            image.fill(QColor(self._theme.palette.pill))
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"media:{media.sha256}"), image)


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
