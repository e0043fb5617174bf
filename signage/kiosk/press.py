"""The press: one worker thread on which pages are typeset, in whatever styles they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from signage.content.media import Media
from signage.content.notice import Item, Notice
from signage.kiosk.style import Style
from signage.kiosk.typeset import Page, Part, Typeset, TypesetFailed, Typesetter

STYLES_KEPT = 4


class Press:
    """Takes orders for single pages and posts each `Page` (or `TypesetFailed`) through the bridge."""

    def __init__(self, media_path: Callable[[Media], Path | None], post: Callable[[object], None]) -> None:
        self._media_path = media_path
        self._post = post
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="typeset")
        self._typesetters: OrderedDict[Style, Typesetter] = OrderedDict()

    def submit(self, style: Style, item: Item, part: Part) -> None:
        """Typeset `part` of `item` in `style`; the answer is posted."""
        self._pool.submit(self._work, style, item, part)

    def forget(self) -> None:
        """A theme's templates may be others: read them anew for what is submitted from now on."""
        self._pool.submit(self._typesetters.clear)

    def close(self) -> None:
        """Drop what waits, let the current page end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, style: Style, item: Item, part: Part) -> None:
        try:
            result: Typeset = self._made(self._typesetter(style), item, part)
        except Exception as error:  # noqa: BLE001 - whatever a text does to the typesetter, its slide must be answered for
            result = TypesetFailed(style, item, part, f"{type(error).__name__}: {error}")
        self._post(result)

    @staticmethod
    def _made(typesetter: Typesetter, item: Item, part: Part) -> Page:
        if not isinstance(part, int):
            return typesetter.picture(item, part)
        return typesetter.page(item, part) if isinstance(item, Notice) else typesetter.poster(item)

    def _typesetter(self, style: Style) -> Typesetter:
        if style not in self._typesetters:
            self._typesetters[style] = Typesetter(style, self._media_path)
            while len(self._typesetters) > STYLES_KEPT:
                self._typesetters.popitem(last=False)
        self._typesetters.move_to_end(style)
        return self._typesetters[style]
