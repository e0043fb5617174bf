"""An alert as staff said it, and the CAP message that it becomes. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec
from django.utils.translation import gettext as _

from signage.content.alert import Alert, MsgType, Status
from signage.content.base import Record
from signage.content.fault import Fault
from signage.server.console.alerts.kinds import BY_KIND, BY_LEVEL, AlertKind, Degree, draft_words

Ends = Literal["1h", "3h", "today", "until"]

LONGEST = dt.timedelta(days=7)
"""A warning that stands for longer is a notice."""

OLDEST = dt.timedelta(days=3)
"""An official signal that was issued longer ago is not news: probably a slip of the pen."""

KEEP_CANCEL = dt.timedelta(hours=24)
"""How long an all-clear stays in the feed at least: as long as a screen may hold what it ends."""


class Said(Record, frozen=True, kw_only=True):
    """The form as it was filled in. `issuer` and `issued` belong to an official signal that is passed on."""

    kind: str
    level: str
    drill: bool = False
    headline: str = ""
    description: str = ""
    instruction: tuple[str, ...] = ()
    ends: Ends = "3h"
    until: dt.datetime | None = None
    buildings: tuple[str, ...] = ()
    issuer: str = ""
    issued: dt.datetime | None = None

    @property
    def about(self) -> AlertKind:
        return BY_KIND.get(self.kind, BY_KIND["other"])

    @property
    def degree(self) -> Degree:
        return BY_LEVEL.get(self.level, BY_LEVEL["yellow"])


def proposed(kind: str, level: str, where: str, issuer: str, now: dt.datetime, *, drill: bool = False) -> Said:
    """What the form begins with."""
    about = BY_KIND[kind]
    words = draft_words(about, level, where)
    return Said(
        kind=kind,
        level=level,
        drill=drill,
        headline=words.headline,
        description=words.description,
        instruction=words.instruction,
        ends="today" if about.official else "3h",
        issuer="" if about.official else issuer,
        issued=now.replace(second=0, microsecond=0) if about.official else None,
    )


def ends_at(said: Said, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime | None:
    """When it stops by itself, if it is sent at `now`, in UTC; None where that is not said."""
    match said.ends:
        case "1h":
            return now + dt.timedelta(hours=1)
        case "3h":
            return now + dt.timedelta(hours=3)
        case "today":
            day = now.astimezone(zone).date() + dt.timedelta(days=1)
            return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    return said.until.astimezone(dt.UTC) if said.until is not None else None


def missing(said: Said, now: dt.datetime, zone: dt.tzinfo) -> Iterator[Fault]:
    """What must be there before it can go out; what `signage check` finds comes on top."""

    def lacks(field: str, problem: str) -> Fault:
        return Fault(file="alerts", field=field, problem=problem)

    if not said.headline:
        yield lacks("headline", _("请写标题"))
    if not said.description and not said.instruction:
        yield lacks("description", _("请写清楚发生了什么，或者该怎么做"))
    for field, text in (("headline", said.headline), ("description", said.description)):
        if "……" in text:
            yield lacks(field, _("还有“……”没有填"))
    end = ends_at(said, now, zone)
    if end is None:
        yield lacks("until", _("请写明到什么时候为止"))
    elif end <= now:
        yield lacks("until", _("结束时间已经过了"))
    elif end - now > LONGEST:
        yield lacks("until", _("最长七天；更久的请写成通知"))
    if said.about.official:
        if not said.description:
            yield lacks("description", _("请粘贴官方发布的原文，一字不改"))
        if not said.issuer:
            yield lacks("issuer", _("请写明发布单位，如 上海中心气象台"))
        if said.issued is None:
            yield lacks("issued", _("请写明官方发布的时间"))
        elif said.issued > now:
            yield lacks("issued", _("官方发布的时间不能在将来"))
        elif now - said.issued > OLDEST:
            yield lacks("issued", _("官方发布的时间在三天以前；请核对"))


def alert_of(
    said: Said,
    identifier: str,
    sender: str,
    now: dt.datetime,
    zone: dt.tzinfo,
    *,
    area: str = "",
    update_of: Alert | None = None,
) -> Alert:
    """The CAP message, if it is sent at `now`. An official signal bears the moment at which its station issued it.

    Raises: `msgspec.ValidationError` when a text is beyond all bounds.
    """
    about, degree = said.about, said.degree
    now = now.replace(microsecond=0)
    made = Alert(
        identifier=identifier,
        sender=sender,
        sent=said.issued if about.official and said.issued is not None else now,
        status=Status.EXERCISE if said.drill else Status.ACTUAL,
        msg_type=MsgType.UPDATE if update_of else MsgType.ALERT,
        references=(update_of.reference,) if update_of else (),
        source=about.source,
        event=about.event,
        categories=(about.category,),
        urgency=degree.urgency,
        severity=degree.severity,
        certainty=degree.certainty,
        colour=degree.key if about.official else "",
        headline=said.headline or "—",
        description=said.description,
        instruction="\n".join(said.instruction),
        sender_name=said.issuer,
        expires=ends_at(said, now, zone) or now + dt.timedelta(hours=1),
        area=area,
        buildings=said.buildings,
    )
    return msgspec.convert(msgspec.to_builtins(made), Alert)


def cancel_of(alert: Alert, identifier: str, now: dt.datetime) -> Alert:
    """The all-clear of `alert`, sent at `now` (CAP `Cancel`)."""
    now = now.replace(microsecond=0)
    return msgspec.structs.replace(
        alert,
        identifier=identifier,
        # a moment later than what it ends, whatever the clocks of two servers say
        sent=max(now, alert.sent),
        msg_type=MsgType.CANCEL,
        references=(alert.reference,),
        headline=f"解除：{alert.headline}"[:60],
        effective=None,
        onset=None,
        expires=max(alert.expires, now + KEEP_CANCEL),
    )
