"""Ranking units by any node, and which of them are too close to be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.analysis.intervals import Interval
from policyindex.analysis.steps import OneStep, one_step
from policyindex.scoring.ranking import DECIMALS
from policyindex.scoring.result import Result


@dataclass(frozen=True)
class Ranked:
    """A unit in a ranking."""

    row: int
    """Its row of the result."""
    unit: str
    score: float | None
    rank: int
    """0: it has none."""
    first: int
    last: int
    """The best and the worst rank among the units that are less than one step away; its own where nobody is."""
    interval: Interval | None = None

    @property
    def is_alone(self) -> bool:
        """Tell whether no unit with another rank is less than one step away."""
        return self.first == self.last


@dataclass(frozen=True)
class Ranking:
    """The units of a period by a node, best first; those without a rank last."""

    node: str
    period: str
    step: OneStep | None
    """None: no weight can be stated, so nothing is said of small differences."""
    ranked: tuple[Ranked, ...]


def ranked(result: Result, node: str, rows: Sequence[int], intervals: Sequence[Interval] = ()) -> Ranking:
    """Rank rows of one period by a node.

    :param intervals: of scores, as a source gives them
    """
    column, step = result.column(node), one_step(result, node)
    scores, ranks = result.scores[:, column], result.ranks[:, column]
    placed = [row for row in rows if ranks[row]]
    own = {(each.unit, each.period): each for each in intervals if each.node == node}
    found = []
    for row in sorted(rows, key=lambda row: (not ranks[row], ranks[row], result.panel.units[row])):
        near = [int(ranks[row])]
        if step is not None and ranks[row]:
            gaps = np.round(np.abs(scores[placed] - scores[row]), DECIMALS)
            near = ranks[placed][gaps < round(step.size, DECIMALS)].tolist()
        unit, score = result.panel.units[row], float(scores[row])
        interval = own.get((unit, result.panel.periods[row]))
        known = None if np.isnan(score) else score
        found.append(Ranked(row, unit, known, int(ranks[row]), min(near), max(near), interval))
    return Ranking(node, result.panel.periods[rows[0]] if rows else "", step, tuple(found))
