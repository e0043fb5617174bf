"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from signage.server.console.tree.access import Access
from signage.server.console.tree.roles import Action


def access_of(request: HttpRequest) -> Access:
    """The reach of who asks; read from the database once a request."""
    found: Access | None = getattr(request, "signage_access", None)
    if found is None:
        found = Access(request.user)
        request.signage_access = found  # type: ignore[attr-defined]
    return found


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The reach of who is logged in, for the pages' navigation."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    access = access_of(request)
    return {
        "access": access,
        "can_write": access.may_anywhere(Action.WRITE),
        "can_approve": access.may_anywhere(Action.APPROVE),
        "can_alert": access.may_anywhere(Action.ALERT),
        "can_administer": access.may_anywhere(Action.ADMINISTER),
    }
