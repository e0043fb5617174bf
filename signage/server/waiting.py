"""Ten thousand screens that wait for one moment: one future each, no timer each."""

from __future__ import annotations

import asyncio
import enum
import math


class Woken(enum.Enum):
    """Why a waiter was woken."""

    CHANGED = enum.auto()
    TIMEOUT = enum.auto()
    GONE = enum.auto()
    """The client hung up."""
    CLOSING = enum.auto()


class Waiters:
    """Everybody who waits for one thing. Lives in one event loop.

    Deadlines are rounded up to whole seconds of the loop's clock and share one timer, whatever the number of waiters.
    """

    def __init__(self) -> None:
        self._futures: set[asyncio.Future[Woken]] = set()
        self._due: dict[int, list[asyncio.Future[Woken]]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._futures)

    def join(self, seconds: float) -> asyncio.Future[Woken]:
        """A future that is done when something happens, at the latest `seconds` (rounded up) from now."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Woken] = loop.create_future()
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        self._due.setdefault(math.ceil(loop.time() + seconds), []).append(future)
        if self._timer is None:
            self._arm(loop)
        return future

    def wake(self, why: Woken) -> None:
        """Wake everybody, because of `why`."""
        for future in tuple(self._futures):
            settle(future, why)
        self._due.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = loop.call_at(math.floor(loop.time()) + 1, self._tick, loop)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for second in [second for second in self._due if second <= now]:
            for future in self._due.pop(second):
                settle(future, Woken.TIMEOUT)
        self._timer = None
        if self._due:
            self._arm(loop)


def settle(future: asyncio.Future[Woken], why: Woken) -> None:
    """Wake one waiter, if nothing woke it before."""
    if not future.done():
        future.set_result(why)
