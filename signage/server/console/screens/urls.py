"""Addresses of the screens themselves."""

from __future__ import annotations

from django.urls import path

from signage.server.console.screens import views

urlpatterns = [
    path("report/", views.report, name="report"),
    path("pair/", views.pair, name="pair"),
    path("stop/", views.stop, name="stop"),
    path("screens/<slug:code>/<int:key>/", views.one, name="screen-one"),
    path("screens/<slug:code>/<int:key>/do/", views.do, name="screen-do"),
    path("screens/<slug:code>/<int:key>/glass.jpg", views.glass, name="screen-glass"),
]
