"""What joins a screen to its console: it does what the feed orders, and says how it is. Neither opens a port."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter

from signage.clock import Clock
from signage.content.feed import Feed
from signage.content.order import Command, CommandKind
from signage.kiosk.obeying import Obeying
from signage.kiosk.scene import Scene
from signage.settings import ScreenSettings
from signage.store.deeds import Deeds
from signage.store.identity import Identity
from signage.store.store import Store

if TYPE_CHECKING:
    from signage.kiosk.reporting import LastErrors, Reporting

_log = logging.getLogger(__name__)

RESTART_STATUS = 75
"""What the program exits with when it is to be started again (sysexits.h: temporary failure)."""

SETTLE_MS = 900
"""A snapshot waits for so long: what the same feed brings to the glass has faded in by then."""

SNAPSHOT_PIXELS = 1280
SNAPSHOT_BYTES = 200_000

AT_ONCE, SOON = 0.1, 5.0
"""Seconds until a report that somebody waits for, and until one that merely has news."""


class Liaison(QObject):
    """Lives on the main thread. Reports are made on the scheduler's threads."""

    def __init__(self, settings: ScreenSettings, store: Store, clock: Clock, identity: Identity, root: bytes) -> None:
        super().__init__()
        self._settings, self._store, self._clock = settings, store, clock
        self._identity, self._root = identity, root
        self._reporting: Reporting | None = None
        self._scheduler: BackgroundScheduler | None = None
        self._errors: LastErrors | None = None
        self._scene: Scene | None = None
        self._painted: Scene | None = None
        self._stopped = False
        self.restart: Callable[[], None] = lambda: None
        """Ends the program with `RESTART_STATUS`."""
        self.refetch: Callable[[], None] = lambda: None
        """Fetches everything anew."""
        self.picture: Callable[[], QImage] = QImage
        """The glass as it is."""
        self._deeds = Deeds(store.folder)
        self._obeying = Obeying(
            identity.id,
            self._deeds,
            clock,
            {
                CommandKind.RESTART: self._restart,
                CommandKind.REFETCH: self._refetch,
                CommandKind.SNAPSHOT: self._snapshot,
            },
        )

    # On the main thread.

    def heed(self, feed: Feed) -> None:
        """Do what `feed` orders."""
        done = self._obeying.obey(feed)
        if done and self._reporting is not None:
            self._reporting.did(done)
            self.report_in(AT_ONCE)

    def says(self, scene: Scene) -> None:
        """What is on the glass now; between two slides nothing is, and the one before stands for it."""
        known = self._scene
        if not scene.slide and known is not None:
            scene = replace(scene, slide=known.slide, item=known.item)
        else:
            self._painted, before = scene, self._painted
            self._news(before, scene)
        self._scene = scene
        if self._reporting is not None:
            self._reporting.scene = scene

    def _news(self, before: Scene | None, scene: Scene) -> None:
        """Report at once that an order reached the glass; soon, that a feed did."""
        if before is None or before.display != scene.display:
            self.report_in(AT_ONCE)
        elif before.feed_version != scene.feed_version:
            self.report_in(SOON)

    def _restart(self, _command: Command) -> None:
        QTimer.singleShot(0, self, self.restart)

    def _refetch(self, _command: Command) -> None:
        self.refetch()

    def _snapshot(self, _command: Command) -> None:
        QTimer.singleShot(SETTLE_MS, self, self._grab)

    def _grab(self) -> None:
        image, scheduler = self.picture(), self._scheduler
        if image.isNull() or scheduler is None or self._stopped:
            return
        # grabbed here, where the frame is; encoded elsewhere, so that no frame waits for it
        scheduler.add_job(self._send_picture, args=[image])

    # On any thread.

    def start(self, post: Callable[[object], None], scheduler: BackgroundScheduler) -> None:
        """Begin to report, where there is anybody to report to. Loads what signs."""
        from signage.feed.keys import fingerprint, load_root
        from signage.feed.reportclient import report_url
        from signage.kiosk.reporting import LastErrors, Reporting

        url = report_url(self._settings.feed, self._settings.report)
        if not url or self._stopped:
            return
        self._errors = LastErrors()
        logging.getLogger().addHandler(self._errors)
        reporting = Reporting(
            url,
            self._identity,
            fingerprint(load_root(self._root, self._settings.root)),
            self._store.folder,
            self._clock,
            post,
            journal=Path(self._settings.journal) if self._settings.journal else None,
            known=bool(self._settings.report),
            errors=self._errors,
        )
        # a restart could not say itself that it was done
        reporting.did(self._deeds.lately(self._clock.now()))
        if self._scene is not None:
            reporting.scene = self._scene
        self._reporting, self._scheduler = reporting, scheduler
        self.report_in(AT_ONCE)

    def report_in(self, seconds: float) -> None:
        """Report in so many seconds, and from then on as the console wants."""
        scheduler = self._scheduler
        if scheduler is None or self._stopped or not scheduler.running:
            return
        # the scheduler's own clock: what the screen's says is no reason to be silent
        moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
        scheduler.add_job(self._report, "date", run_date=moment, id="report", replace_existing=True, max_instances=3)

    def stop(self) -> None:
        """Nothing is reported any more."""
        self._stopped = True
        if self._reporting is not None:
            self._reporting.close()
        if self._errors is not None:
            logging.getLogger().removeHandler(self._errors)

    # On the scheduler's threads.

    def _report(self) -> None:
        if self._reporting is None or self._stopped:
            return
        pause = self._reporting.step()
        # one that came while another was under way has news of its own
        self.report_in(pause or 2.0)

    def _send_picture(self, image: QImage) -> None:
        if self._reporting is not None:
            self._reporting.take(jpeg(image))
            self.report_in(AT_ONCE)


def jpeg(image: QImage, most: int = SNAPSHOT_BYTES) -> bytes:
    """`image` as a JPEG of at most `most` bytes, its longer side at most `SNAPSHOT_PIXELS`."""
    size = SNAPSHOT_PIXELS
    while True:
        small = image
        if max(image.width(), image.height()) > size:
            small = image.scaled(
                size, size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        for quality in (85, 70, 50, 35):
            data = QByteArray()
            buffer = QBuffer(data)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            writer = QImageWriter(buffer, QByteArray(b"jpeg"))
            writer.setQuality(quality)
            writer.write(small)
            buffer.close()
            if data.size() <= most:
                return bytes(data.data())
        size //= 2
