"""The poster of a film that has none: a frame of it, which the editor's browser has taken. Nothing is decoded here."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Collection

from freesheet.media.errors import UnfitPicture
from freesheet.media.forms import ArrivingPictureField
from freesheet.media.models import NewsImage, Recording

MOST_BYTES = 5 * 2**20
"""A JPEG of 1920 pixels across, which is what browsers are asked for, has a tenth of it."""


def made_poster(film: Recording, frame: File[Any], user: Any, collection: Collection) -> NewsImage:
    """A picture in the library of a frame (a JPEG), with the film's title, credit, licence and source.

    It has no description: that it is a frame tells nobody what is to be seen. The very same one is not kept twice.

    Raises:
        UnfitPicture: it cannot be taken.
    """
    data = _arrived(film, frame)
    theirs = {"credit": film.credit, "licence": film.licence, "source_url": film.source_url}
    digest = hashlib.sha1(data.read(), usedforsecurity=False).hexdigest()  # Wagtail's own file_hash
    found: NewsImage | None = NewsImage.objects.filter(file_hash=digest, collection=collection, **theirs).first()
    if found is not None:
        return found
    made = NewsImage(
        title=film.title,
        file=ImageFile(data, name=data.name),
        file_size=data.size,
        file_hash=digest,
        collection=collection,
        uploaded_by_user=user,
        **theirs,
    )
    made.save()
    return made


def _arrived(film: Recording, frame: File[Any]) -> File[Any]:
    """The frame after the very checks that a picture uploaded by an editor passes. Its own name is not asked for."""
    if (frame.size or 0) > MOST_BYTES:
        raise UnfitPicture(_("It has more than %d MB.") % (MOST_BYTES // 2**20))
    frame.seek(0)
    upload = SimpleUploadedFile(f"{slugify(film.title)[:60] or 'film'}-poster.jpg", frame.read())
    try:
        kept: File[Any] = ArrivingPictureField().clean(upload)
    except ValidationError as problem:
        raise UnfitPicture(" ".join(problem.messages)) from problem
    kept.seek(0)
    return kept
