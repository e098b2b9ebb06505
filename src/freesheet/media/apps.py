"""Django's entry for this room."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The media room."""

    name = "freesheet.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"
