"""Chromium in kiosk mode showing the same slides: what most people would use, and so what the screen is compared with.

A page of plain HTML, CSS and a few lines of script: the same words, QR codes and pictures on as many slides, the same
size, the same fade. It is served on loopback and reports its figures to the same server.
"""

from __future__ import annotations

import html
import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import segno

from signage.content.body import Block, Heading, Listing, Paragraph, Table, plain
from signage.content.feed import Feed
from signage.content.notice import Notice
from tests.bench.place import SIZE, Place, tail
from tests.bench.processes import Use, end, use_of
from tests.bench.table import NotMeasuredError

NAMES = ("chromium", "chromium-browser", "google-chrome")

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--kiosk",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-default-browser-check",
)

_PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>signage</title><style>
*{box-sizing:border-box}body{margin:0;width:1080px;height:1920px;overflow:hidden;background:#f4efe4;color:#1d2a29;
font:500 52px "Noto Sans CJK SC",sans-serif}header{padding:40px;height:214px;display:flex;justify-content:space-between}
header b{font-size:132px;line-height:1}aside{margin:0 40px;height:184px;border-radius:28px;background:#1e5b50;
color:#fff;padding:40px;font-size:78px;font-weight:700}.slide{position:absolute;left:40px;top:424px;width:1000px;height:1262px;
background:#fffdf8;border:2px solid #d8d0bf;border-top:14px solid #1e5b50;border-radius:28px;padding:64px;opacity:0;
overflow:hidden}.slide h1{font:700 78px "Noto Serif CJK SC",serif;margin:20px 0}.fact{border-top:2px solid #d8d0bf;
padding:22px 0}.fact i{font-style:normal;color:#56605d;display:inline-block;width:128px;font-size:42px}
.slide img,.slide svg{display:block;margin-top:20px}.slide img{width:870px}td,th{padding:4px 16px;font-size:46px}
footer{position:absolute;bottom:48px;left:40px;width:1000px;height:116px;border-radius:58px;background:#e9e1d1;
text-align:center;line-height:116px}</style><header><span>槐安新苑</span><b id="clock">00:00</b></header>
<aside>田小满</aside><div class="slide" style="opacity:1;z-index:1"></div><div class="slide"></div>
<footer>轻触屏幕，查看全部通知</footer><script>
const slides = SLIDES, layers = [...document.querySelectorAll(".slide")]
let front = 0, turn = 0, frames = null
const later = ms => new Promise(done => setTimeout(done, ms))
const report = figures => fetch("/report", {method: "POST", body: JSON.stringify(figures)})
const go = name => fetch("/wait/" + name)
function tick(at) { if (frames) frames.push(at); requestAnimationFrame(tick) }
async function next(fade) {
  const incoming = layers[1 - front], outgoing = layers[front]
  incoming.innerHTML = slides[turn++ % slides.length]
  await Promise.all([...incoming.querySelectorAll("img")].map(image => image.decode()))
  outgoing.style.zIndex = 0; incoming.style.zIndex = 1
  if (fade) await incoming.animate([{opacity: 0}, {opacity: 1}], {duration: fade, easing: "ease-in-out"}).finished
  else await new Promise(done => requestAnimationFrame(done))
  incoming.style.opacity = 1; outgoing.style.opacity = 0; outgoing.innerHTML = ""; front = 1 - front
}
const show = () => document.getElementById("clock").textContent = new Date().toTimeString().slice(0, 5)
show(); setInterval(show, 60000)
async function run() {
  for (let i = 0; i < COUNT; i++) { await next(0); await later(10) }
  await report({slides: COUNT})
  await go("fades")
  requestAnimationFrame(tick)
  const intervals = []
  for (let i = 0; i < FADES + 3; i++) {
    frames = []; await next(500)
    if (i > 2) for (let k = 1; k < frames.length; k++) intervals.push(frames[k] - frames[k - 1])
    frames = null; await later(300)
  }
  await report({intervals})
}
run().catch(error => report({error: String(error)}))
</script></html>"""


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{html.escape(plain(block.spans))}</p>"
        case Heading():
            return f"<h2>{html.escape(block.text)}</h2>"
        case Listing():
            return "<ol>" + "".join(f"<li>{html.escape(plain(item))}" for item in block.items) + "</ol>"
        case Table():
            rows = ["".join(f"<td>{html.escape(cell)}" for cell in row) for row in (block.header, *block.rows)]
            return "<table>" + "".join(f"<tr>{row}" for row in rows) + "</table>"
        case _:
            return ""


def slides_of(feed: Feed) -> list[str]:
    """The feed's slides as HTML: a notice's facts with its QR, its body, a poster's picture, the duty week."""
    made = []
    for item in feed.items:
        if isinstance(item, Notice):
            facts = "".join(
                f'<div class="fact"><i>{html.escape(fact.label)}</i>{html.escape(fact.value)}</div>'
                for fact in item.facts
            )
            code = segno.make(f"{feed.compound.public_url}notices/{item.id}", error="m", micro=False)
            made.append(
                f"<h1>{html.escape(item.title)}</h1>{facts}{code.svg_inline(scale=5)}{html.escape(item.issuer)}"
            )
            if item.body:
                made.append(f"<h1>{html.escape(item.title)}</h1>" + "".join(map(_block, item.body)))
        else:
            made.append(f'<img src="/media/{item.picture.name}">')
    week = "".join(
        f'<div class="fact"><i>{slot.start:%m-%d}</i>{html.escape(slot.person)} {html.escape(slot.organisation)}</div>'
        for slot in feed.roster.slots[:14:2]
    )
    made.append(f"<h1>今日我当班</h1>{week}")
    return made


class Chromium:
    """Chromium on the slides of `feed`, as processes of its own. A context manager that ends them."""

    def __init__(self, place: Place, feed: Feed, media: Mapping[str, bytes], *, count: int, fades: int) -> None:
        """Raises: `NotMeasuredError` where it is not installed."""
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        if found is None:
            raise NotMeasuredError(f"no {NAMES[0]} installed")
        self._reports: queue.Queue[dict[str, Any]] = queue.Queue()
        self._go = threading.Event()
        page = _PAGE.replace("SLIDES", json.dumps(slides_of(feed), ensure_ascii=False).replace("</", "<\\/"))
        self._server = _server(
            page.replace("COUNT", str(count)).replace("FADES", str(fades)), media, self._reports, self._go
        )
        threading.Thread(target=self._server.serve_forever, name="page", daemon=True).start()
        headless = [] if place.environment.get("DISPLAY") else ["--headless=new"]
        self._log = place.new("chromium").with_suffix(".log")
        with self._log.open("w", encoding="utf-8") as errors:
            self._process: subprocess.Popen[str] = subprocess.Popen(
                [
                    found,
                    *headless,
                    *_FLAGS,
                    f"--window-size={SIZE.replace('x', ',')}",
                    f"--user-data-dir={place.new('profile')}",
                    f"http://127.0.0.1:{self._server.server_address[1]}/",
                ],
                stdout=errors,
                stderr=errors,
                text=True,
                start_new_session=True,
                env={**os.environ, "HOME": str(place.folder)},
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._go.set()
        end(self._process)
        self._server.shutdown()
        self._server.server_close()

    def use(self) -> Use:
        """What all its processes use now."""
        return use_of(self._process.pid)

    def report(self, seconds: float) -> dict[str, Any]:
        """The page's next figures. Raises: `NotMeasuredError` when they do not come."""
        try:
            figures = self._reports.get(timeout=seconds)
        except queue.Empty:
            raise NotMeasuredError(f"chromium said nothing for {seconds:.0f} s: {tail(self._log)}") from None
        if "error" in figures:
            raise NotMeasuredError(f"chromium's page failed: {figures['error']}")
        return figures

    def fades(self, seconds: float) -> list[float]:
        """Let it fade now; gives milliseconds from frame to frame."""
        self._go.set()
        return [float(interval) for interval in self.report(seconds)["intervals"]]


def _server(
    page: str, media: Mapping[str, bytes], reports: queue.Queue[dict[str, Any]], go: threading.Event
) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            if self.path == "/":
                self._answer(page.encode(), "text/html; charset=utf-8")
            elif self.path.startswith("/media/") and name in media:
                self._answer(media[name], "image/jpeg")
            elif self.path.startswith("/wait/"):
                go.wait()
                self._answer(b"", "text/plain")
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            reports.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(b"", "text/plain")

        def _answer(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    return server
