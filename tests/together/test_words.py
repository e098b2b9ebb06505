"""What is said to two people in one page is true where Wagtail says it, in every language."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from freesheet.newsroom.together import OVERWRITES


@pytest.mark.parametrize("language, word", [("en", "brings together"), ("zh-hant", "合在一起"), ("ur", "یکجا")])
def test_nobody_is_told_that_going_on_overwrites(language: str, word: str) -> None:
    with override(language):
        assert word in gettext(OVERWRITES)
