"""Django's entry for this room."""

from django.apps import AppConfig


class SectionsConfig(AppConfig):
    """The sections room."""

    name = "freesheet.sections"
    label = "sections"
    default_auto_field = "django.db.models.BigAutoField"
