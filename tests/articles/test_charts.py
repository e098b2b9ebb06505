"""Charts: tables as people paste them, and what is drawn of them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from freesheet.articles.aids.chart.drawing import drawn
from freesheet.articles.aids.chart.fitting import times_of, unfit
from freesheet.articles.aids.chart.labels import lines, width_of
from freesheet.articles.aids.chart.printed import specs
from freesheet.articles.aids.chart.scale import scale
from freesheet.articles.aids.chart.table import BadTable, Table, read_table

RICE = "Year,Rice,Wheat\n2019,12.5,3\n2020,11,4.25\n2021,,5"


@pytest.mark.parametrize(
    "text", [RICE, RICE.replace(",", "\t"), RICE.replace(",", ";"), "\ufeff" + RICE.replace("\n", "\r\n") + "\n\n"]
)
def test_a_table_is_read_however_its_cells_are_parted(text: str) -> None:
    table = read_table(text)
    assert (table.heading, table.labels, table.names) == ("Year", ("2019", "2020", "2021"), ("Rice", "Wheat"))
    assert table.series == ((Decimal("12.5"), Decimal(11), None), (Decimal(3), Decimal("4.25"), Decimal(5)))


def test_cells_may_be_quoted_and_hold_commas() -> None:
    table = read_table('Port,Ships\n"Keelung, Taiwan","1,234"\nKarachi,9')
    assert table.labels == ("Keelung, Taiwan", "Karachi")
    assert table.series[0][0] == 1234


def test_a_comma_is_a_decimal_mark_where_the_figures_say_so() -> None:
    assert read_table("Ort;Wert\nA;1.234,5\nB;2.000").series == ((Decimal("1234.5"), Decimal(2000)),)
    assert read_table("بندرگاہ\tجہاز\nکراچی\t۱٬۲۳۴\nگوادر\t۹").series == ((1234, 9),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "A table needs a row of headings"),
        ("Only,headings", "A table needs a row of headings"),
        ("A,B\nx,1,2", "Row 2 has 3 cells, and the first row 2. If figures have commas"),
        ("A,B\nx,1\ny,many", "Row 3, column 2: “many” is no figure."),
        ("A,B\nx,十二", "Row 2, column 2: “十二” is no figure."),
        ("A,B\n,1", "Row 2 has no name"),
        ("A,,C\nx,1,2", "Column 2 has no heading."),
        ("A,B\nx,–", "not one figure"),
        ("A;B;C\nx;1,5;2.5", "Row 2, column 2: “1,5” has a decimal comma, and “2.5” a point."),
        ("A;B\nx;1.234\ny;2.345", "Row 2, column 2: “1.234” may be a little over one, or more than a thousand."),
        ("A,B\n" + "x" * 81 + ",1", "Row 2, column 1: a cell may have 80 characters at most."),
        ("A,B\n" + "x,1\n" * 201, "200 rows and 8 columns"),
        ("A," + ",".join("BCDEFGHIJ") + "\nx" + ",1" * 9, "200 rows and 8 columns"),
        ("x" * 20_001, "20000 characters"),
        ('A,B\n"x,1', "quotation mark"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(BadTable, match=re.escape(told)):
        read_table(text)


def test_the_editor_may_say_how_figures_are_written() -> None:
    assert read_table("A;B\nx;1.234", ",").series == ((1234,),)
    assert read_table("A;B\nx;1.234", ".").series == ((Decimal("1.234"),),)


@given(st.text(alphabet=st.sampled_from("ab1.,;\t\n\"'-۳萬 \u2028"), max_size=80))
def test_any_text_is_a_table_or_refused_with_a_sentence(text: str) -> None:
    try:
        table = read_table(text)
    except BadTable as problem:
        assert str(problem).endswith((".", "”"))
        return
    assert all(len(values) == len(table.labels) for values in table.series)


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("stacked", "A,B\nx,-1", "below nought"),
        ("area", "A,B\n2019,1\n2020,", "a figure in every cell"),
        ("bar", "A,B\n" + "\n".join(f"r{n},1" for n in range(41)), "more than 40 rows"),
        ("line", "A,B\n2019,1", "two rows"),
        ("line", "A,B,C,D,E,F,G,H\nx,1,1,1,1,1,1,1\ny,1,1,1,1,1,1,1", "small multiples"),
    ],
)
def test_what_a_chart_cannot_show_honestly_is_refused(kind: str, text: str, told: str) -> None:
    with pytest.raises(BadTable, match=told):
        unfit(kind, read_table(text))


def test_years_months_and_days_are_times_in_any_digits() -> None:
    times = times_of(("۲۰۱۹", "2020", "2020-07", "2020年8月", "2020-08-16"))
    assert times is not None
    assert all(one < other for one, other in pairwise(times.at))
    assert times_of(("2019", "2019")) is None
    assert times_of(("2019-13", "2020")) is None


@given(
    st.lists(st.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-6), min_size=1, max_size=8),
    st.booleans(),
    st.integers(2, 6),
)
def test_a_scale_holds_every_figure_and_bars_stand_on_nought(values: list[float], nought: bool, about: int) -> None:
    measured = scale(values, "en", nought, about)
    low, high = measured.domain
    room = (high - low) * 1e-6
    assert low - room <= min(values) <= max(values) <= high + room
    assert low <= 0 <= high or not nought
    assert len(set(measured.shown)) == len(measured.ticks) <= 16


@given(st.text(alphabet="ab 潮水ا", max_size=40), st.integers(30, 150))
def test_lines_of_a_label_lose_nothing_but_spaces(text: str, columns: int) -> None:
    made = lines(text, columns, most=99)
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= max(columns, max(map(width_of, line.split() or [""]))) for line in made)


# --- what is drawn


ALLOWED = {"svg", "g", "path", "line", "text", "tspan"}
TABLES = {
    "bar": "Port,Ships\nKeelung,12\nKarachi,-7",
    "stacked": "Port,In,Out\nKeelung,12,3\nKarachi,7,4",
    "dot": "Port,1998,2026\nKeelung,12,3\nKarachi,7,4",
    "line": RICE,
    "area": "Year,Rice\n2019,1\n2020,2",
    "multiples": RICE,
}


def trees(kind: str, table: Table, language: str) -> list[etree._Element]:
    return [
        etree.fromstring(drawn(spec))
        for _name, wide, narrow in specs(kind, table, language)
        for spec in (wide, narrow)
        if spec
    ]


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_drawing_has_shapes_and_words_and_no_colour_style_script_or_address(kind: str, language: str) -> None:
    made = trees(kind, read_table(TABLES[kind]), language)
    assert len(made) == 2
    for tree in made:
        for element in tree.iter():
            assert etree.QName(element).localname in ALLOWED
            assert not {"style", "href", "onclick", "id", "font-family"} & set(element.attrib)
            assert element.get("fill") in (None, "none")
            assert element.get("stroke") in (None, "none")
        assert tree.xpath("//*[starts-with(@class, 'f') or starts-with(@class, 'l')]")


def words(tree: etree._Element) -> list[str]:
    return ["".join(text.itertext()) for text in tree.iter("{*}text")]


def test_figures_and_names_are_in_the_language_of_the_page() -> None:
    made = trees("bar", read_table("بندرگاہ,جہاز\nکراچی,1234.5\nگوادر,9"), "ur")
    for tree in made:
        shown = [word.strip("\u2067\u2069") for word in words(tree)]
        assert {"کراچی", "گوادر", "۱٬۲۳۴٫۵", "۹٫۰"} <= set(shown)
        # Bars begin at the right, where the names are.
        assert float(tree.get("viewBox").split()[2]) == pytest.approx(
            {560: 560, 340: 340}[round(float(tree.get("width")))], abs=6
        )


@pytest.mark.parametrize(
    "hostile", ["</text><script>alert(1)</script>", "'+alert(1)+'", "\\u0022]});datum", "{{datum.v}}", "<b>&amp;"]
)
def test_what_an_editor_writes_is_shown_and_never_run(hostile: str) -> None:
    text = f"A\tB\n{hostile}\t1\nplain\t2"
    for tree in trees("bar", read_table(text), "en"):
        assert "".join(words(tree)[:2]).replace(" ", "").startswith(hostile.replace(" ", "")[:8])
        assert not tree.xpath("//*[local-name()='script']")


def test_the_drawer_asks_nobody() -> None:
    """It refuses what lies elsewhere, were it ever told to fetch it."""
    spec = {"data": {"url": "http://127.0.0.1:9/x.csv"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ValueError, match=r"(?i)not allowed|denied|external|access"):
        drawn(spec)


def test_figures_beside_bars_are_not_rounded_and_have_as_many_decimals_as_each_other() -> None:
    for tree in trees("bar", read_table("Port,Ships\nA,1.00\nB,33.25"), "en"):
        assert {"1.00", "33.25"} <= set(words(tree))
