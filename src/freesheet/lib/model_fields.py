"""Fields of models that differ from Django's in the form that they are entered with."""

from __future__ import annotations

from typing import Any

from django.db import models


class WebAddressField(models.URLField):  # type: ignore[type-arg]  # Django's takes none while it runs
    """An address on the web; one that is entered without a scheme is taken to be https."""

    def formfield(self, **options: Any) -> Any:
        """Django's own field for forms, told what Django 6 takes for granted."""
        return super().formfield(**{"assume_scheme": "https", **options})

    def deconstruct(self) -> Any:
        """As Django's: the column is the same."""
        name, _path, positional, named = super().deconstruct()
        return name, "django.db.models.URLField", positional, named
