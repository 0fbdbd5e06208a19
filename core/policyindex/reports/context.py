"""The report of a context: associations, where the series come from, and what there is about one unit.

It shows values of a series only where the licence allows that they are passed on, in every format alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from policyindex.analysis.context.associations import LEAST, Association
from policyindex.analysis.context.whole import InContext, in_order
from policyindex.analysis.correlation import LEVEL, RESAMPLES, SEED
from policyindex.reports.context_figures import context_figures, shown_coefficient
from policyindex.reports.context_tables import context_tables
from policyindex.reports.context_unit import SIDES, unit_sections
from policyindex.reports.of_units import group_notes
from policyindex.reports.report import Branch, Cell, Column, Report, Section, Table, Text
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View
from policyindex.studies.context.models import Series
from policyindex.studies.context.reading import may_be_shown

ASSOCIATION = "association among the units assessed, as far as a series has them; none of it shows a cause"


class ContextReport:
    """What is said of an index in its context."""

    def __init__(self, result: Result, found: InContext) -> None:
        """Take what was found."""
        self.result, self.found, self.head = result, found, result.instrument
        self.standing = Standing(View(result), found.nodes)
        self.series = found.brought.series

    def report(self) -> Report:
        """Make the report."""
        own = tuple(unit_sections(self.standing, self.found))
        return Report(
            f"{self.head.file.title}: context",
            (*own, *self._associations(), *self._sources(), *([] if own else self._records())),
            notes=tuple(self._notes()),
            tables=context_tables(self.result, self.found),
            figures=lambda: context_figures(self.standing, self.found),
            provenance=self._provenance(),
            language=self.head.language,
        )

    def _provenance(self) -> dict[str, Any]:
        """Say what was read beside the answers, and how intervals were made."""
        series = {
            key: each.model_dump(mode="json", exclude={"overlaps", "draws_on"}) for key, each in self.series.items()
        }
        intervals = {
            "level": LEVEL,
            "resamples": RESAMPLES,
            "seed": SEED,
            "of": "units",
            "kind": "percentile bootstrap",
        }
        said = {"reading": ASSOCIATION, "intervals": intervals} if self.found.associations else {}
        return {**self.result.provenance, "series": series, **said}

    def _associations(self) -> Iterator[Section]:
        columns = (
            Column("series", "Series", width=32),
            Column("units", "Units", right=True),
            Column("spearman", "Spearman (95%)", right=True),
            Column("pearson", "Pearson (95%)", right=True),
            Column("matched", "Years matched", width=24),
            Column("said", "To be known", width=28),
        )
        for node in self.found.nodes:
            rows = [self._row(each) for each in self.found.associations if each.node == node]
            label = self.head.nodes[node].label
            title = f"{self.head.file.title} · {self._periods()} · associations with {label}"
            if rows:
                yield Section(title, (Table(f"associations_{node}", columns, rows),))

    def _periods(self) -> str:
        periods = self.found.periods
        return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"

    def _row(self, each: Association) -> tuple[Cell, ...]:
        spearman, pearson = (each.found.spearman, each.found.pearson) if each.found else (None, None)
        return (
            self.series[each.series].title, f"{each.units} of {each.assessed}",
            shown_coefficient(spearman), shown_coefficient(pearson), matched(each), "; ".join(self._flags(each)),
        )  # fmt: skip

    def _flags(self, each: Association) -> Iterator[str]:
        if each.found is None:
            yield "too few units"
        elif each.found.pearson.value is None:
            yield "all values alike"
        if each.overlaps:
            yield "contents overlap"
        if self.series[each.series].best == "lowest":
            yield "lowest is best"

    def _sources(self) -> Iterator[Section]:
        lines = tuple(Branch(f"{each.title} ({key})", tuple(_about(each))) for key, each in self.series.items())
        if lines:
            yield Section("Where the series come from", lines, 2)

    def _records(self) -> Iterator[Section]:
        """Count the records by what they tell about; beside answers they stand with --unit."""
        evidence = self.found.brought.evidence
        if not evidence:
            return
        kinds, units = Counter(each.kind for each in evidence), dict.fromkeys(each.unit for each in evidence)
        said = ", ".join(f"{count} × {kind}" for kind, count in kinds.items())
        names = self.standing.listed(self.standing.unit_name(each) for each in units)
        text = f"{said}, about {names}. --unit CODE shows them beside the answers of that unit."
        columns = (
            Column("label", "Records about", width=50),
            Column("count", "Records", "whole"),
            *(Column(side, side.capitalize(), "whole") for side in SIDES),
        )
        yield Section("Records", (Table("about", columns, list(self._about_what())), Text(text)), 2)

    def _about_what(self) -> Iterator[tuple[Cell, ...]]:
        found: dict[str, list[str]] = {}
        for each in self.found.brought.evidence:
            for reference in each.indicators:
                found.setdefault(reference, []).append(each.result)
        for reference in in_order(self.head, found):
            results = found[reference]
            yield f"{self.head.label(reference)} ({reference})", len(results), *(results.count(side) for side in SIDES)

    def _notes(self) -> Iterator[str]:
        associations = self.found.associations
        whose = f"of {self.result.group.group.id} that are assessed" if self.result.group else "assessed"
        if associations:
            count = max(each.assessed for each in associations)
            tried = self.found.tried
            yield f"Association among the {count} units {whose}, as far as a series has them; none of it shows a cause."
            yield (
                f"{tried} coefficients were tried, and none worked out for fewer than {LEAST} units. "
                f"Intervals: {LEVEL:.0%}, percentiles of {RESAMPLES:,} resamples of units"
                + (" with all their periods" if len(self.found.periods) > 1 else "")
                + "; without any association about 1 of 20 leaves out 0."
            )
            yield (
                "Matched: one period of a series for each period of scores, the same year or the nearest of the "
                f"{self.found.within} years before."
                if self.found.within
                else "Matched: values of the same year only."
            )
        if left_out := sum(each.left_out for each in associations):
            said = "score that has no rank is" if left_out == 1 else "scores that have no rank are"
            yield f"{left_out} {said} left out, for want of answers or of a review."
        if self.head.file.self_assessment and associations:
            yield "The scores are units' own assessments."
        for each in associations:
            label = self.head.nodes[each.node].label
            for reference, text in each.overlaps.items():
                yield (
                    f"Contents overlap: {self.series[each.series].title} and {self.head.label(reference)}: {text}. "
                    f"Part of the association with {label} is one thing measured twice."
                )
        for series in self.series.values():
            for other, text in series.draws_on.items():
                yield f"{series.title} draws on {self.series[other].title}: {text}. They are not two witnesses."
        yield from withheld(self.series)
        yield from group_notes(self.standing, [])


def matched(each: Association) -> str:
    """Say which period of the series stands for which period of scores."""
    if not each.matches:
        return "none near enough"
    older = [match for match in each.matches if match.series != match.scores]
    if len(each.matches) == 1:
        match = each.matches[0]
        return match.series if not older else f"{match.series} for {match.scores}"
    same = len(each.matches) - len(older)
    said = [f"{same} the same"] * bool(same) + [f"{match.series} for {match.scores}" for match in older]
    return ", ".join(said)


def withheld(series: Mapping[str, Series]) -> Iterator[str]:
    """Name the series whose values no output shows."""
    for each in series.values():
        if not may_be_shown(each):
            why = "forbids" if each.licence.redistribution == "forbidden" else "is not known to allow"
            yield (
                f"{each.title}: its licence ({each.licence.name}) {why} passing values on: no output shows them, "
                "only what was worked out with them."
            )


def _about(series: Series) -> Iterator[str]:
    yield f"{series.source}, edition {series.edition}, retrieved {series.retrieved}" + f", {series.url}" * bool(
        series.url
    )
    best = {"highest": ", highest is best", "lowest": ", lowest is best"}.get(series.best, "")
    yield f"{series.unit}{best}; rests on {series.basis}; licence: {series.licence.name}"
