"""The same small paper and editor that corrections are tested with."""

from tests.transparency.conftest import editor, founded, fronts, story

__all__ = ["editor", "founded", "fronts", "story"]
