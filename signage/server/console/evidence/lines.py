"""A screen's own journal, read. Pure: bytes in, lines and spells of airtime out.

The lines are the kiosk's (`signage.kiosk.journal`): `at`, `event`, `slide`, `item`, `page`, `feed_version`. Events that
this version does not know are kept like the others, and say at least that the screen was alive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Record

MAX_LINE_BYTES = 16_384
"""A line of the kiosk's has about 150 bytes; an error's text makes it longer."""

AHEAD = dt.timedelta(minutes=2)
"""A screen's clock that is further ahead of the server's than this is wrong."""

_Word = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*\Z")]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a journal. Fields that are not airtime's (`problem`, `published`) are left to the kept bytes."""

    at: Annotated[dt.datetime, Meta(tz=True)]
    event: Annotated[str, Meta(min_length=1, max_length=40)]
    slide: _Word = ""
    item: _Word = ""
    page: Annotated[int, Meta(ge=0, le=100_000)] = 0
    feed_version: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


class Bad(Record, frozen=True, kw_only=True):
    """A line that is none: its number among the lines given (from 1), where it is (bytes), and why."""

    number: int
    start: int
    end: int
    problem: str


class Shown(Record, frozen=True, kw_only=True):
    """What was painted at `start` and has not left yet, as far as the lines go; `seen`: the last sign of life."""

    slide: str
    item: str
    page: int
    feed_version: int
    start: dt.datetime
    seen: dt.datetime
    doubtful: bool = False


class Spell(Record, frozen=True, kw_only=True):
    """One stay on the glass, from `start` to `end`.

    `cut`: the screen stopped without a word, so that `end` is only its last sign of life. `doubtful`: its clock was
    wrong, so that the times are no evidence.
    """

    slide: str
    item: str
    page: int
    feed_version: int
    start: dt.datetime
    end: dt.datetime
    cut: bool = False
    doubtful: bool = False


_decoder = msgspec.json.Decoder(Line)


def whole(data: bytes) -> bytes:
    """The whole lines of `data`: what follows the last line feed is still being written."""
    return data[: data.rfind(b"\n") + 1]


def read(data: bytes) -> tuple[list[Line], Bad | None]:
    """The lines of `data`, which ends with a line feed, up to the first that is none."""
    found: list[Line] = []
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        try:
            if end - start > MAX_LINE_BYTES:
                raise msgspec.ValidationError(f"longer than {MAX_LINE_BYTES} bytes")
            line = _decoder.decode(data[start:end])
            found.append(msgspec.structs.replace(line, at=line.at.astimezone(dt.UTC)))
        except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError) as error:
            problem = str(error) or type(error).__name__
            return found, Bad(number=len(found) + 1, start=start, end=end, problem=problem[:200])
        start = end
    return found, None


def follow(shown: Shown | None, lines: Iterable[Line], taken_at: dt.datetime) -> tuple[list[Spell], Shown | None]:
    """The spells that end in `lines`, and what is on the glass after them; `shown` was there before.

    The kiosk says `left` before it paints another thing. Where it did not, it was cut off (power, a crash), and how
    long it showed what it had painted nobody knows: the spell counts up to the last line before.
    """
    spells = []
    for line in lines:
        if shown is not None:
            same = (line.slide, line.item, line.page) == (shown.slide, shown.item, shown.page)
            if line.event == "left" and same:
                spells.append(_ended(shown, line.at, taken_at))
                shown = None
                continue
            if line.event in ("painted", "left"):
                spells.append(_ended(shown, shown.seen, taken_at, cut=True))
                shown = None
            else:
                back = line.at < shown.seen
                shown = msgspec.structs.replace(shown, seen=line.at, doubtful=shown.doubtful or back)
        if line.event == "painted":
            shown = Shown(
                slide=line.slide,
                item=line.item,
                page=line.page,
                feed_version=line.feed_version,
                start=line.at,
                seen=line.at,
            )
    return spells, shown


def _ended(shown: Shown, end: dt.datetime, taken_at: dt.datetime, *, cut: bool = False) -> Spell:
    back = end < max(shown.start, shown.seen)
    return Spell(
        slide=shown.slide,
        item=shown.item,
        page=shown.page,
        feed_version=shown.feed_version,
        start=shown.start,
        end=max(end, shown.start),
        cut=cut,
        doubtful=shown.doubtful or back or max(shown.start, end) > taken_at + AHEAD,
    )
