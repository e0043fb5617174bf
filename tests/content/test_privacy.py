"""Warnings of personal information in a feed: where they stand, what they say, what they keep to themselves."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import sample
from hypothesis import HealthCheck, given, settings
from strategies import feeds

from signage.content.alert import Source
from signage.content.body import Figure, Heading, Listing, Paragraph, Span, Table
from signage.content.check import check
from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.guide import Contact, Facility, Service
from signage.content.notice import Fact, Poster
from signage.content.privacy import privacy_faults

PHONE = "13812345678"


def faults(**changes: Any) -> list[Fault]:
    return list(privacy_faults(sample.feed(**changes)))


def places(**changes: Any) -> list[tuple[str, str]]:
    return [(fault.file, fault.field) for fault in faults(**changes)]


def notice(**changes: Any) -> dict[str, Any]:
    return {"items": (sample.notice("n", **changes),)}


def poster(alt: str, title: str = "海报") -> dict[str, Any]:
    media, _ = sample.picture()
    picture = msgspec.structs.replace(media, alt=alt)
    return {"items": (Poster(id="p", title=title, picture=picture, posting=sample.notice().posting),)}


def test_the_sample_compound_says_nothing_too_much() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (notice(title=f"致电{PHONE}"), ("notices/n", "title")),
        (notice(facts=(Fact(label="联系", value=PHONE),)), ("notices/n", "facts.联系")),
        (notice(facts=(Fact(label="电话", value="58881234"),)), ("notices/n", "facts.电话")),
        (notice(body=(sample.text("一"), sample.text(f"致电{PHONE}"))), ("notices/n", "body.1")),
        (notice(body=(Heading(text=PHONE),)), ("notices/n", "body.0")),
        (notice(body=(Listing(items=((Span(text="一"),), (Span(text=PHONE),))),)), ("notices/n", "body.0")),
        (notice(body=(Table(header=("户", "元"), rows=(("3-502", "1"),)),)), ("notices/n", "body.0")),
        (notice(body=(Figure(media=sample.picture()[0], caption="沪A·12345"),)), ("notices/n", "body.0")),
        (poster(PHONE), ("notices/p", "picture.alt")),
        (poster("", f"请致电{PHONE}"), ("notices/p", "title")),
        (
            {"alerts": (sample.alert("a", source=Source.COMPOUND, description="3号楼502室漏水"),)},
            ("alerts/a", "description"),
        ),
        ({"alerts": (sample.alert("a", source=Source.COMPOUND, instruction=PHONE),)}, ("alerts/a", "instruction")),
        ({"services": (Service(id="s", name="接待", glyph="接", who=f"张 {PHONE}"),)}, ("services/s", "who")),
        (
            {"facilities": (Facility(id="f", name="轮椅", total=1, free=0, note="3-502王阿姨借"),)},
            ("facilities/f", "note"),
        ),
    ],
)
def test_where_it_stands(changes: dict[str, Any], place: tuple[str, str]) -> None:
    assert places(**changes) == [place]


def test_emphasis_hides_nothing() -> None:
    split = Paragraph(spans=(Span(text="138"), Span(text="1234", strong=True), Span(text="5678")))
    assert places(**notice(body=(split,))) == [("notices/n", "body.0")]


def test_an_official_alert_is_not_ours_to_change() -> None:
    assert faults(alerts=(sample.alert("a", source=Source.OFFICIAL, description=PHONE),)) == []


def test_what_the_compound_publishes_is_no_secret() -> None:
    text = notice(body=(sample.text(f"致电门岗0000-0001，或居委会{PHONE}、021-58881234"),))
    assert len(faults(**text)) == 2
    contacts = (Contact(name="居委会", phone=PHONE), Contact(name="物业", phone="5888 1234", note="24小时"))
    assert faults(**text, contacts=contacts) == []


def test_contacts_and_the_roster_are_not_asked_about() -> None:
    assert faults(contacts=(Contact(name="报修", phone=PHONE),)) == []


def test_one_number_said_twice_is_one_warning() -> None:
    assert len(faults(**notice(body=(sample.text(f"{PHONE}，{PHONE}"),)))) == 1
    assert len(faults(**notice(title=PHONE, body=(sample.text(PHONE),)))) == 2


def test_a_warning_says_why_and_the_mend_and_keeps_the_number() -> None:
    (fault,) = faults(**notice(body=(sample.text(f"业主王先生{PHONE}"),)))
    assert fault.level is Level.WARNING
    assert fault.problem == ("像是手机号（138******78）；公共屏幕不应出现个人信息，请改用门岗或办公电话")
    assert PHONE not in str(fault)


def test_a_name_beside_a_door_is_said() -> None:
    (fault,) = faults(**notice(body=(sample.text("3号楼502室张三"),)))
    assert "旁边还有姓名" in fault.problem


def test_check_asks() -> None:
    feed = sample.feed(**notice(title=f"致电{PHONE}"))
    assert ("notices/n", "title", Level.WARNING) in [(fault.file, fault.field, fault.level) for fault in check(feed)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(feeds())
def test_any_feed_can_be_asked(feed: Feed) -> None:
    for fault in privacy_faults(feed):
        assert fault.level is Level.WARNING
        assert fault.problem
