"""The publications of ``tests/project``."""

from tests.project.conftest import founded

__all__ = ["founded"]
