"""Alerts as staff sent them: each message once, and what became of it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from signage.content.alert import Alert, MsgType
from signage.server.console import moment
from signage.server.console.alerts.said import Said
from signage.server.console.structs import StructField


class Message(models.Model):
    """One CAP message, placed on a branch: it reaches every compound at or below it.

    A message is changed only before it is sent; afterwards another updates it (CAP `Update`) or ends it (`Cancel`).
    """

    DRAFT, WAITING, RETURNED, SENT, DROPPED = "draft", "waiting", "returned", "sent", "dropped"
    STATUS = (
        (DRAFT, _("还没有发")),
        (WAITING, _("等第二个人确认")),
        (RETURNED, _("已退回")),
        (SENT, _("已发出")),
        (DROPPED, _("没有发，已放弃")),
    )

    branch = models.ForeignKey(Page, models.PROTECT, related_name="alerts")
    said = StructField(Said)
    msg_type = models.CharField(max_length=10, default=MsgType.ALERT.value)
    refers = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    """What it updates or ends."""
    status = models.CharField(max_length=10, choices=STATUS, default=DRAFT, db_index=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    """Who changed it last: never the second person."""
    written_at = models.DateTimeField(default=moment.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """Who sent it, returned it or gave it up."""
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=200, blank=True)
    cap = StructField(Alert, null=True)
    """What was sent, exactly."""
    expires = models.DateTimeField(null=True, db_index=True)
    """Of what was sent: until then it is in the feed."""
    ended_at = models.DateTimeField(null=True)
    """When an update or an all-clear ended it."""

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.msg_type} {self.pk}: {self.said.headline}"

    @property
    def identifier(self) -> str:
        """Its name in feeds and journals."""
        return f"alert-{self.pk}"

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"alert:{self.pk}"

    @property
    def sender(self) -> str:
        """CAP's sender: the branch, so that its update and its all-clear are its own."""
        return f"branch-{self.branch_id}"

    def in_force(self, now: dt.datetime) -> bool:
        """Whether it has the glass of its compounds."""
        return (
            self.status == self.SENT
            and self.msg_type != MsgType.CANCEL
            and self.ended_at is None
            and self.expires is not None
            and self.expires > now
        )


class AlertSetting(models.Model):
    """What an administrator said for a branch and everything below it."""

    branch = models.OneToOneField(Page, models.CASCADE, related_name="alert_setting")
    alone = models.JSONField(default=list)
    """Levels that go out without a second person though they are grave."""

    def __str__(self) -> str:
        return f"alert setting of {self.branch}"
