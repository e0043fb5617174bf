"""`signage check`: every fault of a content folder, one a line, and how many."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TextIO

from signage.content.codec import encode
from signage.content.fault import Fault, Level
from signage.content.notice import Video
from signage.errors import CodecError
from signage.sources.folder import Reading, read_folder

_WORDS = {Level.ERROR: "错误", Level.WARNING: "提醒"}


def fault_line(fault: Fault) -> str:
    """`notices/water.md:7: facts.时间: 错误：…`"""
    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    name = f" {fault.field}:" if fault.field else ""
    return f"{place}:{name} {_WORDS[fault.level]}：{fault.problem}"


def check_folder(path: Path, now: dt.datetime, out: TextIO) -> int:
    """Writes the faults of the content folder at `path` to `out`, and a closing count.

    Returns the exit status: 0 when it can be published (warnings do not hinder), 1 when not.
    """
    reading = read_folder(path, now=now)
    faults = [*reading.faults, *_too_large(reading)]
    out.writelines(f"{fault_line(fault)}\n" for fault in faults)
    errors = sum(fault.level is Level.ERROR for fault in faults)
    warnings = len(faults) - errors
    if reading.feed is not None and not errors:
        feed = reading.feed
        videos = "通知、海报和视频" if any(isinstance(item, Video) for item in feed.items) else "通知和海报"
        held = f"{len(feed.items)} 条{videos}，{len(feed.roster.slots)} 班，{len(feed.alerts)} 条预警和提醒"
        out.write(f"{path}：可以发布（{held}），{warnings} 处提醒\n")
        return 0
    out.write(f"{path}：{errors} 处错误，{warnings} 处提醒；改正错误后才能发布\n")
    return 1


def _too_large(reading: Reading) -> tuple[Fault, ...]:
    """What only the whole document shows: more than a screen reads."""
    if reading.feed is None:
        return ()
    try:
        encode(reading.feed)
    except CodecError as error:
        return (Fault(file=".", problem=f"内容超出屏幕能读的限度（{error}）；请移走旧的通知"),)
    return ()
