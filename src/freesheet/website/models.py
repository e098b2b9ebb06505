"""What the website remembers that no page says any more: addresses that were given up, and style sheets of before."""

from __future__ import annotations

from django.db import models


class Gone(models.Model):
    """An address, decoded, at which readers found a page that was withdrawn. They are told so (HTTP 410)."""

    address = models.CharField(max_length=2000, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.address


class FormerStyle(models.Model):
    """A style sheet that pages printed before, or kept by browsers and proxies, still ask for."""

    digest = models.CharField(max_length=16, unique=True)
    css = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest
