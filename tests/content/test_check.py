"""What the types cannot say of a feed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import feeds

from signage.content.alert import Alert, MsgType, Reference, Source, Status
from signage.content.body import Heading, Table
from signage.content.check import SIGNALS, check
from signage.content.compound import Compound, Receptions
from signage.content.duty import DutySlot, Group, Roster
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.content.guide import Facility, Opening, Service
from signage.content.media import Film, Media
from signage.content.notice import Effect, Fact, Notice, Posting, TranslatedFact, Translation, Video

CHINA = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 2, day, hour, minute, tzinfo=CHINA)


COMPOUND = Compound(id="huaian", name="槐安新苑", buildings=("1", "2", "3"))
NOTICE = Notice(
    id="n",
    title="通知",
    category="通知",
    issuer="居委会",
    issued=dt.date(2026, 2, 1),
    posting=Posting(start=at(1), end=at(8)),
    facts=(Fact(label="时间", value="明天"),),
)
SLOT = DutySlot(start=at(1, 9), end=at(1, 11), person="贺清", group=Group.THREE, organisation="居委会")
ALERT = Alert(
    identifier="smoke",
    sender="huaian",
    sent=at(1, 10),
    status=Status.EXERCISE,
    event="火情",
    headline="2号车库冒烟",
    description="请勿进入",
    expires=at(1, 12),
)
OPENING = Opening(days=(0,), start=dt.time(22), end=dt.time(6))
SERVICE = Service(id="stay", name="接待", glyph="接")


def alter(value: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(value, **changes)


def month(*slots: DutySlot) -> Roster:
    """A roster of February with a turn of somebody else's on every day, and `slots`."""
    every = tuple(
        alter(SLOT, start=at(day, 18), end=at(day, 19), person="老范", organisation="志愿者") for day in range(1, 29)
    )
    return Roster(slots=tuple(sorted(every + slots, key=lambda slot: slot.start)), months=("2026-02",))


def found(**changes: Any) -> list[tuple[str, str, str]]:
    feed = Feed(**{"compound": COMPOUND, "published": at(1), **changes})
    return [(fault.file, fault.field, fault.level.value) for fault in check(feed)]


def test_a_sound_feed_has_no_faults() -> None:
    roster = month(SLOT)
    assert found(items=(NOTICE,), roster=roster, alerts=(ALERT,), services=(alter(SERVICE, by_roster=True),)) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(feeds())
def test_whatever_decodes_can_be_checked(feed: Feed) -> None:
    for fault in check(feed):
        assert fault.file
        assert fault.problem


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"items": (NOTICE, NOTICE)}, ("notices/n", "id", "error")),
        ({"items": (alter(NOTICE, posting=Posting(start=at(2), end=at(2))),)}, ("notices/n", "posting.end", "error")),
        (
            {"items": (alter(NOTICE, posting=Posting(start=at(2), end=at(2) + dt.timedelta(days=401))),)},
            ("notices/n", "posting.end", "warning"),
        ),
        (
            {"items": (alter(NOTICE, effect=Effect(start=at(3), end=at(2))),)},
            ("notices/n", "effect.end", "error"),
        ),
        (
            {"items": (alter(NOTICE, effect=Effect(start=at(3) + dt.timedelta(days=370))),)},
            ("notices/n", "effect.start", "warning"),
        ),
        ({"items": (alter(NOTICE, buildings=("1", "9")),)}, ("notices/n", "buildings", "error")),
        ({"items": (alter(NOTICE, facts=NOTICE.facts * 2),)}, ("notices/n", "facts.时间", "error")),
        ({"items": (alter(NOTICE, facts=()),)}, ("notices/n", "facts", "warning")),
        ({"items": (alter(NOTICE, title="通\u202e知"),)}, ("notices/n", "title", "error")),
        (
            {"items": (alter(NOTICE, facts=(Fact(label="时间", value="明\x07天"),)),)},
            ("notices/n", "facts.0.value", "error"),
        ),
        ({"compound": alter(COMPOUND, zone="Asia/Shanhai")}, ("compound", "zone", "error")),
        ({"compound": alter(COMPOUND, buildings=("1", "1"))}, ("compound", "buildings", "error")),
        ({"compound": alter(COMPOUND, latitude=0.0, longitude=0.0)}, ("compound", "latitude", "warning")),
        (
            {"compound": alter(COMPOUND, receptions=Receptions(month="2026-01", received=1, closed=2))},
            ("compound", "receptions.closed", "error"),
        ),
        ({"facilities": (Facility(id="f", name="伞", total=1, free=2),)}, ("facilities/f", "free", "error")),
        ({"services": (SERVICE, SERVICE)}, ("services/stay", "id", "error")),
        ({"services": (alter(SERVICE, by_roster=True),)}, ("services/stay", "by_roster", "warning")),
        (
            {
                "services": (
                    alter(SERVICE, always=True, openings=(Opening(days=(0,), start=dt.time(9), end=dt.time(8)),)),
                )
            },
            ("services/stay", "openings", "warning"),
        ),
        ({"alerts": (ALERT, ALERT)}, ("alerts/smoke", "identifier", "error")),
        ({"alerts": (alter(ALERT, expires=ALERT.sent),)}, ("alerts/smoke", "expires", "error")),
        ({"alerts": (alter(ALERT, effective=at(1, 12)),)}, ("alerts/smoke", "expires", "error")),
        ({"alerts": (alter(ALERT, msg_type=MsgType.UPDATE),)}, ("alerts/smoke", "references", "error")),
        ({"alerts": (alter(ALERT, msg_type=MsgType.CANCEL),)}, ("alerts/smoke", "references", "error")),
        ({"alerts": (alter(ALERT, references=(ALERT.reference,)),)}, ("alerts/smoke", "references", "error")),
        (
            {"alerts": (alter(ALERT, references=(Reference(sender=ALERT.sender, identifier="i", sent=at(1)),)),)},
            ("alerts/smoke", "references", "warning"),
        ),
        (
            {"alerts": (alter(ALERT, references=(Reference(sender="s", identifier="i", sent=at(1)),)),)},
            ("alerts/smoke", "references", "warning"),
        ),
        ({"alerts": (alter(ALERT, source=Source.OFFICIAL),)}, ("alerts/smoke", "sender_name", "error")),
        ({"alerts": (alter(ALERT, description=""),)}, ("alerts/smoke", "description", "warning")),
        ({"alerts": (alter(ALERT, buildings=("9",)),)}, ("alerts/smoke", "buildings", "error")),
    ],
)
def test_one_fault(changes: dict[str, Any], place: tuple[str, str, str]) -> None:
    assert found(**changes) == [place]


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_reminder_never_wears_an_official_signals_name(signal: str) -> None:
    for changes in ({"event": signal}, {"headline": f"{signal}橙色预警信号"}, {"headline": f"注意{signal}预警"}):
        field = next(iter(changes))
        assert found(alerts=(alter(ALERT, **changes),)) == [("alerts/smoke", field, "error")]
        official = alter(ALERT, source=Source.OFFICIAL, sender_name="演示气象台", **changes)
        assert found(alerts=(official,)) == []


def test_a_reminder_may_speak_of_the_weather() -> None:
    assert found(alerts=(alter(ALERT, headline="大风天请收好阳台物品", event="防风"),)) == []


def test_a_roster_is_watched_for_gaps() -> None:
    roster = month()
    without = Roster(slots=tuple(slot for slot in roster.slots if slot.start != at(14, 18)), months=roster.months)
    feed = Feed(compound=COMPOUND, published=at(1), roster=without)
    (fault,) = check(feed)
    assert (fault.file, fault.level) == ("duty/2026-02", Level.WARNING)
    assert "2月14日" in fault.problem


def test_a_day_is_the_compounds_own() -> None:
    """A turn at 00:30 in Shanghai lies on the day before in UTC."""
    slots = tuple(
        alter(SLOT, start=at(day, 0, 30).astimezone(dt.UTC), end=at(day, 1).astimezone(dt.UTC)) for day in range(1, 29)
    )
    assert found(roster=Roster(slots=slots, months=("2026-02",))) == []


@pytest.mark.parametrize(
    ("slot", "level"),
    [
        (alter(SLOT, start=at(1, 10), end=at(1, 12)), "error"),  # the same person twice at once
        (alter(SLOT, start=at(1, 10), end=at(1, 12), person="田小满"), "warning"),
        (alter(SLOT, start=at(1, 9), end=at(1, 12), person="田小满"), None),  # two who begin together
        (alter(SLOT, start=at(1, 11), end=at(1, 12), person="田小满"), None),
        (alter(SLOT, start=at(1, 10), end=at(1, 12), person="田小满", place="活动室"), None),
    ],
)
def test_overlaps(slot: DutySlot, level: str | None) -> None:
    assert [one[2] for one in found(roster=month(SLOT, slot))] == ([level] if level else [])


def test_slips_of_the_pen_in_turns() -> None:
    assert found(roster=month(alter(SLOT, end=at(1, 9))))[0][2] == "error"
    assert found(roster=month(alter(SLOT, start=at(1, 0), end=at(1, 17), place="活动室")))[0][2] == "error"
    assert ("duty/2026-03", "2026-03-01 09:00 贺清", "error") in found(
        roster=month(alter(SLOT, start=at(28, 9) + dt.timedelta(days=1), end=at(28, 11) + dt.timedelta(days=1)))
    )


def test_rules_of_the_posting_window_are_asked() -> None:
    item = alter(NOTICE, posting=Posting(start=at(1), end=at(8), basis="audit"))
    assert found(items=(item,)) == [("notices/n", "posting.end", "error")]


# Countdowns, translations, videos.

ENGLISH = Translation(language="en", title="Notice", category="Notice")
FRAME = Media(sha256="1" * 64, size=10, mime="image/png", width=1600, height=900)
FILM = Film(sha256="f" * 64, size=10, mime="video/mp4", width=1920, height=1080, seconds=30)
VIDEO = Video(id="v", title="冬至", video=FILM, poster=FRAME, posting=NOTICE.posting)


def test_a_countdown_must_know_what_to_count_to() -> None:
    counted = alter(NOTICE, countdown=True)
    assert found(items=(counted,)) == [("notices/n", "countdown", "error")]
    assert found(items=(alter(counted, effect=Effect(start=at(5))),)) == []


def test_each_language_once_and_never_the_notice_s_own() -> None:
    assert found(items=(alter(NOTICE, translations=(ENGLISH, alter(ENGLISH, language="ja"))),)) == []
    for languages, faulty in [
        (("zh-Hans",), ["notices/n/zh-Hans"]),
        (("ZH-hans",), ["notices/n/ZH-hans"]),
        (("en", "ja", "EN"), ["notices/n/EN"]),
        (("en", "en", "en"), ["notices/n/en", "notices/n/en"]),
    ]:
        translations = tuple(alter(ENGLISH, language=language) for language in languages)
        assert found(items=(alter(NOTICE, translations=translations),)) == [
            (place, "language", "error") for place in faulty
        ]


def test_a_translation_s_words_are_judged_like_a_notice_s() -> None:
    facts = (TranslatedFact(label="When", value="9:00"), TranslatedFact(label="When", value="long " * 30))
    table = Table(header=("a", "b"), rows=(("1",),))
    poor = alter(ENGLISH, title="A very long title, far too long for the two lines", facts=facts, body=(table,))
    assert found(items=(alter(NOTICE, translations=(poor,), body=(table,)),)) == [
        ("notices/n", "body", "error"),
        ("notices/n/en", "title", "error"),
        ("notices/n/en", "facts.When", "error"),
        ("notices/n/en", "facts.When", "error"),
        ("notices/n/en", "body", "error"),
    ]


def test_a_translation_without_the_body_leaves_its_readers_with_less() -> None:
    whole = alter(NOTICE, body=(Heading(text="须知"),), translations=(ENGLISH,))
    assert found(items=(whole,)) == [("notices/n/en", "body", "warning")]


def test_a_control_character_in_a_translation_is_placed_there() -> None:
    assert found(items=(alter(NOTICE, translations=(alter(ENGLISH, title="a\u202eb"),)),)) == [
        ("notices/n/en", "title", "error")
    ]


def test_a_long_film_and_a_frame_of_another_shape_are_said() -> None:
    assert found(items=(VIDEO,)) == []
    assert found(items=(alter(VIDEO, video=alter(FILM, seconds=121)),)) == [("notices/v", "video", "warning")]
    tall = alter(FRAME, width=900, height=1600)
    assert found(items=(alter(VIDEO, poster=tall),)) == [("notices/v", "picture", "warning")]
    # a frame that is cut to the pixel is no other shape
    assert found(items=(alter(VIDEO, poster=alter(FRAME, width=1598)),)) == []


def test_a_video_s_buildings_and_times_are_judged_too() -> None:
    faulty = alter(VIDEO, buildings=("9",), effect=Effect(start=at(3), end=at(2)))
    assert found(items=(faulty,)) == [("notices/v", "effect.end", "error"), ("notices/v", "buildings", "error")]


def test_more_films_than_a_screen_takes_are_an_error() -> None:
    def video(number: int, size: int) -> Video:
        return alter(VIDEO, id=f"v{number}", video=alter(FILM, sha256=f"{number:064x}", size=size))

    frame = alter(FRAME, size=8_000_000)
    five = tuple(alter(video(number, 80_000_000), poster=frame) for number in range(5))
    assert found(items=five) == [("media", "", "error")]
    assert found(items=(*five[:4], video(4, 72_000_000))) == []
    # the same film twice is one
    assert found(items=tuple(alter(five[0], id=f"v{number}") for number in range(9))) == []
