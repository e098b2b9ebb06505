"""Custom image and document models, ours from the first migration."""

from io import BytesIO
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

from freesheet.lib.jpeg import without_metadata
from freesheet.lib.model_fields import WebAddressField


class NewsImage(AbstractImage):  # type: ignore[misc]  # Wagtail ships no types
    """A picture. Wagtail's ``description`` is the text for readers who cannot see it."""

    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made it, as readers should see it.")
    )
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    source_url = WebAddressField(
        _("source address"), max_length=2000, blank=True, help_text=_("Where the picture came from.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "caption", "credit", "licence", "source_url")

    class Meta(AbstractImage.Meta):  # type: ignore[misc]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> Any:  # noqa: A002  # Wagtail's
        """The file of a size, without the place and the camera that the original may tell of."""
        made = super().generate_rendition_file(filter, source=source)
        with made:
            made.seek(0)
            return File(BytesIO(without_metadata(made.read())), name=made.name)

    def create_renditions(self, *filters: Filter) -> dict[Filter, Any]:
        """Sizes that were not there, as they are in the database afterwards.

        Two processes may make the same ones at once, and Wagtail lets each go on with its own files: the pages that
        they print would differ. So the files of whoever came second are deleted.
        """
        made: dict[Filter, Any] = super().create_renditions(*filters)
        kept = {
            (row.filter_spec, row.focal_point_key): row
            for row in NewsRendition.objects.filter(image=self, filter_spec__in=[each.spec for each in made])
        }
        for each, mine in made.items():
            theirs = kept.get((mine.filter_spec, mine.focal_point_key), mine)
            if theirs.file.name != mine.file.name:
                mine.file.storage.delete(mine.file.name)
            made[each] = theirs
        return made

    @property
    def default_alt_text(self) -> str:
        """The description alone: a file name is no help to anyone who listens."""
        return str(self.description)


class NewsRendition(AbstractRendition):  # type: ignore[misc]
    """A size and format of an image, made once."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once")
        ]

    @classmethod
    def storage(cls) -> Storage:
        """Where the files lie."""
        kept: Storage = cls._meta.get_field("file").storage
        return kept


class FormerFile(models.Model):
    """The file of a size that the newsroom gave up. Pages printed before still name it: it is kept until it is due."""

    name = models.CharField(max_length=255, unique=True)
    picture = models.PositiveBigIntegerField(db_index=True)
    """The id of the picture, which may be gone."""
    due = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class NewsDocument(AbstractDocument):  # type: ignore[misc]
    """A file that readers may take away: a court ruling, a data table."""

    source = models.CharField(_("source"), max_length=255, blank=True)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "source")
