"""What every front can do, whichever program it is."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Protocol

from freesheet.press.fronts.plan import Plan
from freesheet.press.fronts.survey import Survey


class Program(Protocol):
    """A web server that answers from the files of a publication."""

    @property
    def name(self) -> str:
        """As it is called on the command line."""

    @property
    def package(self) -> str:
        """The Debian package that has it."""

    @property
    def end(self) -> signal.Signals:
        """The signal that makes it finish what is under way and end."""

    @property
    def pause(self) -> float:
        """Seconds that should lie between two configurations at the least: what a change costs its readers."""

    def executable(self) -> str | None:
        """Where it is installed; None where it is not."""

    def site(self, plan: Plan, found: Survey) -> str:
        """The configuration for those who run this program themselves. Raises FrontProblem."""

    def whole(self, plan: Plan, found: Survey) -> str:
        """The whole configuration of a process of ours, which writes below ``plan.run`` only. Raises FrontProblem."""

    def check(self, configuration: Path) -> list[str]:
        """The command that ends with 0 where the program understands a configuration, and says why not otherwise."""

    def serve(self, configuration: Path) -> list[str]:
        """The command that serves until SIGTERM or SIGQUIT, without leaving its process."""

    def reload(self, configuration: Path) -> list[str]:
        """The command that makes the running process take another configuration; empty where SIGHUP does."""

    def environment(self, plan: Plan) -> dict[str, str]:
        """Variables that keep what the program writes below ``plan.run``."""
