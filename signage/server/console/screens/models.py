"""A screen as it was last heard of, the orders that stand, and the commands that were given."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from signage.content.compound import Display
from signage.content.order import CommandKind
from signage.feed.report import Health
from signage.server.console import moment
from signage.server.console.structs import StructField

SILENT = dt.timedelta(minutes=10)
"""A screen that was not heard of for so long waits for somebody to look after it."""

CODE_LIFE = dt.timedelta(minutes=12)
"""How long after it was last reported a pairing code is good: screens change theirs every ten minutes."""

DISPLAYS = [(Display.NORMAL.value, _("正常")), (Display.SAFE.value, _("安全画面")), (Display.BLACKOUT.value, _("黑屏"))]


class Ordered(models.Model):
    """What somebody said that screens show instead of everything. `display` is one of `content.compound.Display`."""

    display = models.CharField(max_length=10, choices=DISPLAYS, default=Display.NORMAL.value)
    since = models.DateTimeField(null=True)
    words = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=60, blank=True)
    """The name of who said so, as it was then."""

    class Meta:
        abstract = True


class Screen(Ordered):
    """One display. Without a `compound` it is not paired: nobody but itself says that it exists."""

    identity = models.CharField(max_length=32, unique=True)
    """Its id: the digest of its public `key` (`store.identity`)."""
    key = models.CharField(max_length=64)
    compound = models.ForeignKey("tree.CompoundPage", models.SET_NULL, null=True, related_name="screens")
    name = models.CharField(_("位置"), max_length=20, blank=True)
    paired_at = models.DateTimeField(null=True)
    first_at = models.DateTimeField(default=moment.now)
    seen_at = models.DateTimeField(default=moment.now, db_index=True)
    stamp = models.DateTimeField(null=True)
    """The moment in its last report: an older or equal one is a replay."""
    code = models.CharField(max_length=6, blank=True, db_index=True)
    root = models.CharField(max_length=16, blank=True)
    """The fingerprint of the root that it believes."""
    shows = models.CharField(max_length=80, blank=True)
    """The id of the compound whose feed it shows."""
    address = models.CharField(max_length=45, blank=True)
    health = StructField(Health, default=Health)
    snapshot = models.BinaryField(null=True)
    snapshot_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("compound", "name"), condition=models.Q(compound__isnull=False), name="a_screen_name_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.compound or 'unpaired'}: {self.name or self.identity[:8]}"

    @property
    def is_silent(self) -> bool:
        return moment.now() - self.seen_at > SILENT


class BranchOrder(Ordered):
    """An order that stands on a branch, for every screen below it, paired or not."""

    branch = models.OneToOneField(Page, models.CASCADE, related_name="screen_order")

    def __str__(self) -> str:
        return f"{self.branch}: {self.display}"


class GivenCommand(models.Model):
    """A command to one screen: in its compound's feed until it is done or expired."""

    screen = models.ForeignKey(Screen, models.CASCADE, related_name="commands")
    name = models.CharField(max_length=40, unique=True)
    """Its id in the feed."""
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in CommandKind])
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)

    def __str__(self) -> str:
        return f"{self.kind} for {self.screen}"
