"""Logging in, one-time links, passwords, and how often one may try."""

from __future__ import annotations

import datetime as dt

import pytest
from console.conftest import PASSWORD
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from signage.server.console.accounts import throttle
from signage.server.console.accounts.models import FIRST_LINK_LIFE, LINK_LIFE, Link, Person
from signage.server.console.accounts.throttle import FOR_A_NAME, SPAN, wait
from signage.server.console.evidence.models import Entry
from signage.server.console.firststart import prepare
from signage.server.console.tree.models import Assignment

GOOD = {"new_password1": "gatehouse-rose-7", "new_password2": "gatehouse-rose-7"}


def visitor(address: str = "10.0.0.1") -> Client:
    return Client(HTTP_HOST="localhost", REMOTE_ADDR=address)


def try_in(client: Client, name: str, password: str) -> int:
    return client.post("/login/", {"username": name, "password": password}).status_code


def test_a_name_and_a_password_open_the_door_and_a_wrong_one_does_not(tree):
    client = visitor()
    assert try_in(client, "editor", "wrong") == 422
    assert try_in(client, "editor", PASSWORD) == 302
    assert client.get("/").status_code == 200
    assert set(Entry.objects.values_list("action", flat=True)) >= {"login", "login-failed"}


def test_a_wrong_name_says_no_more_than_a_wrong_password(tree):
    pages = [visitor().post("/login/", {"username": name, "password": "x"}) for name in ("editor", "nonesuch")]
    words = [page.context["form"].non_field_errors() for page in pages]
    assert words[0] == words[1] == ["登录名或密码不对。忘了密码请找管理员要一个新链接。"]
    assert pages[0].status_code == pages[1].status_code


def test_after_five_slips_even_the_right_password_must_wait(tree, clock):
    for number in range(FOR_A_NAME):
        assert try_in(visitor(f"10.0.0.{number}"), "editor", "wrong") == 422
    assert try_in(visitor("10.9.9.9"), " EDITOR ", PASSWORD) == 429
    assert try_in(visitor(), "approver", PASSWORD) == 302
    clock.pass_(minutes=15, seconds=1)
    assert try_in(visitor(), "editor", PASSWORD) == 302


def test_an_address_that_tries_many_names_must_wait(tree):
    for number in range(throttle.FROM_AN_ADDRESS):
        try_in(visitor(), f"name-{number}", "wrong")
    assert try_in(visitor(), "editor", PASSWORD) == 429
    assert try_in(visitor("10.0.0.2"), "editor", PASSWORD) == 302


def test_the_right_password_forgets_the_slips_before(tree):
    for _ in range(FOR_A_NAME - 1):
        try_in(visitor(), "editor", "wrong")
    assert try_in(visitor(), "editor", PASSWORD) == 302
    assert try_in(visitor(), "editor", "wrong") == 422


@given(st.lists(st.integers(0, 3600), max_size=30), st.integers(1, 8))
def test_whoever_waits_as_long_as_told_may_try_again_and_no_sooner(seconds, allowed):
    now = dt.datetime(2026, 12, 7, tzinfo=dt.UTC)
    failures = [now - dt.timedelta(seconds=ago) for ago in seconds]
    told = wait(failures, allowed, now)
    assert dt.timedelta(0) <= told <= SPAN
    assert wait(failures, allowed, now + told) == dt.timedelta(0)
    if told:
        assert wait(failures, allowed, now + told - dt.timedelta(milliseconds=1))


def test_the_way_back_after_logging_in_leads_nowhere_else(tree):
    for bad in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = visitor().post("/login/", {"username": "editor", "password": PASSWORD, "next": bad})
        assert answer.headers["Location"] == "/"
    answer = visitor().post("/login/", {"username": "editor", "password": PASSWORD, "next": "/notices/"})
    assert answer.headers["Location"] == "/notices/"


# One-time links.


def test_the_first_link_makes_the_first_administrator_once(nobody_yet, clock):
    path = prepare()
    first = {"name": "沈若禾", "username": "shen", **GOOD}
    page = visitor().get(path)
    assert "第一位管理员" in page.content.decode()
    assert visitor().post(path, first).status_code == 302
    person = Person.objects.get()
    assert person.check_password(GOOD["new_password1"])
    assert Assignment.objects.get(person=person).branch.depth == 1
    assert visitor().post(path, {**first, "username": "other"}).status_code == 410
    assert prepare() == "", "there is an administrator: no link is made any more"


def test_the_first_link_ends_within_the_hour_and_with_the_next_start(nobody_yet, clock):
    early = prepare()
    late = prepare()
    assert visitor().get(early).status_code == 410
    assert visitor().get(late).status_code == 200
    clock.pass_(seconds=FIRST_LINK_LIFE.total_seconds())
    assert visitor().get(late).status_code == 410


def test_no_secret_of_a_link_is_in_the_database(nobody_yet):
    token = prepare().split("/")[2]
    assert token not in "".join(map(str, Link.objects.values_list()))


def test_a_first_link_is_void_once_somebody_administers(tree):
    _link, token = Link.make(None)
    assert visitor().post(f"/link/{token}/", {"name": "x", "username": "x", **GOOD}).status_code == 410


def test_a_persons_link_sets_their_password_once(tree, clock):
    answer = tree.client("administrator").post(f"/people/{tree.person('editor').pk}/", {"do": "link"})
    address = answer.context["address"].removeprefix("http://localhost")
    assert visitor().post(address, GOOD).status_code == 302
    tree.person("editor").refresh_from_db()
    assert tree.person("editor").check_password(GOOD["new_password1"])
    assert visitor().post(address, GOOD).status_code == 410


def test_a_link_ends_and_a_new_one_takes_its_place(tree, clock):
    person = tree.person("editor")
    _, old = Link.make(person)
    _, new = Link.make(person)
    assert visitor().get(f"/link/{old}/").status_code == 410
    clock.pass_(seconds=LINK_LIFE.total_seconds() - 1)
    assert visitor().get(f"/link/{new}/").status_code == 200
    clock.pass_(seconds=1)
    assert visitor().get(f"/link/{new}/").status_code == 410


@pytest.mark.parametrize("password", ["short-1", "1234567890123", "password123", "approver12"])
def test_a_weak_password_is_refused_and_the_link_stays_good(tree, password):
    _, token = Link.make(tree.person("approver"))
    weak = {"new_password1": password, "new_password2": password}
    assert visitor().post(f"/link/{token}/", weak).status_code == 422
    assert visitor().get(f"/link/{token}/").status_code == 200


def test_a_new_person_has_no_password_until_they_choose_one(tree):
    answer = tree.client("administrator").post(
        "/people/new/", {"name": "贺清", "username": "heqing", "roles": ["editor"], "branch": tree.compound.pk}
    )
    assert "/link/" in answer.context["address"]
    made = Person.objects.get(username="heqing")
    assert not made.has_usable_password()
    assert made.assignments.get().role == "editor"
    for password in ("", "heqing", "password"):
        assert try_in(visitor(), "heqing", password) in (422, 429)


# Passwords and sessions.


def test_changing_the_password_ends_every_other_session(tree):
    here, there = visitor(), visitor()
    for client in (here, there):
        assert try_in(client, "editor", PASSWORD) == 302
    assert here.post("/password/", {"old_password": PASSWORD, **GOOD}).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_the_old_password_must_be_known(tree):
    client = tree.client("editor")
    assert client.post("/password/", {"old_password": "wrong", **GOOD}).status_code == 422


def test_logging_out_needs_a_click_not_a_link(tree):
    client = tree.client("editor")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/").status_code == 302


def test_cookies_are_for_the_server_alone(tree):
    client = visitor()
    answer = client.post("/login/", {"username": "editor", "password": PASSWORD})
    cookie = answer.cookies["signage"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_from_elsewhere_is_refused_in_words(tree, expect_log):
    expect_log("CSRF cookie not set")
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(tree.person("editor"))
    answer = client.post("/write/", {"branch": tree.compound.pk, "kind": "free"})
    assert answer.status_code == 403
    assert "再操作一次" in answer.content.decode()
