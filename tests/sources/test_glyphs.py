"""Characters that no font draws."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from typing import Any

import pytest

from signage.content.compound import Compound
from signage.content.duty import DutySlot, Group, Roster
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.sources import glyphs
from signage.sources.glyphs import Coverage, glyph_faults, installed, parse_charsets

NOW = dt.datetime(2026, 12, 7, 1, tzinfo=dt.UTC)


def feed(name: str = "槐安新苑", person: str = "贺清") -> Feed:
    slot = DutySlot(start=NOW, end=NOW, person=person, group=Group.X, organisation="志愿者")
    return Feed(compound=Compound(id="𪚥", name=name), published=NOW, roster=Roster(slots=(slot,)))


def test_charsets() -> None:
    coverage = parse_charsets("20-7e a0\n4e00-9fff 3007\n4e00-9fff\nnonsense")
    assert coverage.missing("a~\u00a0一鿿〇") == []
    assert coverage.missing("\u0080ꀀ〆〆") == ["ꀀ", "〆"]


def test_what_needs_no_glyph() -> None:
    assert Coverage([]).missing("\n\t\u3000\u200d\ufe0f\u200b") == []


def test_faults_name_the_character_and_its_place() -> None:
    coverage = Coverage([(0x20, 0x7E), (0x3000, 0x9FFF), (0xFF00, 0xFFEF)])
    assert list(glyph_faults(feed(), coverage)) == []
    (fault,) = glyph_faults(feed(person="沈𪚥禾"), coverage)
    assert (fault.file, fault.field) == ("duty/2026-12", "2026-12-07 09:00 沈𪚥禾")
    assert "“𪚥”（U+2A6A5）" in fault.problem
    assert fault.level is Level.ERROR


def test_without_fontconfig_there_is_one_warning() -> None:
    (fault,) = glyph_faults(feed(person="𪚥"), None)
    assert fault.level is Level.WARNING
    assert "fc-list" in fault.problem


@pytest.mark.parametrize(
    "outcome",
    [FileNotFoundError(), subprocess.TimeoutExpired("fc-list", 1), subprocess.CalledProcessError(1, "fc-list")],
)
def test_a_failing_fontconfig_is_a_missing_one(monkeypatch: pytest.MonkeyPatch, outcome: Exception) -> None:
    def run(*_args: Any, **_kwargs: Any) -> None:
        raise outcome

    monkeypatch.setattr(glyphs.subprocess, "run", run)
    assert installed.__wrapped__() is None


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="fontconfig is not installed")
def test_this_machines_fonts() -> None:
    coverage = installed()
    assert coverage is not None
    assert coverage.missing("Abc 123") == []
    assert coverage.missing("\U0010fffd") == ["\U0010fffd"]
