"""From the database to signed feeds: exactly the compounds concerned, nothing half, nothing lost when it fails."""

from __future__ import annotations

import shutil
import threading
from types import SimpleNamespace

import msgspec
import pytest
from console.conftest import approve, feed, titles, write

from signage.content.compound import Compound
from signage.server.console.evidence.models import Entry
from signage.server.console.notices import work
from signage.server.console.notices.models import NoticePage, Submission
from signage.server.console.publishing import outbox
from signage.server.console.publishing.models import Publication


def version(compound) -> int:
    publication = Publication.objects.filter(compound=compound).first()
    return publication.version if publication else 0


def test_only_the_compounds_concerned_are_published(tree, settled):
    heard: list[str] = []
    outbox.published.append(heard.append)
    try:
        approve(tree, settled, write(tree))
        assert heard == ["huaian"]
        approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
        assert heard == ["huaian", "huaian", "huaian-east"]
    finally:
        outbox.published.remove(heard.append)
    assert (version(tree.compound), version(tree.sister), version(tree.foreign)) == (2, 1, 0)


def test_what_cannot_be_published_is_told_kept_and_done_later(tree, settled, data, clock, expect_log):
    notice = approve(tree, settled, write(tree))
    key = data.keys("huaian") / "online"
    shutil.move(key, data.top / "away")
    expect_log("huaian is not published")
    settled(lambda: work.withdraw(tree.person("editor"), notice))
    publication = Publication.objects.get(compound=tree.compound)
    assert publication.is_due
    assert "restore the folder" in publication.problem
    assert Entry.objects.filter(action="publish-failed").count() == 1
    assert titles_of_what_screens_have(data) == ["水箱清洗临时停水"], "what was published stays, whole"
    page = tree.client("editor").get("/").content.decode()
    assert "没有发到屏幕，正在重试" in page

    shutil.move(data.top / "away", key)
    clock.pass_(minutes=1)
    assert outbox.publish_due()
    publication.refresh_from_db()
    assert (publication.is_due, publication.problem) == (False, "")
    assert titles(tree.compound) == []


def test_what_failed_rests_longer_each_time_and_is_tried_at_once_where_somebody_asks(
    tree, settled, data, clock, monkeypatch, expect_log
):
    tried: list[str] = []

    def failing(compound) -> int:
        tried.append(compound.code)
        raise outbox.PublishError("still broken")

    monkeypatch.setattr(outbox, "_publish", failing)
    expect_log("still broken")
    settled(lambda: outbox.want([tree.compound]))
    assert len(tried) == 1
    for seconds, times in ((14, 1), (1, 2), (29, 2), (1, 3)):
        clock.pass_(seconds=seconds)
        assert not outbox.publish_due() or len(tried) == times
        assert len(tried) == times
    assert outbox.pause(99) == outbox.LONGEST_PAUSE
    tree.client("chief").post("/screens/huaian/retry/")
    assert len(tried) == 4


def titles_of_what_screens_have(data) -> list[str]:
    from signage.content.codec import decode

    return [item.title for item in decode((data.feed("huaian") / "feed.json").read_bytes()).items]


def test_one_compounds_trouble_does_not_keep_its_sisters_news(tree, settled, data, expect_log):
    (data.feed("huaian")).write_text("a file where a folder should be")
    expect_log("huaian is not published")
    approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    assert titles(tree.sister) == ["水箱清洗临时停水"]
    assert Publication.objects.get(compound=tree.compound).is_due


def test_an_unexpected_error_is_kept_in_words_too(tree, settled, monkeypatch, expect_log):
    def broken(*_args: object) -> int:
        raise RuntimeError("boom")

    monkeypatch.setattr(outbox, "_publish", broken)
    expect_log("cannot be published", "is not published")
    approve(tree, settled, write(tree))
    assert "内部错误（RuntimeError）" in Publication.objects.get(compound=tree.compound).problem


def test_a_lost_key_folder_is_not_made_anew_for_a_feed_that_screens_trust(tree, settled, data, expect_log):
    notice = approve(tree, settled, write(tree))
    shutil.rmtree(data.keys("huaian"))
    expect_log("签名密钥不见了")
    settled(lambda: work.withdraw(tree.person("editor"), notice))
    assert not data.keys("huaian").exists()


def test_a_database_that_lost_notices_empties_no_screen(tree, settled, expect_log):
    approve(tree, settled, write(tree))
    Submission.objects.all().delete()
    NoticePage.objects.all().delete()
    expect_log("找不到来历")
    settled(lambda: outbox.want([tree.compound]))
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_what_is_over_leaves_with_the_next_publish_and_holds_nothing_back(tree, settled, clock):
    approve(tree, settled, write(tree))
    clock.pass_(days=4)
    settled(lambda: outbox.want([tree.compound]))
    assert titles(tree.compound) == []
    assert not Publication.objects.get(compound=tree.compound).problem


def test_a_building_that_was_taken_off_the_list_does_not_keep_a_notice_up(tree, settled):
    """The notice for building 6 is faulty once there is no building 6; withdrawing another must go through."""
    stays = approve(tree, settled, write(tree))
    goes = approve(tree, settled, write(tree, title="另一条"))
    tree.compound.refresh_from_db()
    about: Compound = tree.compound.about
    tree.compound.about = msgspec.structs.replace(about, buildings=("1", "2"))
    tree.compound.save()
    settled(lambda: work.withdraw(tree.person("editor"), goes))
    assert [item.id for item in feed(tree.compound).items] == [stays.item_id]


def test_signatures_are_renewed_and_rot_is_mended(tree, settled, clock, data, expect_log):
    approve(tree, settled, write(tree))
    before = (data.feed("huaian") / "metadata" / "timestamp.json").read_bytes()
    clock.pass_(days=5)
    outbox.renew()
    assert (data.feed("huaian") / "metadata" / "timestamp.json").read_bytes() != before
    del expect_log


def test_a_compound_with_its_settings_changed_is_published(tree, settled):
    settled(lambda: outbox.want([tree.compound]))
    answer = settled(
        lambda: tree.client("administrator").post(
            f"/branches/{tree.compound.pk}/",
            {
                "do": "details", "name": "槐安新苑", "buildings": "1-12", "gate": "东门岗", "latitude": "31.2",
                "longitude": "121.5", "facilities": "轮椅 2 1 在门岗", "contacts": "门岗 0000-0001",
            },
        )
    )  # fmt: skip
    assert answer.status_code == 302
    shown = feed(tree.compound)
    assert shown.compound.gate == "东门岗"
    assert shown.compound.buildings[-1] == "12"
    assert [(each.name, each.free, each.note) for each in shown.facilities] == [("轮椅", 1, "在门岗")]


@pytest.mark.parametrize("line", ["轮椅", "轮椅 二 1", "轮椅 1 2", "这件设施的名字实在是太长太长了 1 1"])
def test_a_wrong_line_of_facilities_is_named(tree, line):
    answer = tree.client("administrator").post(
        f"/branches/{tree.compound.pk}/",
        {"do": "details", "name": "槐安新苑", "gate": "门岗", "latitude": "31", "longitude": "121", "facilities": line},
    )
    assert "第1行" in str(answer.context["form"].errors["facilities"])


def test_many_compounds_are_published_at_once_and_one_that_fails_keeps_none_back(tree, monkeypatch):
    """Each in a thread with a connection of its own, which a test's transaction does not reach: who goes counts."""
    threads: dict[str, int] = {}
    gate = threading.Barrier(3, timeout=10)

    def apart(compound) -> bool:
        gate.wait()
        threads[compound.code] = threading.get_ident()
        return compound.code != "huaian"

    monkeypatch.setattr(outbox, "_publish_apart", apart)
    outbox.want([tree.compound, tree.sister, tree.foreign])
    monkeypatch.setattr(outbox, "connection", SimpleNamespace(in_atomic_block=False))
    assert not outbox.publish_due()
    assert set(threads) == {"huaian", "huaian-east", "liuan"}
    assert len(set(threads.values())) == 3
