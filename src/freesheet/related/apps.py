"""Django's entry for this room."""

from django.apps import AppConfig


class RelatedConfig(AppConfig):
    """The related room."""

    name = "freesheet.related"
    label = "related"
    default_auto_field = "django.db.models.BigAutoField"
