"""How to use the console, on one page: for staff who were handed a log-in and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from signage.content.base import Record

PICTURE_PIXELS = (880, 440)
"""Of each picture, as `.ci/guide_pictures.py` makes them: a part of the console's page, at half its size."""


class Chapter(Record, frozen=True, kw_only=True):
    """One thing that people come for: its picture, and what to press."""

    key: str
    """Its picture is `console/guide-<key>.webp`."""
    title: object
    steps: tuple[object, ...]
    shown: object
    """What the picture shows, for who does not see it."""


CHAPTERS = (
    Chapter(
        key="write",
        title=gettext_lazy("写一条通知"),
        steps=(
            gettext_lazy("首页点“写通知”，选一种，例如停水。"),
            gettext_lazy("填几个格子；标题、事项和正文会自己写好。"),
            gettext_lazy("右边就是屏幕上的样子，红色提示要先改好。"),
            gettext_lazy("点“提交审核”。写到一半关掉也不会丢。"),
        ),
        shown=gettext_lazy("写通知的表格，旁边是屏幕上的样子"),
    ),
    Chapter(
        key="approve",
        title=gettext_lazy("审核别人写的"),
        steps=(
            gettext_lazy("首页“请您审核”里点开。"),
            gettext_lazy("核对时间、范围、落款，看屏幕上的样子。"),
            gettext_lazy("点“批准上屏”，一秒内到屏幕；要改就“退回修改”，写一句原因。"),
            gettext_lazy("自己写过或改过的，要另一个人批。"),
        ),
        shown=gettext_lazy("一条等待审核的通知，有批准和退回两个按钮"),
    ),
    Chapter(
        key="withdraw",
        title=gettext_lazy("马上撤下"),
        steps=(
            gettext_lazy("首页点红色的“撤下”，手机上也行。"),
            gettext_lazy("找到那一条，点“撤下”，再点“确定撤下”。"),
            gettext_lazy("所有屏幕一秒内不再显示；改好可以重新提交。"),
        ),
        shown=gettext_lazy("屏上所有通知的清单，每条后面有撤下按钮"),
    ),
    Chapter(
        key="roster",
        title=gettext_lazy("传排片表"),
        steps=(
            gettext_lazy("每月25日起，首页会提醒传下个月的。"),
            gettext_lazy("点“传排片表”，选月份和 Excel 文件，先看一看。"),
            gettext_lazy("有读不懂的地方会写明第几行怎么改。"),
            gettext_lazy("“存为草稿”，再“提交审核”，另一人批准后上屏。"),
        ),
        shown=gettext_lazy("上传排片表的页面，选月份和文件"),
    ),
    Chapter(
        key="swap",
        title=gettext_lazy("两个人换班"),
        steps=(
            gettext_lazy("打开那个月，点一个人下面的“换”。"),
            gettext_lazy("再点另一个人下面的“和这班换”。"),
            gettext_lazy("只换半天：点黄条里的“只换这一班”。"),
            gettext_lazy("提交审核；批准后屏上会写明代谁值班。"),
        ),
        shown=gettext_lazy("一周的排班表，正在给一个人换班"),
    ),
    Chapter(
        key="screens",
        title=gettext_lazy("看屏幕上现在是什么"),
        steps=(
            gettext_lazy("首页右边是每个小区现在的画面。"),
            gettext_lazy("点“看屏幕”，能看到轮流显示的每一页。"),
            gettext_lazy("红条“没有发到屏幕”：系统会自己重试，原因写在旁边。"),
        ),
        shown=gettext_lazy("一个小区屏幕上轮流显示的画面"),
    ),
)


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """The guide, to read and to print on A4."""
    chapters = [(chapter, f"console/guide-{chapter.key}.webp") for chapter in CHAPTERS]
    width, height = PICTURE_PIXELS
    return render(
        request, "guide.html", {"title": _("一页看懂小区屏"), "chapters": chapters, "width": width, "height": height}
    )
