"""Where a compound's public pages are: what its QR codes say, where they say it; else where they are asked for."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from signage.content.feed import Feed


def own(request: HttpRequest, code: str) -> str:
    """The compound's page on this server, as whoever asks reaches it; ends in `/`."""
    return request.build_absolute_uri(reverse("outside", args=(code,)))


def home(request: HttpRequest, feed: Feed) -> str:
    """The compound's page as links and codes name it."""
    return feed.compound.public_url or own(request, feed.compound.id)
