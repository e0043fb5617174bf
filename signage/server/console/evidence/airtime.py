"""Keeps what the screens send of their journals: proof of what was really painted, and when.

    kept = take("screen-7", "huaian", 0, lines)      # the offset from which the screen goes on

A sender that starts asks with the first line of its file at 0: a first line that is not the kept one begins a new run.
Then it sends whole lines and goes on where the answer says: the offset that is missing, where there is a gap; 0 where
what is kept there is something else, for then its journal began anew. Files that were turned over (each midnight, UTC)
are sent first, oldest first, each from 0; one that is kept already is answered with its end.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator
from typing import cast

import msgspec
from django.db import transaction
from django.db.models import Sum

from signage.errors import JournalError
from signage.server.console import moment
from signage.server.console.evidence.journals import KEPT_DAYS, Airtime, Chunk, Stream
from signage.server.console.evidence.lines import MAX_LINE_BYTES, Bad, Line, Shown, follow, read, whole

MAX_CHUNK_BYTES = 1_000_000
"""Some nine hours of a glass that changes every ten seconds."""

MAX_KEPT_BYTES = 2_000_000_000
"""Of one screen: four times what 200 days of such a glass come to; packed a twelfth of it."""


def take(screen: str, compound: str, offset: int, lines: bytes) -> int:
    """Keep `lines`, which stand at `offset` (bytes) in the journal of `screen`. Gives the offset wanted next.

    What was sent before counts once. A last line that is not whole is not kept yet. Raises: `JournalError` where a line
    is none: those before it are kept, it is kept as its digest alone, and `wanted` is where it ends; and where too much
    comes at once or is kept already, and nothing is kept.
    """
    if len(lines) > MAX_CHUNK_BYTES:
        raise JournalError(screen, offset, f"at most {MAX_CHUNK_BYTES} bytes at once, not {len(lines)}", wanted=offset)
    with transaction.atomic():
        Stream.objects.get_or_create(screen=screen)
        stream = Stream.objects.select_for_update().get(screen=screen)
        if offset == 0 and (end := _end_of_earlier(stream, lines)):
            return end
        fresh = _fresh(stream, offset, lines)
        if fresh is None:
            return 0
        bad = _keep(stream, compound, fresh) if fresh else None
        stream.save()
    if bad is not None:
        place = stream.wanted - (bad.end - bad.start)
        raise JournalError(screen, place, f"no line of a journal: {bad.problem}", wanted=stream.wanted)
    return stream.wanted


def _fresh(stream: Stream, offset: int, lines: bytes) -> bytes | None:
    """What of `lines` comes at the wanted offset, the stream set to where it goes.

    At 0 the beginning of another journal begins a new run. None: they are not what is kept there, nor a beginning.
    """
    if offset > stream.wanted:
        return b""
    known = stream.wanted - offset
    if known == 0 or _same(stream, offset, lines[:known]):
        return lines[known:]
    if offset or not whole(lines):
        return None
    stream.run += 1
    stream.wanted = 0
    return lines


def _end_of_earlier(stream: Stream, lines: bytes) -> int:
    """Where an earlier run that begins like `lines` ends; 0: there is none."""
    opening = Chunk.objects.filter(screen=stream.screen, opening=_opening(lines), run__lt=stream.run)
    run = opening.values_list("run", flat=True).last() if whole(lines) else None
    if run is None:
        return 0
    last: Chunk = Chunk.objects.filter(screen=stream.screen, run=run).latest("number")
    return last.offset + last.length


def _same(stream: Stream, offset: int, lines: bytes) -> bool:
    """Whether `lines` are what is kept at `offset` of the stream's run."""
    end = offset + len(lines)
    chunks = Chunk.objects.filter(screen=stream.screen, run=stream.run, offset__lt=end).order_by("-offset")
    for chunk in chunks.iterator(chunk_size=20):
        if chunk.offset + chunk.length <= offset:
            break
        first, last = max(offset, chunk.offset), min(end, chunk.offset + chunk.length)
        sent = lines[first - offset : last - offset]
        if not chunk.refused:
            if sent != chunk.lines[first - chunk.offset : last - chunk.offset]:
                return False
        elif len(sent) == chunk.length and _sha256(sent) != chunk.sha256:
            return False
    return True


def _keep(stream: Stream, compound: str, fresh: bytes) -> Bad | None:
    """Keep the whole lines of `fresh`, up to the first that is none; of that, what it was like."""
    lines = whole(fresh)
    if not lines and len(fresh) > MAX_LINE_BYTES:
        lines = fresh
    found, bad = read(lines)
    good = lines[: bad.start] if bad else lines
    kept = Chunk.objects.filter(screen=stream.screen).aggregate(total=Sum("length"))["total"] or 0
    if kept + len(lines) > MAX_KEPT_BYTES:
        problem = f"{kept} bytes of it are kept already, at most {MAX_KEPT_BYTES}; older ones go after {KEPT_DAYS} days"
        raise JournalError(stream.screen, stream.wanted, problem, wanted=stream.wanted)
    if good:
        _add(stream, compound, good, found)
    if bad is not None:
        _add(stream, compound, lines[bad.start : bad.end], [], refused=bad.problem)
    return bad


def _add(stream: Stream, compound: str, data: bytes, found: list[Line], refused: str = "") -> None:
    now = moment.now().replace(microsecond=0)
    chunk = Chunk(
        screen=stream.screen,
        number=stream.number + 1,
        compound=compound,
        run=stream.run,
        offset=stream.wanted,
        length=len(data),
        taken_at=now,
        opening=_opening(data) if stream.wanted == 0 else "",
        packed=b"" if refused else zlib.compress(data, 6),
        refused=refused,
        sha256=_sha256(data),
        before=stream.digest,
    )
    chunk.digest = chunk.computed()
    chunk.save()
    stream.number, stream.digest, stream.taken_at = chunk.number, chunk.digest, now
    stream.wanted += len(data)
    spells, shown = follow(cast("Shown | None", stream.shown), found, now)
    stream.shown = shown  # type: ignore[assignment]
    Airtime.objects.bulk_create(
        [
            Airtime(screen=stream.screen, compound=compound, chunk=chunk.number, **msgspec.structs.asdict(spell))
            for spell in spells
        ],
        batch_size=500,
    )


def broken(screen: str) -> Iterator[int]:
    """The numbers of the chunks at which the chain of `screen` breaks: changed, or with one missing before them.

    What is older than `KEPT_DAYS` may have been forgotten: the first chunk that is kept begins the chain.
    """
    before = None
    number = 0
    for chunk in Chunk.objects.filter(screen=screen).order_by("number").iterator(chunk_size=50):
        whole_chain = before is None or (chunk.before == before and chunk.number == number + 1)
        if not whole_chain or chunk.digest != chunk.computed() or (chunk.packed and not _unpacks(chunk)):
            yield chunk.number
        before, number = chunk.digest, chunk.number


def forget() -> int:
    """Remove what is older than `KEPT_DAYS`; how many chunks went."""
    limit = moment.now() - dt.timedelta(days=KEPT_DAYS)
    Airtime.objects.filter(end__lt=limit).delete()
    gone, _ = Chunk.objects.filter(taken_at__lt=limit).delete()
    return gone


def _unpacks(chunk: Chunk) -> bool:
    try:
        return _sha256(chunk.lines) == chunk.sha256
    except zlib.error:
        return False


def _opening(lines: bytes) -> str:
    return _sha256(lines[: lines.find(b"\n") + 1] or lines)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
