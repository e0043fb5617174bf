"""A long notice does not hold the glass: a turn shows its first page and a few more, the next turn goes on there."""

from __future__ import annotations

import msgspec

from signage.content.base import Record

TURN_PAGES = 4
"""Pages of one notice in one turn, its first among them."""


class Turn(Record, frozen=True, kw_only=True):
    """The turn that is on the glass, and where the unfinished ones go on (`resume`: key → page)."""

    key: str = ""
    shown: int = 0
    resume: dict[str, int] = msgspec.field(default_factory=dict)

    def began(self, key: str) -> Turn:
        """A turn of `key` begins with its first page."""
        return Turn(key=key, shown=1, resume=self.resume)

    def next_page(self, page: int, pages: int) -> int | None:
        """The page after `page` of `pages` in this turn; None when the turn is over."""
        if self.shown >= TURN_PAGES or page + 1 >= pages:
            return None
        return max(page + 1, min(self.resume.get(self.key, 0), pages - 1)) if page == 0 else page + 1

    def went_on(self) -> Turn:
        """One more page is shown."""
        return Turn(key=self.key, shown=self.shown + 1, resume=self.resume)

    def ended(self, page: int, pages: int) -> Turn:
        """The turn is over after `page`: the next goes on behind it, or begins anew after the last page."""
        following = page + 1 if page + 1 < pages else 0
        return Turn(resume={**self.resume, self.key: following} if following else self._without(self.key))

    def only(self, keys: set[str]) -> Turn:
        """Forget what is not live any more."""
        kept = {key: page for key, page in self.resume.items() if key in keys}
        return self if kept == self.resume else Turn(key=self.key, shown=self.shown, resume=kept)

    def _without(self, key: str) -> dict[str, int]:
        return {other: page for other, page in self.resume.items() if other != key}
