"""Django's entry for this room."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The website room."""

    name = "freesheet.website"
    label = "website"
    default_auto_field = "django.db.models.BigAutoField"
