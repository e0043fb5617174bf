"""Commands: each once, in time, by whom they are for, and nothing that cannot be remembered."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from repositories import NOW, Hand, feed

from signage.content.order import Command, CommandKind, Order
from signage.errors import StoreError
from signage.kiosk.obeying import Obeying
from signage.store.deeds import Deeds

ME, OTHER = "a" * 32, "b" * 32


class Actions(dict):
    def __init__(self):
        self.done = []
        super().__init__(dict.fromkeys(CommandKind, self._note))

    def _note(self, command):
        self.done.append(command.id)


@pytest.fixture
def actions():
    return Actions()


def said(name="one", *, screen=ME, kind=CommandKind.RESTART, at=NOW, minutes=5):
    command = Command(id=name, kind=kind, issued=at, expires=at + dt.timedelta(minutes=minutes))
    return msgspec.structs.replace(feed("a", at=at), orders=(Order(screen=screen, commands=(command,)),))


def test_once_also_over_a_restart(tmp_path, actions):
    for _ in range(2):
        obeying = Obeying(ME, Deeds(tmp_path), Hand(), actions)
        obeying.obey(said())
        obeying.obey(said())
    assert actions.done == ["one"]


def test_an_expired_one_is_never_done(tmp_path, actions):
    clock = Hand(NOW + dt.timedelta(minutes=5))
    assert Obeying(ME, Deeds(tmp_path), clock, actions).obey(said()) == ()
    assert actions.done == []


def test_one_for_another_screen_is_not_done(tmp_path, actions):
    assert Obeying(ME, Deeds(tmp_path), Hand(), actions).obey(said(screen=OTHER)) == ()
    assert Obeying(ME, Deeds(tmp_path), Hand(), actions).obey(said(screen="")) == ("one",)


def test_a_clock_that_cannot_be_right_does_nothing_until_it_is(tmp_path, actions):
    clock = Hand(NOW - dt.timedelta(hours=3))
    obeying = Obeying(ME, Deeds(tmp_path), clock, actions)
    assert obeying.obey(said()) == ()
    clock.time = NOW + dt.timedelta(minutes=1)
    assert obeying.obey(said()) == ("one",)


def test_it_is_noted_before_it_is_done(tmp_path):
    deeds = Deeds(tmp_path)
    seen = []
    actions = {CommandKind.RESTART: lambda _command: seen.append(Deeds(tmp_path).done)}
    Obeying(ME, deeds, Hand(), actions).obey(said())
    assert seen == [{"one"}]


def test_what_cannot_be_noted_is_not_done(tmp_path, actions, expect_log, monkeypatch):
    expect_log("is not done")
    deeds = Deeds(tmp_path)

    def full(_command, _now):
        raise StoreError("the disk is full")

    monkeypatch.setattr(deeds, "note", full)
    assert Obeying(ME, deeds, Hand(), actions).obey(said()) == ()
    assert actions.done == []
