"""A subdistrict with two areas and three compounds, and a person for every role; the clock in the test's hands."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from repositories import Hand
from wagtail.models import Page

from signage.content.compound import Compound
from signage.feed.report import Health
from signage.feed.repository import Repository
from signage.server.console import moment
from signage.server.console.accounts.models import Person
from signage.server.console.datafolder import DataFolder
from signage.server.console.notices import work
from signage.server.console.notices.kinds import BY_KEY
from signage.server.console.notices.models import NoticePage
from signage.server.console.publishing import outbox
from signage.server.console.screens.models import Screen
from signage.server.console.tree.access import Access
from signage.server.console.tree.defaults import first_guide
from signage.server.console.tree.models import AreaPage, Assignment, CompoundPage, SubdistrictPage
from signage.server.console.tree.roles import Role

NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)
"""14:05 in Shanghai, a Monday."""

PASSWORD = "gate-house-9"  # noqa: S105


@dataclass
class Tree:
    """云汀街道: 槐安居民区 with 槐安新苑 and 槐安东苑, 柳岸居民区 with 柳岸里."""

    root: Page
    subdistrict: SubdistrictPage
    area: AreaPage
    compound: CompoundPage
    sister: CompoundPage
    other_area: AreaPage
    foreign: CompoundPage
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str, branch: Page | None = None, *roles: Role) -> Person:
        """The person called `name`, made where there is none, with further roles."""
        if name not in self.people:
            self.people[name] = Person.objects.create_person(name, name[:20], PASSWORD)
        for role in roles:
            Assignment.objects.get_or_create(person=self.people[name], branch=branch or self.compound, role=role)
        return self.people[name]

    def client(self, name: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(self.person(name))
        return client

    def access(self, name: str) -> Access:
        return Access(self.person(name))


@pytest.fixture(autouse=True)
def clock() -> Iterator[Hand]:
    hand = Hand(NOW)
    before = moment.use_clock(hand)
    yield hand
    moment.use_clock(before)


@pytest.fixture(autouse=True)
def data(tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder of the test's own: keys, feeds, pictures."""
    folder = DataFolder(tmp_path / "data")
    before = settings.DATA
    settings.DATA = folder
    settings.STORAGES["default"]["OPTIONS"]["location"] = folder.media
    from django.core.files.storage import storages

    storages._storages.clear()
    storages.__dict__.pop("backends", None)
    from django.core.files.storage import default_storage

    default_storage._wrapped = storages["default"]
    yield folder
    settings.DATA = before


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tree stands before the first test: each runs in a transaction of its own, and leaves it as it was."""
    with django_db_blocker.unblock():
        _plant()


@pytest.fixture
def tree(db: None) -> Tree:
    made = Tree(
        root=Page.objects.get(depth=1),
        subdistrict=SubdistrictPage.objects.get(),
        area=AreaPage.objects.get(title="槐安居民区"),
        compound=CompoundPage.objects.get(code="huaian"),
        sister=CompoundPage.objects.get(code="huaian-east"),
        other_area=AreaPage.objects.get(title="柳岸居民区"),
        foreign=CompoundPage.objects.get(code="liuan"),
    )
    made.people.update({person.username: person for person in Person.objects.all()})
    return made


@pytest.fixture
def team(tree):
    """Two publishers of alerts on the compound, one on the area."""
    tree.person("alerts-two", tree.compound, Role.ALERTS)
    tree.person("area-alerts", tree.area, Role.ALERTS)
    return tree


@pytest.fixture
def nobody_yet(db: None) -> None:
    """As before the first administrator."""
    Assignment.objects.all().delete()
    Person.objects.all().delete()


def _plant() -> None:
    root = Page.objects.get(depth=1)
    subdistrict = root.add_child(instance=SubdistrictPage(title="云汀街道", slug="yunting"))
    area = subdistrict.add_child(instance=AreaPage(title="槐安居民区", slug="huaian-area", committee="槐安居委会"))
    other = subdistrict.add_child(instance=AreaPage(title="柳岸居民区", slug="liuan-area", committee="柳岸居委会"))
    made = Tree(
        root=root,
        subdistrict=subdistrict,
        area=area,
        compound=_compound(area, "huaian", "槐安新苑"),
        sister=_compound(area, "huaian-east", "槐安东苑"),
        other_area=other,
        foreign=_compound(other, "liuan", "柳岸里"),
    )
    made.person("editor", made.compound, Role.EDITOR)
    made.person("approver", made.compound, Role.APPROVER)
    made.person("alerts", made.compound, Role.ALERTS)
    made.person("administrator", made.compound, Role.ADMINISTRATOR)
    made.person("both", made.compound, Role.EDITOR, Role.APPROVER)
    made.person("chief", root, Role.ADMINISTRATOR)
    made.person("area-editor", made.area, Role.EDITOR)
    made.person("area-approver", made.area, Role.APPROVER)
    made.person("foreign-editor", made.foreign, Role.EDITOR)
    made.person("foreign-approver", made.foreign, Role.APPROVER)
    made.person("foreign-administrator", made.foreign, Role.ADMINISTRATOR)
    made.person("nobody")


def _compound(area: AreaPage, code: str, name: str) -> CompoundPage:
    about = Compound(
        id=code,
        name=name,
        subdistrict="云汀街道",
        committee=area.committee,
        property_company="和檐物业槐安服务处",
        buildings=tuple(str(number) for number in range(1, 10)),
        gate_phone="0000-0001",
    )
    page: CompoundPage = area.add_child(
        instance=CompoundPage(title=name, slug=code, code=code, about=about, guide=first_guide())
    )
    return page


@pytest.fixture
def settled(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], Any]:
    """Runs something and what it left to be done on commit: in a test nothing is ever committed."""

    def run(what: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return what()

    return run


FILLED = {
    "answers.reason": "水箱清洗",
    "answers.prepare": "请提前储水，关好龙头",
    "start": "2026-12-10T09:00",
    "end": "2026-12-10T16:00",
    "buildings": ["1", "2", "3", "4", "5", "6"],
    "basis": "water-cut",
    "issuer": "和檐物业槐安服务处",
    "number": "停水〔2026〕12号",
    "posting_last": "2026-12-10",
    "on_wall": "1",
}
"""A water cut as a clerk would fill it in."""


def write(tree: Tree, name: str = "editor", branch: Page | None = None, **changes: Any) -> NoticePage:
    """A complete draft of a water cut by `name`."""
    notice = work.create(tree.person(name), branch or tree.compound, BY_KEY["water-cut"])
    form = {**FILLED, "revision": notice.latest_revision_id, **changes}
    answer = tree.client(name).post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.content
    notice.refresh_from_db()
    return notice


def approve(
    tree: Tree, settled: Any, notice: NoticePage, writer: str = "editor", approver: str = "approver"
) -> NoticePage:
    """Put it before `approver`, who lets it onto the glass."""
    notice.refresh_from_db()
    submission = work.submit(tree.person(writer), notice, notice.latest_revision_id)
    settled(lambda: work.approve(tree.access(approver), notice, submission.pk))
    notice.refresh_from_db()
    return notice


def feed(compound: CompoundPage) -> Any:
    """What is published of `compound`."""
    repository: Repository = outbox.repository(compound)
    return repository.feed()


def titles(compound: CompoundPage) -> list[str]:
    """The titles that are published of `compound`."""
    found = feed(compound)
    return [item.title for item in found.items] if found else []


def a_screen(compound: CompoundPage, name: str = "东门", **more: Any) -> Screen:
    """A paired screen that was heard of just now."""
    identity = hashlib.sha256(f"{compound.code} {name}".encode()).hexdigest()
    made: Screen = Screen.objects.create(
        **{
            "identity": identity[:32],
            "key": identity,
            "compound": compound,
            "name": name,
            "shows": compound.code,
            "paired_at": moment.now(),
            "health": Health(version="0.1.0", slide="week", free=10**9, clock_offset=0.4),
            **more,
        }
    )
    return made


@pytest.fixture
def stuck(team, settled, monkeypatch, expect_log):
    """A compound whose notices cannot be published at the moment."""
    approve(team, settled, write(team))

    def refuse(*_arguments):
        raise outbox.PublishError("图片读不出来")

    monkeypatch.setattr(outbox, "_publish_made", refuse)
    expect_log("huaian is not published")
    return team
