"""Nothing is cut and nothing overlaps: every text on the glass, measured as QML has set it."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
import sample
from qmltree import all_words, faults, scene_rect

from signage.content.compound import Display
from signage.content.duty import DutySlot, Group, Roster
from signage.content.notice import Fact

SIZES = ["1080x1920", "1920x1080", "768x1366", "1366x768", "1280x800", "1920x540", "1920x360"]


def look(glass, what):
    """What is cut or overlaps now."""
    glass.rest()
    return [f"{what}: {fault}" for fault in faults(glass)]


def every_slide(glass):
    said = []
    for entry in list(glass.rotator.entries):
        glass.bring(entry.kind, entry.item_id)
        said += look(glass, entry.key)
        for page in range(1, glass.rotator.slide.pages):
            glass.bring(entry.kind, entry.item_id, page)
            said += look(glass, f"{entry.key}, page {page + 1}")
    return said


def whole(said):
    assert not said, "\n" + "\n".join(said)


def full(words, length):
    """`words`, again and again, to exactly `length` characters."""
    return (words * length)[:length]


LONG_NAME = full("阿卜杜热西提阿卜力米提买买提艾力江", 20)
LONG_TITLE = full("关于一至九号楼二次供水水箱年度清洗消毒期间临时停水的紧急通知，", 60)
TOPIC = full("老旧小区加装电梯意见征询与费用分摊答疑会", 20)


def extreme():
    """Every text as long as `content` lets it be."""
    base = sample.feed()
    facts = tuple(Fact(label=full("注意事项说明", 8), value=full("居民请提前储水并关好龙头，", 80)) for _ in range(8))
    notice = sample.notice(
        "extreme",
        LONG_TITLE,
        category=full("防诈骗安全提示", 8),
        issuer=full("和檐物业管理有限公司槐安新苑服务处", 40),
        number=full("槐安物业停水〔2026〕第一百二十三号", 40),
        facts=facts,
    )
    latin = sample.notice("latin", "Notice to all residents regarding water supply interruption.", facts=facts[:2])
    slots = [
        msgspec.structs.replace(
            slot, person=LONG_NAME, topic=TOPIC, organisation=TOPIC[::-1], place=TOPIC, replaces=LONG_NAME
        )
        for slot in sample.roster().slots
        if slot.start.day != 10  # the day of the crowd
    ]
    slots += [
        DutySlot(start=sample.at(10, hour), end=sample.at(10, hour + 2), person=LONG_NAME[n:], group=group,
                 organisation="居委会")
        for n, (hour, group) in enumerate([(8, Group.ONE), (9, Group.THREE), (13, Group.X)])
    ]  # fmt: skip
    return sample.feed(
        compound=msgspec.structs.replace(
            base.compound,
            name=full("槐安新苑东区第三期花园", 12),
            gate=full("东大门门卫室值班登记台", 20),
            gate_phone=full("0000-0001 转 8001、8002、", 30),
            motto=full("邻里相望，平安相守，共建共享。", 30),
            subdistrict=full("云汀街道办事处", 60),
            committee=full("槐安居民委员会", 60),
        ),
        items=(notice, latin),
        roster=Roster(slots=tuple(slots), months=("2026-12",)),
        services=tuple(
            msgspec.structs.replace(
                service, name=full("微型消防站与", 12), hours=full("周一至周五上午九点至十一点，", 40)
            )
            for service in sample.services()
        ),
        facilities=tuple(
            msgspec.structs.replace(
                facility,
                name=full("可折叠手动轮椅", 12),
                total=999,
                free=free,
                note=full("已借出，十八点前归还，请提前预约。", 40),
            )
            for facility, free in zip(base.facilities, (999, 0, 88), strict=True)
        ),
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_sample_is_whole(make_glass, size):
    glass = make_glass(sample.feed(), size=size)
    whole(every_slide(glass))


@pytest.mark.parametrize("size", SIZES)
def test_extremes_are_whole(make_glass, size):
    glass = make_glass(extreme(), size=size)
    whole(every_slide(glass))


def crowd(count):
    """A roster with so many people on duty at a time, every day."""
    slots = tuple(
        msgspec.structs.replace(slot, person=slot.person + name)
        for slot in sample.roster().slots
        for name in "甲乙丙丁"[:count]
    )
    return sample.feed(roster=Roster(slots=slots, months=("2026-12",)))


STATES = {
    "card": lambda: sample.feed(items=(), services=(), facilities=()),
    "extreme card": lambda: msgspec.structs.replace(extreme(), items=(), services=(), facilities=()),
    "no roster": lambda: sample.feed(roster=Roster()),
    "two at a time": lambda: crowd(2),
    "four at a time": lambda: crowd(4),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_states_are_whole(make_glass, size, state):
    whole(every_slide(make_glass(STATES[state](), size=size)))


@pytest.mark.parametrize("size", SIZES)
def test_first_boot_is_whole(make_glass, size):
    glass = make_glass(None, size=size)
    glass.wait_painted("boot")
    whole(look(glass, "boot"))


@pytest.mark.parametrize("size", SIZES)
def test_the_safe_slide_is_whole(make_glass, size):
    for feed in (sample.feed(), extreme()):
        compound = msgspec.structs.replace(feed.compound, display=Display.SAFE)
        glass = make_glass(msgspec.structs.replace(feed, compound=compound), size=size)
        glass.wait_painted("safe")
        whole(look(glass, "safe"))


@pytest.mark.parametrize("size", SIZES)
def test_a_stale_feed_and_a_wrong_clock_are_whole(make_glass, size):
    glass = make_glass(sample.feed(), size=size)
    glass.move(sample.NOW + dt.timedelta(days=10))
    whole(every_slide(glass))
    whole(every_slide(make_glass(sample.feed(), size=size, now=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))))


ALERTS = {
    "sample": sample.alert(),
    "long": sample.alert(description="今天夜里到明天白天有大风降温天气，请注意防范。" * 30),
    "extreme": sample.alert(
        event="重污染天气与寒潮大风道路结冰复合型气象灾害",
        headline=LONG_TITLE,
        sender_name="云汀市突发公共事件预警信息发布中心气象灾害防御办公室" * 3,
        description="警" * 400,
        instruction="A" * 300,
    ),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ALERTS)
def test_alerts_are_whole(make_glass, size, kind):
    glass = make_glass(sample.feed(alerts=(ALERTS[kind], sample.alert("second", event="大雾"))), size=size)
    glass.wait_painted("alert")
    said = []
    for number in range(len(glass.conductor._alerts)):
        said += look(glass, f"{kind} {number}")
        before = glass.mark()
        glass.conductor.next_alert()
        glass.wait_painted("alert", after=before)
    whole(said)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [12, 30, 60, 200])
@pytest.mark.parametrize("stale", [False, True])
def test_dots_keep_clear_of_the_words(make_glass, size, count, stale):
    items = tuple(sample.notice(f"n{n}", f"通知{n}", body=(), effect=None) for n in range(count))
    glass = make_glass(sample.feed(items=items), size=size)
    if stale:
        glass.move(sample.NOW + dt.timedelta(days=1))
    glass.bring("services")
    whole(look(glass, f"{count} notices"))
    dots = glass.find("dots")
    if dots is None:
        assert f" / {count + 3}" in glass.texts()
        return
    place = scene_rect(dots)
    assert place.left() >= 0
    for words in all_words(glass):
        assert not words.ink.intersects(place), words.text
    stage = glass.tokens.property("stage")
    assert place.top() >= stage.y() + stage.height()
