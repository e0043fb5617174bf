"""What every answer carries, and which host names are ours."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Everything from here, nothing inline: a text that slips past every escape still runs nothing."""

Next = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("X-Frame-Options", "DENY")
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        # what a person saw is not kept by the browser for the next one at the same desk
        response.setdefault("Cache-Control", "no-store")
        return response


class LogInFirst(LoginRequiredMiddleware):
    """Nothing without a log-in but what is for anybody; there nobody is even asked who they are.

    Django looks for a session first: a public page would then be another one for each cookie, and cost a query.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True):
            return None
        answer: HttpResponse | None = super().process_view(request, view_func, view_args, view_kwargs)
        return answer


class HostGuard:
    """Refuses requests under a name that is not ours: an attacker's page may point its own name at our address.

    An address cannot be pointed elsewhere, so every address is let through.
    """

    def __init__(self, get_response: Next) -> None:
        self._next = get_response
        self._own = {
            "localhost",
            socket.gethostname().casefold(),
            *(name.casefold() for name in settings.SIGNAGE_NAMES),
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "")
        if self._is_ours(host):
            return self._next(request)
        return HttpResponse(
            f"这里不认识“{host[:80]}”这个名字。管理员：启动时请加 --name 主机名。\n",
            content_type="text/plain; charset=utf-8",
            status=400,
        )

    def _is_ours(self, host: str) -> bool:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        name = name.strip("[]").casefold()
        if name in self._own:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
