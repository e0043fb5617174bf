"""alerts/*.toml: one CAP message each, in CAP's own field names or in Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from signage.content.alert import (
    Alert,
    CapId,
    Certainty,
    MsgType,
    Reference,
    Scope,
    Severity,
    Source,
    Status,
    Urgency,
)
from signage.content.base import Language, Prose, Title
from signage.sources import tomlfile
from signage.sources.compoundfile import CompoundFile
from signage.sources.fields import Keys, Table
from signage.sources.nodes import Faults, Part
from signage.sources.times import parse_moment

ALERT: Keys = {
    "identifier": ("标识",),
    "sender": ("发送者",),
    "sent": ("发布时间",),
    "status": ("状态",),
    "msg_type": ("msgType", "消息类型"),
    "scope": ("范围",),
    "references": ("引用",),
    "source": ("来源",),
    "level": ("级别",),
    "event": ("事件",),
    "categories": ("category", "类别"),
    "urgency": ("紧急程度",),
    "severity": ("严重程度",),
    "certainty": ("确定性",),
    "colour": ("color", "颜色"),
    "headline": ("标题",),
    "description": ("内容",),
    "instruction": ("指引",),
    "sender_name": ("senderName", "发布单位"),
    "effective": ("生效时间",),
    "onset": ("开始时间",),
    "expires": ("失效时间",),
    "lifted": ("解除时间",),
    "area": ("areaDesc", "区域"),
    "buildings": ("楼栋",),
    "language": ("语言",),
}
STATUSES = {status.value: status for status in Status} | {
    "实际": Status.ACTUAL,
    "演练": Status.EXERCISE,
    "测试": Status.TEST,
}
MSG_TYPES = {kind.value: kind for kind in MsgType} | {
    "发布": MsgType.ALERT,
    "更新": MsgType.UPDATE,
    "解除": MsgType.CANCEL,
}
SOURCES = {"official": Source.OFFICIAL, "compound": Source.COMPOUND, "官方": Source.OFFICIAL, "小区": Source.COMPOUND}

_COLOURS = {
    ("红", "红色", "red"): (Severity.EXTREME, "red"),
    ("橙", "橙色", "orange"): (Severity.SEVERE, "orange"),
    ("黄", "黄色", "yellow"): (Severity.MODERATE, "yellow"),
    ("蓝", "蓝色", "blue"): (Severity.MINOR, "blue"),
}
OFFICIAL_LEVELS = {name: level for names, level in _COLOURS.items() for name in names}
"""The colour of an official signal as severity and colour (突发事件应对法 2024 §64)."""

REMINDER_LEVELS = {
    "紧急": (Severity.EXTREME, Urgency.IMMEDIATE),
    "重要": (Severity.MODERATE, Urgency.EXPECTED),
    "提示": (Severity.MINOR, Urgency.FUTURE),
}
"""The levels of a compound's own reminder; 紧急 is as loud as an official red."""

EXPIRES_AFTER = {Source.OFFICIAL: dt.timedelta(hours=24), Source.COMPOUND: dt.timedelta(hours=4)}
"""A message without an end gets one: nobody may be watching the screen to take it down."""

KEEP_CANCEL = dt.timedelta(hours=24)
"""How long the Cancel that `lifted` makes stays in force at least: as long as a screen may hold what it ends."""

_COLOUR = Annotated[str, Meta(max_length=20)]


@dataclass(frozen=True)
class Draft:
    """An alert whose references to other files are not resolved yet; `lifted` ends it."""

    alert: Alert
    wanted: tuple[str, ...]
    lifted: dt.datetime | None
    part: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """Where the message stands, and the Cancel that is made of it."""
        return self.part, replace(self.part, place=f"alerts/{_lifted_id(self.alert)}")


def parse_alert(text: str, stem: str, setting: CompoundFile, faults: Faults) -> Draft | None:
    """The message that the file says; None when a required field is missing or faulty.

    Raises: `SourceError` when it is not TOML.
    """
    table = Table(tomlfile.parse(text), ALERT, faults)
    table.require("status", "sent", "event", "headline")
    source = table.choice("source", SOURCES, Source.COMPOUND)
    severity, urgency, colour = _level(table, source)
    sent = table.moment("sent", setting.zone)
    expires = table.moment("expires", setting.zone, end=True)
    if sent is not None and "expires" not in table:
        expires = sent + EXPIRES_AFTER[source]
        hours = EXPIRES_AFTER[source] // dt.timedelta(hours=1)
        table.warn("expires", f"没有写失效时间，按发布后{hours}小时失效；请写 expires")
    lifted = table.moment("lifted", setting.zone)
    if lifted is not None and sent is not None and lifted <= sent:
        table.fault("lifted", "解除时间必须晚于发布时间 sent")
        lifted = None
    categories = table.strings("categories")
    if len(categories) > 12:
        table.fault("categories", f"{len(categories)}项太多，最多12项")
    values: dict[str, Any] = {
        "identifier": _cap_id(table, "identifier", stem),
        "sender": _cap_id(table, "sender", setting.compound.id),
        "status": table.choice("status", STATUSES, Status.DRAFT),
        "msg_type": table.choice("msg_type", MSG_TYPES, MsgType.ALERT),
        "scope": table.choice("scope", {scope.value: scope for scope in Scope}, Scope.PUBLIC),
        "source": source,
        "event": table.text("event", Title, "提醒"),
        "categories": categories[:12],
        "severity": table.choice("severity", {one.value: one for one in Severity}, severity),
        "urgency": table.choice("urgency", {one.value: one for one in Urgency}, urgency),
        "certainty": table.choice("certainty", {one.value: one for one in Certainty}, Certainty.UNKNOWN),
        "colour": table.text("colour", _COLOUR, colour),
        "headline": table.text("headline", Title, "提醒"),
        "description": table.text("description", Prose),
        "instruction": table.text("instruction", Prose),
        "sender_name": table.text("sender_name"),
        "effective": table.moment("effective", setting.zone),
        "onset": table.moment("onset", setting.zone),
        "area": table.text("area"),
        "buildings": table.buildings("buildings", setting.compound.buildings),
        "language": table.text("language", Language, "zh-Hans", "应为如 zh-Hans 或 en 的语言标签"),
    }
    if sent is None or expires is None:
        return None
    alert = Alert(sent=sent, expires=expires, **values)
    part = Part(f"alerts/{alert.identifier}", faults.file, 1, table.lines)
    return Draft(alert, table.strings("references"), lifted, part)


def _level(table: Table, source: Source) -> tuple[Severity, Urgency, str]:
    severity, urgency, colour = Severity.UNKNOWN, Urgency.UNKNOWN, ""
    if "level" not in table:
        if "severity" not in table:
            shown = "红色 橙色 黄色 蓝色" if source is Source.OFFICIAL else "紧急 重要 提示"
            table.warn("level", f"没有写级别；请写 level（{shown}）或 severity")
    elif source is Source.OFFICIAL:
        severity, colour = table.choice("level", OFFICIAL_LEVELS, (severity, colour))
    else:
        severity, urgency = table.choice("level", REMINDER_LEVELS, (severity, urgency))
    return severity, urgency, colour


def _cap_id(table: Table, name: str, default: str) -> str:
    if name in table:
        return table.text(name, CapId, "x", "不含空格、逗号、< 和 &")
    try:
        return msgspec.convert(default, CapId)
    except msgspec.ValidationError:
        table.faults.add(0, name, f"“{default}”不能作{name}（不含空格、逗号、< 和 &）；请改文件名，或写明 {name}")
        return "x"


def assemble(drafts: Sequence[Draft], setting: CompoundFile, faults: dict[str, Faults]) -> tuple[Alert, ...]:
    """All messages: references to other files resolved, and a Cancel for each that is lifted. `faults` by file."""
    known = {draft.alert.identifier: draft.alert.reference for draft in drafts}
    alerts: list[Alert] = []
    for draft in drafts:
        references: list[Reference] = []
        for text in draft.wanted:
            reference = known.get(text) or _triple(text, setting)
            if reference is None:
                problem = f"这里没有标识为“{text}”的一条；请写它的文件名（不带 .toml），或 CAP 的 发送者,标识,发布时间"
                faults[draft.part.file].add(draft.part.line_of("references"), "references", problem)
            else:
                references.append(reference)
        alert = msgspec.structs.replace(draft.alert, references=tuple(references[:50]))
        alerts.append(alert)
        if draft.lifted is not None:
            alerts.append(_cancel(alert, draft.lifted))
    return tuple(alerts)


def _triple(text: str, setting: CompoundFile) -> Reference | None:
    pieces = text.split(",")
    if len(pieces) != 3:
        return None
    try:
        return Reference(sender=pieces[0], identifier=pieces[1], sent=parse_moment(pieces[2], setting.zone))
    except ValueError:
        return None


def _lifted_id(alert: Alert) -> str:
    return f"{alert.identifier[:190]}-lifted"


def _cancel(alert: Alert, lifted: dt.datetime) -> Alert:
    return msgspec.structs.replace(
        alert,
        identifier=_lifted_id(alert),
        sent=lifted,
        msg_type=MsgType.CANCEL,
        references=(alert.reference,),
        headline=f"解除：{alert.headline}"[:60],
        effective=None,
        onset=None,
        expires=max(alert.expires, lifted + KEEP_CANCEL),
    )
