"""What the process that serves is told by the one that starts it: on its command line, and in its environment."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass

DIRECTORY = "FREESHEET_DIR"
"""The publication's folder."""
ADDRESS = "FREESHEET_ADDRESS"
"""Where readers find it: other hosts are sent there."""
DESK = "FREESHEET_DESK"
"""Path of the Unix socket at which the desk listens; empty where there is none."""
REQUEST_BYTES = "FREESHEET_LARGEST_REQUEST"
"""How many bytes may be sent to the desk at once."""

LARGEST_REQUEST_BYTES = 64 * 2**20
"""Where nothing else is told."""

BACKLOG = 1024
"""Connections that wait to be taken."""


@dataclass(frozen=True)
class Serving:
    """What a serving process is told on its command line."""

    parent: int
    """Whose it is: it ends when this process is gone."""
    socket: int
    """Descriptor of the listening socket."""
    ready: int = -1
    """Descriptor to write a byte to when requests are answered; -1 for none."""
    certificate: str = ""
    """File with the certificate and those above it, if the connection is to be encrypted."""
    key: str = ""

    def arguments(self) -> list[str]:
        """For the end of a command line."""
        return [json.dumps(asdict(self))]

    @classmethod
    def told(cls) -> Serving:
        """From this process's own command line."""
        return cls(**json.loads(sys.argv[-1]))
