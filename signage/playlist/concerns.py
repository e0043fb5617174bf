"""影响我家吗？: what concerns one building, now and ahead, in the order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from signage.content.alert import Alert, Status
from signage.content.base import Record
from signage.content.feed import Feed
from signage.content.notice import Item, Notice, Priority
from signage.playlist.categories import CUTS, category_words
from signage.playlist.duty import utc
from signage.playlist.language import Language
from signage.playlist.live import alert_start, alerts_in_force, posted
from signage.playlist.places import area_words
from signage.playlist.spans import span
from signage.playlist.translations import in_language
from signage.playlist.vocabulary import known_words
from signage.playlist.words import posted_words, until_line, when_words

OPINIONS = ("征询", "公示", "会议")
"""Categories on which a resident may have a say until the posting ends: that is a deadline."""

SOON = dt.timedelta(days=7)
"""How far ahead the banner of the browse home looks."""

_PRIORITIES = list(reversed(Priority))
_DRILLS = {Status.EXERCISE: "演练", Status.TEST: "测试"}


class Concern(Record, frozen=True, kw_only=True):
    """One thing that concerns a building. `id` is the item's, or the alert's identifier.

    `start` and `end` in UTC: of the effect, of the alert's validity, or of the posting where nothing else has a time.
    """

    kind: Literal["alert", "item"]
    id: str
    title: str
    category: str
    when: str
    """明天 9:00–16:00, 进行中 · 至16:00, 公示至12月20日, 有效至 12月13日 18:00."""
    area: str
    """1至6号楼, or 全小区."""
    brief: str
    """What there is to say in half a line: 1至6号楼停水, else the title."""
    start: dt.datetime
    end: dt.datetime
    everybody: bool = False
    """No building is named: it concerns the whole compound."""
    running: bool = False
    drill: bool = False
    """An alert that is none: `category` says so too."""


def concerns(feed: Feed, building: str, now: dt.datetime, language: Language = "zh-Hans") -> tuple[Concern, ...]:
    """What concerns `building` and is not over: alerts in force, then what has a time in its order, then deadlines.

    With an effect: whatever is posted. Without one, until its posting ends: what names the building, and what asks for
    opinions. A building that the compound does not have is concerned by what concerns everybody.
    """
    alerts = (_alert(alert, feed, now, language) for alert in alerts_in_force(feed.alerts, now))
    found = [concern for concern, buildings in alerts if _touches(buildings, building)]
    dated: list[Concern] = []
    deadlines: list[Concern] = []
    for item in feed.items:
        if not posted(item, now) or not _touches(item.buildings, building):
            continue
        if item.effect is not None:
            dated += _effective(item, feed, now, language)
        elif item.buildings or item.category in OPINIONS:
            deadlines.append(_deadline(item, feed, now, language))
    found += sorted(dated, key=lambda concern: (concern.start, concern.end, concern.id))
    found += sorted(deadlines, key=lambda concern: (concern.end, concern.id))
    return tuple(found)


def concerned_soon(feed: Feed, now: dt.datetime, language: Language = "zh-Hans") -> Concern | None:
    """The most urgent of the posted notices that take effect now or within `SOON`; None where there is none.

    By priority, then by what begins first.
    """
    candidates = [
        (_PRIORITIES.index(item.priority), concern)
        for item in feed.items
        if isinstance(item, Notice) and posted(item, now)
        for concern in _effective(item, feed, now, language)
        if concern.start < utc(now) + SOON
    ]
    best = min(candidates, key=lambda one: (one[0], one[1].start, one[1].id), default=None)
    return best[1] if best else None


def _touches(buildings: tuple[str, ...], building: str) -> bool:
    return not buildings or building in buildings


def _effective(item: Item, feed: Feed, now: dt.datetime, language: Language) -> Iterator[Concern]:
    """`item` as a concern; none where its effect is over."""
    if item.effect is None:
        return
    start, end = span(item.effect, feed.zone)
    if utc(now) < end or utc(now) < start:
        when = when_words(item.effect, now, feed.zone, language)
        yield _concern(item, feed, language, when=when, start=start, end=end, running=start <= utc(now))


def _deadline(item: Item, feed: Feed, now: dt.datetime, language: Language) -> Concern:
    start, end = utc(item.posting.start), utc(item.posting.end)
    when = posted_words(item.posting, now, feed.zone, language)
    return _concern(item, feed, language, when=when, start=start, end=end, running=False)


def _concern(
    item: Item,
    feed: Feed,
    language: Language,
    *,
    when: str,
    start: dt.datetime,
    end: dt.datetime,
    running: bool,
) -> Concern:
    said = in_language(item, language)
    area = area_words(item.buildings, feed.compound.buildings, language)
    category = category_words(said.category, language)
    brief = said.title
    if item.category in CUTS:
        brief = f"{area}: {category.lower()}" if language == "en" else f"{area}{category}"
    return Concern(
        kind="item",
        id=item.id,
        title=said.title,
        category=category,
        when=when,
        area=area,
        brief=brief,
        start=start,
        end=end,
        everybody=not item.buildings,
        running=running,
    )


def _alert(alert: Alert, feed: Feed, now: dt.datetime, language: Language) -> tuple[Concern, tuple[str, ...]]:
    drill = _DRILLS.get(alert.status, "")
    concern = Concern(
        kind="alert",
        id=alert.identifier,
        title=alert.headline,
        category=category_words(drill, language) or known_words(alert.event, language),
        when=until_line(alert.expires, now, feed.zone, language),
        area=area_words(alert.buildings, feed.compound.buildings, language),
        brief=alert.headline,
        start=alert_start(alert),
        end=utc(alert.expires),
        everybody=not alert.buildings,
        running=True,
        drill=bool(drill),
    )
    return concern, alert.buildings
