"""Images made in Python for QML: typeset pages and QR codes, bounded, by name."""

from __future__ import annotations

from collections import OrderedDict

import segno
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

NAME = "glass"
"""The provider's name: images are `image://glass/<name>`."""

KEPT = 3
"""Pages kept: the one shown (or read), and the next two; one that fades out lives on in its slide. 1080p: 3 MB each."""

WHITE = "#ffffff"


def qr_image(text: str, side: int, ground: str = WHITE) -> QImage:
    """`text` as a QR code of error correction M, `side` pixels square, each module a whole number of pixels.

    The quiet zone of four modules (ISO/IEC 18004 §6.3.8) is kept.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    quiet = 4
    modules = len(matrix) + 2 * quiet
    step = max(1, side // modules)
    side = max(side, step * modules)
    inset = (side - step * len(matrix)) // 2
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    try:
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(inset + x * step, inset + y * step, step, step), QColor("#111111"))
    finally:
        painter.end()
    return image


class PageImages(QQuickImageProvider):
    """Serves images by name. All calls come on the main thread: QML asks synchronously."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._codes: OrderedDict[str, QImage] = OrderedDict()
        self._held: dict[str, str] = {}
        self._serial = 0

    def new_name(self) -> str:
        """A name that nobody had before."""
        self._serial += 1
        return f"page-{self._serial}"

    def keep(self, name: str, image: QImage) -> str:
        """Keep `image` as `name`; gives the URL for QML."""
        self._images[name] = image
        self._images.move_to_end(name)
        self._forget()
        return f"image://{NAME}/{name}"

    def hold(self, holder: str, url: str) -> None:
        """`holder` is about to show `url`: it is kept until the same holder shows another (or nothing: "")."""
        self._held[holder] = url.rpartition("/")[2]
        self._forget()

    def _forget(self) -> None:
        held = set(self._held.values())
        for name in [name for name in self._images if name not in held][: max(0, len(self._images) - KEPT)]:
            del self._images[name]

    def url(self, name: str) -> str | None:
        """The URL of `name` if it is kept, and a longer life for it."""
        if name not in self._images:
            return None
        self._images.move_to_end(name)
        return f"image://{NAME}/{name}"

    def code(self, text: str, side: int, ground: str = WHITE) -> str:
        """The URL of a QR code for `text`, on a light `ground`; empty for no text."""
        if not text:
            return ""
        name = f"qr-{side}-{ground[1:]}-{text.encode().hex()}"
        if name not in self._codes:
            self._codes[name] = qr_image(text, side, ground)
            while len(self._codes) > KEPT * 2:
                self._codes.popitem(last=False)
        return f"image://{NAME}/{name}"

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N802, N803
        image = self._images.get(id) or self._codes.get(id)
        return QImage() if image is None else image
