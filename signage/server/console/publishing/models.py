"""What each compound's screens should have, and have: an outbox, so that a crash or a full disk loses no word."""

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """A compound's place in the outbox: `wanted` counts changes, `done` is the count that its feed holds."""

    compound = models.OneToOneField("tree.CompoundPage", models.CASCADE, related_name="publication")
    wanted = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    """Why the last try failed, in words; empty when it did not."""
    failed_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    """An alert or an all-clear is due: it comes before other work, and is tried again without a rest."""
    tries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.compound}: {self.done} of {self.wanted}"

    @property
    def is_due(self) -> bool:
        return self.done < self.wanted
