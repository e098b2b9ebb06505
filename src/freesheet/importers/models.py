"""What an import has already brought, so that a second run changes nothing and a broken one can go on."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Arrival(models.Model):
    """One thing of a source, and what it became here.

    ``origin`` is the source (the old site's address), ``kind`` and ``key`` name the thing in it, and
    ``digest`` is the SHA-256 of what it said then, as hexadecimal digits.
    """

    origin = models.CharField(max_length=500)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    became = GenericForeignKey("content_type", "object_id")
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "kind", "key"], name="importers_arrival_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
