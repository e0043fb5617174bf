"""Every theme and every shape of panel is legible and can be touched; what is not, is said."""

from __future__ import annotations

import io
import os

import pytest
import sample

from signage.clock import ShiftedClock
from signage.kiosk.inked import Ink, Target
from signage.kiosk.legibility import Legibility, check_legibility
from signage.kiosk.panel import Panel
from signage.kiosk.themefolders import theme_folders
from signage.settings import ScreenSettings

SIZES = ["1080x1920", "1920x1080", "768x1366", "1366x768", "3840x2160", "2160x3840", "1280x800", "1920x540", "1920x360"]
THEMES = [folder.name for folder in theme_folders()]
EVERY = [(theme, size) for theme in THEMES for size in SIZES]
"""`make legibility` measures them all; `make test` each theme once and each size once."""
CHOSEN = [(THEMES[number % len(THEMES)], SIZES[number % len(SIZES)]) for number in range(max(len(THEMES), len(SIZES)))]


def legibility(theme: str, size: str, **settings: object) -> tuple[int, str]:
    """Exit status and words of the doctor, who looks at the sample."""
    out = io.StringIO()
    feed = sample.rich_feed(alerts=(sample.alert(),))
    media = {media.name: sample.PICTURES[media.name] for media in feed.media()}
    status = check_legibility(
        feed, media, [theme], ScreenSettings(size=size, **settings), ShiftedClock(sample.NOW), out
    )
    return status, out.getvalue()


@pytest.mark.parametrize(("theme", "size"), EVERY if os.environ.get("EVERY") else CHOSEN)
def test_each_theme_and_each_shape_can_be_read_and_touched(qapp, theme, size):
    status, words = legibility(theme, size)
    assert status == 0, words
    kinds = {line.split()[1] for line in words.splitlines() if line.startswith("  ok")}
    assert {"week", "notice", "poster", "services", "facilities", "events", "countdown", "alert"} <= kinds
    assert {"browse/home", "browse/duty", "browse/about"} <= kinds


def test_a_panel_too_small_for_its_distances_fails_and_says_where(qapp):
    status, words = legibility("default", "1080x1920", inches=12)
    assert status == 1
    assert "mm high, and 10.6 mm is the floor" in words
    assert "mm is the floor for who walks past" in words


def test_nearer_people_need_less(qapp):
    near = {"walk_metres": 1.5, "wait_metres": 0.8, "touch_metres": 0.4}
    assert legibility("default", "1080x1920", inches=24, **near)[0] == 0


PANEL = Panel(width=1080, height=1920)
GOOD = Legibility("notice", Ink("小字", 36), Ink("标题", 130))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (GOOD, []),
        (Legibility("notice", Ink("小字", 20), Ink("标题", 130)), ["“小字” is 8.7 mm high"]),
        (Legibility("notice", Ink("小字", 36), Ink("标题", 40)), ["its largest words, “标题”"]),
        (Legibility("browse/home", Ink("小字", 20), Ink("标题", 40), Target("返回", 60)), []),
        (Legibility("browse/home", Ink("小字", 12), Ink("标题", 40)), ["“小字” is 5.2 mm high"]),
        (Legibility("browse/home", Ink("小字", 20), Ink("标题", 40), Target("返回", 30)), ["“返回” is 14.9 mm"]),
    ],
)
def test_what_is_below_its_floor(kind, said):
    found = list(kind.problems(PANEL))
    assert len(found) == len(said)
    assert all(part in problem for part, problem in zip(said, found, strict=True))
