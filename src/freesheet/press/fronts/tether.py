"""``python -m freesheet.press.fronts.tether PID COMMAND…``: become COMMAND, and end when the process PID does.

nginx and Caddy do not look whether who started them is still there; Linux can be asked to.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent, and turn into the program that the arguments name."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        # Gone before anyone could be told.
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  # the program that our own parent names


if __name__ == "__main__":
    main()
