from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "signage.server.console.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
