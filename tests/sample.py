"""A small compound with one of everything, for tests of the playlist and of the glass. All people are fictional."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from zoneinfo import ZoneInfo

import msgspec
from PIL import Image

from signage.content.alert import Alert, Certainty, MsgType, Severity, Source, Status, Urgency
from signage.content.body import Heading, Listing, Paragraph, Span, Table
from signage.content.compound import Compound, Receptions
from signage.content.duty import DutySlot, Group, Roster
from signage.content.feed import Feed
from signage.content.guide import Contact, Facility, Opening, Service
from signage.content.media import Media
from signage.content.notice import (
    Effect,
    Fact,
    Notice,
    Poster,
    Posting,
    Priority,
    TranslatedFact,
    Translation,
)

ZONE = ZoneInfo("Asia/Shanghai")

NOW = dt.datetime(2026, 12, 9, 14, 5, tzinfo=ZONE)
"""The moment of the design pictures: a Wednesday, with 田小满 on duty."""


def at(day: int, hour: int = 0, minute: int = 0, month: int = 12) -> dt.datetime:
    """A moment of December 2026 in Shanghai."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(dt.UTC)


def picture(width: int = 600, height: int = 800, colour: str = "#1e5b50") -> tuple[Media, bytes]:
    """A plain picture and its bytes."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    data = stream.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    return Media(sha256=digest, size=len(data), mime="image/png", width=width, height=height, alt="海报"), data


def text(words: str) -> Paragraph:
    return Paragraph(spans=(Span(text=words),))


def notice(name: str = "water", title: str = "水箱清洗临时停水", **changes: object) -> Notice:
    base = Notice(
        id=name,
        title=title,
        category="停水",
        issuer="和檐物业槐安服务处",
        issued=dt.date(2026, 12, 7),
        number="停水〔2026〕12号",
        posting=Posting(start=at(7), end=at(11), basis="water-cut"),
        effect=Effect(start=at(10, 9), end=at(10, 16)),
        facts=(
            Fact(label="时间", value="12月10日（周四）9:00–16:00"),
            Fact(label="范围", value="1至6号楼"),
            Fact(label="准备", value="请提前储水，关好龙头"),
            Fact(label="求助", value="行动不便请致电门岗，送水上门"),
        ),
        body=(text("因二次供水水箱年度清洗消毒，1至6号楼暂停供水。恢复后先放水片刻再使用。"),),
        buildings=("1", "2", "3", "4", "5", "6"),
    )
    return msgspec.structs.replace(base, **changes)


def long_notice() -> Notice:
    """Several pages: paragraphs, a heading, a list, a table."""
    words = "请勿将电动自行车及电瓶带进楼道、电梯或家中充电，充电区全天开放，充满自停。" * 4
    return notice(
        "charging",
        "电动自行车集中充电管理约定",
        category="征询",
        number="",
        effect=None,
        facts=(),
        buildings=(),
        body=(
            text(words),
            Heading(text="充电区怎样使用"),
            Listing(items=tuple((Span(text=words[:40]),) for _ in range(5)), ordered=True),
            Table(
                header=("项目", "金额（元）"), rows=tuple((f"支出{n}", f"{n * 1250}") for n in range(1, 9)), right=(1,)
            ),
            text(words),
        ),
    )


def slot(day: int, person: str, group: Group, organisation: str, topic: str, *hours: tuple[int, int]) -> list[DutySlot]:
    return [
        DutySlot(
            start=at(day, first), end=at(day, last), person=person, group=group,
            organisation=organisation, topic=topic, place="门卫室接待桌",
        )
        for first, last in hours or ((9, 11), (14, 16))
    ]  # fmt: skip


def roster() -> Roster:
    slots = [
        *slot(7, "沈若禾", Group.ONE, "党总支", "急难愁盼"),
        *slot(8, "贺清", Group.THREE, "居委会", "居住证与救助咨询"),
        *slot(9, "田小满", Group.THREE, "业委会", "公共收益查账"),
        *slot(10, "柏宁", Group.THREE, "物业公司", "停水送水协调"),
        *slot(11, "老范", Group.X, "志愿者", "小修小补"),
        *slot(12, "闻溪", Group.X, "人大代表", "代表接待", (10, 11)),
        *slot(13, "纪老师", Group.X, "志愿者", "接种引导", (9, 11)),
    ]
    return Roster(slots=tuple(slots), months=("2026-12",))


def services() -> tuple[Service, ...]:
    return (
        Service(id="reception", name="接待", glyph="接", hours="按排片表", by_roster=True),
        Service(id="security", name="保安", glyph="安", hours="24小时", always=True),
        Service(id="wishes", name="微心愿", glyph="愿", hours="留卡，7日内回复"),
        Service(
            id="volunteers", name="志愿服务", glyph="志", hours="周五报名",
            openings=(Opening(days=(4,), start=dt.time(9), end=dt.time(11)),),
        ),
        Service(id="rating", name="点评", glyph="评", hours="意见卡或按钮", always=True),
        Service(id="help", name="互助通", glyph="助", hours="陪诊、代取药，先审核"),
        Service(id="fire", name="微型消防站", glyph="消", hours="24小时", always=True),
        Service(id="tools", name="便民设施", glyph="具", hours="登记即借", by_roster=True),
    )  # fmt: skip


def alert(name: str = "cold", **changes: object) -> Alert:
    base = Alert(
        identifier=name,
        sender="meteo.example",
        sent=at(9, 14),
        status=Status.EXERCISE,
        source=Source.OFFICIAL,
        msg_type=MsgType.ALERT,
        event="寒潮",
        urgency=Urgency.EXPECTED,
        severity=Severity.SEVERE,
        certainty=Certainty.LIKELY,
        colour="orange",
        headline="寒潮橙色预警信号",
        description="预计24小时内气温骤降12℃，最低气温零下3℃，并伴有6级偏北风。",
        instruction="请添衣保暖，包扎外露水管，关照独居老人。",
        sender_name="演示气象台",
        expires=at(10, 18),
    )
    return msgspec.structs.replace(base, **changes)


def feed(**changes: object) -> Feed:
    """The sample compound's feed, without alerts."""
    poster, _ = picture()
    base = Feed(
        compound=Compound(
            id="huaian",
            name="槐安新苑",
            subdistrict="云汀街道",
            committee="槐安居委会",
            buildings=tuple(str(n) for n in range(1, 10)),
            gate_phone="0000-0001",
            public_url="https://huaian.example/",
            motto="邻里相望，平安相守",
            receptions=Receptions(month="2026-12", received=42, closed=40),
        ),
        published=at(9, 13, 58),
        items=(
            notice(),
            long_notice(),
            notice("found", "拾到老花镜一副", category="招领", effect=None, number="", buildings=(), body=()),
            notice(
                "fraud", "接到“退费”电话先挂断", category="防诈骗", effect=None, number="", priority=Priority.IMPORTANT
            ),
            Poster(id="dumplings", title="冬至包饺子", picture=poster, posting=Posting(start=at(1), end=at(22))),
        ),
        roster=roster(),
        services=services(),
        facilities=(
            Facility(id="wheelchair", name="轮椅", total=2, free=1),
            Facility(id="cart", name="小推车", total=3, free=3),
            Facility(id="kit", name="工具箱", total=1, free=0, note="已借出，18:00归还"),
        ),
    )
    return msgspec.structs.replace(base, **changes)


PICTURES = {picture()[0].name: picture()[1]}
"""The bytes of every picture that `feed` needs."""


def rich_feed(**changes: object) -> Feed:
    """One of everything that the screen knows: a countdown, a special reception, a swap, contacts, translations."""
    base = feed()
    water, *rest = base.items
    water = msgspec.structs.replace(
        water,
        translations=(
            Translation(
                language="en",
                title="Water cut for tank cleaning",
                category="Water cut",
                facts=(
                    TranslatedFact(label="Time", value="Thu 10 Dec, 9:00–16:00"),
                    TranslatedFact(label="Area", value="Buildings 1 to 6"),
                    TranslatedFact(label="Please", value="Store water, close the taps"),
                ),
                body=(text("The tanks are cleaned and disinfected. Run the tap for a while before you use it again."),),
            ),
        ),
    )
    meeting = notice(
        "meeting",
        "业主大会投票截止",
        category="会议",
        issuer="槐安新苑第四届业委会",
        number="",
        posting=Posting(start=at(1), end=at(21)),
        effect=Effect(start=at(20, 18)),
        buildings=(),
        countdown=True,
        facts=(Fact(label="截止", value="12月20日（周日）18:00"), Fact(label="地点", value="门岗投票箱")),
        body=(),
    )
    power = notice(
        "power",
        "计划检修停电",
        category="停电",
        number="停电〔2026〕13号",
        effect=Effect(start=at(11, 8, 30), end=at(11, 11, 30)),
        posting=Posting(start=at(4), end=at(12)),
        buildings=("7", "8", "9"),
    )
    slots = tuple(
        msgspec.structs.replace(slot, special=True)
        if slot.person == "闻溪"
        else msgspec.structs.replace(slot, replaces="骆青山")
        if slot.person == "老范"
        else slot
        for slot in base.roster.slots
    )
    services = tuple(
        msgspec.structs.replace(
            service, summary="居民有难处、有建议，到门岗当面说，件件有回音。", place="门卫室", who="当班人员"
        )
        for service in base.services
    )
    values: dict[str, object] = {
        "items": (water, power, meeting, *rest),
        "roster": Roster(slots=slots, months=base.roster.months),
        "services": services,
        "contacts": (
            Contact(name="门岗", phone="0000-0001", note="24小时有人"),
            Contact(name="物业报修", phone="0000-0002", note="8:00–20:00"),
            Contact(name="火警", phone="119"),
            Contact(name="急救", phone="120"),
            Contact(name="报警", phone="110"),
            Contact(name="反诈", phone="96110", note="拿不准先打这个"),
        ),
    }
    return msgspec.structs.replace(base, **{**values, **changes})
