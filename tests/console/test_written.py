"""From a kind's plain fields to title, facts, body, number and posting window. Pure."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.content.check import check
from signage.content.codec import decode, encode
from signage.content.compound import Compound
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.content.posting import RULES
from signage.content.zone import find_zone
from signage.server.console.notices.kinds import BY_KEY, KINDS, LOW_RISK, fill
from signage.server.console.notices.written import (
    Line,
    Written,
    area_words,
    bounds,
    explain,
    facts_of,
    missing,
    notice_of,
    posted_words,
    propose_end,
    propose_number,
    title_of,
    until_words,
    when_words,
    words_of,
)

ZONE = find_zone("Asia/Shanghai") or dt.UTC
NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)
COMPOUND = Compound(id="huaian", name="槐安新苑", buildings=tuple(str(number) for number in range(1, 10)))


def at(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=ZONE).astimezone(dt.UTC)


def full(kind: str) -> Written:
    """Every field filled in with its own example."""
    template = BY_KEY[kind]
    answers = {field.key: field.hint for field in template.fields}
    written = Written(
        kind=kind,
        answers=answers,
        title="关于楼道粉刷的通知" if kind == "free" else "",
        facts=(Line(label="时间", value="下周"),) if kind == "free" else None,
        start=at(24, 9) if template.effect else None,
        end=at(24, 11) if template.effect == "span" else None,
        issuer="槐安居委会",
        basis=template.bases[0] if template.bases else "",
        buildings=("1", "2", "3") if template.buildings else (),
    )
    return msgspec.structs.replace(written, posting_end=propose_end(written, NOW, ZONE))


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_filled_in_by_its_own_hints_is_a_notice_without_an_error(kind):
    written = full(kind)
    assert list(missing(written, "x")) == []
    notice = notice_of(written, "notice-1", ZONE, NOW, COMPOUND.buildings)
    feed = Feed(compound=COMPOUND, published=NOW, items=(notice,))
    errors = [str(fault) for fault in (*check(feed), *bounds(notice, "x")) if fault.level is Level.ERROR]
    assert errors == []
    assert decode(encode(feed)) == feed
    assert notice.facts
    assert "{" not in notice.title


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_left_empty_names_what_is_missing_and_can_be_looked_at(kind):
    written = Written(kind=kind)
    assert {fault.field for fault in missing(written, "x")} >= {"issuer", "posting.end"}
    assert notice_of(written, "notice-1", ZONE, NOW).title == "（还没有标题）"


def test_every_kinds_words_are_answers_or_times_and_its_bases_are_rules():
    known = {"when", "area", "posted"}
    for kind in KINDS:
        keys = known | {field.key for field in kind.fields}
        words = dict.fromkeys(keys, "某")
        for pattern in (kind.title, *kind.body, *(value for _, value in kind.facts)):
            assert not pattern or fill(pattern, words), (kind.key, pattern)
        assert set(kind.bases) <= {*RULES, ""}
    assert set(LOW_RISK) <= set(BY_KEY)
    assert not {"water-cut", "power-cut", "public", "survey", "meeting"} & set(LOW_RISK)


def test_a_sentence_without_its_answer_is_left_out():
    assert fill("因{reason}，{area}停水。", {"reason": "清洗。", "area": "1号楼"}) == "因清洗，1号楼停水。"
    assert fill("因{reason}。", {"reason": ""}) == ""
    assert fill("恢复后请先放水。", {}) == "恢复后请先放水。"


def test_what_is_written_by_hand_stays():
    written = full("water-cut")
    words = words_of(written, ZONE, COMPOUND.buildings)
    by_hand = msgspec.structs.replace(written, title="紧急停水", facts=(Line(label="备注", value="见公告"),))
    assert title_of(written, words) == "水箱清洗临时停水"
    assert title_of(by_hand, words) == "紧急停水"
    assert facts_of(by_hand, words) == (Line(label="备注", value="见公告"),)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (at(10, 9), None, "12月10日（周四）9:00"),
        (at(10, 9), at(10, 16), "12月10日（周四）9:00至16:00"),
        (at(10, 22), at(11, 6, 5), "12月10日（周四）22:00至12月11日（周五）6:05"),
        (at(10, 9), at(9, 9), "12月10日（周四）9:00"),
    ],
)
def test_times_as_people_say_them(start, end, words):
    assert when_words(start, end, ZONE) == words


def test_a_last_moment_at_midnight_is_the_day_before():
    assert until_words(at(21), ZONE) == "12月20日（周日）前"
    assert until_words(at(20, 17), ZONE) == "12月20日（周日）17:00前"
    assert until_words(None, ZONE) == ""


@pytest.mark.parametrize(
    ("buildings", "words"),
    [
        ((), "全小区"),
        (COMPOUND.buildings, "全小区"),
        (("1", "2", "3"), "1至3号楼"),
        (("1", "2"), "1、2号楼"),
        (("1", "3", "4", "5", "9"), "1、3至5、9号楼"),
        (("12A", "13"), "12A、13号楼"),
    ],
)
def test_buildings_as_people_say_them(buildings, words):
    assert area_words(buildings, COMPOUND.buildings) == words


def test_the_posting_window_names_its_last_day():
    assert posted_words(at(7), at(14), ZONE) == "12月7日（周一）至12月13日（周日）"
    assert posted_words(None, at(14), ZONE) == "至12月13日（周日）"


@pytest.mark.parametrize(
    ("used", "number"),
    [
        ([], "停水〔2026〕1号"),
        (
            ["停水〔2026〕11号", "停水〔2026〕9号", "停电〔2026〕40号", "停水〔2025〕80号", "停水〔2026〕号"],
            "停水〔2026〕12号",
        ),
    ],
)
def test_the_next_number_of_its_kind_and_year(used, number):
    assert propose_number(BY_KEY["water-cut"], 2026, used) == number
    assert propose_number(BY_KEY["event"], 2026, used) == ""


def test_the_end_follows_the_effect_the_basis_and_the_kind():
    cut = full("water-cut")
    assert propose_end(cut, NOW, ZONE) == at(25)
    audit = msgspec.structs.replace(full("public"), basis="audit")
    assert propose_end(audit, NOW, ZONE) - NOW >= dt.timedelta(days=30)
    week = msgspec.structs.replace(full("public"), basis="custom-7-days")
    assert propose_end(week, NOW, ZONE) == at(15)


@given(
    st.sampled_from([kind.key for kind in KINDS]),
    st.sampled_from(["", *RULES]),
    st.integers(0, 730 * 24 * 60).map(
        lambda minutes: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    ),
    st.integers(0, 60),
)
def test_whatever_is_proposed_satisfies_the_days_of_its_basis(kind, basis, now, ahead):
    start = now + dt.timedelta(days=ahead)
    written = Written(kind=kind, basis=basis, start=start if BY_KEY[kind].effect else None)
    end = propose_end(written, now, ZONE)
    assert end > now
    if basis and RULES[basis].days:
        assert end.astimezone(ZONE).replace(tzinfo=None) - now.astimezone(ZONE).replace(tzinfo=None) >= dt.timedelta(
            days=RULES[basis].days
        )
    if written.start is not None:
        assert end > written.start


def test_the_rule_is_explained_with_its_source_and_whether_there_is_time():
    cut = full("water-cut")
    assert explain(cut, NOW, ZONE) == (
        "计划停水：提前24小时公告（《上海市供水管理条例》）。最晚12月23日（周三）9:00上屏，来得及。"
    )
    assert "已经来不及" in explain(cut, at(24, 8), ZONE)
    assert "没有法定公示期" in explain(Written(kind="event"), NOW, ZONE)
    assert "至少公示30天" in explain(Written(kind="public", basis="audit"), NOW, ZONE)


def test_texts_beyond_the_feeds_bounds_are_named():
    long = msgspec.structs.replace(
        full("free"),
        title="字" * 61,
        issuer="字" * 41,
        facts=(
            Line(label="名称名称名称名称名", value="内"),
            Line(label="", value="半"),
            Line(label="长", value="字" * 81),
        ),
    )
    notice = notice_of(long, "x", ZONE, NOW)
    assert [fault.field for fault in bounds(notice, "x")] == ["title", "issuer", "facts", "facts", "facts"]
