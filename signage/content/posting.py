"""The rules of posting windows 公示期, with their legal basis: data that a compound may override, and their judge.

The numbers are those of the statutes as read in 2025; local rules change, so each can be set anew in `compound.toml`
under `[posting.<key>]`. A custom ("公示期 7 天") is marked as one: it is not a law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated

from msgspec import Meta

from signage.content.base import Record, Text
from signage.content.body import block_text
from signage.content.fault import Fault, Level
from signage.content.notice import Item, Notice

Count = Annotated[int, Meta(ge=0, le=4000)]


class Rule(Record, frozen=True, kw_only=True):
    """What a basis demands of a posting window. Zero and empty: nothing."""

    name: Text
    """As residents and staff call it, without spaces; a notice may name its basis so."""
    source: Text
    """The statute or custom, as it may be shown: 《物业管理条例》第十四条."""
    lead_hours: Count = 0
    """The posting starts at least so many hours before `effect.start`."""
    within_days: Count = 0
    """The posting starts at most so many days after `effect.start`, the day of the decision."""
    days: Count = 0
    """The posting lasts at least so many days."""
    every_months: Count = 0
    """It recurs: quarterly is 3. Said to staff, not judged: one notice cannot tell."""
    says: tuple[Text, ...] = ()
    """Words that the notice must contain somewhere."""
    names_area: bool = False
    """The notice must name the buildings that it concerns, or say 全小区."""


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "water-cut": Rule(name="计划停水", source="《上海市供水管理条例》", lead_hours=24, names_area=True),
        "power-cut": Rule(
            name="计划停电", source="《供电监管办法》第十三条", lead_hours=7 * 24, says=("线",), names_area=True
        ),
        "owners-meeting": Rule(name="业主大会会议", source="《物业管理条例》第十四条", lead_hours=15 * 24),
        "committee-decision": Rule(name="业委会决定", source="业主委员会决定三日内公告", within_days=3),
        "audit": Rule(name="审计结果", source="审计结果在显著位置公示三十日", days=30),
        "public-income": Rule(name="公共收益", source="公共收益收支每季度公布", every_months=3),
        "maintenance-fund": Rule(name="维修资金", source="维修资金收支每半年公布", every_months=6),
        "custom-7-days": Rule(name="惯例七天", source="惯例：公示期七天", days=7),
    }
)


def find_rule(basis: str, rules: Mapping[str, Rule] = RULES) -> tuple[str, Rule] | None:
    """The rule that `basis` names by its key or its Chinese name, with its key; None for a free text."""
    if basis in rules:
        return basis, rules[basis]
    return next(((key, rule) for key, rule in rules.items() if rule.name == basis), None)


def posting_faults(item: Item, zone: dt.tzinfo, place: str, rules: Mapping[str, Rule] = RULES) -> Iterator[Fault]:
    """How `item`'s posting window falls short of its basis.

    A window that can still be mended is an error: too short a posting, or no `effect` to judge it by. One that came too
    late is a warning: a late notice is better than none, but staff must know. Days are days of the calendar in `zone`.
    """
    posting, effect = item.posting, item.effect
    if posting.end <= posting.start:
        yield Fault(file=place, field="posting.end", problem="公示结束必须晚于开始")
        return
    found = find_rule(posting.basis, rules)
    if found is None:
        return
    _, rule = found
    start, end = _wall(posting.start, zone), _wall(posting.end, zone)
    if rule.days and end - start < dt.timedelta(days=rule.days):
        yield Fault(
            file=place,
            field="posting.end",
            problem=f"{rule.name}须公示至少{rule.days}天（{rule.source}），"
            f"应不早于{_say(start + dt.timedelta(days=rule.days))}",
        )
    if (rule.lead_hours or rule.within_days) and effect is None:
        yield Fault(
            file=place,
            field="effect",
            problem=f"按“{rule.name}”公示须写明发生时间 effect.start（{rule.source}）",
        )
    elif effect is not None:
        happens = _wall(effect.start, zone)
        if rule.lead_hours and happens - start < dt.timedelta(hours=rule.lead_hours):
            yield Fault(
                file=place,
                field="posting.start",
                level=Level.WARNING,
                problem=f"{rule.name}须提前{_hours(rule.lead_hours)}公告（{rule.source}），"
                f"应不晚于{_say(happens - dt.timedelta(hours=rule.lead_hours))}；已来不及时请向居民说明原因",
            )
        if rule.within_days and start - happens > dt.timedelta(days=rule.within_days):
            yield Fault(
                file=place,
                field="posting.start",
                level=Level.WARNING,
                problem=f"{rule.name}须在{rule.within_days}天内公告（{rule.source}），"
                f"应不晚于{_say(happens + dt.timedelta(days=rule.within_days))}",
            )
    if isinstance(item, Notice):
        yield from _content_faults(item, rule, place)


def _content_faults(notice: Notice, rule: Rule, place: str) -> Iterator[Fault]:
    said = "\n".join(
        (notice.title, *(f"{fact.label} {fact.value}" for fact in notice.facts), *map(block_text, notice.body))
    )
    for word in rule.says:
        if word not in said:
            yield Fault(
                file=place,
                field="posting.basis",
                level=Level.WARNING,
                problem=f"{rule.name}的通知应写明“{word}”（{rule.source}），正文和事项里没有找到",
            )
    if rule.names_area and not notice.buildings and "全小区" not in said and "号楼" not in said:
        yield Fault(
            file=place,
            field="buildings",
            level=Level.WARNING,
            problem=f"{rule.name}的通知应写明范围：填 buildings，或在事项里写“全小区”",
        )


def _wall(instant: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """What the clock on the wall says: a statute counts days of the calendar, not of 24 hours."""
    return instant.astimezone(zone).replace(tzinfo=None)


def _say(wall: dt.datetime) -> str:
    return f"{wall.year}-{wall.month:02d}-{wall.day:02d} {wall:%H:%M}"


def _hours(hours: int) -> str:
    return f"{hours // 24}天" if hours % 24 == 0 and hours > 24 else f"{hours}小时"
