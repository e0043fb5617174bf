"""Proof of play: what a frame has really shown, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from signage.kiosk.frames import FrameWitness
from signage.kiosk.journal import Journal


@dataclass(frozen=True)
class Painted:
    """What a frame has shown. `key` changes whenever what is drawn changes."""

    kind: str
    item: str
    page: int
    key: str


class Airtime:
    """Writes `painted` after the frame that shows a thing, and `left` when another comes. Only one is on the glass."""

    def __init__(self, witness: FrameWitness, journal: Journal) -> None:
        self._witness = witness
        self._journal = journal
        self._on_glass: Painted | None = None
        self.feed_version = 0
        self.watcher: Callable[[Painted], None] | None = None
        """Called with each thing that was painted."""

    def after_frame(self, painted: Painted, then: Callable[[], None] | None = None) -> None:
        """Once the next frame is on the glass, say so, and call `then`; not where it is there already."""

        def swapped() -> None:
            if self._on_glass == painted:
                return
            self._on_glass = painted
            self.write("painted", painted.kind, painted.item, painted.page)
            if self.watcher is not None:
                self.watcher(painted)
            if then is not None:
                then()

        self._witness.after_frame(swapped)

    @property
    def on_glass(self) -> Painted | None:
        """What was painted last and has not left."""
        return self._on_glass

    def shows(self, painted: Painted) -> bool:
        """Whether `painted` is on the glass already."""
        return self._on_glass == painted

    def left(self) -> None:
        """What was on the glass goes; what was about to be said is not said any more."""
        self._witness.forget()
        if self._on_glass is not None:
            gone, self._on_glass = self._on_glass, None
            self.write("left", gone.kind, gone.item, gone.page)

    def write(self, event: str, slide: str, item: str = "", page: int = 0) -> None:
        """One line about a slide."""
        self._journal.write(event, slide=slide, item=item, page=page, feed_version=self.feed_version)

    def error(self, slide: str, problem: str) -> None:
        """One line about what went wrong."""
        self._journal.write("error", slide=slide, problem=problem, feed_version=self.feed_version)
