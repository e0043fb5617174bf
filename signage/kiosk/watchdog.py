"""The service manager's watchdog, fed by frames that reached the glass and by nothing else.

A lost graphics context leaves a process alive and its screen dead; a timer would go on saying all is well. So every
few seconds one frame is asked for, and only its swap says `WATCHDOG=1` (sd_notify(3)).
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer

from signage.kiosk.frames import FrameWitness

_log = logging.getLogger(__name__)


class Notifier:
    """The `sd_notify` protocol: datagrams to `$NOTIFY_SOCKET`; nothing where there is none."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        microseconds = environment.get("WATCHDOG_USEC", "")
        self.interval = int(microseconds) / 1_000_000 if microseconds.isdigit() else None
        """Seconds within which the manager wants to hear of us; None where it does not ask."""

    def say(self, state: str) -> None:
        """Send `state`, such as `READY=1`."""
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
                channel.sendto(state.encode(), address)
        except OSError as error:
            _log.warning("the service manager cannot be told %s: %s", state, error)


class Watchdog(QObject):
    """Asks for a frame at a third of the manager's interval and tells it of each that came."""

    def __init__(self, witness: FrameWitness, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._witness = witness
        self._notifier = notifier
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        if notifier.interval:
            self._timer.start(max(100, int(notifier.interval * 1000 / 3)))

    def ready(self) -> None:
        """The first slide is on the glass."""
        self._notifier.say("READY=1")

    def _ask(self) -> None:
        self._witness.heartbeat(lambda: self._notifier.say("WATCHDOG=1"))
