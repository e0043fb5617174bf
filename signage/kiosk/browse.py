"""Where a resident is while touching, as a value: the list or a notice's page, and the seconds left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from signage.kiosk.views import BrowseView
from signage.playlist.dwell import BROWSE_IDLE, BROWSE_WARNING


@dataclass(frozen=True)
class BrowseState:
    """Not browsing, unless `active`. An empty `item_id` is the list. `left` counts down whole seconds."""

    active: bool = False
    item_id: str = ""
    page: int = 0
    pages: int = 1
    left: int = BROWSE_IDLE

    def touched(self) -> BrowseState:
        """Somebody is here: the full time again."""
        return replace(self, left=BROWSE_IDLE)

    def second(self) -> BrowseState:
        return replace(self, left=self.left - 1)

    def resumed(self) -> BrowseState:
        """After an alert: the same place, with time enough to find it again."""
        return replace(self, left=max(self.left, BROWSE_WARNING))

    def reading(self, item_id: str) -> BrowseState:
        return replace(self.touched(), item_id=item_id, page=0, pages=1)

    def listing(self) -> BrowseState:
        return replace(self.touched(), item_id="", page=0, pages=1)

    def turned(self, pages: int) -> BrowseState:
        """`pages` on, or back where negative; never beyond the first or the last."""
        return replace(self.touched(), page=max(0, min(self.page + pages, self.pages - 1)))

    def paged(self, page: int, pages: int) -> BrowseState:
        return replace(self, page=page, pages=pages)

    def view(self) -> BrowseView:
        return BrowseView(
            browsing=self.active,
            idle_left=self.left,
            idle_share=self.left / BROWSE_IDLE,
            idle_warning=self.left <= BROWSE_WARNING,
            page=self.page,
            pages=self.pages,
        )
