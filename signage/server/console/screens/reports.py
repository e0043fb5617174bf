"""Takes what screens report. The answer says where they stand, and can order nothing."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction

from signage.content.compound import Display
from signage.errors import JournalError, ReportError
from signage.feed.report import Answer, Report, is_timely
from signage.server.console import moment
from signage.server.console.evidence import airtime
from signage.server.console.screens.models import Screen

_log = logging.getLogger(__name__)

EVERY, QUICKLY = 60, 8
"""Seconds until the next report; sooner from who waits to be paired, or has something to do."""

LEAST = dt.timedelta(seconds=1)
"""Two reports of one screen are that far apart at least, by their own moments."""

MOST_UNPAIRED, MOST_FROM_ONE = 300, 30
"""Screens that wait to be paired, altogether and from one address: anybody may knock, nobody fills the house."""

FORGOTTEN = dt.timedelta(hours=1)
"""A screen that was never paired, and is silent for so long."""

_JPEG = b"\xff\xd8\xff"


def take(report: Report, address: str) -> Answer:
    """Note what a screen reports whose signature is good. Raises: `ReportError` with the status to answer."""
    now = moment.now()
    with transaction.atomic():
        screen = _screen(report, address, now)
        if not is_timely(report.at, now, screen.stamp):
            raise ReportError("not of now, or not new", status=409)
        if screen.stamp is not None and dt.timedelta(0) < report.at - screen.stamp < LEAST:
            raise ReportError("too often", status=429)
        screen.stamp, screen.seen_at, screen.address = report.at, now, address[:45]
        screen.shows, screen.root, screen.health = report.compound, report.root, report.health  # type: ignore[assignment]
        screen.code = "" if screen.compound_id else report.code
        if screen.compound_id and report.snapshot.startswith(_JPEG):
            screen.snapshot, screen.snapshot_at = report.snapshot, now
        screen.save()
        if report.done:
            screen.commands.filter(name__in=report.done, done_at=None).update(done_at=now)
    if screen.compound is None:
        return Answer(paired=False, next=QUICKLY)
    waiting = screen.commands.filter(done_at=None, expires_at__gt=now).exists()
    return Answer(paired=True, name=screen.name, offset=_journal(screen, report), next=QUICKLY if waiting else EVERY)


def _screen(report: Report, address: str, now: dt.datetime) -> Screen:
    """The screen that reports, made where it is new."""
    found = Screen.objects.select_for_update(of=("self",)).select_related("compound")
    screen: Screen | None = found.filter(identity=report.screen).first()
    if screen is not None:
        return screen
    unpaired = Screen.objects.filter(compound=None)
    unpaired.filter(seen_at__lt=now - FORGOTTEN).delete()
    if unpaired.count() >= MOST_UNPAIRED or unpaired.filter(address=address).count() >= MOST_FROM_ONE:
        raise ReportError("too many screens wait to be paired", status=429)
    return Screen(identity=report.screen, key=report.key, first_at=now, display=Display.NORMAL.value)


def _journal(screen: Screen, report: Report) -> int:
    """Keep the lines of its journal; from which byte on more is wanted."""
    try:
        return airtime.take(screen.identity, screen.compound.code, report.offset, report.lines)
    except JournalError as error:
        _log.info("%s", error)
        return error.wanted
