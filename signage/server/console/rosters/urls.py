"""Addresses of rosters."""

from __future__ import annotations

from django.urls import path

from signage.server.console.rosters import changing, outside, views

_MONTH = "rosters/<slug:code>/<slug:month>/"

urlpatterns = [
    path("rosters/", views.rosters, name="rosters"),
    path("rosters/upload/", views.upload, name="roster-upload"),
    path(_MONTH, views.roster, name="roster"),
    path(f"{_MONTH}keep/", views.keep, name="roster-keep"),
    path(f"{_MONTH}week.webp", views.week_slide, name="roster-week"),
    path(f"{_MONTH}roster.xlsx", views.download, name="roster-sheet"),
    path(f"{_MONTH}print/", views.printed, name="roster-print"),
    path(f"{_MONTH}turn/", changing.turn, name="roster-turn"),
    path(f"{_MONTH}remove/", changing.remove, name="roster-remove"),
    path(f"{_MONTH}carry-over/", changing.carry_over, name="roster-carry-over"),
    path(f"{_MONTH}swap/", changing.swapping, name="roster-swap"),
    path(f"{_MONTH}submit/", changing.submit, name="roster-submit"),
    path(f"{_MONTH}recall/", changing.recall, name="roster-recall"),
    path(f"{_MONTH}return/", changing.send_back, name="roster-return"),
    path(f"{_MONTH}approve/", changing.approve, name="roster-approve"),
    path(f"{_MONTH}withdraw/", changing.withdraw, name="roster-withdraw"),
    path(f"{_MONTH}discard/", changing.discard, name="roster-discard"),
    path("duty/<slug:code>.ics", outside.duty_calendar, name="duty-calendar"),
]
