from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "signage.server.console"
    label = "console"
