"""Django's entry for this room."""

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    """The transparency room."""

    name = "freesheet.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"
