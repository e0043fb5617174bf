"""Watching: what editors do to files, what other processes publish, what a folder goes through; and renewals."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from content_folders import make_folder
from repositories import NOW, Hand, feed, make_repository, picture

from signage.feed.repository import Repository
from signage.server import watch as watch_module
from signage.server.watch import FolderWatch, Renewal, RepositoryWatch

Expect = Callable[..., None]

RED, RED_BYTES = picture(b"red" * 1000)


class Bench:
    """A content folder, watched, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.content = make_folder(folder / "content")
        self.clock = Hand()
        self.repository, _ = make_repository(folder, self.clock)
        self.lines: list[str] = []
        self.published = threading.Semaphore(0)
        self.told = threading.Semaphore(0)
        self.watch = FolderWatch(self.content, self.repository, self.clock, self.tell, self.published.release)

    def tell(self, line: str) -> None:
        self.lines.append(line)
        self.told.release()

    def notice(self, name: str = "water") -> Path:
        return self.content / "notices" / f"{name}.md"

    def titles(self) -> list[str]:
        held = self.repository.feed()
        assert held is not None
        return [item.title for item in held.items]

    def wait(self) -> None:
        assert self.published.acquire(timeout=10)

    def wait_for_title(self, title: str) -> None:
        while title not in self.titles():
            self.wait()

    def retitle(self, title: str) -> str:
        """The text of the notice under another title."""
        lines = self.notice().read_text("utf-8").splitlines(keepends=True)
        return "".join(f"title: {title}\n" if line.startswith("title:") else line for line in lines)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(watch_module, "TICK_MS", 50)
    bench = Bench(tmp_path)
    yield bench
    bench.watch.stop()


def test_what_there_is_is_published_at_once(bench: Bench) -> None:
    bench.watch.start()
    assert bench.repository.feed() is not None
    assert bench.published.acquire(blocking=False)
    assert any("published version 1" in line for line in bench.lines)


def saved_in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def saved_beside(path: Path, text: str) -> None:
    """vim, and most: a new file takes the old one's place."""
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    temporary = path.with_name(".hidden.swp")
    temporary.write_text(text, "utf-8")
    temporary.rename(path)
    backup.unlink()


def saved_in_pieces(path: Path, text: str) -> None:
    """A slow copy: for a moment the file is half there."""
    data = text.encode()
    with path.open("wb") as file:
        file.write(data[:150])
        file.flush()
        os.fsync(file.fileno())
        threading.Event().wait(0.08)
        file.write(data[150:])


@pytest.mark.parametrize("save", [saved_in_place, saved_beside, saved_in_pieces])
def test_however_a_file_is_saved_it_is_published_without_complaint(
    bench: Bench, save: Callable[[Path, str], None]
) -> None:
    bench.watch.start()
    bench.wait()
    bench.lines.clear()
    save(bench.notice(), bench.retitle("改过的标题"))
    bench.wait_for_title("改过的标题")
    assert not [line for line in bench.lines if "错误" in line or "not published" in line]


def test_a_fault_is_told_once_and_what_was_published_stays(bench: Bench) -> None:
    bench.watch.start()
    bench.wait()
    before, good = bench.titles(), bench.notice().read_text("utf-8")
    bench.lines.clear()
    bench.notice().write_text(good.replace("title", "tilte"), "utf-8")
    while not any("not published; what was published before stays" in line for line in bench.lines):
        assert bench.told.acquire(timeout=10)
    assert any("notices/water.md" in line for line in bench.lines)
    assert bench.titles() == before
    count = len(bench.lines)
    bench.watch.publish(settle=False)
    assert len(bench.lines) == count
    bench.notice().write_text(good.replace("水箱清洗临时停水", "好了"), "utf-8")
    bench.wait_for_title("好了")


def test_emptying_the_folder_is_refused_and_told_once(bench: Bench) -> None:
    bench.watch.start()
    before = bench.titles()
    bench.lines.clear()
    for path in (bench.content / "notices").iterdir():
        path.unlink()
    bench.watch.publish()
    bench.watch.publish()
    assert len([line for line in bench.lines if "--allow-empty" in line]) == 1
    assert bench.titles() == before


def test_scratch_files_of_editors_are_not_read(bench: Bench) -> None:
    bench.watch.start()
    bench.wait()
    bench.lines.clear()
    (bench.content / "notices" / ".water.md.swp").write_bytes(b"\x00\xff")
    (bench.content / "notices" / "water.md~").write_bytes(b"\x00\xff")
    bench.notice().write_text(bench.retitle("新"), "utf-8")
    bench.wait_for_title("新")
    assert not [line for line in bench.lines if "water.md~" in line or "swp" in line]


def test_a_folder_that_goes_away_and_comes_back_is_watched_again(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("cannot be watched")
    monkeypatch.setattr(watch_module, "RETRY_SECONDS", 0.05)
    bench.watch.start()
    bench.wait()
    before, text = bench.titles(), bench.retitle("回来了")
    bench.content.rename(tmp_path / "away")
    while not any("not published" in line for line in bench.lines):
        assert bench.told.acquire(timeout=10)
    assert bench.titles() == before
    (tmp_path / "away" / "notices" / "water.md").write_text(text, "utf-8")
    (tmp_path / "away").rename(bench.content)
    bench.wait_for_title("回来了")
    bench.notice().write_text(bench.retitle("还在看"), "utf-8")
    bench.wait_for_title("还在看")


def test_a_watch_that_gets_no_notifications_looks_for_itself(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = watch_module.watchfiles.watch

    def deaf(*arguments: object, **options: object) -> object:
        for _ in real(*arguments, **options):  # type: ignore[arg-type]
            yield set()

    monkeypatch.setattr(watch_module.watchfiles, "watch", deaf)
    bench.watch.start()
    bench.wait()
    bench.notice().write_text(bench.retitle("看见了"), "utf-8")
    bench.wait_for_title("看见了")


# Other publishers.


def test_what_others_publish_is_noticed(tmp_path: Path) -> None:
    clock = Hand()
    repository, _ = make_repository(tmp_path, clock)
    repository.publish(feed("a"), {})
    changed = threading.Semaphore(0)
    watch = RepositoryWatch([repository.path], changed.release)
    watch.start()
    try:
        assert changed.acquire(timeout=10)
        while changed.acquire(timeout=0.1):
            pass
        repository.publish(feed("b"), {})
        assert changed.acquire(timeout=10)
    finally:
        watch.stop()


def test_a_repository_that_appears_later_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "RETRY_SECONDS", 0.02)
    monkeypatch.setattr(watch_module, "TICK_MS", 20)
    repository, _ = make_repository(tmp_path, Hand())
    seen = threading.Event()

    def changed() -> None:
        if (repository.path / "metadata" / "timestamp.json").exists():
            seen.set()

    watch = RepositoryWatch([repository.path], changed)
    watch.start()
    try:
        repository.publish(feed("a"), {})
        assert seen.wait(10)
    finally:
        watch.stop()


# Renewals.


def test_signatures_are_renewed_at_once_and_by_the_clock(tmp_path: Path) -> None:
    clock = Hand()
    repository, _ = make_repository(tmp_path, clock)
    repository.publish(feed("a"), {})
    clock.pass_(days=5)
    renewal = Renewal([repository])
    renewal.start()
    try:
        assert not repository.refresh().signed
        (job,) = renewal._scheduler.get_jobs()
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
        clock.pass_(days=5)
        job.func()
        assert not repository.refresh().signed
    finally:
        renewal.stop()


def test_a_renewal_that_fails_is_said_and_the_others_go_on(tmp_path: Path, expect_log: Expect) -> None:
    expect_log("signatures cannot be renewed")
    clock = Hand()
    (tmp_path / "one").mkdir()
    good, _ = make_repository(tmp_path / "one", clock)
    good.publish(feed("a"), {})
    empty: Repository = make_repository(tmp_path, clock)[0]
    clock.pass_(days=5)
    Renewal([empty, good]).renew()
    assert not good.refresh().signed


def test_rotten_pictures_are_published_anew(tmp_path: Path, expect_log: Expect) -> None:
    expect_log("rotten or missing")
    repository, _ = make_repository(tmp_path, Hand())
    what = feed("a", media=(RED,), at=NOW)
    repository.publish(what, {RED.name: RED_BYTES})
    path = repository.path / "media" / RED.name
    path.write_bytes(b"rot")
    Renewal([repository], lambda: repository.publish(what, {RED.name: RED_BYTES}) and None).renew()
    assert path.read_bytes() == RED_BYTES
