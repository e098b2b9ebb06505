"""Django's entry for this room."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The articles room."""

    name = "freesheet.articles"
    label = "articles"
    default_auto_field = "django.db.models.BigAutoField"
