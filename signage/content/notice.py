"""Notices, posters and videos: one thing that staff want residents to know, and the time it must be shown."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from signage.content.base import Buildings, Id, Instant, Language, Record, Text, Title
from signage.content.body import Block, pictures
from signage.content.media import Film, Media, MediaFile


class Priority(enum.StrEnum):
    """How often a notice comes round: an urgent one more often, none never."""

    NORMAL = "normal"
    IMPORTANT = "important"
    URGENT = "urgent"


class Fact(Record, frozen=True, kw_only=True):
    """A line of a notice at a glance: 时间 | 12月10日 9:00–16:00."""

    label: Annotated[str, Meta(min_length=1, max_length=8)]
    value: Annotated[str, Meta(min_length=1, max_length=80)]


class Posting(Record, frozen=True, kw_only=True):
    """The posting window 公示期: shown from `start` (included) to `end` (excluded).

    `basis` names the rule that sets the window: a key of `posting.RULES`, or free text.
    """

    start: Instant
    end: Instant
    basis: Text = ""


class Effect(Record, frozen=True, kw_only=True):
    """When what a notice tells of happens: the water is cut from `start` to `end`. No `end`: a moment."""

    start: Instant
    end: Instant | None = None


class TranslatedFact(Record, frozen=True, kw_only=True):
    """A fact in another language, whose words are longer than Chinese ones."""

    label: Annotated[str, Meta(min_length=1, max_length=16)]
    value: Annotated[str, Meta(min_length=1, max_length=160)]


class Translation(Record, frozen=True, kw_only=True):
    """A notice's words in another language. What is not words, times and pictures' places, is the notice's."""

    language: Language
    title: Title
    category: Annotated[str, Meta(min_length=1, max_length=20)]
    facts: Annotated[tuple[TranslatedFact, ...], Meta(max_length=8)] = ()
    body: Annotated[tuple[Block, ...], Meta(max_length=300)] = ()


class Notice(Record, frozen=True, kw_only=True, tag_field="kind", tag="notice"):
    """A notice 通知: facts for the passer-by, a body for the reader, and the form that residents know."""

    id: Id
    title: Title
    category: Annotated[str, Meta(min_length=1, max_length=8)]
    issuer: Annotated[str, Meta(min_length=1, max_length=40)]
    issued: dt.date
    posting: Posting
    number: Annotated[str, Meta(max_length=40)] = ""
    """发文字号, such as 停水〔2026〕12号."""
    facts: Annotated[tuple[Fact, ...], Meta(max_length=8)] = ()
    body: Annotated[tuple[Block, ...], Meta(max_length=300)] = ()
    effect: Effect | None = None
    buildings: Buildings = ()
    priority: Priority = Priority.NORMAL
    pinned: bool = False
    countdown: bool = False
    """The days until its effect begins are counted down, on a slide of their own."""
    on_wall: bool = True
    """The sealed original hangs on the paper wall: the slide says 原件见公告墙."""
    language: Language = "zh-Hans"
    translations: Annotated[tuple[Translation, ...], Meta(max_length=8)] = ()


class Poster(Record, frozen=True, kw_only=True, tag_field="kind", tag="poster"):
    """A poster: a picture is the slide, edge to edge."""

    id: Id
    title: Title
    picture: Media
    posting: Posting
    issuer: Annotated[str, Meta(max_length=40)] = ""
    category: Annotated[str, Meta(min_length=1, max_length=8)] = "海报"
    effect: Effect | None = None
    buildings: Buildings = ()
    priority: Priority = Priority.NORMAL
    language: Language = "zh-Hans"


class Video(Record, frozen=True, kw_only=True, tag_field="kind", tag="video"):
    """A video: a film is the slide; its poster frame stands in while the film cannot be played."""

    id: Id
    title: Title
    video: Film
    poster: Media
    posting: Posting
    issuer: Annotated[str, Meta(max_length=40)] = ""
    category: Annotated[str, Meta(min_length=1, max_length=8)] = "视频"
    effect: Effect | None = None
    buildings: Buildings = ()
    priority: Priority = Priority.NORMAL
    language: Language = "zh-Hans"


Item = Notice | Poster | Video


def item_media(item: Item) -> Iterator[MediaFile]:
    """The pictures and films that `item` needs, in the order in which they are met."""
    match item:
        case Poster():
            yield item.picture
        case Video():
            yield item.poster
            yield item.video
        case Notice():
            for body in (item.body, *(translation.body for translation in item.translations)):
                yield from pictures(body)
