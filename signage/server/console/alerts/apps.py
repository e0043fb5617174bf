from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "signage.server.console.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
