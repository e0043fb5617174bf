"""Sets QML's `Tokens` singleton from a theme and a layout."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor

from signage.kiosk.layout import Layout, Rect, View
from signage.kiosk.ornament import ornament
from signage.kiosk.theme import Theme


def camel(name: str) -> str:
    """`primary_text` → `primaryText`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


FRAME_SIZES = frozenset({"clock", "name", "date", "strip_name", "strip_text", "hint"})
"""Sizes of the frame: they stay when a resident asks for large type."""


def token_values(theme: Theme, layout: Layout, *, mirrored: bool = False) -> dict[str, object]:
    """Every token's name in QML and its value."""

    def rect(r: Rect) -> QRectF:
        return QRectF(r.x, r.y, r.width, r.height)

    sizes = asdict(theme.type_scale)
    drawn = ornament(theme.picture, layout, mirrored=mirrored)
    return {
        "portrait": layout.portrait,
        "ribbon": layout.ribbon,
        "mirrored": mirrored,
        "terse": layout.terse,
        "large": layout.view is View.LARGE,
        "ornamentSource": drawn.file.as_uri() if drawn else "",
        "ornament": rect(drawn.rect if drawn else Rect(x=0, y=0, width=0, height=0)),
        "unit": layout.content_unit,
        "frameUnit": layout.unit,
        "fadeMs": theme.fade_ms,
        "sans": theme.sans,
        "serif": theme.serif,
        **{camel(name): QColor(value) for name, value in asdict(theme.palette).items()},
        **{
            camel(f"{name}_size"): layout.fx(size) if name in FRAME_SIZES else layout.px(size)
            for name, size in sizes.items()
        },
        "frameSmallSize": layout.fx(sizes["small"]),
        **{
            camel(name): rect(getattr(layout, name))
            for name in ("header", "stage", "strip", "foot", "actions", "controls", "page", "alert_text")
        },
        "cardTop": layout.card_top,
        "lead": layout.lead,
        "code": layout.code,
        "factLabel": layout.fact_label,
        "target": layout.target,
        "half": layout.height // 2,
    }


def set_tokens(singleton: QObject, theme: Theme, layout: Layout, *, mirrored: bool = False) -> None:
    """Raises: `AttributeError` for a token that `Tokens.qml` does not declare."""
    for name, value in token_values(theme, layout, mirrored=mirrored).items():
        if not singleton.setProperty(name, value):
            raise AttributeError(f"Tokens.qml declares no property {name}")
