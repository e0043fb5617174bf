"""What templates say often."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from signage.playlist.words import clock_words, date_words, day_words
from signage.server.console import moment
from signage.server.console.alerts.models import Message
from signage.server.console.alerts.said import Said
from signage.server.console.evidence.models import Entry
from signage.server.console.notices.rich import to_html
from signage.server.console.tree.roles import ROLE_NAMES, Role

register = template.Library()

_TONES = {
    "draft": "quiet",
    "submitted": "gold",
    "returned": "red",
    "scheduled": "blue",
    "live": "green",
    "ended": "quiet",
    "withdrawn": "quiet",
}

_ALERT_TONES = {"waiting": "gold", "returned": "red"}


@register.simple_tag
def badge(state: Any) -> SafeString:
    """A state as a coloured chip with its word."""
    return format_html('<span class="chip {}">{}</span>', _TONES.get(str(state.value), "quiet"), state.label)


_ROSTER_TONES = {
    "missing": "red",
    "draft": "quiet",
    "submitted": "gold",
    "returned": "red",
    "live": "green",
    "withdrawn": "quiet",
}


@register.simple_tag
def roster_badge(state: Any) -> SafeString:
    """Where a month's roster stands, as a coloured chip with its word."""
    return format_html('<span class="chip {}">{}</span>', _ROSTER_TONES.get(str(state.value), "quiet"), state.label)


@register.filter
def level_words(said: Said) -> str:
    """红色 for an official signal; 红色 · 紧急 for a compound's own reminder."""
    name = gettext(said.degree.name)
    return name if said.about.official else f"{name} · {gettext(said.degree.word)}"


@register.filter
def ends_words(said: Said) -> str:
    """When an alert that is not sent yet will end."""
    words = {"1h": gettext_lazy("发出后1小时"), "3h": gettext_lazy("发出后3小时"), "today": gettext_lazy("到今天结束")}
    return str(words[said.ends]) if said.ends in words else when(said.until)


@register.simple_tag
def alert_state(message: Message) -> SafeString:
    """Where an alert stands, as a coloured chip with its word."""
    tone, words = _ALERT_TONES.get(message.status, "quiet"), message.get_status_display()
    if message.status == Message.SENT:
        if message.msg_type == "Cancel":
            tone, words = "green", gettext("已解除")
        elif message.in_force(moment.now()):
            tone, words = "red", gettext("正在屏上")
        else:
            tone, words = "quiet", gettext("已结束")
    return format_html('<span class="chip {}">{}</span>', tone, words)


@register.filter
def when(value: dt.datetime | None) -> str:
    """今天 9:05, 12月10日（周四）9:00."""
    if value is None:
        return ""
    language = "en" if get_language() == "en" else "zh-Hans"
    wall = timezone.localtime(value)
    today = timezone.localtime(moment.now()).date()
    near = abs((wall.date() - today).days) <= 2
    day = day_words(wall.date(), today, language) if near else date_words(wall.date(), language)  # type: ignore[arg-type]
    return f"{day} {clock_words(wall)}"


@register.filter
def lasting(seconds: float) -> str:
    """1小时23分, 45秒: rounded down, so that nothing is claimed that was not."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return gettext("%(hours)d小时%(minutes)02d分") % {"hours": hours, "minutes": minutes}
    if minutes:
        return gettext("%(minutes)d分%(seconds)02d秒") % {"minutes": minutes, "seconds": whole % 60}
    return gettext("%d秒") % whole


_DETAILS = {
    "kind": gettext_lazy("类别"),
    "kinds": gettext_lazy("类别"),
    "note": gettext_lazy("留言"),
    "comment": gettext_lazy("意见"),
    "reason": gettext_lazy("原因"),
    "problem": gettext_lazy("原因"),
    "role": gettext_lazy("角色"),
    "on": gettext_lazy("管哪里"),
    "compounds": gettext_lazy("小区"),
    "file": gettext_lazy("文件"),
    "username": gettext_lazy("登录名"),
    "address": gettext_lazy("来自"),
    "start": gettext_lazy("从"),
    "end": gettext_lazy("到"),
    "named": gettext_lazy("指定审核人"),
    "public": gettext_lazy("确认可以公开"),
    "levels": gettext_lazy("级别"),
}
"""Details of the log that a reader wants; the table to take away has them all."""


@register.filter
def told(entry: Entry) -> str:
    """The details of a line of the log, in words."""
    parts = []
    for key, value in entry.details.items():
        if key not in _DETAILS or not value:
            continue
        if key == "role":
            value = ROLE_NAMES[Role(value)]
        words = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(f"{_DETAILS[key]}：{words}")
    return "；".join(parts)


@register.filter
def as_html(blocks: Any) -> SafeString:
    """Blocks as markup: all of it made here, every text escaped."""
    return SafeString(to_html(blocks))


@register.filter
def indent(depth: int) -> str:
    """A CSS class for a depth in the tree."""
    return f"level-{min(max(depth - 1, 0), 4)}"


@register.simple_tag
def field_row(field: Any) -> SafeString:
    """A form's field with its label, help and errors."""
    attrs: dict[str, str] = {}
    if field.errors:
        attrs["aria-invalid"] = "true"
        attrs["aria-describedby"] = f"{field.id_for_label}-errors"
    errors = (
        format_html('<p class="field-error" id="{}-errors">{}</p>', field.id_for_label, " ".join(field.errors))
        if field.errors
        else ""
    )
    text = format_html('<p class="help">{}</p>', field.help_text) if field.help_text else ""
    optional = "" if field.field.required else " optional"
    return format_html(
        '<div class="field{}{}"><label for="{}">{}</label>{}{}{}</div>',
        " has-error" if field.errors else "",
        optional,
        field.id_for_label,
        field.label,
        field.as_widget(attrs=attrs),
        text,
        errors,
    )
