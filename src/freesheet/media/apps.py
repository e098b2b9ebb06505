"""Django's entry for this room."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The media room."""

    name = "freesheet.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make sizes in AVIF at our speed."""
        from freesheet.media.avif import hasten

        hasten()
