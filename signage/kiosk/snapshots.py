"""A picture of each slide as painted, for staff and for tests."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from signage.errors import SettingsError
from signage.kiosk.airtime import Painted

_log = logging.getLogger(__name__)


class Snapshots:
    """Saves `001-notice-<item>.png` the first time that each slide, in each of its states, was painted."""

    def __init__(self, folder: Path, window: QQuickWindow) -> None:
        """Raises: `SettingsError` where the folder cannot be made."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(str(folder), "snapshots", f"cannot be made: {error.strerror}") from error
        self._folder = folder
        self._window = window
        self._seen: set[str] = set()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="snapshots")

    @property
    def count(self) -> int:
        """How many different slides were saved."""
        return len(self._seen)

    def take(self, painted: Painted) -> None:
        """Save the glass as it is, unless this very state was saved before."""
        if painted.key in self._seen:
            return
        self._seen.add(painted.key)
        item = re.sub(r"[^\w.-]+", "_", painted.item)
        name = "-".join(filter(None, [f"{len(self._seen):03}", painted.kind, item]))
        page = f"-p{painted.page + 1}" if painted.page else ""
        # grabbed here, where the frame is; encoded elsewhere, so that no frame waits for a PNG
        self._pool.submit(self._save, self._window.grabWindow(), self._folder / f"{name}{page}.png")

    def close(self) -> None:
        """Finish what waits to be written."""
        self._pool.shutdown(wait=True)

    @staticmethod
    def _save(image: QImage, file: Path) -> None:
        if not image.save(str(file)):
            _log.error("snapshot %s could not be written", file)
