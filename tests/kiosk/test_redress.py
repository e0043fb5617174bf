"""Another style while the glass is busy: nothing is lost between the two."""

from __future__ import annotations

import datetime as dt
import shutil

import sample

from signage.kiosk import app
from signage.paths import themes_dir
from signage.playlist.slides import slides


def test_a_slide_that_was_asked_for_in_the_old_style_comes_in_the_new_one(make_glass):
    feed, monday = sample.feed(), sample.NOW + dt.timedelta(days=5)  # the sides change places
    notice = next(entry for entry in slides(feed, monday) if entry.item_id)
    glass = make_glass(feed, size="1366x768")
    first = next(entry for entry in glass.rotator.entries if entry.kind == "notice")
    glass.bring(first.kind, first.item_id)  # a page: its new style takes a moment
    before = glass.mark()
    old = glass.rotator.deck
    glass.move(monday)
    glass.rotator.begin(notice)
    glass.wait_painted(notice.kind, notice.item_id, after=before)
    assert glass.rotator.deck is not old
    glass.qtbot.waitUntil(lambda: glass.tokens.property("mirrored") is True, timeout=8000)


def test_a_theme_that_is_saved_is_worn_at_once_with_its_words_and_its_template(make_glass, tmp_path, monkeypatch):
    themes = tmp_path / "themes"
    shutil.copytree(themes_dir(), themes)
    monkeypatch.setattr(app, "themes_dir", lambda: themes)
    glass = make_glass(sample.feed(), theme="default", watch_theme=True)
    glass.bring("notice", "charging", 1)
    page = glass.picture()
    assert glass.tokens.property("paper").name() == "#f4efe4"
    theme, template = themes / "default" / "theme.toml", themes / "default" / "body.html.j2"
    theme.write_text(theme.read_text(encoding="utf-8").replace("#f4efe4", "#f2f0ea"), encoding="utf-8")
    glass.qtbot.waitUntil(lambda: glass.tokens.property("paper").name() == "#f2f0ea", timeout=8000)
    template.write_text(
        template.read_text(encoding="utf-8").replace("font-weight:500", "font-weight:900"), encoding="utf-8"
    )
    glass.qtbot.waitUntil(lambda: ink(glass.picture()) > 1.1 * ink(page), timeout=8000)


def test_a_theme_that_is_broken_while_it_is_worn_stays_as_it_was(make_glass, tmp_path, monkeypatch, expect_log):
    expect_log("theme.toml", "theme default stays as it was")
    themes = tmp_path / "themes"
    shutil.copytree(themes_dir(), themes)
    monkeypatch.setattr(app, "themes_dir", lambda: themes)
    glass = make_glass(sample.feed(), theme="default", watch_theme=True)
    glass.bring("week")
    theme = themes / "default" / "theme.toml"
    good = theme.read_text(encoding="utf-8")
    theme.write_text(good.replace('"#f4efe4"', '"beige"'), encoding="utf-8")
    glass.qtbot.wait(400)
    assert glass.tokens.property("paper").name() == "#f4efe4"
    theme.write_text(good.replace("#f4efe4", "#f2f0ea"), encoding="utf-8")
    glass.qtbot.waitUntil(lambda: glass.tokens.property("paper").name() == "#f2f0ea", timeout=8000)


def ink(picture) -> int:
    """How dark a picture of the page's middle is."""
    width, height = picture.width(), picture.height()
    return sum(
        255 - picture.pixelColor(x, y).lightness()
        for x in range(width // 6, width * 5 // 6, 3)
        for y in range(height // 2, height * 4 // 5, 3)
    )
