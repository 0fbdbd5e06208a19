"""What a small difference is worth: one step of an option of the indicator that weighs most."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from policyindex.instruments.columns import indicator_of
from policyindex.scoring.result import Result
from policyindex.scoring.weights import nominal_weights


class OneStep(NamedTuple):
    """By how much a score moves if the indicator that weighs most is answered one option better."""

    column: str
    """The indicator, with its instance."""
    weight: float
    points: float
    """Between the option and its neighbour."""

    @property
    def size(self) -> float:
        """The step on the score, in its units."""
        return abs(self.weight) * self.points


def one_step(result: Result, node: str) -> OneStep | None:
    """Give the step of the heaviest indicator with options below a node, by nominal weights.

    Of an indicator it is the smallest step between neighbouring options, of several equally heavy ones the largest of
    these. None where no weight can be stated, or nothing is answered by options.
    """
    found = []
    for column, weight in nominal_weights(result.instrument, result.plan, node).items():
        if column in result.instrument.nodes or not weight:
            continue
        points = sorted({each for each in _points(result, column) if not math.isnan(each)})
        gaps = [round(high - low, 9) for low, high in pairwise(points)]
        if gaps:
            found.append(OneStep(column, weight, min(gaps)))
    return max(found, key=lambda each: (round(abs(each.weight), 12), each.points), default=None)


def _points(result: Result, column: str) -> tuple[float, ...]:
    return result.instrument.indicators[indicator_of(column)].points_by_code()
