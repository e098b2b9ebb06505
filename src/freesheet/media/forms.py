"""The form for pictures in the library: what is uploaded goes through the one door."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from freesheet.lib.iptc import Credits
from freesheet.media.arrival.arriving import arrived
from freesheet.media.errors import UnfitPicture


class ArrivingPictureField(WagtailImageField):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's field, which gives the file as it may be kept; what it said of its makers is its ``credits``.

    The door comes before Wagtail's checks: those unpack a picture before they count its pixels, and do not expect one
    that breaks off.
    """

    def to_python(self, data: Any) -> Any:
        """The file, upright and without what it tells."""
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        file.seek(0)
        try:
            made = arrived(file.read())
        except UnfitPicture as problem:
            raise ValidationError(str(problem), code="unfit_picture") from problem
        kept = super().to_python(SimpleUploadedFile(file.name or "picture", made.data))
        kept.credits = made.credits
        return kept


class NewsImageForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form with that field. A credit that nobody entered is taken from the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            theirs = self.fields["file"]
            self.fields["file"] = ArrivingPictureField(
                label=theirs.label, required=theirs.required, widget=theirs.widget, help_text=theirs.help_text
            )

    def save(self, commit: bool = True) -> Any:
        """Keep it, with the credit that the file names."""
        told = getattr(self.cleaned_data.get("file"), "credits", None)
        if told and not self.instance.credit:
            self.instance.credit = credit_line(told)
        return super().save(commit=commit)


def credit_line(told: Credits) -> str:
    """Maker and agency, as readers should see them: "Ada Reporter / Agency"."""
    named = dict.fromkeys(filter(None, (told.byline, told.credit or told.source or told.copyright)))
    return " / ".join(named)[:255]
