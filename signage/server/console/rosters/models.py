"""A compound's months, what was set for them over time, and what was put before a second person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from signage.server.console import moment
from signage.server.console.rosters.turns import Turns
from signage.server.console.structs import StructField


class RosterState(models.TextChoices):
    """Where a month stands, as staff see it."""

    MISSING = "missing", _("还没有传")
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    RETURNED = "returned", _("已退回")
    LIVE = "live", _("已公布")
    WITHDRAWN = "withdrawn", _("已撤下")


class RosterMonth(models.Model):
    """A month of a compound's roster. What is on the glass is `live`, and only that."""

    compound = models.ForeignKey("tree.CompoundPage", models.CASCADE, related_name="rosters")
    month = models.CharField(max_length=7)
    """`2026-12`."""
    live = models.ForeignKey("RosterVersion", models.PROTECT, null=True, related_name="+")
    """What was approved, unless it was withdrawn."""
    approved_at = models.DateTimeField(null=True)
    """When something of it was first approved since it was last withdrawn."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("month",)
        constraints = (models.UniqueConstraint(fields=("compound", "month"), name="a_month_once"),)

    def __str__(self) -> str:
        return f"{self.compound} {self.month}"

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"roster:{self.pk}"


class RosterVersion(models.Model):
    """The month's turns as somebody set them: a sheet that was uploaded, or a sitting at the grid."""

    roster = models.ForeignKey(RosterMonth, models.CASCADE, related_name="versions")
    turns = StructField(Turns)
    file = models.CharField(max_length=120, blank=True)
    """The name of the sheet that it was read from."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=moment.now)
    """When it was last changed."""
    edits = models.PositiveIntegerField(default=0)
    """Counts its changes: who changes it says of which state they knew."""

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.roster} {self.pk}.{self.edits}"

    @property
    def mark(self) -> str:
        """Names this very state of it."""
        return f"{self.pk}.{self.edits}"


class RosterSubmission(models.Model):
    """A version that somebody put before a second person, and what that person said."""

    WAITING, APPROVED, RETURNED, RECALLED = "waiting", "approved", "returned", "recalled"
    STATUS = ((WAITING, _("待审核")), (APPROVED, _("已批准")), (RETURNED, _("已退回")), (RECALLED, _("已收回")))

    roster = models.ForeignKey(RosterMonth, models.CASCADE, related_name="submissions")
    version = models.ForeignKey(RosterVersion, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=STATUS, default=WAITING, db_index=True)
    note = models.CharField(max_length=200, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=moment.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("roster",), condition=models.Q(status="waiting"), name="one_roster_waits"),
        )

    def __str__(self) -> str:
        return f"{self.roster}: {self.status}"
