"""The words that are the screen's own: written in Chinese where they are used, translated by Qt Linguist's files.

QML says `qsTr("…")`, Python `say("…")`; both are found in `signage/kiosk/i18n/signage_<language>.ts`, which
`make setup` compiles (`lrelease`). A language whose file was not compiled is not offered.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QTranslator

from signage.playlist.words import Language

FOLDER = Path(__file__).parent / "i18n"
CONTEXT = "glass"
SOURCE: Language = "zh-Hans"


def compiled(language: Language) -> Path:
    """Where the compiled translation for `language` is, if it was made."""
    return FOLDER / f"signage_{language}.qm"


def offered(language: Language) -> bool:
    """Whether the screen can speak `language`."""
    return language == SOURCE or compiled(language).is_file()


@cache
def translator(language: Language) -> QTranslator | None:
    """Qt's translator to `language`; None for Chinese, and where there is none."""
    made = QTranslator()
    return made if language != SOURCE and made.load(str(compiled(language))) else None


class Phrases:
    """Says the screen's own words in one language: `say("此刻当班")`; `say("%d 条在公示") % count`."""

    def __init__(self, language: Language = SOURCE) -> None:
        self.language: Language = language
        self._translator = translator(language)

    def __call__(self, words: str) -> str:
        """`words` in this language; as they are where nobody translated them."""
        return (self._translator.translate(CONTEXT, words) if self._translator else "") or words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrases) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)
