"""What an import tells at its end."""

from __future__ import annotations

import csv
from pathlib import Path

from freesheet.importers.reports import CAME, LEFT_OUT, Report, ReportLine


def test_lines_come_back_in_order_however_many(tmp_path: Path) -> None:
    report = Report()
    for number in range(20_000):
        report.add("post", str(number), f"Title, “{number}”\nof two lines", CAME, 'because "so"' * 5)
    assert len(report) == 20_000
    lines = list(report)
    assert lines[19_999] == ReportLine("post", "19999", "Title, “19999” of two lines", CAME, 'because "so"' * 5)
    report.add("page", "x", "Last", LEFT_OUT)
    assert list(report)[-1].title == "Last"
    assert report.summary() == "    1  page: left out\n20000  post: came"


def test_as_a_text(tmp_path: Path) -> None:
    report = Report()
    report.add("post", "7", "A title", LEFT_OUT, "It lay in the trash.")
    report.add("post", "8", "", CAME)
    report.write_text(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8") == (
        "1  post: came\n1  post: left out\n\nleft out: post 7 “A title”.  It lay in the trash.\ncame: post 8.\n"
    )


def test_as_a_table_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    report = Report()
    for title in ('=HYPERLINK("http://x.example")', "+1", "-1", "@x", "字, “x”"):
        report.add("post", "7", title, CAME)
    report.write_csv(tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows] == ['\'=HYPERLINK("http://x.example")', "'+1", "'-1", "'@x", "字, “x”"]
    assert rows[0]["happened"] == "came"
