"""What anybody may fetch: a compound's announced roster as a calendar. No log-in, no secret, no telephone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from signage.server.console import moment
from signage.server.console.rosters.announced import announced, announced_at
from signage.server.console.rosters.ics import calendar
from signage.server.console.tree.models import CompoundPage


@login_not_required
@require_safe
def duty_calendar(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 — Django's signature
    """The roster that the gate shows, for a resident's phone to subscribe to."""
    compound = get_object_or_404(CompoundPage, code=code)
    now = moment.now()
    data = calendar(compound.compound, announced(compound, now), announced_at(compound, now) or now)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{compound.code}.ics"'
    response["Cache-Control"] = "public, max-age=900"
    return response
