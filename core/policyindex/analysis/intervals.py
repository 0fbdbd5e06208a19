"""Intervals of scores: read from a table that names their source, never made of how precise a number looks."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from policyindex.answers.placing import after
from policyindex.problems import Problem, hint, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.result import Result
from policyindex.units.periods import normal
from policyindex.units.rows import Row, number_in, read_rows

COLUMNS = ("unit", "period", "node", "low", "high", "source")


class Interval(NamedTuple):
    """What a source says of how uncertain a score is."""

    unit: str
    period: str
    node: str
    low: float
    high: float
    source: str


def read_intervals(path: Path, result: Result, node: str, period: str) -> tuple[list[Interval], list[Problem]]:
    """Read intervals, and what is doubtful about them.

    :param node: the node of rows that name none
    :param period: the period of rows that name none
    :raises ProblemsFoundError: for a table with errors
    """
    problems: list[Problem] = []
    rows = list(read_rows(path, COLUMNS, ("unit", "low", "high", "source"), problems))
    found = [each for row in rows if (each := _interval(row, result, node, period, problems))]
    if any(each.severity == "error" for each in problems):
        raise ProblemsFoundError(problems)
    return found, problems


def _interval(row: Row, result: Result, node: str, period: str, problems: list[Problem]) -> Interval | None:
    low, high = (number_in(row, column, problems) for column in ("low", "high"))
    about = row["node"] or node
    if about not in result.instrument.nodes:
        values = {"value": about, "instrument": result.instrument.reference}
        problems.append(problem("table-node-unknown", row.where, **values, hint=hint(about, result.instrument.nodes)))
        return None
    if low is None or high is None:
        return None
    unit, when = row["unit"], normal(row["period"] or period)
    at = result.panel.places.get((unit, when))
    if at is None:
        known = set(result.panel.units)
        problems.append(problem("table-unit-absent", row.where, value=unit, period=when, hint=after(hint(unit, known))))
        return None
    score = float(result.scores[at, result.column(about)])
    if low > high:
        problems.append(problem("interval-turned", row.where, low=row["low"], high=row["high"]))
    elif not low <= score <= high:
        values = {"unit": unit, "low": row["low"], "high": row["high"], "score": f"{score:.2f}"}
        problems.append(problem("interval-elsewhere", row.where, **values))
    return Interval(unit, when, about, low, high, row["source"])
