"""Hypothesis strategies for content: whole feeds and their parts, within the bounds that the codec enforces."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from signage.content.alert import Alert, Certainty, MsgType, Reference, Scope, Severity, Source, Status, Urgency
from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Span, Table
from signage.content.compound import Compound, Display, Look, Receptions
from signage.content.duty import DutySlot, Group, Roster
from signage.content.feed import Feed
from signage.content.guide import Contact, Facility, Opening, Service
from signage.content.media import Film, Media
from signage.content.notice import (
    Effect,
    Fact,
    Notice,
    Poster,
    Posting,
    Priority,
    TranslatedFact,
    Translation,
    Video,
)
from signage.content.order import Command, CommandKind, Order

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe", "UTC")


def text(max_size: int, min_size: int = 0) -> SearchStrategy[str]:
    """Any text that UTF-8 can carry, controls and astral characters included."""
    return st.text(st.characters(codec="utf-8"), min_size=min_size, max_size=min(max_size, 12))


def ids() -> SearchStrategy[str]:
    return st.from_regex(r"[\w一-龥][\w.\-一-龥]{0,10}\Z", fullmatch=True)


def instants(zones: tuple[str, ...] = ZONES) -> SearchStrategy[dt.datetime]:
    """Aware moments in any of `zones`, doubled and missing hours included."""
    return st.datetimes(
        min_value=dt.datetime(2001, 1, 1),  # noqa: DTZ001 — hypothesis takes naive bounds
        max_value=dt.datetime(2198, 12, 31),  # noqa: DTZ001
        timezones=st.sampled_from(zones).map(ZoneInfo),
    )


def languages() -> SearchStrategy[str]:
    return st.sampled_from(["zh-Hans", "en", "en-GB", "bo", "ug-Arab-CN"])


def buildings() -> SearchStrategy[tuple[str, ...]]:
    return st.lists(text(12, 1), max_size=3).map(tuple)


def media() -> SearchStrategy[Media]:
    return st.builds(
        Media,
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
        size=st.integers(1, 8_000_000),
        mime=st.sampled_from(["image/jpeg", "image/png", "image/webp"]),
        width=st.integers(1, 8192),
        height=st.integers(1, 8192),
        alt=text(200),
    )


def films() -> SearchStrategy[Film]:
    return st.builds(
        Film,
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
        size=st.integers(1, 80_000_000),
        mime=st.sampled_from(["video/mp4", "video/webm"]),
        width=st.integers(1, 8192),
        height=st.integers(1, 8192),
        seconds=st.floats(0, 600, exclude_min=True),
    )


def spans() -> SearchStrategy[tuple[Span, ...]]:
    return st.lists(st.builds(Span, text=text(4000), strong=st.booleans()), max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 4))
    row = st.lists(text(200), min_size=columns, max_size=columns).map(tuple)
    right = st.sets(st.integers(0, columns - 1)).map(sorted).map(tuple)
    return Table(header=draw(row), rows=tuple(draw(st.lists(row, max_size=3))), right=draw(right))


def blocks() -> SearchStrategy[Block]:
    return st.one_of(
        st.builds(Paragraph, spans=spans()),
        st.builds(Heading, text=text(200)),
        st.builds(Listing, items=st.lists(spans(), max_size=3).map(tuple), ordered=st.booleans()),
        tables(),
        st.builds(Figure, media=media(), caption=text(200)),
    )


def postings() -> SearchStrategy[Posting]:
    return st.builds(Posting, start=instants(), end=instants(), basis=text(200))


def effects() -> SearchStrategy[Effect | None]:
    return st.none() | st.builds(Effect, start=instants(), end=st.none() | instants())


def translations() -> SearchStrategy[Translation]:
    return st.builds(
        Translation,
        language=languages(),
        title=text(60, 1),
        category=text(20, 1),
        facts=st.lists(st.builds(TranslatedFact, label=text(16, 1), value=text(160, 1)), max_size=2).map(tuple),
        body=st.lists(blocks(), max_size=2).map(tuple),
    )


def notices() -> SearchStrategy[Notice]:
    return st.builds(
        Notice,
        id=ids(),
        title=text(60, 1),
        category=text(8, 1),
        issuer=text(40, 1),
        issued=st.dates(dt.date(1000, 1, 1), dt.date(9998, 1, 1)),
        posting=postings(),
        number=text(40),
        facts=st.lists(st.builds(Fact, label=text(8, 1), value=text(80, 1)), max_size=3).map(tuple),
        body=st.lists(blocks(), max_size=4).map(tuple),
        effect=effects(),
        buildings=buildings(),
        priority=st.sampled_from(Priority),
        pinned=st.booleans(),
        countdown=st.booleans(),
        on_wall=st.booleans(),
        language=languages(),
        translations=st.lists(translations(), max_size=2).map(tuple),
    )


def posters() -> SearchStrategy[Poster]:
    return st.builds(
        Poster,
        id=ids(),
        title=text(60, 1),
        picture=media(),
        posting=postings(),
        issuer=text(40),
        category=text(8, 1),
        effect=effects(),
        buildings=buildings(),
        priority=st.sampled_from(Priority),
        language=languages(),
    )


def videos() -> SearchStrategy[Video]:
    return st.builds(
        Video,
        id=ids(),
        title=text(60, 1),
        video=films(),
        poster=media(),
        posting=postings(),
        issuer=text(40),
        category=text(8, 1),
        effect=effects(),
        buildings=buildings(),
        priority=st.sampled_from(Priority),
        language=languages(),
    )


def cap_ids() -> SearchStrategy[str]:
    return st.from_regex(r"[A-Za-z0-9一-龥._:-]{1,16}\Z", fullmatch=True)


def references() -> SearchStrategy[Reference]:
    return st.builds(Reference, sender=cap_ids(), identifier=cap_ids(), sent=instants())


def alerts() -> SearchStrategy[Alert]:
    return st.builds(
        Alert,
        identifier=cap_ids(),
        sender=cap_ids(),
        sent=instants(),
        status=st.sampled_from(Status),
        msg_type=st.sampled_from(MsgType),
        scope=st.sampled_from(Scope),
        references=st.lists(references(), max_size=2).map(tuple),
        source=st.sampled_from(Source),
        event=text(60, 1),
        categories=st.lists(text(200), max_size=2).map(tuple),
        urgency=st.sampled_from(Urgency),
        severity=st.sampled_from(Severity),
        certainty=st.sampled_from(Certainty),
        colour=st.sampled_from(["", "red", "orange", "yellow", "blue", "紫"]),
        headline=text(60, 1),
        description=text(4000),
        instruction=text(4000),
        sender_name=text(200),
        effective=st.none() | instants(),
        onset=st.none() | instants(),
        expires=instants(),
        area=text(200),
        buildings=buildings(),
        language=languages(),
    )


def slots() -> SearchStrategy[DutySlot]:
    return st.builds(
        DutySlot,
        start=instants(),
        end=instants(),
        person=text(20, 1),
        group=st.sampled_from(Group),
        organisation=text(20, 1),
        topic=text(20),
        place=text(20),
        special=st.booleans(),
        replaces=text(20),
    )


def months() -> SearchStrategy[str]:
    return st.builds("{:04d}-{:02d}".format, st.integers(2001, 2198), st.integers(1, 12))


def rosters() -> SearchStrategy[Roster]:
    return st.builds(
        Roster, slots=st.lists(slots(), max_size=4).map(tuple), months=st.lists(months(), max_size=3).map(tuple)
    )


def openings() -> SearchStrategy[Opening]:
    days = st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)
    return st.builds(Opening, days=days, start=st.times(), end=st.times())


def services() -> SearchStrategy[Service]:
    return st.builds(
        Service,
        id=ids(),
        name=text(12, 1),
        glyph=text(1, 1),
        summary=text(200),
        hours=text(40),
        place=text(40),
        who=text(40),
        always=st.booleans(),
        by_roster=st.booleans(),
        openings=st.lists(openings(), max_size=2).map(tuple),
    )


def facilities() -> SearchStrategy[Facility]:
    count = st.integers(0, 999)
    return st.builds(Facility, id=ids(), name=text(12, 1), total=count, free=count, note=text(40))


def contacts() -> SearchStrategy[Contact]:
    return st.builds(Contact, name=text(20, 1), phone=text(30, 1), note=text(40))


def compounds() -> SearchStrategy[Compound]:
    receptions = st.builds(Receptions, month=months(), received=st.integers(0, 99_999), closed=st.integers(0, 99_999))
    return st.builds(
        Compound,
        id=ids(),
        name=text(12, 1),
        subdistrict=text(200),
        committee=text(200),
        property_company=text(200),
        buildings=buildings(),
        zone=st.sampled_from(ZONES),
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
        gate=text(20),
        gate_phone=text(30),
        public_url=st.sampled_from(["", "https://example.org/huaian/", "http://127.0.0.1:8080/"]),
        motto=text(30),
        display=st.sampled_from(Display),
        look=st.sampled_from(Look),
        receptions=st.none() | receptions,
    )


def screen_ids() -> SearchStrategy[str]:
    return st.just("") | st.text("0123456789abcdef", min_size=32, max_size=32)


def commands() -> SearchStrategy[Command]:
    return st.builds(Command, id=ids(), kind=st.sampled_from(CommandKind), issued=instants(), expires=instants())


def orders() -> SearchStrategy[Order]:
    return st.builds(
        Order,
        screen=screen_ids(),
        display=st.sampled_from(Display),
        since=st.none() | instants(),
        words=text(60),
        commands=st.lists(commands(), max_size=3).map(tuple),
    )


def feeds() -> SearchStrategy[Feed]:
    """Whole feeds: every field within its bounds, but no more sense than that (ids may repeat, ends precede starts)."""
    return st.builds(
        Feed,
        compound=compounds(),
        published=instants(),
        items=st.lists(notices() | posters() | videos(), max_size=4).map(tuple),
        roster=rosters(),
        alerts=st.lists(alerts(), max_size=2).map(tuple),
        services=st.lists(services(), max_size=2).map(tuple),
        facilities=st.lists(facilities(), max_size=2).map(tuple),
        contacts=st.lists(contacts(), max_size=2).map(tuple),
        orders=st.lists(orders(), max_size=3).map(tuple),
    )
