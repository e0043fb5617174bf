"""The composition root of a screen: everything is made here, wired here, and taken apart here, in order."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import socket
from pathlib import Path
from types import FrameType

import shiboken6
from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from signage.clock import Clock
from signage.errors import SettingsError
from signage.kiosk import film, qtlog
from signage.kiosk.airtime import Airtime, Painted
from signage.kiosk.bridge import Bridge
from signage.kiosk.care import PixelShift
from signage.kiosk.choice import AUTO, DAY, ThemeChoice
from signage.kiosk.conductor import Conductor
from signage.kiosk.deck import Deck
from signage.kiosk.dressing import Dressing
from signage.kiosk.feeding import Feeding
from signage.kiosk.filmplayer import why_not
from signage.kiosk.films import Films
from signage.kiosk.frames import FrameWitness
from signage.kiosk.glass import Glass
from signage.kiosk.journal import Journal
from signage.kiosk.liaison import RESTART_STATUS, Liaison
from signage.kiosk.memory import give_back
from signage.kiosk.pages import NAME, PageImages
from signage.kiosk.panel import Distances, Panel
from signage.kiosk.press import Press
from signage.kiosk.scene import Pairing, Scene
from signage.kiosk.snapshots import Snapshots
from signage.kiosk.theme import Theme
from signage.kiosk.themewatch import ThemeWatch
from signage.kiosk.typeset import Typeset
from signage.kiosk.wardrobe import Wardrobe
from signage.kiosk.watchdog import Notifier, Watchdog
from signage.paths import themes_dir
from signage.settings import ScreenSettings, parse_size
from signage.store.identity import Identity, load_identity
from signage.store.store import Store

_log = logging.getLogger(__name__)

QML_TYPES = (film.FilmView,)
"""Items of ours that QML makes: known to it once their modules were imported."""

TURNED_OFF = "the screen's settings say so (films, motion)"

QML = Path(__file__).parent / "qml"


def has_display() -> bool:
    """Whether there is something to draw on: a display server, or a platform named by hand."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


class Screen(QObject):
    """One screen, whole: window, conductor, typesetter, journal. `close` takes it apart in the order that Qt needs."""

    def __init__(self, settings: ScreenSettings, store: Store, clock: Clock, identity: Identity | None = None) -> None:
        """Raises: `SettingsError` for a theme, a size or a file that will not do."""
        super().__init__()
        self._settings = settings
        self._store = store
        self.bridge = Bridge(self)
        self.journal = Journal(Path(settings.journal) if settings.journal else None, clock, days=settings.journal_days)
        self.glass = Glass(self)
        self._images = PageImages()
        self._press = Press(store.media_path, self.bridge.post)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML))
        self._engine.addImageProvider(NAME, self._images)
        tokens = self._engine.singletonInstance("Signage.Glass", "Tokens")
        if not isinstance(tokens, QObject):
            raise SettingsError(str(QML), "Tokens", "the QML module Signage.Glass cannot be loaded")
        self.wardrobe = Wardrobe(themes_dir(), self.panel, self._engine, tokens, motion=settings.motion)
        unit = self.wardrobe.style(DAY).layout.unit
        self._care = PixelShift(tokens, unit, self) if settings.care else None
        dressing = Dressing(self.wardrobe, ThemeChoice(settings.theme, settings.night, self.wardrobe.has))
        self.witness = FrameWitness(self)
        self.airtime = Airtime(self.witness, self.journal)
        self.airtime.watcher = self._on_painted
        self.films = Films(store.media_path, why_not if settings.films and settings.motion else lambda: TURNED_OFF)
        self.conductor = Conductor(
            self.glass,
            dressing,
            lambda style: Deck(style, self._images, self._press.submit, self.films.url),
            self.airtime,
            clock,
            films=self.films,
            pace=settings.pace,
            stale_after=dt.timedelta(hours=settings.stale_hours),
            care=settings.care,
            screen=identity.id if identity is not None else "",
            parent=self,
        )
        width, height = self._window_size()
        self._engine.setInitialProperties(
            {"glass": self.glass, "width": width, "height": height, "turned": settings.turned}
        )
        self._engine.load(QUrl.fromLocalFile(str(QML / "Signage" / "Glass" / "Main.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise SettingsError(str(QML), "Main.qml", "cannot be loaded; the log says why")
        self.window = roots[0]
        self.witness.watch(self.window)
        self.bridge.received.connect(self._receive)
        self.watchdog = Watchdog(self.witness, Notifier(), self)
        self.snapshots = Snapshots(Path(settings.snapshots), self.window) if settings.snapshots else None
        self._feeding: Feeding | None = None
        self._liaison: Liaison | None = None
        self._first = True
        worn = DAY if settings.theme == AUTO else settings.theme
        self._themes = ThemeWatch(themes_dir() / worn, self._restyle, self) if settings.watch_theme else None

    def _window_size(self) -> tuple[int, int]:
        """Pixels of the window, as the display server counts them."""
        if self._settings.size:
            return parse_size(self._settings.size)
        size = QGuiApplication.primaryScreen().size()
        return size.width(), size.height()

    @property
    def panel(self) -> Panel:
        """The panel as residents see it."""
        width, height = self._window_size()
        if self._settings.turned % 180:
            width, height = height, width
        distances = Distances(
            walk=self._settings.walk_metres, wait=self._settings.wait_metres, touch=self._settings.touch_metres
        )
        return Panel(width=width, height=height, inches=self._settings.inches, distances=distances)

    def start(self, feeding: Feeding | None) -> None:
        """Show the glass, with the last good feed if there is one; then begin to pull."""
        self._feeding = feeding
        self._liaison = feeding.liaison if feeding is not None else None
        if self._liaison is not None:
            self._liaison.picture = self.window.grabWindow
        if not self._settings.cursor:
            self.window.setCursor(Qt.CursorShape.BlankCursor)
        if self._settings.size:
            self.window.show()
        else:
            self.window.showFullScreen()
        stored = self._store.current()
        if stored is not None:
            self.conductor.set_feed(stored.feed, stored.version, stored.reached_at)
        else:
            self.conductor.tick()
        # pulling imports cryptography: the first slide does not wait for it
        QTimer.singleShot(300 if stored is not None else 0, self, self._begin_pulling)

    def _restyle(self, theme: Theme) -> None:
        """The files of a theme were changed."""
        self._press.forget()
        self.wardrobe.renewed(theme)
        self.conductor.redress()

    def _begin_pulling(self) -> None:
        if self._feeding is not None:
            self._feeding.start(self.bridge.post)
        self._heed()

    def _heed(self) -> None:
        """Do what the feed orders, and say what is shown."""
        feed = self.conductor.feed
        if self._liaison is not None and feed is not None:
            self._liaison.heed(feed)
            self._liaison.says(self._scene())

    def _scene(self) -> Scene:
        shown, feed = self.airtime.on_glass, self.conductor.feed
        return Scene(
            compound=feed.compound.id if feed is not None else "",
            feed_version=self.airtime.feed_version,
            display=self.conductor.standing.display,
            slide=shown.kind if shown is not None else "",
            item=shown.item if shown is not None else "",
            size="{}x{}".format(*self._window_size()),
        )

    def _receive(self, value: object) -> None:
        if isinstance(value, Typeset):
            self.conductor.receive_page(value)
        elif isinstance(value, Pairing):
            self.conductor.set_pairing(value.code, value.fingerprint)
        elif self._feeding is not None:
            self._feeding.deliver(value, self.conductor, self.journal)
            self._heed()

    def _on_painted(self, painted: Painted) -> None:
        if self._first:
            self._first = False
            self.watchdog.ready()
        if self.snapshots is not None:
            self.snapshots.take(painted)
        if self._liaison is not None:
            self._liaison.says(self._scene())

    def close(self) -> None:
        """Stop pulling, finish what is being written, delete the engine before what it draws."""
        if self._feeding is not None:
            self._feeding.stop()
        if self._care is not None:
            self._care.stop()
        if self._themes is not None:
            self._themes.close()
        self.window.setProperty("quitting", True)
        self.window.close()
        self._press.close()
        if self.snapshots is not None:
            self.snapshots.close()
        self.conductor.stop()
        # the engine goes first and at once: QML that outlives what it binds to reads null
        shiboken6.delete(self._engine)
        self.wardrobe.hush()
        self.journal.close()


class Signals(QObject):
    """SIGINT and SIGTERM end the application from the event loop, not from inside a Qt call."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        self._application = application
        self._before = {number: signal.signal(number, self._noted) for number in (signal.SIGINT, signal.SIGTERM)}
        self._fd = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _noted(self, _number: int, _frame: FrameType | None) -> None:
        """The byte in the socket says it all."""

    def _woken(self) -> None:
        self._read.recv(64)
        self._application.exit(0)  # quit() asks the window first, and the window never closes by itself

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()


def application() -> QGuiApplication:
    """Qt's application, on the software backend unless the environment names another (README, 'On a real gate')."""
    qtlog.install()
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    if not os.environ.get("QT_QUICK_BACKEND") and not os.environ.get("QSG_RHI_BACKEND"):
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    app = QGuiApplication(["signage"])
    app.setQuitOnLastWindowClosed(False)
    return app


def run_kiosk(settings: ScreenSettings, clock: Clock) -> int:
    """Run one screen until it is told to end. Gives the exit status.

    Raises: `SettingsError` or `StoreError` for settings, a store or a root that will not do.
    """
    if not settings.feed:
        raise SettingsError("command line", "feed", "say where the feed is: --feed URL or --feed FOLDER")
    if not settings.root:
        raise SettingsError("command line", "root", "say whom the screen believes: --root root.json")
    if not has_display():
        raise SettingsError("environment", "display", "none; start under a display server, or set QT_QPA_PLATFORM")
    give_back()
    app = application()
    signals = Signals(app)
    with Store(Path(settings.store or default_store())) as store:
        identity = load_identity(store.folder)
        feeding = Feeding(settings, store, clock, identity)
        screen = Screen(settings, store, clock, identity)
        if feeding.liaison is not None:
            feeding.liaison.restart = lambda: app.exit(RESTART_STATUS)
        try:
            if store.current() is None:
                feeding.prepare(screen.bridge.post)
            screen.start(feeding)
            if settings.seconds:
                QTimer.singleShot(int(settings.seconds * 1000), app, lambda: app.exit(0))
            return app.exec()
        finally:
            screen.close()
            signals.close()


def default_store() -> str:
    """Where the store is when nobody says: in the user's state folder (XDG Base Directory)."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return str(Path(state) / "signage" / "store")
