"""The fixed basket of two periods: what is answered in both, or in neither for the same reason."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.change_answers import answered
from policyindex.analysis.node_parts import State
from policyindex.answers.panel import silent_nodes
from policyindex.answers.points import MISSING
from policyindex.answers.record import STATUSES, Status
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.pipeline import imputes
from policyindex.scoring.result import Result

Rows = NDArray[np.intp]


def in_both(result: Result, first: Rows, last: Rows) -> Flags:
    """Tell which answers are on the fixed basket of pairs of rows, of shape (pairs, columns).

    A question that is open in both periods for the same reason stays as it is: what it does to a score is the same.
    """
    there, status, codes = answered(result), result.panel.status, result.panel.codes
    empty = np.isnan(result.ready.values)
    open_ = empty[first] & empty[last] & ~there[first] & ~there[last]
    alike: Flags = open_ & (status[first] == status[last]) & (codes[first] == codes[last])
    return (there[first] & there[last]) | alike


def not_collected(result: Result, first: Rows, last: Rows) -> Flags:
    """Tell which answers were not collected in one of two periods, of shape (pairs, columns)."""
    status, mark = result.panel.status, STATUSES.index(Status.NOT_COLLECTED)
    found: Flags = (status[first] == mark) | (status[last] == mark)
    return found


class Basket:
    """What is compared of pairs of rows; every state is scored on the same answers."""

    def __init__(self, result: Result, first: Rows, last: Rows) -> None:
        self.result, self.first, self.last = result, first, last
        self.kept = in_both(result, first, last)
        self.collected = not_collected(result, first, last) & ~self.kept
        """What is off the basket because it was not collected in one of the periods."""
        silent = silent_nodes(result.instrument, result.panel.periods)
        self.silent = {node: flags[first] | flags[last] for node, flags in silent.items()}

    def state(self, rows: Rows) -> State:
        """Score answers on the basket, each from its own row; ``rows`` of shape (pairs,) or (pairs, columns)."""
        result, plan = self.result, self.result.plan
        where = rows if rows.ndim == 2 else np.repeat(rows[:, None], len(plan.columns), axis=1)
        columns = np.arange(len(plan.columns))
        values = np.where(self.kept, result.ready.values[where, columns], np.nan)
        codes = np.where(self.kept, result.panel.codes[where, columns], MISSING)
        out = np.where(self.kept, result.panel.out[where, columns], True)
        work, gone = plan.area(values, codes, out, silent=self.silent)
        return State(work, gone, np.concatenate([codes.T, np.zeros((len(plan.nodes), len(rows)), codes.dtype)]))

    def scores(self, rows: Rows, restored: Flags, collecting: bool) -> Array:
        """Score rows with some answers that are off the basket as they are, of shape (nodes, pairs).

        :param collecting: nodes that are not collected in one of the periods are so in this row's alone
        """
        result, plan = self.result, self.result.plan
        kept = self.kept | restored
        values = np.where(kept, result.ready.values[rows], np.nan)
        codes = np.where(kept, result.panel.codes[rows], MISSING)
        out = np.where(kept, result.panel.out[rows], True)
        observed = np.where(kept, result.ready.observed[rows], False) if imputes(plan) else None
        own = silent_nodes(result.instrument, tuple(result.panel.periods[row] for row in rows.tolist()))
        work, _ = plan.area(values, codes, out, observed, own if collecting else self.silent)
        return work[len(plan.columns) :]
