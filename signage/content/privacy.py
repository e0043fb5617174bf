"""What may say too much about a person on a public screen, and the mend: warnings to staff.

A public screen shows no personal information without need (个人信息保护法 §6, §13). Staff are asked, never hindered:
only they know whether a number is a resident's or an office's. What the compound itself publishes as its contacts, and
short public numbers (110, 119, 120, 96110, 12345), are nobody's secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from signage.content.alert import Alert, Source
from signage.content.body import block_text
from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.notice import Item, Poster, Video
from signage.content.personal import Found, Kind, find_personal
from signage.content.texts import texts

_WHY: dict[Kind, tuple[str, str]] = {
    Kind.IDENTITY: ("身份证号", "公示只写姓氏和楼组即可，请删去"),
    Kind.BANK: ("银行卡号", "请删去；收款账户请写“详见公告墙”"),
    Kind.MOBILE: ("手机号", "请改用门岗或办公电话"),
    Kind.LANDLINE: ("电话号码", "若是住户家里的请删去；办公电话请先写进联系方式（[[contact]]），就不再提醒"),
    Kind.PLATE: ("车牌号", "请只写后三位，如“尾号345”"),
    Kind.HOME: ("门牌号", "请只写到楼号或楼组"),
    Kind.EMAIL: ("电子邮箱", "若是个人邮箱请删去"),
    Kind.CHAT: ("微信号或QQ号", "若是个人账号请删去，可改用公众号"),
}


def what(found: Found) -> str:
    """手机号（138****5678）: masked, because logs hold this."""
    return f"{_WHY[found.kind][0]}（{found.masked}）"


def problem(found: Found) -> str:
    """What is wrong and the mend, in the words of staff; the words found are masked, because logs hold this."""
    mend = _WHY[found.kind][1]
    beside = "，旁边还有姓名" if found.name else ""
    return f"像是{what(found)}{beside}；公共屏幕不应出现个人信息，{mend}"


class Challenge(NamedTuple):
    """Something that staff are asked about: where it stands, and what was found."""

    place: str
    field: str
    found: Found


def challenges(feed: Feed) -> Iterator[Challenge]:
    """Each thing in `feed` that may say too much, once a field. What it publishes as contacts is not asked about."""
    allowed = [feed.compound.gate_phone]
    for contact in feed.contacts:
        allowed += (contact.phone, contact.note)
    for place, field, text in _texts(feed):
        said: set[tuple[Kind, str]] = set()
        for found in find_personal(text, allowed, feed.compound.buildings):
            if (found.kind, found.words) not in said:
                said.add((found.kind, found.words))
                yield Challenge(place, field, found)


def privacy_faults(feed: Feed) -> Iterator[Fault]:
    """A warning for each of the `challenges` of `feed`."""
    for place, field, found in challenges(feed):
        yield Fault(file=place, field=field, level=Level.WARNING, problem=problem(found))


def _texts(feed: Feed) -> Iterator[tuple[str, str, str]]:
    """Place, field, text. A block is one text: a number is a number, however much of it is bold."""
    for item in feed.items:
        yield from ((f"notices/{item.id}", field, text) for field, text in _item_texts(item))
    for alert in feed.alerts:
        if alert.source is not Source.OFFICIAL:  # whose words are not ours to change
            yield from ((f"alerts/{alert.identifier}", field, text) for field, text in _alert_texts(alert))
    for service in feed.services:
        yield from ((f"services/{service.id}", field, text) for field, text in texts(service))
    for facility in feed.facilities:
        yield from ((f"facilities/{facility.id}", field, text) for field, text in texts(facility))


def _item_texts(item: Item) -> Iterator[tuple[str, str]]:
    yield "title", item.title
    match item:
        case Poster():
            yield "picture.alt", item.picture.alt
            return
        case Video():
            yield "poster.alt", item.poster.alt
            return
    for fact in item.facts:
        yield f"facts.{fact.label}", f"{fact.label}：{fact.value}"
    for index, block in enumerate(item.body):
        yield f"body.{index}", block_text(block)
    for translation in item.translations:
        place = f"translations.{translation.language}"
        yield f"{place}.title", translation.title
        for line in translation.facts:
            yield f"{place}.facts.{line.label}", f"{line.label}: {line.value}"
        for index, block in enumerate(translation.body):
            yield f"{place}.body.{index}", block_text(block)


def _alert_texts(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "headline", alert.headline
    yield "description", alert.description
    yield "instruction", alert.instruction
    yield "area", alert.area
