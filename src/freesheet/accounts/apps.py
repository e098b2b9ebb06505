"""Django's entry for this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "freesheet.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
