"""Django's entry for this room."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """The contributions room."""

    name = "freesheet.contributions"
    label = "contributions"
    default_auto_field = "django.db.models.BigAutoField"
