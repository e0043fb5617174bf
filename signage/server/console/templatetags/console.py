"""What templates say often."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from signage.playlist.words import clock_words, date_words, day_words
from signage.server.console import moment
from signage.server.console.notices.rich import to_html

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


@register.simple_tag
def badge(state: Any) -> SafeString:
    """A state as a coloured chip with its word."""
    return format_html('<span class="chip {}">{}</span>', _TONES.get(str(state.value), "quiet"), state.label)


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
