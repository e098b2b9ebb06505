"""Sizes of pictures, made by several processes at once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from freesheet.media.models import NewsImage, NewsRendition
from freesheet.media.queries import sizes


def picture() -> NewsImage:
    file = BytesIO()
    Image.new("RGB", (1300, 700), "teal").save(file, "PNG")
    return NewsImage.objects.create(title="Harbour", file=ContentFile(file.getvalue(), "duo.png"))


@pytest.mark.django_db
def test_who_comes_second_shows_the_files_of_who_came_first(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, theirs = picture(), []
    insert = NewsRendition.objects.bulk_create

    def after_another(rows: list[NewsRendition], **options: Any) -> list[NewsRendition]:
        # Between our look and our insert, another process does all that we do.
        monkeypatch.undo()
        theirs.append(sizes(NewsImage.objects.get(pk=mine.pk)))
        return insert(rows, **options)

    monkeypatch.setattr(NewsRendition.objects, "bulk_create", after_another)
    shown = sizes(mine)
    assert [shown] == theirs
    assert sizes(NewsImage.objects.get(pk=mine.pk)) == shown
    folder = Path(NewsRendition.objects.first().file.path).parent
    in_use = {Path(row.file.path).name for row in NewsRendition.objects.filter(image=mine)}
    assert {file.name for file in folder.iterdir() if file.name.startswith("duo.")} == in_use
