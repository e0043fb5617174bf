"""Django's name for this part."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "signage.server.console.screens"
    label = "screens"
    default_auto_field = "django.db.models.BigAutoField"
