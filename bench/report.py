"""What a bench found: tables, and figures that were to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.contest import machine


@dataclass(frozen=True)
class Figure:
    """Something measured that is to be reached: at least ``goal``, or at most. Without a goal it is only stated."""

    what: str
    value: float
    goal: float | None = None
    at_least: bool = True

    @property
    def reached(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def sentence(self) -> str:
        shown = f"{self.what}: **{_short(self.value)}**"
        if self.goal is None:
            return f"{shown} (stated, nothing to reach)."
        verdict = "reached" if self.reached else "NOT REACHED"
        return f"{shown} (to reach: at {'least' if self.at_least else 'most'} {_short(self.goal)}; {verdict})."


@dataclass
class Report:
    """One bench: its tables in Markdown, its figures, and what a reader must know to believe them."""

    title: str
    tables: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        figures = "\n".join(f"- {one.sentence()}" for one in self.figures)
        return "\n\n".join(part for part in (f"## {self.title}", *self.tables, figures, *self.notes) if part)


def missed(reports: Sequence[Report]) -> list[str]:
    """A sentence for each figure that was not reached."""
    return [f"{report.title}: {one.sentence()}" for report in reports for one in report.figures if not one.reached]


def told(*reports: Report) -> int:
    """Print reports and what was missed; the exit code."""
    for report in reports:
        print(report.markdown(), end="\n\n")
    print(f"{machine()}.")
    found = missed(reports)
    if found:
        print("\nNot reached:\n" + "\n".join(f"- {sentence}" for sentence in found))
    return 1 if found else 0


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that ``part`` of them (0 to 1) do not exceed: the nearest-rank method."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(part * 1000) // 1000) - 1)]


def _short(value: float) -> str:
    # A ratio that just fails must not look like one that does not.
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value >= 2 else f"{value:.3f}"
