"""Moments and durations as people say them, in both languages. 9 December 2026 is a Wednesday."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import ZONE, at

from signage.content.duty import DutySlot, Group
from signage.content.notice import Effect, Posting
from signage.playlist.words import (
    Language,
    age_words,
    clock_words,
    date_words,
    day_words,
    effect_words,
    freshness_words,
    header_clock,
    header_date,
    issued_line,
    issued_words,
    moment_words,
    next_words,
    posted_words,
    range_words,
    short_day,
    span_words,
    stale_words,
    until_line,
    when_words,
)

NOW = at(9, 14, 5)
TODAY = dt.date(2026, 12, 9)


def day(number: int, month: int = 12, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def test_clocks_have_24_hours_and_no_leading_zero_but_the_large_one() -> None:
    assert [clock_words(dt.datetime.combine(TODAY, time)) for time in (dt.time(9, 5), dt.time(0), dt.time(23, 59))] == [
        "9:05", "0:00", "23:59",
    ]  # fmt: skip
    assert header_clock(at(9, 9, 5), ZONE) == "09:05"


def test_the_header_s_date() -> None:
    assert header_date(NOW, ZONE) == "12月9日 星期三"
    assert header_date(NOW, ZONE, "en") == "Wednesday 9 December"
    assert header_date(at(9, 23), ZoneInfo("Asia/Tokyo")) == "12月10日 星期四"


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        (day(7), "12月7日（周一）", "Mon 7 Dec"),
        (day(8), "昨天", "yesterday"),
        (day(9), "今天", "today"),
        (day(10), "明天", "tomorrow"),
        (day(11), "后天", "Fri 11 Dec"),
        (day(12), "12月12日（周六）", "Sat 12 Dec"),
        (day(13), "12月13日（周日）", "Sun 13 Dec"),
    ],
)
def test_days(date: dt.date, chinese: str, english: str) -> None:
    assert (day_words(date, TODAY), day_words(date, TODAY, "en")) == (chinese, english)


def test_dates() -> None:
    assert (date_words(day(10)), date_words(day(10), "en")) == ("12月10日（周四）", "Thu 10 Dec")
    assert (issued_words(day(7)), issued_words(day(7), "en")) == ("2026年12月7日", "7 December 2026")
    assert [short_day(d, TODAY) for d in (day(8), day(20), day(3, 1, 2027), day(3, 8, 2027))] == [
        "昨天", "12月20日", "1月3日", "2027年8月3日",
    ]  # fmt: skip
    assert short_day(day(3, 8, 2027), TODAY, "en") == "3 Aug 2027"


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        (at(9, 9), at(9, 16), "9:00–16:00", "9:00–16:00"),
        (at(9, 8, 30), at(9, 11), "8:30–11:00", "8:30–11:00"),
        (at(9, 18), at(10), "18:00–24:00", "18:00–24:00"),
        (at(9, 22), at(10, 6), "22:00–次日6:00", "22:00–6:00 next day"),
        (at(9, 22), at(11), "22:00–12月11日 0:00", "22:00–11 Dec 0:00"),
    ],
)
def test_ranges(start: dt.datetime, end: dt.datetime, chinese: str, english: str) -> None:
    assert (range_words(start, end, ZONE), range_words(start, end, ZONE, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        (day(7), day(13), "12月7日–13日", "7–13 Dec"),
        (day(30, 11), day(6), "11月30日–12月6日", "30 Nov – 6 Dec"),
        (day(28), day(3, 1, 2027), "12月28日–1月3日", "28 Dec – 3 Jan"),
        (day(7), day(7, 12, 2027), "12月7日–12月7日", "7 Dec – 7 Dec"),
    ],
)
def test_spans(first: dt.date, last: dt.date, chinese: str, english: str) -> None:
    assert (span_words(first, last), span_words(first, last, "en")) == (chinese, english)


CUT = Effect(start=at(10, 9), end=at(10, 16))


@pytest.mark.parametrize(
    ("effect", "now", "chinese", "english"),
    [
        (None, NOW, "", ""),
        (CUT, at(2, 12), "12月10日", "10 Dec"),
        (CUT, at(7, 0), "本周四", "this Thu"),
        (CUT, at(8, 23, 59), "后天", "this Thu"),
        (CUT, NOW, "明天", "tomorrow"),
        (CUT, at(10, 0), "今天 9:00 起", "today from 9:00"),
        (CUT, at(10, 9), "进行中 · 至16:00", "now · until 16:00"),
        (CUT, at(10, 16), "", ""),
        (Effect(start=at(10, 9), end=at(12, 16)), at(11, 9), "进行中", "now"),
        (Effect(start=at(13, 9), end=at(13, 10)), NOW, "本周日", "this Sun"),
        (Effect(start=at(14, 9), end=at(14, 10)), NOW, "12月14日", "14 Dec"),
        (Effect(start=at(9, 18)), NOW, "今天 18:00", "today 18:00"),
        (Effect(start=at(9, 14, 5)), NOW, "今天", "today"),
        (Effect(start=at(9, 14, 5)), at(10), "", ""),
    ],
)
def test_the_chip_of_an_effect(effect: Effect | None, now: dt.datetime, chinese: str, english: str) -> None:
    assert (effect_words(effect, now, ZONE), effect_words(effect, now, ZONE, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("effect", "now", "chinese", "english"),
    [
        (CUT, NOW, "明天 9:00–16:00", "tomorrow 9:00–16:00"),
        (CUT, at(2, 12), "12月10日（周四）9:00–16:00", "Thu 10 Dec 9:00–16:00"),
        (CUT, at(10, 8), "今天 9:00–16:00", "today 9:00–16:00"),
        (CUT, at(10, 9), "进行中 · 至16:00", "now · until 16:00"),
        (CUT, at(10, 16), "", ""),
        (Effect(start=at(10, 22), end=at(11, 6)), NOW, "明天 22:00–次日6:00", "tomorrow 22:00–6:00 next day"),
        (Effect(start=at(10, 22), end=at(11, 6)), at(10, 23), "进行中 · 至明天 6:00", "now · until tomorrow 6:00"),
        (Effect(start=at(10, 18), end=at(11)), at(10, 19), "进行中 · 至24:00", "now · until 24:00"),
        (Effect(start=at(10, 9), end=at(12, 16)), NOW, "明天 9:00 至 12月12日 16:00", "tomorrow 9:00 to 12 Dec 16:00"),
        (Effect(start=at(10, 9), end=at(12)), NOW, "明天 9:00 至 后天", "tomorrow 9:00 to 11 Dec"),
        (Effect(start=at(10, 9), end=at(14, 16)), at(11), "进行中 · 至12月14日 16:00", "now · until 14 Dec 16:00"),
        (Effect(start=at(10), end=at(11)), NOW, "明天 全天", "tomorrow all day"),
        (Effect(start=at(12), end=at(13)), NOW, "12月12日（周六）全天", "Sat 12 Dec all day"),
        (Effect(start=at(10), end=at(13)), NOW, "12月10日–12日", "10–12 Dec"),
        (Effect(start=at(8), end=at(13)), NOW, "进行中 · 至12月12日", "now · until 12 Dec"),
        (Effect(start=at(13, 9)), NOW, "12月13日（周日）9:00", "Sun 13 Dec 9:00"),
        (Effect(start=at(13)), NOW, "12月13日（周日）", "Sun 13 Dec"),
        (Effect(start=at(10)), NOW, "明天", "tomorrow"),
        (Effect(start=at(9)), NOW, "今天", "today"),
        (Effect(start=at(9, 14)), NOW, "今天", "today"),
        (Effect(start=at(8, 14)), NOW, "", ""),
        (Effect(start=at(10, 9), end=at(10, 8)), NOW, "明天 9:00", "tomorrow 9:00"),
        (Effect(start=at(9, 9), end=at(9, 8)), NOW, "", ""),
    ],
)
def test_when_it_happens_in_full(effect: Effect, now: dt.datetime, chinese: str, english: str) -> None:
    assert (when_words(effect, now, ZONE), when_words(effect, now, ZONE, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("end", "chinese", "english"),
    [
        (at(14), "公示至12月13日", "Posted until 13 Dec"),
        (at(13, 16), "公示至12月13日", "Posted until 13 Dec"),
        (at(10), "公示至今天", "Posted until today"),
        (at(10, 9), "公示至明天", "Posted until tomorrow"),
        (at(1, month=7) + dt.timedelta(days=365), "公示至2027年6月30日", "Posted until 30 Jun 2027"),
    ],
)
def test_until_when_it_is_posted(end: dt.datetime, chinese: str, english: str) -> None:
    posting = Posting(start=at(1), end=end)
    assert (posted_words(posting, NOW, ZONE), posted_words(posting, NOW, ZONE, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("age", "chinese", "english"),
    [
        (dt.timedelta(seconds=-90), "刚刚", "just now"),
        (dt.timedelta(seconds=59), "刚刚", "just now"),
        (dt.timedelta(minutes=1), "1分钟前", "1 min ago"),
        (dt.timedelta(minutes=59, seconds=59), "59分钟前", "59 min ago"),
        (dt.timedelta(hours=1), "1小时前", "1 h ago"),
        (dt.timedelta(hours=23, minutes=59), "23小时前", "23 h ago"),
        (dt.timedelta(hours=47), "1天前", "1 day ago"),
        (dt.timedelta(days=2), "2天前", "2 days ago"),
        (dt.timedelta(days=400), "400天前", "400 days ago"),
    ],
)
def test_ages(age: dt.timedelta, chinese: str, english: str) -> None:
    assert (age_words(age), age_words(age, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("start", "chinese", "english"),
    [
        (at(9, 16), "今天 16:00", "today 16:00"),
        (at(10, 0, 30), "明天 0:30", "tomorrow 0:30"),
        (at(10, 9), "明早 9:00", "tomorrow 9:00"),
        (at(10, 14), "明天 14:00", "tomorrow 14:00"),
        (at(10, 19), "明晚 19:00", "tomorrow 19:00"),
        (at(11, 9), "后天 9:00", "Fri 9:00"),
        (at(13, 8, 30), "周日 8:30", "Sun 8:30"),
        (at(14, 9), "下周一 9:00", "next Mon 9:00"),
        (at(20, 9), "下周日 9:00", "next Sun 9:00"),
        (at(21, 9), "12月21日 9:00", "21 Dec 9:00"),
    ],
)
def test_when_the_next_turn_begins(start: dt.datetime, chinese: str, english: str) -> None:
    slot = DutySlot(
        start=start, end=start + dt.timedelta(hours=2), person="柏宁", group=Group.THREE, organisation="物业公司"
    )
    assert (next_words(slot, NOW, ZONE), next_words(slot, NOW, ZONE, "en")) == (chinese, english)


def test_the_lines_of_an_alert() -> None:
    sent, expires = at(12, 18), at(13, 18)
    assert issued_line(sent, sent, ZONE) == "12月12日 18:00 发布"
    assert until_line(expires, sent, ZONE) == "有效至 12月13日 18:00"
    assert issued_line(sent, sent, ZONE, "en") == "Issued 12 Dec 18:00"
    assert until_line(expires, sent, ZONE, "en") == "Valid until 13 Dec 18:00"


def test_the_year_is_said_where_it_is_not_this_one() -> None:
    # by the compound's calendar: in UTC it is still 2026
    new_year = at(31, 23, 59) + dt.timedelta(minutes=2)
    assert moment_words(at(31, 18), new_year, ZONE) == "2026年12月31日 18:00"
    assert moment_words(at(31, 18), new_year, ZONE, "en") == "31 Dec 2026 18:00"
    assert moment_words(new_year, new_year, ZONE) == "1月1日 0:01"


def test_how_current_the_content_is() -> None:
    assert freshness_words(at(9, 13, 58), NOW, ZONE) == "内容更新于 13:58"
    assert freshness_words(at(8, 9, 5), NOW, ZONE) == "内容更新于 昨天 09:05"
    assert freshness_words(at(1, 9, 5), NOW, ZONE) == "内容更新于 12月1日 09:05"
    assert freshness_words(at(8, 9, 5), NOW, ZONE, "en") == "Updated yesterday 09:05"
    assert stale_words(at(7, 14), NOW) == "离线 · 内容是2天前的"
    assert stale_words(at(7, 14), NOW, "en") == "Offline · content of 2 days ago"


minutes = st.integers(-60 * 24 * 60, 60 * 24 * 60)


@given(minutes, minutes, st.sampled_from(["zh-Hans", "en"]))
def test_english_has_no_chinese_and_every_moment_has_words(before: int, after: int, language: Language) -> None:
    start, now = NOW + dt.timedelta(minutes=before), NOW + dt.timedelta(minutes=after)
    end = start + dt.timedelta(hours=5)
    slot = DutySlot(start=start, end=end, person="柏宁", group=Group.THREE, organisation="物业公司")
    said = [
        next_words(slot, now, ZONE, language),
        range_words(start, end, ZONE, language),
        day_words(start.date(), now.date(), language),
        moment_words(start, now, ZONE, language),
        freshness_words(start, now, ZONE, language),
        stale_words(start, now, language),
        span_words(start.date(), end.date(), language),
        header_date(start, ZONE, language),
    ]
    assert all(said)
    for length in (5, 50):
        effect = Effect(start=start, end=start + dt.timedelta(hours=length))
        for words in (effect_words, when_words):
            said.append(words(effect, now, ZONE, language))
            assert bool(said[-1]) is (now < start + dt.timedelta(hours=length))
    if language == "en":
        assert not [words for words in said if any(character > "\u3000" for character in words)]
