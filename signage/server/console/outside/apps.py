from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "signage.server.console.outside"
    label = "outside"
