"""Django's name for this part, and what it tells others."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "signage.server.console.screens"
    label = "screens"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Certificates name the screens that are paired, also those that never reported."""
        from signage.server.console.evidence import proof
        from signage.server.console.screens.listing import names

        proof.screens_of.append(names)
