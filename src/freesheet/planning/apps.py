"""Django's entry for this room."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The planning room."""

    name = "freesheet.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
