"""Faults as a clerk reads them: without file names and keys of the content folder."""

from __future__ import annotations

from signage.content.fault import Fault

FIELDS = {
    "title": "标题",
    "issuer": "落款",
    "number": "文号",
    "facts": "事项",
    "body": "正文",
    "effect": "时间",
    "effect.start": "时间",
    "effect.end": "时间",
    "start": "时间",
    "posting.start": "公示期",
    "posting.end": "公示期",
    "posting.basis": "公示依据",
    "buildings": "楼栋",
    "translations": "英文",
    "zone": "时区",
    "latitude": "经纬度",
}
"""The form's own names of what a fault is about."""

_WORDS = (
    ("；compound.toml 里有 ", "；小区里有"),
    ("填 buildings，", "勾选楼栋，"),
    ("须写明发生时间 effect.start", "须填写时间"),
    ("请加 duty/YYYY-MM.csv", "请先传排片表"),
)


def plain_problem(fault: Fault) -> str:
    """What is wrong and the mend, in the form's words."""
    words = fault.problem
    for ours, theirs in _WORDS:
        words = words.replace(ours, theirs)
    return words


def field_name(fault: Fault) -> str:
    """What the form calls the place of the fault; empty where it has no name."""
    return FIELDS.get(fault.field) or FIELDS.get(fault.field.split(".")[0], "")


def plain_fault(fault: Fault) -> str:
    """`标题：太长…` in one line."""
    name = field_name(fault)
    return f"{name}：{plain_problem(fault)}" if name else plain_problem(fault)
