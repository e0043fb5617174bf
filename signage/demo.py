"""The demo: the demo compound's folder, checked, signed, served and shown, all on this machine and all real.

    assets/demo ──► a folder of today's dates ──► the staff console's feed ──► signage serve ──► signage kiosk

The feed host and the console are processes of their own, as in life. The screen does not wait for the console, whose
database takes some seconds to be made: the folder itself is published first, and the console goes on from there. Drills
come and go by files in `alerts/`, as staff would write them.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from signage.clock import SystemClock
from signage.demo_console import DemoConsole, compound_id, console_installed
from signage.demo_content import drill, shift_demo
from signage.errors import SignageError
from signage.feed.keys import init_keys
from signage.paths import assets_dir
from signage.server.publishing import publish_folder
from signage.settings import screen_settings
from signage.sources.report import check_folder

_log = logging.getLogger(__name__)

OFFSCREEN_SECONDS = 60.0
OFFSCREEN_SIZE = "1080x1920"
OFFSCREEN_SNAPSHOTS = Path("out")

ROTATION_SECONDS = 2400.0
"""About how long the demo compound's whole rotation takes at reading speed, its repeats among them."""


@dataclass(frozen=True)
class Cue:
    """At `at` seconds the drill `name` begins (or, not `begins`, is lifted)."""

    at: float
    name: str
    begins: bool


def cues(seconds: float | None) -> tuple[Cue, ...]:
    """The drills of a demo that lasts so many seconds: one alert, a second beside it, both lifted. None: no end."""
    if seconds is None:
        return (
            Cue(60, "cold-orange", begins=True),
            Cue(80, "garage-smoke", begins=True),
            Cue(100, "garage-smoke", begins=False),
            Cue(110, "cold-orange", begins=False),
        )
    return (
        Cue(seconds * 0.45, "cold-orange", begins=True),
        Cue(seconds * 0.50, "garage-smoke", begins=True),
        Cue(seconds * 0.60, "garage-smoke", begins=False),
        Cue(seconds * 0.62, "cold-orange", begins=False),
    )


class Director:
    """Writes drills into the content folder and takes them away, by cue, on a thread of its own.

    `changed` is called after each: whoever watches the folder may not be there yet.
    """

    def __init__(self, content: Path, plan: tuple[Cue, ...], changed: Callable[[], None] = lambda: None) -> None:
        self._content = content
        self._plan = plan
        self._changed = changed
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="director", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(2)

    def _run(self) -> None:
        passed = 0.0
        for cue in self._plan:
            if self._over.wait(cue.at - passed):
                return
            passed = cue.at
            try:
                self._carry_out(cue)
                self._changed()
            except (SignageError, OSError):
                _log.exception("the drill %s cannot be carried out", cue.name)

    def _carry_out(self, cue: Cue) -> None:
        file = self._content / "alerts" / f"{cue.name}.toml"
        if not cue.begins:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(exist_ok=True)
        hidden = file.with_name(f".{file.name}")
        hidden.write_text(drill(self._content, cue.name, SystemClock().now(), timedelta(hours=1)), encoding="utf-8")
        hidden.replace(file)


@contextlib.contextmanager
def _feed_host(repository: Path, *options: str) -> Iterator[str]:
    """A feed host in a process of its own; gives the feed's URL. Ends it, by its own hand where it can."""
    command = [sys.executable, "-m", "signage", "serve", str(repository), *options]
    # its own session: Ctrl-C in the terminal reaches the kiosk, and the kiosk's end is what ends the host
    host = subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
    try:
        url = host.stdout.readline().strip() if host.stdout else ""
        if not url.startswith("http"):
            raise SignageError("the feed host did not start; its words are above")
        yield url
    finally:
        host.terminate()
        try:
            host.wait(5)
        except subprocess.TimeoutExpired:
            host.kill()
            host.wait()


def _say(words: str) -> None:
    print(f"==> {words}", flush=True)


def run_demo(
    *, seconds: float | None, size: str | None, snapshots: Path | None, journal: Path | None, pace: float | None
) -> int:
    """Run the demo until Ctrl-C, or for `seconds`. Gives the exit status.

    Raises: `SignageError` for whatever stands in the way.
    """
    from signage.kiosk.app import has_display, run_kiosk

    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        seconds = OFFSCREEN_SECONDS if seconds is None else seconds
        size = size or OFFSCREEN_SIZE
        snapshots = snapshots or OFFSCREEN_SNAPSHOTS
        _say(f"no display here: drawing offscreen for {seconds:g} s, a picture of each slide in {snapshots}/")
    if pace is None:
        pace = max(1.0, ROTATION_SECONDS / seconds) if seconds else 1.0
    with tempfile.TemporaryDirectory(prefix="signage-demo-") as place:
        content, data = Path(place, "content"), Path(place, "data")
        _say("the demo compound, its dates moved to today")
        shift_demo(assets_dir() / "demo", content, SystemClock().now())
        compound = compound_id(content)
        keys, repository = data / "keys" / compound, data / "feeds" / compound
        keys.parent.mkdir(parents=True)
        (content / "alerts").mkdir(exist_ok=True)
        _say("signage check")
        if check_folder(content, SystemClock().now(), sys.stdout):
            return 1
        _say("signage keys init, signage publish")
        init_keys(keys)
        if publish_folder(content, repository, keys, SystemClock()):
            return 1
        console = DemoConsole(data, content) if console_installed() else None
        watching = () if console else ("--watch", str(content), "--keys", str(keys))

        def changed() -> None:
            if console is not None and not console.ready.is_set():
                publish_folder(content, repository, keys, SystemClock(), tell=_log.info)

        with _feed_host(repository, *watching) as url, console or contextlib.nullcontext():
            _say(f"signage serve: {url}")
            print(f"    try it: add a notice to {content / 'notices'}", flush=True)
            if console is None:
                _say("no staff console: its packages are not installed here (pip install 'signage[server]')")
            settings = screen_settings(
                None,
                {
                    "feed": url,
                    "root": str(keys / "root.json"),
                    "store": str(Path(place, "store")),
                    "size": size,
                    "snapshots": str(snapshots) if snapshots else None,
                    "journal": str(journal) if journal else None,
                    "seconds": seconds,
                    "pace": pace,
                    "cursor": True,
                },
            )
            _say(f"signage kiosk, {pace:g}× reading speed" if pace > 1 else "signage kiosk; Ctrl-C ends all")
            with Director(content, cues(seconds), changed):
                status = run_kiosk(settings, SystemClock())
    if snapshots:
        _say(f"{len(list(snapshots.glob('*.png')))} pictures in {snapshots}/")
    return status
