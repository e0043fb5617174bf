"""Whether texts fit, in ems."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.alert import Alert, Source, Status
from signage.content.body import Table
from signage.content.duty import DutySlot, Group
from signage.content.fault import Level
from signage.content.fit import alert_faults, ems, lines, notice_faults, slot_faults
from signage.content.notice import Fact, Notice, Posting

NOW = dt.datetime(2026, 12, 7, tzinfo=dt.UTC)


def notice(title: str = "通知", facts: tuple[Fact, ...] = (), body: tuple[Table, ...] = ()) -> Notice:
    return Notice(
        id="n",
        title=title,
        category="通知",
        issuer="居委会",
        issued=NOW.date(),
        posting=Posting(start=NOW, end=NOW + dt.timedelta(days=1)),
        facts=facts,
        body=body,
    )


def fields(item: Notice) -> list[tuple[str, Level]]:
    return [(fault.field, fault.level) for fault in notice_faults(item, "notices/n")]


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 5, 1),
        ("停水通知单", 5, 1),
        ("停水通知单子", 5, 2),
        ("一\n二", 5, 2),
        ("一二三四 hello", 5, 2),
        ("hellohellohellohello", 5, 3),
    ],
)
def test_lines(text: str, width: float, count: int) -> None:
    assert lines(text, width) == count


def test_widths() -> None:
    assert ems("停水，") == 3
    assert ems("é") == ems("e\u0301")
    assert ems("12:30") < 3.2


@given(st.text(max_size=40), st.text(max_size=10), st.floats(2, 30))
def test_more_text_never_takes_fewer_lines(text: str, more: str, width: float) -> None:
    assert lines(text, width) <= lines(text + more, width)
    assert lines(text, width) * width >= ems(text.replace("\n", "")) * 0.5 - width


def test_a_title_has_two_lines() -> None:
    assert fields(notice("水" * 24)) == []
    assert fields(notice("水" * 25)) == [("title", Level.ERROR)]


def test_facts_have_three_lines_each_and_ten_together() -> None:
    def facts(*sizes: int) -> tuple[Fact, ...]:
        return tuple(Fact(label=f"第{index}条", value="水" * size) for index, size in enumerate(sizes))

    assert fields(notice(facts=facts(51, 51, 51, 17))) == []
    assert fields(notice(facts=facts(52))) == [("facts.第0条", Level.ERROR)]
    assert fields(notice(facts=facts(51, 51, 51, 18))) == [("facts", Level.ERROR)]
    assert fields(notice(facts=facts(*[1] * 6))) == []
    assert fields(notice(facts=facts(*[1] * 7))) == [("facts", Level.ERROR)]


def test_tables() -> None:
    def table(columns: int, size: int) -> Table:
        return Table(header=tuple("甲" * size for _ in range(columns)), rows=())

    assert fields(notice(body=(table(5, 5),))) == []
    assert fields(notice(body=(table(6, 1),))) == [("body", Level.WARNING)]
    assert fields(notice(body=(table(5, 6),))) == [("body", Level.WARNING)]
    assert fields(notice(body=(table(3, 100),))) == []  # long cells wrap


@pytest.mark.parametrize("source", Source)
def test_nothing_holds_an_alert_back(source: Source) -> None:
    alert = Alert(
        identifier="a",
        sender="s",
        sent=NOW,
        status=Status.ACTUAL,
        source=source,
        event="寒潮",
        headline="寒" * 23,
        description="冷" * 17 * 8,
        instruction="暖",
        expires=NOW,
    )
    found = list(alert_faults(alert, "alerts/a"))
    assert [(fault.field, fault.level) for fault in found] == [
        ("headline", Level.WARNING),
        ("description", Level.WARNING),
    ]
    assert ("不可改动" in found[0].problem) == (source is Source.OFFICIAL)


def test_long_names_are_told() -> None:
    def slot(person: str) -> DutySlot:
        return DutySlot(start=NOW, end=NOW, person=person, group=Group.X, organisation="志愿者")

    assert not list(slot_faults(slot("阿不都热依"), "duty/2026-12", ""))
    assert [fault.level for fault in slot_faults(slot("阿不都热依木江"), "duty/2026-12", "")] == [Level.WARNING]
