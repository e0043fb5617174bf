"""The data folder: what lies where, and who may read it.

<data>/secret.key          signs sessions; for this process alone
<data>/console.sqlite3     the database, unless DATABASE_URL names another
<data>/media/              pictures as re-encoded here, by SHA-256
<data>/keys/<compound>/    signing keys (`signage keys init`); the folder root/ in each belongs on a stick, in a safe
<data>/feeds/<compound>/   one signed repository a compound, given out under /feed/
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from signage.errors import SettingsError
from signage.store.disk import locked, write_whole


class DataFolder:
    """Paths inside of the data folder `top`, which is made where it is missing."""

    def __init__(self, top: Path) -> None:
        """Raises: `SettingsError` when it cannot be made or written."""
        self.top = top.absolute()
        self.database = self.top / "console.sqlite3"
        self.media = self.top / "media"
        self._keys = self.top / "keys"
        self._feeds = self.top / "feeds"
        try:
            self.top.mkdir(mode=0o700, parents=True, exist_ok=True)
            for path in (self.media, self._keys, self._feeds):
                path.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise SettingsError("--data", "data", f"{top} cannot be made: {error.strerror or error}") from error

    def keys(self, compound: str) -> Path:
        return self._keys / compound

    def feed(self, compound: str) -> Path:
        return self._feeds / compound

    def feeds(self) -> list[Path]:
        """The repositories that are here."""
        return sorted(path for path in self._feeds.iterdir() if path.is_dir())

    def secret_key(self) -> str:
        """The secret that signs sessions, made at the first start. Raises: `SettingsError`."""
        path = self.top / "secret.key"
        try:
            if not path.exists():
                write_whole(path, secrets.token_urlsafe(64).encode(), mode=0o600)
            return path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError("--data", "data", f"{path} cannot be read or written: {error}") from error

    @contextlib.contextmanager
    def only_process(self) -> Iterator[None]:
        """Holds the folder for one process: SQLite and its wake-ups are one process's. Raises: `SettingsError`."""
        try:
            with locked(self.top / "lock"):
                yield
        except BlockingIOError as error:
            raise SettingsError(
                "--data",
                "data",
                f"another `signage serve` is at work on {self.top}; end it first, or use PostgreSQL (DATABASE_URL)",
            ) from error
