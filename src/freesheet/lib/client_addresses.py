"""From where somebody asks."""

from __future__ import annotations

from collections.abc import Mapping

NEAR = frozenset(("127.0.0.1", "::1", ""))


def client_address(meta: Mapping[str, object]) -> str:
    """The address of who asks, from a request's ``META``. A web server on this machine is believed.

    Of several it says the last, which is the one that it has seen itself: those before can be written by anybody.
    """
    near = str(meta.get("REMOTE_ADDR", ""))
    if near not in NEAR:
        return near
    told = str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return told[:45] or near or "127.0.0.1"
