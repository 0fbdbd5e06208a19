"""Units side by side: their scores beside the mean of the others, and the answers in which they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.analysis.group_means import Mean, mean_of
from policyindex.answers.record import STATUSES, Answer, Status
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.standards import behind, cited
from policyindex.scoring.explain import described
from policyindex.scoring.ranking import DECIMALS
from policyindex.scoring.result import Result
from policyindex.scoring.targets import target_of
from policyindex.scoring.weights import nominal_weights


@dataclass(frozen=True)
class Beside:
    """A node's scores, by unit in the order in which they were asked for."""

    node: str
    depth: int
    scores: tuple[float | None, ...]
    others: Mean
    """Of the units that are compared with: those of the group, or all assessed, without the ones asked for."""
    target: float | None
    """What the instrument wants the node to reach."""

    def gap(self, unit: int) -> float | None:
        """Give how far a unit lies above the mean of the others."""
        score, mean = self.scores[unit], self.others.value
        return None if score is None or mean is None else round(score - mean, DECIMALS)


@dataclass(frozen=True)
class Said:
    """What a unit answered to a question."""

    code: str
    text: str
    points: float | None
    to_top: float | None
    """Points to the top option; None where there is no limit, or no points."""
    status: str
    answer: Answer | None
    """The answer with its comment and references; None: nobody gave one."""


@dataclass(frozen=True)
class Difference:
    """A question that units answered differently."""

    column: str
    weight: float | None
    """Nominal weight on the node asked about; None: none can be stated."""
    said: tuple[Said, ...]
    standards: tuple[str, ...]
    """What the question names for its top option."""

    @property
    def spread(self) -> float:
        """Give the points between the highest and the lowest."""
        points = [each.points for each in self.said if each.points is not None]
        return max(points) - min(points) if points else 0.0


@dataclass(frozen=True)
class Comparison:
    """Units of one period side by side."""

    node: str
    period: str
    rows: tuple[int, ...]
    units: tuple[str, ...]
    beside: tuple[Beside, ...]
    differences: tuple[Difference, ...]
    """What weighs most and lies farthest apart first."""
    same: int
    """How many questions below the node they answered alike."""


def compared(result: Result, node: str, rows: Sequence[int], others: Sequence[int]) -> Comparison:
    """Compare rows of one period.

    :param others: the rows of the period that they are compared with
    """
    head, panel = result.instrument, result.panel
    period = panel.periods[rows[0]]
    beside = tuple(_beside(result, each, depth, rows, others, period) for each, depth in head.below((node,)))
    weights = nominal_weights(head, result.plan, node)
    found, same = [], 0
    for column in head.indicators_below(node):
        said = tuple(said_by(result, row, result.plan.columns.index(column)) for row in rows)
        if len({(each.code, each.points, each.status) for each in said}) < 2:
            same += 1
            continue
        standards = tuple(map(cited, behind(head, head.indicators[indicator_of(column)].top_backing)))
        found.append(Difference(column, weights.get(column), said, standards))
    found.sort(key=lambda each: -abs(each.weight or 0.0) * each.spread)
    units = tuple(panel.units[row] for row in rows)
    return Comparison(node, period, tuple(rows), units, beside, tuple(found), same)


def _beside(result: Result, node: str, depth: int, rows: Sequence[int], others: Sequence[int], period: str) -> Beside:
    column = result.column(node)
    scores = tuple(None if np.isnan(each) else float(each) for each in result.scores[list(rows), column])
    target = target_of(result.instrument, node, period)
    return Beside(node, depth, scores, mean_of(result, node, others), float(target.score) if target else None)


def said_by(result: Result, row: int, at: int) -> Said:
    """Say what a row answered in a column."""
    question = result.instrument.indicators[indicator_of(result.plan.columns[at])]
    given, status = result.panel.given.get((row, at)), STATUSES[result.panel.status[row, at]]
    points = float(result.panel.values[row, at])
    code, text = (
        described(question, given, result.instrument.language)
        if given and given.status is Status.ANSWERED
        else ("", "")
    )
    top = question.best()[0] if question.points_by_code() else np.nan
    known = None if np.isnan(points) else points
    to_top = None if known is None or np.isnan(top) else round(top - known, DECIMALS)
    return Said(code, text, known, to_top, str(status), given)
