"""Addresses of alerts."""

from __future__ import annotations

from django.urls import path

from signage.server.console.alerts import views

urlpatterns = [
    path("", views.alerts, name="alerts"),
    path("new/", views.new, name="new-alert"),
    path("preview/", views.preview_form, name="preview-alert-form"),
    path("<int:key>/", views.alert, name="alert"),
    path("<int:key>/edit/", views.edit, name="edit-alert"),
    path("<int:key>/update/", views.update, name="update-alert"),
    path("<int:key>/preview/", views.preview, name="preview-alert"),
    path("<int:key>/confirm/", views.confirm, name="confirm-alert"),
    path("<int:key>/second/", views.second, name="second-alert"),
    path("<int:key>/return/", views.send_back, name="return-alert"),
    path("<int:key>/drop/", views.drop, name="drop-alert"),
    path("<int:key>/lift/", views.lift, name="lift-alert"),
    path("branches/<int:key>/", views.setting, name="alert-setting"),
]
