"""Django's entry for this room."""

from django.apps import AppConfig


class PreflightConfig(AppConfig):
    """The preflight room."""

    name = "freesheet.preflight"
    label = "preflight"
    default_auto_field = "django.db.models.BigAutoField"
