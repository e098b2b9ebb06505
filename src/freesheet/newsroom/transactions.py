"""What an editor does is done whole, with what it means for readers, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]

READING = frozenset(("GET", "HEAD", "OPTIONS"))


def in_one_transaction(view: View) -> View:
    """The view, in a transaction that is undone where it fails. Wagtail moves and withdraws pages in several."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in READING:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return whole
