"""Alerts 预警/提醒 with the fields and the vocabulary of CAP 1.2 (OASIS Common Alerting Protocol, §3.2).

Levels of official signals: 红橙黄蓝 = I-IV = Extreme, Severe, Moderate, Minor (突发事件应对法 2024 §64); colour and
severity are both kept, because a source may send one that this table does not know.
"""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Meta

from signage.content.base import Buildings, Instant, Language, Prose, Record, Text, Title


class Status(enum.StrEnum):
    """CAP `status`: only `ACTUAL` is real; exercises and tests wear a banner; the rest is never shown."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(enum.StrEnum):
    """CAP `msgType`: what a message does to those that it refers to."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(enum.StrEnum):
    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Urgency(enum.StrEnum):
    """CAP `urgency`, the most urgent first."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(enum.StrEnum):
    """CAP `severity`, the most severe first."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(enum.StrEnum):
    """CAP `certainty`, the most certain first."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Source(enum.StrEnum):
    """Whose word it is. A compound's own reminder never wears an official signal's name or icon."""

    OFFICIAL = "official"
    COMPOUND = "compound"


class Reference(Record, frozen=True, kw_only=True):
    """An earlier message, by CAP's triple `sender,identifier,sent`."""

    sender: Text
    identifier: Text
    sent: Instant


CapId = Annotated[str, Meta(pattern=r"^[^\s,<&]{1,200}\Z")]
"""CAP 1.2 §3.2.1: no spaces, commas or restricted characters (< and &)."""


class Alert(Record, frozen=True, kw_only=True):
    """One CAP 1.2 message, flattened to the one info block that the screen shows, text unchanged."""

    identifier: CapId
    sender: CapId
    sent: Instant
    status: Status
    msg_type: MsgType = MsgType.ALERT
    scope: Scope = Scope.PUBLIC
    references: Annotated[tuple[Reference, ...], Meta(max_length=50)] = ()
    source: Source = Source.COMPOUND
    event: Title
    """What kind: 寒潮, 火情; any text, because no list of kinds is complete."""
    categories: Annotated[tuple[Text, ...], Meta(max_length=12)] = ()
    """CAP `category` codes: Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other."""
    urgency: Urgency = Urgency.UNKNOWN
    severity: Severity = Severity.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    colour: Annotated[str, Meta(max_length=20)] = ""
    """`red`, `orange`, `yellow`, `blue`, or what the source says; empty for a reminder without one."""
    headline: Title
    description: Prose = ""
    instruction: Prose = ""
    sender_name: Text = ""
    """The issuing office as residents know it: 演示气象台."""
    effective: Instant | None = None
    onset: Instant | None = None
    expires: Instant
    """CAP lets it be absent; a screen that nobody watches must not: sources set one where it is missing."""
    area: Text = ""
    buildings: Buildings = ()
    language: Language = "zh-Hans"

    @property
    def reference(self) -> Reference:
        """What a later message says to mean this one."""
        return Reference(sender=self.sender, identifier=self.identifier, sent=self.sent)
