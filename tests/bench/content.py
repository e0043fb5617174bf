"""What the bench's compound publishes: notices of the usual kinds and lengths, posted now. All people are fictional."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import msgspec
from PIL import Image, ImageDraw

from signage.content.alert import Alert, Certainty, MsgType, Severity, Source, Status, Urgency
from signage.content.body import Block, Heading, Listing, Paragraph, Span, Table
from signage.content.compound import Compound
from signage.content.duty import DutySlot, Group, Roster
from signage.content.feed import Feed
from signage.content.guide import Facility, Service
from signage.content.media import Media
from signage.content.notice import Fact, Item, Notice, Poster, Posting, Priority

COMPOUND = "bench"

_TEXTS = (
    ("停水", "水箱清洗临时停水", "因二次供水水箱年度清洗消毒，1至6号楼暂停供水。恢复后先放水片刻再使用。"),
    ("停电", "计划检修停电", "接供电部门安排，槐安一线检修，7至9号楼停电，电梯同时停运，请合理安排出行。"),
    ("公示", "公共收益收支", "停车收入与场地收入用于绿化补种和楼道灯更换，结余转入公共收益账户，欢迎查阅明细。"),
    ("征询", "充电棚方案征询", "拟在西侧空地建48个车位的充电棚，配自动断电和喷淋，请到门岗填写意见单。"),
    ("防诈骗", "接到退费电话先挂断", "请记住：不点链接、不报验证码、不转账。拿不准就到门岗找当班人员一起核实。"),
    ("消防", "电瓶不上楼", "请勿将电动自行车及电瓶带进楼道、电梯或家中充电。东门充电区全天开放。"),
    ("健康", "流感疫苗便民接种", "活动室设接种点，60岁以上居民请带身份证和医保卡，无需空腹，发热者暂缓。"),
    ("招领", "拾到老花镜一副", "在3号楼前长椅旁拾到深棕色老花镜一副，布袋装，请失主到门岗认领。"),
)


def notice(number: int, now: dt.datetime, **changes: object) -> Notice:
    """Notice `number`: some with facts alone, some with a page of body, every fourth with several pages."""
    category, title, words = _TEXTS[number % len(_TEXTS)]
    body: tuple[Block, ...] = (Paragraph(spans=(Span(text=words),)),)
    if number % 4 == 1:
        body = (
            Paragraph(spans=(Span(text=words * 4),)),
            Heading(text="怎样办理"),
            Listing(items=tuple((Span(text=words[:30]),) for _ in range(5)), ordered=True),
            Table(
                header=("项目", "金额（元）"), rows=tuple((f"支出{n}", f"{n * 1250}") for n in range(1, 9)), right=(1,)
            ),
        )
    elif number % 4 == 3:
        body = ()
    base = Notice(
        id=f"notice-{number:04}",
        title=f"{title}（{number}）",
        category=category,
        issuer="和檐物业槐安服务处",
        issued=now.date(),
        number=f"通知〔2026〕{number}号",
        posting=Posting(start=now - dt.timedelta(days=2), end=now + dt.timedelta(days=20)),
        facts=(
            Fact(label="时间", value="本周四 9:00–16:00"),
            Fact(label="范围", value=f"{number % 9 + 1}号楼"),
            Fact(label="准备", value="请提前储水，关好龙头"),
            Fact(label="求助", value="行动不便请致电门岗，送水上门"),
        ),
        body=body,
    )
    return msgspec.structs.replace(base, **changes)


def poster(number: int, now: dt.datetime) -> tuple[Poster, bytes]:
    """A poster of a display-sized JPEG, and its bytes."""
    width, height = 1000, 1280
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(0, width, 20):
        draw.ellipse((step, step, step + 260, step + 200), fill=(step % 255, (number * 90) % 255, 120))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88)
    data = stream.getvalue()
    media = Media(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        mime="image/jpeg",
        width=width,
        height=height,
        alt="海报",
    )
    posting = Posting(start=now - dt.timedelta(days=2), end=now + dt.timedelta(days=20))
    return Poster(id=f"poster-{number}", title=f"社区活动{number}", picture=media, posting=posting), data


def roster(now: dt.datetime) -> Roster:
    """Two turns a day, this week and the next."""
    first = now.astimezone(dt.UTC).replace(hour=1, minute=0, second=0, microsecond=0) - dt.timedelta(days=7)
    people = (
        ("沈若禾", Group.ONE, "党总支"), ("贺清", Group.THREE, "居委会"), ("田小满", Group.THREE, "业委会"),
        ("柏宁", Group.THREE, "物业公司"), ("老范", Group.X, "志愿者"), ("闻溪", Group.X, "人大代表"),
        ("纪老师", Group.X, "志愿者"),
    )  # fmt: skip
    slots = []
    for day in range(21):
        person, group, organisation = people[day % len(people)]
        for hour in (0, 5):
            start = first + dt.timedelta(days=day, hours=hour)
            slots.append(
                DutySlot(
                    start=start, end=start + dt.timedelta(hours=2), person=person, group=group,
                    organisation=organisation, topic="急难愁盼", place="门卫室",
                )
            )  # fmt: skip
    months = sorted({f"{slot.start:%Y-%m}" for slot in slots})
    return Roster(slots=tuple(slots), months=tuple(months))


def feed(now: dt.datetime, notices: int = 10) -> tuple[Feed, dict[str, bytes]]:
    """The compound's feed with so many notices and two posters, and the posters' bytes by `Media.name`."""
    posters = [poster(number, now) for number in (1, 2)]
    items: tuple[Item, ...] = (*(notice(n, now) for n in range(notices)), *(made for made, _ in posters))
    value = Feed(
        compound=Compound(
            id=COMPOUND,
            name="槐安新苑",
            committee="槐安居委会",
            buildings=tuple(str(n) for n in range(1, 10)),
            gate_phone="0000-0001",
            public_url="https://huaian.example/",
        ),
        published=now,
        items=items,
        roster=roster(now),
        services=(
            Service(id="reception", name="接待", glyph="接", hours="按排片表", by_roster=True),
            Service(id="security", name="保安", glyph="安", hours="24小时", always=True),
            Service(id="wishes", name="微心愿", glyph="愿", hours="留卡，7日内回复"),
        ),
        facilities=(
            Facility(id="wheelchair", name="轮椅", total=2, free=1),
            Facility(id="cart", name="小推车", total=3, free=3),
        ),
    )
    return value, {made.picture.name: data for made, data in posters}


def grown(now: dt.datetime, serial: int, kilobytes: int) -> Feed:
    """A feed whose document is about so large; another `serial` differs from it in one notice."""
    base, _ = feed(now)
    filler = tuple(
        notice(n, now, body=(Paragraph(spans=(Span(text=_TEXTS[n % 8][2] * 11),)),))
        for n in range(100, 100 + kilobytes // 2)
    )
    revised = notice(99, now, title=f"更新的通知（{serial}）")
    return msgspec.structs.replace(base, published=now, items=(*base.items, *filler, revised))


def alert(name: str, now: dt.datetime) -> Alert:
    """A drill of the compound's own, in force now."""
    return Alert(
        identifier=name,
        sender="bench.example",
        sent=now,
        status=Status.EXERCISE,
        source=Source.COMPOUND,
        msg_type=MsgType.ALERT,
        event="火情",
        urgency=Urgency.IMMEDIATE,
        severity=Severity.EXTREME,
        certainty=Certainty.OBSERVED,
        headline="2号车库冒烟，请勿进入",
        description="微型消防站处置中。",
        instruction="请勿进入，5号楼居民由西侧离开。",
        sender_name="槐安新苑门岗",
        expires=now + dt.timedelta(hours=1),
    )


def ending(now: dt.datetime, ends: list[dt.datetime]) -> Feed:
    """A feed whose urgent notices end one after the other, at `ends`."""
    base, _ = feed(now, notices=2)
    items = tuple(
        notice(
            10 + 4 * index + 3,
            now,
            id=f"a-ending-{index}",
            priority=Priority.URGENT,
            posting=Posting(start=now - dt.timedelta(days=1), end=end),
        )
        for index, end in enumerate(ends)
    )
    return msgspec.structs.replace(base, items=(*items, *(item for item in base.items if isinstance(item, Notice))))
