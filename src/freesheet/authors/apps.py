"""Django's entry for this room."""

from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    """The authors room."""

    name = "freesheet.authors"
    label = "authors"
    default_auto_field = "django.db.models.BigAutoField"
