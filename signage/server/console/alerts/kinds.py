"""What staff send alerts about, how serious, and words to begin from. Data, and pure.

Two sorts: an official signal that is passed on, in its own words, with who issued it and when; and the compound's own
reminder, which never wears a signal's name (突发事件应对法 2024, 上海市气象条例 2024). `{where}` is the compound or
branch. What only staff read is marked for translation; what residents read is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from django.utils.translation import gettext_noop as _

from signage.content.alert import Certainty, Severity, Source, Urgency
from signage.content.base import Record

LevelKey = Literal["red", "orange", "yellow", "blue"]


class Degree(Record, frozen=True, kw_only=True):
    """One of the four levels, as CAP says it."""

    key: LevelKey
    colour: str
    """The one character for it on the glass."""
    name: str
    word: str
    """What a compound's own reminder of this level is called."""
    severity: Severity
    urgency: Urgency
    certainty: Certainty = Certainty.LIKELY


LEVELS: tuple[Degree, ...] = (
    Degree(
        key="red",
        colour="红",
        name=_("红色"),
        word=_("紧急"),
        severity=Severity.EXTREME,
        urgency=Urgency.IMMEDIATE,
        certainty=Certainty.OBSERVED,
    ),
    Degree(
        key="orange", colour="橙", name=_("橙色"), word=_("紧急"), severity=Severity.SEVERE, urgency=Urgency.IMMEDIATE
    ),
    Degree(
        key="yellow", colour="黄", name=_("黄色"), word=_("重要"), severity=Severity.MODERATE, urgency=Urgency.EXPECTED
    ),
    Degree(key="blue", colour="蓝", name=_("蓝色"), word=_("提示"), severity=Severity.MINOR, urgency=Urgency.FUTURE),
)
"""The gravest first."""

BY_LEVEL: Mapping[str, Degree] = MappingProxyType({level.key: level for level in LEVELS})

GRAVE = ("red", "orange")
"""The two highest: a second person confirms them, unless an administrator said otherwise for a branch."""


class Words(Record, frozen=True, kw_only=True):
    """Words to begin from; staff change them."""

    headline: str
    description: str = ""
    instruction: tuple[str, ...] = ()


class AlertKind(Record, frozen=True, kw_only=True):
    """What an alert is about. `grave` are its words for red and orange, `mild` for yellow and blue."""

    key: str
    event: str
    """CAP's event, as residents read it; it chooses the pictogram."""
    category: str
    """CAP's category code."""
    official: bool = False
    grave: Words
    mild: Words

    @property
    def source(self) -> Source:
        return Source.OFFICIAL if self.official else Source.COMPOUND

    def words(self, level: str) -> Words:
        """The words for this level."""
        return self.grave if level in GRAVE else self.mild


def _signal(key: str, event: str, grave: tuple[str, ...], mild: tuple[str, ...], category: str = "Met") -> AlertKind:
    """An official signal: its text is pasted, never invented; what to do is the usual guidance."""
    headline = f"{event}{{colour}}色预警信号"
    return AlertKind(
        key=key,
        event=event,
        category=category,
        official=True,
        grave=Words(headline=headline, instruction=grave),
        mild=Words(headline=headline, instruction=mild),
    )


KINDS: tuple[AlertKind, ...] = (
    AlertKind(
        key="fire",
        event=_("火情"),
        category="Fire",
        grave=Words(
            headline="发生火情，请马上离开",
            description="{where}发生火情，微型消防站正在处置。",
            instruction=("不乘电梯，弯腰捂口鼻，走楼梯下楼", "给消防车让出通道", "不要围观，不要返回取东西"),
        ),
        mild=Words(
            headline="火情已控制，请绕行",
            description="{where}发生火情，现已控制，现场仍在清理。",
            instruction=("请绕开现场", "闻到烟味请关好门窗"),
        ),
    ),
    AlertKind(
        key="gas",
        event=_("燃气泄漏"),
        category="Safety",
        grave=Words(
            headline="燃气泄漏，请马上离开",
            description="{where}发现燃气泄漏，抢修人员正在赶来。",
            instruction=("不开关电器，不用明火，不在楼内打电话", "开窗后走楼梯离开", "在上风处等通知"),
        ),
        mild=Words(
            headline="燃气检修，请关好阀门",
            description="{where}燃气正在检修。",
            instruction=("请关好灶具和表前阀", "恢复供气后先检查再点火"),
        ),
    ),
    AlertKind(
        key="supply",
        event=_("停水停电"),
        category="Infra",
        grave=Words(
            headline="突发停水停电",
            description="{where}突发停水停电，正在抢修。",
            instruction=("有人被困电梯请按警铃，不要扒门", "家中用制氧机等设备的请马上联系门岗", "请关好水龙头和电器"),
        ),
        mild=Words(
            headline="临时停水停电",
            description="{where}临时停水停电，正在抢修，预计几小时内恢复。",
            instruction=("请关好水龙头和电器", "需要帮助请到门岗"),
        ),
    ),
    AlertKind(
        key="lift",
        event=_("电梯故障"),
        category="Infra",
        grave=Words(
            headline="电梯困人，正在救援",
            description="{where}电梯故障，有人被困，救援人员正在赶来。",
            instruction=("被困请按警铃，不要扒门", "请走楼梯", "请让出电梯口"),
        ),
        mild=Words(
            headline="电梯停用，请走楼梯",
            description="{where}电梯故障停用，正在维修。",
            instruction=("请走楼梯", "行动不便的住户请联系门岗"),
        ),
    ),
    AlertKind(
        key="missing",
        event=_("走失"),
        category="Rescue",
        grave=Words(
            headline="请帮忙找人",
            description="一位老人在{where}附近走失，身穿……，……时最后一次在……见到。",
            instruction=("见到请陪伴在旁，马上告诉门岗或拨110",),
        ),
        mild=Words(
            headline="请帮忙找人",
            description="一位老人在{where}附近走失，身穿……。",
            instruction=("见到请马上告诉门岗",),
        ),
    ),
    AlertKind(
        key="fraud",
        event=_("反诈提醒"),
        category="Security",
        grave=Words(
            headline="有人正在小区行骗",
            description="刚有人在{where}冒充……上门或打电话，要求……。",
            instruction=("不开门，不转账，不报验证码", "已经转账请马上拨110", "拿不准请拨96110"),
        ),
        mild=Words(
            headline="接到这样的电话先挂断",
            description="近期有人冒充……，要求……。",
            instruction=("不点链接，不报验证码，不转账", "拿不准请拨96110"),
        ),
    ),
    AlertKind(
        key="safety",
        event=_("安全提醒"),
        category="Safety",
        grave=Words(headline="请避开危险区域", description="{where}……，存在危险。", instruction=("请绕行，不要靠近",)),
        mild=Words(headline="请注意安全", description="{where}……。", instruction=("请绕行",)),
    ),
    AlertKind(
        key="other",
        event=_("其他提醒"),
        category="Other",
        grave=Words(headline="紧急提醒", description="", instruction=()),
        mild=Words(headline="提醒", description="", instruction=()),
    ),
    _signal(
        "typhoon", _("台风"),
        ("不要外出，关好门窗", "离开窗边、围墙和树下", "车辆不要停在低处"),
        ("收好阳台物品", "关好门窗", "少外出"),
    ),
    _signal(
        "rainstorm", _("暴雨"),
        ("不要外出，不涉水", "地下车库的车辆请尽快转移", "家中进水先断电"),
        ("收好阳台衣物，关好窗", "低处车辆请移开", "出门带伞，绕开积水"),
    ),
    _signal(
        "gale", _("大风"),
        ("不要外出，关好门窗", "离开广告牌、脚手架和树下"),
        ("收好阳台物品", "关好门窗", "绕开广告牌和树下"),
    ),
    _signal(
        "thunder", _("雷电"),
        ("留在室内，关好门窗", "拔掉电器插头"),
        ("少外出，不在树下躲雨", "拔掉电器插头"),
    ),
    _signal(
        "heat", _("高温"),
        ("午间不要外出", "多喝水，开空调或到居委会纳凉", "请照看独居老人"),
        ("午间少外出，多喝水", "注意用电安全"),
    ),
    _signal(
        "cold-wave", _("寒潮"),
        ("注意保暖，老人少出门", "水管包好，夜间留细流", "用电用气防火防中毒，请照看独居老人"),
        ("添衣保暖", "水管防冻", "用电取暖注意安全"),
    ),
    _signal(
        "road-ice", _("道路结冰"),
        ("尽量不外出，慢行防滑", "老人请留在家中"),
        ("慢行防滑", "老人少出门"),
    ),
    _signal(
        "haze", _("霾"),
        ("不要外出，关好窗", "外出戴口罩"),
        ("少外出，关好窗", "外出戴口罩"),
    ),
)  # fmt: skip

BY_KIND: Mapping[str, AlertKind] = MappingProxyType({kind.key: kind for kind in KINDS})


def draft_words(kind: AlertKind, level: str, where: str) -> Words:
    """The words to begin from, with the names filled in."""
    words = kind.words(level)
    colour = BY_LEVEL[level].colour

    def filled(text: str) -> str:
        return text.replace("{where}", where).replace("{colour}", colour)

    return Words(
        headline=filled(words.headline),
        description=filled(words.description),
        instruction=tuple(filled(line) for line in words.instruction),
    )
