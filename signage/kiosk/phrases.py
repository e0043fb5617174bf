"""The words that are the screen's own: written in Chinese where they are used, translated by Qt Linguist's files.

QML says `qsTr("…")`, Python `say("…")`; both are found in `signage/kiosk/i18n/signage_<language>.ts`, which
`make setup` compiles (`lrelease`). A language whose file was not compiled is not offered, and the log says so.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTranslator

from signage.playlist.words import Language

_log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "i18n"
CONTEXT = "glass"
SOURCE: Language = "zh-Hans"


def compiled(language: Language) -> Path:
    """Where the compiled translation for `language` is, if it was made."""
    return FOLDER / f"signage_{language}.qm"


def offered(language: Language) -> bool:
    """Whether the screen can speak `language`. Where its file is missing or broken the log says so: Chinese stays."""
    if language == SOURCE or translator(language) is not None:
        return True
    file = compiled(language)
    _log.warning("%s cannot be loaded, %s is not offered: `make setup` compiles it", file.name, language)
    return False


@cache
def translator(language: Language) -> QTranslator | None:
    """Qt's translator to `language`; None for Chinese, and where there is none."""
    made = QTranslator()
    return made if language != SOURCE and made.load(str(compiled(language))) else None


class Phrases:
    """Says the screen's own words in one language: `say("此刻当班")`; `say("更新 %s") % clock`.

    Where another language has a singular, the words are asked for by number: `say("%d 条在公示", count) % count`.
    """

    def __init__(self, language: Language = SOURCE) -> None:
        self.language: Language = language
        self._translator = translator(language)

    def __call__(self, words: str, count: int = -1) -> str:
        """`words` in this language, for `count` things; as they are where nobody translated them."""
        return (self._translator.translate(CONTEXT, words, None, count) if self._translator else "") or words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrases) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)
