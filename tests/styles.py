"""Styles for tests: the default theme on a panel of so many pixels."""

from __future__ import annotations

from signage.kiosk.layout import View, layout
from signage.kiosk.panel import Panel
from signage.kiosk.phrases import Phrases
from signage.kiosk.style import Style
from signage.kiosk.theme import Theme, load_theme
from signage.paths import themes_dir

THEME = load_theme(themes_dir() / "default")


def style_of(size: tuple[int, int], theme: Theme = THEME, view: View = View.ROTATION) -> Style:
    """`theme` on a panel of `size`, in Chinese."""
    return Style(theme, layout(Panel(width=size[0], height=size[1]), theme.type_scale, view), Phrases())
