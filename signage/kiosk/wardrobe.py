"""Styles as they are asked for, and the one that is worn: a theme on this panel, in a view, in a language."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtQml import QQmlEngine

from signage.errors import SettingsError
from signage.kiosk.layout import View, layout
from signage.kiosk.panel import Panel
from signage.kiosk.phrases import SOURCE, Phrases, translator
from signage.kiosk.style import Style
from signage.kiosk.theme import Theme, load_theme
from signage.kiosk.tokens import set_tokens
from signage.playlist.words import Language

_log = logging.getLogger(__name__)


class Wardrobe:
    """Makes styles for one panel and puts them on: into QML's `Tokens`, and Qt's translator."""

    def __init__(self, folder: Path, panel: Panel, engine: QQmlEngine, tokens: QObject, *, motion: bool) -> None:
        self._folder, self._panel, self._engine, self._tokens = folder, panel, engine, tokens
        self._motion = motion
        self._swapped = False
        self._worn: tuple[Style, bool] | None = None
        self._language: Language = SOURCE
        self._load: Callable[[str], Theme] = lru_cache(maxsize=16)(self._read)

    def style(
        self, theme: str, view: View = View.ROTATION, language: Language = SOURCE, *, still: bool = False
    ) -> Style:
        """The style of `theme` (a folder's name) for `view`; `still`: nothing moves.

        Raises: `SettingsError` for a theme or a panel that will not do.
        """
        loaded = self._load(theme)
        if still or not self._motion:
            loaded = dataclasses.replace(loaded, fade_ms=0)
        try:
            laid_out = layout(self._panel, loaded.type_scale, view, swapped=self._swapped)
        except ValueError as error:
            raise SettingsError("--size", "size", str(error)) from error
        return Style(loaded, laid_out, Phrases(language))

    def has(self, theme: str) -> bool:
        """Whether there is a theme of this name that will do."""
        try:
            self._load(theme)
        except SettingsError as error:
            _log.warning("theme %s is not offered: %s", theme, error)
            return False
        return True

    def wear(self, style: Style) -> None:
        """Draw everything in `style` from the next frame on."""
        if (style, self._swapped) == self._worn:
            return
        self._worn = style, self._swapped
        set_tokens(self._tokens, style.theme, style.layout, mirrored=self._swapped)
        if style.say.language != self._language:
            self._speak(style.say.language)

    def hush(self) -> None:
        """Nothing is drawn any more: take the translator out of Qt, where it would outlive this screen."""
        worn = translator(self._language)
        if worn is not None:
            QCoreApplication.removeTranslator(worn)
        self._language = SOURCE

    def swap(self, *, swapped: bool) -> bool:
        """The sides of the frame change places, or back. Gives whether that is new: styles must be made anew then."""
        changed, self._swapped = swapped != self._swapped, swapped
        return changed

    def renewed(self, theme: Theme) -> None:
        """A theme's files were changed: from now on styles are made of `theme`."""
        self._load = lru_cache(maxsize=16)(lambda name: theme if name == theme.name else self._read(name))
        self._worn = None

    def _read(self, name: str) -> Theme:
        return load_theme(self._folder / name)

    def _speak(self, language: Language) -> None:
        before, after = translator(self._language), translator(language)
        if before is not None:
            QCoreApplication.removeTranslator(before)
        if after is not None:
            QCoreApplication.installTranslator(after)
        self._language = language
        self._engine.retranslate()
