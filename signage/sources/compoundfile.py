"""compound.toml: the compound itself, its guide, and what the other files' words mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, get_type_hints
from zoneinfo import ZoneInfo

from msgspec import Meta

from signage.content.base import Id
from signage.content.compound import Compound, Display, Look, Receptions
from signage.content.duty import Month
from signage.content.guide import Contact, Facility, Opening, Service
from signage.content.posting import RULES, Count, Rule
from signage.content.zone import find_zone
from signage.sources import tomlfile
from signage.sources.fields import Keys, Table
from signage.sources.nodes import Faults, Part
from signage.sources.times import parse_opening, parse_range

DOCUMENT: Keys = {
    "compound": ("小区",),
    "receptions": ("接待统计",),
    "duty": ("值班",),
    "service": ("服务",),
    "facility": ("设施",),
    "contact": ("电话",),
    "posting": ("公示规则",),
}
COMPOUND: Keys = {
    "id": ("标识",),
    "name": ("名称",),
    "subdistrict": ("街道",),
    "committee": ("居委会",),
    "property_company": ("物业",),
    "buildings": ("楼栋",),
    "zone": ("时区",),
    "latitude": ("纬度",),
    "longitude": ("经度",),
    "gate": ("门岗",),
    "gate_phone": ("门岗电话",),
    "public_url": ("网址",),
    "motto": ("标语",),
    "display": ("屏幕",),
    "look": ("主题",),
}
RECEPTIONS: Keys = {"month": ("月份",), "received": ("受理",), "closed": ("办结",)}
DUTY: Keys = {"morning": ("上午",), "afternoon": ("下午",), "place": ("地点",)}
SERVICE: Keys = {
    "id": ("标识",),
    "name": ("名称",),
    "glyph": ("字",),
    "summary": ("简介",),
    "hours": ("时间",),
    "place": ("地点",),
    "who": ("人员",),
    "by_roster": ("按排片",),
    "always": ("全天",),
    "openings": ("开放",),
}
FACILITY: Keys = {"id": ("标识",), "name": ("名称",), "total": ("总数",), "free": ("可借",), "note": ("备注",)}
CONTACT: Keys = {"name": ("名称",), "phone": ("电话",), "note": ("备注",)}
RULE: Keys = {
    "name": ("名称",),
    "source": ("依据",),
    "lead_hours": ("提前小时",),
    "within_days": ("期限天数",),
    "days": ("天数",),
    "every_months": ("每几个月",),
    "says": ("写明",),
    "names_area": ("写明范围",),
}
DISPLAYS = {
    "normal": Display.NORMAL,
    "safe": Display.SAFE,
    "blackout": Display.BLACKOUT,
    "正常": Display.NORMAL,
    "安全页": Display.SAFE,
    "黑屏": Display.BLACKOUT,
}

LOOKS = {
    "auto": Look.AUTO,
    "day": Look.DAY,
    "night": Look.NIGHT,
    "festival": Look.FESTIVAL,
    "mourning": Look.MOURNING,
    "自动": Look.AUTO,
    "日间": Look.DAY,
    "夜间": Look.NIGHT,
    "节日": Look.FESTIVAL,
    "哀悼": Look.MOURNING,
}

_NAME = Annotated[str, Meta(min_length=1, max_length=12)]
_SHORT = Annotated[str, Meta(max_length=20)]
_NOTE = Annotated[str, Meta(max_length=40)]
_ID_HINT = "用字母、数字、汉字、- _ .，不含空格"


@dataclass(frozen=True)
class Hours:
    """What a roster's words 上午 and 下午 mean, and where a turn is that names no place."""

    morning: tuple[dt.time, dt.time] = (dt.time(9), dt.time(11))
    afternoon: tuple[dt.time, dt.time] = (dt.time(14), dt.time(16))
    place: str = ""


@dataclass(frozen=True)
class CompoundFile:
    """What compound.toml says. Without a readable one, `compound` is a nameless stand-in and `faults` say why."""

    compound: Compound = field(default_factory=lambda: Compound(id="compound", name="小区"))
    services: tuple[Service, ...] = ()
    facilities: tuple[Facility, ...] = ()
    contacts: tuple[Contact, ...] = ()
    hours: Hours = Hours()
    rules: Mapping[str, Rule] = field(default_factory=lambda: RULES)
    parts: tuple[Part, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return find_zone(self.compound.zone) or ZoneInfo("Asia/Shanghai")


def parse_compound(text: str, faults: Faults) -> CompoundFile:
    """The file's meaning; whatever is wrong is added to `faults` and replaced by a default.

    Raises: `SourceError` when it is not TOML.
    """
    document = Table(tomlfile.parse(text), DOCUMENT, faults)
    document.require("compound")
    parts: list[Part] = []
    compound = _compound(document, faults, parts)
    services = tuple(_service(table, parts) for table in document.tables("service", SERVICE))
    facilities = tuple(_facility(table, parts) for table in document.tables("facility", FACILITY))
    contacts = tuple(_contact(table, parts) for table in document.tables("contact", CONTACT))
    for name, values, limit in (("service", services, 40), ("facility", facilities, 60), ("contact", contacts, 40)):
        if len(values) > limit:
            document.fault(name, f"{len(values)}项太多，最多{limit}项")
    return CompoundFile(
        compound=compound,
        services=services,
        facilities=facilities,
        contacts=contacts,
        hours=_hours(document),
        rules=_rules(document),
        parts=tuple(parts),
    )


def _compound(document: Table, faults: Faults, parts: list[Part]) -> Compound:
    table = document.table("compound", COMPOUND)
    if table is None:
        return CompoundFile().compound
    table.require("id", "name")
    kinds = _kinds(Compound)
    prefix = "compound."
    lines = {name.removeprefix(prefix): line for name, line in table.lines.items() if name.startswith(prefix)}
    zone = table.text("zone", kinds["zone"], "Asia/Shanghai")
    if find_zone(zone) is None:
        table.fault("zone", f"没有“{zone}”这个时区；应为如 Asia/Shanghai 的 IANA 名称")
        zone = "Asia/Shanghai"
    compound = Compound(
        id=table.text("id", Id, "compound", _ID_HINT),
        name=table.text("name", kinds["name"], "小区"),
        subdistrict=table.text("subdistrict"),
        committee=table.text("committee"),
        property_company=table.text("property_company"),
        buildings=table.buildings("buildings", ()),
        zone=zone,
        latitude=table.value("latitude", kinds["latitude"], 31.22, "应为度数，如 31.22"),
        longitude=table.value("longitude", kinds["longitude"], 121.53, "应为度数，如 121.53"),
        gate=table.text("gate", kinds["gate"], "门卫室"),
        gate_phone=table.text("gate_phone", kinds["gate_phone"]),
        public_url=table.text("public_url", kinds["public_url"], hint="应以 https:// 开头、以 / 结尾"),
        motto=table.text("motto", kinds["motto"]),
        display=table.choice("display", DISPLAYS, Display.NORMAL),
        look=table.choice("look", LOOKS, Look.AUTO),
        receptions=_receptions(document, lines),
    )
    parts.append(Part("compound", faults.file, table.line, lines))
    return compound


def _receptions(document: Table, lines: dict[str, int]) -> Receptions | None:
    table = document.table("receptions", RECEPTIONS)
    if table is None:
        return None
    table.require("month", "received", "closed")
    lines.update({name: line for name, line in table.lines.items() if name.startswith("receptions")})
    count = _kinds(Receptions)["received"]
    month = table.text("month", Month, hint="应为如 2026-11")
    received, closed = table.value("received", count, 0), table.value("closed", count, 0)
    return Receptions(month=month, received=received, closed=closed) if month else None


def _hours(document: Table) -> Hours:
    table = document.table("duty", DUTY)
    if table is None:
        return Hours()
    morning, afternoon = (table.parsed(name, _span) for name in ("morning", "afternoon"))
    default = Hours()
    return Hours(
        morning=morning or default.morning,
        afternoon=afternoon or default.afternoon,
        place=table.text("place", _SHORT),
    )


def _span(value: object) -> tuple[dt.time, dt.time]:
    start, end = parse_range(str(value))
    if end <= start and end != dt.time():
        raise ValueError(f"“{value}”结束早于开始；请写成如 9:00-11:00")
    return start, end


def _service(table: Table, parts: list[Part]) -> Service:
    table.require("name")
    kinds = _kinds(Service)
    name = table.text("name", _NAME, "服务")
    openings: list[Opening] = []
    for text in table.strings("openings"):
        try:
            openings.append(parse_opening(text))
        except ValueError as error:
            table.fault("openings", str(error))
    if len(openings) > 14:
        table.fault("openings", f"{len(openings)}段太多，最多14段")
    service = Service(
        id=table.text("id", Id, slug(name), _ID_HINT),
        name=name,
        glyph=table.text("glyph", kinds["glyph"], name[0]),
        summary=table.text("summary"),
        hours=table.text("hours", _NOTE),
        place=table.text("place", _NOTE),
        who=table.text("who", _NOTE),
        always=table.flag("always", default=False),
        by_roster=table.flag("by_roster", default=False),
        openings=tuple(openings[:14]),
    )
    parts.append(_part(f"services/{service.id}", table))
    return service


def _facility(table: Table, parts: list[Part]) -> Facility:
    table.require("name", "total")
    kinds = _kinds(Facility)
    name = table.text("name", _NAME, "设施")
    total = table.value("total", kinds["total"], 0)
    facility = Facility(
        id=table.text("id", Id, slug(name), _ID_HINT),
        name=name,
        total=total,
        free=table.value("free", kinds["free"], total),
        note=table.text("note", _NOTE),
    )
    parts.append(_part(f"facilities/{facility.id}", table))
    return facility


def _contact(table: Table, parts: list[Part]) -> Contact:
    table.require("name", "phone")
    kinds = _kinds(Contact)
    contact = Contact(
        name=table.text("name", kinds["name"], "电话"),
        phone=table.text("phone", kinds["phone"], "0"),
        note=table.text("note", _NOTE),
    )
    parts.append(_part(f"contacts/{contact.name}", table))
    return contact


def _rules(document: Table) -> Mapping[str, Rule]:
    node = document.node("posting")
    if node is None:
        return RULES
    if not isinstance(node.value, Mapping):
        document.fault("posting", "应写成 [posting.water-cut]")
        return RULES
    rules = dict(RULES)
    outer = document.table("posting", dict.fromkeys(node.value, ()))
    for key in node.value:
        table = outer.table(key, RULE) if outer else None
        if table is None:
            continue
        known = rules.get(key)
        if known is None:
            table.require("name", "source")
        base = known or Rule(name=key, source=key)
        rules[key] = Rule(
            name=table.text("name", default=base.name),
            source=table.text("source", default=base.source),
            lead_hours=table.value("lead_hours", Count, base.lead_hours),
            within_days=table.value("within_days", Count, base.within_days),
            days=table.value("days", Count, base.days),
            every_months=table.value("every_months", Count, base.every_months),
            says=table.strings("says") if "says" in table else base.says,
            names_area=table.flag("names_area", default=base.names_area),
        )
    return rules


def _part(place: str, table: Table) -> Part:
    prefix = f"{table.path}."
    return Part(
        place,
        table.faults.file,
        table.line,
        {name.removeprefix(prefix): line for name, line in table.lines.items()},
    )


def slug(name: str) -> str:
    """An identifier made of `name`: what no identifier may contain becomes `-`."""
    return re.sub(r"[^\w.\-]+", "-", name).strip("-.")[:80] or "x"


def _kinds(record: type) -> dict[str, Any]:
    """The bounded types of a record's fields, as msgspec enforces them."""
    return get_type_hints(record, include_extras=True)
