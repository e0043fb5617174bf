"""Notices, what was submitted of them and decided, where a branch's notice is hidden, and pictures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from signage.content.media import Media
from signage.server.console import moment
from signage.server.console.notices.written import UNTITLED, Written
from signage.server.console.structs import StructField


class State(models.TextChoices):
    """Where a notice stands, as staff see it. `approved` divides by its posting window."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    RETURNED = "returned", _("已退回")
    SCHEDULED = "scheduled", _("待上屏")
    LIVE = "live", _("在屏上")
    ENDED = "ended", _("已到期")
    WITHDRAWN = "withdrawn", _("已撤下")


class NoticePage(Page):
    """A notice, placed on a branch: it reaches every compound at or below it.

    The page's own `written` is what was approved last (Wagtail's live revision); drafts are its later revisions. What
    is on the glass follows from `approved_at`, `withdrawn_at` and the posting window, never from a flag alone.
    """

    parent_page_types = ("tree.SubdistrictPage", "tree.AreaPage", "tree.CompoundPage")
    subpage_types = ()
    wagtail_reference_index_ignore = True

    written = StructField(Written)
    approved_at = models.DateTimeField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    posting_end = models.DateTimeField(null=True, blank=True, db_index=True)
    """Of what was approved, so that the database can leave out what is over."""
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    """Of what was approved: the branch's notice that this one stands in for at its compound, for good."""

    @property
    def item_id(self) -> str:
        """Its id in feeds and journals, over all revisions."""
        return f"notice-{self.pk}"

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"notice:{self.pk}"

    @property
    def branch_path(self) -> str:
        return self.path[: -self.steplen]

    def is_approved(self) -> bool:
        """Whether something of it may be on a glass."""
        return self.approved_at is not None and self.withdrawn_at is None

    def draft(self) -> NoticePage:
        """Its newest revision, as an object."""
        found: NoticePage = self.get_latest_revision_as_object()
        return found

    def state_at(self, now: dt.datetime, submitted: str = "") -> State:
        """Where it stands; `submitted` is the status of its newest submission, if there is one since."""
        if submitted == Submission.WAITING:
            return State(State.SUBMITTED)
        if self.is_approved():
            approved: Written = self.written
            start = approved.posting_start or self.approved_at
            if self.posting_end is not None and self.posting_end <= now:
                return State(State.ENDED)
            return State(State.SCHEDULED if start is not None and start > now else State.LIVE)
        if submitted == Submission.RETURNED:
            return State(State.RETURNED)
        return State(State.WITHDRAWN if self.withdrawn_at is not None else State.DRAFT)

    def full_clean(self, *args: Any, **options: Any) -> None:
        self.title: str = (self.title or UNTITLED)[:255]
        super().full_clean(*args, **options)


class Submission(models.Model):
    """A revision that somebody put before a second person, and what that person said."""

    WAITING, APPROVED, RETURNED, RECALLED = "waiting", "approved", "returned", "recalled"
    STATUS = ((WAITING, _("待审核")), (APPROVED, _("已批准")), (RETURNED, _("已退回")), (RECALLED, _("已收回")))

    notice = models.ForeignKey(NoticePage, models.CASCADE, related_name="submissions")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
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
            models.UniqueConstraint(fields=("notice",), condition=models.Q(status="waiting"), name="one_waits"),
        )

    def __str__(self) -> str:
        return f"{self.notice}: {self.status}"


class Hidden(models.Model):
    """A compound that does not show a notice of a branch above it."""

    compound = models.ForeignKey("tree.CompoundPage", models.CASCADE, related_name="hidden")
    notice = models.ForeignKey(NoticePage, models.CASCADE, related_name="hidden_at")
    reason = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=moment.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("compound", "notice"), name="hidden_once"),)

    def __str__(self) -> str:
        return f"{self.notice} hidden at {self.compound}"


class Picture(models.Model):
    """A picture as re-encoded here; its file is `<sha256>.<ext>` in the media storage. Never what was uploaded."""

    sha256 = models.CharField(max_length=64, db_index=True)
    media = StructField(Media)
    branch = models.ForeignKey(Page, models.CASCADE, related_name="+")
    """Where it was uploaded: who sees this branch sees the picture."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=moment.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sha256", "branch"), name="a_picture_once"),)

    def __str__(self) -> str:
        return self.sha256[:12]


class Presence(models.Model):
    """Somebody has a notice open for writing."""

    notice = models.ForeignKey(NoticePage, models.CASCADE, related_name="present")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=moment.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("notice", "person"), name="present_once"),)

    def __str__(self) -> str:
        return f"{self.person} at {self.notice}"
