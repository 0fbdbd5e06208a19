"""The fixed basket of two periods: what is answered in both, or in neither for the same reason."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from policyindex.analysis.changes.node_parts import State
from policyindex.analysis.changes.stories import Rows, answered
from policyindex.answers.panel import silent_nodes
from policyindex.answers.points import MISSING
from policyindex.answers.record import STATUSES, Status
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.pipeline import imputes
from policyindex.scoring.result import Result


class Side(NamedTuple):
    """Rows of a result that are compared with as many rows of the same or of another result."""

    result: Result
    rows: Rows

    def of(self, cells: Any) -> Any:
        """Give what an array of the whole panel has for the rows."""
        return cells[self.rows]


def in_both(first: Side, last: Side) -> Flags:
    """Tell which answers are on the fixed basket of pairs of rows, of shape (pairs, columns).

    A question that is open in both for the same reason stays as it is: what it does to a score is the same.
    """
    there = [each.of(answered(each.result)) for each in (first, last)]
    empty = [each.of(np.isnan(each.result.ready.values)) for each in (first, last)]
    status = [each.of(each.result.panel.status) for each in (first, last)]
    codes = [each.of(each.result.panel.codes) for each in (first, last)]
    alike: Flags = empty[0] & empty[1] & (status[0] == status[1]) & (codes[0] == codes[1])
    found: Flags = (there[0] & there[1]) | (alike & ~there[0] & ~there[1])
    return found


class Basket:
    """What is compared of pairs of rows; every state is scored on the same answers."""

    def __init__(self, first: Side, last: Side) -> None:
        self.first, self.last = first, last
        self.kept = in_both(first, last)
        uncollected = [
            side.of(side.result.panel.status) == STATUSES.index(Status.NOT_COLLECTED) for side in (first, last)
        ]
        self.collected = (uncollected[0] | uncollected[1]) & ~self.kept
        """What is off the basket because it was not collected in one of the periods."""
        silent = [_silent(side) for side in (first, last)]
        self.silent = {node: flags | silent[1][node] for node, flags in silent[0].items()}

    def state(self, side: Side, sources: Rows | None = None) -> State:
        """Score the answers of one side on the basket.

        :param sources: the row that each answer is taken from, of shape (pairs, columns); None: the side's own
        """
        result, plan = side.result, side.result.plan
        where = np.repeat(side.rows[:, None], len(plan.columns), axis=1) if sources is None else sources
        columns = np.arange(len(plan.columns))
        values = np.where(self.kept, result.ready.values[where, columns], np.nan)
        codes = np.where(self.kept, result.panel.codes[where, columns], MISSING)
        out = np.where(self.kept, result.panel.out[where, columns], True)
        work, gone = plan.area(values, codes, out, silent=self.silent)
        return State(work, gone, np.concatenate([codes.T, np.zeros((len(plan.nodes), len(codes)), codes.dtype)]))

    def scores(self, side: Side, restored: Flags, collecting: bool) -> Array:
        """Score one side with some answers that are off the basket as they are, of shape (nodes, pairs).

        :param collecting: nodes that are not collected on one of the sides are so on this one alone
        """
        result, plan, kept = side.result, side.result.plan, self.kept | restored
        values = np.where(kept, side.of(result.ready.values), np.nan)
        codes = np.where(kept, side.of(result.panel.codes), MISSING)
        out = np.where(kept, side.of(result.panel.out), True)
        observed = np.where(kept, side.of(result.ready.observed), False) if imputes(plan) else None
        work, _ = plan.area(values, codes, out, observed, _silent(side) if collecting else self.silent)
        return work[len(plan.columns) :]


def exact_scores(side: Side) -> Array:
    """Score rows as they are, of shape (nodes, rows), without the rounding to the decimals that are compared."""
    plan, panel = side.result.plan, side.result.panel
    observed = side.of(side.result.ready.observed) if imputes(plan) else None
    given = side.of(side.result.ready.values), side.of(panel.codes), side.of(panel.out)
    return plan.area(*given, observed, _silent(side))[0][len(plan.columns) :]


def _silent(side: Side) -> dict[str, Flags]:
    panel = side.result.panel
    return silent_nodes(side.result.instrument, tuple(panel.periods[row] for row in side.rows.tolist()))
