"""A notice in English beside the Chinese: written, checked, approved, shown and withdrawn together."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from console.conftest import FILLED, approve, feed, titles, write
from console.test_outside import page, words
from console.test_written import COMPOUND, NOW, ZONE, full
from hypothesis import given
from hypothesis import strategies as st

from signage.content.body import Listing, Paragraph, Span, block_text
from signage.content.codec import decode, encode
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.server.console.notices import standing, work
from signage.server.console.notices.comparing import changes
from signage.server.console.notices.english import English, body_in, facts_in, translation_of
from signage.server.console.notices.written import bounds, missing, notice_of

TYPED = {
    "en_title": "Water cut for tank cleaning",
    "en_facts": "Time: Thu 10 Dec, 9:00–16:00\nArea： Buildings 1–6",
    "en_body": "The tanks are cleaned.\nRun the tap first.\n\n- Store water\n- Close the taps",
}


def test_what_is_typed_is_read_as_facts_paragraphs_and_lists():
    assert facts_in(TYPED["en_facts"]) == (("Time", "Thu 10 Dec, 9:00–16:00"), ("Area", "Buildings 1–6"))
    assert body_in(TYPED["en_body"]) == (
        Paragraph(spans=(Span(text="The tanks are cleaned.\nRun the tap first."),)),
        Listing(items=((Span(text="Store water"),), (Span(text="Close the taps"),))),
    )
    assert body_in("1. one\n2) two\nand more") == (
        Listing(items=((Span(text="one"),), (Span(text="two"),)), ordered=True),
        Paragraph(spans=(Span(text="and more"),)),
    )


@given(st.text(max_size=400))
def test_no_word_of_a_body_is_lost(text):
    said = "".join(block_text(block) for block in body_in(text))
    letters = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in said if letter.isalpha()] == letters


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_typed_is_published_or_told(title, facts, body):
    """Nothing gets past the bounds that the feed then cannot carry."""
    english = English(title=title.strip()[:300], facts=facts, body=body)
    written = msgspec.structs.replace(full("water-cut"), english=english)
    notice = notice_of(written, "notice-1", ZONE, NOW, COMPOUND.buildings)
    told = [fault for fault in (*missing(written, "x"), *bounds(notice, "x")) if fault.level is Level.ERROR]
    if not told:
        made = Feed(compound=COMPOUND, published=NOW, items=(notice,))
        assert decode(encode(made)) == made


def test_an_empty_version_is_none(tree):
    notice = write(tree, en_title=" ", en_facts="\n", en_body="")
    assert notice.draft().written.english is None
    assert translation_of(None, "停水", ()) is None


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"en_title": ""}, "英文版还没有标题"),
        ({"en_title": "x" * 61}, "最多60个"),
        ({"en_facts": "no colon here"}, "英文事项“no colon here”"),
        ({"en_facts": f"{'x' * 17}: y"}, "太长"),
        ({"en_facts": "\n".join(f"a{n}: b" for n in range(9))}, "9条事项"),
        ({"en_body": "x" * 4001}, "英文正文有一段太长"),
    ],
)
def test_each_fault_is_told_under_english_and_holds_it_back(tree, typed, part):
    notice = write(tree, **{**TYPED, **typed})
    faults = [fault for fault in standing.faults_of(notice) if part in fault.problem]
    assert [fault.level for fault in faults] == [Level.ERROR]
    with pytest.raises(work.FaultyError):
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)


def test_it_is_approved_shown_and_withdrawn_with_the_chinese(tree, settled):
    notice = write(tree, **TYPED)
    html = tree.client("approver").get(f"/notices/{notice.pk}/").content.decode()
    assert "Run the tap first." in html
    approve(tree, settled, notice)
    (item,) = feed(tree.compound).items
    (translation,) = item.translations
    assert (translation.language, translation.title, translation.category) == ("en", TYPED["en_title"], "Water cut")
    address = f"/c/huaian/notices/{notice.item_id}?lang=en"
    assert "Run the tap first." in words(page(address))
    settled(lambda: work.withdraw(tree.person("editor"), notice))
    assert titles(tree.compound) == []
    assert b"Run the tap first" not in encode(feed(tree.compound))
    assert "Run the tap first." not in words(page(address, 410))


def test_a_changed_word_waits_for_the_second_person(tree, settled):
    notice = approve(tree, settled, write(tree, **TYPED))
    form = {**FILLED, **TYPED, "en_title": "No water", "revision": notice.latest_revision_id}
    tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    (item,) = feed(tree.compound).items
    assert item.translations[0].title == TYPED["en_title"]
    zone = dt.timezone(dt.timedelta(hours=8))
    assert [change.name for change in changes(notice.written, notice.draft().written, zone)] == ["英文"]


def test_a_form_that_says_nothing_of_english_leaves_it(tree):
    notice = write(tree, **TYPED)
    form = {**FILLED, "revision": notice.latest_revision_id}
    tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    assert notice.draft().written.english.title == TYPED["en_title"]


def test_a_telephone_number_in_english_is_asked_about_as_well(tree):
    notice = write(tree, **{**TYPED, "en_body": "Call 13912345678 for help."})
    (asked,) = standing.examine(notice, notice.draft().written).asked
    assert asked.field.startswith("translations.en")
