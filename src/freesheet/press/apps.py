"""Django's entry for this room."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """The press room."""

    name = "freesheet.press"
    label = "press"
    default_auto_field = "django.db.models.BigAutoField"
