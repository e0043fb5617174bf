"""The entries of the rotation and their weights."""

from __future__ import annotations

import datetime as dt

import pytest
import sample
from sample import NOW, at, notice

from signage.content.duty import Roster
from signage.content.media import Film
from signage.content.notice import Effect, Item, Poster, Posting, Priority, Video
from signage.playlist.slides import Entry, slides, weight

ALWAYS = Posting(start=at(1), end=at(31))


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.key for entry in entries]


def poster(name: str = "p") -> Poster:
    return Poster(id=name, title="冬至包饺子", picture=sample.picture()[0], posting=ALWAYS)


def test_the_sample_s_slides_in_the_order_of_the_dots() -> None:
    assert [(entry.key, entry.weight) for entry in slides(sample.feed(), NOW)] == [
        ("week", 2),
        ("notice:fraud", 3),
        ("notice:water", 3),
        ("notice:charging", 1),
        ("poster:dumplings", 1),
        ("notice:found", 1),
        ("services", 1),
        ("facilities", 1),
    ]


def test_an_empty_feed_still_has_the_week_and_the_compound_s_card() -> None:
    empty = sample.feed(items=(), services=(), facilities=(), roster=Roster())
    assert keys(slides(empty, NOW)) == ["week", "card"]


def test_the_card_stands_in_only_while_nothing_is_posted() -> None:
    feed = sample.feed(items=(notice(posting=Posting(start=at(9), end=at(10))),))
    assert keys(slides(feed, at(9, 12))) == ["week", "notice:water", "services", "facilities"]
    assert keys(slides(feed, at(10))) == ["week", "services", "facilities", "card"]


def test_an_entry_says_what_it_shows() -> None:
    feed = sample.feed(items=(notice("n", posting=ALWAYS), poster()), services=(), facilities=())
    said = {entry.key: (entry.kind, entry.item_id) for entry in slides(feed, NOW)}
    assert said == {"week": ("week", ""), "notice:n": ("notice", "n"), "poster:p": ("poster", "p")}


def test_a_video_is_a_slide_of_its_own() -> None:
    film = Film(sha256="f" * 64, size=1, mime="video/mp4", width=4, height=3, seconds=5)
    video = Video(id="v", title="消防", video=film, poster=sample.picture()[0], posting=ALWAYS)
    (_, entry) = slides(sample.feed(items=(video,), services=(), facilities=()), NOW)
    assert (entry.kind, entry.item_id) == ("video", "v")


def test_keys_are_unique_even_where_ids_are_not() -> None:
    twice = sample.feed(items=(notice("n", posting=ALWAYS), notice("n", "又一条", posting=ALWAYS), poster("n")))
    found = keys(slides(twice, NOW))
    assert len(found) == len(set(found)) == 5


def weighed(now: dt.datetime = NOW, **changes: object) -> int:
    return weight(notice(**{"effect": None, **changes}), now)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1),
        ({"pinned": True}, 2),
        ({"priority": Priority.IMPORTANT}, 3),
        ({"priority": Priority.URGENT}, 4),
        ({"priority": Priority.IMPORTANT, "pinned": True}, 3),
        ({"priority": Priority.URGENT, "effect": Effect(start=at(10, 9))}, 4),
    ],
)
def test_weights_by_priority_and_pin(changes: dict[str, object], expected: int) -> None:
    assert weighed(**changes) == expected


def test_weights_by_the_nearness_of_the_effect() -> None:
    tick = dt.timedelta.resolution
    lasting = Effect(start=at(15, 9), end=at(25, 9))
    moments = {
        at(12, 9) - tick: 1,
        at(12, 9): 2,
        at(14, 9) - tick: 2,
        at(14, 9): 3,
        at(15, 9): 3,
        at(16, 9) - tick: 3,
        at(16, 9): 2,
        at(18, 9) - tick: 2,
        at(18, 9): 1,
    }
    assert {now: weighed(now, effect=lasting) for now in moments} == moments


def test_what_is_over_is_no_news() -> None:
    assert weighed(at(10, 15, 59), effect=Effect(start=at(10, 9), end=at(10, 16))) == 3
    assert weighed(at(10, 16), effect=Effect(start=at(10, 9), end=at(10, 16))) == 1
    moment = Effect(start=at(10, 9))
    assert [weighed(now, effect=moment) for now in (at(10, 8), at(10, 9))] == [3, 1]


def test_a_poster_is_weighed_like_a_notice() -> None:
    item: Item = poster()
    assert weight(item, NOW) == 1
