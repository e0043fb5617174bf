"""A notice in the language that a resident asked for, and categories in English."""

from __future__ import annotations

import pytest
import sample
from sample import notice

from signage.content.body import Heading
from signage.content.notice import Fact, Notice, Poster, TranslatedFact, Translation
from signage.playlist.categories import CUTS, EN_CATEGORIES, category_words
from signage.playlist.translations import in_language, speaks

ENGLISH = Translation(
    language="en-GB",
    title="Water cut for tank cleaning",
    category="Water cut",
    facts=(TranslatedFact(label="When, and where", value="w" * 160),),
    body=(Heading(text="Note"),),
)


def test_a_translated_notice_keeps_all_but_its_words() -> None:
    original = notice(translations=(ENGLISH,))
    english = in_language(original, "en")
    assert isinstance(english, Notice)
    assert (english.title, english.category, english.language) == (ENGLISH.title, "Water cut", "en-GB")
    assert english.facts == (Fact(label="When, and where", value="w" * 160),)
    assert english.body == (Heading(text="Note"),)
    for name in ("id", "issuer", "issued", "number", "effect", "buildings", "posting", "priority"):
        assert getattr(english, name) == getattr(original, name)


@pytest.mark.parametrize("language", ["zh-Hans", "zh", "ja", "zh-Hant"])
def test_what_is_not_translated_stays_as_it_is(language: str) -> None:
    original = notice(translations=(ENGLISH,))
    assert in_language(original, language) is original


def test_what_can_be_read_in_which_language() -> None:
    original = notice(translations=(ENGLISH,))
    spoken = {language: speaks(original, language) for language in ("zh-Hans", "zh", "zh-Hant", "en", "en-US", "ja")}
    assert [language for language, can in spoken.items() if can] == ["zh-Hans", "zh", "en", "en-US"]


def test_the_very_language_goes_before_its_kin() -> None:
    plain = Translation(language="EN", title="Plain", category="Water")
    both = notice(translations=(ENGLISH, plain))
    assert [in_language(both, language).title for language in ("en", "en-gb", "en-AU")] == [
        "Plain", ENGLISH.title, ENGLISH.title,
    ]  # fmt: skip


def test_posters_have_no_translations() -> None:
    picture, _ = sample.picture()
    poster = Poster(id="p", title="冬至", picture=picture, posting=notice().posting)
    assert in_language(poster, "en") is poster
    assert (speaks(poster, "en"), speaks(poster, "zh-Hans")) == (False, True)


def test_categories() -> None:
    assert [category_words(*said) for said in (("停水",), ("停水", "en"), ("茶话会", "en"))] == [
        "停水", "Water cut", "茶话会",
    ]  # fmt: skip
    assert set(CUTS) <= EN_CATEGORIES.keys()
    assert all(name.isascii() and len(name) <= 20 for name in EN_CATEGORIES.values())
