"""Day and night: at known places, at the ends of the earth, and by the clock on the wall."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from signage.content.compound import Compound
from signage.playlist.daylight import NightHours, daylight, is_night, next_change, parse_rule

TICK = dt.timedelta.resolution


def place(latitude: float = 31.22, longitude: float = 121.53, zone: str = "Asia/Shanghai") -> Compound:
    return Compound(id="here", name="这里", latitude=latitude, longitude=longitude, zone=zone)


SHANGHAI = place()
moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2050, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "UTC"])


def at(text: str, zone: str = "Asia/Shanghai") -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# By the sun.


@pytest.mark.parametrize(
    ("where", "day", "rise", "set_"),
    [
        (SHANGHAI, dt.date(2026, 6, 21), "04:50", "19:01"),
        (SHANGHAI, dt.date(2026, 12, 21), "06:48", "16:55"),
        (SHANGHAI, dt.date(2026, 3, 20), "05:58", "18:05"),
        (place(0, 0, "UTC"), dt.date(2026, 3, 20), "06:04", "18:11"),
        (place(-33.87, 151.21, "Australia/Sydney"), dt.date(2026, 12, 21), "05:41", "20:05"),
        (place(64.15, -21.94, "Atlantic/Reykjavik"), dt.date(2026, 6, 21), "02:55", "00:03"),
        # beside the date line the sun's day is another than the calendar's
        (place(1.87, -157.4, "Pacific/Kiritimati"), dt.date(2026, 3, 20), "06:33", "18:40"),
        (place(-8.5, 179.2, "Pacific/Funafuti"), dt.date(2026, 3, 20), "06:07", "18:14"),
    ],
)
def test_sunrise_and_sunset_to_the_minute_or_two(where: Compound, day: dt.date, rise: str, set_: str) -> None:
    light = daylight(day, where)
    assert light.rise is not None
    assert light.set is not None
    zone = ZoneInfo(where.zone)
    for found, said in ((light.rise, rise), (light.set, set_)):
        shown = found.astimezone(zone)
        minutes = shown.hour * 60 + shown.minute + shown.second / 60 - int(said[:2]) * 60 - int(said[3:])
        assert abs((minutes + 720) % 1440 - 720) < 2
    assert light.rise.astimezone(zone).date() == day


def test_an_equinox_has_as_much_day_as_night_and_a_bit() -> None:
    light = daylight(dt.date(2026, 3, 20), place(0, 100, "UTC"))
    assert light.rise is not None
    assert light.set is not None
    assert dt.timedelta(hours=12, minutes=5) < light.set - light.rise < dt.timedelta(hours=12, minutes=9)


def test_night_falls_with_sunset_and_ends_with_sunrise() -> None:
    light = daylight(dt.date(2026, 12, 9), SHANGHAI)
    assert light.rise is not None
    assert light.set is not None
    for moment, night in ((light.rise - TICK, True), (light.rise, False), (light.set - TICK, False), (light.set, True)):
        assert is_night(moment, SHANGHAI, "sun") is night
    assert next_change(light.rise - TICK, SHANGHAI, "sun") == light.rise
    assert next_change(light.rise, SHANGHAI, "sun") == light.set


@pytest.mark.parametrize("latitude", [90, -90, 89.9, 78, -75, 66.6])
def test_at_the_ends_of_the_earth_the_sun_stays_up_or_down(latitude: float) -> None:
    where = place(latitude, 15, "Arctic/Longyearbyen")
    north = latitude > 0
    summer, winter = daylight(dt.date(2026, 6, 21), where), daylight(dt.date(2026, 12, 21), where)
    if abs(latitude) > 70:
        light, dark = (summer, winter) if north else (winter, summer)
        assert (light.rise, light.set, light.up) == (None, None, True)
        assert (dark.rise, dark.set, dark.up) == (None, None, False)
    changes = []
    moment: dt.datetime | None = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    while moment is not None and moment.year < 2028:
        changes.append(moment)
        moment = next_change(moment, where, "sun")
    assert moment is not None
    # at the very pole one day and one night a year
    assert len(changes) == 5 if abs(latitude) > 89 else len(changes) > 5


@settings(max_examples=150)
@given(now=moments, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), zone=zones)
@example(now=dt.datetime(2026, 5, 16, tzinfo=dt.UTC), latitude=67.4, longitude=-180, zone="UTC")
def test_nothing_changes_before_the_next_change(now: dt.datetime, latitude: float, longitude: float, zone: str) -> None:
    where = place(latitude, longitude, zone)
    night = is_night(now, where, "sun")
    change = next_change(now, where, "sun")
    assert change is not None
    assert change > now
    assert change - now < dt.timedelta(days=195)
    for share in (0.01, 0.3, 0.7, 0.999):
        assert is_night(now + (change - now) * share, where, "sun") == night
    assert is_night(change - TICK, where, "sun") == night
    assert is_night(change, where, "sun") != night


# By the clock.


@pytest.mark.parametrize(
    ("rule", "night", "day"),
    [
        ("22:00-6:30", ["22:00", "23:59", "00:00", "06:29"], ["06:30", "12:00", "21:59"]),
        ("1:00-5:00", ["01:00", "04:59"], ["00:59", "05:00", "23:00"]),
        ("0:00-6:00", ["00:00", "05:59"], ["06:00", "23:59"]),
        ("18:00-0:00", ["18:00", "23:59"], ["00:00", "17:59"]),
    ],
)
def test_hours(rule: str, night: list[str], day: list[str]) -> None:
    for clock in night:
        assert is_night(at(f"2026-12-09 {clock}"), SHANGHAI, rule), clock
    for clock in day:
        assert not is_night(at(f"2026-12-09 {clock}"), SHANGHAI, rule), clock


def test_never() -> None:
    assert not is_night(at("2026-12-09 23:00"), SHANGHAI, "never")
    assert next_change(at("2026-12-09 23:00"), SHANGHAI, "never") is None


def test_clocks_that_change() -> None:
    berlin = place(52.5, 13.4, "Europe/Berlin")
    # 2:30 does not exist on 29 March: the night that would begin then begins at 3:30 by the new time
    assert next_change(at("2026-03-29 01:00", "Europe/Berlin"), berlin, "2:30-5:00") == at(
        "2026-03-29 03:30", "Europe/Berlin"
    )
    # 2:30 comes twice on 25 October: the first counts
    assert next_change(at("2026-10-25 01:00", "Europe/Berlin"), berlin, "22:00-2:30") == dt.datetime(
        2026, 10, 25, 0, 30, tzinfo=dt.UTC
    )
    # a night that the change of clocks leaves out is none
    assert not is_night(at("2026-03-29 03:00", "Europe/Berlin"), berlin, "2:10-2:40")


clocks = st.times().map(lambda time: f"{time.hour}:{time.minute:02d}")


@settings(max_examples=200)
@given(now=moments, first=clocks, last=clocks, zone=zones)
def test_nothing_changes_before_the_next_change_of_hours(now: dt.datetime, first: str, last: str, zone: str) -> None:
    if first == last:
        return
    where, rule = place(zone=zone), f"{first}-{last}"
    night, change = is_night(now, where, rule), next_change(now, where, rule)
    assert change is not None
    assert now < change <= now + dt.timedelta(hours=49)
    assert is_night(now + (change - now) / 2, where, rule) == is_night(change - TICK, where, rule) == night
    assert is_night(change, where, rule) != night


def test_rules_are_read_or_told() -> None:
    assert parse_rule("22:00-6:30") == NightHours(start=dt.time(22), end=dt.time(6, 30))
    assert parse_rule(" 7:05 - 19:00 ") == NightHours(start=dt.time(7, 5), end=dt.time(19))
    assert parse_rule("sun") is parse_rule("never") is None
    for rule in ("", "Sun", "22-6", "24:00-6:00", "22:60-6:00", "22:00", "22:00–6:00", "-6:00"):
        with pytest.raises(ValueError, match="such as 22:00-6:30"):
            parse_rule(rule)
        with pytest.raises(ValueError, match="such as"):
            is_night(at("2026-12-09 23:00"), SHANGHAI, rule)
        with pytest.raises(ValueError, match="such as"):
            next_change(at("2026-12-09 23:00"), SHANGHAI, rule)
    with pytest.raises(ValueError, match="say never"):
        parse_rule("6:00-6:00")
