"""现在开放: always, by the roster, by the clock, or nobody knows."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sample
from sample import at

from signage.content.guide import Opening, Service
from signage.playlist.openness import service_open

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


def service(*openings: Opening, **changes: bool) -> Service:
    return Service(id="s", name="服务", glyph="服", openings=openings, **changes)


def opening(start: str, end: str, days: tuple[int, ...] = EVERY_DAY) -> Opening:
    return Opening(days=days, start=dt.time.fromisoformat(start), end=dt.time.fromisoformat(end))


def states(it: Service, *moments: dt.datetime, zone: str = "Asia/Shanghai") -> list[bool | None]:
    feed = sample.feed(compound=msgspec.structs.replace(sample.feed().compound, zone=zone))
    return [service_open(it, feed, moment) for moment in moments]


def test_a_service_without_hours_is_neither_open_nor_closed() -> None:
    assert states(service(), at(9, 3)) == [None]


def test_always_is_always() -> None:
    assert states(service(always=True), at(9, 3)) == [True]


def test_by_the_roster_it_is_open_while_somebody_is_on_duty() -> None:
    assert states(service(by_roster=True), at(9, 9), at(9, 11), at(9, 14, 5), at(9, 16)) == [True, False, True, False]


def test_by_the_clock_on_its_days() -> None:
    friday = service(opening("09:00", "11:00", (4,)))
    moments = (at(11, 8, 59), at(11, 9), at(11, 10, 59), at(11, 11), at(10, 10))
    assert states(friday, *moments) == [False, True, True, False, False]


def test_openings_add_up() -> None:
    twice = service(opening("09:00", "11:00"), opening("14:00", "16:00"))
    assert states(twice, at(9, 10), at(9, 12), at(9, 15)) == [True, False, True]


def test_past_midnight_it_is_still_the_day_before_s() -> None:
    friday_night = service(opening("22:00", "02:00", (4,)))
    moments = (at(11, 1), at(11, 21), at(11, 22), at(12, 1, 59), at(12, 2), at(12, 22))
    assert states(friday_night, *moments) == [False, False, True, True, False, False]


def test_the_same_beginning_and_end_is_a_whole_day() -> None:
    assert states(service(opening("00:00", "00:00", (4,))), at(10, 23), at(11), at(11, 23, 59), at(12)) == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(("month", "day"), [(3, 28), (3, 29), (3, 30), (10, 24), (10, 25), (10, 26)])
def test_nine_is_nine_also_when_the_clocks_change(month: int, day: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    nine = dt.datetime(2026, month, day, 9, tzinfo=zone)
    hours = service(opening("09:00", "11:00"))
    moments = [nine - dt.timedelta(minutes=1), nine, nine + dt.timedelta(hours=2)]
    assert states(hours, *moments, zone="Europe/Berlin") == [False, True, False]
