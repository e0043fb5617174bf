"""One showing of one film, by QtMultimedia: decoded in software, without a sound, its newest picture taken when asked.

QtMultimedia is the extra `video` (PySide6-Addons). It is loaded when the first film is to be played and not before.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSize, Qt, QUrl
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

ADDONS = "PySide6-Addons is not installed: pip install 'signage[video]'"
LIBRARIES = "apt-get install libpulse0 libxrandr2"

AV_LOG_FATAL = 8
"""libavutil/log.h"""

LEFT_SECONDS = 120.0
"""A showing that hung is taken apart no sooner: by then the system has given up whatever read it hung in."""


class Showing(Protocol):
    """One showing of one film, from its first picture on. Nothing here waits for the film."""

    @property
    def over(self) -> bool:
        """Whether it came to its end."""

    @property
    def buffered(self) -> bool:
        """Whether what comes next was read already: where no picture comes, the film has none at this moment."""

    @property
    def problem(self) -> str:
        """Why it cannot be played; empty while it can."""

    def picture(self, size: QSize) -> QImage | None:
        """The newest picture, `size` pixels large; None where it is the same as before, or none came yet."""

    def close(self, *, stuck: bool) -> None:
        """Stop it. `stuck`: it may hang in a read that cannot be broken off."""


@cache
def why_not() -> str:
    """Why no film can be played on this machine; empty where they can. Asked once, and costs the loading then."""
    # decoders of a graphics card would be looked for, film by film, only for their pictures to be fetched back
    os.environ.setdefault("QT_FFMPEG_DECODING_HW_DEVICE_TYPES", ",")
    # nor is OpenGL asked to turn a picture into colours: without a graphics card it is slower at it than the processor,
    # and the picture would have to be fetched back, too. Qt looks at this attribute there; there are no widgets here
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)
    try:
        multimedia = importlib.import_module("PySide6.QtMultimedia")
    except ModuleNotFoundError:
        return ADDONS
    except ImportError as error:
        return f"{error}: {LIBRARIES}"
    player = multimedia.QMediaPlayer()
    try:
        return "" if player.isAvailable() else f"Qt's media backend does not load: {LIBRARIES}"
    finally:
        shiboken6.delete(player)


def open_film(url: str) -> Showing:
    """Begin to play the film at `url`. Only where `why_not` has nothing to say."""
    _take_apart(time.monotonic() - LEFT_SECONDS)
    return QtShowing(url)


class QtShowing:
    """A showing by `QMediaPlayer`."""

    def __init__(self, url: str) -> None:
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._status = QMediaPlayer.MediaStatus
        self._fine = QMediaPlayer.Error.NoError
        self._player = QMediaPlayer()
        self._sink = QVideoSink(self._player)
        self._player.setVideoSink(self._sink)
        _hush()
        self._shown: int | None = None
        # no audio output is set: sound is not even decoded
        self._player.setSource(QUrl(url))
        self._player.play()

    @property
    def over(self) -> bool:
        return self._player.mediaStatus() == self._status.EndOfMedia

    @property
    def buffered(self) -> bool:
        return self._player.mediaStatus() == self._status.BufferedMedia

    @property
    def problem(self) -> str:
        if self._player.error() != self._fine:
            return self._player.errorString() or "it cannot be opened"
        opened = self._player.mediaStatus() not in (self._status.NoMedia, self._status.LoadingMedia)
        return "" if not opened or self._player.hasVideo() else "it has no pictures"

    def picture(self, size: QSize) -> QImage | None:
        frame = self._sink.videoFrame()
        # only the moment is remembered: the frame itself would hold one of the decoder's few buffers
        if not frame.isValid() or frame.startTime() == self._shown:
            return None
        image = frame.toImage()
        if image.isNull():
            return None
        self._shown = frame.startTime()
        if image.size() == size:
            return image
        return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)

    def close(self, *, stuck: bool) -> None:
        if stuck:
            # its threads are joined when it is deleted, and one of them may hang in a read for as long as the disk does
            self._player.stop()
            _left.append((time.monotonic(), self._player))
        else:
            shiboken6.delete(self._player)


_left: list[tuple[float, QMediaPlayer]] = []


def _take_apart(before: float) -> None:
    """Delete the showings that hung and were left before this moment."""
    while _left and _left[0][0] < before:
        _, player = _left.pop(0)
        shiboken6.delete(player)


def _hush() -> None:
    """Only what is fatal: FFmpeg writes to standard error itself, a dozen lines a film, one for each damaged picture.

    What it means for the film is in `problem`, and in Qt's own messages.
    """
    for file in Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath)).glob("libavutil.so.*"):
        # by its name among those that are loaded: it cannot be loaded by itself
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(file.name, mode=os.RTLD_NOLOAD | os.RTLD_NOW).av_log_set_level(AV_LOG_FATAL)
