"""Uploads into pictures: re-encoded here, kept by what they contain. What was uploaded is never kept, never published.

The seam for every kind of upload: `take` is all that the rest of the console knows.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.models import Page

from signage.content.body import Figure
from signage.content.feed import Feed
from signage.errors import SignageError
from signage.server.console.evidence.models import record
from signage.server.console.notices.models import Picture
from signage.sources.nodes import SourceError
from signage.sources.pictures import MAX_PICTURE_BYTES, prepare
from signage.store.disk import write_whole


class UploadError(SignageError):
    """An upload cannot be used; its text says why and the mend."""


def take(person: Any, branch: Page, upload: UploadedFile) -> Figure:
    """The upload as a figure without a caption. Raises: `UploadError`."""
    if upload.size is None or upload.size > MAX_PICTURE_BYTES:
        raise UploadError(_("这张图片太大，最多%d兆；请先缩小") % (MAX_PICTURE_BYTES // 1_000_000))
    try:
        media, data = prepare(upload.read())
    except SourceError as error:
        raise UploadError(str(error)) from error
    if not default_storage.exists(media.name):
        default_storage.save(media.name, ContentFile(data))
    _picture, new = Picture.objects.get_or_create(
        sha256=media.sha256, branch=branch, defaults={"media": media, "by": person}
    )
    if new:
        record(
            "picture",
            person,
            branch=branch.path,
            subject=f"picture:{media.sha256[:16]}",
            title=str(upload.name or "")[:80],
            bytes=media.size,
        )
    return Figure(media=media)


def at_hand(feed: Feed) -> Path:
    """A folder on this disk with the pictures of `feed`: fetched where the storage is elsewhere, for the preview."""
    folder: Path = settings.DATA.media
    for media in feed.media():
        if (folder / media.name).exists():
            continue
        # what is gone everywhere is missed by whoever draws
        with contextlib.suppress(OSError), default_storage.open(media.name) as file:
            write_whole(folder / media.name, file.read(), sync=False)
    return folder
