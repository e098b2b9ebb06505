"""Answers to editors that Wagtail's admin does not give."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.static import serve


def original_picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture as it was uploaded, for staff: it may tell where and when it was taken."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    response = cast(FileResponse, serve(request, name, document_root=str(settings.MEDIA_ROOT / "original_images")))
    response["Cache-Control"] = "private, max-age=60"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def nothing_here(request: HttpRequest) -> HttpResponse:
    """What an editor gets who asks the newsroom for what is not there, or is there no more."""
    return render(request, "wagtailadmin/404.html", status=404)


def not_as_meant(request: HttpRequest) -> HttpResponse:
    """What an editor gets where the newsroom has done something that nobody meant."""
    return render(request, "newsroom/failed.html", status=500)
