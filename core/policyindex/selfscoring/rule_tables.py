"""Rule tables as a file counts by them: a score for every combination of what the inputs can be, as the engine compiled it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array, Codes, Flags
from policyindex.scoring.plan import Operation
from policyindex.scoring.tables import OPEN, Lookup


@dataclass(frozen=True)
class TableInput:
    """What one child of a node can be: its states are numbered from 0, those of an answer or a score first."""

    child: str
    names: tuple[str, ...]
    """Of all states; behind the known ones stand missing and, of a question, points that are no answer's."""
    known: int
    """How many of them an answer or a score has."""
    stride: int
    """How far combinations lie apart in which it is the next state."""
    limits: tuple[float, ...] | None
    """Where a number is told apart: below, at and above each of them; None: states are numbered by the answer."""
    earned: tuple[float | None, ...]
    """The points of each answer by its number: points alone stand for the only answer that earns them."""

    def state(self, at: int) -> int:
        """Give its state in a combination."""
        return at // self.stride % len(self.names)


@dataclass(frozen=True)
class Table:
    """A rule table; the last input changes fastest from one combination to the next."""

    inputs: tuple[TableInput, ...]
    scores: tuple[float | None, ...]
    """By combination; None: no score."""
    stands: tuple[int, ...]
    """Combinations that count although no input does."""
    leaving: tuple[int, ...]
    """Combinations in which the node leaves the denominator."""

    def case(self, at: int) -> str:
        """Name the states of a combination."""
        return ", ".join(f"{each.child}={each.names[each.state(at)]}" for each in self.inputs)


def table_of(instrument: Instrument, operation: Operation) -> Table | None:
    """Give the table of a node, None where it has another rule."""
    lookup = operation.lookup
    if lookup is None:
        return None
    children = instrument.nodes[operation.node].children
    inputs = tuple(
        TableInput(
            child,
            tuple(state.name for state in each.states),
            len(each.known),
            stride,
            each.limits,
            () if each.limits is not None else tuple(
                None if math.isnan(points) else points
                for points in instrument.indicators[indicator_of(child)].points_by_code()
            ),
        )
        for child, each, stride in zip(children, lookup.inputs, lookup.strides, strict=True)
    )  # fmt: skip
    return Table(
        inputs,
        tuple(None if math.isnan(score) else score for score in lookup.scores.tolist()),
        () if lookup.stands is None else tuple(np.flatnonzero(lookup.stands).tolist()),
        () if lookup.left_out is None else tuple(np.flatnonzero(lookup.left_out).tolist()),
    )


@dataclass(frozen=True)
class TableStart:
    """What the inputs of a table are at the start, and which combination that is."""

    now: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    """Between which states the missing answers leave each."""
    entry: int
    low_entry: int
    stands: bool
    leaves: bool
    end_stands: bool
    end_leaves: bool

    def ends(self, at: int) -> tuple[int, int]:
        """Give the ends of one input."""
        return self.low[at], self.high[at]

    def holds(self, states: Sequence[int]) -> bool:
        """Tell whether a combination may still come."""
        return all(low <= state <= high for low, state, high in zip(self.low, states, self.high, strict=True))


def start_of(lookup: Lookup, values: Array, codes: Codes, missing: Flags, low: Array, high: Array) -> TableStart:
    """Look a table up.

    :param values: of its inputs, NaN where there is none, each of shape (inputs,)
    :param low: the lowest that each can become, and ``high`` the highest
    """
    opened = np.where(missing, OPEN, codes)
    now, first, last = (
        lookup.states(each[:, None], some[:, None])[:, 0]
        for each, some in ((values, codes), (low, opened), (high, opened))
    )
    for at, each in enumerate(lookup.inputs):
        if each.limits is None and missing[at]:
            first[at], last[at] = 0, len(each.known) - 1
    strides = np.array(lookup.strides)
    entry, low_entry = int(strides @ now), int(strides @ first)
    none, closed = np.zeros(len(lookup.scores), dtype=np.bool_), not missing.any()
    stands, leaves = (none if each is None else each for each in (lookup.stands, lookup.left_out))
    return TableStart(
        tuple(now.tolist()), tuple(first.tolist()), tuple(last.tolist()), entry, low_entry,
        bool(stands[entry]), bool(leaves[entry]),
        closed and bool(stands[low_entry]), closed and bool(leaves[low_entry]),
    )  # fmt: skip
