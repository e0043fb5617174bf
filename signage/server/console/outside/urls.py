"""Addresses for anybody. Short: they are read from a QR, and the shorter, the coarser and the farther."""

from __future__ import annotations

from django.urls import path

from signage.server.console.outside import staff, views

urlpatterns = [
    path("c/<slug:code>/", views.compound, name="outside"),
    path("c/<slug:code>/notices/<str:item>", views.notice, name="outside-notice"),
    path("c/<slug:code>/atom.xml", views.feed, name="outside-atom"),
    path("c/<slug:code>/events.ics", views.events, name="outside-events"),
    path("c/<slug:code>/media/<str:name>", views.media, name="outside-media"),
    path("branches/<int:key>/public/", staff.use_own, name="use-own-pages"),
]
