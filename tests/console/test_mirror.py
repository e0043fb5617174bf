"""Copies of the feeds in a shared storage: two processes with disks of their own go on from each other's versions."""

from __future__ import annotations

import pytest
from console.conftest import approve, feed, titles, write
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from signage.server.console import mirror
from signage.server.console.datafolder import DataFolder
from signage.server.console.notices import work
from signage.server.console.publishing import outbox
from signage.server.console.publishing.models import Publication


class Bucket(FileSystemStorage):
    """A storage of Django's own kind; writes down the order of what it takes, and can be away."""

    def __init__(self, place) -> None:
        super().__init__(location=place)
        self.taken: list[str] = []
        self.away = False

    def _save(self, name, content):
        if self.away:
            raise ConnectionError
        self.taken.append(name)
        return super()._save(name, content)

    def exists(self, name):
        if self.away:
            raise ConnectionError
        return super().exists(name)


@pytest.fixture
def bucket(tmp_path, monkeypatch):
    made = Bucket(tmp_path / "bucket")
    (tmp_path / "bucket").mkdir()
    monkeypatch.setitem(settings.STORAGES, "mirror", {})
    monkeypatch.setitem(storages._storages, "mirror", made)
    return made


@pytest.fixture
def elsewhere(tmp_path, data):
    """Another process's disk, with the same keys."""
    import shutil

    other = DataFolder(tmp_path / "other")

    def move(to: DataFolder) -> None:
        settings.DATA = to

    def copy_keys() -> None:
        shutil.copytree(data.keys("huaian"), other.keys("huaian"), dirs_exist_ok=True)

    return other, move, copy_keys


def test_what_is_published_is_in_the_copy_the_timestamp_last(tree, settled, bucket):
    approve(tree, settled, write(tree))
    assert bucket.taken[-1] == "huaian/metadata/timestamp.json"
    assert sorted(name.split("/")[1] for name in bucket.taken) == ["feed.json", *["metadata"] * 4, "targets"]
    assert not any("pem" in name for name in bucket.taken)


def test_another_disk_goes_on_from_the_version_that_was_sent(tree, settled, bucket, data, elsewhere):
    other, move, copy_keys = elsewhere
    first = approve(tree, settled, write(tree))
    copy_keys()
    move(other)
    second = approve(tree, settled, write(tree, title="另一条"))
    assert sorted(titles(tree.compound)) == ["另一条", "水箱清洗临时停水"]
    assert Publication.objects.get(compound=tree.compound).version == 2
    move(data)
    assert titles(tree.compound) == ["水箱清洗临时停水"]
    mirror.fetch("huaian")
    assert len(feed(tree.compound).items) == 2
    settled(lambda: work.withdraw(tree.person("editor"), first))
    assert Publication.objects.get(compound=tree.compound).version == 3
    assert titles(tree.compound) == [second.title]


def test_a_disk_that_knows_nothing_fetches_everything(tree, settled, bucket, elsewhere):
    other, move, copy_keys = elsewhere
    approve(tree, settled, write(tree))
    copy_keys()
    move(other)
    assert other.feeds() == []
    mirror.fetch()
    assert [path.name for path in other.feeds()] == ["huaian"]
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_a_storage_that_is_away_is_told_and_tried_again(tree, settled, bucket, clock, expect_log):
    notice = approve(tree, settled, write(tree))
    bucket.away = True
    expect_log("huaian is not published")
    settled(lambda: work.withdraw(tree.person("editor"), notice))
    assert "存储没有答复（ConnectionError）" in Publication.objects.get(compound=tree.compound).problem
    bucket.away = False
    clock.pass_(minutes=1)
    assert outbox.publish_due()
    assert bucket.taken[-1] == "huaian/metadata/timestamp.json"


def test_what_is_strange_in_the_bucket_is_not_fetched(tree, settled, bucket, elsewhere, tmp_path):
    other, move, copy_keys = elsewhere
    approve(tree, settled, write(tree))
    for name in ("metadata/evil.sh", "media/x.svg", "targets/y"):
        path = tmp_path / "bucket" / "huaian" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    copy_keys()
    move(other)
    mirror.fetch("huaian")
    assert not [path for path in other.feed("huaian").rglob("*") if path.suffix in (".sh", ".svg") or path.name == "y"]


def test_without_a_bucket_nothing_is_sent_or_fetched(tree, data):
    mirror.send("huaian")
    mirror.fetch()
    assert data.feeds() == []
