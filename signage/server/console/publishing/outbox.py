"""From the database to the screens: what is due is built, checked, signed, and those who wait are woken.

A change and its place in the outbox are one transaction; publishing follows at once, in the thread that committed. What
fails stays in the outbox, is said to staff, and is tried again (`serving.Caretaker`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F, Q

from signage.content.fault import Fault
from signage.content.feed import Feed
from signage.content.order import Order
from signage.errors import PublishError, SignageError
from signage.feed.keys import init_keys, load_keys
from signage.feed.repository import Repository
from signage.server.console import mirror, moment
from signage.server.console.alerts.reach import alerts_for
from signage.server.console.evidence.models import record
from signage.server.console.notices.models import Hidden, NoticePage
from signage.server.console.plain import plain_fault
from signage.server.console.publishing.build import Approved, Built, build, unexplained
from signage.server.console.publishing.models import Publication
from signage.server.console.rosters.announced import announced
from signage.server.console.tree.models import CompoundPage, ancestors_paths
from signage.sources.glyphs import glyph_faults, installed

_log = logging.getLogger(__name__)

AT_ONCE = 8
"""Compounds that are published at the same time."""

FIRST_PAUSE = dt.timedelta(seconds=15)
LONGEST_PAUSE = dt.timedelta(minutes=15)

_turns: dict[str, threading.Lock] = {}
_turns_guard = threading.Lock()

additions: list[Callable[[CompoundPage, Feed], Feed]] = []
"""What else goes into a feed before it is signed: content that comes from elsewhere than the database (the demo's)."""

published: list[Callable[[str], None]] = []
"""Called with a compound's code after each publish that wrote something; the feed host listens here."""


def want(compounds: Iterable[CompoundPage], *, urgent: bool = False) -> None:
    """These compounds' feeds must follow what this transaction changes. They are published once it is committed.

    `urgent`: an alert or an all-clear, before other work.
    """
    keys = sorted(compound.pk for compound in compounds)
    Publication.objects.bulk_create([Publication(compound_id=key) for key in keys], ignore_conflicts=True)
    Publication.objects.filter(compound_id__in=keys).update(wanted=F("wanted") + 1)
    if urgent:
        Publication.objects.filter(compound_id__in=keys).update(urgent=True)
    transaction.on_commit(lambda: publish_due(keys))


def publish_due(keys: Iterable[int] | None = None) -> bool:
    """Publish what is due of the compounds `keys`, at once; of all, those whose turn to be tried again has come.

    Gives whether nothing failed. Never raises for one compound's sake.
    """
    due = Publication.objects.filter(done__lt=F("wanted")).select_related("compound")
    due = due.order_by("-urgent", "compound__path")
    now = moment.now()
    compounds = []
    for publication in due if keys is None else due.filter(compound_id__in=list(keys)):
        rested = publication.failed_at is None or now >= publication.failed_at + pause(publication.tries)
        if keys is not None or rested or publication.urgent:
            compounds.append(publication.compound)
    if len(compounds) < 2 or connection.in_atomic_block:
        done = [publish(compound) for compound in compounds]
    else:
        # most of a publish is waiting for the disk: a whole subdistrict is not kept waiting one by one
        with ThreadPoolExecutor(min(AT_ONCE, len(compounds))) as pool:
            done = list(pool.map(_publish_apart, compounds))
    return all(done)


def _publish_apart(compound: CompoundPage) -> bool:
    """In a thread of its own, with a connection to the database that ends with it."""
    try:
        return publish(compound)
    finally:
        connection.close()


def pause(tries: int) -> dt.timedelta:
    """How long a publish rests that failed so many times: twice as long each time, at most a quarter of an hour."""
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE) if tries > 0 else dt.timedelta(0)


def publish(compound: CompoundPage) -> bool:
    """Publish the feed of `compound`; whether it is as wanted now. What went wrong is kept for staff to read."""
    with _turn(compound.code):
        # within the turn: a feed that was built before another's change must not follow it
        publication = Publication.objects.get(compound=compound)
        compound.refresh_from_db()
        wanted = publication.wanted
        try:
            done = _publish(compound)
        except SignageError as error:
            _failed(publication, compound, str(error))
            return False
        except Exception as error:  # noqa: BLE001 — one compound's trouble must not keep the others' news
            _log.exception("%s cannot be published", compound.code)
            _failed(publication, compound, f"内部错误（{type(error).__name__}），已记入日志")
            return False
        Publication.objects.filter(pk=publication.pk).update(
            done=wanted, version=done, published_at=moment.now(), problem="", failed_at=None, tries=0, urgent=False
        )
    for listener in published:
        listener(compound.code)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('signage', %s)", [compound.code])
    return True


def built(compound: CompoundPage, before: Feed | None, *, extra: Approved | None = None) -> Built:
    """The feed of `compound` as the database has it; with `extra`, as if that were approved too."""
    now = moment.now()
    approved = [_approved(notice) for notice in reaching(compound, now)]
    if extra is not None:
        approved = [*(each for each in approved if each.number != extra.number), extra]
    hidden = frozenset(Hidden.objects.filter(compound=compound).values_list("notice_id", flat=True))
    return build(
        compound.compound,
        compound.guide,
        approved,
        hidden,
        now,
        before,
        undrawn,
        roster=announced(compound, now),
        alerts=alerts_for(compound, now),
        orders=_orders(compound, now),
    )


def _orders(compound: CompoundPage, now: dt.datetime) -> tuple[Order, ...]:
    from signage.server.console.screens.orders import orders  # it publishes through this module

    return orders(compound, now)


def undrawn(feed: Feed) -> Iterator[Fault]:
    """Characters that no font here draws; screens are assumed to have the same fonts."""
    return glyph_faults(feed, installed())


def reaching(compound: CompoundPage, now: dt.datetime) -> list[NoticePage]:
    """Approved notices placed on `compound` or above it, that are not over or stand in for another."""
    places = Q(pk__in=[])
    for path in ancestors_paths(compound.path):
        places |= Q(path__startswith=path, depth=len(path) // NoticePage.steplen + 1)
    return list(
        NoticePage.objects.filter(places, approved_at__isnull=False, withdrawn_at=None)
        .filter(Q(posting_end__gt=now) | Q(replaces__isnull=False))
        .order_by("pk")
    )


def repository(compound: CompoundPage) -> Repository:
    """The repository of `compound`, with keys that are made where there are none yet.

    Raises: `KeysError`, `PublishError`.
    """
    folder, path = settings.DATA.keys(compound.code), settings.DATA.feed(compound.code)
    if not folder.exists():
        if path.exists():
            raise PublishError(f"{compound.title}的签名密钥不见了；请管理员从备份恢复 {folder.name} 的密钥文件夹")
        init_keys(folder, clock=moment.clock())
    return Repository(path, load_keys(folder), clock=moment.clock())


def held_feed(compound: CompoundPage) -> Feed | None:
    """What is published of `compound` now. Raises: `PublishError`, `KeysError`."""
    if not settings.DATA.feed(compound.code).exists():
        return None
    return repository(compound).feed()


def _approved(notice: NoticePage) -> Approved:
    assert notice.approved_at is not None  # noqa: S101 — the query asks for it
    return Approved(number=notice.pk, item_id=notice.item_id, written=notice.written, approved_at=notice.approved_at)


def _publish(compound: CompoundPage) -> int:
    """Build, check, sign. The feed's version. Raises: `SignageError`."""
    store = repository(compound)
    mirror.fetch(compound.code)
    before = store.feed()
    made = built(compound, before)
    for add in additions:
        made = msgspec.structs.replace(made, feed=add(compound, made.feed))
    try:
        return _publish_made(compound, store, before, made)
    except SignageError:
        _publish_urgent(compound, store, before, made)
        raise


def _publish_urgent(compound: CompoundPage, store: Repository, before: Feed | None, made: Built) -> None:
    """Where something else holds the feed back: what was published stays, with the alerts and the orders of now.

    Nothing that is wrong with a notice may keep an alert from the glass, or on it, or hold up an emergency stop.
    Raises: `SignageError`.
    """
    if before is None:
        return
    faulty = {fault.file for fault in made.blocking}
    alerts = tuple(alert for alert in made.feed.alerts if f"alerts/{alert.identifier}" not in faulty)
    if (before.alerts, before.orders) == (alerts, made.feed.orders):
        return
    urgent = msgspec.structs.replace(before, published=made.feed.published, alerts=alerts, orders=made.feed.orders)
    store.publish(urgent, {})
    mirror.send(compound.code)
    for listener in published:
        listener(compound.code)


def _publish_made(compound: CompoundPage, store: Repository, before: Feed | None, made: Built) -> int:
    if made.blocking:
        raise PublishError("；".join(_said(fault) for fault in made.blocking))
    lost = unexplained(before, made.feed, _explained(before), moment.now())
    if lost:
        names = "、".join(f"“{item.title}”" for item in lost)
        raise PublishError(f"屏上的{names}在控制台里找不到来历；为免误删，没有上屏。请管理员核对数据库是否恢复完整")
    media = {}
    for picture in made.feed.media():
        path = settings.DATA.feed(compound.code) / "media" / picture.name
        if path.is_file() and path.stat().st_size == picture.size:
            continue
        try:
            with default_storage.open(picture.name) as file:
                media[picture.name] = file.read()
        except OSError as error:
            raise PublishError(
                f"图片 {picture.name[:12]}… 读不出来（{error.strerror or error}）；请重新上传"
            ) from error
    # every notice that goes is accounted for above, so emptying a feed is somebody's word
    done = store.publish(made.feed, media, allow_empty=True)
    mirror.send(compound.code)
    return done.version


def _explained(before: Feed | None) -> frozenset[str]:
    """Ids of `before`'s notices that staff took away, or changed: the console knows what became of them."""
    numbers = [
        int(item.id.removeprefix("notice-"))
        for item in (before.items if before else ())
        if item.id.removeprefix("notice-").isdecimal()
    ]
    known = NoticePage.objects.filter(pk__in=numbers).values_list("pk", flat=True)
    added = {item.id for item in (before.items if before and additions else ()) if not item.id.startswith("notice-")}
    return frozenset({*(f"notice-{key}" for key in known), *added})


def _said(fault: Fault) -> str:
    number = fault.file.removeprefix("notices/notice-")
    notice = NoticePage.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    return f"“{notice.title}”{plain_fault(fault)}" if notice else plain_fault(fault)


def _failed(publication: Publication, compound: CompoundPage, problem: str) -> None:
    _log.warning("%s is not published: %s", compound.code, problem)
    if publication.problem != problem:
        record(
            "publish-failed",
            None,
            branch=compound.path,
            subject=f"compound:{compound.code}",
            title=compound.title,
            problem=problem,
        )
    Publication.objects.filter(pk=publication.pk).update(problem=problem, failed_at=moment.now(), tries=F("tries") + 1)


@contextlib.contextmanager
def _turn(code: str) -> Iterator[None]:
    """One publisher of a compound at a time: threads of this process, and processes that share a PostgreSQL."""
    with _turns_guard:
        lock = _turns.setdefault(code, threading.Lock())
    with lock:
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"signage:{code}"])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"signage:{code}"])


def renew() -> None:
    """Renew the signatures of every feed before they end; what rotted on the disk is published anew."""
    for compound in CompoundPage.objects.filter(publication__version__gt=0):
        with _turn(compound.code):
            try:
                store = repository(compound)
                mirror.fetch(compound.code)
                store.refresh()
                damaged = store.damaged()
                mirror.send(compound.code)
            except SignageError as error:
                _log.warning("signatures cannot be renewed: %s", error)
                continue
        if damaged:
            _log.warning("%s: rotten or missing: %s; publishing again", compound.code, ", ".join(damaged))
            publish(compound)
        for listener in published:
            listener(compound.code)
