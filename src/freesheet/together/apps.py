"""Django's entry for this room."""

from django.apps import AppConfig


class TogetherConfig(AppConfig):
    """The room for writing together."""

    name = "freesheet.together"
    label = "together"
    default_auto_field = "django.db.models.BigAutoField"
