"""Posting windows judged by their basis (DOMAIN: the statutes' numbers)."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from signage.content.fault import Fault, Level
from signage.content.notice import Effect, Fact, Notice, Posting
from signage.content.posting import RULES, Rule, find_rule, posting_faults

ZONE = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int, hour: int = 0, minute: int = 0, zone: ZoneInfo = ZONE) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=zone)


def notice(basis: str, start: dt.datetime, end: dt.datetime, effect: dt.datetime | None = None, **more: Any) -> Notice:
    return Notice(
        id="n",
        title="通知",
        category="通知",
        issuer="居委会",
        issued=dt.date(2026, 12, 7),
        posting=Posting(start=start, end=end, basis=basis),
        effect=Effect(start=effect) if effect else None,
        **{"buildings": ("1",), "facts": (Fact(label="线路", value="槐安一线"),), **more},
    )


def faults(item: Notice, zone: ZoneInfo = ZONE, rules: Any = RULES) -> list[tuple[str, Level]]:
    return [(fault.field, fault.level) for fault in posting_faults(item, zone, "notices/n", rules)]


LATE = [("posting.start", Level.WARNING)]


@pytest.mark.parametrize(
    ("basis", "last_moment"),
    [
        ("water-cut", at(12, 19, 9)),
        ("计划停水", at(12, 19, 9)),
        ("power-cut", at(12, 13, 9)),
        ("owners-meeting", at(12, 5, 9)),
    ],
)
def test_what_must_be_announced_ahead(basis: str, last_moment: dt.datetime) -> None:
    effect, end = at(12, 20, 9), at(12, 21)
    assert faults(notice(basis, last_moment, end, effect)) == []
    assert faults(notice(basis, last_moment + dt.timedelta(minutes=1), end, effect)) == LATE


def test_a_decision_is_announced_within_three_days() -> None:
    decided = at(12, 1, 20)
    assert faults(notice("committee-decision", at(12, 4, 20), at(12, 20), decided)) == []
    assert faults(notice("committee-decision", at(12, 4, 20, 1), at(12, 20), decided)) == LATE


def test_audit_results_hang_thirty_days() -> None:
    assert faults(notice("audit", at(11, 1), at(12, 1))) == []
    assert faults(notice("audit", at(11, 1), at(11, 30, 23, 59))) == [("posting.end", Level.ERROR)]


def test_days_are_those_of_the_calendar_over_a_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = at(3, 15, 12, zone=berlin)
    thirty = at(4, 14, 12, zone=berlin)
    assert thirty - start.astimezone(dt.UTC) != dt.timedelta(days=30)
    item = notice("audit", start.astimezone(dt.UTC), thirty.astimezone(dt.UTC))
    assert faults(item, berlin) == []
    assert faults(item, ZONE) == [("posting.end", Level.ERROR)]


def test_without_the_effect_there_is_nothing_to_judge_by() -> None:
    assert faults(notice("power-cut", at(12, 1), at(12, 9))) == [("effect", Level.ERROR)]


def test_a_power_cut_names_its_line_and_area() -> None:
    item = notice("power-cut", at(12, 1), at(12, 21), at(12, 20), facts=(), buildings=())
    assert faults(item) == [("posting.basis", Level.WARNING), ("buildings", Level.WARNING)]


def test_a_window_must_have_a_length() -> None:
    assert faults(notice("", at(12, 1), at(12, 1))) == [("posting.end", Level.ERROR)]


def test_free_text_is_not_judged_and_a_custom_is_no_law() -> None:
    assert faults(notice("街道要求", at(12, 1), at(12, 2))) == []
    assert "惯例" in RULES["custom-7-days"].source


def test_every_number_can_be_set_anew() -> None:
    rules = {**RULES, "water-cut": Rule(name="计划停水", source="本市规定", lead_hours=48)}
    item = notice("water-cut", at(12, 18, 12), at(12, 21), at(12, 20, 9))
    assert faults(item) == []
    assert faults(item, rules=rules) == LATE


def test_rules_have_distinct_names_and_sources() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    for key, rule in RULES.items():
        assert rule.source
        assert find_rule(rule.name) == find_rule(key) == (key, rule)
    assert find_rule("") is None


def test_the_fault_says_what_would_be_right() -> None:
    (fault,) = posting_faults(notice("audit", at(11, 1), at(11, 8)), ZONE, "notices/n")
    assert isinstance(fault, Fault)
    assert "2026-12-01 00:00" in fault.problem
