"""How the glass is drawn: a theme, on a panel, in a language. One value, so that whatever was drawn with it says so."""

from __future__ import annotations

from dataclasses import dataclass

from signage.kiosk.layout import Layout
from signage.kiosk.phrases import Phrases
from signage.kiosk.theme import Theme


@dataclass(frozen=True)
class Style:
    """Everything that decides how content is drawn. Equal styles draw the same."""

    theme: Theme
    layout: Layout
    say: Phrases

    def __hash__(self) -> int:
        return hash((self.theme.name, self.layout, self.say))
