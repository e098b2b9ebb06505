"""Style sheets are whole: what one block leaves open swallows all that stands after it, and no browser complains."""

from __future__ import annotations

import re

import pytest
from tests.conftest import ROOT

SHEETS = sorted((ROOT / "src").rglob("*.css"))


@pytest.mark.parametrize("name", [str(sheet.relative_to(ROOT)) for sheet in SHEETS])
def test_every_block_of_a_style_sheet_is_closed(name: str) -> None:
    said = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", "", (ROOT / name).read_text(), flags=re.S)
    depth = 0
    for sign in re.findall("[{}]", said):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
