"""Pages for anybody, without a log-in: a compound, a notice, what became of one, its Atom feed.

The language is part of the address (`?lang=en`), so that whatever stands between may keep a page; each is asked for
anew (`no-cache`), so that what is withdrawn is gone at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import msgspec
import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe

from signage.content.base import Record
from signage.content.feed import Feed
from signage.content.links import MEDIA_FOLDER
from signage.content.notice import Item
from signage.playlist.language import Language
from signage.playlist.live import posted
from signage.playlist.words import date_words
from signage.server.console import moment
from signage.server.console.outside import addresses
from signage.server.console.outside.atom import atom
from signage.server.console.outside.calendar import calendar
from signage.server.console.outside.gone import Fate, Gone, what_became
from signage.server.console.outside.published import DamagedError, Reading, kept, published
from signage.server.console.outside.telling import CHINESE, is_stopped, tell_compound, tell_notice

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing runs here at all."""

_ASKED: dict[str, tuple[Language, str]] = {"en": ("en", "en"), "zh": (CHINESE, "zh-hans")}


class _Asked(Record, frozen=True, kw_only=True):
    """What a request asks of: a compound's feed as it is now, in a language, under an address."""

    reading: Reading
    now: dt.datetime
    language: Language
    code: str
    home: str
    """The compound's page, absolute, ending in `/`."""

    @property
    def feed(self) -> Feed:
        return self.reading.feed


View = Callable[..., HttpResponse]


def _page(view: View) -> View:
    """A view of what is published, for anybody: read, in its language, with what every answer of ours carries."""

    @login_not_required
    @require_safe
    @conditional_page
    def answer(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        language, ours = _ASKED.get(request.GET.get("lang", ""), _ASKED["zh"])
        with override(ours):
            try:
                reading = published(code)
            except DamagedError:
                response = _said(None, 503, _("暂时打不开"), _("内容暂时读不出来，请稍后再试，或问门岗。"), retry=60)
                return _dressed(response, ours)
            if reading is None:
                response = _said(None, 404, _("没有这个页面"), _("请核对网址，或再扫一次屏幕上的二维码。"))
                return _dressed(response, ours)
            asked = _Asked(
                reading=reading,
                now=max(moment.now(), reading.feed.published),
                language=language,
                code=code,
                home=addresses.home(request, reading.feed),
            )
            return _dressed(view(asked, **more), ours)

    return answer


def _dressed(response: HttpResponse, language: str) -> HttpResponse:
    response["Content-Security-Policy"] = POLICY
    response["Content-Language"] = language
    response.setdefault("Cache-Control", "no-cache")
    # a reader from elsewhere learns nothing of who came from which notice
    response["Referrer-Policy"] = "no-referrer"
    if not settings.SIGNAGE_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@_page
def compound(asked: _Asked) -> HttpResponse:
    """Who is on duty, what is live, the week, what there is and whom to call."""

    def make() -> bytes:
        told = tell_compound(asked.feed, asked.now, asked.language)
        return _render("outside/compound.html", asked, told=told, calendar=_calendar(asked.code))

    return HttpResponse(kept(asked.reading, ("compound", asked.language, asked.home), asked.now, make))


@_page
def notice(asked: _Asked, item: str) -> HttpResponse:
    """One notice, to be read on a phone or printed for the paper wall; or what became of it."""
    if is_stopped(asked.feed):
        return _said(asked, 200, _("暂停展示"), _("门岗屏幕和网页暂停展示内容，请留意门岗和公告墙。"))
    found = next((each for each in asked.feed.items if each.id == item), None)
    if found is not None and posted(found, asked.now):
        return HttpResponse(
            kept(asked.reading, ("notice", item, asked.language, asked.home), asked.now, lambda: _notice(asked, found))
        )
    gone = what_became(item, asked.feed, asked.now)
    if gone is None:
        return _said(asked, 404, _("没有这条通知"), _("请核对网址，或再扫一次屏幕上的二维码。"))
    return _gone(asked, gone)


def _notice(asked: _Asked, item: Item) -> bytes:
    address = f"{asked.home}notices/{quote(item.id, safe='')}"
    return _render(
        "outside/notice.html",
        asked,
        told=tell_notice(item, asked.feed, asked.now, asked.language),
        address=address,
        code_svg=_code(address),
    )


def _code(address: str) -> SafeString:
    """The QR of `address` as an SVG within the page: attributes alone, which the policy lets stand."""
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(border=0, svgclass="qr", lineclass=None, omitsize=True))  # made here


def _gone(asked: _Asked, gone: Gone) -> HttpResponse:
    day = date_words(gone.at.astimezone(asked.feed.zone).date(), asked.language) if gone.at else ""
    if gone.fate is Fate.ENDED:
        words = _("“%(title)s”已于%(day)s到期，不再展示。") % {"title": gone.title, "day": day}
        return _said(asked, 410, _("这条通知已到期"), words)
    if gone.fate is Fate.WITHDRAWN:
        return _said(asked, 410, _("这条通知已撤下"), _("它已于%(day)s撤下，请以现在的通知为准。") % {"day": day})
    return _said(asked, 410, _("这条通知有了新的"), _("它已由另一条通知代替。"), instead=quote(gone.instead, safe=""))


@_page
def feed(asked: _Asked) -> HttpResponse:
    """The Atom feed. While the screens are stopped it has no entries."""

    def make() -> bytes:
        return atom(_unstopped(asked.feed), asked.now, asked.home, f"{asked.home}atom.xml")

    data = kept(asked.reading, ("atom", asked.language, asked.home), asked.now, make)
    return HttpResponse(data, content_type="application/atom+xml; charset=utf-8")


@_page
def events(asked: _Asked) -> HttpResponse:
    """What is announced, as a calendar."""

    def make() -> bytes:
        return calendar(_unstopped(asked.feed), asked.now, asked.home)

    data = kept(asked.reading, ("events", asked.home), asked.now, make)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")


def _unstopped(feed: Feed) -> Feed:
    """`feed` as readers elsewhere get it: with nothing in it while the screens are stopped."""
    return msgspec.structs.replace(feed, items=()) if is_stopped(feed) else feed


@login_not_required
@require_safe
def media(_request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Where feed.json says that a picture is: the feed host gives it out."""
    return HttpResponsePermanentRedirect(f"/feed/{code}/{MEDIA_FOLDER}{quote(name, safe='.')}")


# Inside.


def _render(template: str, asked: _Asked | None, **more: Any) -> bytes:
    """A page. Without the request: no session is opened for somebody who only reads."""
    language = asked.language if asked else CHINESE
    context = {"asked": asked, "english": language == "en", "lang": language, "indexed": settings.SIGNAGE_INDEXED}
    if asked is not None:
        context["compound"] = asked.feed.compound
        context["media"] = f"/feed/{asked.code}/{MEDIA_FOLDER}"
    return render_to_string(template, {**context, **more}).encode()


def _said(
    asked: _Asked | None, status: int, title: str, words: str, *, instead: str = "", retry: int = 0
) -> HttpResponse:
    """A page that only says something; `instead`: the notice to read in its place."""
    response = HttpResponse(
        _render("outside/said.html", asked, title=title, words=words, instead=instead), status=status
    )
    if retry:
        response["Retry-After"] = str(retry)
    return response


def _calendar(code: str) -> str:
    """The roster's calendar, where this console gives one out."""
    address = f"/duty/{code}.ics"
    try:
        resolve(address)
    except Resolver404:
        return ""
    return address
