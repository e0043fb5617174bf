"""Fitting: whatever staff write, no fact and no character of an alert is lost, and every screenful fits."""

from __future__ import annotations

import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from signage.content.notice import Fact
from signage.kiosk.alerts import LEADING, SIZES, Fitter, fit
from signage.kiosk.fitting import FACT_PADDING, fit_facts, wrapped_height
from signage.kiosk.layout import layout
from signage.kiosk.panel import Panel
from signage.kiosk.theme import load_theme
from signage.paths import themes_dir

THEME = load_theme(themes_dir() / "default")
PANELS = [
    layout(Panel(width=width, height=height), THEME.type_scale)
    for width, height in [(1080, 1920), (1920, 1080), (768, 1366), (1366, 768), (1920, 540), (2880, 540)]
]

pytestmark = pytest.mark.usefixtures("qapp")

ALPHABET = "停水通知请各位居民提前储水，。；！ABCw 019-\n℃"


def words(length, alphabet=ALPHABET):
    """Any length up to `length`, and the greatest as well."""
    return st.text(alphabet, min_size=1, max_size=length) | st.integers(1, length).map(
        lambda n: (alphabet.strip() * n)[:n]
    )


FACTS = st.lists(st.builds(Fact, label=words(8, "时间范围准备"), value=words(80)), max_size=8).map(tuple)


@settings(max_examples=60)
@given(st.sampled_from(PANELS), words(60), FACTS)
def test_no_fact_is_lost_and_every_screenful_fits(panel, title, facts):
    notice = sample.notice("n", title, facts=facts)
    fitted = fit_facts(notice, THEME, panel)
    assert [(f.label, f.value) for screenful in fitted.screenfuls for f in screenful] == [
        (fact.label, fact.value) for fact in facts
    ]
    assert all(fitted.screenfuls) or not facts
    px = panel.px
    width = panel.lead if panel.ribbon else panel.content_width
    head = wrapped_height(title, THEME.serif, fitted.title_size, QFont.Weight.Bold, width) * 1.08
    if panel.ribbon:
        width, room = panel.stage.width - panel.lead - px(40), panel.stage.height
    elif panel.portrait:
        room = panel.stage.height - panel.card_top - px(14) - px(48 + 66 + 26) - px(40) - px(56 + 20)
        room -= panel.code + head
    else:
        room = panel.stage.height - px(66 + 26) - px(28) - px(20) - panel.code - head
    assert room > 0
    for screenful in fitted.screenfuls:
        taken = sum(
            wrapped_height(fact.value, THEME.sans, fitted.size, QFont.Weight.Medium, width - fitted.label - px(12))
            + px(FACT_PADDING)
            for fact in screenful
        )
        assert taken <= room


def test_few_facts_are_as_large_as_the_theme_says():
    fitted = fit_facts(sample.notice(), THEME, PANELS[0])
    assert fitted.size == THEME.type_scale.fact
    assert len(fitted.screenfuls) == 1
    assert fitted.title_size > THEME.type_scale.title_long


@pytest.mark.parametrize("panel", PANELS)
def test_labels_have_the_room_that_they_need_within_bounds(panel):
    def label(words):
        return fit_facts(sample.notice(facts=(Fact(label=words, value="1至6号楼"),)), THEME, panel).label

    assert label("时间") == panel.fact_label
    assert panel.fact_label < label("Remember") <= label("m" * 16) == round(1.7 * panel.fact_label)


def test_a_notice_without_facts_has_one_screenful_without_any():
    assert fit_facts(sample.notice(facts=()), THEME, PANELS[0]).screenfuls == ((),)


def test_many_facts_are_shared_out_evenly():
    facts = tuple(Fact(label=f"第{n}", value="请提前储水，关好龙头" * 6) for n in range(8))
    counts = [len(screenful) for screenful in fit_facts(sample.notice(facts=facts), THEME, PANELS[0]).screenfuls]
    assert sum(counts) == 8
    assert max(counts) - min(counts) <= 1


def bare(text):
    """`text` without the space that a page break takes the place of."""
    return "".join(text.split())


TEXTS = words(600) | st.integers(1, 4000).map(lambda n: "警" * n) | st.just("")


@settings(max_examples=40)
@given(st.sampled_from(PANELS), TEXTS, TEXTS)
def test_no_character_of_an_alert_is_lost(panel, description, instruction):
    size, pages = fit(description, instruction, THEME.sans, panel)
    assert bare("".join(page[0] for page in pages)) == bare(description)
    assert bare("".join(page[1] for page in pages)) == bare(instruction)
    assert pages, "an alert has a page whatever its text"
    if len(pages) > 1:
        assert all(one.strip() or two.strip() for one, two in pages)
    assert size in [panel.px(known) for known in SIZES]
    fitter = Fitter(THEME.sans, panel)
    nominal = next(known for known in SIZES if panel.px(known) == size)
    for page in pages:
        if bare("".join(page)):
            assert fitter.both(*page, nominal) <= panel.alert_text.height


@pytest.mark.parametrize("text", ["\n" * 4000, " " * 4000, " \n" * 2000])
def test_an_alert_of_nothing_but_space_has_a_page(text):
    assert len(fit(text, "", THEME.sans, PANELS[0])[1]) >= 1
    assert len(fit("", text, THEME.sans, PANELS[0])[1]) >= 1


def test_a_short_alert_is_as_large_as_it_goes():
    size, pages = fit("请注意。", "请回家。", THEME.sans, PANELS[0])
    assert size == SIZES[0]
    assert pages == (("请注意。", "请回家。"),)


def test_pages_of_an_alert_break_between_sentences():
    sentence = "今天夜里到明天白天有大风降温天气，请注意防范。"
    _, pages = fit(sentence * 30, "", THEME.sans, PANELS[0])
    assert len(pages) > 1
    assert all(page[0].endswith("。") for page in pages)


def test_heights():
    one = wrapped_height("字", THEME.sans, 40, QFont.Weight.Medium, 1000)
    assert 40 < one < 60
    assert wrapped_height("", THEME.sans, 40, QFont.Weight.Medium, 1000) == 0
    assert wrapped_height("字" * 26, THEME.sans, 40, QFont.Weight.Medium, 1000) == 2 * one
    assert wrapped_height("字\n字", THEME.sans, 40, QFont.Weight.Medium, 1000) == 2 * one
    assert wrapped_height("W" * 400, THEME.sans, 40, QFont.Weight.Medium, 500) > 2 * one, "a long word breaks"
    assert LEADING > 1
