"""A screen's log in a clerk's words. Pure. What is known of no sentence here stays as the screen said it."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

_SENTENCES = (
    (r"disk is full|No space left", _("存储满了：换一张大些的存储卡")),
    (
        r"signatures ended|expired",
        _("内容的签名过期了，或者屏幕的时钟不对：核对时钟，再看这里有没有发出新内容"),
    ),
    (
        r"tampered|rolled back|no signed document|not signed by|unreadable",
        _("收到的内容没有通过核对，没有采用；屏上还是原来的。反复出现请找技术人员"),
    ),
    (r"of compound .* but this screen", _("屏幕的地址填成了别的小区的：核对屏幕的设置")),
    (
        r"name cannot be resolved|no answer|connection|unreachable|no secure|no route|refused|answered \d|whole answer",
        _("连不上内容服务器：看看网络；屏上还是原来的"),
    ),
    (r"damaged", _("存储上有文件坏了，已自动补取；反复出现请换存储卡")),
    (r"cannot be written|cannot be read|read-only", _("存储写不进去：换一张存储卡，或找技术人员")),
    (
        r"cannot be typeset|cannot be drawn|did not come to the glass",
        _("有一条内容画不出来，已跳过：看看屏上的通知是不是都在"),
    ),
    (r"is not done", _("有一条命令没有做成")),
    (r"theme", _("主题有问题，用了别的主题")),
    (r"journal", _("播出记录写不进去，屏照常播")),
)


def in_words(line: str) -> str:
    """What `line` of a screen's log means, and what to do; empty where we have no words for it."""
    for pattern, sentence in _SENTENCES:
        if re.search(pattern, line, re.IGNORECASE):
            return str(sentence)
    return ""


def told(lines: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """The lines by what they mean, the newest first: a sentence (none: the line itself), and what the screen said."""
    found: dict[str, list[str]] = {}
    for line in reversed(lines):
        words = in_words(line)
        found.setdefault(words or line, []).extend([line] if words else [])
    return list(found.items())
