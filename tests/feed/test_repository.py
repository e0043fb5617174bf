"""The repository: what is published is whole at every moment, and nothing is lost by mistake."""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from repositories import NOW, Hand, feed, make_repository, picture

from signage.content.codec import decode, encode
from signage.content.duty import DutySlot, Group, Roster
from signage.errors import CodecError, PublishError
from signage.feed.keys import init_keys, load_keys, rotate_keys
from signage.feed.repository import Repository
from signage.feed.terms import Terms
from signage.store.disk import locked

Expect = Callable[..., None]

RED, RED_BYTES = picture(b"red" * 1000)
BLUE, BLUE_BYTES = picture(b"blue" * 1000)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def repository(tmp_path: Path, clock: Hand) -> Repository:
    return make_repository(tmp_path, clock)[0]


def tree(repository: Repository) -> dict[str, bytes]:
    return {
        path.relative_to(repository.path).as_posix(): path.read_bytes()
        for path in repository.path.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def role(repository: Repository, name: str) -> dict[str, Any]:
    signed: dict[str, Any] = json.loads((repository.path / "metadata" / name).read_bytes())["signed"]
    return signed


def test_the_layout_is_the_contract(repository: Repository) -> None:
    what = feed("a", media=(RED,))
    done = repository.publish(what, {RED.name: RED_BYTES})
    assert (done.version, done.changed, done.published) == (1, True, NOW)
    data = encode(what)
    files = tree(repository)
    sha256 = role(repository, "1.targets.json")["targets"]["feed.json"]["hashes"]["sha256"]
    assert files.keys() == {
        "feed.json",
        "metadata/1.root.json",
        "metadata/1.snapshot.json",
        "metadata/1.targets.json",
        "metadata/timestamp.json",
        f"media/{RED.name}",
        f"targets/{sha256}.feed.json",
    }
    assert files["feed.json"] == files[f"targets/{sha256}.feed.json"] == data
    assert files[f"media/{RED.name}"] == RED_BYTES
    assert repository.feed() == what


def test_the_same_content_makes_no_new_version(repository: Repository, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    before = tree(repository)
    clock.pass_(hours=1)
    again = repository.publish(feed("a", at=clock.now()), {})
    assert (again.version, again.changed, again.signed) == (1, False, False)
    assert tree(repository) == before
    assert repository.publish(feed("a", "b", at=clock.now()), {}).version == 2


def test_only_the_timestamp_and_the_plain_feed_ever_change(repository: Repository) -> None:
    repository.publish(feed("a"), {})
    before = tree(repository)
    repository.publish(feed("b"), {})
    after = tree(repository)
    assert {name for name in before if after.get(name) != before[name]} == {"metadata/timestamp.json", "feed.json"}


def test_published_never_goes_backwards(repository: Repository, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    done = repository.publish(feed("b", at=NOW - dt.timedelta(days=3)), {})
    assert done.published == NOW
    published = repository.feed()
    assert published is not None
    assert published.published == NOW


def test_a_publishers_clock_that_goes_back_signs_no_earlier(
    repository: Repository, clock: Hand, expect_log: Expect
) -> None:
    first = repository.publish(feed("a"), {})
    clock.pass_(days=-5)
    expect_log("check the clock")
    second = repository.publish(feed("b", at=clock.now()), {})
    assert (second.published, second.expires) == (first.published, first.expires)


@pytest.mark.parametrize("now", [dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2099, 1, 1, tzinfo=dt.UTC)])
def test_a_publishers_clock_that_cannot_be_signs_nothing(repository: Repository, clock: Hand, now: dt.datetime) -> None:
    clock.time = now
    with pytest.raises(PublishError, match="which cannot be"):
        repository.publish(feed("a"), {})


def test_another_compounds_feed_is_refused(repository: Repository) -> None:
    repository.publish(feed("a"), {})
    before = tree(repository)
    with pytest.raises(PublishError, match="'huaian', not of 'other'"):
        repository.publish(feed("a", compound="other"), {})
    assert tree(repository) == before


def test_losing_everything_at_once_must_be_meant(repository: Repository) -> None:
    repository.publish(feed("a", "b"), {})
    before = tree(repository)
    with pytest.raises(PublishError, match=r"notices.*--allow-empty"):
        repository.publish(feed(), {})
    assert tree(repository) == before
    assert repository.publish(feed(), {}, allow_empty=True).version == 2
    assert repository.publish(feed(), {}).version == 2


def test_losing_the_roster_of_a_compound_without_notices_must_be_meant(repository: Repository) -> None:
    slot = DutySlot(start=NOW, end=NOW + dt.timedelta(hours=1), person="沈若禾", group=Group.ONE, organisation="党总支")
    repository.publish(msgspec.structs.replace(feed(), roster=Roster(slots=(slot,), months=("2026-12",))), {})
    with pytest.raises(PublishError, match="duty roster"):
        repository.publish(feed(), {})
    assert repository.publish(feed("a"), {}).version == 2


def test_the_last_of_several_notices_may_go(repository: Repository) -> None:
    repository.publish(feed("a", "b"), {})
    assert repository.publish(feed("b"), {}).version == 2


def test_a_picture_must_be_given_and_be_itself(repository: Repository) -> None:
    what = feed("a", media=(RED,))
    with pytest.raises(PublishError, match=f"{RED.name} is in the feed but was not given"):
        repository.publish(what, {})
    with pytest.raises(PublishError, match="not what its name says"):
        repository.publish(what, {RED.name: BLUE_BYTES})
    assert repository.feed() is None
    repository.publish(what, {RED.name: RED_BYTES})
    assert repository.publish(feed("b", media=(RED,)), {}).version == 2


def test_a_feed_out_of_bounds_is_not_published(repository: Repository) -> None:
    what = feed("a")
    bad = msgspec.structs.replace(what, compound=msgspec.structs.replace(what.compound, name="槐" * 13))
    repository.publish(what, {})
    before = tree(repository)
    with pytest.raises(CodecError):
        repository.publish(bad, {})
    assert tree(repository) == before


def test_signatures_are_renewed_when_half_their_life_is_over(repository: Repository, clock: Hand) -> None:
    first = repository.publish(feed("a"), {})
    assert not repository.refresh().signed
    clock.pass_(days=3, hours=11)
    assert not repository.refresh().signed
    clock.pass_(hours=2)
    second = repository.refresh()
    assert (second.version, second.changed, second.signed) == (1, False, True)
    assert second.expires - first.expires == dt.timedelta(days=3, hours=13)
    assert role(repository, "timestamp.json")["version"] == 2
    assert role(repository, "timestamp.json")["meta"]["snapshot.json"]["version"] == 1


def test_the_long_lived_signatures_are_renewed_too(repository: Repository, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    clock.pass_(days=31)
    done = repository.refresh()
    assert (done.version, done.changed) == (2, False)
    assert role(repository, "2.targets.json")["targets"] == role(repository, "1.targets.json")["targets"]
    assert role(repository, "2.snapshot.json")["meta"]["targets.json"]["version"] == 2


def test_publishing_what_is_published_renews_too(repository: Repository, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    clock.pass_(days=6)
    done = repository.publish(feed("a", at=clock.now()), {})
    assert (done.changed, done.signed) == (False, True)


def test_rotated_keys_sign_everything_anew(tmp_path: Path, clock: Hand) -> None:
    make_repository(tmp_path, clock)[0].publish(feed("a"), {})
    rotate_keys(tmp_path / "keys", clock=clock)
    repository, _ = make_repository(tmp_path, clock)
    done = repository.refresh()
    assert (done.version, done.changed, done.signed) == (2, False, True)
    assert (repository.path / "metadata" / "2.root.json").is_file()
    assert not repository.refresh().signed


def test_the_keys_of_another_repository_sign_nothing(repository: Repository, tmp_path: Path, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    before = tree(repository)
    init_keys(tmp_path / "other")
    stranger = Repository(repository.path, load_keys(tmp_path / "other"), clock=clock)
    for act in (lambda: stranger.publish(feed("b"), {}), stranger.refresh):
        with pytest.raises(PublishError, match="keys that this repository was made with"):
            act()
    assert tree(repository) == before


def test_keys_older_than_the_repository_sign_nothing(tmp_path: Path, clock: Hand) -> None:
    old, _ = make_repository(tmp_path, clock)
    old.publish(feed("a"), {})
    rotate_keys(tmp_path / "keys", clock=clock)
    make_repository(tmp_path, clock)[0].refresh()
    with pytest.raises(PublishError, match=r"2\.root\.json"):
        old.publish(feed("b"), {})


def test_nothing_published_cannot_be_renewed(repository: Repository) -> None:
    with pytest.raises(PublishError, match="nothing is published"):
        repository.refresh()
    assert not repository.path.exists()


def test_what_no_screen_needs_is_swept(repository: Repository, clock: Hand) -> None:
    repository.publish(feed("first", media=(RED,)), {RED.name: RED_BYTES})
    for name in ("2", "3"):
        repository.publish(feed(name), {})
    age(repository, clock.now() - dt.timedelta(days=2))
    repository.publish(feed("4", media=(BLUE,)), {BLUE.name: BLUE_BYTES})
    files = tree(repository)
    assert f"media/{RED.name}" not in files
    assert f"media/{BLUE.name}" in files
    assert "metadata/1.root.json" in files
    assert {name for name in files if "targets.json" in name} == {f"metadata/{n}.targets.json" for n in (2, 3, 4)}
    assert {name for name in files if "snapshot.json" in name} == {f"metadata/{n}.snapshot.json" for n in (2, 3, 4)}
    assert sorted(decode(data).items[0].id for name, data in files.items() if name.startswith("targets/")) == [
        "2",
        "3",
        "4",
    ]


def test_what_is_younger_than_a_day_stays(repository: Repository, clock: Hand) -> None:
    for name in "12345":
        repository.publish(feed(name), {})
        age(repository, clock.now() - dt.timedelta(hours=23))
    assert len([name for name in tree(repository) if name.startswith("targets/")]) == 5


def test_renewals_do_not_sweep_the_feed_away(repository: Repository, clock: Hand) -> None:
    repository.publish(feed("a", media=(RED,)), {RED.name: RED_BYTES})
    for _ in range(8):
        clock.pass_(days=31)
        age(repository, clock.now() - dt.timedelta(days=31))
        repository.refresh()
    files = tree(repository)
    assert f"media/{RED.name}" in files
    assert decode(next(data for name, data in files.items() if name.startswith("targets/"))).items[0].id == "a"


def age(repository: Repository, moment: dt.datetime) -> None:
    for path in repository.path.rglob("*"):
        os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_rotten_pictures_are_found_and_published_anew(repository: Repository) -> None:
    what = feed("a", media=(RED, BLUE))
    repository.publish(what, {RED.name: RED_BYTES, BLUE.name: BLUE_BYTES})
    assert repository.damaged() == ()
    (repository.path / "media" / RED.name).write_bytes(b"X" + RED_BYTES[1:])
    (repository.path / "media" / BLUE.name).unlink()
    assert repository.damaged() == (RED.name, BLUE.name)
    assert not repository.publish(what, {RED.name: RED_BYTES, BLUE.name: BLUE_BYTES}).changed
    assert repository.damaged() == ()


def test_publishers_take_turns(tmp_path: Path, repository: Repository, clock: Hand) -> None:
    repository.publish(feed("0"), {})
    names = [str(number) for number in range(1, 9)]
    threads = [
        threading.Thread(target=make_repository(tmp_path, clock)[0].publish, args=(feed(name), {})) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert role(repository, "timestamp.json")["version"] == 9
    published = repository.feed()
    assert published is not None
    assert published.items[0].id in names


def test_a_publisher_that_never_ends_is_said(tmp_path: Path, repository: Repository, clock: Hand) -> None:
    repository.publish(feed("a"), {})
    hasty = Repository(repository.path, load_keys(tmp_path / "keys"), clock=clock, terms=Terms(wait_for_lock=0.05))
    with locked(repository.path / ".lock"), pytest.raises(PublishError, match="another publisher"):
        hasty.publish(feed("b"), {})


def test_a_damaged_feed_is_replaced_by_the_next_one(repository: Repository, expect_log: Expect) -> None:
    repository.publish(feed("a"), {})
    next((repository.path / "targets").iterdir()).write_bytes(b"rot")
    expect_log("the next one replaces it")
    assert repository.publish(feed("a"), {}).version == 2
    published = repository.feed()
    assert published is not None
    assert published.items[0].id == "a"


@pytest.mark.parametrize("name", ["timestamp.json", "2.snapshot.json", "2.targets.json"])
@pytest.mark.parametrize("content", [b"rot", None])
def test_damaged_metadata_is_said_not_started_over(repository: Repository, name: str, content: bytes | None) -> None:
    repository.publish(feed("a"), {})
    repository.publish(feed("b"), {})
    path = repository.path / "metadata" / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(PublishError, match="backup"):
        repository.publish(feed("c"), {})


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_crash_at_any_step_leaves_the_feed_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Hand, call: str
) -> None:
    """Whatever is cut off, timestamp.json leads to a whole feed, old or new; and the next publish goes through."""
    real = getattr(os, call)
    outcomes = set()
    for step in range(1, 100):
        folder = tmp_path / str(step)
        folder.mkdir()
        repository, _ = make_repository(folder, clock)
        repository.publish(feed("before"), {})
        count = 0

        def crash(*arguments: Any, step: int = step) -> Any:
            nonlocal count
            count += 1
            if count == step:
                raise KeyboardInterrupt
            return real(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, crash)
            try:
                repository.publish(feed("after", media=(RED,)), {RED.name: RED_BYTES})
                ended = True
            except KeyboardInterrupt:
                ended = False
        published = repository.feed()
        assert published is not None
        outcomes.add(published.items[0].id)
        for media in published.media():
            assert (repository.path / "media" / media.name).read_bytes() == RED_BYTES
        repository.publish(feed("next"), {})
        if ended:
            break
    else:
        pytest.fail("the publish never came through")
    assert step > 4
    assert outcomes == {"before", "after"}


@pytest.mark.parametrize("number", [28, 30])
def test_a_full_disk_is_said_and_changes_nothing(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    repository.publish(feed("a"), {})
    before = tree(repository)

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(PublishError, match=os.strerror(number)):
            repository.publish(feed("b"), {})
    assert tree(repository) == before
