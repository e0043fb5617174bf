"""Carries out the commands in a feed: each once, in time, noted before it is done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from signage.clock import Clock, credible
from signage.content.feed import Feed
from signage.content.order import Command, CommandKind
from signage.errors import StoreError
from signage.playlist.orders import commands_due
from signage.store.deeds import Deeds

_log = logging.getLogger(__name__)


class Obeying:
    """Of the screen with id `screen`. A feed can make it do what `actions` holds, and nothing else."""

    def __init__(
        self, screen: str, deeds: Deeds, clock: Clock, actions: Mapping[CommandKind, Callable[[Command], None]]
    ) -> None:
        self._screen, self._deeds, self._clock, self._actions = screen, deeds, clock, actions

    def obey(self, feed: Feed) -> tuple[str, ...]:
        """Do what is due by `feed`; gives the ids of what was done.

        A clock that cannot be right does not know what has expired: nothing is done by it. What cannot be noted is not
        done either: a restart that nobody remembers is a restart for ever.
        """
        now = self._clock.now()
        if not credible(now, feed.published):
            return ()
        done = []
        for command in commands_due(feed, self._screen, now, self._deeds.done):
            try:
                self._deeds.note(command, now)
            except StoreError as error:
                _log.error("%s is not done: %s", command.kind, error)
                continue
            _log.info("done by order: %s (%s)", command.kind, command.id)
            self._actions[command.kind](command)
            done.append(command.id)
        return tuple(done)
