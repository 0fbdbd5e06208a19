"""The report of a group: its units by the parts of a node, their means, and how the means changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from policyindex.analysis.group_means import Mean, MeanChange, mean_of
from policyindex.reports.compare import mean_blocks
from policyindex.reports.compare_tables import MEANS, mean_rows
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.of_units import group_notes, unit_notes
from policyindex.reports.report import Cell, Column, Report, Section, Table
from policyindex.reports.score_figures import parts_figure
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

UNITS = (
    Column("unit"),
    Column("unit_name"),
    Column("country"),
    Column("period"),
    Column("node"),
    Column("label", width=34),
    Column("score", type="number", decimals=2),
    Column("mean", type="number", decimals=2),
    Column("mean_of", type="whole"),
    Column("members", type="whole"),
)


class Whole(NamedTuple):
    """The units of a period by some nodes, with the mean of each."""

    node: str
    period: str
    rows: tuple[int, ...]
    nodes: tuple[str, ...]
    means: tuple[Mean, ...]
    changes: tuple[MeanChange, ...]
    """How the means changed, where two periods are compared."""


def whole_group(result: Result, node: str, rows: Sequence[int], period: str, changes: Sequence[MeanChange]) -> Whole:
    """Take all rows of a period with the node and what is right below it."""
    nodes = (node, *(each for each in result.instrument.nodes[node].children if each in result.instrument.nodes))
    members = len(result.group.members[period]) if result.group else 0
    means = tuple(mean_of(result, each, rows, members) for each in nodes)
    return Whole(node, period, tuple(rows), nodes, means, tuple(changes))


def group_report(result: Result, found: Whole, whose: str) -> Report:
    """Report a group."""
    head, standing = result.instrument, Standing(View(result), found.nodes)
    title = f"{head.file.title} · {head.nodes[found.node].label} · {found.period} · {whose}"
    sections = [Section(title, (_matrix(standing, found, whose),))]
    if found.changes:
        sections.append(Section(f"Means of {whose}", tuple(mean_blocks(head, found.changes)), 2))
    tables = [Table("units", UNITS, lambda: _rows(standing, found))]
    if found.changes:
        tables.append(Table("means", MEANS, lambda: mean_rows(result, found.changes)))
    return Report(
        f"{head.file.title}: {whose}",
        tuple(sections),
        notes=tuple(_notes(standing, found)),
        tables=tuple(tables),
        figures=lambda: parts_figure(standing, found.rows),
        provenance=result.provenance,
        language=head.language,
    )


def country_of(result: Result, unit: str) -> str:
    """Give the country that a region or a town lies in; empty for countries themselves."""
    study = result.compared.study
    own = study.country(unit) if study and unit in study.file.units else None
    return own.label if own else result.scheme.country(unit) if result.scheme.country(unit) != unit else ""


def _matrix(standing: Standing, found: Whole, whose: str) -> Table:
    result, head = standing.result, standing.head
    decimals = standing.decimals(found.nodes)
    countries = {row: country_of(result, result.panel.units[row]) for row in found.rows}
    placed = any(countries.values())
    columns = [Column("country", "Country", width=16)] * placed
    columns += [Column("unit_name", head.file.units.label.capitalize() if head.file.units else "Unit", width=22)]
    columns += [Column(each, head.nodes[each].label, "number", decimals=decimals, width=11) for each in found.nodes]
    first = result.scores[:, result.column(found.node)]

    def order(row: int) -> tuple[object, ...]:
        return (countries[row], np.isnan(first[row]), -np.nan_to_num(first[row]) * standing.ranked, standing.name(row))

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in sorted(found.rows, key=order):
            yield (*[countries[row]] * placed, standing.name(row), *(standing.score(row, each) for each in found.nodes))
        yield (*[""] * placed, f"Mean of {whose}", *(_mean(each, decimals) for each in found.means))

    return Table("units", tuple(columns), rows)


def _mean(mean: Mean, decimals: int) -> str:
    return NONE if mean.value is None else shown_number(mean.value, decimals)


def _rows(standing: Standing, found: Whole) -> Iterator[tuple[Cell, ...]]:
    result, head = standing.result, standing.head
    for row in found.rows:
        unit = result.panel.units[row]
        for node, mean in zip(found.nodes, found.means, strict=True):
            yield (
                unit, standing.name(row), country_of(result, unit), found.period, node, head.nodes[node].label,
                standing.score(row, node), mean.value, mean.of, mean.members,
            )  # fmt: skip


def _notes(standing: Standing, found: Whole) -> Iterator[str]:
    yield from group_notes(standing, found.rows)
    thin = [(each, mean) for each, mean in zip(found.nodes, found.means, strict=True) if mean.value is None]
    for node, mean in thin:
        label = standing.head.nodes[node].label
        yield f"{label}: no mean, since only {mean.of} of {mean.members} have a score (two thirds are needed)"
    partly = [
        (each, mean) for each, mean in zip(found.nodes, found.means, strict=True) if mean.value and mean.share < 1
    ]
    if partly:
        told = ", ".join(f"{standing.head.nodes[each].label} {mean.of} of {mean.members}" for each, mean in partly)
        yield f"Means of those that have a score: {told}"
    yield from unit_notes(standing.result, (standing.result.panel.units[row] for row in found.rows)).values()
