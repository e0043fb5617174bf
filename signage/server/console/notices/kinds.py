"""The kinds of notice that staff start from: a few plain fields, and what becomes of them. Data, and pure.

A sentence or a fact whose fields were left empty is left out. `{when}` are the words of the effect, `{area}` those of
the buildings. Legal bases are keys of `content.posting.RULES`. What only staff read is marked for translation; what
residents read is not.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from django.utils.translation import gettext_noop as _

from signage.content.base import Record


class Field(Record, frozen=True, kw_only=True):
    """One plain question. `hint` is an example, shown while the field is empty."""

    key: str
    label: str
    hint: str
    default: str = ""
    needed: bool = False


Effect = Literal["", "span", "moment", "until"]


class Kind(Record, frozen=True, kw_only=True):
    """A kind of notice."""

    key: str
    name: str
    """Its category on the glass, and how its number begins: 停水〔2026〕12号."""
    about: str
    """What it is for, for staff who choose."""
    title: str = ""
    fields: tuple[Field, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    body: tuple[str, ...] = ()
    effect: Effect = ""
    """Whether it has a time of its own: a span, a moment, a last moment."""
    effect_label: str = ""
    buildings: bool = False
    numbered: bool = False
    bases: tuple[str, ...] = ()
    """Legal bases that fit, the usual first."""
    days: int = 14
    """How long it is posted where no effect and no basis says."""
    issuer: Literal["property", "committee", "owners", "gate"] = "committee"


KINDS: tuple[Kind, ...] = (
    Kind(
        key="water-cut",
        name="停水",
        about=_("水箱清洗、管道维修等计划停水"),
        title="{reason}临时停水",
        fields=(
            Field(key="reason", label=_("为什么停"), hint="水箱清洗", needed=True),
            Field(key="prepare", label=_("请居民做什么"), hint="请提前储水，关好龙头", default="请提前储水，关好龙头"),
            Field(key="help", label=_("有困难找谁"), hint="行动不便请致电门岗，送水上门"),
        ),
        facts=(("时间", "{when}"), ("范围", "{area}"), ("准备", "{prepare}"), ("求助", "{help}")),
        body=("因{reason}，{when}，{area}暂停供水。", "{prepare}。", "恢复后请先放水片刻再使用。", "{help}。"),
        effect="span",
        effect_label=_("停水时间"),
        buildings=True,
        numbered=True,
        bases=("water-cut",),
        issuer="property",
    ),
    Kind(
        key="power-cut",
        name="停电",
        about=_("供电检修等计划停电"),
        title="{reason}停电",
        fields=(
            Field(key="reason", label=_("为什么停"), hint="计划检修", default="计划检修", needed=True),
            Field(key="line", label=_("哪条线路"), hint="槐安线", needed=True),
            Field(key="prepare", label=_("请居民做什么"), hint="电梯同时停运，请提前安排出行"),
            Field(key="help", label=_("有困难找谁"), hint="家中用制氧机等设备的，请到门岗登记"),
        ),
        facts=(("时间", "{when}"), ("范围", "{area}"), ("线路", "{line}"), ("准备", "{prepare}"), ("求助", "{help}")),
        body=("接供电部门安排，{line}{reason}，{when}，{area}停电。", "{prepare}。", "{help}。"),
        effect="span",
        effect_label=_("停电时间"),
        buildings=True,
        numbered=True,
        bases=("power-cut",),
        issuer="property",
    ),
    Kind(
        key="public",
        name="公示",
        about=_("公共收益、维修资金、审计结果、业委会决定"),
        title="{subject}",
        fields=(
            Field(key="subject", label=_("公示什么"), hint="第三季度公共收益收支", needed=True),
            Field(key="ask", label=_("有疑问怎么问"), hint="周三接待时间到门岗查阅明细"),
        ),
        facts=(("内容", "{subject}"), ("公示期", "{posted}"), ("查阅", "{ask}")),
        body=("现将{subject}予以公示。",),
        numbered=True,
        bases=("custom-7-days", "public-income", "maintenance-fund", "audit", "committee-decision"),
        days=7,
        issuer="owners",
    ),
    Kind(
        key="survey",
        name="征询",
        about=_("方案征求意见、投票"),
        title="{subject}征求意见",
        fields=(
            Field(key="subject", label=_("征询什么"), hint="非机动车充电棚方案", needed=True),
            Field(key="how", label=_("怎样提意见"), hint="到门岗填意见单", default="到门岗填意见单", needed=True),
            Field(key="result", label=_("结果何时公布"), hint="12月25日公布结果"),
        ),
        facts=(("事项", "{subject}"), ("截止", "{when}"), ("方式", "{how}"), ("结果", "{result}")),
        body=("现就{subject}征求居民意见。", "请于{when}{how}。", "{result}。"),
        effect="until",
        effect_label=_("截止时间"),
        buildings=True,
    ),
    Kind(
        key="fraud",
        name="防诈骗",
        about=_("新骗局提醒"),
        title="{headline}",
        fields=(
            Field(key="headline", label=_("一句话提醒"), hint="接到“退费”电话先挂断", needed=True),
            Field(key="trick", label=_("骗子怎么说"), hint="冒充燃气客服，以退还押金为由要求下载软件", needed=True),
            Field(
                key="rule",
                label=_("请记住"),
                hint="不点链接、不报验证码、不转账",
                default="不点链接、不报验证码、不转账",
            ),
            Field(
                key="help",
                label=_("拿不准怎么办"),
                hint="到门岗一起核实，或拨打96110",
                default="到门岗找当班人员一起核实，或拨打96110",
            ),
        ),
        facts=(("骗术", "{trick}"), ("记住", "{rule}"), ("求助", "{help}")),
        body=("近期有人{trick}。", "请记住：{rule}。", "拿不准就{help}。"),
        days=30,
    ),
    Kind(
        key="event",
        name="活动",
        about=_("讲座、体检、志愿服务、节日活动"),
        title="{subject}",
        fields=(
            Field(key="subject", label=_("什么活动"), hint="流感疫苗便民接种", needed=True),
            Field(key="place", label=_("在哪里"), hint="活动室", needed=True),
            Field(key="who", label=_("谁可以来"), hint="60岁以上居民"),
            Field(key="bring", label=_("带什么"), hint="身份证和医保卡"),
            Field(key="join", label=_("怎样报名"), hint="到门岗登记，名额80个"),
        ),
        facts=(("时间", "{when}"), ("地点", "{place}"), ("对象", "{who}"), ("携带", "{bring}"), ("报名", "{join}")),
        body=("{subject}将于{when}在{place}举行。", "欢迎{who}参加。", "请带{bring}。", "报名：{join}。"),
        effect="span",
        effect_label=_("活动时间"),
        buildings=True,
    ),
    Kind(
        key="lost",
        name="招领",
        about=_("拾到东西找失主"),
        title="拾到{thing}",
        fields=(
            Field(key="thing", label=_("拾到什么"), hint="老花镜一副", needed=True),
            Field(key="found", label=_("何时何地拾到"), hint="12月6日傍晚，3号楼前长椅旁", needed=True),
            Field(
                key="claim",
                label=_("怎样认领"),
                hint="到门岗说出布袋颜色",
                default="到门岗说明物品特征后认领",
                needed=True,
            ),
            Field(key="kept", label=_("保管到何时"), hint="12月20日"),
        ),
        facts=(("物品", "{thing}"), ("拾到", "{found}"), ("认领", "{claim}"), ("保管至", "{kept}")),
        body=("{found}，拾到{thing}。", "请失主{claim}。"),
        days=14,
        issuer="gate",
    ),
    Kind(
        key="meeting",
        name="会议",
        about=_("业主大会、居民代表会议"),
        title="{subject}",
        fields=(
            Field(key="subject", label=_("什么会议"), hint="业主大会会议", needed=True),
            Field(key="place", label=_("在哪里"), hint="小区活动室", needed=True),
            Field(key="topics", label=_("议什么"), hint="表决充电棚方案", needed=True),
            Field(key="proxy", label=_("不能来怎么办"), hint="可书面委托他人参加"),
        ),
        facts=(("时间", "{when}"), ("地点", "{place}"), ("议题", "{topics}"), ("委托", "{proxy}")),
        body=("兹定于{when}在{place}召开{subject}。", "议题：{topics}。", "{proxy}。"),
        effect="span",
        effect_label=_("会议时间"),
        numbered=True,
        bases=("owners-meeting", ""),
        issuer="owners",
    ),
    Kind(
        key="free",
        name="通知",
        about=_("别的都不合适时，自己写"),
        effect="span",
        effect_label=_("发生时间（没有就不填）"),
        buildings=True,
        bases=("", "custom-7-days"),
    ),
)

BY_KEY: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in KINDS})

LOW_RISK = ("lost", "event", "fraud")
"""Kinds that an administrator may let one person write and approve alone: nobody's water, money or vote is in them."""

ROSTER = Kind(key="roster", name="排片表", about="")
"""No notice, but an everyday thing as well: an administrator may let one person set and approve it alone."""


def fill(pattern: str, words: Mapping[str, str]) -> str:
    """`pattern` with its fields filled in; empty where one of them is."""
    names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
    if any(not words.get(name) for name in names):
        return ""
    return pattern.format_map({name: words[name].rstrip("。；，") for name in names})
