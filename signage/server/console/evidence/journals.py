"""The screens' journals as they sent them, chunk by chunk, and the spells of airtime that follow from them.

Chunks and spells only grow, like the log: the database itself refuses to change one, and to remove one that is not
older than `KEPT_DAYS`. Each chunk carries the digest of the one before of its screen.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from django.db import models

from signage.server.console.evidence.lines import Shown
from signage.server.console.structs import StructField

KEPT_DAYS = 200
"""Logs of what was shown are kept six months at least; the triggers of migration 0004 say the same number."""


class OnlyGrows(models.Model):
    """Rows that are written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            msg = "a screen's journal is never changed"
            raise TypeError(msg)
        super().save(*args, **options)


class Stream(models.Model):
    """How far a screen's journal is kept. Working state: all of it follows from the chunks."""

    screen = models.CharField(max_length=80, unique=True)
    run = models.PositiveIntegerField(default=1)
    """Counts the beginnings of its journal: a new file each day, a new disk."""
    wanted = models.PositiveBigIntegerField(default=0)
    """The offset in bytes, within the run, from which the screen is to go on."""
    number = models.PositiveIntegerField(default=0)
    """Of its last chunk."""
    digest = models.CharField(max_length=64, default="0" * 64)
    """Of its last chunk."""
    shown = StructField(Shown, null=True)
    """What was painted last, and has not been said to have left."""
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.screen}: {self.run}:{self.wanted}"


class Chunk(OnlyGrows):
    """A stretch of whole lines of a screen's journal, verbatim; or one that was refused, as its length and digest."""

    screen = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    """Counts the chunks of the screen, from 1."""
    compound = models.CharField(max_length=40)
    run = models.PositiveIntegerField()
    offset = models.PositiveBigIntegerField()
    length = models.PositiveIntegerField()
    taken_at = models.DateTimeField(db_index=True)
    opening = models.CharField(max_length=64, blank=True)
    """SHA-256 of the first line of a run: a late copy of an earlier run's is known by it."""
    packed = models.BinaryField()
    """The lines, deflated; nothing where they were refused."""
    refused = models.CharField(max_length=200, blank=True)
    """Why the stretch was refused."""
    sha256 = models.CharField(max_length=64)
    """Of the stretch itself."""
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("screen", "number")
        constraints = (
            models.UniqueConstraint(fields=("screen", "number"), name="a_chunk_once"),
            models.UniqueConstraint(fields=("screen", "run", "offset"), name="a_stretch_once"),
        )
        indexes = (models.Index(fields=("screen", "opening"), name="chunk_by_opening"),)

    def __str__(self) -> str:
        return f"{self.screen} {self.number}"

    @property
    def lines(self) -> bytes:
        """The lines exactly as the screen sent them; empty where they were refused."""
        return zlib.decompress(bytes(self.packed)) if self.packed else b""

    def header(self) -> str:
        """What the digest is of: one line that says everything about the chunk, and the stretch by its own digest."""
        at = self.taken_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = "refused" if self.refused else "kept"
        place = f"{self.screen} {self.number} {self.compound} {self.run} {self.offset} {self.length}"
        return f"{self.before} {place} {at} {kept} {self.sha256}"

    def computed(self) -> str:
        """The digest that this chunk must have: SHA-256 of its header."""
        return hashlib.sha256(self.header().encode()).hexdigest()


class Airtime(OnlyGrows):
    """One stay of a thing on a screen's glass. Derived from the chunks; `chunk` has the line that ended it."""

    screen = models.CharField(max_length=80)
    compound = models.CharField(max_length=40)
    slide = models.CharField(max_length=200)
    item = models.CharField(max_length=200)
    page = models.PositiveIntegerField()
    feed_version = models.PositiveIntegerField()
    start = models.DateTimeField()
    end = models.DateTimeField(db_index=True)
    cut = models.BooleanField(default=False)
    doubtful = models.BooleanField(default=False)
    chunk = models.PositiveIntegerField()
    """The number of the chunk, among the screen's."""

    class Meta:
        ordering = ("start", "pk")
        indexes = (
            models.Index(fields=("item", "screen", "start"), name="airtime_of_item"),
            models.Index(fields=("screen", "start"), name="airtime_of_screen"),
        )

    def __str__(self) -> str:
        return f"{self.screen} {self.item}:{self.page} {self.start:%H:%M:%S}"
