"""Where somebody who asks comes from."""

from __future__ import annotations

from django.http import HttpRequest

NEAR = frozenset(("127.0.0.1", "::1", ""))


def address_of(request: HttpRequest) -> str:
    """Where somebody comes from. A web server on this machine is believed when it says for whom it asks."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    if near not in NEAR:
        return near
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return told[:45] or near or "127.0.0.1"
