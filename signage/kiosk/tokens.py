"""Sets QML's `Tokens` singleton from a theme and a layout."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor

from signage.kiosk.layout import Layout, Rect
from signage.kiosk.theme import Theme


def camel(name: str) -> str:
    """`primary_text` → `primaryText`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def token_values(theme: Theme, layout: Layout) -> dict[str, object]:
    """Every token's name in QML and its value."""

    def rect(r: Rect) -> QRectF:
        return QRectF(r.x, r.y, r.width, r.height)

    return {
        "portrait": layout.portrait,
        "unit": layout.unit,
        "fadeMs": theme.fade_ms,
        "sans": theme.sans,
        "serif": theme.serif,
        **{camel(name): QColor(value) for name, value in asdict(theme.palette).items()},
        **{camel(f"{name}_size"): layout.px(size) for name, size in asdict(theme.type_scale).items()},
        "stage": rect(layout.stage),
        "strip": rect(layout.strip),
        "foot": rect(layout.foot),
        "page": rect(layout.page),
        "alertText": rect(layout.alert_text),
        "factLabel": layout.fact_label,
    }


def set_tokens(singleton: QObject, theme: Theme, layout: Layout) -> None:
    """Raises: `AttributeError` for a token that `Tokens.qml` does not declare."""
    for name, value in token_values(theme, layout).items():
        if not singleton.setProperty(name, value):
            raise AttributeError(f"Tokens.qml declares no property {name}")
