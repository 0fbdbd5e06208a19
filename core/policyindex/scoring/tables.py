"""Decision tables, compiled to one number per combination of answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from policyindex.answers.points import MISSING as NO_ANSWER
from policyindex.instruments.checks.tables import cases, row_matches
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.instruments.models.nodes import MISSING, OFF_LIST
from policyindex.scoring.arrays import Array, Codes

OPEN = -3
"""In place of the number of an option: any of them may come."""


@dataclass(frozen=True, eq=False)
class Lookup:
    """A compiled table: ``scores`` and ``rows`` have one entry per combination, by ``strides`` over the inputs."""

    options: tuple[tuple[str, ...], ...]
    strides: tuple[int, ...]
    scores: Array
    rows: tuple[int, ...]

    def index(self, codes: Codes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Find the entries of codes of shape (inputs, rows); -1 missing and -2 off the list are the last two."""
        found = np.zeros(codes.shape[1], dtype=np.int64)
        for options, stride, each in zip(self.options, self.strides, codes, strict=True):
            found += np.where(each < 0, len(options) - 1 - each, each).astype(np.int64) * stride
        return found

    def bounded(self, choose: Callable[..., Array]) -> Lookup:
        """Give a table that knows answers that are still open: with ``fmin`` the least that may come, ``fmax`` the most."""
        sizes = [len(codes) + 2 for codes in self.options]
        cube = self.scores.reshape(sizes)
        for axis, codes in enumerate(self.options):
            some = np.take(cube, range(len(codes)), axis)
            cube = np.concatenate([cube, reduce(choose, np.split(some, len(codes), axis))], axis)
        strides = tuple(int(np.prod(cube.shape[at + 1 :], dtype=np.int64)) for at in range(cube.ndim))
        return Lookup(self.options, strides, cube.reshape(-1), ())

    def case(self, codes: tuple[int, ...]) -> tuple[float, int]:
        """Give the score and the number of the row (from 0) of one combination."""
        at = int(self.index(np.array(codes, dtype=np.int16)[:, None])[0])
        return float(self.scores[at]), self.rows[at]


def compiled(instrument: Instrument, node: ComposedNode) -> Lookup:
    """Compile the decision table of a node."""
    options: Mapping[str, tuple[str, ...]] = {
        child: tuple(instrument.indicators[child].choices) for child in node.children
    }
    uncounted = {child: instrument.indicators[child].option_statuses for child in node.children}
    rows = []
    for case in cases(options):
        rows.append(next(index for index, row in enumerate(node.table) if row_matches(row, case, uncounted)))
    written = [row.score for row in node.table]
    scores = np.array([np.nan if (score := written[row]) is None else float(score) for row in rows])
    sizes = [len(codes) + 2 for codes in options.values()]
    strides = tuple(int(np.prod(sizes[position + 1 :], dtype=np.int64)) for position in range(len(sizes)))
    return Lookup(tuple(options.values()), strides, scores, tuple(rows))


def case_name(options: tuple[str, ...], code: int) -> str:
    """Name an input's state: its option code, ``missing`` or ``off_list``."""
    return options[code] if code >= 0 else MISSING if code == NO_ANSWER else OFF_LIST
