"""What can be proved of an item: on which screens it was, when, how often, how long; and when nothing is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FloatField, Func, Max, QuerySet, Window
from django.db.models.functions import Coalesce, Lag

from signage.server.console import moment
from signage.server.console.evidence.journals import KEPT_DAYS, Airtime, Chunk, Stream
from signage.server.console.evidence.showing import SILENT, Gap, Stay, Sum, gaps, summed
from signage.server.console.tree.models import CompoundPage

screens_of: list[Callable[[list[CompoundPage]], dict[tuple[str, str], str]]] = []
"""Each gives, by the code of their compound and their identity, the names of the screens there. The app that pairs
screens adds itself: a screen that is there and never reported is told as such."""

NEAR = dt.timedelta(days=1)
"""Spells that began so long before a time may reach into it."""


@dataclass(frozen=True)
class Sealed:
    """The last chunk of a screen's journal on one day: its digest vouches for all before it."""

    day: dt.date
    number: int
    digest: str
    pk: int


@dataclass(frozen=True)
class OnScreen:
    """What one screen's journal says of the item."""

    screen: str
    name: str
    compound: CompoundPage
    sum: Sum
    gaps: list[Gap] = field(default_factory=list)
    sealed: list[Sealed] = field(default_factory=list)
    refused: int = 0
    """Stretches of the journal that could not be read."""

    @property
    def silence(self) -> float:
        """Seconds of which nothing is known."""
        return sum((gap.end - gap.start).total_seconds() for gap in self.gaps)


@dataclass(frozen=True)
class Proof:
    """Of one item, for these compounds, from `start` to `end`."""

    item: str
    start: dt.datetime
    end: dt.datetime
    screens: list[OnScreen]
    unheard: list[CompoundPage]
    """Compounds of whose screens no journal ever came."""
    forgotten: bool
    """Part of the time lies so far back that its journals are not kept any more."""

    @property
    def first(self) -> dt.datetime | None:
        return min((each.sum.first for each in self.screens if each.sum.first), default=None)

    @property
    def last(self) -> dt.datetime | None:
        return max((each.sum.last for each in self.screens if each.sum.last), default=None)

    @property
    def seconds(self) -> float:
        return sum(each.sum.seconds for each in self.screens)

    @property
    def times(self) -> int:
        return sum(each.sum.times for each in self.screens)


def prove(item: str, compounds: Iterable[CompoundPage], start: dt.datetime, end: dt.datetime, zone: dt.tzinfo) -> Proof:
    """What the journals say of `item` at `compounds` between `start` and `end`, or until now."""
    end = max(start, min(end, moment.now()))
    places = list(compounds)
    found = [
        _on_screen(item, screen, name, compound, start, end, zone) for compound, screen, name in _screens(places, item)
    ]
    heard = {each.compound.pk for each in found}
    return Proof(
        item=item,
        start=start,
        end=end,
        screens=found,
        unheard=[compound for compound in places if compound.pk not in heard],
        forgotten=start < moment.now() - dt.timedelta(days=KEPT_DAYS),
    )


def _screens(compounds: list[CompoundPage], item: str) -> Iterator[tuple[CompoundPage, str, str]]:
    """Every screen that is at the compounds, or has sent a journal from there."""
    by_code = {compound.code: compound for compound in compounds}
    names: dict[tuple[str, str], str] = {}
    for source in screens_of:
        names.update(source(compounds))
    heard = Chunk.objects.filter(compound__in=by_code).order_by().values_list("compound", "screen").distinct()
    shown = Airtime.objects.filter(item=item, compound__in=by_code).order_by()
    known = {*names, *heard, *shown.values_list("compound", "screen").distinct()}
    for code, screen in sorted(known):
        yield by_code[code], screen, names.get((code, screen)) or screen[:8]


def _on_screen(
    item: str, screen: str, name: str, compound: CompoundPage, start: dt.datetime, end: dt.datetime, zone: dt.tzinfo
) -> OnScreen:
    # what has not left yet is on the glass up to the journal's last word
    here = Airtime.objects.filter(screen=screen, compound=compound.code, start__gte=start - NEAR, start__lt=end)
    stays = _stretches(here)
    own = list(_stays(here.filter(item=item)))
    if (still := _still(screen, compound)) is not None:
        stays.append(still[1])
        if still[0] == item:
            own.append(still[1])
    chunks = Chunk.objects.filter(screen=screen, compound=compound.code, taken_at__gte=start)
    return OnScreen(
        screen=screen,
        name=name,
        compound=compound,
        sum=summed(own, start, end, zone),
        gaps=gaps(stays, start, end),
        sealed=_sealed(chunks.filter(taken_at__lte=end + NEAR), zone),
        refused=chunks.exclude(refused="").count(),
    )


class _Epoch(Func):
    """A moment as seconds since 1970, counted by the database: a month of spells is read in a second, not in ten."""

    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        # julianday() would lose up to a millisecond with each spell; the fraction stands from the 21st character
        whole = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        template = f"({whole} + CAST('0.' || substr(%(expressions)s, 21) AS REAL))"
        return super().as_sql(compiler, connection, template=template, **options)

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        template = "EXTRACT(EPOCH FROM %(expressions)s)::double precision"
        return super().as_sql(compiler, connection, template=template, **options)


def _stays(found: QuerySet[Airtime]) -> Iterator[Stay]:
    """In the order of their beginnings."""
    rows = found.order_by("start", "pk").values_list(_Epoch("start"), _Epoch("end"), "doubtful")
    for start, end, doubtful in rows.iterator(chunk_size=5000):
        yield Stay(start=_moment(start), end=_moment(end), doubtful=doubtful)


def _stretches(found: QuerySet[Airtime]) -> list[Stay]:
    """The times without a gap that would be told, found by the database: of a month of spells a handful of rows."""
    found = found.filter(doubtful=False)
    before = Coalesce(Window(Lag(_Epoch("end")), order_by=("start", "pk")), 0.0)
    found = found.annotate(begins=_Epoch("start"), since=_Epoch("start") - before)
    rows = list(found.filter(since__gt=SILENT.total_seconds()).order_by("start", "pk").values_list("begins", "since"))
    last = found.aggregate(last=Max(_Epoch("end")))["last"]
    ends = [begins - since for begins, since in rows[1:]] + [last]
    return [Stay(start=_moment(begins), end=_moment(end)) for (begins, _), end in zip(rows, ends, strict=False)]


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(round(seconds, 6), dt.UTC)


def _still(screen: str, compound: CompoundPage) -> tuple[str, Stay] | None:
    """What was painted last and has not left: up to the last line that came, never longer."""
    stream = Stream.objects.filter(screen=screen).first()
    if stream is None or stream.shown is None:
        return None
    last = Chunk.objects.filter(screen=screen, number=stream.number).first()
    if last is None or last.compound != compound.code:
        return None
    shown = stream.shown
    return shown.item, Stay(start=shown.start, end=shown.seen, doubtful=shown.doubtful)


def _sealed(chunks: QuerySet[Chunk], zone: dt.tzinfo) -> list[Sealed]:
    """The last chunk of each day."""
    last: dict[dt.date, int] = {}
    for taken_at, number in chunks.order_by("number").values_list("taken_at", "number"):
        last[taken_at.astimezone(zone).date()] = number
    wanted = {number: day for day, number in last.items()}
    found = chunks.filter(number__in=list(wanted)).order_by("number")
    return [
        Sealed(day=wanted[chunk.number], number=chunk.number, digest=chunk.digest, pk=chunk.pk)
        for chunk in found.defer("packed")
    ]


def chunks_seen(codes: Iterable[str]) -> QuerySet[Chunk]:
    """Chunks of the journals of these compounds' screens."""
    return Chunk.objects.filter(compound__in=list(codes))
