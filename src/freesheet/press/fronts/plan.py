"""What a front is set up for: a folder, where readers ask, and where the stand is."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from freesheet.press.stand import CLOSED_MEDIA

DESK = (
    *("newsroom", "documents", "giving", "newsletter", "healthz", "_util"),
    *(f"media/{name}" for name in CLOSED_MEDIA),
)
"""Where there are never any files for readers: what is asked for here is asked of the stand, or not to be had."""

_UNSPEAKABLE = re.compile(r"""[\x00-\x1f\x7f"'`\\${}]""")


class FrontProblem(Exception):
    """A front cannot be set up or started. The message is a sentence for the person who runs it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One publication behind one front. Everything is checked: no value can change what a configuration means."""

    folder: Path
    """The publication's: ``store``, ``static`` and ``media`` are in it."""
    host: str
    """Where the front listens: an IP address, or empty for every one."""
    port: int
    behind: str
    """Where the stand listens, as ``127.0.0.1:8001``."""
    address: str = "http://127.0.0.1"
    """Where readers find the paper."""
    certificate: Path | None = None
    key: Path | None = None
    largest_request: int = 64 * 2**20
    """Bytes of a request's body."""
    workers: int = 1

    def __post_init__(self) -> None:
        for place in (self.folder, self.certificate, self.key):
            if place is not None and (_UNSPEAKABLE.search(str(place)) or not place.is_absolute()):
                raise FrontProblem(
                    f"No web server can be told of {place}: its name must be a full one, without quotation marks,"
                    " braces, $ and backslashes."
                )
        if not re.fullmatch(r"(?:\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}", self.behind):
            raise FrontProblem(f"“{self.behind}” is no address of Freesheet: it must be like 127.0.0.1:8000.")
        try:
            if self.host:
                ipaddress.ip_address(self.host)
        except ValueError:
            raise FrontProblem(
                f"A web server listens on an IP address such as 127.0.0.1, not on “{self.host}”."
            ) from None
        if (self.certificate is None) != (self.key is None):
            raise FrontProblem("A certificate and its key go together: name both.")

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def run(self) -> Path:
        """Where the front's own files go."""
        return self.folder / "run" / "front"

    @property
    def mark(self) -> str:
        """Letters and digits that no other publication has, for names in a configuration shared with others."""
        return "paper_" + sha256(str(self.folder).encode()).hexdigest()[:8]

    @property
    def public_host(self) -> str:
        """The one host name that readers should use; empty where there is none but this machine's."""
        host = urlsplit(self.address).hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return "" if host == "localhost" else host.encode("idna").decode()
        return ""

    @property
    def encrypted(self) -> bool:
        """Whether the front itself speaks https."""
        return self.certificate is not None

    @property
    def wrapped(self) -> bool:
        """Whether readers come by https that somebody before the front has taken off."""
        return not self.encrypted and self.address.startswith("https:")
