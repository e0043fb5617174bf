"""The gallery of README: every slide and every screen that can be touched, of the demo compound, upright and wide, by
day and by night. Full size into a folder, and together on sheets into `assets/pictures`.

    .venv/bin/python .ci/gallery.py [FOLDER]        (make gallery)
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from PIL import Image

from signage.demo_content import read_demo
from signage.errors import ContentError
from signage.kiosk.tour import Stop, Tour, save
from signage.settings import ScreenSettings

MOMENT = dt.datetime.fromisoformat("2026-12-09T14:05+08:00")
PICTURES = Path(__file__).parent.parent / "assets" / "pictures" / "gallery"
SHAPES = {"portrait": "1080x1920", "landscape": "1920x1080"}
LIGHTS = {"day": "default", "night": "night"}
COLUMNS = {"portrait": 6, "landscape": 4}
SHEET = 1440
GAP = 12
GROUND = "#8b8b86"
PAGES = 2
"""Of each notice; further ones look alike."""


class Held:
    """A clock that stands."""

    def now(self) -> dt.datetime:
        return MOMENT.astimezone(dt.UTC)


def stops(tour: Tour, alert: object) -> Iterator[Stop]:
    """Everything there is to see, in the order of the sheets."""
    yield from (stop for stop in tour.slides() if stop.page < PAGES)
    yield tour.alert(alert)  # type: ignore[arg-type]
    tour.calm()
    yield from tour.screens()


def sheet(files: list[Path], columns: int) -> Image.Image:
    """All pictures beside and below each other."""
    width = (SHEET - GAP) // columns - GAP
    drawn = []
    for file in files:
        with Image.open(file) as picture:
            height = round(picture.height * width / picture.width)
            drawn.append(picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS))
    rows = -(-len(drawn) // columns)
    height = drawn[0].height + GAP
    made = Image.new("RGB", (SHEET, rows * height + GAP), GROUND)
    for number, picture in enumerate(drawn):
        row, column = divmod(number, columns)
        made.paste(picture, (GAP + column * (width + GAP), GAP + row * height))
    return made


def main(folder: Path) -> int:
    """Draw it all. Gives the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    clock = Held()
    reading = read_demo(MOMENT)
    if reading.feed is None:
        raise ContentError(reading.faults)
    calm = msgspec.structs.replace(reading.feed, alerts=())
    PICTURES.mkdir(parents=True, exist_ok=True)
    for shape, size in SHAPES.items():
        for light, theme in LIGHTS.items():
            place = folder / f"{shape}-{light}"
            place.mkdir(parents=True, exist_ok=True)
            with Tour(calm, reading.media, ScreenSettings(size=size, theme=theme), clock) as tour:
                files = [
                    save(tour.window, place / f"{number:02}-{stop.name}.png")
                    for number, stop in enumerate(stops(tour, reading.feed.alerts[0]), 1)
                ]
            target = PICTURES / f"{shape}-{light}.webp"
            sheet(files, COLUMNS[shape]).save(target, quality=78, method=6)
            print(f"{len(files)} pictures in {place}, together on {target.relative_to(PICTURES.parent.parent.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out") / "gallery"))
