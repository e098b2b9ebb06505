"""Reading what PHP serialises, and refusing what only pretends to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freesheet.importers.wordpress.php import PhpProblem, PhpValue, mapping, read_php


def written(value: PhpValue) -> str:
    """What PHP would write."""
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case float():
            return f"d:{value!r};"
        case str():
            return f's:{len(value.encode())}:"{value}";'
        case dict():
            entries = "".join(written(key) + written(each) for key, each in value.items())
            return f"a:{len(value)}:{{{entries}}}"


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**15), 10**15),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    ),
    lambda inner: st.dictionaries(
        st.one_of(st.integers(-99, 99), st.text("abc\"';:{}é字", max_size=8)), inner, max_size=4
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=300, deadline=None)
def test_what_php_writes_is_read_back(value: PhpValue) -> None:
    assert read_php(written(value)) == value


@given(st.text(alphabet='aisbdNOCrR:;{}"0123456789é\0', max_size=60))
@settings(max_examples=500, deadline=None)
def test_anything_else_is_refused_and_never_breaks_the_reader(text: str) -> None:
    try:
        read_php(text)
    except PhpProblem:
        assert mapping(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "i:1", "i:x;", "s:5:\"abc\";", "s:2:\"é1\";", "s:1:\"é\";", "a:1:{i:0;}", "a:2:{i:0;i:1;}", "i:1;i:2;",
        "a:1:{b:1;i:1;}", "a:99999999999:{}", "s:99999999999:\"x\";", "R:1;", "r:1;", "C:3:\"Foo\":2:{xx}",
        "a:1:{i:0;" * 60 + "N;" + "}" * 60, "d:;", "b:;", "s:-1:\"\";",
    ],
)  # fmt: skip
def test_damage_is_refused(text: str) -> None:
    with pytest.raises(PhpProblem):
        read_php(text)


def test_an_object_is_only_its_properties() -> None:
    text = 'O:8:"stdClass":2:{s:4:"name";s:1:"x";s:8:"\0*\0inner";i:2;}'
    assert read_php(text) == {"name": "x", "inner": 2}


def test_lengths_count_bytes() -> None:
    assert mapping('a:1:{s:7:"größe";s:3:"字";}') == {"größe": "字"}
    assert mapping('a:1:{s:5:"größe";s:1:"字";}') == {}
