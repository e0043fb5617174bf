"""The roster as an iCalendar (RFC 5545) that a phone subscribes to. Pure; only what is announced is in it."""

from __future__ import annotations

import datetime as dt
import hashlib

from icalendar import Calendar, Event

from signage.content.compound import Compound
from signage.content.duty import DutySlot, Roster

REFRESH = dt.timedelta(hours=6)
"""How often a subscriber is asked to look again (RFC 7986)."""


def calendar(compound: Compound, roster: Roster, changed: dt.datetime) -> bytes:
    """Each turn as an event. `changed` is when the roster last did, and what each event is stamped with."""
    found = Calendar()
    found.add("prodid", "-//signage//duty roster//ZH")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", f"{compound.name}接待排片表")
    found.add("x-wr-calname", f"{compound.name}接待排片表")
    found.add("x-wr-timezone", compound.zone)
    found.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    for slot in roster.slots:
        found.add_component(_event(compound, slot, changed))
    return found.to_ical()


def _event(compound: Compound, slot: DutySlot, changed: dt.datetime) -> Event:
    event = Event()
    key = f"{slot.start.astimezone(dt.UTC):%Y%m%dT%H%MZ} {slot.person} {slot.organisation}"
    # the same turn keeps its id over every publish, so that a subscriber's reminder stays
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:24]}@{compound.id}")
    event.add("dtstamp", changed.astimezone(dt.UTC))
    event.add("dtstart", slot.start.astimezone(dt.UTC))
    event.add("dtend", slot.end.astimezone(dt.UTC))
    event.add("summary", f"{slot.person}（{slot.organisation}）{slot.topic or '接待'}")
    event.add("location", slot.place or f"{compound.name}{compound.gate}")
    words = ["特别接待" if slot.special else "", f"原定{slot.replaces}" if slot.replaces else ""]
    if described := "；".join(filter(None, words)):
        event.add("description", described)
    event.add("categories", [f"1+3+X：{slot.group.value}"])
    event.add("transp", "TRANSPARENT")
    return event
