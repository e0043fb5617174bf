"""Who may do what where, by HTTP: every role × every action × a branch of one's own, above, beside, and elsewhere."""

from __future__ import annotations

import re

import pytest
from console.conftest import FILLED, a_screen, approve, write
from django.test import Client

from signage.server.console.notices import standing, work
from signage.server.console.notices.models import Submission
from signage.server.console.tree.models import Assignment
from signage.server.console.tree.roles import ALLOWED, Action, Role, may

GONE, FORBIDDEN, LOGIN, DONE, PAGE = 404, 403, "login", 302, 200

PEOPLE = (
    "editor", "approver", "alerts", "administrator", "chief", "area-editor", "area-approver",
    "foreign-editor", "foreign-approver", "foreign-administrator", "nobody", "stranger",
)  # fmt: skip
NOT_SEEN = {
    "foreign-editor": GONE,
    "foreign-approver": GONE,
    "foreign-administrator": GONE,
    "nobody": GONE,
    "stranger": LOGIN,
}


def expected(**told):
    """What each person gets: what `told` says (area_editor for area-editor), by default `other`."""
    other = told.pop("other", FORBIDDEN)
    named = {name.replace("_", "-"): value for name, value in told.items()}
    return {name: named.get(name, NOT_SEEN.get(name, other)) for name in PEOPLE}


ACTIONS = {
    # action: (state that the notice must be in, path, what is posted, what each person gets)
    "see": ("draft", "", None, expected(other=PAGE)),
    "edit": ("draft", "edit/", None, expected(editor=PAGE, area_editor=PAGE)),
    "save": ("draft", "save/", FILLED, expected(editor=DONE, area_editor=DONE)),
    "submit": ("draft", "submit/", {}, expected(editor=DONE, area_editor=DONE)),
    "delete": ("draft", "delete/", {}, expected(editor=DONE, area_editor=DONE)),
    "recall": ("submitted", "recall/", {}, expected(editor=DONE, area_editor=DONE)),
    "approve": ("submitted", "approve/", {}, expected(approver=DONE, area_approver=DONE)),
    "return": ("submitted", "return/", {"comment": "改"}, expected(approver=DONE, area_approver=DONE)),
    "withdraw": ("live", "withdraw/", {}, expected(other=DONE)),
    "upload": ("draft", "pictures/", {}, expected(editor=400, area_editor=400)),
    "preview": ("draft", "preview/?shape=portrait", None, expected(other=PAGE)),
}


@pytest.fixture
def no_drawing(monkeypatch):
    """Nothing is drawn: permissions come first."""
    from signage.server.console.drawing import Draughtsman

    monkeypatch.setattr(Draughtsman, "available", staticmethod(lambda: False))


def client(tree, name):
    return Client(HTTP_HOST="localhost") if name == "stranger" else tree.client(name)


def got(answer):
    if answer.status_code == 302 and "/login/" in answer.headers["Location"]:
        return LOGIN
    return answer.status_code


def in_state(tree, settled, state):
    notice = write(tree)
    if state == "live":
        return approve(tree, settled, notice)
    if state == "submitted":
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    return notice


@pytest.mark.parametrize("action", ACTIONS)
def test_every_person_and_every_action(tree, settled, no_drawing, action):
    state, path, posted, wanted = ACTIONS[action]
    notice = in_state(tree, settled, state)
    found = {}
    for name in PEOPLE:
        if posted is None:
            found[name] = got(client(tree, name).get(f"/notices/{notice.pk}/{path}"))
            continue
        before = _state(notice)
        data = {
            **posted,
            "submission": getattr(standing.waiting(notice), "pk", ""),
            "revision": notice.latest_revision_id,
        }
        from django.db import transaction

        with transaction.atomic():
            found[name] = got(client(tree, name).post(f"/notices/{notice.pk}/{path}", data))
            if found[name] != DONE:
                assert _state(notice) == before, f"{name} was refused, but something changed"
            elif action != "save":
                assert _state(notice) != before, f"{name} was let through, but nothing happened"
            transaction.set_rollback(True)
    assert found == wanted


def _state(notice):
    from signage.server.console.notices.models import NoticePage

    fresh = NoticePage.objects.filter(pk=notice.pk).first()
    if fresh is None:
        return "deleted"
    last = fresh.submissions.first()
    return (fresh.approved_at, fresh.withdrawn_at, last and last.status, fresh.draft().written)


def test_a_notice_of_another_branch_is_not_found_by_its_number_in_any_address(tree, settled):
    foreign = write(tree, "foreign-editor", tree.foreign)
    work.submit(tree.person("foreign-editor"), foreign, foreign.latest_revision_id)
    for name in ("editor", "approver", "administrator", "area-editor"):
        someone = tree.client(name)
        for path in ("", "edit/", "preview/", "compare/?old=1&new=1"):
            assert someone.get(f"/notices/{foreign.pk}/{path}").status_code == GONE, (name, path)
        for path in (
            "save",
            "submit",
            "recall",
            "approve",
            "return",
            "withdraw",
            "delete",
            "hide",
            "replace",
            "pictures",
        ):
            assert someone.post(f"/notices/{foreign.pk}/{path}/", {"submission": 1}).status_code == GONE, (name, path)
    assert foreign.submissions.get().status == Submission.WAITING


def test_another_notices_submission_is_not_approved_through_ones_own(tree):
    own, foreign = write(tree), write(tree, "foreign-editor", tree.foreign)
    work.submit(tree.person("editor"), own, own.latest_revision_id)
    theirs = work.submit(tree.person("foreign-editor"), foreign, foreign.latest_revision_id)
    tree.client("approver").post(f"/notices/{own.pk}/approve/", {"submission": theirs.pk})
    theirs.refresh_from_db()
    own.refresh_from_db()
    assert theirs.status == Submission.WAITING
    assert own.approved_at is None


def test_another_notices_revision_is_neither_compared_nor_drawn(tree, no_drawing):
    own, foreign = write(tree), write(tree, "foreign-editor", tree.foreign)
    someone = tree.client("editor")
    address = f"/notices/{own.pk}/compare/?old={foreign.latest_revision_id}&new={own.latest_revision_id}"
    assert someone.get(address).status_code == GONE


def test_a_branchs_notice_is_seen_below_only_once_it_is_approved(tree, settled):
    notice = write(tree, "area-editor", tree.area)
    assert tree.client("editor").get(f"/notices/{notice.pk}/").status_code == GONE
    approve(tree, settled, notice, "area-editor", "area-approver")
    page = tree.client("editor").get(f"/notices/{notice.pk}/")
    assert page.status_code == PAGE
    for path in ("edit/", "withdraw/", "submit/"):
        answer = tree.client("editor").post(f"/notices/{notice.pk}/{path}") if path != "edit/" else tree.client("editor").get(f"/notices/{notice.pk}/edit/")  # fmt: skip # noqa: E501
        assert answer.status_code == FORBIDDEN, path
    assert tree.client("foreign-editor").get(f"/notices/{notice.pk}/").status_code == GONE


def test_a_compound_is_hidden_from_only_where_one_has_a_say(tree, settled):
    notice = approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    for compound, status in ((tree.compound, DONE), (tree.sister, GONE), (tree.foreign, GONE)):
        answer = tree.client("editor").post(f"/notices/{notice.pk}/hide/", {"compound": compound.pk, "do": "hide"})
        assert answer.status_code == status


def test_nobody_writes_on_a_branch_that_is_not_theirs(tree):
    for name, branch, status in (
        ("editor", tree.compound, DONE),
        ("editor", tree.sister, GONE),
        ("editor", tree.foreign, GONE),
        ("editor", tree.area, GONE),
        ("area-editor", tree.sister, DONE),
        ("approver", tree.compound, FORBIDDEN),
        ("chief", tree.compound, FORBIDDEN),
        ("nobody", tree.compound, FORBIDDEN),
    ):
        answer = tree.client(name).post("/write/", {"branch": branch.pk, "kind": "water-cut"})
        assert answer.status_code == status, (name, branch.title)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/people/", {"administrator", "chief", "foreign-administrator"}),
        ("/people/new/", {"administrator", "chief", "foreign-administrator"}),
        ("/compounds/", {"administrator", "chief", "foreign-administrator"}),
        ("/setup/", {"chief"}),
        ("/log/", {"administrator", "chief", "approver", "area-approver", "foreign-administrator", "foreign-approver"}),
        (
            "/log.csv",
            {"administrator", "chief", "approver", "area-approver", "foreign-administrator", "foreign-approver"},
        ),
    ],
)
def test_pages_of_administrators(tree, path, allowed):
    for name in PEOPLE:
        answer = got(client(tree, name).get(path))
        assert answer == (LOGIN if name == "stranger" else PAGE if name in allowed else FORBIDDEN), name


def test_branches_by_their_number(tree):
    for name, branch, status in (
        ("administrator", tree.compound, PAGE),
        ("administrator", tree.sister, GONE),
        ("administrator", tree.area, GONE),
        ("administrator", tree.root, GONE),
        ("editor", tree.compound, FORBIDDEN),
        ("chief", tree.foreign, PAGE),
        ("chief", tree.root, PAGE),
    ):
        for path in ("", "add/") if branch is not tree.compound and branch is not tree.foreign else ("",):
            assert tree.client(name).get(f"/branches/{branch.pk}/{path}").status_code == status, (name, branch.title)


def _flat(patterns, before="/"):
    """Every address and its name, those that are included too."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        yield from (
            _flat(pattern.url_patterns, address) if hasattr(pattern, "url_patterns") else ((address, pattern.name),)
        )


def test_every_page_needs_a_log_in_but_the_gates_own(tree):
    from signage.server.console.urls import urlpatterns

    stranger = Client(HTTP_HOST="localhost")
    open_to_all = {"login", "link", "language", "report"}
    for_anybody = {"outside", "outside-notice", "outside-atom", "outside-media", "outside-events", "duty-calendar"}
    every = list(_flat(urlpatterns))
    assert {"report", "pair", "stop", "screen-one", "screen-do", "screen-glass", "alerts"} <= {
        name for _, name in every
    }
    for address, name in every:
        address = re.sub(r"<(\w+):\w+>", lambda found: {"int": "1", "what": "notices"}.get(found[1], "x"), address)
        for method in (stranger.get, stranger.post):
            answer = got(method(address))
            assert answer == LOGIN or name in open_to_all | for_anybody, (address, answer)


def test_only_its_administrators_say_where_a_compounds_codes_lead(tree):
    address = f"/branches/{tree.compound.pk}/public/"
    found = {name: got(client(tree, name).post(address, {"do": "off"})) for name in PEOPLE}
    assert found == expected(administrator=DONE, chief=DONE)
    for branch in (tree.area, tree.root):
        assert tree.client("chief").post(f"/branches/{branch.pk}/public/").status_code == GONE


def test_screens_and_slides_of_another_compound_do_not_exist(tree):
    someone = tree.client("editor")
    assert someone.get("/screens/huaian/").status_code == PAGE
    for code in ("huaian-east", "liuan"):
        for path in ("", "now.webp"):
            assert someone.get(f"/screens/{code}/{path}").status_code == GONE
        assert someone.post(f"/screens/{code}/retry/").status_code == GONE
    assert someone.post("/screens/huaian/retry/").status_code == FORBIDDEN


# Screens.

STOPPING = {
    "look": (None, "", expected(other=PAGE)),
    "snapshot seen": (None, "glass.jpg", expected(other=PAGE)),
    "blackout": ("blackout", "do/", expected(alerts=DONE, administrator=DONE, chief=DONE)),
    "safe": ("safe", "do/", expected(alerts=DONE, administrator=DONE, chief=DONE)),
    "resume": ("normal", "do/", expected(alerts=DONE, administrator=DONE, chief=DONE)),
    "restart": ("restart", "do/", expected(administrator=DONE, chief=DONE)),
    "refetch": ("refetch", "do/", expected(administrator=DONE, chief=DONE)),
    "snapshot": ("snapshot", "do/", expected(administrator=DONE, chief=DONE)),
    "rename": ("rename", "do/", expected(administrator=DONE, chief=DONE)),
    "unpair": ("unpair", "do/", expected(administrator=DONE, chief=DONE)),
    "anything else": ("shell", "do/", expected(other=GONE)),
}


@pytest.mark.parametrize("action", STOPPING)
def test_every_person_and_everything_done_with_a_screen(tree, no_drawing, action):
    from django.db import transaction

    what, path, wanted = STOPPING[action]
    screen = a_screen(tree.compound, snapshot=b"\xff\xd8\xff")
    found = {}
    for name in PEOPLE:
        address = f"/screens/huaian/{screen.pk}/{path}"
        with transaction.atomic():
            someone = client(tree, name)
            answer = someone.post(address, {"do": what, "name": "西门"}) if what else someone.get(address)
            found[name] = got(answer)
            if what:
                changed = _screen_state(screen) != _screen_state(screen, fresh=False)
                assert changed == (found[name] == DONE and what != "normal"), (name, action)
            transaction.set_rollback(True)
    assert found == wanted


def _screen_state(screen, *, fresh=True):
    from signage.server.console.screens.models import GivenCommand, Screen

    now = Screen.objects.get(pk=screen.pk) if fresh else screen
    commands = GivenCommand.objects.filter(screen=screen).count() if fresh else 0
    return (now.name, now.compound_id, now.display, commands)


def test_a_screen_of_another_branch_is_not_found_by_its_number(tree, no_drawing):
    foreign = a_screen(tree.foreign)
    for name in ("editor", "alerts", "administrator"):
        for code in ("huaian", "liuan"):
            for path in ("", "glass.jpg"):
                assert tree.client(name).get(f"/screens/{code}/{foreign.pk}/{path}").status_code == GONE
            for what in ("blackout", "restart", "unpair"):
                answer = tree.client(name).post(f"/screens/{code}/{foreign.pk}/do/", {"do": what})
                assert answer.status_code == GONE
    foreign.refresh_from_db()
    assert (foreign.display, foreign.compound) == ("normal", tree.foreign)


def test_a_branch_is_stopped_only_by_who_may_there(tree):
    from signage.server.console.screens.models import BranchOrder

    for name, branch, status in (
        ("alerts", tree.compound, DONE),
        ("administrator", tree.compound, DONE),
        ("chief", tree.root, DONE),
        ("chief", tree.area, DONE),
        ("alerts", tree.sister, GONE),
        ("alerts", tree.area, GONE),
        ("administrator", tree.root, GONE),
        ("administrator", tree.foreign, GONE),
        ("editor", tree.compound, FORBIDDEN),
        ("approver", tree.compound, FORBIDDEN),
        ("nobody", tree.compound, FORBIDDEN),
    ):
        BranchOrder.objects.all().delete()
        answer = tree.client(name).post("/stop/", {"branch": branch.pk, "do": "blackout"})
        assert answer.status_code == status, (name, branch.title)
        assert BranchOrder.objects.filter(branch_id=branch.pk).exists() == (status == DONE)
    for posted in ({}, {"branch": "x", "do": "blackout"}, {"branch": tree.root.pk, "do": "shell"}):
        assert tree.client("chief").post("/stop/", posted).status_code == GONE
    for name, status in (("alerts", PAGE), ("administrator", PAGE), ("editor", FORBIDDEN), ("nobody", FORBIDDEN)):
        assert tree.client(name).get("/stop/").status_code == status


def test_only_administrators_pair(tree):
    for name in PEOPLE:
        wanted = PAGE if name in {"administrator", "chief", "foreign-administrator"} else FORBIDDEN
        wanted = LOGIN if name == "stranger" else wanted
        assert got(client(tree, name).get("/pair/")) == wanted, name
        assert got(client(tree, name).post("/pair/", {"code": "AAAAAA"})) == wanted, name


# People.


def test_an_administrator_gives_roles_only_where_they_administer(tree):
    someone = tree.client("administrator")
    target = tree.person("editor")
    for branch, status in ((tree.compound, DONE), (tree.area, GONE), (tree.foreign, GONE), (tree.root, GONE)):
        data = {"do": "give", "roles": ["approver"], "branch": branch.pk}
        assert someone.post(f"/people/{target.pk}/", data).status_code == status
    given = Assignment.objects.filter(person=target, role=Role.APPROVER)
    assert [assignment.branch_id for assignment in given] == [tree.compound.pk]


def test_the_administrator_of_a_compound_does_not_get_at_those_above(tree):
    """A one-time link for the chief would be the chief's password."""
    chief = tree.person("chief")
    Assignment.objects.create(person=chief, branch=tree.compound, role=Role.EDITOR)
    someone = tree.client("administrator")
    for action in ("link", "off"):
        assert someone.post(f"/people/{chief.pk}/", {"do": action}).status_code == FORBIDDEN
    root_role = chief.assignments.get(branch=tree.root)
    answer = someone.post(f"/people/{chief.pk}/", {"do": "take", "assignment": root_role.pk})
    assert answer.status_code == FORBIDDEN
    assert chief.assignments.filter(branch=tree.root).exists()
    assert not chief.links.exists()


def test_people_of_another_branch_do_not_exist(tree):
    someone = tree.client("administrator")
    for name in ("foreign-editor", "chief"):
        assert someone.get(f"/people/{tree.person(name).pk}/").status_code == GONE
        assert someone.post(f"/people/{tree.person(name).pk}/", {"do": "link"}).status_code == GONE


def test_the_last_chief_stays(tree):
    someone, chief = tree.client("chief"), tree.person("chief")
    role = chief.assignments.get()
    someone.post(f"/people/{chief.pk}/", {"do": "take", "assignment": role.pk})
    someone.post(f"/people/{chief.pk}/", {"do": "off"})
    chief.refresh_from_db()
    assert chief.is_active
    assert chief.assignments.exists()


def test_who_is_shut_out_is_out_at_once(tree):
    inside = tree.client("editor")
    assert inside.get("/").status_code == PAGE
    tree.client("administrator").post(f"/people/{tree.person('editor').pk}/", {"do": "off"})
    assert got(inside.get("/")) == LOGIN


def test_a_role_that_is_taken_away_is_gone_at_once(tree):
    notice = write(tree)
    role = tree.person("editor").assignments.get()
    tree.client("administrator").post(f"/people/{tree.person('editor').pk}/", {"do": "take", "assignment": role.pk})
    assert tree.client("editor").get(f"/notices/{notice.pk}/edit/").status_code == GONE


# The decision alone.


@pytest.mark.parametrize("role", Role)
def test_one_role_allows_no_more_than_its_own(role):
    own = {
        Role.EDITOR: {Action.VIEW, Action.WRITE, Action.WITHDRAW},
        Role.APPROVER: {Action.VIEW, Action.APPROVE, Action.WITHDRAW},
        Role.ALERTS: {Action.VIEW, Action.ALERT, Action.STOP, Action.WITHDRAW},
        Role.ADMINISTRATOR: {Action.VIEW, Action.ADMINISTER, Action.STOP, Action.WITHDRAW},
    }
    assert {action for action in Action if may(action, {role})} == own[role]
    assert set(ALLOWED) == set(Action)
