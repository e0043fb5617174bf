"""What processes use, from /proc: memory as PSS, processor time, descriptors, threads. All over a whole tree."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Use:
    """What a tree of processes uses at a moment. Memory in MB of 10^6 bytes, processor time in seconds."""

    processes: int
    pss: float
    own: float
    """The part of `pss` that is no file's: heaps and pictures. Nobody else's sharing of libraries changes it."""
    rss: float
    cpu: float
    descriptors: int
    threads: int


def use_of(process: int) -> Use:
    """What `process` and all its descendants use. Raises: `psutil.NoSuchProcess` when it has ended."""
    root = psutil.Process(process)
    count, pss, own, rss, cpu, descriptors, threads = 0, 0.0, 0.0, 0.0, 0.0, 0, 0
    for member in (root, *root.children(recursive=True)):
        try:
            rollup = _rollup(member.pid)
            times = member.cpu_times()
            cpu += times.user + times.system
            descriptors += member.num_fds()
            threads += member.num_threads()
        except (OSError, psutil.NoSuchProcess):
            if member is root:
                raise psutil.NoSuchProcess(process) from None
            continue
        count += 1
        pss += rollup["Pss"]
        own += rollup["Pss_Anon"] + rollup["Pss_Shmem"]
        rss += rollup["Rss"]
    return Use(count, pss, own, rss, cpu, descriptors, threads)


def sharing(process: int) -> int:
    """How many processes outside the tree of `process` share Qt's libraries with it: its PSS is too low by that."""
    root = psutil.Process(process)
    ours = {process, *(child.pid for child in root.children(recursive=True))}
    found = 0
    for other in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if other.pid not in ours:
                found += "libQt6Core" in Path(f"/proc/{other.pid}/maps").read_text(encoding="utf-8", errors="replace")
    return found


def _rollup(process: int) -> dict[str, float]:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return {name: int(rest.split()[0]) * 1024 / 1e6 for name, _, rest in (line.partition(":") for line in lines)}


def end(process: subprocess.Popen[str], seconds: float = 6.0) -> None:
    """End a process that was started in a session of its own, and whatever it started."""
    group = process.pid
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
