"""Is this machine fit to be a screen? Each finding with its mend."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from PySide6 import __version__ as pyside_version
from PySide6.QtGui import QFontDatabase, QGuiApplication

from signage.clock import SystemClock, credible
from signage.errors import SignageError
from signage.kiosk import qtlog
from signage.kiosk.app import default_store, has_display
from signage.kiosk.filmplayer import ADDONS, why_not
from signage.kiosk.theme import load_theme
from signage.paths import themes_dir

FREE_BYTES = 200_000_000
"""Less free disk than this, and a feed with its pictures may not fit beside the one before."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `mend` is empty where all is well."""

    what: str
    found: str
    mend: str = ""


def _look(feed: str | None, root: str | None, store: str | None) -> Iterator[Finding]:
    yield Finding("Qt", f"PySide6 {pyside_version}")
    yield Finding(
        "display",
        os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM") or "none",
        "" if has_display() else "start under a display server (README, 'On a real gate'), or set QT_QPA_PLATFORM",
    )
    families = set(QFontDatabase.families())
    for folder in sorted(path for path in themes_dir().iterdir() if (path / "theme.toml").is_file()):
        try:
            theme = load_theme(folder)
        except SignageError as error:
            yield Finding(f"theme {folder.name}", "faulty", str(error))
            continue
        missing = {theme.sans, theme.serif} - families
        yield Finding(
            f"theme {folder.name}",
            "its fonts are here" if not missing else f"no font {', '.join(sorted(missing))}",
            "apt-get install fonts-noto-cjk fonts-noto-cjk-extra" if missing else "",
        )
        if not missing and "Medium" not in QFontDatabase.styles(theme.sans):
            yield Finding("weights", f"{theme.sans} has no Medium", "apt-get install fonts-noto-cjk-extra")
    problem = why_not()
    if problem == ADDONS:
        yield Finding("films", f"their poster frames are shown: {ADDONS}")  # a choice, and no fault
    else:
        yield Finding("films", "cannot be played" if problem else "can be played", problem)
    now = SystemClock().now()
    good = credible(now)
    yield Finding("clock", f"{now:%Y-%m-%d %H:%M} UTC", "" if good else "set the clock: timedatectl set-ntp true")
    place = Path(store or default_store())
    there = next(path for path in (place, *place.parents) if path.exists())
    free = shutil.disk_usage(there).free
    writable = os.access(there, os.W_OK)
    yield Finding(
        "store",
        f"{place}, {free // 1_000_000} MB free",
        "not writable for this user" if not writable else "" if free >= FREE_BYTES else "make room: 200 MB are wanted",
    )
    if root:
        readable = Path(root).is_file()
        yield Finding("root", root, "" if readable else "no such file: copy it from the folder that `keys init` made")
    if feed and root and Path(root).is_file():
        yield _feed_finding(feed, Path(root))


def _feed_finding(feed: str, root: Path) -> Finding:
    from signage.kiosk.feeding import try_feed

    try:
        return Finding("feed", try_feed(feed, root.read_bytes(), SystemClock()))
    except SignageError as error:
        return Finding("feed", feed, str(error))


def doctor(feed: str | None, root: str | None, store: str | None, out: TextIO) -> int:
    """Print every finding; gives 0 where all is well, 1 where something wants mending."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # fonts are known without a display, too
        display_missing = True
    else:
        display_missing = False
    qtlog.install()
    app = QGuiApplication.instance() or QGuiApplication(["signage"])
    status = 0
    for finding in _look(feed, root, store):
        mend = finding.mend
        if finding.what == "display" and display_missing:
            finding = Finding("display", "none")
            mend = "start under a display server (README, 'On a real gate'), or set QT_QPA_PLATFORM"
        mark = "!!" if mend else "ok"
        out.write(f"{mark}  {finding.what}: {finding.found}" + (f"\n      {mend}" if mend else "") + "\n")
        status = status or (1 if mend else 0)
    del app
    return status
