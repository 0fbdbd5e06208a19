"""Decision tables, compiled to one number per combination of what their inputs can be."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policyindex.instruments.inputs import Input, cases, input_of, row_matches
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.scoring.arrays import Array, Codes
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
    return Lookup(tuple(inputs.values()), strides, scores, tuple(rows))
