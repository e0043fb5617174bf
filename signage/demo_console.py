"""The staff console of the demo: a process beside the screen, with log-ins that are said on the terminal."""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
import threading
import tomllib
from pathlib import Path
from typing import Self

NEEDED = ("django", "wagtail", "django_prose_editor", "dj_database_url", "openpyxl", "icalendar")
"""What only staff's machine has (the extra `server`)."""

PASSWORD_VARIABLE = "SIGNAGE_DEMO_PASSWORD"  # noqa: S105 — as `signage.server.console.demo` has it

LOG_INS = (("writer", "xu"), ("approver", "cheng"), ("administrator", "shen"))


def console_installed() -> bool:
    """Whether the console's packages are here."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def compound_id(content: Path) -> str:
    """The compound's id in a content folder that was checked."""
    found: str = tomllib.loads((content / "compound.toml").read_text(encoding="utf-8"))["compound"]["id"]
    return found


class DemoConsole:
    """The console over the data folder `data`, seeded from `content`. Starts beside, and says when it is there.

    Its password is new each time, and gone with the demo.
    """

    def __init__(self, data: Path, content: Path) -> None:
        self._command = [sys.executable, "-m", "signage.server.console.demo", str(data), str(content)]
        self._password = f"demo-{secrets.token_hex(4)}"
        self._leaving = False
        self.ready = threading.Event()
        """Set once the console publishes."""

    def __enter__(self) -> Self:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("SIGNAGE_", "DJANGO_"))}
        environment.pop("DATABASE_URL", None)  # the demo's database lies in its own folder
        environment[PASSWORD_VARIABLE] = self._password
        # its own session, as the feed host's: Ctrl-C ends the screen, and that ends this
        self._process = subprocess.Popen(  # noqa: S603
            self._command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
        )
        self._thread = threading.Thread(target=self._say_when_ready, name="demo-console", daemon=True)
        self._thread.start()
        print("==> the staff console is being made: some seconds more", flush=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving = True
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join(2)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _say_when_ready(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 — it is a pipe
        url = self._process.stdout.readline().strip()
        if url.startswith("http"):
            self.ready.set()
            who = " · ".join(f"{role} {name}" for role, name in LOG_INS)
            print(f"==> staff console: {url}\n    {who}; password {self._password}, this demo's alone", flush=True)
        elif not self._leaving:
            print("==> the staff console did not start, its words are above; the screen goes on", flush=True)
