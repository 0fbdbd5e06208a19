"""What scores rest on: how many answers below each node, whose they are, and how far they are verified."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.panel import Panel
from policyindex.answers.record import LEVELS, SELF_ASSESSED, Verification
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Counts, Flags
from policyindex.scoring.plan import Plan

_ROWS = 65536
"""Rows counted at a time, so that the flags of all of them never stand as numbers."""
_LARGE = 4_000_000
"""Cells from which the matrix of what is below what is too large to keep."""
_MANY = 4096
"""Rows from which a fast product of matrices saves more than starting its threads costs."""


def leaves_of(instrument: Instrument, plan: Plan) -> list[list[int]]:
    """Give the columns below each node of a plan."""
    places = {name: index for index, name in enumerate(plan.columns)}
    return [[places[each] for each in instrument.indicators_below(node)] for node in plan.nodes]


def counted_below(flags: Flags, leaves: list[list[int]]) -> Counts:
    """Count the true flags below each node: ``flags`` of shape (rows, columns) give counts of shape (rows, nodes)."""
    if len(leaves) * flags.shape[1] > _LARGE:
        few: Counts = np.array([flags[:, columns].sum(axis=1, dtype=np.int32) for columns in leaves], np.int32).T
        few.flags.writeable = False
        return few
    kind = np.float32 if len(flags) > _MANY else np.int32  # as floats, whole numbers up to 2**24 are exact
    below = np.zeros((len(leaves), flags.shape[1]), dtype=kind)
    for node, columns in enumerate(leaves):
        below[node, columns] = 1
    found = np.empty((len(leaves), len(flags)), dtype=np.int32)
    for start in range(0, len(flags), _ROWS):
        found[:, start : start + _ROWS] = below @ flags[start : start + _ROWS].T.astype(kind)
    counts: Counts = found.T
    counts.flags.writeable = False
    return counts


def self_assessed(panel: Panel, leaves: list[list[int]]) -> Flags:
    """Tell per row and node whether any answer below it is the unit's own: such scores are never ranked."""
    own = [place for place, each in enumerate(panel.sources) if each.review == SELF_ASSESSED]
    if not own:
        return np.zeros((len(panel.units), len(leaves)), dtype=np.bool_)
    flags = np.isin(panel.source, own)
    return np.array([flags[:, each].any(axis=1) for each in leaves], dtype=np.bool_).T


def strength(verification: Verification) -> int:
    """Order what answers rest on, weakest first: unknown words, the review levels, what a publisher alone vouches for."""
    if verification.review in LEVELS:
        return LEVELS.index(verification.review)
    return len(LEVELS) if verification.publisher and not verification.review else -1


def weakest(panel: Panel, leaves: list[list[int]]) -> tuple[tuple[str, ...], ...]:
    """Give per row and node the weakest source of the answers below it, empty where there are none."""
    order = sorted(range(len(panel.sources)), key=lambda index: strength(panel.sources[index]))
    place = np.full(len(panel.sources) + 1, len(panel.sources))
    place[order] = np.arange(len(order))
    places: NDArray[np.int64] = place[panel.source]
    texts = [*(panel.sources[index].text for index in order), ""]
    least = np.array([places[:, each].min(axis=1) for each in leaves]).T
    return tuple(tuple(map(texts.__getitem__, row)) for row in least.tolist())
