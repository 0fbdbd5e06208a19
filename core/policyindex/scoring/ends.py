"""Between which ends the scores of nodes lie while answers lie between two ends: for ranges, bars and checks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.scoring.arrays import Array, Codes, Flags
from policyindex.scoring.means import POSITIVE
from policyindex.scoring.plan import BLOCK, Operation, Plan, aggregated, blanked, ended, rows_of
from policyindex.scoring.registered import AGGREGATORS
from policyindex.scoring.rules import falling_by

_OF_POSITIVE = ("product", "ratio", "power", *POSITIVE)
"""Rules whose ends are those of their parts only where no part lies below 0; some have no score there at all."""
_KNOWN = {spec.name for spec in AGGREGATORS}


def ends(
    plan: Plan,
    low: Array,
    high: Array,
    codes: Codes,
    out: Flags | None = None,
    silent: Mapping[str, Flags] | None = None,
    *,
    trusted: bool = True,
) -> tuple[Array, Array]:
    """Give the lowest and the highest score of each node.

    :param low: the least points of each answer, of shape (rows, columns); NaN where it has no end, unless it is ``out``
    :param high: the most points, of the same shape
    :param codes: numbers of the chosen options, ``OPEN`` where any may come
    :param trusted: a plugin's rule rises with all its children; false: nothing is known of it
    :returns: scores of shape (rows, nodes), NaN where there is none or nobody can say
    """
    found = np.full((2, len(low), len(plan.nodes)), np.nan)
    if plan.steps:  # what a step makes of a number depends on other units
        return found[0], found[1]
    for start in range(0, len(low), BLOCK):
        rows = slice(start, start + BLOCK)
        mute = {node: flags[rows] for node, flags in (silent or {}).items()}
        gone = None if out is None else out[rows].T
        walk = _Walk(plan, low[rows].T, high[rows].T, codes[rows].T, gone, trusted=trusted)
        for operation in plan.operations:
            walk.take(operation, mute.get(operation.node))
        for end, area in zip(found, walk.areas, strict=True):
            end[rows] = np.where(walk.unknown, np.nan, area)[len(plan.columns) :].T
    return found[0], found[1]


def moves_one_way(operation: Operation, values: Array) -> bool:
    """Tell whether a rule rises, or falls, with each child as long as these have values such as some: (children, rows)."""
    name = operation.spec.name
    if name == "ratio" and (values[1] <= 0).any():
        return False
    low = values <= 0 if name == "power" else values < 0  # a negative power of 0 is infinite
    return name in _KNOWN and not (name in _OF_POSITIVE and low.any())


class _Walk:
    """Two work areas, filled node by node."""

    def __init__(self, plan: Plan, low: Array, high: Array, codes: Codes, out: Flags | None, *, trusted: bool) -> None:
        columns, total = len(plan.columns), len(plan.columns) + len(plan.nodes)
        self.areas = np.full((2, total, low.shape[1]), np.nan)
        self.areas[0, :columns], self.areas[1, :columns] = low, high
        self.codes = np.zeros((total, low.shape[1]), dtype=codes.dtype)
        self.codes[:columns] = codes
        self.unknown = np.zeros((total, low.shape[1]), dtype=np.bool_)
        self.gone = np.zeros((total, low.shape[1]), dtype=np.bool_)
        if out is not None:
            self.gone[:columns] = out
        self.unknown[:columns] = (np.isnan(low) | np.isnan(high)) & ~self.gone[:columns]
        self.trusted, self.total = trusted, total

    def take(self, operation: Operation, silent: Flags | None) -> None:
        """Fill a node's rows."""
        places = rows_of(operation.children, self.total)
        low, high = self.areas[0, places], self.areas[1, places]
        self.gone[operation.row] = self.gone[places].all(axis=0)
        if operation.lookup is not None:
            found = [
                blanked(each, low, self.areas[0], operation, self.gone)
                for each in operation.lookup.ends(low, high, self.codes[places])
            ]
            for each in found:
                operation.lookup.settle(each, self.gone, operation.row, low, self.codes[places])
        else:
            falling = falling_by(operation.spec, operation.weights, operation.parameters)[:, None]
            corners = np.where(falling, high, low), np.where(falling, low, high)
            with np.errstate(all="ignore"):
                found = [aggregated(each, self.areas[0], operation, self.gone, operation.weights) for each in corners]
        first, second = (ended(each, operation.rule) for each in found)
        self.areas[:, operation.row] = np.fmin(first, second), np.fmax(first, second)
        if silent is not None:
            self.gone[operation.row] |= silent
            self.areas[:, operation.row, silent] = np.nan
        self.unknown[operation.row] = self._is_unknown(operation, low, places)

    def _is_unknown(self, operation: Operation, low: Array, places: list[int]) -> Flags:
        unknown = np.array(self.unknown[places].any(axis=0) | np.isinf(self.areas[:, operation.row]).any(axis=0))
        if operation.spec.name in _OF_POSITIVE:
            unknown |= (low < 0).any(axis=0)
        if operation.spec.name == "ratio":
            unknown |= low[1] <= 0
        if operation.spec.name == "power" and operation.parameters["exponent"] < 0:
            unknown |= low[0] <= 0
        if operation.spec.name not in _KNOWN and not self.trusted:
            unknown[:] = True
        return unknown
