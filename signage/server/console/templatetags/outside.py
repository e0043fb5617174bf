"""What the public pages' templates ask of content."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from signage.content.body import Block, Figure, Heading, Listing, Paragraph
from signage.server.console.outside import addresses
from signage.server.console.outside.telling import digits

register = template.Library()

register.filter("digits", digits)


@register.filter
def kind(block: Block) -> str:
    """Which of the blocks it is."""
    match block:
        case Paragraph():
            return "paragraph"
        case Heading():
            return "heading"
        case Listing():
            return "list"
        case Figure():
            return "figure"
    return "table"


@register.simple_tag
def own_pages(request: HttpRequest, compound: Any) -> dict[str, Any]:
    """Where a compound's public pages are on this server, and whether its codes lead there."""
    own = addresses.own(request, compound.code)
    told = compound.compound.public_url
    return {"address": own, "here": told == own, "elsewhere": told if told != own else ""}
