"""The publications of ``tests/project``."""

from tests.project.conftest import founded, founding

__all__ = ["founded", "founding"]
