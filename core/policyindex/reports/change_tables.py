"""The tables of changes that programs get: a row a unit, a row a node, a row an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from policyindex.analysis.changes.lines import Line, lines_of
from policyindex.analysis.changes.upon import Upon
from policyindex.reports.change_words import PARTS
from policyindex.reports.report import Cell, Column, Table

UNITS = (
    Column("unit", width=12),
    Column("unit_name", width=26),
    Column("node"),
    Column("from", width=12),
    Column("to", width=12),
    *(Column(name, type="number") for name in ("score_from", "score_to")),
    *(Column(name, type="number") for name in ("difference", "difference_shown", "difference_of_shown")),
    Column("difference_fixed", type="number"),
    *(Column(name, type="number") for name in PARTS),
)
NODES = (
    Column("unit", width=12),
    Column("node"),
    Column("label", width=34),
    Column("from", width=12),
    Column("to", width=12),
    *(Column(name, type="number") for name in ("score_from", "score_to", "difference", "difference_shown")),
    *(Column(name, type="number") for name in ("difference_fixed", "contribution")),
)
ANSWERS = (
    Column("unit", width=12),
    Column("node"),
    Column("indicator"),
    Column("label", width=34),
    Column("part"),
    Column("cause"),
    Column("contribution", type="number"),
    Column("from", width=12),
    Column("to", width=12),
    *(Column(name) for name in ("answer_from", "answer_to")),
    *(Column(name, width=40) for name in ("text_from", "text_to")),
    *(Column(name, type="number") for name in ("points_from", "points_to")),
    *(Column(name, width=16) for name in ("status_from", "status_to")),
    Column("changed", width=16),
    Column("cancelled", width=10),
    *(Column(name, width=60) for name in ("comment", "references")),
)


def change_tables(upon: Upon, units: Sequence[int]) -> tuple[Table, Table, Table]:
    """Give the units, the answers and the nodes of a change, of some units."""
    return (
        Table("change", UNITS, lambda: _units(upon, units)),
        Table("answers", ANSWERS, lambda: (row for unit in units for row in _answers(upon, unit))),
        Table("nodes", NODES, lambda: (row for unit in units for row in _nodes(upon, unit))),
    )


def _units(upon: Upon, units: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    change, at, causes = upon.change, upon.at, upon.by_cause()
    arrays = (*change.from_to, change.difference, change.shown, change.of_shown, change.fixed)
    for unit in units:
        code = change.units[unit]
        who = (code, change.result.unit_names.get(code, code), upon.node, change.start, change.end)
        scored = not np.isnan(change.difference[at, unit])
        parts = (_number(causes[each][unit]) if scored else None for each in PARTS)
        yield (*who, *(_number(each[at, unit]) for each in arrays), *parts)


def _nodes(upon: Upon, unit: int) -> Iterator[tuple[Cell, ...]]:
    change, code = upon.change, upon.change.units[unit]
    for node, _ in change.result.instrument.below((upon.node,)):
        at = change.result.column(node)
        arrays = (*change.from_to, change.difference, change.shown, change.fixed)
        whole = change.fixed if node == upon.node else upon.nodes
        numbers = (*(_number(each[at, unit]) for each in arrays), _number(whole[at, unit]))
        yield (code, node, change.result.instrument.label(node), change.start, change.end, *numbers)


def _answers(upon: Upon, unit: int) -> Iterator[tuple[Cell, ...]]:
    for line in lines_of(upon, unit):
        first, last = line.start, line.end
        yield (
            upon.change.units[unit], upon.node, line.column, line.label, line.part, line.cause,
            None if line.contribution is None else _number(line.contribution),
            first.period, last.period, first.answer, last.answer, first.text, last.text, first.points, last.points,
            str(first.status), str(last.status), ", ".join(first if first == last else f"{first}-{last}" for first, last in line.spans), "yes" if line.cancelled else "",
            "; ".join(comments_of(line)), "; ".join(references_of(line)),
        )  # fmt: skip


def comments_of(line: Line) -> list[str]:
    """Give what is said of the changes of an answer."""
    return list(dict.fromkeys(each.after.comment for each in line.happened if each.after.comment))


def references_of(line: Line) -> list[str]:
    """Give what the changes of an answer rest on."""
    return list(dict.fromkeys(text for each in line.happened for text in each.after.references))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
