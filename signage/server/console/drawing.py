"""Slides as the screen draws them, from the kiosk's own process (`python -m signage.kiosk.preview`): here is no Qt.

One process draws for everybody, started when it is first needed and again when it dies. Of one form only the newest
request counts: whoever types faster than slides are drawn waits for the last one, not for all.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import importlib.util
import io
import logging
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from signage.content.codec import encode
from signage.content.feed import Feed
from signage.errors import SignageError

_log = logging.getLogger(__name__)

WAIT_SECONDS = 25.0
"""A request that is not drawn by then is given up, and so is the process that draws it."""
QUEUE = 24
IDLE_SECONDS = 300.0
"""An idle process gives its hundred megabytes back."""
CACHED = 48
QUALITY = 84


class DrawingError(SignageError):
    """There is no picture; its text says why, for staff."""


class SupersededError(DrawingError):
    """A newer request of the same form has taken its place."""


@dataclass(frozen=True)
class Page:
    """One screenful as WebP, how long it stays in seconds, and the height of its smallest message in pixels."""

    image: bytes
    dwell: float
    glyph: int


@dataclass(frozen=True)
class Drawing:
    pages: tuple[Page, ...]
    count: int
    """How many screenfuls there are, drawn or not."""


@dataclass(frozen=True)
class Order:
    """What to draw: the item of the feed, at a moment, on a panel of `size` pixels."""

    feed: Feed
    item: str
    now: dt.datetime
    size: tuple[int, int]
    media: Path
    theme: str = "default"
    pages: int = 12
    width: int = 0
    """Scale pictures down to so many pixels; 0: as they are."""

    def digest(self) -> str:
        """The same for orders whose pictures look the same but for the clock's minute."""
        feed = msgspec.structs.replace(self.feed, published=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        minute = self.now.replace(second=0, microsecond=0).isoformat()
        parts = repr((self.item, minute, self.size, self.theme, self.pages, self.width)).encode()
        return hashlib.sha256(encode(feed) + parts).hexdigest()


@dataclass
class _Job:
    order: Order
    done: threading.Event = field(default_factory=threading.Event)
    drawing: Drawing | None = None
    error: DrawingError | None = None

    def end(self, drawing: Drawing | None, error: DrawingError | None = None) -> None:
        self.drawing, self.error = drawing, error
        self.done.set()


class Draughtsman:
    """Draws orders one after another, in a thread and a process of its own. Thread-safe."""

    def __init__(self, command: Callable[[], list[str]] | None = None) -> None:
        """`command` starts the process; by default the kiosk's. Starts nothing yet."""
        self._command = command or (lambda: [sys.executable, "-m", "signage.kiosk.preview"])
        self._guard = threading.Condition()
        self._pending: OrderedDict[str, _Job] = OrderedDict()
        self._cache: OrderedDict[str, Drawing] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._process: subprocess.Popen[bytes] | None = None
        self._serial = 0

    @staticmethod
    def available() -> bool:
        """Whether the kiosk's Qt is installed on this machine."""
        return importlib.util.find_spec("PySide6") is not None

    def draw(self, key: str, order: Order) -> Drawing:
        """The drawing of `order`; a later call with the same `key` takes this one's place while it waits.

        Raises: `SupersededError`; `DrawingError` when it cannot be drawn, in words.
        """
        if not self.available():
            raise DrawingError("这台服务器没有安装屏幕程序（PySide6），看不到预览；通知照样可以写、审、发。")
        digest = order.digest()
        job = _Job(order)
        with self._guard:
            if (found := self._cache.get(digest)) is not None:
                self._cache.move_to_end(digest)
                return found
            if (older := self._pending.pop(key, None)) is not None:
                older.end(None, SupersededError("已有更新的内容"))
            if len(self._pending) >= QUEUE or self._closing:
                raise DrawingError("正在画的太多，请稍候再看预览。")
            self._pending[key] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="draughtsman", daemon=True)
                self._thread.start()
            self._guard.notify()
        if not job.done.wait(WAIT_SECONDS * 2):
            with self._guard:
                if self._pending.get(key) is job:
                    del self._pending[key]
            raise DrawingError("预览没有画出来；请稍后再试。")
        if job.error is not None or job.drawing is None:
            raise job.error or DrawingError("预览没有画出来")
        with self._guard:
            self._cache[digest] = job.drawing
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        return job.drawing

    def close(self) -> None:
        """End the process; who waits gets no picture."""
        with self._guard:
            self._closing = True
            self._guard.notify()
        if self._thread is not None:
            self._thread.join()

    # The thread.

    def _run(self) -> None:
        try:
            while (job := self._next()) is not None:
                try:
                    job.end(self._drawn(job.order))
                except DrawingError as error:
                    job.end(None, error)
                except Exception:  # noqa: BLE001 — whoever waits must be told, and the next one drawn
                    _log.exception("a slide cannot be drawn")
                    self._end_process()
                    job.end(None, DrawingError("预览没有画出来，原因已记入日志"))
        finally:
            self._end_process()
            with self._guard:
                for job in self._pending.values():
                    job.end(None, DrawingError("服务器正在关闭"))
                self._pending.clear()

    def _next(self) -> _Job | None:
        with self._guard:
            while not self._pending and not self._closing:
                if not self._guard.wait(IDLE_SECONDS):
                    self._end_process()
            if self._closing:
                return None
            return self._pending.popitem(last=False)[1]

    def _drawn(self, order: Order) -> Drawing:
        with tempfile.TemporaryDirectory(prefix="signage-slides-") as folder:
            answer = self._asked(order, folder)
            if error := answer.get("error"):
                raise DrawingError(f"画不出来：{error}")
            pages = tuple(
                Page(image=_webp(Path(page["file"]), order.width), dwell=page["dwell"], glyph=page["glyph"])
                for page in answer["pages"]
            )
            return Drawing(pages=pages, count=answer["count"])

    def _asked(self, order: Order, folder: str) -> dict[str, Any]:
        """The process's answer; a process that died (its four hundred requests were over) is started once more."""
        self._serial += 1
        request = {
            "id": self._serial,
            "feed": encode(order.feed).decode(),
            "item": order.item,
            "now": order.now.isoformat(),
            "theme": order.theme,
            "size": order.size,
            "pages": order.pages,
            "media": str(order.media),
            "to": folder,
        }
        line = msgspec.json.encode(request) + b"\n"
        for _ in range(2):
            process = self._process or self._start()
            with contextlib.suppress(OSError):
                assert process.stdin is not None  # noqa: S101 — it was started with pipes
                process.stdin.write(line)
                process.stdin.flush()
                reply = self._read(process)
                if reply:
                    answer: dict[str, Any] = msgspec.json.decode(reply)
                    return answer
            self._end_process()
        raise DrawingError("屏幕程序没有回答；预览暂时看不到。")

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(  # noqa: S603 — our own program
            self._command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
        )
        return self._process

    def _read(self, process: subprocess.Popen[bytes]) -> bytes:
        """One line, or nothing: the process died or takes too long."""
        assert process.stdout is not None  # noqa: S101
        descriptor = process.stdout.fileno()
        gathered = bytearray()
        end = time.monotonic() + WAIT_SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while not gathered.endswith(b"\n"):
                if not selector.select(max(0.0, end - time.monotonic())):
                    _log.warning("a slide was not drawn within %.0f s", WAIT_SECONDS)
                    return b""
                piece = os.read(descriptor, 65_536)
                if not piece:
                    return b""
                gathered += piece
        return bytes(gathered)

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
        if process.poll() is None:
            process.kill()
            process.wait()


def _webp(file: Path, width: int) -> bytes:
    with Image.open(file) as image:
        shown = image.convert("RGB")
    if width and shown.width > width:
        shown = shown.resize((width, round(shown.height * width / shown.width)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    shown.save(buffer, "WEBP", quality=QUALITY, method=2)
    return buffer.getvalue()


draughtsman = Draughtsman()
"""The one of this process."""
