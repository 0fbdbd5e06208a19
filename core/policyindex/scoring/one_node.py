"""One node by itself: the score that its own rule makes of children as they are, were or might be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from policyindex.scoring.arrays import Array, Codes, Flags
from policyindex.scoring.plan import Operation, scored


def operation_values(
    operation: Operation,
    values: Array,
    codes: Codes | None = None,
    gone: Flags | None = None,
    below: Array | None = None,
    below_gone: Flags | None = None,
) -> Array:
    """Score one node, with its rules on missing parts, presence, coverage, scale and ends.

    :param values: the children's scores or points, of shape (children, rows), NaN where there is none
    :param codes: numbers of the chosen options, same shape, needed of a decision table; nobody looks at those of nodes
    :param gone: true where a child leaves the denominator, same shape; None: nowhere
    :param below: points of the indicators below, of shape (indicators, rows), which say how much is answered; needed
        where :func:`looks_below`, otherwise the children themselves
    :param below_gone: true where one of these leaves the denominator
    :returns: scores of shape (rows,), NaN where there is none
    """
    leaves = values if below is None else below
    count, total = len(values), len(values) + len(leaves)
    work = np.concatenate([values, leaves])
    own = replace(operation, row=total, children=slice(0, count), leaves=slice(count, total))
    flags: Flags | None = None
    if gone is not None:
        lower = gone if below is None else np.zeros(leaves.shape, np.bool_) if below_gone is None else below_gone
        flags = np.concatenate([gone, lower, np.logical_and.reduce(gone, axis=0, keepdims=True)])
    with np.errstate(all="ignore"):
        return scored(own, work, codes, flags, operation.weights)


def looks_below(operation: Operation) -> bool:
    """Tell whether a node's rule counts the answers below it, not its children alone."""
    return operation.rule.min_coverage is not None or operation.rule.missing == "zero"
