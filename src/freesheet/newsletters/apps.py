"""Django's entry for this room."""

from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    """The newsletters room."""

    name = "freesheet.newsletters"
    label = "newsletters"
    default_auto_field = "django.db.models.BigAutoField"
