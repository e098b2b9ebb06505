"""Django's entry for this room."""

from django.apps import AppConfig


class ImportersConfig(AppConfig):
    """The importers room."""

    name = "freesheet.importers"
    label = "importers"
    default_auto_field = "django.db.models.BigAutoField"
