"""The log of everything anybody did: it only grows. The database itself refuses to change or remove a line.

Each line carries the SHA-256 of the one before, so that a line changed behind the database's back breaks the chain.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from signage.server.console import moment
from signage.server.console.evidence.journals import Airtime, Chunk, Stream

__all__ = ["ACTIONS", "FIRST", "Airtime", "Chunk", "Entry", "Stream", "broken", "record"]

FIRST = "0" * 64
"""What stands before the first line."""

_CHAIN_LOCK = 0x5169_6E61_6765
"""The advisory lock that writers of the chain take on PostgreSQL; SQLite has one writer anyway."""

ACTIONS = {
    "start": _("控制台启用"),
    "person": _("添加人员"),
    "person-change": _("修改人员"),
    "link": _("发出一次性链接"),
    "password": _("设置密码"),
    "login": _("登录"),
    "login-failed": _("登录失败"),
    "role": _("给予角色"),
    "role-off": _("取消角色"),
    "branch": _("添加小区或上级"),
    "branch-change": _("修改小区资料"),
    "alone": _("修改免双人审核的类别"),
    "guard": _("设置重保时段"),
    "guard-off": _("结束重保时段"),
    "notice": _("新建通知"),
    "edit": _("修改"),
    "submit": _("提交审核"),
    "recall": _("收回修改"),
    "return": _("退回"),
    "approve": _("批准"),
    "withdraw": _("撤下"),
    "delete": _("删除草稿"),
    "hide": _("本小区不显示"),
    "unhide": _("本小区恢复显示"),
    "picture": _("上传图片"),
    "roster": _("传排片表"),
    "roster-edit": _("改排片表"),
    "alert": _("写提醒"),
    "alert-edit": _("修改提醒"),
    "alert-ask": _("提醒请第二人确认"),
    "alert-send": _("发出提醒"),
    "alert-return": _("退回提醒"),
    "alert-drop": _("放弃提醒"),
    "alert-lift": _("解除提醒"),
    "alert-alone": _("修改提醒的双人确认"),
    "publish": _("上屏"),
    "publish-failed": _("上屏失败"),
    "pair": _("配对屏幕"),
    "unpair": _("解除配对"),
    "screen-name": _("屏幕改名"),
    "blackout": _("黑屏"),
    "safe": _("安全画面"),
    "resume": _("恢复显示"),
    "screen-restart": _("重启屏幕程序"),
    "screen-refetch": _("重新取内容"),
    "screen-snapshot": _("拍屏上画面"),
}


class Entry(models.Model):
    """One thing that somebody did. Names stand as they were then."""

    at = models.DateTimeField()
    action = models.CharField(max_length=20, choices=list(ACTIONS.items()), db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False)
    person_name = models.CharField(max_length=60)
    branch = models.CharField(max_length=255, db_index=True)
    """The tree path of the branch that it concerns."""
    subject = models.CharField(max_length=40, db_index=True)
    """What it was done to: `notice:12`."""
    title = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name} {self.action} {self.title}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            msg = "the log is never changed"
            raise TypeError(msg)
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        msg = "nothing is removed from the log"
        raise TypeError(msg)

    def computed(self) -> str:
        """The digest that this line must have."""
        return _digest(
            self.before,
            self.at,
            self.action,
            self.person_id,
            (self.person_name, self.branch, self.subject, self.title),
            self.details,
        )


def _digest(
    before: str, at: dt.datetime, action: str, person: int | None, words: tuple[str, ...], details: dict[str, Any]
) -> str:
    line = [before, at.astimezone(dt.UTC).isoformat(), action, person, *words, details]
    return hashlib.sha256(json.dumps(line, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def record(action: str, person: Any, *, branch: str = "", subject: str = "", title: str = "", **details: Any) -> Entry:
    """Write one line, in the transaction of what it tells: both happen, or neither."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
        last = Entry.objects.order_by("-pk").values_list("digest", flat=True).first()
        known = person is not None and person.pk is not None
        entry = Entry(
            at=moment.now().replace(microsecond=moment.now().microsecond // 1000 * 1000),
            action=action,
            person_id=person.pk if known else None,
            person_name=f"{person.name}（{person.username}）"[:60] if known else "",
            branch=branch,
            subject=subject,
            title=title[:200],
            details=details,
            before=last or FIRST,
        )
        entry.digest = entry.computed()
        entry.save()
        return entry


def broken() -> Iterator[int]:
    """The numbers of the lines at which the chain breaks: changed, or with one missing before them."""
    before = FIRST
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=500):
        if entry.before != before or entry.digest != entry.computed():
            yield entry.pk
        before = entry.digest
