"""What an administrator says of a compound's public pages: that the codes on its screens lead to ours."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from signage.server.console.context import access_of
from signage.server.console.evidence.models import record
from signage.server.console.outside import addresses
from signage.server.console.publishing import outbox
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action


@require_POST
def use_own(request: HttpRequest, key: int) -> HttpResponse:
    """From now on the codes on the screens of this compound lead to its pages here; `off`: there are no codes."""
    access_of(request).branch(key, Action.ADMINISTER)
    with transaction.atomic():
        page = CompoundPage.objects.select_for_update().filter(pk=key).first()
        if page is None:
            raise Http404
        address = "" if request.POST.get("do") == "off" else addresses.own(request, page.code)
        page.about = msgspec.structs.replace(page.compound, public_url=address)
        page.save()
        record(
            "branch-change",
            request.user,
            branch=page.path,
            subject=f"branch:{page.pk}",
            title=page.title,
            changed=["public_url"],
            public_url=address,
        )
        outbox.want([page])
    if not address:
        messages.success(request, _("屏上的通知不再带二维码。"))
    elif reaches_residents(address):
        messages.success(request, _("屏上的二维码现在指向 %s") % address)
    else:
        messages.warning(
            request, _("屏上的二维码现在指向 %s，但这是本机地址，手机打不开；请用对外的网址登录后再点一次。") % address
        )
    return redirect("branch", key)


def reaches_residents(address: str) -> bool:
    """Whether a phone could reach it at all: it is not this machine's own name for itself."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True
