"""The app that connects the rooms, and Wagtail's pictures as we have them."""

from django.apps import AppConfig
from wagtail.images.apps import WagtailImagesAppConfig


class ProjectConfig(AppConfig):
    """Assembly."""

    name = "freesheet.project"
    label = "project"

    def ready(self) -> None:
        from freesheet.project import wiring

        wiring.connect()


class PicturesConfig(WagtailImagesAppConfig):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's pictures, whose sizes leave their files to us."""

    def ready(self) -> None:
        super().ready()
        from freesheet.project import wiring

        wiring.take_over_files()
