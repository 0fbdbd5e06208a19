"""Thin answers: how much of a score's weight is answered, what is too thin to be ranked, what it could still become.

Coverage goes by nominal weight: what a rule gives to its children, shared out again among what is asked at all. A rule
without shares (a decision table, a median) counts its children alike, or by its weights.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.panel import Panel, silent_nodes
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array, Counts, Flags
from policyindex.scoring.ends import ends
from policyindex.scoring.plan import BLOCK, Operation, Plan
from policyindex.scoring.rules import shares_by
from policyindex.scoring.tables import OPEN

TOLERANCE = 1e-9
INCOMPLETE = "incomplete"


def coverage(plan: Plan, answered: Flags, asked: Flags, silent: Mapping[str, Flags]) -> Array:
    """Give the share of the weight that is answered, of what is asked; NaN where nothing is.

    :param answered: flags of shape (rows, columns); so is ``asked``
    :param silent: rows in which some nodes are not collected
    :returns: shares from 0 to 1, of shape (rows, nodes)
    """
    shares = [shares_of(operation) for operation in plan.operations]
    columns, total = len(plan.columns), len(plan.columns) + len(plan.nodes)
    found = np.empty((len(answered), len(plan.nodes)))
    for start in range(0, len(answered), BLOCK):
        rows = slice(start, start + BLOCK)
        parts = np.zeros((2, total, len(answered[rows])))
        parts[0, :columns], parts[1, :columns] = answered[rows].T & asked[rows].T, asked[rows].T
        for operation, weights in zip(plan.operations, shares, strict=True):
            for part in parts:
                part[operation.row] = weights @ part[operation.children]
                if operation.node in silent:
                    part[operation.row, silent[operation.node][rows]] = 0.0
        with np.errstate(invalid="ignore"):
            found[rows] = (parts[0, columns:] / parts[1, columns:]).T
    found.flags.writeable = False
    return found


def shares_of(operation: Operation) -> Array:
    """Give the weight of each child of a node in its coverage."""
    found = shares_by(operation.spec, operation.weights, operation.parameters)
    return np.abs(operation.weights / (operation.weights.sum() or 1.0) if found is None else found)


def too_thin(instrument: Instrument, plan: Plan, share: Array, answered: Counts, expected: Counts) -> Flags:
    """Tell which scores rest on too little to be ranked: themselves, and roots one of whose parts does.

    :param share: what :func:`coverage` gave
    :returns: flags of shape (rows, nodes)
    """
    thin = thin_alone(instrument, share, answered, expected)
    found = thin.copy()
    places = {node: at for at, node in enumerate(plan.nodes)}
    for root in {root for tree in instrument.trees.values() for root in tree.roots}:
        for part in parts_of(instrument, root):
            found[:, places[root]] |= thin[:, places[part]]
    return found


def thin_alone(instrument: Instrument, share: Array, answered: Counts, expected: Counts) -> Flags:
    """Tell which scores themselves rest on too little, whatever their parts do: flags of shape (rows, nodes)."""
    limit = float(instrument.rank_coverage)
    if not limit:
        return np.zeros(share.shape, dtype=np.bool_)
    thin: Flags = share < limit - TOLERANCE
    if limit == 1:
        thin |= answered < expected
    return thin


def parts_of(instrument: Instrument, node: str) -> tuple[str, ...]:
    """Name the parts of a root that have scores of their own."""
    return tuple(child for child in instrument.nodes[node].children if child in instrument.nodes)


def allowed(plan: Plan, panel: Panel, instrument: Instrument, rows: NDArray[np.intp]) -> tuple[Array, Array]:
    """Give the lowest and the highest score that the missing answers allow, each of shape (rows, nodes).

    NaN where nobody can say: below a number without limits, a rule of a plugin, or a step that looks at other units.
    """
    asked = [instrument.indicators[indicator_of(name)] for name in plan.columns]
    values, codes, out = panel.values[rows], panel.codes[rows].copy(), panel.out[rows]
    missing = np.isnan(values) & ~out
    codes[missing] = OPEN
    both = [
        np.where(missing, [points for points, _ in end], values)
        for end in ([each.worst() for each in asked], [each.best() for each in asked])
    ]
    silent = silent_nodes(instrument, tuple(panel.periods[row] for row in rows.tolist()))
    least, most = ends(plan, both[0], both[1], codes, out, silent, trusted=False)
    return np.round(least, 9) + 0.0, np.round(most, 9) + 0.0
