"""The demo's console: its compound as if staff had written it, and what comes from its folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from console.conftest import feed
from repositories import Hand

from signage.clock import SystemClock
from signage.demo_content import drill, shift_demo
from signage.paths import assets_dir
from signage.server.console import moment
from signage.server.console.demo import Folder, seed
from signage.server.console.evidence.models import Entry, broken
from signage.server.console.notices.models import NoticePage, Submission
from signage.server.console.publishing import outbox
from signage.server.console.rosters.models import RosterMonth
from signage.server.console.tree.models import CompoundPage


@pytest.fixture
def now(clock: Hand) -> dt.datetime:
    clock.time = SystemClock().now()
    return clock.time


@pytest.fixture
def folder(tmp_path: Path, now: dt.datetime) -> Folder:
    shift_demo(assets_dir() / "demo", tmp_path / "content", now)
    (tmp_path / "content" / "alerts").mkdir()
    return Folder(tmp_path / "content", moment.clock())


@pytest.fixture
def demo(db: None, folder: Folder, settled):
    before = list(outbox.additions)
    settled(lambda: seed(folder, "demo-password-1"))
    yield CompoundPage.objects.get(code="huaian-xinyuan")
    outbox.additions[:] = before


def test_the_whole_folder_is_on_the_glass_and_the_console_knows_who_wrote_it(demo, folder):
    found = feed(demo)
    assert {item.title for item in found.items} >= {item.title for item in folder.feed.items}
    assert len(found.items) == len(folder.feed.items)
    assert found.roster == folder.feed.roster
    assert {item.category for item in found.items if hasattr(item, "category")} == {
        item.category for item in folder.feed.items if hasattr(item, "category")
    }
    assert sum(len(getattr(item, "translations", ())) for item in found.items) == 2
    assert NoticePage.objects.filter(approved_at__isnull=False).count() == len(folder.written)
    assert RosterMonth.objects.filter(compound=demo, live__isnull=False).count() == len(folder.feed.roster.months)
    assert Submission.objects.filter(status=Submission.WAITING).count() == 1
    assert set(Entry.objects.filter(action="approve").values_list("person_name", flat=True)) == {"程远舟（cheng）"}
    assert list(broken()) == []


def test_drills_and_new_files_come_and_go_with_the_folder(demo, folder, settled, now):
    alert = folder.path / "alerts" / "cold-orange.toml"
    alert.write_text(drill(folder.path, "cold-orange", now, dt.timedelta(hours=1)), encoding="utf-8")
    folder.read()
    settled(lambda: outbox.want([demo]))
    assert [each.identifier for each in feed(demo).alerts] == ["cold-orange"]
    alert.unlink()
    (folder.path / "notices" / "poster-sorting.md").unlink()
    folder.read()
    settled(lambda: outbox.want([demo]))
    assert feed(demo).alerts == ()
    assert "poster-sorting" not in {item.id for item in feed(demo).items}


def test_a_fault_in_the_folder_leaves_everything_as_it_was(demo, folder):
    before = folder.feed
    (folder.path / "notices" / "fraud.md").write_text("---\ntitle: 坏\n---\n", encoding="utf-8")
    folder.read()
    assert folder.feed == before
