"""What orders mean for one screen: the strictest holds, commands are done once, in time, by whom they are for."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import feeds, instants, orders

from signage.content.compound import Display
from signage.content.order import Command, CommandKind, Order
from signage.playlist.orders import Standing, commands_due, standing

ME, OTHER = "a" * 32, "b" * 32
NOW = sample.NOW
LATER = NOW + dt.timedelta(minutes=5)


def feed(*said, display=Display.NORMAL):
    compound = msgspec.structs.replace(sample.feed().compound, display=display)
    return msgspec.structs.replace(sample.feed(), compound=compound, orders=said)


def command(name, kind=CommandKind.SNAPSHOT, issued=NOW, expires=LATER):
    return Command(id=name, kind=kind, issued=issued, expires=expires)


def test_without_orders_everything_is_shown():
    assert standing(feed(), ME) == Standing()
    assert standing(feed(), "") == Standing()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((Order(display=Display.SAFE),), Display.SAFE),
        ((Order(screen=ME, display=Display.BLACKOUT),), Display.BLACKOUT),
        ((Order(screen=OTHER, display=Display.BLACKOUT),), Display.NORMAL),
        ((Order(display=Display.BLACKOUT), Order(screen=ME, display=Display.SAFE)), Display.BLACKOUT),
        ((Order(display=Display.NORMAL), Order(screen=ME, display=Display.SAFE)), Display.SAFE),
    ],
)
def test_the_strictest_order_that_is_for_this_screen_holds(said, wanted):
    assert standing(feed(*said), ME).display is wanted
    assert standing(feed(*reversed(said)), ME).display is wanted


def test_a_screen_without_an_id_obeys_what_is_for_all():
    assert standing(feed(Order(display=Display.BLACKOUT)), "").display is Display.BLACKOUT
    assert standing(feed(Order(screen=ME, display=Display.BLACKOUT)), "").display is Display.NORMAL


def test_the_compounds_own_word_holds_too():
    assert standing(feed(display=Display.BLACKOUT), ME).display is Display.BLACKOUT
    said = Order(screen=ME, display=Display.SAFE, words="设备检修中")
    assert standing(feed(said, display=Display.SAFE), ME).words == "设备检修中"


def test_among_equals_the_screens_own_words_go_before_then_the_newest():
    for_all = Order(display=Display.SAFE, words="全体", since=LATER)
    newer = Order(display=Display.SAFE, words="更新", since=LATER + dt.timedelta(minutes=1))
    own = Order(screen=ME, display=Display.SAFE, words="本屏", since=NOW)
    assert standing(feed(for_all, own), ME) == Standing(display=Display.SAFE, words="本屏", since=NOW)
    assert standing(feed(for_all, newer, own), OTHER).words == "更新"


def test_a_command_is_due_until_it_expires_and_no_longer():
    said = feed(Order(screen=ME, commands=(command("one"),)))
    assert [one.id for one in commands_due(said, ME, NOW, set())] == ["one"]
    assert [one.id for one in commands_due(said, ME, LATER - dt.timedelta(seconds=1), set())] == ["one"]
    assert commands_due(said, ME, LATER, set()) == ()


def test_a_command_is_done_once_and_only_by_whom_it_is_for():
    said = feed(Order(screen=ME, commands=(command("one"),)), Order(commands=(command("one"), command("all"))))
    assert [one.id for one in commands_due(said, ME, NOW, set())] == ["all", "one"]
    assert [one.id for one in commands_due(said, ME, NOW, {"one"})] == ["all"]
    assert [one.id for one in commands_due(said, OTHER, NOW, {"one"})] == ["all"]
    assert commands_due(feed(Order(screen=ME, commands=(command("one"),))), OTHER, NOW, set()) == ()


def test_a_restart_comes_after_everything_else():
    early = NOW - dt.timedelta(minutes=1)
    said = feed(
        Order(screen=ME, commands=(command("again", CommandKind.RESTART, issued=early), command("look"))),
        Order(commands=(command("anew", CommandKind.REFETCH),)),
    )
    assert [one.id for one in commands_due(said, ME, NOW, set())] == ["anew", "look", "again"]


@settings(max_examples=100, deadline=None)
@given(st.lists(orders(), max_size=6).map(tuple), st.sampled_from(Display), instants())
def test_no_order_ever_makes_another_weaker_and_nothing_expired_is_done(said, display, now):
    everything = feed(*said, display=display)
    ranks = list(Display)  # normal, safe, blackout
    held = standing(everything, ME).display
    assert ranks.index(held) >= ranks.index(display)
    for order in said:
        if order.screen in ("", ME):
            assert ranks.index(held) >= ranks.index(order.display)
    due = commands_due(everything, ME, now, set())
    assert len({one.id for one in due}) == len(due)
    assert all(now < one.expires for one in due)
    assert commands_due(everything, ME, now, {one.id for one in due}) == ()


@settings(max_examples=40, deadline=None)
@given(feeds())
def test_every_feed_says_what_each_screen_shows(any_feed):
    assert standing(any_feed, ME).display in Display
