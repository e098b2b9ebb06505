"""The fronts that there are."""

from __future__ import annotations

from freesheet.press.fronts.caddy import Caddy
from freesheet.press.fronts.nginx import Nginx
from freesheet.press.fronts.plan import FrontProblem
from freesheet.press.fronts.program import Program

FRONTS: dict[str, Program] = {front.name: front for front in (Nginx(), Caddy())}


def front_named(name: str) -> Program:
    """The front of this name. Raises FrontProblem."""
    if name not in FRONTS:
        raise FrontProblem(f"“{name}” is no front that Freesheet knows. It knows {', '.join(FRONTS)}.")
    return FRONTS[name]
