"""Draws the demo compound's film and its poster frame, assets/demo/media/ebike.webm and ebike.png.

    .venv/bin/python .ci/demo_film.py

It needs ffmpeg with libvpx (Debian's package). The film begins and ends with its poster frame, so that nothing jumps.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPen

TARGET = Path(__file__).resolve().parent.parent / "assets" / "demo" / "media"
WIDTH, HEIGHT, RATE, SECONDS = 1280, 720, 25, 8

PAPER, CARD, INK = "#f4efe4", "#fffdf8", "#1d2a29"
GREEN, DARK, GOLD, RED = "#1e5b50", "#17483f", "#f6d68d", "#ab3429"
WALL, WALL_FAR, HILL = "#a8c0aa", "#b9ccb6", "#d5dfc4"
SKIN, COAT, TROUSERS, BIKE = "#e8b990", "#27598c", "#2b3438", "#c4503f"

GROUND = 590.0
DOOR = QRectF(196, 424, 118, 166)
SHED = QRectF(856, 330, 380, 260)
AT_DOOR, IN_SHED = 392.0, 1018.0
"""Where the bicycle stands, its middle."""


def ease(at: float, begin: float, end: float) -> float:
    """0 until `begin`, 1 from `end` on, gently between."""
    part = min(1.0, max(0.0, (at - begin) / (end - begin)))
    return part * part * (3 - 2 * part)


def pop(at: float, begin: float) -> float:
    """0 until `begin`, then quickly to 1, a little beyond and back."""
    part = min(1.0, max(0.0, (at - begin) / 0.45))
    return part * (1 + 1.6 * part * (1 - part)) if part < 1 else 1.0


class Drawing:
    """One picture of the film."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter

    def shape(self, path: QPainterPath | QRectF, colour: str, radius: float = 0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        if isinstance(path, QRectF):
            self.painter.drawRoundedRect(path, radius, radius)
        else:
            self.painter.drawPath(path)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        self.painter.drawEllipse(QPointF(x, y), radius, radius)

    def stroke(self, colour: str, width: float, *points: tuple[float, float]) -> None:
        pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline([QPointF(x, y) for x, y in points])

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        self.painter.setPen(QPen(QColor(colour), width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(QPointF(x, y), radius, radius)

    def words(
        self, box: QRectF, text: str, size: int, colour: str, *, family: str = "Noto Sans CJK SC", weight: int = 700
    ) -> None:
        font = QFont(family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def background(on: Drawing) -> None:
    on.painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor(PAPER))
    on.disc(1132, 190, 56, GOLD)
    hill = QPainterPath(QPointF(300, GROUND))
    hill.cubicTo(480, 450, 640, 440, 760, 500)
    hill.cubicTo(900, 420, 1130, 400, WIDTH, 510)
    hill.lineTo(WIDTH, GROUND)
    on.shape(hill, HILL)
    for x, top, width in ((470, 372, 84), (566, 330, 96), (676, 390, 76)):
        on.shape(QRectF(x, top, width, GROUND - top), WALL_FAR)
        for row in range(int((GROUND - top - 40) // 40)):
            for column in range(3):
                on.shape(QRectF(x + 14 + column * (width - 38) / 2, top + 22 + row * 40, 10, 15), CARD, 2)
    on.shape(QRectF(0, GROUND, WIDTH, HEIGHT - GROUND), GREEN)
    on.shape(QRectF(0, GROUND, WIDTH, 8), DARK)


def building(on: Drawing, forbidden: float) -> None:
    on.shape(QRectF(70, 196, 370, GROUND - 196), WALL)
    on.shape(QRectF(58, 186, 394, 18), GREEN, 4)
    for row in range(3):
        for column in range(4):
            on.shape(QRectF(104 + column * 82, 232 + row * 62, 40, 38), CARD, 4)
    on.shape(QRectF(DOOR.left() - 22, DOOR.top() - 22, DOOR.width() + 44, 16), GREEN, 4)
    on.shape(DOOR, "#3d5a52")
    leaf = DOOR.width() / 2 * (0.32 + 0.68 * ease(forbidden, 0, 0.7))
    on.shape(QRectF(DOOR.left(), DOOR.top(), leaf - 1, DOOR.height()), "#6f8f86")
    on.shape(QRectF(DOOR.right() - leaf + 1, DOOR.top(), leaf - 1, DOOR.height()), "#6f8f86")
    if forbidden > 0:
        x, y, radius = DOOR.center().x(), DOOR.center().y() - 4, 52 * forbidden
        on.disc(x, y, radius, CARD)
        on.painter.save()
        on.painter.translate(x, y + 13 * forbidden)
        on.painter.scale(0.36 * forbidden, 0.36 * forbidden)
        bicycle(on, 0.0, INK, INK)
        on.painter.restore()
        on.ring(x, y, radius - 5 * forbidden, RED, 10 * forbidden)
        reach = (radius - 6 * forbidden) * 0.7071
        on.stroke(RED, 10 * forbidden, (x - reach, y - reach), (x + reach, y + reach))


def shed(on: Drawing, charge: float, done: float) -> None:
    for x in (SHED.left() + 14, SHED.right() - 26):
        on.shape(QRectF(x, SHED.top() + 40, 12, SHED.height() - 40), "#7d8a84")
    on.shape(QRectF(SHED.left() + 26, SHED.top() + 84, SHED.width() - 52, 150), "#e9e1d1")
    for index in range(3):
        x = SHED.left() + 68 + index * 112
        busy = index == 1 and charge > 0
        on.shape(QRectF(x, SHED.top() + 104, 40, 56), CARD, 6)
        on.disc(x + 20, SHED.top() + 122, 7, "#4fae5d" if busy else "#cfc6b4")
        on.shape(QRectF(x + 12, SHED.top() + 138, 16, 10), INK, 3)
    roof = QPainterPath(QPointF(SHED.left() - 14, SHED.top() + 62))
    roof.lineTo(SHED.left() + 26, SHED.top())
    roof.lineTo(SHED.right() - 26, SHED.top())
    roof.lineTo(SHED.right() + 14, SHED.top() + 62)
    on.shape(roof, GREEN)
    on.words(QRectF(SHED.left(), SHED.top(), SHED.width(), 62), "东门充电区", 36, "#ffffff")
    if done > 0:
        x, y = SHED.right() - 14, SHED.top() - 6
        on.disc(x, y, 36 * done, CARD)
        on.disc(x, y, 31 * done, "#3f8a4c")
        on.stroke(
            "#ffffff", 8 * done, (x - 14 * done, y), (x - 4 * done, y + 11 * done), (x + 15 * done, y - 12 * done)
        )


def bicycle(on: Drawing, rolled: float, colour: str = BIKE, tyre: str = INK) -> None:
    """Its middle on the ground at 0, 0; it looks to the left; its wheels have turned by `rolled` radians."""
    for x in (-66.0, 66.0):
        on.ring(x, -34, 28, tyre, 10)
        on.disc(x, -34, 8, "#9aa39f")
        on.painter.save()
        on.painter.translate(x, -34)
        on.painter.rotate(rolled * 57.3)
        on.stroke("#9aa39f", 3, (-22, 0), (22, 0))
        on.stroke("#9aa39f", 3, (0, -22), (0, 22))
        on.painter.restore()
    on.stroke(colour, 12, (-66, -34), (-50, -98), (-34, -58), (38, -58), (66, -34))
    on.stroke(tyre, 8, (-50, -98), (-34, -108))
    on.stroke(colour, 10, (36, -58), (32, -84))
    on.shape(QRectF(4, -98, 66, 16), tyre, 8)
    on.shape(QRectF(-28, -82, 56, 26), colour, 6)
    on.disc(-60, -88, 8, GOLD)


def person(on: Drawing, stride: float) -> None:
    """Behind the bicycle, hands on its bar; feet on the ground at 0, 0; `stride` from -1 to 1."""
    for way, colour in ((1, "#3a4549"), (-1, TROUSERS)):
        foot = way * stride * 26
        on.stroke(colour, 18, (2, -78), (foot * 0.5 + 3, -42), (foot, -8))
        on.stroke(INK, 14, (foot - 10, -4), (foot + 3, -4))
    on.shape(QRectF(-19, -156, 42, 88), COAT, 18)
    on.disc(-2, -180, 24, SKIN)
    hair = QPainterPath()
    hair.moveTo(-22, -184)
    hair.cubicTo(-24, -212, 18, -216, 24, -184)
    hair.cubicTo(26, -172, 20, -166, 16, -164)
    hair.cubicTo(14, -178, 4, -188, -22, -184)
    on.shape(hair, INK)
    on.stroke("#1f4a76", 15, (2, -140), (-26, -116), (-56, -108))
    on.disc(-58, -108, 8, SKIN)


def battery(on: Drawing, charge: float, seen: float) -> None:
    """The bubble that says how full it is."""
    if seen <= 0:
        return
    on.painter.save()
    on.painter.setOpacity(seen)
    box = QRectF(IN_SHED - 190, 232, 150, 66)
    on.shape(box, CARD, 16)
    tail = QPainterPath(QPointF(box.right() - 54, box.bottom() - 1))
    tail.lineTo(box.right() - 14, box.bottom() - 1)
    tail.lineTo(box.right() + 4, box.bottom() + 26)
    on.shape(tail, CARD)
    frame = QRectF(box.left() + 20, box.top() + 17, 100, 32)
    on.painter.setPen(QPen(QColor(INK), 4))
    on.painter.setBrush(Qt.BrushStyle.NoBrush)
    on.painter.drawRoundedRect(frame, 6, 6)
    on.shape(QRectF(frame.right() + 4, frame.top() + 9, 7, 14), INK, 2)
    on.shape(QRectF(frame.left() + 6, frame.top() + 6, max(6.0, 88 * charge), 20), "#3f8a4c", 3)
    on.painter.restore()


def scene(on: Drawing, at: float) -> None:
    """The story, from 0 to 6.6 seconds."""
    arrives, leaves = ease(at, 0.0, 1.7), ease(at, 2.9, 5.0)
    forbidden, charge = pop(at, 1.5), ease(at, 5.3, 6.4)
    there = 720 - (720 - AT_DOOR) * arrives + (IN_SHED - AT_DOOR) * leaves
    turned = at >= 2.7
    background(on)
    building(on, forbidden)
    shed(on, charge, pop(at, 6.1))
    if at > 5.2:
        socket = (SHED.left() + 200, SHED.top() + 144)
        on.stroke(INK, 5, socket, (socket[0] + 4, socket[1] + 34), (there + 6, GROUND - 66))
    walking = 0.02 < arrives < 0.98 or 0.02 < leaves < 0.98
    stride = 0.0
    if walking:
        phase = (there / 46) % 4
        stride = phase - 1 if phase < 2 else 3 - phase
    on.painter.save()
    on.painter.translate(there, GROUND + 6)
    if turned:
        on.painter.scale(-1, 1)
    if at < 6.2:
        on.painter.save()
        on.painter.translate(14, 0)
        on.painter.setOpacity(1 - ease(at, 5.8, 6.2))
        person(on, stride)
        on.painter.restore()
    bicycle(on, there / 28 * (-1 if turned else 1))
    on.painter.restore()
    battery(on, charge, ease(at, 5.2, 5.5))
    on.words(QRectF(0, 34, WIDTH, 128), "电动车不进楼", 112, GREEN, family="Noto Serif CJK SC", weight=900)
    captions = (
        (0.0, "推车回家，先别进楼"),
        (1.6, "楼道、电梯、家里：不停放，不充电"),
        (2.9, "推到东门充电区"),
        (5.2, "插好电，充满自停"),
        (6.2, "东门充电区 · 全天开放"),
    )
    begun, said = next((begin, words) for begin, words in reversed(captions) if at >= begin)
    on.painter.setOpacity(ease(at, begun, begun + 0.3) if begun else 1.0)
    on.words(QRectF(0, GROUND + 8, WIDTH, HEIGHT - GROUND - 8), said, 52, "#ffffff")
    on.painter.setOpacity(1.0)


def picture(at: float) -> QImage:
    """The film at `at` seconds: the poster frame, gone over into the story, which ends in the poster frame."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    story = at - 0.9
    scene(Drawing(painter), story if story > 0 else 6.8)
    if 0 < story < 0.4:
        last = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        over = QPainter(last)
        over.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scene(Drawing(over), 6.8)
        over.end()
        painter.setOpacity(1 - story / 0.4)
        painter.drawImage(0, 0, last)
    painter.end()
    return image


def main() -> int:
    app = QGuiApplication([])
    picture(0).save(str(TARGET / "ebike.png"))
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgra", "-s", f"{WIDTH}x{HEIGHT}"]
    command += [
        "-r",
        str(RATE),
        "-i",
        "-",
        "-an",
        "-pix_fmt",
        "yuv420p",
        "-colorspace",
        "smpte170m",
        "-color_range",
        "tv",
    ]
    command += ["-vf", "scale=out_color_matrix=bt601:out_range=tv", "-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "34"]
    # one thread and nothing about the encoder: the same film wherever it is drawn with the same libraries
    command += ["-deadline", "good", "-cpu-used", "1", "-row-mt", "0", "-threads", "1", "-g", "100"]
    command += ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", str(TARGET / "ebike.webm")]
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603
    assert encoder.stdin is not None  # noqa: S101
    for number in range(RATE * SECONDS):
        image = picture(number / RATE)  # named: its bytes go with it
        encoder.stdin.write(bytes(image.constBits()))
    encoder.stdin.close()
    status = encoder.wait()
    del app
    print(f"{TARGET / 'ebike.webm'}: {(TARGET / 'ebike.webm').stat().st_size // 1000} kB")
    return status


if __name__ == "__main__":
    sys.exit(main())
