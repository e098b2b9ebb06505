"""The app of the plain Wagtail."""

from django.apps import AppConfig


class PlainWagtailConfig(AppConfig):
    """Articles, and nothing else."""

    name = "bench.rivals.plain_wagtail"
    label = "plain"
    default_auto_field = "django.db.models.BigAutoField"
