"""Which commands a screen has done: remembered over restarts, so that each is done once.

<store>/done.json
"""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

import msgspec

from signage.content.base import Instant, Record
from signage.content.order import Command
from signage.errors import StoreError
from signage.store.disk import write_whole

_log = logging.getLogger(__name__)

NAME = "done.json"

KEPT_AFTER = dt.timedelta(days=7)
"""A command is remembered for so long after its expiry: the clock may be set back."""

MOST = 500


class _Deed(Record, frozen=True, kw_only=True):
    id: str
    until: Instant


class Deeds:
    """The commands that the screen whose store is `folder` has done."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._deeds = self._load()

    @property
    def done(self) -> frozenset[str]:
        """Ids of what was done, or at least begun."""
        return frozenset(deed.id for deed in self._deeds)

    def lately(self, now: dt.datetime) -> tuple[str, ...]:
        """Ids of what was done and is not expired yet: who ordered it may still wait for the word."""
        return tuple(deed.id for deed in self._deeds if deed.until > now)

    def note(self, command: Command, now: dt.datetime) -> None:
        """From now on `command` counts as done, even if the power goes the next moment.

        Raises: `StoreError` where that cannot be written; then it is not to be done: it could be done for ever.
        """
        kept = tuple(deed for deed in self._deeds if deed.until + KEPT_AFTER > now)
        deeds = (*kept, _Deed(id=command.id, until=command.expires))[-MOST:]
        try:
            write_whole(self._path, msgspec.json.encode(deeds))
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written: {error.strerror or error}") from error
        self._deeds = deeds

    def _load(self) -> tuple[_Deed, ...]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=tuple[_Deed, ...])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("%s: damaged (%s); what was done before is forgotten", self._path, error)
            return ()
