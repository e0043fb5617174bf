"""Which films can be played: those that have come whole, on a screen that plays films, and that did not fail before."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QUrl

from signage.content.media import Film
from signage.content.notice import Item, Video

_log = logging.getLogger(__name__)


class Films:
    """`path` gives where a film lies, None until it is whole; `why_not` why none can be played here, empty if they can.

    `why_not` is asked when the first film could be played, and its answer is said once.
    """

    def __init__(self, path: Callable[[Film], Path | None], why_not: Callable[[], str]) -> None:
        self._path, self._why_not = path, why_not
        self._asked: str | None = None
        self._failed: set[str] = set()

    def url(self, film: Film) -> str:
        """The URL of `film`; empty where its poster frame stands in."""
        if film.sha256 in self._failed:
            return ""
        path = self._path(film)
        if path is None:
            return ""
        if self._asked is None:
            self._asked = self._why_not()
            if self._asked:
                _log.info("films are shown as their poster frames: %s", self._asked)
        return "" if self._asked else QUrl.fromLocalFile(str(path)).toString()

    def fail(self, film: Film) -> None:
        """`film` could not be played: it is not tried again while the feed has it."""
        self._failed.add(film.sha256)

    def only(self, items: Iterable[Item]) -> None:
        """Forget the failures of films that are not in `items` any more."""
        self._failed &= {item.video.sha256 for item in items if isinstance(item, Video)}
