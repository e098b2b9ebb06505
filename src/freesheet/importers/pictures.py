"""Pictures on their way into the media library: each file once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile

from freesheet.importers.errors import ImportProblem
from freesheet.importers.manuscripts import Picture
from freesheet.media.forms import ArrivingPictureField
from freesheet.media.models import NewsImage


def image_of(picture: Picture, fetch: Callable[[str], bytes] | None = None) -> NewsImage:
    """The image in the library for ``picture``; the same bytes are never stored twice.

    Raises:
        ImportProblem: the picture cannot be had, is too large, or is no picture.
    """
    name = _name_of(picture)
    data = _fit(name, _bytes_of(picture, fetch))
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()  # Wagtail's own file_hash
    found: NewsImage | None = NewsImage.objects.filter(file_hash=digest).first()
    if found is not None:
        return found
    image = NewsImage(
        title=(picture.title or Path(name).stem)[:255],
        description=picture.alt[:255],
        caption=picture.caption[:500],
        credit=picture.credit[:255],
        licence=picture.licence[:255],
        source_url=picture.source[:2000] if isinstance(picture.source, str) else "",
        file=ImageFile(SimpleUploadedFile(name, data), name=name),
        file_size=len(data),
        file_hash=digest,
    )
    image.save()
    return image


def _bytes_of(picture: Picture, fetch: Callable[[str], bytes] | None) -> bytes:
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if isinstance(picture.source, Path):
        try:
            if picture.source.stat().st_size > limit:
                raise ImportProblem(f"The picture {picture.source.name} is larger than {limit // 2**20} MB.")
            return picture.source.read_bytes()
        except OSError as problem:
            raise ImportProblem(f"The picture {picture.source} cannot be read: {problem.strerror}.") from problem
    if fetch is None:
        raise ImportProblem(f"The picture {picture.source} was not fetched.")
    return fetch(picture.source)


def _name_of(picture: Picture) -> str:
    path = picture.source.name if isinstance(picture.source, Path) else unquote(urlsplit(picture.source).path)
    return os.path.basename(path)[-100:] or "picture"


def _fit(name: str, data: bytes) -> bytes:
    """The file as it is kept, after the very checks that a picture uploaded by an editor passes."""
    try:
        file = ArrivingPictureField().clean(SimpleUploadedFile(name, data))
    except ValidationError as problem:
        raise ImportProblem(f"The picture {name} cannot be used: {' '.join(problem.messages)}") from problem
    return bytes(file.read())
