"""Day and night at a place: by the sun, or by the clock on the wall.

The sun's place after Meeus, Astronomical Algorithms, ch. 25 and 28, as NOAA's Solar Calculator has it
(https://gml.noaa.gov/grad/solcalc/calcdetails.html): within a minute below 72° of latitude. Sunrise and sunset are when
the sun's upper edge is on a level horizon: its centre is 0.833° below, by its radius and the usual refraction.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from signage.content.base import Record
from signage.content.compound import Compound
from signage.playlist.duty import local_day, utc

HORIZON = 90.833
"""Degrees from the zenith to the sun's centre at sunrise and sunset."""

SUN, NEVER = "sun", "never"

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)")
_EPOCH = dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)
_LONGEST = 200
"""Days that it may be light, or dark: at the poles 190 and 175."""

Span = tuple[dt.datetime, dt.datetime]


class Daylight(Record, frozen=True, kw_only=True):
    """The light of one day. Without `rise` and `set` the sun stays up all day (`up`), or down."""

    rise: dt.datetime | None = None
    set: dt.datetime | None = None
    up: bool = False


class NightHours(Record, frozen=True, kw_only=True):
    """Night by the clock on the wall; an `end` that is not after `start` is on the next day."""

    start: dt.time
    end: dt.time


def daylight(day: dt.date, compound: Compound) -> Daylight:
    """Sunrise and sunset, in UTC, around the noon that falls on `day` in the compound's zone."""
    zone = ZoneInfo(compound.zone)
    for number in (day, day - _DAY, day + _DAY):  # beside the date line the sun's day is another than the calendar's
        if local_day(_noon(number, compound.longitude), zone) == day:
            break
    light = _light(number, compound)
    if light is None:
        return Daylight()
    rise, set_ = light
    return Daylight(up=True) if set_ - rise >= _DAY else Daylight(rise=rise, set=set_, up=True)


def parse_rule(rule: str) -> NightHours | None:
    """The hours of a rule `22:00-6:30`; None for `sun` and `never`.

    Raises: `ValueError` that says what would be right.
    """
    found = _HOURS.fullmatch(rule.strip())
    if found is None:
        if rule in (SUN, NEVER):
            return None
        raise ValueError(f"{rule!r} is no rule for the night; it is sun, never, or hours such as 22:00-6:30")
    first, first_minute, last, last_minute = map(int, found.groups())
    hours = NightHours(start=dt.time(first, first_minute), end=dt.time(last, last_minute))
    if hours.start == hours.end:
        raise ValueError(f"{rule!r} begins when it ends; for no night say never")
    return hours


def is_night(now: dt.datetime, compound: Compound, rule: str) -> bool:
    """Whether it is night at `now` by `rule`: `sun`, `never`, or hours. Raises: `ValueError` as `parse_rule`."""
    if rule == NEVER:
        return False
    spans, lit = _spans(utc(now), compound, rule)
    begun = takewhile(lambda one: one[0] <= utc(now), spans)
    return any(utc(now) < end for _, end in begun) != lit


def next_change(now: dt.datetime, compound: Compound, rule: str) -> dt.datetime | None:
    """The first moment after `now`, in UTC, at which `is_night` changes; None where it never does.

    Raises: `ValueError` as `parse_rule`.
    """
    if rule == NEVER:
        return None
    now = utc(now)
    spans, _ = _spans(now, compound, rule)
    end: dt.datetime | None = None
    for first, last in spans:  # in their order
        if first > (end or now):
            return end or first
        if last > (end or now):
            end = last
    return end


def _spans(now: dt.datetime, compound: Compound, rule: str) -> tuple[Iterator[Span], bool]:
    """Spans around `now` and after it, in their order, and whether they are those of light."""
    hours = _parsed(rule)
    if hours is None:
        return _lights(now, compound), True
    return _nights(now, hours, ZoneInfo(compound.zone)), False


@cache
def _parsed(rule: str) -> NightHours | None:
    return parse_rule(rule)


# By the clock.


def _nights(now: dt.datetime, hours: NightHours, zone: ZoneInfo) -> Iterator[Span]:
    today = local_day(now, zone)
    for offset in range(-2, 4):
        day = today + dt.timedelta(days=offset)
        last = day if hours.start < hours.end else day + _DAY
        start, end = (utc(dt.datetime.combine(*at, zone)) for at in ((day, hours.start), (last, hours.end)))
        if start < end:  # a change of clocks may leave nothing of a short one
            yield start, end


# By the sun.

_DAY = dt.timedelta(days=1)
_POLAR = dt.timedelta(hours=12, minutes=1)
"""Half of a day without sunset, and a little more: noon is up to half a minute earlier or later than the day before."""


def _lights(now: dt.datetime, compound: Compound) -> Iterator[Span]:
    today = now.date()
    for offset in range(-3, _LONGEST):
        light = _light(today + dt.timedelta(days=offset), compound)
        if light is not None:
            yield light


def _light(day: dt.date, compound: Compound) -> Span | None:
    """When the sun is up around the noon of the sun's own `day`; None when it does not rise."""
    noon = _noon(day, compound.longitude)
    edges: list[dt.datetime] = []
    for side in (-1, 1):
        edge = noon
        for _ in range(3):  # the sun moves on while the earth turns: each round leaves a sixtieth of the error
            half = _half_day(edge, compound.latitude)
            if half is None:
                return None
            if half >= 180:
                return noon - _POLAR, noon + _POLAR
            edge = noon + side * dt.timedelta(minutes=4 * half)
        edges.append(edge)
    return edges[0], edges[1]


def _noon(day: dt.date, longitude: float) -> dt.datetime:
    """When the sun is highest on `day`, in UTC."""
    start = dt.datetime.combine(day, dt.time(12), dt.UTC) - dt.timedelta(minutes=4 * longitude)
    return start - dt.timedelta(minutes=_sun(start)[1])


def _half_day(moment: dt.datetime, latitude: float) -> float | None:
    """Degrees that the earth turns from sunrise to noon with the sun as it is at `moment`; None: it does not rise."""
    declination, phi = math.radians(_sun(moment)[0]), math.radians(latitude)
    above = math.cos(math.radians(HORIZON)) - math.sin(phi) * math.sin(declination)
    scale = math.cos(phi) * math.cos(declination)
    if abs(above) >= scale:  # at the poles `scale` is nothing
        return None if above > 0 else 180.0
    return math.degrees(math.acos(above / scale))


def _sun(moment: dt.datetime) -> tuple[float, float]:
    """The sun's declination in degrees, and the equation of time in minutes."""
    t = (moment - _EPOCH) / dt.timedelta(days=36525)
    mean = math.radians((280.46646 + t * (36000.76983 + t * 0.0003032)) % 360)
    anomaly = math.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = (
        math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + math.sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + math.sin(3 * anomaly) * 0.000289
    )
    node = math.radians(125.04 - 1934.136 * t)
    apparent = mean + math.radians(centre - 0.00569 - 0.00478 * math.sin(node))
    tilt = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60
    obliquity = math.radians(tilt + 0.00256 * math.cos(node))
    y = math.tan(obliquity / 2) ** 2
    equation = (
        y * math.sin(2 * mean)
        - 2 * eccentricity * math.sin(anomaly)
        + 4 * eccentricity * y * math.sin(anomaly) * math.cos(2 * mean)
        - 0.5 * y * y * math.sin(4 * mean)
        - 1.25 * eccentricity * eccentricity * math.sin(2 * anomaly)
    )
    return math.degrees(math.asin(math.sin(obliquity) * math.sin(apparent))), 4 * math.degrees(equation)
