"""Staff's pictures in a theme's light: in grey where the whole screen is, dimmed where the lane is dark."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPainter

from signage.kiosk.theme import Media


def tinted(image: QImage, media: Media) -> QImage:
    """`image` as `media` shows it; what is transparent stays so."""
    if media.grey and not image.isNull():
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_RGB32)
        if image.hasAlphaChannel():
            grey = grey.convertToFormat(QImage.Format.Format_ARGB32)
            grey.setAlphaChannel(image.convertToFormat(QImage.Format.Format_Alpha8))
        image = grey
    if media.brightness < 1 and not image.isNull():
        if image.depth() < 24:  # a painter cannot paint on every kind of image
            image = image.convertToFormat(QImage.Format.Format_ARGB32)
        painter = QPainter(image)
        try:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
            painter.fillRect(image.rect(), QColor.fromRgbF(0, 0, 0, 1 - media.brightness))
        finally:
            painter.end()
    return image


def white(media: Media) -> str:
    """What white is in this light, as `#rrggbb`: the ground of a QR code."""
    return QColor.fromRgbF(media.brightness, media.brightness, media.brightness).name()
