from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "signage.server.console.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
