"""The first start makes everything: the database, and a one-time link for the first administrator."""

from __future__ import annotations

import logging

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from signage.server.console.accounts.models import FIRST_LINK_LIFE, Link
from signage.server.console.accounts.views import administrators

_log = logging.getLogger(__name__)


def prepare() -> str:
    """Bring the database up to date. The path of a fresh link where there is no administrator yet; else empty.

    Links of earlier starts are void: the secret survives nothing, and only a digest of it was ever kept.
    """
    if "wagtailcore_page" not in connection.introspection.table_names():
        _log.info("making the database: some seconds, this once")
    call_command("migrate", verbosity=0, interactive=False)
    # Wagtail's own first page, which nobody asked for
    for page in Page.objects.filter(depth=2, content_type__app_label="wagtailcore"):
        page.delete()
    Link.objects.filter(person=None).delete()
    if administrators().exists():
        return ""
    _link, token = Link.make(None, FIRST_LINK_LIFE)
    return reverse("link", args=[token])
