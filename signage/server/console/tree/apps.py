from django.apps import AppConfig


class TreeConfig(AppConfig):
    name = "signage.server.console.tree"
    label = "tree"
    default_auto_field = "django.db.models.BigAutoField"
