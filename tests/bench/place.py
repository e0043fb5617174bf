"""Where a run of the bench takes place: keys, repositories, feed hosts and screens, all real, in a new folder."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from signage.clock import SystemClock
from signage.content.feed import Feed
from signage.feed.keys import init_keys, load_keys
from signage.feed.repository import Repository
from signage.paths import themes_dir
from tests.bench.processes import Use, end, sharing, use_of
from tests.bench.table import NotMeasuredError

SIZE = "1080x1920"
STILL = "still"
"""A theme like the default one but without fades, so that a thousand slides do not take ten minutes."""

PATIENCE = 30.0
"""Seconds that anything may take before the bench gives it up."""


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return SystemClock().now()


def moment(line: Mapping[str, Any]) -> dt.datetime:
    """When a line of the journal was written."""
    return dt.datetime.fromisoformat(line["at"])


class Place:
    """A folder for one run, removed at its end."""

    def __init__(self) -> None:
        self._resources = contextlib.ExitStack()
        self.folder = Path(self._resources.enter_context(tempfile.TemporaryDirectory(prefix="signage-bench-")))
        self._serial = 0
        keys = self.folder / "keys"
        init_keys(keys)
        self.keys = keys
        self.root = keys / "root.json"
        themes = self.folder / "themes"
        shutil.copytree(themes_dir(), themes)
        shutil.copytree(themes / "default", themes / STILL)
        file = themes / STILL / "theme.toml"
        text, found = re.subn(r"(?m)^fade_ms\s*=.*$", "fade_ms = 0", file.read_text(encoding="utf-8"))
        if not found:
            raise NotMeasuredError(f"{file}: no fade_ms to turn off")
        file.write_text(text, encoding="utf-8")
        self.environment = {**os.environ, "SIGNAGE_THEMES": str(themes), "PYTHONFAULTHANDLER": "1"}
        if not os.environ.get("DISPLAY") and not os.environ.get("QT_QPA_PLATFORM"):
            self.environment["QT_QPA_PLATFORM"] = "offscreen"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._resources.close()

    @property
    def platform(self) -> str:
        """What the glass is drawn on."""
        return self.environment.get("QT_QPA_PLATFORM") or f"display {self.environment['DISPLAY']}"

    def new(self, name: str) -> Path:
        """A path that nobody else has."""
        self._serial += 1
        return self.folder / f"{name}-{self._serial}"

    def repository(self) -> Repository:
        """A new, empty repository."""
        return Repository(self.new("repo"), load_keys(self.keys))

    @contextlib.contextmanager
    def host(self, repository: Path, *more: str) -> Iterator[str]:
        """A feed host as a process of its own; gives the feed's URL."""
        log = self.new("host").with_suffix(".log")
        with log.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "signage", "serve", str(repository), "--port", "0", *more],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        try:
            yield self._first_line(process, log)
        finally:
            end(process)

    @staticmethod
    def _first_line(process: subprocess.Popen[str], log: Path) -> str:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        url = process.stdout.readline().strip() if ready else ""
        if not url.startswith("http"):
            raise NotMeasuredError(f"the feed host did not start: {tail(log)}")
        return url

    def filled_store(self, feed_url: str) -> Path:
        """A store that a first run of the screen has filled from `feed_url`."""
        store = self.new("store")
        with Kiosk(self, feed_url, store) as kiosk:
            kiosk.wait(lambda line: line["event"] == "painted" and line.get("feed_version", 0) > 0)
        return store


class Kiosk:
    """`signage kiosk` as a process, watched through its journal. A context manager that ends it."""

    def __init__(
        self, place: Place, feed: str, store: Path, *, pace: float = 1.0, theme: str = "default", size: str = SIZE
    ) -> None:
        self._log = place.new("kiosk").with_suffix(".log")
        self._journal = self._log.with_suffix(".jsonl")
        command = [sys.executable, "-m", "signage", "kiosk", "--feed", feed, "--root", str(place.root)]
        command += ["--store", str(store), "--journal", str(self._journal), "--size", size]
        command += ["--pace", str(pace), "--theme", theme]
        self._part = ""
        self._offset = 0
        self._pending: deque[dict[str, Any]] = deque()
        with self._log.open("w", encoding="utf-8") as errors:
            self.started = now()
            self._process: subprocess.Popen[str] = subprocess.Popen(
                command,
                stdout=errors,
                stderr=errors,
                text=True,
                start_new_session=True,
                env=place.environment,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        end(self._process)

    def use(self) -> Use:
        """What the screen uses now."""
        self._must_live()
        return use_of(self._process.pid)

    def company(self) -> str:
        """Words for who shares Qt's libraries with the screen now, if anybody."""
        others = sharing(self._process.pid)
        return f"; {others} OTHER PROCESSES SHARE QT, SO THE PSS IS TOO LOW" if others else ""

    def lines(self) -> Iterator[dict[str, Any]]:
        """The journal's lines that were not taken yet."""
        self._read()
        while self._pending:
            yield self._pending.popleft()

    def _read(self) -> None:
        if not self._journal.exists():
            return
        with self._journal.open(encoding="utf-8") as file:
            file.seek(self._offset)
            text = file.read()
            self._offset = file.tell()
        *whole, self._part = (self._part + text).split("\n")
        self._pending.extend(json.loads(line) for line in whole)

    def wait(self, wanted: Callable[[dict[str, Any]], bool], seconds: float = PATIENCE) -> dict[str, Any]:
        """The first line from now on that is `wanted`; what came before it is passed over.

        Raises: `NotMeasuredError` when none comes, or the screen ends.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in self.lines():
                if wanted(line):
                    return line
            self._must_live()
            time.sleep(0.005)
        raise NotMeasuredError(f"the screen's journal did not say it within {seconds:.0f} s; {tail(self._log)}")

    def wait_painted(self, count: int, seconds: float) -> int:
        """Wait for so many `painted` lines; gives how many came. Raises: as `wait`."""
        seen = 0

        def enough(line: dict[str, Any]) -> bool:
            nonlocal seen
            seen += 1 if line["event"] == "painted" else 0
            return seen >= count

        self.wait(enough, seconds)
        return seen

    def _must_live(self) -> None:
        status = self._process.poll()
        if status is not None:
            raise NotMeasuredError(f"the screen ended with status {status}: {tail(self._log)}")


def tail(log: Path) -> str:
    """The last line of a log that says something, for a row of the table."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    fatal = [line for line in lines if "Fatal" in line or "Error" in line or "ERROR" in line]
    return (fatal or lines or ["it said nothing"])[-1][:200]


def publish(repository: Repository, feed: Feed, media: Mapping[str, bytes]) -> dt.datetime:
    """Publish `feed`; gives the moment just before."""
    before = now()
    repository.publish(feed, media)
    return before
