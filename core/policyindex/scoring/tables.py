"""Decision tables, compiled to one number per combination of what their inputs can be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policyindex.instruments.inputs import Input, State, cases, input_of, patterns, row_matches
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.instruments.models import DecisionRow, Rule
from policyindex.scoring.arrays import Array, Codes, Flags
from policyindex.scoring.ranking import DECIMALS

OPEN = -3
"""In place of the number of an option: any of them may come."""
Places = NDArray[np.int64]


def states_of(asked: Input, values: Array, codes: Codes) -> Places:
    """Number the states of one input, of shape (rows,)."""
    count = len(asked.known)
    if asked.limits is None:
        return np.where(codes < 0, count - 1 - codes, codes).astype(np.int64)
    numbers = np.round(values, DECIMALS)
    places = np.searchsorted(asked.limits, numbers, "left") + np.searchsorted(asked.limits, numbers, "right")
    return np.where(np.isnan(numbers), count, places).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Lookup:
    """A compiled table: ``scores`` and ``rows`` have one entry per combination, by ``strides`` over the inputs."""

    inputs: tuple[Input, ...]
    strides: tuple[int, ...]
    scores: Array
    rows: tuple[int, ...]
    stands: Flags | None = None
    """Entries that count although no input does: their row names an option with a status by its code; None: none."""
    left_out: Flags | None = None
    """Entries in which the node leaves the denominator; None: none."""

    def settle(self, score: Array, gone: Flags | None, row: int, values: Array, codes: Codes) -> None:
        """Put scores of entries that stand by themselves in place, and note where the node leaves the denominator.

        :param row: the node's, among those of ``gone``; rows with an open code stay as they are
        """
        if self.stands is None and self.left_out is None:
            return
        closed = (codes != OPEN).all(axis=0)
        at = self.index(values, np.where(codes == OPEN, 0, codes))
        if self.stands is not None:
            kept = closed & self.stands[at]
            score[kept] = self.scores[at[kept]]
            if gone is not None:
                gone[row] &= ~kept
        if self.left_out is not None and gone is not None:
            gone[row] |= closed & self.left_out[at]

    def states(self, values: Array, codes: Codes) -> Places:
        """Number the states of inputs, of shape (inputs, rows), by their scores or points and their codes.

        A code of -1 is missing and -2 off the list: the states behind those of an answer.
        """
        pairs = zip(self.inputs, values, codes, strict=True)
        return np.array([states_of(each, value, code) for each, value, code in pairs])

    def index(self, values: Array, codes: Codes) -> Places:
        """Find the entries of inputs; see :meth:`states`."""
        found: Places = np.array(self.strides, dtype=np.int64) @ self.states(values, codes)
        return found

    def ends(self, low: Array, high: Array, codes: Codes) -> tuple[Array, Array]:
        """Give the lowest and the highest score while numbers lie between two ends and open codes may be any option."""
        first, last = self.states(low, codes), self.states(high, codes)
        for at, each in enumerate(self.inputs):
            if each.limits is None:
                still = codes[at] == OPEN
                first[at, still], last[at, still] = 0, len(each.known) - 1
        cube = self.scores.reshape([len(each.states) for each in self.inputs])
        boxes, where = np.unique(np.concatenate([first, last]), axis=1, return_inverse=True)
        found = []
        for box in boxes.T.tolist():
            pairs = zip(box[: len(self.inputs)], box[len(self.inputs) :], strict=True)
            part = cube[tuple(slice(start, end + 1) for start, end in pairs)]
            known = part[~np.isnan(part)]
            found.append((known.min(), known.max()) if len(known) else (math.nan, math.nan))
        both = np.array(found).reshape(-1, 2)[where.reshape(-1)]
        return both[:, 0].copy(), both[:, 1].copy()

    def case(self, values: Array, codes: Codes) -> tuple[float, int, tuple[str, ...]]:
        """Give the score, the number of the row (from 0) and the names of the states of one combination."""
        at = int(self.index(values[:, None], codes[:, None])[0])
        states = self.states(values[:, None], codes[:, None])[:, 0].tolist()
        names = tuple(each.states[state].name for each, state in zip(self.inputs, states, strict=True))
        return float(self.scores[at]), self.rows[at], names


def compiled(instrument: Instrument, node: ComposedNode) -> Lookup:
    """Compile the decision table of a node."""
    wheres = [row.when for row in node.table]
    inputs = {child: input_of(child, instrument.indicators, instrument.nodes, wheres) for child in node.children}
    rows = [next(index for index, row in enumerate(node.table) if row_matches(row, case)) for case in cases(inputs)]
    written = [row.score for row in node.table]
    scores = np.array([np.nan if (score := written[row]) is None else float(score) for row in rows])
    sizes = [len(each.states) for each in inputs.values()]
    strides = tuple(math.prod(sizes[position + 1 :]) for position in range(len(sizes)))
    stands = np.array([_stands(node.table[row], case) for row, case in zip(rows, cases(inputs), strict=True)])
    left_out = np.isin(rows, node.left_out)
    return Lookup(
        tuple(inputs.values()), strides, scores, tuple(rows),
        stands & ~np.isnan(scores) if stands.any() and _may_stand(node.rule) else None, left_out if node.left_out else None,
    )  # fmt: skip


def _may_stand(rule: Rule) -> bool:
    """Tell whether a node may have a score where a part of it has none."""
    return rule.presence == "any" and rule.min_coverage is None


def _stands(row: DecisionRow, case: Mapping[str, State]) -> bool:
    """Tell whether a row names an option with a status, that was chosen, by its code."""
    return any(not state.counts and state.name in patterns(row.when.get(child, ())) for child, state in case.items())
