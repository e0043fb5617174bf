"""The store, killed at every step of a commit, and cut off from power: a whole feed is there whatever was lost.

A child process commits and dies at the n-th call that changes the disk, for each n. What it wrote but did not sync is
emptied afterwards, as a journaling file system may do when the power goes; so a rename before its fsync is found out.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from repositories import NOW, feed, picture

from signage.content.codec import encode
from signage.store.state import Seen, State
from signage.store.store import Store

RED, RED_BYTES = picture(b"red" * 1000)
BLUE, BLUE_BYTES = picture(b"blue" * 1000)
BEFORE, AFTER = feed("before", media=(RED,)), feed("after", media=(BLUE,))
STEPS = ("fsync", "replace", "unlink", "mkdir", "utime")


def commit_before(folder: Path) -> None:
    with Store(folder) as store:
        store.begin(b"root")
        store.receive(RED, [RED_BYTES])
        store.commit(encode(BEFORE), BEFORE, version=1, at=NOW)


def commit_after(folder: Path) -> None:
    with Store(folder) as store:
        state = State(pinned=store.state.pinned, compound="huaian", seen=Seen(root=1, timestamp=2, targets=2))
        store.receive(BLUE, [BLUE_BYTES])
        store.commit(encode(AFTER), AFTER, version=2, at=NOW, state=state)


def die_at(step: int, work: Callable[[], None], synced: Path) -> int:
    """Run `work` in a child that dies before its `step`-th change of the disk; gives 0 when it came through.

    The inodes that it synced are listed in the file `synced`.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            count = 0
            listed = synced.open("w", buffering=1)

            def counted(name: str) -> Callable[..., Any]:
                real = getattr(os, name)

                def call(*arguments: Any, **options: Any) -> Any:
                    nonlocal count
                    count += 1
                    if count == step:
                        os._exit(9)
                    result = real(*arguments, **options)
                    if name == "fsync":
                        listed.write(f"{os.fstat(arguments[0]).st_ino}\n")
                    return result

                return call

            for name in STEPS:
                setattr(os, name, counted(name))
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def lose_unsynced(folder: Path, known: set[int], synced: Path) -> None:
    kept = known | {int(line) for line in synced.read_text().split()}
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_ino not in kept:
            path.write_bytes(b"")


def inodes(folder: Path) -> set[int]:
    return {path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_a_power_cut_at_any_step_leaves_a_whole_feed(tmp_path: Path) -> None:
    shown = set()
    for step in range(1, 200):
        folder = tmp_path / str(step)
        commit_before(folder)
        known = inodes(folder)
        status = die_at(step, lambda folder=folder: commit_after(folder), tmp_path / "synced")  # type: ignore[misc]
        assert status in (0, 9)
        lose_unsynced(folder, known, tmp_path / "synced")
        with Store(folder) as store:
            current = store.current()
            assert current is not None
            assert (current.feed, current.version) in ((BEFORE, 1), (AFTER, 2))
            assert not store.missing(current.feed)
            assert store.holds(current.sha256)
            assert store.begin(b"root").seen.targets >= (2 if current.version == 2 else 0)
            assert not store.scrub().damaged
        shown.add(current.version)
        commit_after(folder)
        if status == 0:
            break
    else:
        pytest.fail("the commit never came through")
    assert step > 8
    assert shown == {1, 2}


def test_kill_at_random_moments_leaves_a_whole_feed(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[2])
        from pathlib import Path
        from repositories import NOW, feed, picture
        from signage.content.codec import encode
        from signage.store.store import Store
        with Store(Path(sys.argv[1])) as store:
            number = int(store.current().feed.items[0].id) if store.current() else 0
            for number in range(number + 1, 10**6):
                media, data = picture(str(number).encode() * 20000)
                store.receive(media, [data])
                what = feed(str(number), media=(media,))
                store.commit(encode(what), what, version=number, at=NOW)
                if number <= int(sys.argv[3]):
                    print("ready", flush=True)
        """
    )
    chance = random.Random(20261207)
    last = 0
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "store"), str(Path(__file__).parents[1]), str(last + 1)],
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"  # one is whole, and the next has begun
        try:
            child.wait(chance.uniform(0.03, 0.3))
            pytest.fail(f"the child ended by itself: {child.returncode}")
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Store(tmp_path / "store") as store:
            current = store.current()
            assert current is not None
            assert int(current.feed.items[0].id) == current.version
            assert store.holds(current.sha256)
            assert not store.scrub().damaged
            assert current.version > last
            last = current.version
    assert last >= 4
