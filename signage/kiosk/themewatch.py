"""Restyling while the kiosk runs, for those who make themes: a theme's files are watched and read again.

Editors write in many ways: in place, by a new file of the old name, in several steps. So folders are watched beside
files, what is new is watched again after each change, and a theme is read when its files have been still for a moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from signage.content.fault import Level
from signage.kiosk.theme import Theme
from signage.kiosk.themecheck import check_theme

_log = logging.getLogger(__name__)

STILL_MS = 150
"""Milliseconds without another change, after which a theme is read."""

MAX_FILES = 200
"""Of one folder; a theme has a handful."""


class ThemeWatch(QObject):
    """Calls `changed` with the theme in `folder` whenever a file of it, or of a theme that it extends, became another
    and the theme is without faults; logs the faults where it is not. Lives on the main thread, as Qt's watchers do."""

    def __init__(self, folder: Path, changed: Callable[[Theme], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._changed = changed
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._timer = QTimer(self, singleShot=True, interval=STILL_MS)
        self._timer.timeout.connect(self._look)
        self._folders = check_theme(folder).folders
        self._seen = self._contents()
        self._watch()

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)

    def _stir(self, _path: str) -> None:
        self._timer.start()

    def _look(self) -> None:
        """Read the theme, when something in its folders is not what it was."""
        self._watch()
        contents = self._contents()
        if contents == self._seen:
            return
        reading = check_theme(self._folder)
        # what it extends may be another now; what it extended until now is watched on while it cannot be read
        self._folders = reading.folders if reading.theme is not None else self._joined(reading.folders)
        # what changed while it was being read is seen as it was before: the next look reads it again
        self._seen = {file: contents.get(file, content) for file, content in self._contents().items()}
        self._watch()
        errors = [fault for fault in reading.faults if fault.level is Level.ERROR]
        for fault in errors:
            _log.warning("%s", fault)
        if errors or reading.theme is None:
            _log.warning("theme %s stays as it was, until that is mended", self._folder.name)
            return
        _log.info("theme %s was changed", self._folder.name)
        self._changed(reading.theme)

    def _joined(self, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((*folders, *self._folders)))

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for folder in self._folders:
            if folder.is_dir():
                files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
                found += files[:MAX_FILES]
        return found

    def _contents(self) -> dict[Path, bytes]:
        contents: dict[Path, bytes] = {}
        for file in self._files():
            try:
                contents[file] = file.read_bytes()
            except OSError:
                contents[file] = b""  # it was there a moment ago: a change will come
        return contents

    def _watch(self) -> None:
        """Watch every file and folder that is not watched: a file that was replaced is another file."""
        watched = {*self._watcher.files(), *self._watcher.directories()}
        folders = [path for folder in self._folders for path in (folder, folder.parent)]  # replaced, too
        wanted = [str(path) for path in dict.fromkeys((*folders, *self._files())) if path.exists()]
        if fresh := [path for path in wanted if path not in watched]:
            self._watcher.addPaths(fresh)
