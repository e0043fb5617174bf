"""The demo's console: `python -m signage.server.console.demo DATA CONTENT`, for `signage demo` alone.

The demo compound's folder is put into a database of its own, as if staff had written it: each notice and month by one
person and approved by another. What the console has no form for (posters, films, translations, drills) goes on coming
from the folder. Log-ins have the password in SIGNAGE_DEMO_PASSWORD; the data folder is a temporary one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import sys
import threading
from pathlib import Path

import msgspec

from signage.clock import Clock, SystemClock
from signage.content.body import Figure
from signage.content.feed import Feed
from signage.content.media import Media, chunks
from signage.content.notice import Item, Notice
from signage.server.console.serving import ConsoleHost
from signage.sources.folder import FolderReader

_log = logging.getLogger(__name__)

PASSWORD_VARIABLE = "SIGNAGE_DEMO_PASSWORD"  # noqa: S105

WRITER, APPROVER, ADMINISTRATOR = ("xu", "许知夏"), ("cheng", "程远舟"), ("shen", "沈若禾")
"""Log-in and name of the demo's three people; `signage.demo` says them on the terminal."""


class Folder:
    """The demo's content folder, read again whenever it changes."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock
        self._reader = FolderReader(path)
        reading = self._reader.read(clock.now())
        assert reading.feed is not None  # noqa: S101 — `signage demo` has checked it
        self.feed: Feed = reading.feed
        self.media = dict(reading.media)
        self.written: dict[str, Notice] = {}
        """The notices that were put into the database, by their ids there."""

    def read(self) -> None:
        """Take up what is in the folder now; what has a fault leaves everything as it was."""
        reading = self._reader.read(self._clock.now())
        if reading.feed is not None:
            self.feed = reading.feed

    def add(self, _compound: object, feed: Feed) -> Feed:
        """`feed` with what only the folder has."""
        seeded = {notice.id for notice in self.written.values()}
        items = tuple(self._whole(item) for item in feed.items)
        more = tuple(item for item in self.feed.items if item.id not in seeded and item.posting.end > feed.published)
        return msgspec.structs.replace(feed, items=(*items, *more), alerts=(*feed.alerts, *self.feed.alerts))

    def _whole(self, item: Item) -> Item:
        """A notice with what the form does not hold, as long as it still is that notice."""
        origin = self.written.get(item.id)
        if origin is None or not isinstance(item, Notice) or item.title != origin.title:
            return item
        return msgspec.structs.replace(
            item, category=origin.category, translations=origin.translations, countdown=origin.countdown
        )


def seed(folder: Folder, password: str) -> None:
    """The demo's people, its compound, notices and roster, all of them published."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.db import transaction
    from wagtail.models import Page

    from signage.server.console.accounts.models import Person
    from signage.server.console.publishing import outbox
    from signage.server.console.publishing.build import Guide
    from signage.server.console.tree.models import AreaPage, Assignment, CompoundPage, SubdistrictPage
    from signage.server.console.tree.roles import Role

    feed = folder.feed
    about = feed.compound
    for name, content in folder.media.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(b"".join(chunks(content))))
    with transaction.atomic():
        root = Page.objects.get(depth=1)
        above = root.add_child(instance=SubdistrictPage(title=about.subdistrict, slug="subdistrict"))
        area = above.add_child(
            instance=AreaPage(title=about.committee.replace("居委会", "居民区"), slug="area", committee=about.committee)
        )
        guide = Guide(services=feed.services, facilities=feed.facilities, contacts=feed.contacts)
        page = area.add_child(
            instance=CompoundPage(title=about.name, slug=about.id, code=about.id, about=about, guide=guide)
        )
        writer, approver, administrator = (
            Person.objects.create_person(username, name, password)
            for username, name in (WRITER, APPROVER, ADMINISTRATOR)
        )
        for person, branch, roles in (
            (writer, page, (Role.EDITOR, Role.ALERTS)),
            (approver, page, (Role.APPROVER, Role.ALERTS)),
            (administrator, root, (Role.ADMINISTRATOR,)),
        ):
            for role in roles:
                Assignment.objects.create(person=person, branch=branch, role=role)
        for item in feed.items:
            if isinstance(item, Notice):
                _seed_notice(folder, page, writer, approver, item)
        _seed_roster(feed, page, writer, approver)
        _seed_waiting(page, writer)
        outbox.additions.append(folder.add)
        outbox.want([page])


def _seed_notice(folder: Folder, page: object, writer: object, approver: object, item: Notice) -> None:
    from signage.server.console.notices import work
    from signage.server.console.notices.kinds import BY_KEY, KINDS
    from signage.server.console.notices.models import Picture
    from signage.server.console.notices.written import Line, Written
    from signage.server.console.tree.access import Access

    kind = next((each for each in KINDS if each.name == item.category), BY_KEY["free"])
    if kind.effect and item.effect is None:
        kind = BY_KEY["free"]
    figures = tuple(block for block in item.body if isinstance(block, Figure))
    written = Written(
        kind=kind.key,
        title=item.title,
        facts=tuple(Line(label=fact.label, value=fact.value) for fact in item.facts),
        body=tuple(block for block in item.body if not isinstance(block, Figure)),
        pictures=figures,
        number=item.number,
        issuer=item.issuer,
        issued=item.issued,
        start=item.effect.start if item.effect else None,
        end=item.effect.end if item.effect else None,
        buildings=item.buildings,
        posting_start=item.posting.start,
        posting_end=item.posting.end,
        end_by_hand=True,
        basis=item.posting.basis,
        priority=item.priority,
        pinned=item.pinned,
        on_wall=item.on_wall,
    )
    for figure in figures:
        Picture.objects.get_or_create(
            sha256=figure.media.sha256,
            branch=page,
            defaults={"media": msgspec.convert(msgspec.to_builtins(figure.media), Media), "by": writer},
        )
    notice = work.create(writer, page, kind)  # type: ignore[arg-type]
    revision = work.save(writer, notice, written, notice.latest_revision_id or 0)
    notice.refresh_from_db()
    try:
        submission = work.submit(writer, notice, revision.pk)
        work.approve(Access(approver), notice, submission.pk)
    except work.FaultyError as error:
        # it stays a draft, and the folder's own goes on being shown
        _log.info("%s is not taken into the console: %s", item.id, "; ".join(map(str, error.faults)))
        return
    folder.written[notice.item_id] = item


def _seed_roster(feed: Feed, page: object, writer: object, approver: object) -> None:
    from signage.server.console.rosters import work
    from signage.server.console.rosters.turns import Turns
    from signage.server.console.tree.access import Access

    for month in feed.roster.months:
        turns = Turns.of(slot for slot in feed.roster.slots if f"{slot.start.astimezone(feed.zone):%Y-%m}" == month)
        version = work.keep(writer, page, month, turns, "", file=f"{month}.csv")  # type: ignore[arg-type]
        if version is not None:
            submission = work.submit(writer, page, month, version.mark)  # type: ignore[arg-type]
            work.approve(Access(approver), page, month, submission.pk)  # type: ignore[arg-type]


def _seed_waiting(page: object, writer: object) -> None:
    """One notice that waits, so that there is something to approve."""
    from signage.server.console import moment
    from signage.server.console.notices import work
    from signage.server.console.notices.kinds import BY_KEY
    from signage.server.console.notices.written import Line, Written

    written = Written(
        kind="free",
        title="志愿者招募：周末陪诊",
        facts=(Line(label="时间", value="每周六、周日上午"), Line(label="报名", value="到门岗登记")),
        body=(),
        issuer="槐安居委会",
        posting_end=moment.now() + dt.timedelta(days=14),
        end_by_hand=True,
    )
    notice = work.create(writer, page, BY_KEY["free"])  # type: ignore[arg-type]
    revision = work.save(writer, notice, written, notice.latest_revision_id or 0)
    notice.refresh_from_db()
    with contextlib.suppress(work.FaultyError):
        work.submit(writer, notice, revision.pk, "请批一下")


class FolderWatch:
    """Publishes anew whenever the folder's files change, on a thread of its own."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demo-folder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(5)

    def _run(self) -> None:
        import watchfiles

        # what `signage demo` published itself before the console was ready is followed by the console's own feed
        self._publish()
        for _changes in watchfiles.watch(
            self._folder.path, stop_event=self._stop, debounce=60, step=20, rust_timeout=500, yield_on_timeout=True
        ):
            before = self._folder.feed
            self._folder.read()
            if msgspec.structs.replace(self._folder.feed, published=before.published) != before:
                self._publish()

    def _publish(self) -> None:
        from django.db import connection, transaction

        from signage.server.console.publishing import outbox
        from signage.server.console.tree.models import CompoundPage

        try:
            with transaction.atomic():
                outbox.want(CompoundPage.objects.all())
        finally:
            connection.close()


def main(data: Path, content: Path) -> int:
    clock = SystemClock()
    host = ConsoleHost(data, clock=clock)
    folder = Folder(content, clock)
    seed(folder, os.environ.pop(PASSWORD_VARIABLE))
    folder.read()  # a drill may have begun meanwhile
    watch = FolderWatch(folder)

    def ready() -> None:
        watch.start()
        print(host.url, flush=True)

    try:
        with contextlib.suppress(KeyboardInterrupt):
            host.run(ready)
    finally:
        watch.stop()
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
