"""Django's entry for this room."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """The editions room."""

    name = "freesheet.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
