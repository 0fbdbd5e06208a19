"""One row scored again with other answers, while the other rows and all that steps learnt stand still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from policyindex.answers.panel import silent_nodes
from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.columns import indicator_of
from policyindex.plugins.specs import PanelStepSpec
from policyindex.questions.asked import AnswerValue
from policyindex.scoring.arrays import Array
from policyindex.scoring.pipeline import imputes, through
from policyindex.scoring.plan import Plan
from policyindex.scoring.ranking import comparable
from policyindex.scoring.result import Result

ANSWERED = STATUSES.index(Status.ANSWERED)


class Cell(NamedTuple):
    """What an answer puts into its place of a panel."""

    points: float
    value: float
    """The points as the steps leave them."""
    code: int
    status: int


def cell_of(result: Result, row: int, column: str, answer: AnswerValue) -> Cell:
    """Count an answer as the answer of a row would be; it is one that the question has no complaint about."""
    indicator, panel = result.instrument.indicators[indicator_of(column)], result.panel
    basis, points = panel.bases.get(column), indicator.points_of(answer)
    if basis is not None and isinstance(answer, float | int):
        points = float(basis.only(np.array([row])).points(indicator, np.array([float(answer)]))[0])
    meant = indicator.option_statuses.get(str(answer))
    status = ANSWERED if meant is None else STATUSES.index(Status(meant))
    value = through(result.plan, result.ready, column, panel.periods[row], points)
    return Cell(points, value, indicator.code_of(answer), status)


def by_panel_steps(plan: Plan) -> frozenset[str]:
    """Name the columns whose numbers a step makes of the whole panel: one row alone cannot be scored again there."""
    steps = (step for step in plan.steps if isinstance(step.spec, PanelStepSpec) and step.spec.fills == "nothing")
    return frozenset(plan.columns[at] for step in steps for at in step.columns)


def scored_again(result: Result, row: int, cases: Sequence[Mapping[str, AnswerValue]]) -> Array:
    """Score a row once for each case, with the case's answers by column in place of the row's own.

    :returns: comparable scores of shape (cases, nodes), NaN where there is none
    """
    counted: dict[tuple[str, AnswerValue], Cell] = {}
    for case in cases:
        for each in case.items():
            if each not in counted:
                counted[each] = cell_of(result, row, *each)
    return scored_cells(
        result, row, [[(column, counted[column, given]) for column, given in each.items()] for each in cases]
    )


def scored_cells(result: Result, row: int, cases: Sequence[Iterable[tuple[str, Cell]]]) -> Array:
    """Score a row once for each case, whose answers are counted already; see ``scored_again``."""
    return comparable(raw_scores(result, row, cases))


def raw_scores(result: Result, row: int, cases: Sequence[Iterable[tuple[str, Cell]]]) -> Array:
    """Give the doubles behind ``scored_cells``, before they are rounded to be compared: for what is added up further."""
    panel, plan = result.panel, result.plan
    rows, places = [row] * len(cases), {name: at for at, name in enumerate(plan.columns)}
    values, codes = result.ready.values[rows], panel.codes[rows]
    out, observed = panel.out[rows], result.ready.observed[rows]
    for index, case in enumerate(cases):
        for column, cell in case:
            at = index, places[column]
            values[at], codes[at], out[at], observed[at] = (
                cell.value, cell.code, cell.status > STATUSES.index(Status.MISSING), not np.isnan(cell.value),
            )  # fmt: skip
    silent = silent_nodes(result.instrument, (panel.periods[row],) * len(rows))
    return plan.apply(values, codes, out, observed if imputes(plan) else None, silent=silent)


def reformed(result: Result, row: int, answers: Mapping[str, AnswerValue]) -> Result:
    """Give a result in which one row has other answers in some columns: its scores follow, the other rows stand still.

    Ranks, bands, types and coverage are those of the new scores; types that a study states are not told of other
    answers, and ``panel.given`` stays what was answered.
    """
    cells = {column: cell_of(result, row, column, given) for column, given in answers.items()}
    panel, made = result.panel, result.ready
    values, codes, status = panel.values.copy(), panel.codes.copy(), panel.status.copy()
    numbers, observed, imputed = made.values.copy(), made.observed.copy(), made.imputed.copy()
    for column, cell in cells.items():
        at = row, result.plan.columns.index(column)
        values[at], codes[at], status[at] = cell.points, cell.code, cell.status
        numbers[at], observed[at], imputed[at] = cell.value, not np.isnan(cell.value), False
    scores = result.scores.copy()
    scores[row] = scored_cells(result, row, [cells.items()])[0]
    return replace(
        unstated(result),
        panel=replace(panel, values=values, codes=codes, status=status),
        ready=replace(made, values=numbers, observed=observed, imputed=imputed),
        scores=scores,
    )


def unstated(result: Result) -> Result:
    """Give a result whose types are all worked out, whatever a study states."""
    return replace(result, compared=replace(result.compared, study=None))
